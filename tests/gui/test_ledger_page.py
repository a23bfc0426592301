"""The grid of people by months: filters, sums at the foot, the papers behind a month, the workbook."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.ledger import LedgerPage
from ntt_desktop.gui.pages.ledger_filters import LedgerFilters
from ntt_desktop.gui.screenshots import SMALL
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import bills, ledger, payments
from ntt_desktop.services.money.ledger import Filter, total_of
from tests.conftest import Clock, MakeContext
from tests.gui.conftest import MakeWindow
from tests.gui.stage import WAIT_MS, quiet
from tests.services.capacity.capacity_support import add_programme, person

VILLAGES = ("53.11.18.2005", "53.11.18.1004", "53.01.04.2001")


@pytest.fixture
def office(make_ctx: MakeContext, clock: Clock) -> Context:
    """A province: four seats of one payer billed through March and paid through January, two of another."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    clock.now = datetime(2026, 1, 5, tzinfo=UTC)
    add_programme(ctx, seats=5, months=6)
    add_programme(ctx, code="K26", payer="kabupaten", seats=2, months=4, rate=20_000)
    for number in range(6):
        person(ctx, number, village_code=VILLAGES[number % 3])
    slots.assign(ctx, "P26", limit=4)
    slots.assign(ctx, "K26")
    bills.issue(ctx, "P26", "2026-03", number="001/BPU/2026", due_on="2026-02-10")
    payments.pay(ctx, "P26", "001/BPU/2026", through="2026-01", paid_on="2026-01-05", sp2d="SP2D/7")
    clock.now = datetime(2026, 3, 5, tzinfo=UTC)
    return ctx


def opened(qtbot: QtBot, window: MainWindow, **given: str) -> LedgerPage:
    page = window.open("ledger", **given)
    quiet(qtbot, window)
    assert isinstance(page, LedgerPage)
    return page


def test_the_grid_says_by_letter_how_far_each_month_is(qtbot: QtBot, make_window: MakeWindow, office: Context) -> None:
    window = make_window(ctx=office)
    page = opened(qtbot, window)
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.model.total() == 6
    sums = ledger.sums(office)
    whole = total_of(sums.totals)
    assert str(whole.months) in page.header.subtitle
    row = next(row for at in range(6) if (row := page.model.row_at(at)) and row["payers"][0] == "P26")
    assert row["cells"][:6] == ("paid", "arrears", "billed", "proposed", "proposed", "proposed")
    paid, unpaid, total = page.foot_sums._lines
    for at, month in enumerate(page.model.months):
        assert total.values[f"m{at}"] == total_of(sums.by_month.get(month, {})).months
        assert total.values[f"m{at}"] == int(paid.values[f"m{at}"]) + int(unpaid.values[f"m{at}"])
    assert total.values["months"] == whole.months == sum(row.total.months for row in ledger.grid(office).rows)
    del tester


def test_a_month_tells_its_papers_and_enter_opens_the_person(
    qtbot: QtBot, make_window: MakeWindow, office: Context
) -> None:
    window = make_window(ctx=office)
    page = opened(qtbot, window, programme=ledger.balance(office)[1].programme.id)
    first = page.model.first_month
    page.table.setCurrentIndex(page.model.index(0, first))
    qtbot.keyClick(page.table, Qt.Key.Key_End)
    assert page.model.month_at(page.table.currentIndex().column()) == page.model.months[-1]
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.table.currentIndex().column() == first, "from a name to its months"
    qtbot.waitUntil(page.panel.isVisible, timeout=WAIT_MS)
    page.panel.close_panel()
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert page.panel.isHidden()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(page.panel.isVisible, timeout=WAIT_MS)
    said = " ".join(label.text() for label in page.panel.findChildren(type(page.panel._title)))
    assert "001/BPU/2026" in said
    assert "10/02/2026" in said
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.current_page() is window.page("worker")
    quiet(qtbot, window)


