"""Whether a file is a package, by a look at its directory: no sheet is read.

A wrong answer does no harm: what receives and what imports both look at the whole file again.
"""

import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError

from ntt_desktop.formats.package import protection
from ntt_desktop.formats.package.columns import HIDDEN

_ZIP = b"PK\x03\x04"
_LARGEST = 60_000_000
_ENTRY = 1_000_000
_MARKS = {
    "xl/workbook.xml": f'name="{HIDDEN}"'.encode(),
    "docProps/custom.xml": b"ntt_package",
    "meta.xml": b"ntt_package",
}
"""Where a spreadsheet program keeps the names of sheets or of our properties, and what stands there."""


class Look(StrEnum):
    """What a look at a file says."""

    PACKAGE = "package"
    OTHER = "other"
    LOCKED = "locked"
    """Under a password that is not the one given."""


def look(path: Path, password: str = "") -> Look:
    """Look at a file; one that cannot be read is `Look.OTHER`. ``password`` opens our own packages."""
    try:
        if path.stat().st_size > _LARGEST:
            return Look.OTHER
        data = path.read_bytes()
    except OSError:
        return Look.OTHER
    if protection.is_encrypted(data):
        opened = _decrypt(data, password) if password else None
        if opened is None:
            return Look.LOCKED
        data = opened
    return Look.PACKAGE if data.startswith(_ZIP) and _has_mark(data) else Look.OTHER


def _decrypt(data: bytes, password: str) -> bytes | None:
    plain = BytesIO()
    try:
        office = msoffcrypto.OfficeFile(BytesIO(data))
        office.load_key(password=password, **({"verify_password": True} if office.format == "ooxml" else {}))
        office.decrypt(plain)
    except InvalidKeyError:
        return None
    except Exception:
        # Damaged in one of many ways: whoever takes the file says which.
        return None
    return plain.getvalue()


def _has_mark(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name, mark in _MARKS.items():
                small = name in archive.namelist() and archive.getinfo(name).file_size <= _ENTRY
                if small and mark in archive.read(name):
                    return True
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return False
    return False
