"""The rules of one row (domain section 5): from mapped cells to the values of a person and the findings.

Everything here looks at the row alone. What needs other rows or the store (known NIKs, duplicates, shared phones)
is judged afterwards, see `ntt_desktop.domain.intake.judging`.
"""

from datetime import date

from ntt_desktop.domain import checks
from ntt_desktop.domain.dates import CenturyRule, Month, century_rule
from ntt_desktop.domain.findings import Finding
from ntt_desktop.domain.intake.cells import Cell, as_text, is_number
from ntt_desktop.domain.intake.draft import Draft, RowSource, World, ordered
from ntt_desktop.domain.intake.months import read_period
from ntt_desktop.domain.intake.spellings import ROW_KEY
from ntt_desktop.domain.intake.table import TableRow
from ntt_desktop.domain.intake.values import (
    digits,
    read_birth,
    read_decile,
    read_place,
    read_rt_rw,
    read_rupiah,
)
from ntt_desktop.domain.intake.village_of_row import state_village
from ntt_desktop.domain.nik import Nik, birth_date, clean_nik, is_scientific
from ntt_desktop.domain.phones import parse as parse_phones
from ntt_desktop.domain.programme import PAYERS
from ntt_desktop.domain.sex import read_sex
from ntt_desktop.domain.text import clean, has_value

PLAIN_FIELDS = (
    "mother_name",
    "marital_status",
    "family_role",
    "address",
    "hamlet",
    "rt",
    "rw",
    "email",
    "occupation2",
    "workplace",
    "working_hours",
    "employment_status",
    "disability",
    "bank_name",
    "account_holder",
    "other_cover",
    "bpjs_status",
)
"""Fields stored as the cell says them."""

DIGIT_FIELDS = ("bank_account", "kpj")
"""Numbers kept as text."""

HEIR_COLUMNS = {"heir_name": "name", "heir_nik": "nik", "heir_relation": "relation", "heir_phone": "phone"}


def draft_row(row: TableRow, sheet: str, sheet_name_village: str, world: World) -> Draft:
    """Apply every rule to one row; all checks run, whatever was found before."""
    cells = row.cells
    key = as_text(cells.get(ROW_KEY))
    texts = {name: as_text(cell) for name, cell in cells.items() if name != ROW_KEY}
    draft = Draft(sheet, row.number, cells=texts, source=_source(row), key=key)
    nik = _nik(draft, cells.get("nik"))
    name = as_text(cells.get("full_name"))
    if has_value(name):
        draft.state("full_name", name)
    else:
        draft.find("name_missing", "full_name", name)
    _birth(draft, cells, nik, world)
    _sex(draft, cells.get("sex"), nik)
    state_village(draft, row, sheet_name_village, world)
    if nik:
        draft.note(checks.region_finding(nik, str(draft.values.get("village_code") or "")))
    _family_card(draft, cells.get("no_kk"))
    _occupation(draft, cells.get("occupation"), row.more.get("occupation", []), world)
    remarks = _phone(draft, cells, row)
    _plain(draft, cells, remarks, world)
    _heir(draft, cells)
    _cover(draft, cells, remarks, world)
    notes = [as_text(cell) for cell in (cells.get("notes"), *row.more.get("notes", [])) if as_text(cell)]
    if notes or remarks:
        draft.state("notes", "; ".join((*notes, *remarks)))
    draft.findings = ordered(draft.findings)
    return draft


def _source(row: TableRow) -> RowSource:
    return RowSource(
        tuple(name for name, cell in row.cells.items() if is_number(cell)),
        tuple(name for name, cell in row.cells.items() if isinstance(cell, date)),
        {name: [as_text(cell) for cell in cells] for name, cells in row.more.items()},
        row.title,
        {letters: as_text(cell) for letters, cell in row.others.items()},
    )


def _nik(draft: Draft, cell: Cell) -> Nik | None:
    raw = as_text(cell)
    numeric = is_number(cell)
    if numeric:
        draft.find("nik_numeric", "nik", raw)
    nik, problem = checks.read_nik(raw)
    draft.nik = raw if is_scientific(raw) else clean_nik(raw)
    if problem:
        params = dict(problem.params)
        if problem.code == "nik_date_impossible":
            params["part"] = _impossible_part(draft.nik)
        if numeric:
            params["numeric"] = "1"
        draft.note(Finding(problem.code, "nik", raw, params))
        return None
    if nik:
        draft.nik_ok = True
        draft.state("nik", nik.text)
    return nik


def _impossible_part(text: str) -> str:
    if text[12:16] == "0000":
        return "serial"
    return "region" if "00" in (text[0:2], text[2:4], text[4:6]) else "date"


