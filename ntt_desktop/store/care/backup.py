"""Backups: one file with the encrypted store and its wrapped keys; restoring renews the epoch."""

import hashlib
import io
import json
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.store import store as store_module
from ntt_desktop.store.care import identity, keys
from ntt_desktop.store.driver import connect, known_errors
from ntt_desktop.store.files import make_folder, set_aside, sync_folder, write_atomic
from ntt_desktop.store.lock import HomeLock
from ntt_desktop.store.store import Store
from ntt_desktop.store.sync import notices, packages

_FORMAT = "ntt-desktop-backup-1"


def write(store: Store, target: Path, *, overwrite: bool = False) -> Path:
    """Write a backup of a running store to ``target`` (its encryption and its keys stay as they are).

    A folder, and a name without an ending that is not there yet, get a file whose name says which node and when.
    """
    if target.is_dir() or not (target.suffix or target.exists()):
        target = target / f"cadangan-{store.node.name}-{datetime.now().astimezone():%Y%m%d-%H%M}.nttb"
    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    copy = store.home / "backups" / ".copy.db"
    make_folder(copy.parent)
    copy.unlink(missing_ok=True)
    try:
        source, destination = connect(store.home / store_module.FILE, store.key), connect(copy, store.key)
        try:
            with known_errors(copy):
                source.backup(destination)
                destination.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                destination.execute("PRAGMA journal_mode = DELETE")
        finally:
            source.close()
            destination.close()
        content = copy.read_bytes()
    finally:
        for left in copy.parent.glob(".copy.db*"):
            left.unlink(missing_ok=True)
    about = {"format": _FORMAT, "sha256": hashlib.sha256(content).hexdigest(), "node": store.node.name}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("about.json", json.dumps(about))
        archive.writestr(keys.FILE, (store.home / keys.FILE).read_bytes())
        archive.writestr(store_module.FILE, content)
    write_atomic(target, packed.getvalue())
    return target


def restore(backup: Path, home: Path, passphrase: str) -> None:
    """Put a backup in place in ``home``; a store that stood there is set aside in ``backups``, never deleted.

    The numbering of the log starts a new epoch, so that the parent notices and sends what is missing.
    Raises `UserError`: ``backup_unreadable``, ``wrong_passphrase``, ``file_missing``; `StoreError` ``home_locked``.
    """
    if not backup.is_file():
        raise UserError("file_missing", name=backup.name)
    try:
        with zipfile.ZipFile(backup) as archive:
            about = json.loads(archive.read("about.json"))
            wrapped, content = archive.read(keys.FILE), archive.read(store_module.FILE)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise UserError("backup_unreadable", file=backup.name) from None
    if about.get("format") != _FORMAT or about.get("sha256") != hashlib.sha256(content).hexdigest():
        raise UserError("backup_unreadable", file=backup.name)
    lock = HomeLock(home, "NTT Desktop restore")
    try:
        _restore(wrapped, content, home, passphrase)
    finally:
        lock.release()


def _restore(wrapped: bytes, content: bytes, home: Path, passphrase: str) -> None:
    """Prove that the backup opens, beside the store, before it takes the store's place."""
    trial = home / "restoring"
    try:
        for name in (keys.FILE, f"{keys.FILE}.bak"):
            write_atomic(trial / name, wrapped)
        write_atomic(trial / store_module.FILE, content)
        data_key = keys.unlock(trial, passphrase)
        restored = Store(trial, data_key)
        try:
            with restored.write(restored.node.officer, "restored from a backup") as unit:
                unit.set_setting("epoch", identity.new_epoch())
                unit.set_setting(identity.LIFE, identity.new_life())
                packages.note_restored(unit)
                notices.note(unit, notices.RESTORED, at=unit.now.isoformat(timespec="seconds"))
        finally:
            restored.close()
        _swap(trial, home)
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def _swap(trial: Path, home: Path) -> None:
    """Everything is written already: files only change their places, which takes no room on a disk."""
    replaced = (*store_module.FILES, keys.FILE)
    set_aside(home, replaced, f"before-restore-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    with known_errors(home):
        for name in (store_module.FILE, keys.FILE, f"{keys.FILE}.bak"):
            (trial / name).replace(home / name)
        sync_folder(home)
