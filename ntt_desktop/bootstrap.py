"""The composition root: opens a store and hands a `Context` to window, command line and tests."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ntt_desktop.domain.passphrase import require_strong
from ntt_desktop.errors import StoreError, UserError
from ntt_desktop.formats import reference
from ntt_desktop.services.context import Context, utc_now
from ntt_desktop.store.care import keys, learning
from ntt_desktop.store.store import FILE, NewNode, Store
from ntt_desktop.store.sync import foreign_lines

ROLES = ("petugas", "supervisor")


@dataclass(frozen=True, slots=True)
class Created:
    """A new store, open; ``recovery_key`` is shown once and kept nowhere."""

    context: Context
    recovery_key: str


def create_store(
    home: Path,
    *,
    role: str,
    region: str,
    device: str,
    officer: str,
    passphrase: str,
    sync_password: str = "",
    clock: Callable[[], datetime] = utc_now,
) -> Created:
    """Set up a node in ``home``.

    ``region`` is a code of the regions file, dotted or not. Raises `UserError`: ``store_exists``, ``unknown_role``,
    ``unknown_region``, ``value_missing`` (device, officer), ``passphrase_weak``; `StoreError` for the disk.
    """
    if keys.exists(home):
        raise UserError("store_exists", home=str(home))
    if role not in ROLES:
        raise UserError("unknown_role", role=role)
    loaded = reference.load()
    code = loaded.regions.normal_code(region)
    if code is None or loaded.regions.get(code) is None:
        raise UserError("unknown_region", region=region)
    for name, value in (("device", device), ("officer", officer)):
        if not value.strip():
            raise UserError("value_missing", field=name)
    require_strong(passphrase)
    new_keys = keys.create(passphrase)
    node = NewNode(role=role, region=code, device=device.strip(), officer=officer.strip())
    store = Store.create(home, new_keys.data_key, node, clock=clock)
    try:
        if sync_password:
            with store.write(officer, "set up") as unit:
                unit.set_setting("sync_password", sync_password)
        new_keys.save(home)
    except BaseException:
        store.close()
        raise
    return Created(Context(store, loaded, officer.strip(), clock), new_keys.recovery_key)


def open_context(home: Path, passphrase: str, *, clock: Callable[[], datetime] = utc_now) -> Context:
    """Unlock the store in ``home``.

    Raises `UserError` ``no_store``, ``wrong_passphrase``; `StoreError` ``home_locked``, ``store_newer``, ...
    """
    return _context(home, keys.unlock(home, passphrase), clock)


def recover_context(home: Path, recovery_key: str, new_passphrase: str) -> Context:
    """Unlock with the recovery key and set a new passphrase. Raises `UserError` ``wrong_recovery_key``."""
    require_strong(new_passphrase)
    return _context(home, keys.recover(home, recovery_key, new_passphrase), utc_now)


def _context(home: Path, key: bytes, clock: Callable[[], datetime]) -> Context:
    data = home / FILE
    if not data.exists() or not data.stat().st_size:  # SQLite would make a new one, and the keys fit it
        raise StoreError("store_damaged", path=str(data))
    store = Store(home, key, clock=clock)
    with suppress(StoreError):  # a full disk: the next unit of work does it
        store.pass_month()
        learning.catch_up(store)
    ctx = Context(store, reference.load(), store.node.officer, clock)
    with store.read() as reader:
        kept = bool(foreign_lines.kept(reader))
    if kept:
        from ntt_desktop.services.sync import kept_lines  # rarely needed, and slow to load

        with suppress(StoreError):
            kept_lines.read_again(ctx)
    return ctx
