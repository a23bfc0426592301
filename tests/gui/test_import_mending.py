"""Impor: rows mended on screen, values chosen once for all rows, verified fields asked for, mappings remembered."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.unknown_values import UnknownValuesDialog
from ntt_desktop.gui.models.import_rows import ASKS
from ntt_desktop.gui.pages.imports import CHECK, CHOOSE, COLUMNS, DONE, ImportsPage
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import verifications
from tests.gui.stage import WAIT_MS, open_window, quiet, take_in, villagers, write_list


def _page(qtbot: QtBot, ctx: Context) -> ImportsPage:
    page = open_window(qtbot, ctx).open("imports")
    assert isinstance(page, ImportsPage)
    return page


def _to_check(qtbot: QtBot, page: ImportsPage, file: Path) -> None:
    page.take_files([file])
    for step in (CHOOSE, COLUMNS):
        qtbot.waitUntil(
            lambda step=step: page.step == step and page.next.isEnabled() and not page.work.isVisible(), timeout=WAIT_MS
        )
        page.go_on()
    qtbot.waitUntil(lambda: page.step == CHECK and not page.work.isVisible(), timeout=WAIT_MS)
    quiet(qtbot, page.window())


def test_a_rejected_row_is_mended_before_it_is_stored(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    _to_check(qtbot, page, write_list(tmp_path / "list.xlsx", villagers(6, bad=2)))
    form = page.check.reasons.form
    assert form is not None
    nik = form.fields["nik"]
    assert len(nik.text()) == 15
    qtbot.keyClicks(nik, "7")
    form.save_button.click()
    qtbot.waitUntil(lambda: page.check.model.total() == 1, timeout=WAIT_MS)
    quiet(qtbot, page.window())
    assert "5" in page.next.text()
    assert page.check.reasons.form is not None
    page.go_on()
    qtbot.waitUntil(lambda: page.step == DONE, timeout=WAIT_MS)
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker") == 5


def test_enter_on_a_rejected_row_leads_to_what_bars_it(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    _to_check(qtbot, page, write_list(tmp_path / "list.xlsx", villagers(4, bad=1)))
    qtbot.keyClick(page.check.table, Qt.Key.Key_Return)
    form = page.check.reasons.form
    assert form is not None
    assert QApplication.focusWidget() is form.fields["nik"]
    qtbot.waitUntil(form.fields["nik"].isVisible, timeout=WAIT_MS)  # Tab passes over what is not shown yet
    stops = [page.check.table, *form.stops, page.back]
    page.check.table.setFocus()
    for stop in stops[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is stop
    form.take_cursor()
    qtbot.keyClicks(form.fields["nik"], "5311")  # replaces what stood there
    qtbot.keyClick(form.fields["nik"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.check.reasons.form not in (None, form), timeout=WAIT_MS)
    quiet(qtbot, page.window())
    again = page.check.reasons.form
    assert again is not None
    assert (again.fields["nik"].text(), QApplication.focusWidget()) == ("5311", again.fields["nik"])


def test_what_does_not_pass_stays_with_its_finding(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    _to_check(qtbot, page, write_list(tmp_path / "list.xlsx", villagers(4, bad=1)))
    form = page.check.reasons.form
    assert form is not None
    form.fields["nik"].setText("5311")
    form.save()
    quiet(qtbot, page.window())
    assert page.check.model.total() == 1
    again = page.check.reasons.form
    assert again is not None
    assert again.fields["nik"].text() == "5311"


def test_a_row_of_an_earlier_import_is_mended_and_stored(qtbot: QtBot, ctx: Context, tmp_path: Path):
    take_in(ctx, write_list(tmp_path / "list.xlsx", villagers(4, bad=1)))
    page = _page(qtbot, ctx)
    qtbot.waitUntil(lambda: page.choose.model.total() == 1, timeout=WAIT_MS)
    page.choose.table.selectRow(0)
    page.choose.look_button.click()
    qtbot.waitUntil(lambda: page.step == CHECK and page.check.reasons.form is not None, timeout=WAIT_MS)
    form = page.check.reasons.form
    assert form is not None
    qtbot.keyClicks(form.fields["nik"], "9")
    form.save_button.click()
    quiet(qtbot, page.window())
    assert imports.list_imports(ctx)[0]["rows_new"] == 4
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker") == 4


def test_a_value_is_chosen_once_for_all_rows(qtbot: QtBot, ctx: Context, tmp_path: Path):
    rows = [
        tuple("Kambajawaan Baru" if cell == "Kambajawa" and at < 3 else cell for cell in row)
        for at, row in enumerate(villagers(5))
    ]
    page = _page(qtbot, ctx)
    _to_check(qtbot, page, write_list(tmp_path / "list.xlsx", rows))
    assert page.check.values.isVisible()
    page.check.values.click()
    dialog = page.findChild(UnknownValuesDialog)
    assert [(value.text, value.count) for value in dialog.values] == [("Kambajawaan Baru", 3)]
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker") == 0
    dialog.choosers[0].put("53.11.01.1001")
    assert [choice.value for choice in dialog.choices()] == ["53.11.01.1001"]
    dialog.accept_button.click()
    quiet(qtbot, page.window())
    plan = page._plan
    assert plan is not None
    assert plan.counts["new"] == 5


def test_a_verified_field_is_asked_for(qtbot: QtBot, ctx: Context, tmp_path: Path):
    take_in(ctx, write_list(tmp_path / "first.xlsx", villagers(2)))
    with ctx.store.read() as reader:
        worker = reader.value("SELECT id FROM worker WHERE full_name LIKE '%Aa%'")
    verifications.verify(ctx, [worker], seen=["ktp"], settles=[], by="Y. Ndapa", on=ctx.today)
    changed = [tuple("Agnes Aabe Lobo" if cell == "Agnes Aa Lobo" else cell for cell in row) for row in villagers(2)]
    page = _page(qtbot, ctx)
    _to_check(qtbot, page, write_list(tmp_path / "second.xlsx", changed))
    assert page._plan is not None
    assert page._plan.asking == 1
    page.check.tabs.choose(ASKS)
    page.check.tabs.chosen.emit(ASKS)
    qtbot.waitUntil(lambda: page.check.reasons.asks is not None, timeout=WAIT_MS)
    asks = page.check.reasons.asks
    assert asks is not None
    assert not asks.save_button.isEnabled()
    asks.ticks["full_name"].click()
    asks.save_button.click()
    quiet(qtbot, page.window())
    assert page._plan.asking == 0
    assert page._plan.counts["updated"] == 1


def test_a_mapping_is_used_again_and_forgotten(qtbot: QtBot, ctx: Context, tmp_path: Path):
    page = _page(qtbot, ctx)
    page.take_files([write_list(tmp_path / "one.xlsx", villagers(2))])
    qtbot.waitUntil(lambda: page.next.isEnabled() and not page.work.isVisible(), timeout=WAIT_MS)
    page.go_on()
    chooser = page.columns.preview.choice_of(9)
    chooser.setCurrentIndex(0)
    chooser.activated.emit(0)
    page.go_on()
    qtbot.waitUntil(lambda: page.step == CHECK and not page.work.isVisible(), timeout=WAIT_MS)
    page.go_on()
    qtbot.waitUntil(lambda: page.step == DONE, timeout=WAIT_MS)
    page.start_over()
    page.take_files([write_list(tmp_path / "two.xlsx", villagers(2, serial=5))])
    qtbot.waitUntil(lambda: page.next.isEnabled() and not page.work.isVisible(), timeout=WAIT_MS)
    page.go_on()
    assert page.columns.preview.choice_of(9).value() == ""
    signature = page.columns._sheets[0].signature
    page.columns.guess_anew.emit(signature)
    quiet(qtbot, page.window())
    qtbot.waitUntil(lambda: not page.work.isVisible(), timeout=WAIT_MS)
    assert page.columns.preview.choice_of(9).value() == "phone"
