"""Dates and months as lists write them (domain section 5, "Dates")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ntt_desktop.domain.text import clean, fold

WORKER_YOUNGEST = 10
"""A two-digit year of a worker is read as 20yy if that makes at least this many years of age."""

CenturyRule = Callable[[int, int, int], int]
"""(two-digit year, month, day) -> four-digit year."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "JANUARI JANUARY JAN",
            "FEBRUARI PEBRUARI FEBRUARY FEB PEB",
            "MARET MARCH MAR MRT",
            "APRIL APR",
            "MEI MAY",
            "JUNI JUNE JUN",
            "JULI JULY JUL",
            "AGUSTUS AUGUST AGUST AGT AGS AGU AUG",
            "SEPTEMBER SEPT SEP",
            "OKTOBER OCTOBER OKT OCT",
            "NOVEMBER NOPEMBER NOV NOP",
            "DESEMBER DECEMBER DES DEC",
        ),
        start=1,
    )
    for name in names.split()
}
_SEPARATOR = r"(?:\s*[-/.]\s*|\s+)"
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}|[A-Za-z]+){_SEPARATOR}(\d{{4}}|\d{{2}})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_UNKNOWN_WORDS = frozenset(("lupa", "tidak tahu", "belum tahu", "tidak ada", "?"))
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SERIAL_EPOCH = date(1899, 12, 30)


def safe_date(year: int, month: int, day: int) -> date:
    """The date; 29 February becomes 28 in a year that has none. Other impossible dates raise ``ValueError``."""
    if (month, day) == (2, 29):
        try:
            return date(year, 2, 29)
        except ValueError:
            return date(year, 2, 28)
    return date(year, month, day)


def age_on(born: date, day: date) -> int:
    """Whole years of age on ``day``; negative before birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def century_rule(today: date, youngest: int = WORKER_YOUNGEST) -> CenturyRule:
    """The rule for two-digit years: 20yy if that makes at least ``youngest`` years of age today, else 19yy.

    With ``youngest`` 0 (heirs, children) it is 20yy unless that lies in the future. Impossible dates give a
    year all the same; who builds the date learns that it is none.
    """

    def full_year(year2: int, month: int, day: int) -> int:
        year = 2000 + year2
        young = (today.year - year - ((today.month, today.day) < (month, day))) < youngest
        return year - 100 if young else year

    return full_year


def read_date(text: str, *, two_digit_year: CenturyRule) -> date | None:
    """The date a text says, or None.

    Day first with ``-``, ``/``, ``.`` or space between, the month as number, name or short name; ``yyyy-mm-dd``
    is the only year-first form, and month-first is never tried.
    """
    text = clean(text)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, name, written = int(found[1]), found[2], found[3]
        month = int(name) if name.isdigit() else _MONTHS.get(name.upper(), 0)
        year = int(written) if len(written) == 4 else two_digit_year(int(written), month, day)
    else:
        return None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written_year(text: str) -> int | None:
    """The four-digit year a date text contains, for the century of its row; None if it has none."""
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text)
    return int(found[0]) if found else None


def read_serial(serial: float) -> date | None:
    """The date of a spreadsheet's date serial (1900 system), or None outside 1900-2100."""
    if not 1 <= serial < 73416:
        return None
    whole = int(serial)
    # Serials count a 29 February 1900 that never was.
    return _SERIAL_EPOCH + timedelta(days=whole + 1 if whole < 60 else whole)


@dataclass(frozen=True, slots=True)
class PlaceAndDate:
    """A birth cell taken apart: either part may be empty; ``date_text`` is not read yet."""

    place: str
    date_text: str


def split_place_and_date(text: str) -> PlaceAndDate:
    """Take "Kefamenanu, 12-03-1985", "Ba'a,12/03/85" or "Kupang / 12 Mar 1985" apart.

    With a place only there is no date. Without comma and digits it is a place, unless it is one of the words
    for not knowing, which stand as a date that cannot be read.
    """
    text = clean(text)
    if text.strip("-. ").lower() in _UNKNOWN_WORDS:
        return PlaceAndDate("", text)
    slashed = re.fullmatch(r"(.*\D)/\s*(\D+)", text)
    if slashed and slashed[2].strip("-. ").lower() in _UNKNOWN_WORDS:
        return PlaceAndDate(clean(slashed[1]), slashed[2])
    left, comma, right = text.rpartition(",")
    first_digit = re.search(r"\d", text)
    if comma and (re.search(r"\d", right) or not re.search(r"\d", left)):
        place, date_text = left, right
    elif first_digit:
        place, date_text = text[: first_digit.start()], text[first_digit.start() :]
    else:
        place, date_text = text, ""
    date_text = clean(date_text)
    return PlaceAndDate(clean(place).strip(" ,/:;-").rstrip("."), date_text if date_text.strip("- ") else "")


def dates_alike(one: date, other: date) -> bool:
    """Equal, day and month swapped, or one digit of ``ddmmyyyy`` written differently."""
    if one == other or (one.year == other.year and (one.day, one.month) == (other.month, other.day)):
        return True
    if (one.year != other.year) + (one.month != other.month) + (one.day != other.day) > 1:
        return False  # asked half a million times in a large import: before any text is made
    return sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; ordered; ``month + 3`` is three months later."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """From ``2026-01``; raises ``ValueError``."""
        found = re.fullmatch(r"(\d{4})-(\d{1,2})", clean(text))
        if not found:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month in which ``day`` lies."""
        return cls(day.year, day.month)

    @classmethod
    @lru_cache(maxsize=1024)
    def at(cls, index: int) -> "Month":
        """The month with this `index`."""
        return cls(index // 12, index % 12 + 1)

    @property
    def text(self) -> str:
        """``2026-01``."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return (self + 1).first_day - timedelta(days=1)

    @property
    def index(self) -> int:
        """Months since year 0, for arithmetic."""
        return self.year * 12 + self.month - 1

    def __add__(self, months: int) -> "Month":
        return Month.at(self.index + months)

    def __sub__(self, months: int) -> "Month":
        return self + -months

    def __str__(self) -> str:
        return self.text


def months_between(first: Month, last: Month) -> int:
    """Months from ``first`` to ``last``: 0 when equal, negative when ``last`` is earlier."""
    return last.index - first.index


def month_range(first: Month, last: Month) -> list[Month]:
    """Every month from ``first`` to ``last``, both included."""
    return [first + step for step in range(months_between(first, last) + 1)]


def shown(day: date) -> str:
    """``dd/mm/yyyy``, as dates stand on screen."""
    return f"{day:%d/%m/%Y}"


def shown_iso(text: str | None) -> str:
    """An ISO date as dates stand on screen; "" for none, and what is no date as it is."""
    try:
        return shown(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text or ""


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or short name, else None."""
    return _MONTHS.get(fold(name))


def is_month_name(text: str) -> bool:
    """Whether a text is a month's name or short name."""
    return fold(text) in _MONTHS
