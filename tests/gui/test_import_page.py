"""Impor in the window: four steps on a real workbook, cancelling, the same file again, and repaints meanwhile."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.corrections import write_corrections, write_results
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.pages.imports import CHECK, CHOOSE, COLUMNS, DONE, ImportsPage
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from tests.gui.stage import WAIT_MS, open_window, quiet, take_in, villagers, write_list


def _page(qtbot: QtBot, ctx: Context) -> ImportsPage:
    page = open_window(qtbot, ctx).open("imports")
    assert isinstance(page, ImportsPage)
    return page


def _ready(qtbot: QtBot, page: ImportsPage, step: int) -> None:
    qtbot.waitUntil(lambda: page.step == step and page.next.isEnabled() and not page.work.isVisible(), timeout=WAIT_MS)


def _count(ctx: Context, table: str) -> int:
    with ctx.store.read() as reader:
        return int(reader.value(f"SELECT count(*) FROM {table}"))


def test_a_list_comes_in_by_four_steps(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    assert page.take_files([write_list(tmp_path / "DOC-WA0003.xlsx", villagers(12, bad=2))])
    _ready(qtbot, page, CHOOSE)
    page.choose.number.setText("140/12/DS/2026")
    page.go_on()
    _ready(qtbot, page, COLUMNS)
    assert {"nik", "full_name", "village"} <= set(page.columns.preview.fields().values())
    page.go_on()
    _ready(qtbot, page, CHECK)
    assert _count(ctx, "worker") == 0
    qtbot.waitUntil(lambda: page.check.model.total() == 2, timeout=WAIT_MS)  # the rejected ones come first
    assert "10" in page.next.text()
    page.go_on()
    qtbot.waitUntil(lambda: page.step == DONE, timeout=WAIT_MS)
    assert _count(ctx, "worker") == 10
    stored = imports.list_imports(ctx)[0]
    assert (stored["rows_read"], stored["rows_new"], stored["rows_rejected"]) == (12, 10, 2)
    assert stored["letter_number"] == "140/12/DS/2026"


def test_a_column_left_out_is_not_stored(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    page.take_files([write_list(tmp_path / "list.xlsx", villagers(3))])
    _ready(qtbot, page, CHOOSE)
    page.go_on()
    chooser = page.columns.preview.choice_of(9)
    assert chooser.value() == "phone"
    chooser.setCurrentIndex(0)
    chooser.activated.emit(0)
    page.go_on()
    _ready(qtbot, page, CHECK)
    page.go_on()
    qtbot.waitUntil(lambda: page.step == DONE, timeout=WAIT_MS)
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker WHERE phone IS NOT NULL") == 0


def test_going_back_or_cancelling_leaves_nothing(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    page.take_files([write_list(tmp_path / "list.xlsx", villagers(40))])
    _ready(qtbot, page, CHOOSE)
    page.go_on()
    page.go_on()
    page.work.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: not page.work.isVisible(), timeout=WAIT_MS)
    quiet(qtbot, page.window())
    if page.step == CHECK:  # it was quicker than the button
        page.go_back()
        quiet(qtbot, page.window())
    assert page.step == COLUMNS
    assert _count(ctx, "intake_row") == _count(ctx, "worker") == 0


def test_the_same_file_again_is_said(qtbot: QtBot, ctx: Context, tmp_path: Path):
    path = write_list(tmp_path / "list.xlsx", villagers(3))
    take_in(ctx, path)
    page = _page(qtbot, ctx)
    page.take_files([path])
    _ready(qtbot, page, CHOOSE)
    page.go_on()
    page.go_on()
    _ready(qtbot, page, CHECK)
    assert "10/02/2026" in page.banner.text
    assert page.check.tabs.current == ""


def test_a_file_that_is_no_list_says_so(qtbot: QtBot, ctx: Context, tmp_path: Path):
    (tmp_path / "photo.xlsx").write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    page = _page(qtbot, ctx)
    page.take_files([tmp_path / "photo.xlsx"])
    qtbot.waitUntil(lambda: bool(page.banner.text), timeout=WAIT_MS)
    assert page.step == CHOOSE
    assert not page.next.isEnabled()


def test_an_import_is_taken_back_with_a_reason(qtbot: QtBot, ctx: Context, tmp_path: Path):
    take_in(ctx, write_list(tmp_path / "list.xlsx", villagers(3)))
    page = _page(qtbot, ctx)
    qtbot.waitUntil(lambda: page.choose.model.total() == 1, timeout=WAIT_MS)
    page.choose.table.selectRow(0)
    assert page.choose.undo_button.isEnabled()
    page.choose.undo_button.click()
    dialog = page.findChild(ReasonDialog)
    assert not dialog.accept_button.isEnabled()
    dialog.reason.setText("wrong village")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: bool(page.choose.model.row_at(0)["undone_on"]), timeout=WAIT_MS)
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker WHERE void IS NOT 1") == 0


def test_taking_back_shows_what_goes_back_of_whom(qtbot: QtBot, ctx: Context, tmp_path: Path):
    take_in(ctx, write_list(tmp_path / "list.xlsx", villagers(2)))
    rows = [(*row[:9], f"08130000000{at}") for at, row in enumerate(villagers(2))]
    take_in(ctx, write_list(tmp_path / "again.xlsx", rows))
    page = _page(qtbot, ctx)
    qtbot.waitUntil(lambda: page.choose.model.total() == 2, timeout=WAIT_MS)
    page.choose.table.selectRow([row["file"] for row in page.choose.model.rows].index("again.xlsx"))
    page.choose.undo_button.click()
    dialog = page.findChild(ReasonDialog)
    qtbot.waitUntil(lambda: dialog.findChild(DataTable) is not None, timeout=WAIT_MS)
    shown = dialog.findChild(DataTable).rows
    assert [[column.text(shown.row_at(at)) for column in shown.columns] for at in range(shown.total())] == [
        ["Agnes Aa Lobo", "Phone", "081300000000", "081200010000"],
        ["Agnes Ba Lobo", "Phone", "081300000001", "081200010001"],
    ]
    qtbot.waitUntil(lambda: dialog.reason.visibleRegion().boundingRect().height() >= 30, timeout=WAIT_MS)
    assert dialog.frameGeometry().bottom() <= dialog.screen().availableGeometry().bottom()
    dialog.reject()


def test_likely_duplicates_of_an_import_are_counted_soon_after(qtbot: QtBot, ctx: Context, tmp_path: Path):
    rows = villagers(2)
    twin = (3, f"{str(rows[0][1])[:12]}0009", *rows[0][2:])
    page = _page(qtbot, ctx)
    page.take_files([write_list(tmp_path / "list.xlsx", [*rows, twin])])
    _ready(qtbot, page, CHOOSE)
    page.go_on()
    page.go_on()
    _ready(qtbot, page, CHECK)
    page.go_on()
    qtbot.waitUntil(lambda: page.step == DONE, timeout=WAIT_MS)
    rail = page.window().rail
    qtbot.waitUntil(lambda: rail._buttons["decisions"]._count.text() == "1", timeout=WAIT_MS)


def test_the_window_is_served_during_an_import(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    page.take_files([write_list(tmp_path / "list.xlsx", villagers(1500))])
    _ready(qtbot, page, CHOOSE)
    page.go_on()
    served: list[bool] = []
    beat = QTimer(interval=10)
    beat.timeout.connect(lambda: served.append(True))
    beat.start()
    page.go_on()
    _ready(qtbot, page, CHECK)
    beat.stop()
    assert len(served) > 10, "reading and judging would come between two beats; how long it takes is measured in bench"


def test_the_rows_that_need_work_go_back_to_the_sender(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    page.take_files([write_list(tmp_path / "list.xlsx", villagers(6, bad=2))])
    _ready(qtbot, page, CHOOSE)
    page.go_on()
    page.go_on()
    _ready(qtbot, page, CHECK)
    page.go_on()
    qtbot.waitUntil(lambda: page.step == DONE, timeout=WAIT_MS)
    assert page.done.corrections.isVisible()
    plan = imports.plan_of(ctx, imports.list_imports(ctx)[0]["id"])
    write_corrections(page.session, page, plan, tmp_path / "back.xlsx")
    qtbot.waitUntil(lambda: "correction" in page.banner.text, timeout=WAIT_MS)
    assert (tmp_path / "back.xlsx").exists()
    write_results(page.session, page, plan, tmp_path / "result.xlsx")
    qtbot.waitUntil(lambda: "result" in page.banner.text, timeout=WAIT_MS)
    assert (tmp_path / "result.xlsx").exists()
