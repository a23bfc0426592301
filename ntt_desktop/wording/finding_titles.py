"""Findings in two or three words, for filters and chips; the sentences are in `ntt_desktop.wording.findings`."""

from ntt_desktop.i18n import mark, tr

TITLES: dict[str, str] = {
    "nik_missing": mark("NIK missing"),
    "nik_length": mark("NIK not 16 digits"),
    "nik_not_digits": mark("NIK with other characters"),
    "nik_scientific": mark("NIK spoilt by the spreadsheet"),
    "nik_date_impossible": mark("NIK with an impossible date"),
    "nik_other_person": mark("NIK of another person"),
    "name_missing": mark("Name missing"),
    "village_unknown": mark("Village not found"),
    "village_ambiguous": mark("Several villages of that name"),
    "nik_numeric": mark("NIK was a number"),
    "nik_birth_mismatch": mark("NIK and birth date differ"),
    "nik_sex_mismatch": mark("NIK and sex differ"),
    "kk_equals_nik": mark("KK same as NIK"),
    "birth_date_unreadable": mark("Birth date unreadable"),
    "occupation_not_work": mark("No informal work"),
    "possible_duplicate": mark("Perhaps a duplicate"),
    "worker_ended": mark("Person ended"),
    "correction_asked": mark("Correction asked for"),
    "nik_outside_ntt": mark("NIK from outside NTT"),
    "nik_other_regency": mark("NIK from another kabupaten"),
    "kk_invalid": mark("KK not 16 digits"),
    "birth_date_from_nik": mark("Birth date from the NIK"),
    "sex_unreadable": mark("Sex unreadable"),
    "village_corrected": mark("Village corrected"),
    "occupation_unknown": mark("Occupation not in the list"),
    "phone_invalid": mark("Phone invalid"),
    "phone_shared": mark("Phone shared"),
}
"""Code -> msgid; complete (domain section 5)."""


def title(code: str) -> str:
    """The short name of a finding."""
    return tr(TITLES[code]) if code in TITLES else code
