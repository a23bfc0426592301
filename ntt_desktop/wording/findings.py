"""What a finding says: one sentence, and one hint what to do, in words that a village officer uses.

Findings are stored as code and parameters (see `ntt_desktop.domain.findings`); dates in them are ISO, regions codes.
``label`` turns a region's code into its name; without it the code itself is shown.
"""

from collections.abc import Callable, Mapping

from ntt_desktop.domain.findings import Finding
from ntt_desktop.i18n import mark, tr

Label = Callable[[str], str]

SENTENCES: dict[str, str] = {
    "nik_missing": mark("The NIK is missing."),
    "nik_length": mark("The NIK has {digits} digits, not 16."),
    "nik_not_digits": mark("The NIK holds something that is not a digit: {value}."),
    "nik_scientific": mark("The NIK was spoilt by the spreadsheet: {value}."),
    "nik_date_impossible": mark("Digits 7-12 of the NIK are no birth date: {value}."),
    "nik_date_impossible.region": mark("The first six digits of the NIK are no region: {value}."),
    "nik_date_impossible.serial": mark("The NIK ends in 0000, which no NIK does: {value}."),
    "nik_other_person": mark(
        "This NIK already belongs to {known_name}, born {known_birth_date}; here it says {name}, born {birth_date}."
    ),
    "name_missing": mark("The name is missing."),
    "correction_asked": mark("The supervisor asks for a correction: {value}."),
    "village_unknown": mark('The village "{value}" was not found.'),
    "village_unknown.empty": mark("It is not said which village the person lives in."),
    "village_ambiguous": mark('There are several villages called "{value}": {candidates}.'),
    "nik_numeric": mark("The NIK was a number in the spreadsheet, so its last digit may have been lost."),
    "nik_birth_mismatch": mark("The birth date {birth_date} does not agree with the NIK, which says {nik_date}."),
    "nik_sex_mismatch": mark("The sex does not agree with the NIK, which says: {nik_sex}."),
    "kk_equals_nik": mark("The KK number is the same as the NIK."),
    "birth_date_unreadable": mark('The birth date "{value}" cannot be read; the one in the NIK stands in.'),
    "occupation_not_work": mark('"{value}" is not an informal occupation.'),
    "possible_duplicate": mark("May be the same person as {name}: name, birth date and village are alike."),
    "worker_ended": mark("This person stands as ended since {date}; nothing was changed."),
    "nik_outside_ntt": mark("The NIK was first issued outside NTT."),
    "nik_other_regency": mark("The NIK was first issued in {regency}."),
    "kk_invalid": mark("The KK number has no 16 digits: {value}."),
    "birth_date_from_nik": mark("The birth date {birth_date} was taken from the NIK."),
    "sex_unreadable": mark('The sex "{value}" cannot be read; the one in the NIK stands in.'),
    "village_corrected": mark('The village "{value}" was read as {now}.'),
    "occupation_unknown": mark('The occupation "{value}" is not in the list; it is kept as text.'),
    "phone_invalid": mark('The phone number "{value}" is not valid and was not stored.'),
    "phone_shared": mark("{count} people have the phone number {value}."),
}
"""Code, or code and variant, -> msgid."""

