"""Files that are whole or not there: written beside their target, flushed, renamed."""

import os
from pathlib import Path

from ntt_desktop.store.driver import known_errors


def write_atomic(target: Path, content: bytes) -> None:
    """Write ``content`` so that a power cut leaves either the old file or the new one. Raises `StoreError`."""
    with known_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
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


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries, where the system has such a thing (Windows has not)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