def test_filters_hold_for_grid_and_sums_and_the_sums_fit(
    qtbot: QtBot, make_window: MakeWindow, office: Context
) -> None:
    window = make_window(ctx=office)
    page = opened(qtbot, window, tab="sums")
    assert page.sums_view is not None
    page.filters.set_value("regency", "53.01")
    quiet(qtbot, window)
    expected = ledger.sums(office, Filter(area="53.01"))
    assert page.model.total() == 2
    for by in ("payer", "programme", "regency", "subdistrict", "month"):
        page.sums_view.by.choose(by)
        page.sums_view._draw()
        rows = page.sums_view.model.rows
        assert sum(row["months"] for row in rows) == total_of(expected.totals).months
        assert sum(row["rupiah"] for row in rows) == total_of(expected.totals).rupiah
    page.filters.clear()
    page.show_tab("uptake")
    quiet(qtbot, window)
    assert page.uptake_view is not None
    assert {row["key"]: row["share"] for row in page.uptake_view.model.rows} == {
        "kabupaten": "0.0 %",
        "provinsi": "13.3 %",
    }


def test_the_workbook_holds_what_the_page_shows(
    qtbot: QtBot, make_window: MakeWindow, office: Context, tmp_path: Path
) -> None:
    window = make_window(ctx=office)
    page = opened(qtbot, window)
    page.write(tmp_path / "orang-bulan.xlsx")
    quiet(qtbot, window)
    book = load_workbook(tmp_path / "orang-bulan.xlsx")
    assert len(book.sheetnames) == 7
    whole = total_of(ledger.sums(office).totals)
    for sheet in book.worksheets[:5]:
        last = [cell.value for cell in list(sheet.rows)[-1]]
        assert whole.months in last
        assert whole.rupiah in last


def test_names_stay_while_the_months_are_scrolled_sideways(
    qtbot: QtBot, make_window: MakeWindow, office: Context
) -> None:
    window = make_window(ctx=office)
    window.resize(SMALL)
    page = opened(qtbot, window)
    page._ask(filters=(("first", "2025-01"), ("last", "2026-12")))
    quiet(qtbot, window)
    table, bar = page.table, page.table.horizontalScrollBar()
    table.clearFocus()
    width, names = table.columnWidth(0), QRect(0, 0, table.columnWidth(0) - 1, 5 * table.rowHeight(0))

    def seen() -> tuple[object, object, object]:
        head = table.horizontalHeader().viewport().grab(QRect(0, 0, width - 1, 30)).toImage()
        foot = page.foot_sums.grab(QRect(0, 0, width, page.foot_sums.height())).toImage()
        return table.viewport().grab(names).toImage(), head, foot

    before = seen()
    bar.setValue(bar.maximum())
    assert table.frozen == width
    assert table.columnViewportPosition(0) < 0, "the months are scrolled away"
    for now, then in zip(seen(), before, strict=True):
        assert now == then
    assert table.indexAt(QPoint(10, 10)).column() == 0
    assert table.indexAt(QPoint(width + 40, 10)).column() > page.model.first_month
    last = page.model.first_month + 23
    table.setCurrentIndex(page.model.index(1, last))
    for at in range(last - 1, page.model.first_month - 1, -1):
        qtbot.keyClick(table, Qt.Key.Key_Left)
        assert table.currentIndex().column() == at
        assert table.columnViewportPosition(at) >= table.frozen, "the cursor is never below the names"


def test_a_low_window_gives_the_rows_the_room_of_the_filters(
    qtbot: QtBot, make_window: MakeWindow, office: Context
) -> None:
    window = make_window(ctx=office)
    page = opened(qtbot, window)
    assert page.filters.isVisible()
    assert page.filters.fold.isHidden()
    window.resize(SMALL)
    quiet(qtbot, window)
    assert page.filters.isHidden()
    qtbot.waitUntil(lambda: page.table.viewport().height() > 7 * page.table.rowHeight(0))
    folded = page.table.viewport().height()
    qtbot.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.filters.isVisible()
    qtbot.waitUntil(lambda: page.table.viewport().height() < folded)
    page.filters.set_value("payer", "kabupaten")
    page.filters.fold.click()
    assert page.filters.isHidden()
    assert "1" in page.filters.fold.text(), "what narrows is said while it is folded away"
    page.show_tab("uptake")
    assert page.filters.fold.isHidden()


def test_filters_say_whole_words_in_indonesian(qtbot: QtBot, office: Context) -> None:
    i18n.set_language("id")
    filters = LedgerFilters(office)
    qtbot.addWidget(filters)
    for choice in filters.findChildren(Choice):
        needed = choice.fontMetrics().horizontalAdvance(choice.itemText(0)) + 42  # frame and arrow, as it is painted
        assert needed <= choice.minimumWidth(), choice.itemText(0)
