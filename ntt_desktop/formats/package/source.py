"""Opening the file of a package in the reading process, which a hostile file may crash without harm."""

from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.formats.package import protection
from ntt_desktop.formats.package.reading import Found
from ntt_desktop.formats.sheets import read_workbook


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's sheets, and whether it was under a password."""

    sheets: list[Found]
    protected: bool


def open_file(path: Path, password: str, kept: bytes | None = None) -> Opened:
    """Every sheet of a workbook, protected or not. Nothing is written anywhere.

    ``kept`` are the file's bytes where no file holds them; ``path`` is its name then.

    Raises `UserError`: ``file_missing``, ``file_unreadable``, ``file_empty``, ``file_not_workbook``,
    ``file_protected``, ``password_wrong``, ``file_damaged``, ``file_too_large``, ``file_too_slow``.
    """
    book = read_workbook(path, password=password or None, very_hidden=True, kept=kept)
    sheets = [Found(sheet.name, sheet.rows, sheet.first_row) for sheet in book.sheets]
    return Opened(sheets, protection.is_encrypted(path.read_bytes() if kept is None else kept))
