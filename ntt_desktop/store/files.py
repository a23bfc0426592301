"""Files that are whole or not there: written beside their target, flushed, renamed."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ntt_desktop.errors import StoreError
from ntt_desktop.store.driver import known_errors


def write_atomic(target: Path, content: bytes) -> None:
    """Write ``content`` so that a power cut leaves either the old file or the new one. Raises `StoreError`."""
    with known_errors(target):
        make_folder(target.parent)
        beside = target.with_name(f".{target.name}.part")
        try:
            with beside.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises `StoreError`, also when its disk is gone."""
    with known_errors(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileNotFoundError as error:
            raise StoreError("cannot_write", path=str(folder)) from error


def prove_writable(folder: Path) -> None:
    """Make a folder and see that it takes a file of a megabyte, before what cannot be done again is recorded.

    Raises `StoreError`.
    """
    make_folder(folder)
    with known_errors(folder), tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(bytes(1 << 20))
        probe.flush()


def set_aside(home: Path, names: Iterable[str], folder: str) -> None:
    """Move those of the files that are there into ``backups/folder``, so that nothing is ever written over."""
    aside = home / "backups" / folder
    with known_errors(home):
        for name in names:
            if (home / name).exists():
                make_folder(aside)
                (home / name).rename(aside / name)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries, where the system has such a thing (Windows has not)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
