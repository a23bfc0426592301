"""Papers for villages from the window, and what comes back filled in: known by its content, shown, then taken."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.cover import CoverDialog
from ntt_desktop.gui.dialogs.take_filled import TakeAnswersDialog, TakeVervalDialog
from ntt_desktop.gui.dialogs.village_list import VERVAL, EmptyListDialog, VillageListDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.imports import COLUMNS, ImportsPage
from ntt_desktop.gui.pages.worker import WorkerPage
from ntt_desktop.services import imports
from ntt_desktop.services.assignment import covers
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import person_detail, verval
from ntt_desktop.services.sync import queue_workbook
from tests.gui.people import VILLAGE, add
from tests.gui.stage import WAIT_MS, open_window, quiet, take_in, villagers, write_list
from tests.workbooks import sheet


def _dialog(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)), timeout=WAIT_MS)
    return next(d for d in window.findChildren(kind) if d.isVisible())


@pytest.fixture
def ticked(ctx: Context, tmp_path: Path) -> Path:
    """A verval list of three people that came back with ticks at the first two."""
    for number in (1, 2, 3):
        add(ctx, number)
    path = verval.write_verval_list(ctx, VILLAGE, tmp_path / "DOC-0017.xlsx").value.path
    book = load_workbook(path)
    sheet = book.worksheets[0]
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "ktp") + 2
    for at in (top, top + 1):
        for column in range(7, 11):
            sheet.cell(at, column).value = "v"
    sheet.cell(top + 2, 8).value = "tidak"
    book.save(path)
    return path


def test_a_dropped_verval_list_is_shown_then_taken_in(qtbot: QtBot, ctx: Context, ticked: Path) -> None:
    window = open_window(qtbot, ctx)
    window.open("workers")
    window.take_files([ticked])
    dialog = _dialog(qtbot, window, TakeVervalDialog)
    qtbot.waitUntil(lambda: dialog.model.total() == 2, timeout=WAIT_MS)
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM verification") == 0
    dialog.take()
    assert dialog.isVisible()  # nobody said who saw it
    dialog.by.setText("Kades Kangeli")
    dialog.take()
    qtbot.waitUntil(lambda: not window.findChildren(TakeVervalDialog), timeout=WAIT_MS)
    quiet(qtbot, window)
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM verification WHERE withdrawn IS NULL") == 2
    page = window.current_page()
    assert "3" in page.banner.accessibleName()  # the third, whom the village says no of
    with qtbot.waitSignal(window.session.bus.changed):
        window.toast._undo.click()
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM verification WHERE withdrawn IS NULL") == 0


def test_dropped_answers_on_cases_are_shown_first(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    one, other = add(ctx, 1, full_name="Agnes Rambu Lobo"), add(ctx, 22, full_name="Agnes Rambu Lobo")
    path = queue_workbook.write_queue(ctx, tmp_path / "DOC-0018.xlsx").value
    book = load_workbook(path)
    book.worksheets[0]["B4"] = "sama"
    book.save(path)
    window = open_window(qtbot, ctx)
    window.open("workers")
    window.take_files([path])
    dialog = _dialog(qtbot, window, TakeAnswersDialog)
    qtbot.waitUntil(lambda: dialog.model.total() == 1, timeout=WAIT_MS)
    assert {person_detail.get(ctx, key).worker["id"] for key in (one, other)} == {one, other}
    dialog.take()
    qtbot.waitUntil(
        lambda: len({person_detail.get(ctx, key).worker["id"] for key in (one, other)}) == 1, timeout=WAIT_MS
    )
    quiet(qtbot, window)


def test_papers_for_a_village_are_made_from_the_window(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    add(ctx, 1)
    window = open_window(qtbot, ctx)
    window.open("workers")
    quiet(qtbot, window)
    dialog = VillageListDialog(window.session, window, VILLAGE)
    qtbot.addWidget(dialog)
    dialog.which.set_value(VERVAL)
    dialog.write(tmp_path / "verval.xlsx")
    qtbot.waitUntil(lambda: "verval.xlsx" in window.current_page().banner.text, timeout=WAIT_MS)
    assert verval.look_at_verval_list(ctx, tmp_path / "verval.xlsx").empty == 1
    empty = EmptyListDialog(window.session, window)
    qtbot.addWidget(empty)
    empty.show()
    qtbot.keyClicks(empty.region, "lewa tidahu")
    assert empty.region.text() == "lewa tidahu"  # not behind what stood there
    empty.region.set_code("53.11.18")
    empty.write(tmp_path / "kosong.xlsx")
    qtbot.waitUntil(lambda: "kosong.xlsx" in window.current_page().banner.text, timeout=WAIT_MS)
    assert load_workbook(tmp_path / "kosong.xlsx").worksheets[0].max_column >= 10


def test_the_next_start_says_what_was_left_out_and_offers_it(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    path = write_list(tmp_path / "usulan.xlsx", villagers(4))
    imports.preview(ctx, path)  # and the program ended
    window = open_window(qtbot, ctx)
    window.open_first()
    page = window.current_page()
    qtbot.waitUntil(lambda: "usulan.xlsx" in page.banner.text, timeout=WAIT_MS)
    page.banner._act()
    taking = window.page("imports")
    qtbot.waitUntil(lambda: window.current_page() is taking and taking.next.isEnabled(), timeout=WAIT_MS)
    assert imports.unfinished(ctx) == []


def test_the_next_start_says_what_was_stored_before_the_end(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    take_in(ctx, write_list(tmp_path / "usulan.xlsx", villagers(4)))
    window = open_window(qtbot, ctx)
    window.open_first()
    qtbot.waitUntil(lambda: "usulan.xlsx" in window.current_page().banner.text, timeout=WAIT_MS)
    assert "4" in window.current_page().banner.accessibleName()
    assert imports.unsaid(ctx) == []


def test_months_of_a_list_become_earlier_cover(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    worker = add(ctx, 1)
    path = sheet(
        tmp_path / "iuran.xlsx",
        [["NIK", "NAMA", "BULAN IURAN"], ["5311185005800001", "Agnes Lobo 001", "Jan-Des 2025"]],
    )
    window = open_window(qtbot, ctx)
    page = window.open("imports")
    assert isinstance(page, ImportsPage)
    page.take_files([path])
    qtbot.waitUntil(lambda: page.next.isEnabled() and not page.work.isVisible(), timeout=WAIT_MS)
    page.go_on()
    assert page.step == COLUMNS
    assert page.columns.cover.isVisible()
    page.columns.cover.tick.setChecked(True)
    page.columns.cover.payer.setText("APBD Kab. 2025")
    page.go_on()
    qtbot.waitUntil(lambda: page.step > COLUMNS and page.next.isEnabled(), timeout=WAIT_MS)
    assert not page.check.values.isVisible()  # the village of a person who is known is not asked
    page.go_on()
    qtbot.waitUntil(lambda: bool(covers.listed(ctx, worker)), timeout=WAIT_MS)
    assert [(row["payer"], row["first_month"], row["last_paid_month"]) for row in covers.listed(ctx, worker)] == [
        ("APBD Kab. 2025", "2025-01", "2025-12")
    ]


def test_earlier_cover_is_noted_and_taken_back_on_the_page_of_a_person(qtbot: QtBot, ctx: Context) -> None:
    worker = add(ctx, 1)
    window = open_window(qtbot, ctx)
    page = window.open("worker", worker=worker)
    assert isinstance(page, WorkerPage)
    quiet(qtbot, window)
    dialog = CoverDialog(window.session, window, person_detail.get(ctx, worker).worker)
    qtbot.addWidget(dialog)
    dialog.save()
    assert covers.listed(ctx, worker) == []  # nobody said who paid
    dialog.payer.setText("Mandiri")
    dialog.first.set_value("2024-01")
    dialog.last.set_value("2024-06")
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    assert [row["last_paid_month"] for row in covers.listed(ctx, worker)] == ["2024-06"]
    with qtbot.waitSignal(window.session.bus.changed):
        window.toast._undo.click()
    assert covers.listed(ctx, worker) == []


def test_the_same_file_is_known_as_soon_as_it_is_chosen(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    path = write_list(tmp_path / "list.xlsx", villagers(3))
    take_in(ctx, path)
    window = open_window(qtbot, ctx)
    page = window.open("imports")
    assert isinstance(page, ImportsPage)
    page.take_files([path])
    qtbot.waitUntil(lambda: "10/02/2026" in page.banner.text, timeout=WAIT_MS)
    assert page.step == 0


def said_by_hand(qtbot: QtBot, page: ImportsPage, ctx: Context, *, first: int) -> int:
    """Say that NIK, name and village stand in three columns from ``first`` on, and take the list in: new people."""
    for at, field in enumerate(("nik", "full_name", "village"), start=first):
        choice = page.columns.preview.choice_of(at)
        choice.set_value(field)
        choice.activated.emit(choice.currentIndex())
    page.go_on()
    qtbot.waitUntil(lambda: page.step > COLUMNS and page.next.isEnabled(), timeout=WAIT_MS)
    page.go_on()
    qtbot.waitUntil(lambda: bool(imports.list_imports(ctx)), timeout=WAIT_MS)
    return int(imports.list_imports(ctx)[0]["rows_new"])


def test_a_header_that_nobody_knows_is_said_by_hand(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    path = sheet(tmp_path / "odd.xlsx", [["KARTU", "SIAPA", "DI MANA"], ["5311185005800001", "Agnes Lobo", "Kangeli"]])
    window = open_window(qtbot, ctx)
    page = window.open("imports")
    assert isinstance(page, ImportsPage)
    page.take_files([path])
    qtbot.waitUntil(lambda: page.step == COLUMNS and not page.work.isVisible(), timeout=WAIT_MS)
    assert not page.next.isEnabled()
    assert said_by_hand(qtbot, page, ctx, first=0) == 1


def test_a_list_without_any_header_is_said_by_its_columns(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("1;5311185005800001;Agnes Lobo;Kangeli\n2;5311180105780001;Yoksan Goit;Kangeli\n", "utf-8")
    page = open_window(qtbot, ctx).open("imports")
    assert isinstance(page, ImportsPage)
    page.take_files([path])
    qtbot.waitUntil(lambda: page.step == COLUMNS and not page.work.isVisible(), timeout=WAIT_MS)
    choice = page.columns.preview.choice_of(1)
    assert "B" in choice.accessibleName()
    assert "5311185005800001" in choice.toolTip()
    assert said_by_hand(qtbot, page, ctx, first=1) == 2
