"""Removable drives: where a package can be carried away on."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_REMOVABLE = 2
"""What Windows' GetDriveType calls a stick."""
_MOUNTS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive that can be written to: its root, its name, and free bytes."""

    root: Path
    name: str
    free: int


def removable() -> list[Drive]:
    """The sticks and cards that are plugged in now."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isReady() and not volume.isReadOnly() and _is_removable(root):
            found.append(Drive(Path(root), volume.displayName() or root, volume.bytesAvailable()))
    return found


def _is_removable(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root)) == _REMOVABLE
    return root.startswith(_MOUNTS)
