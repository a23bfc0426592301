"""What a cell of a foreign sheet may hold, and how it reads as text."""

import re
from datetime import date, datetime, time

from ntt_desktop.domain.text import clean, has_value

Cell = str | int | float | bool | date | datetime | time | None
"""A cell's value; None is an empty cell. Formulas stand for their cached values."""

Row = list[Cell]

_ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"))
_COLUMN = re.compile(r"[A-Z]{1,3}")


def is_number(cell: Cell) -> bool:
    """Whether the cell is a number; a truth value is none."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def as_text(cell: Cell) -> str:
    """The cell as clean text: whole numbers without a decimal point, dates in ISO form, formula errors empty."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = clean(cell)
        return "" if text in _ERRORS else text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def filled(cell: Cell) -> bool:
    """Whether the cell holds a value: empty, or only ``-``, is none (domain section 5)."""
    if cell is None:
        return False
    return has_value(as_text(cell)) if isinstance(cell, str) else True


def column_index(letters: str) -> int | None:
    """The 0-based column of ``A``, ``B``, ... ``XFD``; None for other text."""
    if not _COLUMN.fullmatch(letters):
        return None
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """``A`` for column 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
