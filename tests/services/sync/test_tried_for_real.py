"""What people and networks do to a file: each with what becomes of it, and one Indonesian sentence.

LibreOffice itself saves files again in ``tests/e2e/test_packages_in_libreoffice.py``.
"""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ntt_desktop import i18n
from ntt_desktop.errors import UserError
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import added_rows, decisions
from ntt_desktop.wording.sync import case_word
from tests.conftest import MakeContext
from tests.services.sync.nodes import column, edited, register, send, state, take, told


@pytest.fixture
def other(make_ctx: MakeContext) -> Context:
    return make_ctx("petugas", "53.11", name="laptop-2")


def sort_rows(book: Workbook) -> None:
    sheet = book["Pekerja"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for line, row in enumerate(reversed(rows), start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(line, place).value = value
    sheet.auto_filter.ref = sheet.dimensions
    sheet.row_dimensions[3].hidden = True


def insert_column(book: Workbook) -> None:
    del book["Pekerja"].tables["Pekerja"]
    book["Pekerja"].insert_cols(3)
    book["Pekerja"].cell(1, 3).value = "Catatan kantor"
    book["Pekerja"].cell(2, 3).value = "sudah dicek"


def rename_sheet(book: Workbook) -> None:
    book["Pekerja"].title = "Daftar orang"


HARMLESS = {"sorted and filtered": sort_rows, "a column inserted": insert_column, "a sheet renamed": rename_sheet}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_changes_no_content_is_no_edit(laptop: Context, province: Context, tmp_path: Path, what: str) -> None:
    for number in range(4):
        register(laptop, number)
    sent = send(laptop, tmp_path, unprotected=True).path
    (report,) = take(province, edited(sent, HARMLESS[what]), trust=[laptop])
    assert (report.status, report.new) == ("received", 4)
    assert [*report.edited, *report.missing_rows, *report.added_rows] == []
    assert told(report) == "4 orang baru, 0 diperbarui, 0 tidak berubah."
    assert state(province) == state(laptop)


def test_cells_changed_rows_deleted_copied_and_added_are_named_and_wait(
    laptop: Context, province: Context, tmp_path: Path
) -> None:
    for number in range(4):
        register(laptop, number)

    def spoil(book: Workbook) -> None:
        sheet = book["Pekerja"]
        sheet.cell(2, column(book, "Pekerja", "Nama Lengkap")).value = "NAMA LAIN"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(3)
        sheet.append(rows[2])  # a copy of a row that stays
        new = [None] * len(rows[0])
        for header, value in {
            "NIK": "5311184107900002",
            "Nama Lengkap": "YULIANA RAMBU",
            "Desa/Kelurahan": "Kambajawa",
            "Kecamatan": "Kota Waingapu",
            "Kabupaten/Kota": "Kab. Sumba Timur",
            "Nomor HP": "081234567899",
        }.items():
            new[column(book, "Pekerja", header) - 1] = value
        sheet.append(new)

    sent = send(laptop, tmp_path, unprotected=True).path
    (report,) = take(province, edited(sent, spoil), trust=[laptop])
    assert (report.status, report.new) == ("received", 4)
    assert [(one.field, one.found) for one in report.edited] == [("full_name", "NAMA LAIN")]
    assert len(report.missing_rows) == 1
    assert len(report.added_rows) == 2
    assert state(province)["worker"] == state(laptop)["worker"]  # what was signed counts; nobody is gone
    assert told(report) == (
        "4 orang baru, 0 diperbarui, 0 tidak berubah. "
        "Sebelum diputuskan, yang berlaku adalah isian yang ditandatangani pengirim, bukan sel yang diubah. "
        "Baris yang dihapus dari berkas tidak menghapus siapa pun. "
        "Baris yang ditambahkan di berkas menunggu dimasukkan seperti daftar."
    )
    kinds = [case.kind for case in decisions.open_cases(province)]
    assert sorted(kinds) == ["added_row", "added_row", "edit", "missing_row"]
    i18n.set_language("id")
    assert [case_word(kind) for kind in ("edit", "missing_row", "added_row")] == [
        "sel diubah dengan tangan",
        "baris hilang dari berkas",
        "baris ditambahkan dengan tangan",
    ]
    # The added rows go through intake: the copy is known, the new person is judged and stored.
    found = added_rows.preview_added(province).value
    assert (found.plan.read, found.plan.counts["new"]) == (2, 1)
    assert found.plan.counts["identical"] + found.plan.counts["updated"] == 1
    assert list(province.store.home.glob("*.xlsx")) == []
    added_rows.store_added(province, found)
    assert imports.unsaid(province) == [], "the next start has nothing to tell of it"
    assert "YULIANA RAMBU" in {row["full_name"].upper() for row in state(province)["worker"]}  # type: ignore[attr-defined]
    assert "added_row" not in {case.kind for case in decisions.open_cases(province)}
    with pytest.raises(UserError, match="no_added_rows"):
        added_rows.preview_added(province)


def test_a_removed_sheet_is_missing_rows(laptop: Context, province: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path, unprotected=True).path
    (report,) = take(province, edited(sent, lambda book: book.remove(book["Kontak Keluarga"])), trust=[laptop])
    assert (report.status, report.new) == ("received", 1)
    assert [row.sheet for row in report.missing_rows] == ["Kontak Keluarga"]
    assert told(report).endswith("Baris yang dihapus dari berkas tidak menghapus siapa pun.")
    assert state(province) == state(laptop)


def test_sheets_of_two_packages_mixed_say_what_does_not_belong(
    laptop: Context, province: Context, other: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    register(other, 2, full_name="PETRUS KLAU")
    foreign = openpyxl.load_workbook(send(other, tmp_path, unprotected=True).path)["Pekerja"]

    def mix(book: Workbook) -> None:
        sheet = book["Pekerja"]
        for line, row in enumerate(foreign.iter_rows(min_row=2), start=2):
            for place, cell in enumerate(row, start=1):
                sheet.cell(line, place).value = cell.value

    (report,) = take(province, edited(send(laptop, tmp_path, unprotected=True).path, mix), trust=[laptop])
    assert (report.status, report.new) == ("received", 1)
    assert len(report.missing_rows) == len(report.added_rows) == 1
    assert told(report).endswith("Baris yang ditambahkan di berkas menunggu dimasukkan seperti daftar.")
    assert state(province)["worker"] == state(laptop)["worker"]


def test_a_hidden_sheet_below_the_sheets_of_another_package_is_told(
    laptop: Context, province: Context, other: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    register(other, 2, full_name="PETRUS KLAU")
    foreign = openpyxl.load_workbook(send(other, tmp_path, unprotected=True).path)["_ntt"]

    def mix(book: Workbook) -> None:
        book["_ntt"].delete_rows(1, book["_ntt"].max_row)
        for row in foreign.iter_rows(values_only=True):
            book["_ntt"].append(row)

    (report,) = take(province, edited(send(laptop, tmp_path, unprotected=True).path, mix), trust=[other])
    assert (report.status, report.sender, report.new) == ("received", "laptop-2", 1)
    assert told(report) == (
        "1 orang baru, 0 diperbarui, 0 tidak berubah. "
        "Lembar-lembarnya berasal dari dua berkas: mintalah keduanya seperti dibuat program. "
        "Baris yang dihapus dari berkas tidak menghapus siapa pun. "
        "Baris yang ditambahkan di berkas menunggu dimasukkan seperti daftar."
    )
    assert state(province)["worker"] == state(other)["worker"]


def test_a_summary_changed_by_hand_waits_for_nobody(laptop: Context, province: Context, tmp_path: Path) -> None:
    register(laptop, 1)

    def retype(book: Workbook) -> None:
        line = next(row[0].row for row in book["Ringkasan"].iter_rows() if row[1].value == "Jumlah pekerja")
        book["Ringkasan"].cell(line, 3).value = "7"

    (report,) = take(province, edited(send(laptop, tmp_path, unprotected=True).path, retype), trust=[laptop])
    assert told(report) == (
        "1 orang baru, 0 diperbarui, 0 tidak berubah. Ringkasannya diubah dengan tangan; perubahan itu tidak berlaku."
    )
    assert decisions.open_cases(province) == []


def test_columns_that_became_numbers_are_no_edits(laptop: Context, province: Context, tmp_path: Path) -> None:
    """Excel's green triangle turns whole columns of a workbook to numbers at one press."""
    for number in range(3):
        register(laptop, number, phone=f"0812345678{number}", rt="001", no_kk="5311180101010001")

    def turn(book: Workbook) -> None:
        for header in ("Nomor HP", "RT", "Tanggal Lahir", "Nomor KK"):
            for (cell,) in book["Pekerja"].iter_rows(
                min_row=2, min_col=column(book, "Pekerja", header), max_col=column(book, "Pekerja", header)
            ):
                born = header == "Tanggal Lahir"
                days = date.fromisoformat(str(cell.value)) - date(1899, 12, 30) if born else None
                cell.value, cell.number_format = days.days if days else int(str(cell.value)), "General"

    (report,) = take(province, edited(send(laptop, tmp_path, unprotected=True).path, turn), trust=[laptop])
    assert [edit.field for edit in report.edited] == ["no_kk"] * 3  # fifteen digits are kept of sixteen
