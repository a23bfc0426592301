"""Months and rectangles as records say them: texts of any content, read without an error."""

from typing import Any

from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.dates import Month


def month_index(text: object) -> int | None:
    """``Month.index`` of a record's ``yyyy-mm``; None when it is none."""
    try:
        return Month.parse(str(text)).index
    except ValueError:
        return None


def rect_of(row: dict[str, Any]) -> Rect | None:
    """The rectangle of a block's or release's record; None when it has none."""
    first, last = month_index(row["first_month"]), month_index(row["last_month"])
    seat_from, seat_to = row["seat_from"], row["seat_to"]
    if first is None or last is None or not isinstance(seat_from, int) or not isinstance(seat_to, int):
        return None
    rect = Rect(seat_from, seat_to, first, last)
    return rect if rect.area and seat_from >= 1 else None
