"""Months as lists of earlier cover write them: "Januari - Juni 2025", 2025-07, 07/2025, "Jan 2025 s/d Mar 2025"."""

import re
from datetime import date

from ntt_desktop.domain.dates import Month, month_number
from ntt_desktop.domain.intake.cells import Cell, as_text, is_number
from ntt_desktop.domain.text import clean

_RANGE = re.compile(
    r"\s*(?:\bS\s*/\s*D\b|\bS\.?D\.?(?=\s)|\bSAMPAI(?: DENGAN)?\b|\bHINGGA\b|[\u2013\u2014])\s*", re.IGNORECASE
)
_HYPHEN = re.compile(r"\s+-\s*|\s*-\s+|(?<=[A-Za-z])-(?=[A-Za-z])|(?<=\d{4})-(?=[A-Za-z])")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})(?:[-/. ]\d{1,2})?")
_YEAR_LAST = re.compile(r"(?:\d{1,2}[-/. ])?(\d{1,2})[-/. ](\d{4})")
_NAMED = re.compile(r"(?:\d{1,2}[-/. ]+)?([A-Za-z]+)\.?(?:[-/., ]*'?(\d{4}|\d{2}))?")
_COUNT = re.compile(r"(\d{1,2})\s*(?:BULAN|BLN)?\.?", re.IGNORECASE)
_YEARS = range(2014, 2101)
"""BPJS Ketenagakerjaan began on 1 January 2014."""
_LONGEST = 60


def read_period(cell: Cell, first_month: str = "") -> tuple[Month, Month] | None:
    """First and last month of what a cell says; None if it cannot be read.

    A single month is a period of one. A mere number of months counts from ``first_month`` (``yyyy-mm``), and says
    nothing without it.
    """
    if isinstance(cell, date):
        return _checked(Month.of(cell), Month.of(cell))
    text = clean(as_text(cell))
    if first_month and (found := _COUNT.fullmatch(text)) and 1 <= int(found[1]) <= _LONGEST:
        begin = Month.parse(first_month)
        return begin, begin + (int(found[1]) - 1)
    if is_number(cell) and not re.fullmatch(r"\d{6}", text):
        return None
    if whole := _month(text, None):
        return _checked(whole, whole)
    for pattern in (_RANGE, _HYPHEN):
        parts = pattern.split(text)
        if len(parts) == 2:
            last = _month(parts[1], None)
            first = _month(parts[0], last.year if last else None)
            return _checked(first, last) if first and last else None
    return None


def _month(text: str, year: int | None) -> Month | None:
    """One month; ``year`` stands in where the text has none."""
    text = text.strip(" .,")
    if found := _YEAR_FIRST.fullmatch(text):
        return _made(int(found[1]), int(found[2]))
    if found := _YEAR_LAST.fullmatch(text):
        return _made(int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(text):
        number, written = month_number(found[1]), found[2]
        if number and (written or year):
            return _made((int(written) if len(written) == 4 else 2000 + int(written)) if written else year or 0, number)
        return None
    if year and re.fullmatch(r"\d{1,2}", text):
        return _made(year, int(text))
    return None


def _made(year: int, month: int) -> Month | None:
    return Month(year, month) if year in _YEARS and 1 <= month <= 12 else None


def _checked(first: Month, last: Month) -> tuple[Month, Month] | None:
    sane = first.year in _YEARS and last.year in _YEARS and 0 <= last.index - first.index < _LONGEST
    return (first, last) if sane else None
