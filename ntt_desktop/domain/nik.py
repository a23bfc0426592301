"""NIK, the number of a person: ``PPKKCC DDMMYY SSSS`` (domain section 3).

Region where *first* registered, birth date with 40 added to the day for women, serial from 0001. There is no
check digit, and it never changes, so a region, date or sex that disagree are findings, not errors.
"""

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ntt_desktop.domain.dates import WORKER_YOUNGEST, century_rule, safe_date
from ntt_desktop.domain.text import clean

PROVINCE = "53"
_FEMALE_DAYS = 40
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SCIENTIFIC = re.compile(r"'?\s*\d(?:[.,]\d+)?\s*[Ee]\s*\+?\s*\d{1,3}")
_REMOVED = re.compile(r"[\s.\-\u2010-\u2015\u2212]")

PARENT_REGENCY = MappingProxyType(
    {
        "53.21": "53.04",  # Malaka from Belu
        "53.20": "53.01",  # Sabu Raijua, Rote Ndao and Kota Kupang from Kupang
        "53.14": "53.01",
        "53.71": "53.01",
        "53.18": "53.12",  # Sumba Barat Daya and Sumba Tengah from Sumba Barat
        "53.17": "53.12",
        "53.16": "53.09",  # Nagekeo from Ngada
        "53.15": "53.10",  # Manggarai Barat and Manggarai Timur from Manggarai
        "53.19": "53.10",
        "53.13": "53.06",  # Lembata from Flores Timur
    }
)
"""Young kabupaten and the one they were split from: their people carry either code (domain section 3)."""


class NikError(ValueError):
    """Not a NIK; ``code`` is one of nik_missing, nik_not_digits, nik_length, nik_date_impossible."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def clean_nik(raw: str) -> str:
    """The text without what sheets and people put around a NIK: apostrophe, spaces, invisible, dots, hyphens."""
    return _REMOVED.sub("", clean(raw).lstrip("'`\u2018\u2019"))


def is_scientific(raw: str) -> bool:
    """Whether a spreadsheet wrote the number as 5,30101E+15. Look for it before cleaning."""
    return _SCIENTIFIC.fullmatch(clean(raw)) is not None


def impossible_part(digits: str) -> str:
    """Which part of 16 digits makes them no NIK: ``serial``, ``region`` or ``date``."""
    if digits[12:16] == "0000":
        return "serial"
    return "region" if "00" in (digits[0:2], digits[2:4], digits[4:6]) else "date"


def guess(raw: str) -> str:
    """What was perhaps meant where a letter stands for a digit (O for 0, l for 1): a hint, never applied."""
    return clean_nik(raw).translate(str.maketrans("OoQlIi|", "0001111"))


@dataclass(frozen=True, slots=True)
class Nik:
    """A well-formed NIK taken apart."""

    text: str
    region: str
    """The kecamatan of first registration, dotted: ``53.11.18``."""
    birth_day: int
    birth_month: int
    birth_year2: int
    sex: str
    """``L`` or ``P``."""
    serial: int

    @classmethod
    def parse(cls, text: str) -> "Nik":
        """The NIK in ``text``, cleaned first; raises `NikError`."""
        digits = clean_nik(text)
        if not digits:
            raise NikError("nik_missing")
        if not re.fullmatch("[0-9]+", digits):
            raise NikError("nik_not_digits")
        if len(digits) != 16:
            raise NikError("nik_length")
        pairs = (digits[0:2], digits[2:4], digits[4:6])
        day, month, serial = int(digits[6:8]), int(digits[8:10]), int(digits[12:16])
        sex = "P" if day > _FEMALE_DAYS else "L"
        day -= _FEMALE_DAYS if sex == "P" else 0
        if "00" in pairs or serial == 0 or not 1 <= month <= 12 or not 1 <= day <= _DAYS_IN_MONTH[month - 1]:
            raise NikError("nik_date_impossible")
        return cls(digits, ".".join(pairs), day, month, int(digits[10:12]), sex, serial)

    @property
    def regency(self) -> str:
        """The kabupaten of first registration, dotted: ``53.11``."""
        return self.region[:5]

    @property
    def province(self) -> str:
        """The province of first registration: ``53``."""
        return self.region[:2]

    def says(self, born: date) -> bool:
        """Whether a birth date is the one in the number; 28 February passes for 29 in a year that has none."""
        if born.year % 100 != self.birth_year2:
            return False
        return born == safe_date(born.year, self.birth_month, self.birth_day)


def birth_date(nik: Nik, *, full_year: int | None = None, youngest: int = WORKER_YOUNGEST, today: date) -> date:
    """The birth date in a NIK, its century by the rule of domain section 3.

    ``full_year`` is a four-digit year that the row says of this person: the century that agrees with it is taken.
    Else 20yy if that makes at least ``youngest`` years of age (0 for heirs and children), else 19yy.
    """
    if full_year is not None and full_year % 100 == nik.birth_year2 and 1900 <= full_year <= today.year:
        year = full_year
    else:
        year = century_rule(today, youngest)(nik.birth_year2, nik.birth_month, nik.birth_day)
    return safe_date(year, nik.birth_month, nik.birth_day)


def home_regencies(regency_code: str) -> frozenset[str]:
    """Codes that NIKs of a kabupaten's people rightly carry: its own and that of the one it was split from."""
    parent = PARENT_REGENCY.get(regency_code)
    return frozenset((regency_code, parent)) if parent else frozenset((regency_code,))


def mask(nik: str) -> str:
    """For lists: ``************0012``."""
    return "*" * max(len(nik) - 4, 0) + nik[-4:]


def group(nik: str) -> str:
    """For reading: ``531118 010578 0001``; other text comes back as it is."""
    return f"{nik[:6]} {nik[6:12]} {nik[12:]}" if len(nik) == 16 else nik
