"""The verval list goes to the village and comes back as verifications; the empty list is read as it was made."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ntt_desktop import i18n
from ntt_desktop.domain.intake.papers import Filled
from ntt_desktop.errors import UserError
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import person_detail, templates, verval, workers

VILLAGE = "53.11.18.2005"
DAY = date(2026, 2, 9)


def register(ctx: Context, nik: str, name: str, **more: str) -> str:
    typed = {"nik": nik, "full_name": name, "village_code": VILLAGE, "occupation": "Petani", **more}
    return workers.add(ctx, typed).value.id


@pytest.fixture
def people(ctx: Context) -> list[str]:
    return [
        register(ctx, "5311180105780001", "Ana Goit", birth_date="02-05-1978"),
        register(ctx, "5311180105780002", "Beni Goit", occupation="Pelajar"),
        register(ctx, "5311180105780003", "Carlos Goit"),
        register(ctx, "5311180105780004", "Dami Goit"),
    ]


def tick(path: Path, *lines: tuple[str, ...]) -> None:
    """``lines``: the four ticks and a remark of each person, in the order of the list."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "ktp") + 2
    for at, line in enumerate(lines, start=top):
        for column, text in enumerate(line, start=7):
            sheet.cell(at, column).value = text or None
    book.save(path)


def test_out_and_back(ctx: Context, people: list[str], tmp_path: Path) -> None:
    written = verval.write_verval_list(ctx, "5311182005", tmp_path / "verval.xlsx").value
    assert written.rows == 4
    tick(
        written.path,
        ("✓", "✓", "✓", "✓", "kartu lama"),
        ("x", "ya", "v", "1", ""),
        ("", "TIDAK", "", "tidak, meninggal", "pindah ke Kupang"),
        ("entah", "✓", "", "", ""),
    )
    taken = verval.take_verval_list(ctx, written.path, by="Kades Kangeli", on=DAY).value
    assert (taken.verified, taken.unchanged, taken.empty, taken.settled) == (3, 0, 1, 2)
    assert [(problem.code, problem.name, problem.items) for problem in taken.problems] == [
        ("denied", "Carlos Goit", ("domicile", "alive")),
        ("unreadable", "Dami Goit", ("ktp",)),
    ]
    ana = person_detail.get(ctx, people[0])
    assert (ana.verifications[0]["seen"], ana.verifications[0]["by"]) == (
        ["alive", "domicile", "ktp", "work"],
        "Kades Kangeli",
    )
    assert ana.verifications[0]["how"] == "daftar verval: kartu lama"
    assert [finding.settled for finding in ana.findings if finding.code == "nik_birth_mismatch"] == [True]
    assert ana.worker["state"] == "verified"
    assert person_detail.get(ctx, people[2]).worker["ended_on"] is None
    # The same list again changes nothing, and says so; whoever is verified is not asked again.
    again = verval.take_verval_list(ctx, written.path, by="Kades Kangeli", on=DAY).value
    assert (again.verified, again.unchanged) == (0, 3)
    assert [row.name for row in verval.verval_content(ctx, VILLAGE).rows] == ["Carlos Goit", "Dami Goit"]
    assert len(verval.verval_content(ctx, VILLAGE, everyone=True).rows) == 4


def test_a_printed_list(ctx: Context, people: list[str], tmp_path: Path) -> None:
    written = verval.write_verval_list(ctx, VILLAGE, tmp_path, paper="F4").value
    assert written.path.read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError, match="file_exists"):
        verval.write_verval_list(ctx, VILLAGE, tmp_path)


def test_ticks_may_settle_nothing(ctx: Context, people: list[str], tmp_path: Path) -> None:
    path = verval.write_verval_list(ctx, VILLAGE, tmp_path / "v.xlsx").value.path
    tick(path, ("✓", "✓", "✓", "✓", ""))
    assert verval.take_verval_list(ctx, path, by="Kades", on=DAY, settle=False).value.settled == 0
    assert not any(finding.settled for finding in person_detail.get(ctx, people[0]).findings)