def _birth(draft: Draft, cells: dict[str, Cell], nik: Nik | None, world: World) -> None:
    rule: CenturyRule = century_rule(world.today)
    combined = "birth_date" not in cells and "birth" in cells
    cell = cells.get("birth") if combined else cells.get("birth_date")
    birth = read_birth(
        cell, combined=combined, two_digit_year=rule, serial_text=not world.typed, shift=world.date_shift
    )
    place = read_place(cells.get("birth_place")) or birth.place
    if not combined and not place and "birth" in cells:
        place = read_birth(cells["birth"], combined=True, two_digit_year=rule).place
    if birth.born is None and not birth.unreadable and "birth_place" in cells:
        # A column headed "Tempat lahir" that holds the date as well.
        both = read_birth(cells["birth_place"], combined=True, two_digit_year=rule)
        if both.born and both.place:
            birth, place = both, both.place
    if place:
        draft.state("birth_place", place)
    if birth.born:
        draft.state("birth_date", birth.born.isoformat())
        draft.note(checks.birth_mismatch(nik, birth.born, today=world.today) if nik else None)
        return
    said = birth_date(nik, full_year=birth.year, today=world.today).isoformat() if nik else ""
    if said:
        draft.values["birth_date"] = said
    if birth.unreadable:
        draft.find("birth_date_unreadable", "birth_date", birth.unreadable, birth_date=said)
    elif said:
        draft.find("birth_date_from_nik", "birth_date", said, birth_date=said)


def _sex(draft: Draft, cell: Cell, nik: Nik | None) -> None:
    text = as_text(cell)
    if has_value(text):
        sex = read_sex(text)
        if sex:
            draft.state("sex", sex)
            draft.note(checks.sex_mismatch(nik, sex) if nik else None)
            return
        draft.find("sex_unreadable", "sex", text, sex=nik.sex if nik else "")
    if nik:
        draft.values["sex"] = nik.sex


def _family_card(draft: Draft, cell: Cell) -> None:
    text = as_text(cell)
    if has_value(text):
        number = text if is_scientific(text) else clean_nik(text)
        draft.state("no_kk", number)
        draft.note(checks.kk_finding(number, draft.nik))


def _occupation(draft: Draft, cell: Cell, more: list[Cell], world: World) -> None:
    text = as_text(cell)
    if not has_value(text):
        return
    match = world.occupations.match(text)
    draft.state("occupation", match.id or text)
    draft.note(checks.occupation_finding(text, match))
    if more and "occupation2" not in draft.values:
        draft.state("occupation2", world.occupations.match(as_text(more[0])).id or as_text(more[0]))


def _phone(draft: Draft, cells: dict[str, Cell], row: TableRow) -> list[str]:
    """Store the first valid number; returns what goes into the notes."""
    texts = [as_text(cell) for cell in (cells.get("phone"), *row.more.get("phone", [])) if as_text(cell)]
    text = " / ".join(texts)
    phones = parse_phones(text)
    if phones.first:
        draft.state("phone", phones.first)
    if phones.invalid:
        draft.find("phone_invalid", "phone", text)
    return list(phones.others)


def _plain(draft: Draft, cells: dict[str, Cell], remarks: list[str], world: World) -> None:
    for name in PLAIN_FIELDS:
        if name in cells and has_value(as_text(cells[name])):
            text = clean(as_text(cells[name]))
            draft.state(name, (world.occupations.match(text).id or text) if name == "occupation2" else text)
    for name in DIGIT_FIELDS:
        if name in cells:
            draft.state(name, digits(cells[name]))
    if "rt_rw" in cells:
        rt, rw = read_rt_rw(cells["rt_rw"])
        for part, number in (("rt", rt), ("rw", rw)):
            if number and part not in draft.values:
                draft.state(part, number)
    for name, read in (("monthly_income", read_rupiah), ("decile", read_decile)):
        if name in cells:
            amount = read(cells[name])
            if amount is None:
                remarks.append(as_text(cells[name]))
            else:
                draft.state(name, amount)


def _cover(draft: Draft, cells: dict[str, Cell], remarks: list[str], world: World) -> None:
    terms = world.cover
    if terms is None or "months" not in cells:
        return
    period = read_period(cells["months"], terms.first_month)
    if period is None or period[1] > Month.of(world.today):
        # What cannot be read, or cannot be paid already, stays readable in the notes.
        remarks.append(as_text(cells["months"]))
        return
    written = clean(as_text(cells.get("payer"))) or terms.payer
    payer = written.lower() if written.lower() in PAYERS else written
    draft.cover = {"payer": payer, "first_month": period[0].text, "last_paid_month": period[1].text}


def _heir(draft: Draft, cells: dict[str, Cell]) -> None:
    for column, name in HEIR_COLUMNS.items():
        text = as_text(cells.get(column))
        if not has_value(text):
            continue
        if name == "phone":
            text = parse_phones(text).first or text
        elif name == "nik":
            text = clean_nik(text)
        draft.heir[name] = text
    if "name" not in draft.heir:
        # Without a name there is nobody to reach; what was said of them stays readable.
        rest, draft.heir = "; ".join(draft.heir.values()), {}
        if rest:
            notes = draft.values.get("notes")
            draft.state("notes", f"{notes}; {rest}" if notes else rest)
