"""A package opened by LibreOffice and saved again is still received; what was edited there is named exactly."""

from pathlib import Path

import pytest

from ntt_desktop.formats.package import protection
from ntt_desktop.formats.sheets import Row, read_workbook
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import queue, queue_workbook
from ntt_desktop.services.sync.report import FileReport
from tests.conftest import SYNC_PASSWORD, MakeContext
from tests.e2e.libreoffice import LibreOffice, needs_libreoffice
from tests.services.sync.nodes import change, register, send, state, take

pytestmark = needs_libreoffice


@pytest.fixture(scope="module")
def office_suite(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    return LibreOffice(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture
def laptop(make_ctx: MakeContext) -> Context:
    made = make_ctx("petugas", "53.11", name="laptop-1")
    names = ("=SUM(A1:A9)", "+ANA", "-BENI", "@CITRA", "DA'O KOT'OLIN", "1E5", "01/02", "EUSÉBIO")
    for number, name in enumerate(names):
        worker = register(
            made,
            number,
            full_name=name,
            phone=f"0812345678{number}",
            no_kk="5311180101010001",
            rt="001",
            monthly_income=16800,
            registered_on="2026-01-31",
            bank_account="00123456789012345678",
            notes="TRUE",
        )
        if number == 3:
            change(made, "worker", worker, ended_on="2026-02-01", end_reason="pindah")
        with made.store.write("x") as uow:
            uow.put(
                "child", uow.new_id(), {"worker_id": worker, "name": "YANTO", "birth_date": "2015-05-01", "married": 0}
            )
    return made


@pytest.fixture
def supervisor(make_ctx: MakeContext) -> Context:
    return make_ctx("supervisor", "53", name="provinsi")


def rows_of(path: Path) -> list[Row]:
    """The rows of Pekerja in an unprotected package."""
    return next(sheet.rows for sheet in read_workbook(path).sheets if sheet.name == "Pekerja")


def received(supervisor: Context, laptop: Context, path: Path) -> FileReport:
    (report,) = take(supervisor, path, trust=[laptop])
    assert report.status == "received"
    assert (report.new, report.updated, report.identical) == (8, 0, 0)
    assert state(supervisor) == state(laptop)
    return report


def nothing_edited(report: FileReport) -> bool:
    return not (report.edited or report.missing_rows or report.added_rows)


def test_saved_again_nothing_is_called_edited(
    office_suite: LibreOffice, laptop: Context, supervisor: Context, tmp_path: Path
) -> None:
    sent = send(laptop, tmp_path, unprotected=True).path
    again = office_suite.resave(sent, tmp_path / "lagi.xlsx")
    assert again.read_bytes() != sent.read_bytes()
    assert nothing_edited(received(supervisor, laptop, again))


def test_a_protected_package_is_opened_with_its_password_and_saved_again(
    office_suite: LibreOffice, laptop: Context, supervisor: Context, tmp_path: Path
) -> None:
    sent = send(laptop, tmp_path).path
    assert protection.is_encrypted(sent.read_bytes())
    again = office_suite.resave(sent, tmp_path / "lagi.xlsx", password=SYNC_PASSWORD)
    again.write_bytes(protection.encrypt(again.read_bytes(), SYNC_PASSWORD))
    assert nothing_edited(received(supervisor, laptop, again))


def test_exactly_the_changed_cell_is_reported(
    office_suite: LibreOffice, laptop: Context, supervisor: Context, tmp_path: Path
) -> None:
    sent = send(laptop, tmp_path, unprotected=True).path
    rows = rows_of(sent)
    again = office_suite.resave(sent, tmp_path / "lagi.xlsx", sheet="Pekerja", do="C4", to="NAMA BARU")
    report = received(supervisor, laptop, again)
    assert [(edit.sheet, edit.key, edit.field, edit.was, edit.found) for edit in report.edited] == [
        ("Pekerja", rows[3][0], "full_name", rows[3][2], "NAMA BARU")
    ]
    assert not report.missing_rows
    assert not report.added_rows


def test_a_nik_turned_into_a_number_is_an_edit_and_a_wage_is_not(
    office_suite: LibreOffice, laptop: Context, supervisor: Context, tmp_path: Path
) -> None:
    sent = send(laptop, tmp_path, unprotected=True).path
    rows = rows_of(sent)
    wage = _address(rows[0].index("Penghasilan per Bulan"), 3)
    once = office_suite.resave(sent, tmp_path / "satu.xlsx", sheet="Pekerja", do="number", to=wage)
    again = office_suite.resave(once, tmp_path / "lagi.xlsx", sheet="Pekerja", do="number", to="B3")
    report = received(supervisor, laptop, again)
    assert [(edit.field, edit.key) for edit in report.edited] == [("nik", rows[2][0])]


@pytest.mark.parametrize(("sheet", "do", "to"), [("Pekerja", "sort", "2"), ("Kontak Keluarga", "column", "2")])
def test_sorted_rows_and_inserted_columns_are_no_edits(
    office_suite: LibreOffice, laptop: Context, supervisor: Context, tmp_path: Path, sheet: str, do: str, to: str
) -> None:
    sent = send(laptop, tmp_path, unprotected=True).path
    again = office_suite.resave(sent, tmp_path / "lagi.xlsx", sheet=sheet, do=do, to=to)
    assert nothing_edited(received(supervisor, laptop, again))


def test_a_deleted_row_is_missing_and_deletes_nobody(
    office_suite: LibreOffice, laptop: Context, supervisor: Context, tmp_path: Path
) -> None:
    sent = send(laptop, tmp_path, unprotected=True).path
    again = office_suite.resave(sent, tmp_path / "lagi.xlsx", sheet="Pekerja", do="delete", to="2")
    report = received(supervisor, laptop, again)
    assert [row.sheet for row in report.missing_rows] == ["Pekerja"]
    assert not report.edited
    assert not report.added_rows


def test_queues_go_out_and_come_back_answered(
    office_suite: LibreOffice, laptop: Context, supervisor: Context, tmp_path: Path
) -> None:
    sent = send(laptop, tmp_path, unprotected=True).path
    edited = office_suite.resave(sent, tmp_path / "lagi.xlsx", sheet="Pekerja", do="C4", to="NAMA BARU")
    take(supervisor, edited, trust=[laptop])
    before = queue.counts(supervisor)
    file = queue_workbook.write_queue(supervisor, tmp_path / "antrean.xlsx").value
    back = office_suite.resave(file, tmp_path / "jawab.xlsx", sheet="Edited by hand", do="B4", to="Terima")
    taken = queue_workbook.take_queue(supervisor, back).value
    assert (taken.answered, taken.unreadable, taken.gone) == ({"accept": 1}, [], [])
    assert queue.counts(supervisor)[queue.EDITS] == 0
    assert "NAMA BARU" in [row["full_name"] for row in state(supervisor)["worker"]]
    queue_workbook.take_back(supervisor, taken)
    assert queue.counts(supervisor) == before


def _address(column: int, row: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
