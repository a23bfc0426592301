"""When a cell of a visible sheet still says what was signed (design section 5).

A workbook that was opened and saved by a spreadsheet program may hold other types than were written: a number
for a text of digits, a date cell for ISO text, a logical value for TRUE. None of that is an edit, except in
fields of digits whose end a number would lose.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta

CellValue = str | int | float | bool | date | datetime | time | timedelta | None
"""What a spreadsheet cell holds once read."""

_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of spreadsheets, for days from March 1900 on."""


def text_of(found: CellValue) -> str:
    """A found cell as the text it would have been written as: ISO dates, plain whole numbers, TRUE and FALSE."""
    if found is None:
        return ""
    if isinstance(found, str):
        lines = found.replace("\r\n", "\n").replace("_x000D_\n", "\n")
        return unicodedata.normalize("NFC", lines).strip()
    if isinstance(found, bool):
        return "TRUE" if found else "FALSE"
    if isinstance(found, float):
        return str(int(found)) if math.isfinite(found) and found == int(found) else repr(found)
    if isinstance(found, datetime):
        return found.date().isoformat() if found.time() == time() else found.isoformat(sep=" ")
    if isinstance(found, date | time):
        return found.isoformat()
    return str(found)


def unchanged(signed: str, found: CellValue, *, digits: bool = False) -> bool:
    """Whether ``found`` still says ``signed``.

    ``digits`` marks a NIK, KK or account: found as a number it is always an edit, because spreadsheets keep
    fifteen digits and put 0 for the rest. Elsewhere a number may have lost the zeros before it (a phone, an RT), or be
    the serial number of the day that was signed: whole columns become so at one press.
    """
    if digits and isinstance(found, int | float) and not isinstance(found, bool):
        return False
    was, now = text_of(signed), text_of(found)
    if was == now:
        return True
    if isinstance(found, int | float) and not isinstance(found, bool):
        return now == (was.lstrip("0") or "0" if was.isdecimal() else _serial(was))
    if was in ("TRUE", "FALSE"):
        return now.upper() == was
    return bool(_MONTH.fullmatch(was)) and isinstance(found, date) and now == f"{was}-01"


def _serial(text: str) -> str:
    """The serial number under which spreadsheets keep a day; "" for what is no day."""
    try:
        return str((date.fromisoformat(text) - _FIRST_DAY).days) if _DAY.fullmatch(text) else ""
    except ValueError:
        return ""
