"""What the table of findings (domain section 5) says of one person's values, for forms, lists and packages alike.

Each function looks at one thing; `normalise` reads what was typed about a person and asks them all. Parameters
of findings are texts: dates ISO, regions as codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ntt_desktop.domain import nik as niks
from ntt_desktop.domain import phones
from ntt_desktop.domain.dates import century_rule, read_date, written_year
from ntt_desktop.domain.findings import Finding, Severity
from ntt_desktop.domain.nik import Nik, NikError
from ntt_desktop.domain.occupations import OccupationMatch, OccupationTable, is_not_work
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.domain.sex import read_sex
from ntt_desktop.domain.text import clean, has_value

Typed = Mapping[str, str | int | None]

DEPENDS_ON: dict[str, frozenset[str]] = {
    "correction_asked": frozenset(),
    "nik_missing": frozenset(("nik",)),
    "nik_length": frozenset(("nik",)),
    "nik_not_digits": frozenset(("nik",)),
    "nik_scientific": frozenset(("nik",)),
    "nik_numeric": frozenset(("nik",)),
    "nik_date_impossible": frozenset(("nik",)),
    "nik_other_person": frozenset(("nik",)),
    "nik_birth_mismatch": frozenset(("nik", "birth_date")),
    "nik_sex_mismatch": frozenset(("nik", "sex")),
    "nik_outside_ntt": frozenset(("nik",)),
    "nik_other_regency": frozenset(("nik", "village_code")),
    "kk_invalid": frozenset(("no_kk",)),
    "kk_equals_nik": frozenset(("no_kk", "nik")),
    "name_missing": frozenset(("full_name",)),
    "birth_date_from_nik": frozenset(("birth_date", "nik")),
    "birth_date_unreadable": frozenset(("birth_date",)),
    "sex_unreadable": frozenset(("sex",)),
    "village_unknown": frozenset(("village_code",)),
    "village_ambiguous": frozenset(("village_code",)),
    "village_corrected": frozenset(("village_code",)),
    "occupation_unknown": frozenset(("occupation",)),
    "occupation_not_work": frozenset(("occupation",)),
    "phone_invalid": frozenset(("phone",)),
    "phone_shared": frozenset(("phone",)),
    "possible_duplicate": frozenset(("nik", "full_name", "birth_date", "village_code")),
    "worker_ended": frozenset(),
}
"""Which fields a finding is about: when none of them changes, it stands as it stood."""

NIK_EVIDENCE = ("nik_numeric", "nik_birth_mismatch", "nik_sex_mismatch")
"""What a NIK typed with "KTP asli dilihat" settles."""


def read_nik(raw: str) -> tuple[Nik | None, Finding | None]:
    """The NIK in a text, or the reject finding that says why there is none."""
    if niks.is_scientific(raw):
        return None, Finding("nik_scientific", "nik", clean(raw))
    try:
        return Nik.parse(raw), None
    except NikError as error:
        value = niks.clean_nik(raw) if error.code != "nik_missing" else ""
        params = {"digits": str(len(value))}
        if error.code == "nik_not_digits" and (meant := niks.guess(raw)).isdigit():
            params["guess"] = meant
        if error.code == "nik_date_impossible":
            params["part"] = niks.impossible_part(value)
        return None, Finding(error.code, "nik", value, params)


def birth_mismatch(nik: Nik, born: date, *, today: date) -> Finding | None:
    """nik_birth_mismatch: the NIK and a birth date disagree."""
    if nik.says(born):
        return None
    said = niks.birth_date(nik, full_year=born.year, today=today)
    return Finding(
        "nik_birth_mismatch",
        "birth_date",
        born.isoformat(),
        {"nik_date": said.isoformat(), "birth_date": born.isoformat()},
    )


def sex_mismatch(nik: Nik, sex: str) -> Finding | None:
    """nik_sex_mismatch: the NIK and a sex (L or P) disagree."""
    if not sex or nik.sex == sex:
        return None
    return Finding("nik_sex_mismatch", "sex", sex, {"nik_sex": nik.sex, "sex": sex})


def region_finding(nik: Nik, village_code: str) -> Finding | None:
    """nik_outside_ntt, or nik_other_regency when the village's kabupaten (or its parent) is another one."""
    if nik.province != niks.PROVINCE:
        return Finding("nik_outside_ntt", "nik", nik.text, {"province": nik.province})
    home = village_code[:5]
    if not home.replace(".", "").isdigit() or nik.regency in niks.home_regencies(home):
        return None
    return Finding("nik_other_regency", "nik", nik.text, {"regency": nik.regency, "home": home})


