"""How single cells read as the values of a person's fields (domain sections 3, 5 and 6)."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from ntt_desktop.domain.dates import (
    CenturyRule,
    read_date,
    read_serial,
    split_place_and_date,
    written_year,
)
from ntt_desktop.domain.intake.cells import Cell, as_text, is_number
from ntt_desktop.domain.text import clean, has_value

_FIRST_SERIAL = 3654
"""Serials below (before 1910) are ages, years or mistakes, not birth dates."""

_TIME_BEHIND = re.compile(r"[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?Z?$")
_AROUND_DATE = re.compile(r"(?<![^\W\d_])(?:TANGGAL|TGL)\b[.:]?\s*(?=\d)|(?<=\d)[.,;]+$", re.IGNORECASE)
_AGE = re.compile(r"(\d{1,3})\s*(?:TH|THN|TAHUN|T)?\.?", re.IGNORECASE)
_AMOUNT = re.compile(r"(?:RP\.?\s*)?(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]\d{1,2})?(?:\s*,-)?", re.IGNORECASE)
_MILLIONS = re.compile(r"(?:RP\.?\s*)?(\d+(?:[.,]\d+)?)\s*(JUTA|JT|RIBU|RB)\.?", re.IGNORECASE)
_DECILE = re.compile(r"(DESIL|D(?=[\s.:-]*\d))?[\s.:-]*(?:(\d{1,2})(?:\.0)?|([IVX]+)|([A-Z]+))(?:\s*\([^()]*\))?")
_DECILE_WORDS = {
    word: number
    for number, words in enumerate(
        (
            ("I", "SATU"), ("II", "DUA"), ("III", "TIGA"), ("IV", "EMPAT"), ("V", "LIMA"),
            ("VI", "ENAM"), ("VII", "TUJUH"), ("VIII", "DELAPAN"), ("IX", "SEMBILAN"), ("X", "SEPULUH"),
        ),
        start=1,
    )
    for word in words
}  # fmt: skip
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class Birth:
    """What a row says of a birth. ``text`` is what stood there when it could not be read."""

    born: date | None = None
    place: str = ""
    unreadable: str = ""
    year: int | None = None
    """A four-digit year the row contains, for the century of its NIK."""


def read_birth(
    cell: Cell, *, combined: bool, two_digit_year: CenturyRule, serial_text: bool = False, shift: int = 0
) -> Birth:
    """Read a birth date cell, or with ``combined`` a cell of place and date.

    ``serial_text``: a five-digit text is a date serial (files without cell types). ``shift``: days to add to
    date serials (1462 in workbooks that count from 1904). An age alone is no date.
    """
    if isinstance(cell, datetime):
        return Birth(cell.date(), year=cell.year)
    if isinstance(cell, date):
        return Birth(cell, year=cell.year)
    if is_number(cell):
        return _from_number(float(cell), shift)  # type: ignore[arg-type]
    text = as_text(cell)
    if not has_value(text):
        return Birth()
    if serial_text and re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _from_number(float(text), shift)
    if _age(text):
        return Birth()
    bare = _AROUND_DATE.sub("", _TIME_BEHIND.sub("", text) if re.search(r"\d{4}", text) else text)
    found = read_date(bare, two_digit_year=two_digit_year)
    if found:
        return Birth(found, year=written_year(bare))
    parts = split_place_and_date(bare)
    if not parts.date_text and combined:
        return Birth(place=parts.place) if re.search(r"[^\W\d_]", parts.place) else Birth(unreadable=text)
    if combined and _age(parts.date_text):
        return Birth(place=parts.place)
    found = read_date(parts.date_text, two_digit_year=two_digit_year) if parts.date_text else None
    if found:
        return Birth(found, parts.place, year=written_year(parts.date_text))
    return Birth(place=parts.place if combined and parts.date_text else "", unreadable=text, year=written_year(text))


def _age(text: str) -> bool:
    """Whether a text says an age and nothing else: 47, "47 th"."""
    age = _AGE.fullmatch(text)
    return age is not None and 0 < int(age[1]) <= _OLDEST


def _from_number(number: float, shift: int) -> Birth:
    if 0 < number <= _OLDEST:
        return Birth()
    # Workbooks once made on a Macintosh count their days from 1904.
    found = read_serial(number + shift) if number >= _FIRST_SERIAL - shift else None
    return Birth(found, year=found.year) if found else Birth(unreadable=as_text(number))


def read_place(cell: Cell) -> str:
    """A birth place, without the place's column holding a number or date."""
    return as_text(cell) if isinstance(cell, str) and has_value(cell) else ""


def read_rupiah(cell: Cell) -> int | None:
    """A monthly amount in whole rupiah; None if it cannot be read. Reads Rp 1.500.000, 1,5 juta, 750 ribu."""
    if is_number(cell):
        return round(float(cell)) if float(cell) >= 0 else None  # type: ignore[arg-type]
    text = as_text(cell)
    if found := _MILLIONS.fullmatch(text):
        scale = 1_000_000 if found[2].upper() in ("JUTA", "JT") else 1_000
        return round(float(found[1].replace(",", ".")) * scale)
    if found := _AMOUNT.fullmatch(text):
        return int(re.sub(r"[.,]", "", found[1]))
    return None


def read_decile(cell: Cell) -> int | None:
    """A DTSEN decile 1-10, perhaps as "Desil 3", D3, IV or tiga; None if it cannot be read.

    A single letter alone is a mark as likely as a number: v, x.
    """
    found = _DECILE.fullmatch(as_text(cell).upper())
    if not found:
        return None
    number, numeral, word = found[2], found[3], found[4]
    if numeral and len(numeral) == 1 and not found[1]:
        return None
    said = int(number) if number else _DECILE_WORDS.get(numeral or word, 0)
    return said if 1 <= said <= 10 else None


def read_rt_rw(cell: Cell) -> tuple[str, str]:
    """RT and RW from one cell such as "003/001" or "RT 3 RW 1"; the second empty if there is only one number."""
    numbers = re.findall(r"\d+", as_text(cell))
    return (numbers[0] if numbers else "", numbers[1] if len(numbers) > 1 else "")


def digits(cell: Cell) -> str:
    """A number kept as text (KK, account, KPJ): without apostrophe, spaces, dots and hyphens if only digits remain."""
    text = as_text(cell)
    bare = re.sub(r"[\s.\-]", "", text.lstrip("'`\u2018\u2019"))
    return bare if bare.isdigit() else text.lstrip("'`")


def same_text(one: object, other: object) -> bool:
    """Whether two values say the same: texts by their letters, so that a list in capitals changes nothing."""
    if isinstance(one, str) and isinstance(other, str):
        return clean(one).casefold() == clean(other).casefold()
    return one == other
