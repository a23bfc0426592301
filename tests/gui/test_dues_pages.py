"""Iuran and Jembatan as supervisors use them: figures that open their lists, refusals beside the field, marks."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.bill import BillDialog
from ntt_desktop.gui.dialogs.bridge import BridgeDialog, BridgingLetterDialog
from ntt_desktop.gui.dialogs.payment import PaymentDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programme_lookup
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import bills, bridging, month_report, payments
from ntt_desktop.services.money.bills import BillPlan
from tests.conftest import MakeContext
from tests.gui.stage import open_window, quiet
from tests.services.capacity.capacity_support import add_programme, people

RATE = 16_800


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    """October 2026, four people on P26, January billed and paid."""
    made = make_ctx("supervisor", "53", name="provinsi")
    add_programme(made, seats=4)
    people(made, 4)
    slots.assign(made, "P26", from_month="2026-01")
    bills.issue(made, "P26", "2026-01", number="001/BPU/2026")
    payments.pay(made, "P26", "001/BPU/2026", paid_on="2026-02-01")
    return replace(made, clock=lambda: datetime(2026, 10, 5, 3, tzinfo=UTC))


@pytest.fixture
def window(qtbot: QtBot, office: Context) -> MainWindow:
    return open_window(qtbot, office)


def test_every_figure_opens_exactly_its_list(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    page = window.open("dues")
    qtbot.waitUntil(lambda: page.months.model.total() == 12)
    assert page.tabs._buttons["bills"].text().endswith("1")
    section = page.months
    for at in (0, 1):
        section.table.selectRow(at)
        line = section.model.row_at(at)
        for which in month_report.FIGURES:
            section.figures.choose(which)
            section.figures.chosen.emit(which)
            quiet(qtbot, window)
            assert section.people_model.total() == line[which], which
    assert "4.800" not in page._said.text()
    assert "Rp67.200" in page._said.text()


def test_a_bill_is_seen_in_words_before_it_is_issued(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    programme = programme_lookup.known(office)[0]
    done: list[BillPlan] = []
    dialog = BillDialog(window.session, window, programme, done.append)
    qtbot.addWidget(dialog)
    dialog.through.set_value("2026-03")
    dialog.compute()
    qtbot.waitUntil(lambda: "Rp134.400" in dialog._sum.text())
    assert dialog._words.text() == "seratus tiga puluh empat ribu empat ratus rupiah"
    dialog.save()
    assert dialog._number_row.remarks, "a bill has a number"
    dialog.number.setText("001/BPU/2026")
    dialog.save()
    qtbot.waitUntil(lambda: any("001/BPU/2026" in remark.text for remark in dialog._number_row.remarks))
    dialog.number.setText("002/BPU/2026")
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    assert done[0].person_months == 8
    dialog = BillDialog(window.session, window, programme, done.append)
    qtbot.addWidget(dialog)
    dialog.through.set_value("2026-02")
    dialog.compute()
    qtbot.waitUntil(lambda: bool(dialog._through_row.remarks))
    assert not dialog.accept_button.isEnabled()


def test_a_payment_above_the_bill_is_refused_beside_its_field(
    qtbot: QtBot, window: MainWindow, office: Context
) -> None:
    bills.issue(office, "P26", "2026-03", number="002")
    page = window.open("dues", tab="bills")
    page.refresh()
    qtbot.waitUntil(lambda: page.bills.model.total() == 2)
    paid: list[payments.Payment] = []
    unpaid = [row for row in page.bills.model.rows if row["open_rupiah"]]
    dialog = PaymentDialog(window.session, window, page._found["programme"], unpaid, "002", paid.append)
    qtbot.addWidget(dialog)
    dialog.rupiah.set_value(8 * RATE + 1)
    dialog.compute()
    qtbot.waitUntil(lambda: bool(dialog._rupiah_row.remarks))
    assert "Rp134.400" in dialog._rupiah_row.remarks[0].text
    dialog.save()
    assert not dialog.accept_button.isEnabled()
    assert len(payments.listing(office, "P26")) == 1, "nothing was stored"
    dialog.rupiah.set_value(0)
    dialog.left_out.setPlainText("5311180101800999")
    dialog.compute()
    qtbot.waitUntil(lambda: bool(dialog._left_row.remarks))
    dialog.left_out.setPlainText("")
    dialog.through.set_value("2026-02")
    dialog.compute()
    qtbot.waitUntil(lambda: dialog.accept_button.isEnabled())
    dialog.sp2d.setText("SP2D-1")
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    assert (paid[0].rupiah, paid[0].open_rupiah) == (4 * RATE, 4 * RATE)
    qtbot.waitUntil(lambda: page.payments.model.total() == 2)


def test_storing_shows_how_far_it_is_and_esc_stops_it(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    programme = programme_lookup.known(office)[0]
    done: list[BillPlan] = []
    dialog = BillDialog(window.session, window, programme, done.append)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.number.setText("002/BPU/2026")
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    held = Event()
    window.session.tasks.write(lambda _ctx: held.wait(30))
    dialog.save()
    assert dialog.work is not None
    assert dialog.work.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "what was typed is still there when the work has stopped"
    held.set()
    quiet(qtbot, window)
    assert dialog.accept_button.isEnabled()
    assert not dialog.work.isVisible()
    assert not dialog.banner.isVisible()
    assert len(bills.listing(office, "P26")) == 1, "nothing was stored"
    dialog.save()
    quiet(qtbot, window)
    assert done[0].person_months == 36
    assert not dialog.isVisible()
    again = BillDialog(window.session, window, programme_lookup.known(office)[0], done.append)
    qtbot.addWidget(again)
    assert again.through.value() == "2026-11", "the first month that is not billed yet"


def test_nothing_is_stored_before_its_sum_was_seen(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    bills.issue(office, "P26", "2026-02", number="002")
    page = window.open("dues", tab="bills")
    qtbot.waitUntil(lambda: page.bills.model.total() == 2)
    unpaid = [row for row in page.bills.model.rows if row["open_rupiah"]]
    dialog = PaymentDialog(window.session, window, page._found["programme"], unpaid, "002", lambda _done: None)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    dialog.left_out.setPlainText(str(bridging.listing(office).people[0].nik))
    assert not dialog.accept_button.isEnabled()
    dialog.save()
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    assert "Rp50.400" in dialog._sum.text()
    assert len(payments.listing(office, "P26")) == 1


def test_villages_are_bridged_from_the_list_and_asked_by_letter(
    qtbot: QtBot, window: MainWindow, office: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.open("bridging")
    qtbot.waitUntil(lambda: page.people.total() == 4)
    assert page.villages.total() == 1
    qtbot.keyClick(page.village_table, Qt.Key.Key_Down)
    page.village_table.opened.emit(page.villages.row_at(0))
    assert page.tabs.current == "people"
    page._message()
    quiet(qtbot, window)
    text = QGuiApplication.clipboard().text()
    assert "Rp201.600" in text
    assert "dua ratus satu ribu enam ratus rupiah" in text
    assert not any(gap.name in text for gap in bridging.listing(office).people), "a message names nobody"
    papers = tmp_path / "surat"
    papers.mkdir()
    monkeypatch.setattr("ntt_desktop.gui.dialogs.bridge.choose_folder", lambda *_: papers)
    monkeypatch.setattr("ntt_desktop.gui.pages.bridging.choose_folder", lambda *_: papers)
    files: list[tuple[Path, ...]] = []
    letter = BridgingLetterDialog(window.session, window, "", page._begin(), files.append)
    qtbot.addWidget(letter)
    letter.save()
    assert letter._to_row.remarks
    letter.to.setText("Kepala Desa")
    letter.save()
    qtbot.waitUntil(lambda: bool(files))
    page._write()
    quiet(qtbot, window)
    assert sorted(file.suffix for file in papers.iterdir()) == [".pdf", ".pdf", ".xlsx"]
    marked: list[object] = []
    found = bridging.listing(office)
    dialog = BridgeDialog(window.session, window, found.people[:3], found.start.month, marked.append)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "Rp151.200" in dialog._sum.text())
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    page.open_only.set_value(True)
    page._show()
    qtbot.waitUntil(lambda: page.people.total() == 1)


def test_the_start_that_is_assumed_follows_the_programmes_until_somebody_chooses(
    qtbot: QtBot, window: MainWindow, office: Context
) -> None:
    page = window.open("bridging")
    for _ in range(2):  # as after each change
        page.refresh()
        quiet(qtbot, window)
        assert "No next programme is known here" in page._said.text()
    add_programme(office, code="N", first_month="2027-02")
    page.refresh()
    quiet(qtbot, window)
    assert (page._begin(), "No next" in page._said.text()) == ("2027-02", False)
    page.start.set_value("2027-03")
    page.start.picked.emit("2027-03")
    for _ in range(2):
        page.refresh()
        quiet(qtbot, window)
        assert page._begin() == "2027-03"
