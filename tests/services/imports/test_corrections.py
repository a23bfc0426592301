"""The correction workbook goes out, is filled in, sorted, saved again, and its rows find home."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.formats.sheets import read_workbook
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports import ImportPlan
from ntt_desktop.services.people import person_detail, verifications
from tests.made.sheets import ListSheet, render
from tests.services.imports.lists import all_rows, count, take_in

HEAD: list[Cell] = ["NO", "NIK", "NAMA", "TGL LAHIR", "JK", "DESA", "PEKERJAAN"]
GOOD: list[Cell] = [1, "5311180105780001", "Yoksan Goit", "01-05-1978", "L", "Kangeli", "Petani"]
SHORT: list[Cell] = [2, "531118", "Maria Kahi", "01-02-1980", "P", "Kangeli", "Petani"]
NOWHERE: list[Cell] = [3, "5311184105780003", "Ina Goit", "01-05-1978", "P", "Negeri Jauh", "Petani"]
UNREAD: list[Cell] = [4, "5311180105780004", "Umbu Goit", "lupa", "L", "Kangeli", "Petani"]
NUMBER: list[Cell] = [5, 5311180105780010.0, "Rambu Goit", "01-05-1978", "L", "Kangeli", "Pelajar"]
TITLE: list[list[Cell]] = [["USULAN PEKERJA RENTAN"], ["KECAMATAN : LEWA TIDAHU"], ["KABUPATEN : SUMBA TIMUR"]]


@pytest.fixture
def plan(ctx: Context, tmp_path: Path) -> ImportPlan:
    path = tmp_path / "usulan.xlsx"
    path.write_bytes(render([ListSheet("Usulan", [*TITLE, HEAD, GOOD, SHORT, NOWHERE, UNREAD, NUMBER])]))
    stored = take_in(ctx, path)
    assert {name: number for name, number in stored.counts.items() if number} == {"new": 3, "rejected": 2}
    return stored


def opened(path: Path) -> tuple[Workbook, Worksheet, dict[str, int]]:
    book = load_workbook(path)
    sheet = book["Usulan"]
    return book, sheet, {str(cell.value): cell.column for cell in sheet[3] if cell.value}


def fill(path: Path, **values: Any) -> None:
    """``values``: name of the person -> {header: text}; then the rows are turned about."""
    book, sheet, at = opened(path)
    for row in range(4, sheet.max_row + 1):
        for header, text in values.get(str(sheet.cell(row, at["NAMA"]).value).split()[0], {}).items():
            sheet.cell(row, at[header]).value = text
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for row, line in enumerate(reversed(lines), start=4):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column).value = value
    book.save(path)


def test_what_goes_out(ctx: Context, plan: ImportPlan, tmp_path: Path) -> None:
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    book, sheet, at = opened(target)
    assert list(at)[:9] == ["KUNCI BARIS", "Row", *HEAD]
    assert sheet.column_dimensions["A"].hidden
    assert book["_ntt_pilihan"].sheet_state == "hidden"
    names = [sheet.cell(row, at["NAMA"]).value for row in range(4, sheet.max_row + 1)]
    assert names == ["Maria Kahi", "Ina Goit", "Umbu Goit", "Rambu Goit"]
    nik = sheet.cell(4, at["NIK"])
    assert (nik.value, nik.number_format, nik.fill.fgColor.rgb) == ("531118", "@", "00FFF2B3")
    assert nik.comment is not None
    assert "6 digits" in nik.comment.text
    assert "6 digits" in str(sheet.cell(4, at["What is to be mended"]).value)
    offered = {
        str(cells): rule.formula1 for rule in sheet.data_validations.dataValidation for cells in rule.sqref.ranges
    }
    village = sheet.cell(5, at["DESA"]).coordinate
    assert village in offered
    column = offered[village].split("$")[1]
    texts = [cell.value for cell in book["_ntt_pilihan"][column] if cell.value]
    assert "Desa Kangeli" in texts
    assert len(texts) == len(ctx.reference.regions.villages("53.11.18"))
    assert sheet.cell(7, at["PEKERJAAN"]).coordinate in offered


def test_filled_in_and_sorted_it_mends_its_rows(ctx: Context, plan: ImportPlan, tmp_path: Path) -> None:
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    fill(
        target,
        Maria={"NIK": "5311184102800002"},
        Ina={"DESA": "Desa Kangeli"},
        Umbu={"TGL LAHIR": "01-05-1978"},
        Rambu={"NIK": "5311180105780011", "PEKERJAAN": "Nelayan"},
    )
    people = {row.worker["full_name"]: row.worker_id for row in all_rows(ctx, plan) if row.worker_id}
    before = count(ctx, "SELECT count(*) FROM worker")
    again = take_in(ctx, target)
    assert {name: number for name, number in again.counts.items() if number} == {
        "new": 2, "updated": 1, "identical": 1
    }  # fmt: skip
    # A corrected NIK is a correction of the same person, with history.
    assert count(ctx, "SELECT count(*) FROM worker") == before + 2
    person = person_detail.get(ctx, people["Rambu Goit"])
    assert (person.worker["nik"], person.worker["occupation"]) == ("5311180105780011", "nelayan")
    assert [finding.code for finding in person.findings] == []
    changed = [field for entry in person_detail.history(ctx, person.worker["id"]) for field in entry.fields]
    assert ("nik", "5311180105780010", "5311180105780011") in changed
    assert [f.code for f in person_detail.get(ctx, people["Umbu Goit"]).findings] == []
    # The rows of the first list know that they came back; its own counts stay what they were.
    mended = [row for row in all_rows(ctx, plan) if row.mended_by]
    assert [(row.worker["full_name"], row.mended_by) for row in mended] == [
        ("Maria Kahi", again.id), ("Ina Goit", again.id)
    ]  # fmt: skip
    listed = next(found for found in imports.list_imports(ctx) if found["id"] == plan.id)
    assert (listed["rows_rejected"], listed["rows_mended"]) == (2, 2)
    left = imports.write_corrections(ctx, plan, tmp_path / "lagi.xlsx").value
    assert [sheet.name for sheet in read_workbook(left).sheets] == ["Nothing"]
    # The same workbook once more changes nothing; taken back, the rows wait again.
    changes = count(ctx, "SELECT count(*) FROM change WHERE kind <> 'import'")
    assert take_in(ctx, target).counts["identical"] == 4
    assert count(ctx, "SELECT count(*) FROM change WHERE kind <> 'import'") == changes
    imports.undo_import(ctx, again.id, reason="salah")
    person = person_detail.get(ctx, people["Rambu Goit"])
    assert person.worker["nik"] == "5311180105780010"
    assert {finding.code for finding in person.findings} == {"nik_numeric", "occupation_not_work"}


def test_a_village_that_was_chosen_is_not_lost(ctx: Context, tmp_path: Path) -> None:
    lost: list[Cell] = [*SHORT[:5], "Dusun Atas", "Petani"]
    path = tmp_path / "usulan.xlsx"
    path.write_bytes(render([ListSheet("Usulan", [*TITLE, HEAD, lost])]))
    plan = imports.preview(ctx, path).value
    choice = imports.ValueChoice("village", "Dusun Atas", "53.11.18.2005")
    stored = imports.store_import(ctx, imports.choose_values(ctx, plan.id, [choice]).value).value
    target = imports.write_corrections(ctx, stored, tmp_path / "perbaikan.xlsx").value
    fill(target, Maria={"NIK": "5311184102800011"})
    row = all_rows(ctx, take_in(ctx, target))[0]
    assert (row.outcome, row.worker["village_code"]) == ("new", "53.11.18.2005")


def test_a_corrected_nik_of_somebody_else_is_refused(ctx: Context, plan: ImportPlan, tmp_path: Path) -> None:
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    fill(target, Umbu={"NIK": "5311180105780001", "TGL LAHIR": "03-03-1990"})
    rows = all_rows(ctx, imports.preview(ctx, target).value)
    row = next(row for row in rows if row.cells["full_name"] == "Umbu Goit")
    # Both are called Goit, and yet nobody is renamed by a correction.
    assert (row.outcome, row.findings[0].code) == ("rejected", "nik_other_person")


def test_a_verified_nik_is_asked_about(ctx: Context, plan: ImportPlan, tmp_path: Path) -> None:
    worker = next(row.worker_id for row in all_rows(ctx, plan) if row.worker["full_name"] == "Rambu Goit")
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    verifications.verify(ctx, [worker], seen=["ktp"], by="Y. Ndapa", on=ctx.today)
    fill(target, Rambu={"NIK": "5311180105780011"})
    again = take_in(ctx, target)
    assert again.asking == 1
    assert person_detail.get(ctx, worker).worker["nik"] == "5311180105780010"
    imports.confirm_verified(ctx, again.id)
    assert person_detail.get(ctx, worker).worker["nik"] == "5311180105780011"


def test_overwritten_and_copied_lines_are_ordinary_rows(ctx: Context, plan: ImportPlan, tmp_path: Path) -> None:
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    book, sheet, at = opened(target)
    worker = next(row.worker_id for row in all_rows(ctx, plan) if row.worker["full_name"] == "Rambu Goit")
    # Somebody else was written over the line of Rambu Goit.
    sheet.cell(7, at["NIK"]).value = "5311180309850001"
    sheet.cell(7, at["NAMA"]).value = "Dominikus Tukan"
    sheet.cell(7, at["TGL LAHIR"]).value = "03-09-1985"
    book.save(target)
    again = take_in(ctx, target)
    assert again.counts["new"] == 1
    assert person_detail.get(ctx, worker).worker["full_name"] == "Rambu Goit"


def test_on_another_laptop_it_is_an_ordinary_list(
    make_ctx: Any, ctx: Context, plan: ImportPlan, tmp_path: Path
) -> None:
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    fill(target, Maria={"NIK": "5311184102800002"})
    other = make_ctx(name="laptop-2")
    assert take_in(other, target).counts["new"] == 3


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_keys_last_through_libreoffice(ctx: Context, plan: ImportPlan, tmp_path: Path) -> None:
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    fill(target, Maria={"NIK": "5311184102800002"}, Rambu={"NIK": "5311180105780011"})
    saved = tmp_path / "saved"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "ods"]
    subprocess.run([*command, "--outdir", str(saved), str(target)], check=True, capture_output=True, timeout=120)
    command[-1] = "xlsx"
    again = saved / "again"
    subprocess.run(
        [*command, "--outdir", str(again), str(saved / "perbaikan.ods")], check=True, capture_output=True, timeout=120
    )
    for path in (saved / "perbaikan.ods", again / "perbaikan.xlsx"):
        counts = imports.preview(ctx, path).value.counts
        assert (counts["new"], counts["updated"]) == (1, 1)
    _, sheet, at = opened(again / "perbaikan.xlsx")
    assert sheet.column_dimensions["A"].hidden
    nik = sheet.cell(4, at["NIK"])
    assert (type(nik.value), nik.number_format) == (str, "@")
    offered = {cells.coord for rule in sheet.data_validations.dataValidation for cells in rule.sqref.ranges}
    assert len(offered) == 2  # one village, one occupation


def test_the_senders_columns_come_back_all_of_them(ctx: Context, tmp_path: Path) -> None:
    """Those that nothing is read from, a second telephone, one without a header, and one that was not to be read."""
    path = tmp_path / "usulan.xlsx"
    head: list[Cell] = ["NO", "UKURAN BAJU", "NIK", "NAMA", "NO HP", "NO HP 2", "DESA", "ALAMAT"]
    row: list[Cell] = [1, "XL", "531118", "Maria Kahi", "081298765432", "081298765433", "Kangeli", "RT 1", "titip"]
    path.write_bytes(render([ListSheet("Usulan", [*TITLE, head, row])]))
    plan = imports.preview(ctx, path, imports.ImportOptions(mapping={"ALAMAT": "-", "NO HP 2": "phone"})).value
    imports.store_import(ctx, plan)
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    _, sheet, _ = opened(target)
    # What was said of a header by hand is written so that it is read by itself.
    assert [sheet.cell(3, column).value for column in range(3, 12)] == [
        *head[:5], "NO HP", "DESA", "NOT READ: ALAMAT", "COLUMN I"
    ]  # fmt: skip
    assert [sheet.cell(4, column).value for column in range(3, 12)] == ["1", *row[1:]]
    fill(target, Maria={"NIK": "5311184102800002"})
    assert take_in(ctx, target).counts["new"] == 1
    assert count(ctx, "SELECT count(*) FROM worker WHERE phone = '081298765432' AND notes LIKE '%081298765433%'") == 1
    result = read_workbook(imports.write_results(ctx, plan, tmp_path / "hasil.xlsx").value).sheets[1].rows
    assert result[1][1:10] == ["1", *row[1:]]


def test_a_list_without_a_header_comes_back_under_known_ones(ctx: Context, tmp_path: Path) -> None:
    path = tmp_path / "usulan.xlsx"
    rows: list[list[Cell]] = [["XL", "5311180105780001", "Yoksan Goit", "Kangeli"], ["M", "531118", "Ina", "Kangeli"]]
    path.write_bytes(render([ListSheet("Usulan", rows)]))
    mapping = {"B": "nik", "C": "full_name", "D": "village"}
    plan = imports.preview(ctx, path, imports.ImportOptions(mapping=mapping)).value
    imports.store_import(ctx, plan)
    target = imports.write_corrections(ctx, plan, tmp_path / "perbaikan.xlsx").value
    _, sheet, at = opened(target)
    assert list(at)[2:4] == ["COLUMN A", "NIK"]
    assert sheet.cell(4, at["COLUMN A"]).value == "M"
    assert imports.preview(ctx, target).value.read == 1


def test_every_row_with_its_verdict(ctx: Context, plan: ImportPlan, tmp_path: Path) -> None:
    target = imports.write_results(ctx, plan, tmp_path / "hasil.xlsx").value
    book = read_workbook(target)
    assert [sheet.name for sheet in book.sheets] == ["Result", "Usulan"]
    rows = book.sheets[1].rows
    assert rows[0][:5] == ["Row", "NO", "NIK", "NAMA", "TGL LAHIR"]
    verdicts = {str(row[3]): (row[0], row[-2]) for row in rows[1:]}
    assert verdicts["Yoksan Goit"] == ("5", "Taken in")
    assert verdicts["Maria Kahi"] == ("6", "Not taken in")
    assert "6 digits" in str(next(row[-1] for row in rows if row[3] == "Maria Kahi"))
    assert ["Not taken in", "2"] in [row[:2] for row in book.sheets[0].rows]


def test_the_verdicts_fit_a_lying_page(ctx: Context, plan: ImportPlan, tmp_path: Path) -> None:
    sheet = load_workbook(imports.write_results(ctx, plan, tmp_path / "hasil.xlsx").value)["Usulan"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) == (
        "landscape",
        0,
        "$1:$1",
    )
    widths = {str(cell.value): sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    assert sum(widths.values()) < 175  # more is printed too small to read
    assert widths["NIK"] > 16
    for row in sheet.iter_rows(min_row=2):
        lines = max(
            len(str(cell.value or "")) / widths[str(head.value)] for cell, head in zip(row, sheet[1], strict=True)
        )
        assert (sheet.row_dimensions[row[0].row].height or 15) >= 15 * int(lines)
