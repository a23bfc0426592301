"""Opening the file of a package: the password, then every sheet. Nothing is written anywhere."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import python_calamine

from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import protection
from ntt_desktop.formats.package.reading import Found


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's sheets, and whether it was under a password."""

    sheets: list[Found]
    protected: bool


def open_file(path: Path, password: str) -> Opened:
    """Read a workbook, protected or not.

    Raises `UserError`: ``file_missing``, ``not_a_workbook``, ``password_needed``, ``password_wrong``,
    ``package_damaged``.
    """
    try:
        data = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UserError("file_missing", file=str(path)) from error
    protected = protection.is_encrypted(data)
    plain = protection.decrypt(data, password) if protected else data
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(plain))
        sheets = [
            Found(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
        ]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UserError("not_a_workbook", file=path.name) from error
    return Opened(sheets, protected)