def test_what_is_no_verval_list(ctx: Context, people: list[str], tmp_path: Path) -> None:
    other = templates.write_template(ctx, "53.11.18", tmp_path / "kosong.xlsx").value
    with pytest.raises(UserError, match="verval_unreadable"):
        verval.take_verval_list(ctx, other, by="Kades", on=DAY)
    path = verval.write_verval_list(ctx, VILLAGE, tmp_path / "v.xlsx").value.path
    with pytest.raises(UserError, match="date_in_future"):
        verval.take_verval_list(ctx, path, by="Kades", on=date(2027, 1, 1))
    with pytest.raises(UserError, match="verifier_missing"):
        verval.take_verval_list(ctx, path, by=" ", on=DAY)
    with pytest.raises(UserError, match="village_empty"):
        verval.write_verval_list(ctx, "53.11.11.2001", tmp_path)
    with pytest.raises(UserError, match="village_unknown"):
        verval.write_verval_list(ctx, "53.11.11", tmp_path)


def test_people_who_went_are_listed(ctx: Context, people: list[str], tmp_path: Path) -> None:
    path = verval.write_verval_list(ctx, VILLAGE, tmp_path / "v.xlsx").value.path
    workers.void(ctx, people[0], reason="salah")
    tick(path, ("✓", "✓", "✓", "✓", ""))
    taken = verval.take_verval_list(ctx, path, by="Kades", on=DAY).value
    assert [(problem.code, problem.name) for problem in taken.problems] == [("unknown", "Ana Goit")]
    assert taken.empty == 3


@pytest.mark.parametrize("region", ["53.11.18", "53.11", VILLAGE])
def test_the_empty_list_is_read_as_it_was_made(ctx: Context, tmp_path: Path, region: str) -> None:
    i18n.set_language("id")
    path = templates.write_template(ctx, region, tmp_path / "kosong.xlsx").value
    with pytest.raises(UserError, match="rows_missing"):
        imports.preview(ctx, path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "NIK")
    at = {str(cell.value): cell.column for cell in sheet[top]}
    offered = {str(rule.sqref).split(":")[0]: str(rule.formula1) for rule in sheet.data_validations.dataValidation}
    village = next(name for name in at if "DESA" in name)
    column = offered[sheet.cell(top + 1, at[village]).coordinate].split("$")[1]
    texts = [cell.value for cell in book["_ntt_pilihan"][column] if cell.value]
    chosen = next(str(text) for text in texts if "Kangeli" in str(text))
    values = {"NIK": "5311180105780001", "NAMA LENGKAP": "Yoksan Goit", village: chosen, "PEKERJAAN": "Petani"}
    for header, value in values.items():
        sheet.cell(top + 1, at[header]).value = value
    book.save(path)
    plan = imports.preview(ctx, path).value
    row = next(row for batch in imports.rows(ctx, plan.id) for row in batch)
    assert (plan.counts["new"], plan.read, row.worker["village_code"]) == (1, 1, VILLAGE)
    assert {column.field for column in plan.sheets[0].columns} >= set(templates.HEADERS)
    with pytest.raises(UserError, match="unknown_region"):
        templates.write_template(ctx, "53", tmp_path)


def test_it_is_looked_at_before_it_is_taken_in(ctx: Context, people: list[str], tmp_path: Path) -> None:
    path = verval.write_verval_list(ctx, VILLAGE, tmp_path / "v.xlsx").value.path
    tick(path, ("✓", "✓", "✓", "✓", ""), ("x", "", "", "", ""))
    seen = verval.look_at_verval_list(ctx, path, by="Kades", on=DAY)
    assert [(line.name, line.seen, line.settles) for line in seen.lines] == [
        ("Ana Goit", ("ktp", "domicile", "work", "alive"), ("nik_birth_mismatch",)),
        ("Beni Goit", ("ktp",), ()),
    ]
    assert person_detail.get(ctx, people[0]).verifications == []
    taken = verval.take_verval_list(ctx, path, by="Kades", on=DAY).value
    assert (taken.lines, len(taken.made)) == (seen.lines, 2)


def test_it_is_no_list_of_people(ctx: Context, people: list[str], tmp_path: Path) -> None:
    path = verval.write_verval_list(ctx, VILLAGE, tmp_path / "v.xlsx").value.path
    assert imports.survey(ctx, path, imports.ImportOptions()).filled is Filled.VERVAL
    with pytest.raises(UserError, match="file_is_verval"):
        imports.preview(ctx, path)
    assert imports.unfinished(ctx) == []