def kk_finding(no_kk: str, nik: str) -> Finding | None:
    """kk_equals_nik or kk_invalid of a cleaned KK number; empty is fine."""
    if not no_kk:
        return None
    if nik and no_kk == nik:
        return Finding("kk_equals_nik", "no_kk", no_kk)
    if len(no_kk) != 16 or not (no_kk.isascii() and no_kk.isdigit()):
        return Finding("kk_invalid", "no_kk", no_kk, {"digits": str(len(no_kk))})
    return None


def occupation_finding(text: str, match: OccupationMatch) -> Finding | None:
    """occupation_not_work or occupation_unknown; empty is fine."""
    if not text or match.kind == "informal":
        return None
    return Finding("occupation_not_work" if is_not_work(match.kind) else "occupation_unknown", "occupation", text)


def village_finding(code: str, regions: RegionTree) -> Finding | None:
    """village_unknown unless a dotted code is that of a village."""
    region = regions.find(code)
    if region and region.is_village:
        return None
    return Finding("village_unknown", "village_code", code)


@dataclass(frozen=True, slots=True)
class Checked:
    """A person as read: values as they are stored (only the fields that were given, and what follows from the
    NIK), and what there is to say about them."""

    values: dict[str, str | int | None]
    findings: tuple[Finding, ...]
    nik: Nik | None

    @property
    def rejects(self) -> tuple[Finding, ...]:
        """The findings with which a person cannot be saved."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.REJECT)


def normalise(typed: Typed, *, regions: RegionTree, occupations: OccupationTable, today: date) -> Checked:
    """Read a whole person as typed or as stored: every field that the person has, absent ones empty.

    Dates come back ISO, the village code dotted, the phone as 08..., a known occupation as its id. An empty birth
    date or sex is taken from the NIK. Numbers (``decile``, ``monthly_income``) pass as they are.
    """
    values: dict[str, str | int | None] = {}
    for name, given in typed.items():
        text = clean(given) if isinstance(given, str) else given
        values[name] = None if isinstance(text, str) and not has_value(text) else text
    findings: list[Finding] = []

    def note(finding: Finding | None) -> None:
        if finding is not None:
            findings.append(finding)

    def text_of(name: str) -> str:
        return str(values.get(name) or "")

    nik, problem = read_nik(str(typed.get("nik") or ""))
    note(problem)
    values["nik"] = nik.text if nik else None
    if not text_of("full_name"):
        note(Finding("name_missing", "full_name"))
    village = regions.normal_code(text_of("village_code")) or text_of("village_code")
    values["village_code"] = village or None
    note(village_finding(village, regions))
    for finding in _birth(values, nik, today):
        note(finding)
    for finding in _sex(values, nik):
        note(finding)
    if nik:
        note(region_finding(nik, village))
    if text_of("no_kk"):
        values["no_kk"] = niks.clean_nik(text_of("no_kk"))
        note(kk_finding(text_of("no_kk"), nik.text if nik else ""))
    match = occupations.match(text_of("occupation"))
    note(occupation_finding(text_of("occupation"), match))
    values["occupation"] = match.id or values.get("occupation")
    if text_of("occupation2"):
        values["occupation2"] = occupations.match(text_of("occupation2")).id or values["occupation2"]
    for finding in _phone(values):
        note(finding)
    return Checked(values, tuple(findings), nik)


def _birth(values: dict[str, str | int | None], nik: Nik | None, today: date) -> list[Finding]:
    text = str(values.get("birth_date") or "")
    born = read_date(text, two_digit_year=century_rule(today)) if text else None
    if born is not None:
        values["birth_date"] = born.isoformat()
        mismatch = birth_mismatch(nik, born, today=today) if nik else None
        return [mismatch] if mismatch else []
    stands_in = niks.birth_date(nik, full_year=written_year(text), today=today).isoformat() if nik else None
    values["birth_date"] = stands_in
    if text:
        return [Finding("birth_date_unreadable", "birth_date", text, {"birth_date": stands_in or ""})]
    return [Finding("birth_date_from_nik", "birth_date", stands_in, {"birth_date": stands_in})] if stands_in else []


def _sex(values: dict[str, str | int | None], nik: Nik | None) -> list[Finding]:
    text = str(values.get("sex") or "")
    sex = read_sex(text)
    values["sex"] = sex or (nik.sex if nik else None)
    if text and sex is None:
        return [Finding("sex_unreadable", "sex", text, {"sex": nik.sex if nik else ""})]
    mismatch = sex_mismatch(nik, sex) if nik and sex else None
    return [mismatch] if mismatch else []


def _phone(values: dict[str, str | int | None]) -> list[Finding]:
    text = str(values.get("phone") or "")
    if not text:
        return []
    found = phones.parse(text)
    values["phone"] = found.first
    if found.others:
        notes = [str(values["notes"])] if values.get("notes") else []
        values["notes"] = "; ".join((*notes, *found.others))
    return [Finding("phone_invalid", "phone", text)] if found.invalid else []