HINTS: dict[str, str] = {
    "nik_missing": mark("Ask for the NIK on the KTP or the KK."),
    "nik_length": mark("Compare it with the KTP, digit by digit."),
    "nik_not_digits": mark("Compare it with the KTP: O is not 0 and l is not 1."),
    "nik_not_digits.guess": mark("Perhaps {guess} is meant; compare it with the KTP."),
    "nik_scientific": mark("Format the NIK column as text and type the NIK again from the KTP."),
    "nik_date_impossible": mark("Compare the NIK with the KTP, digit by digit."),
    "nik_date_impossible.numeric": mark(
        "The cell is a number and lost its last digit: format the column as text and type the NIK again from the KTP."
    ),
    "nik_other_person": mark("See both KTPs: one of the two NIKs is wrong."),
    "name_missing": mark("Write the name as it stands on the KTP."),
    "correction_asked": mark("Correct the entry, or settle this with what you have seen."),
    "village_unknown": mark("Write village and kecamatan as the government's list does, or choose the village."),
    "village_unknown.candidates": mark("Perhaps one of these: {candidates}."),
    "village_ambiguous": mark("Write the kecamatan too, and Desa or Kelurahan before the name."),
    "nik_numeric": mark("See the KTP and compare the last four digits."),
    "nik_birth_mismatch": mark("See the KTP: either the NIK or the birth date is wrong."),
    "nik_sex_mismatch": mark("See the KTP: either the NIK or the sex is wrong."),
    "kk_equals_nik": mark("Ask for the family card and write its number."),
    "birth_date_unreadable": mark("Write the birth date as day-month-year, for example 12-03-1985."),
    "occupation_not_work": mark("Ask what the person really works as, and verify it."),
    "possible_duplicate": mark("Compare the two KTPs: if it is one person, keep one record."),
    "worker_ended": mark("Reopen the person with a reason if they take part again."),
    "nik_outside_ntt": mark("Nothing to do if the person really lives here."),
    "nik_other_regency": mark("Nothing to do if the person really lives here."),
    "kk_invalid": mark("Write the 16 digits of the family card."),
    "birth_date_from_nik": mark("Compare it with the KTP when you see it."),
    "sex_unreadable": mark("Write L or P."),
    "village_corrected": mark("Check that this village is meant."),
    "occupation_unknown": mark("Choose the occupation from the list."),
    "phone_invalid": mark("Write a number such as 081234567890, or leave the cell empty."),
    "phone_shared": mark("Ask each of them for a number of their own, if there is one."),
}
"""Code, or code and variant, -> msgid."""

_DATES = ("birth_date", "nik_date", "known_birth_date", "date")
_REGIONS = ("regency", "home", "now", "candidates")
_SEX = {"L": mark("male"), "P": mark("female")}


def sentence(code: str, params: Mapping[str, str] | None = None, *, value: str = "", label: Label | None = None) -> str:
    """What the finding says. ``value`` is what stood in the field."""
    filled = _params(params, value, label)
    variant = ""
    if code == "nik_date_impossible":
        variant = filled.get("part", "")
    elif code == "village_unknown" and not value:
        variant = "empty"
    return _text(SENTENCES, code, variant, filled)


def hint(code: str, params: Mapping[str, str] | None = None, *, value: str = "", label: Label | None = None) -> str:
    """What to do about it."""
    filled = _params(params, value, label)
    variant = ""
    if code == "nik_not_digits" and filled.get("guess"):
        variant = "guess"
    elif code == "nik_date_impossible" and filled.get("numeric"):
        variant = "numeric"
    elif code == "village_unknown" and filled.get("candidates"):
        variant = "candidates"
    return _text(HINTS, code, variant, filled)


def words(finding: Finding, label: Label | None = None) -> tuple[str, str]:
    """Sentence and hint of a finding."""
    return (
        sentence(finding.code, finding.params, value=finding.value, label=label),
        hint(finding.code, finding.params, value=finding.value, label=label),
    )


class _Filled(dict[str, str]):
    """Parameters of which an older record may lack one."""

    def __missing__(self, key: str) -> str:
        return "…"


def _text(table: Mapping[str, str], code: str, variant: str, params: "_Filled") -> str:
    msgid = table.get(f"{code}.{variant}") or table.get(code)
    return tr(msgid).format_map(params) if msgid else code


def _params(params: Mapping[str, str] | None, value: str, label: Label | None) -> "_Filled":
    filled = _Filled({**(params or {}), "value": value})
    for name in _DATES:
        if name in filled:
            filled[name] = _shown(filled[name])
    for name in _REGIONS:
        if label and filled.get(name):
            filled[name] = "; ".join(label(code) for code in filled[name].split(" "))
    for name in ("nik_sex", "sex"):
        if filled.get(name) in _SEX:
            filled[name] = tr(_SEX[filled[name]])
    return filled


def _shown(iso: str) -> str:
    parts = iso[:10].split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else iso
