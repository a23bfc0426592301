"""What a person must bring so that what is open about them can be settled (the list per village)."""

from collections.abc import Iterable

ITEMS = ("ktp", "kk", "birth_paper", "work_statement")
"""The original KTP; the family card; a paper with the birth date; the village's statement of the work."""

_NEEDED: dict[str, tuple[str, ...]] = {
    "nik_missing": ("ktp",),
    "nik_length": ("ktp",),
    "nik_not_digits": ("ktp",),
    "nik_scientific": ("ktp",),
    "nik_date_impossible": ("ktp",),
    "nik_numeric": ("ktp",),
    "nik_birth_mismatch": ("ktp", "birth_paper"),
    "nik_sex_mismatch": ("ktp",),
    "birth_date_unreadable": ("ktp",),
    "kk_equals_nik": ("kk",),
    "kk_invalid": ("kk",),
    "occupation_not_work": ("work_statement",),
    "possible_duplicate": ("ktp", "kk"),
}


def items(open_codes: Iterable[str]) -> tuple[str, ...]:
    """The items that open findings ask for, in the order of `ITEMS`."""
    wanted = {item for code in open_codes for item in _NEEDED.get(code, ())}
    return tuple(item for item in ITEMS if item in wanted)
