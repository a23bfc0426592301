"""The real extent of the sheets in a workbook of the old format: few bytes can name its far corner there too."""

import io

import olefile

from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.limits import DAMAGED, Limits

_STREAMS = ("Workbook", "Book")
_BEGIN = frozenset((0x0809, 0x0409, 0x0209, 0x0009))
"""The record with which a sheet begins, of four generations."""
_ONE = frozenset((0x0203, 0x0003, 0x0204, 0x0004, 0x0205, 0x0005, 0x0006, 0x0206, 0x0406, 0x027E, 0x00FD, 0x00D6))
"""Records of one cell with a value: number, label, truth value, formula, RK, shared and rich text."""
_MANY = 0x00BD
"""MULRK: numbers side by side, the last column at its end."""


def check(content: bytes, name: str, limits: Limits) -> None:
    """Refuse a workbook with a sheet of more cells than the limits: ``file_too_large``.

    Damage is not this function's to judge: what cannot be taken apart here, the reader refuses.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as parts:
            found = next((stream for stream in _STREAMS if parts.exists(stream)), None)
            data = parts.openstream(found).read() if found else b""
    except DAMAGED:
        return
    if max(_sizes(data), default=0) > limits.cells:
        raise UserError("file_too_large", name=name)


def _sizes(data: bytes) -> list[int]:
    """Rows x columns of the rectangle of cells in each sheet."""
    sizes: list[int] = []
    top, left, bottom, right = 1 << 16, 1 << 16, -1, -1
    at = 0
    while at + 4 <= len(data):
        kind = int.from_bytes(data[at : at + 2], "little")
        size = int.from_bytes(data[at + 2 : at + 4], "little")
        if kind in _BEGIN:
            sizes.append((bottom - top + 1) * (right - left + 1) if bottom >= 0 else 0)
            top, left, bottom, right = 1 << 16, 1 << 16, -1, -1
        elif size >= 6 and (kind in _ONE or kind == _MANY):
            row = int.from_bytes(data[at + 4 : at + 6], "little")
            first = int.from_bytes(data[at + 6 : at + 8], "little")
            last = int.from_bytes(data[at + 2 + size : at + 4 + size], "little") if kind == _MANY else first
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, first), max(right, first, last)
        at += 4 + size
    sizes.append((bottom - top + 1) * (right - left + 1) if bottom >= 0 else 0)
    return sizes
