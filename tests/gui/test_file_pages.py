"""Kirim & Terima, Penerimaan and Perlu keputusan with real packages between a laptop and the province."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ntt_desktop.formats.package.differences import Edit, MissingRow
from ntt_desktop.gui.dialogs.devices import DevicesDialog
from ntt_desktop.gui.dialogs.receipt import ReceiptDialog
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.password import PasswordField
from ntt_desktop.gui.widgets.receipts import ReceiptCard
from ntt_desktop.services.capacity import retiring
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import workers
from ntt_desktop.services.sync import devices, history
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.queue import CONFLICTS
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.services.sync.report import FileReport
from ntt_desktop.services.sync.returns import make_returns
from tests.conftest import SYNC_PASSWORD, MakeContext
from tests.gui.stage import WAIT_MS, allot, open_window, quiet, take_in, villagers, write_list
from tests.services.sync.nodes import register


@pytest.fixture
def pair(make_ctx: MakeContext, tmp_path: Path) -> tuple[Context, Context]:
    """A laptop with 10 people and a province that does not know it yet."""
    laptop, province = make_ctx(), make_ctx("supervisor", "53", name="province", officer="M. Lay")
    take_in(laptop, write_list(tmp_path / "list.xlsx", villagers(10)))
    return laptop, province


def test_an_unknown_sender_is_trusted_after_comparing(qtbot: QtBot, pair: tuple[Context, Context], tmp_path: Path):
    laptop, province = pair
    package = export(laptop, tmp_path).value.path
    window = open_window(qtbot, province)
    page = window.open("receiving")
    quiet(qtbot, window)
    page.take_files([package])
    qtbot.waitUntil(lambda: bool(page.receipts.reports), timeout=WAIT_MS)
    card = page.receipts.findChild(ReceiptCard)
    assert laptop.store.node.fingerprint == card.found.fingerprint
    trust = card.trust_button
    assert not trust.isEnabled()
    card.findChild(QCheckBox).click()
    trust.click()
    qtbot.waitUntil(lambda: page.receipts.reports[0].status == "received", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.model.total() == 1, timeout=WAIT_MS)
    line = page.model.row_at(0)
    assert (line["people"], line["missing"]) == (10, ())


def test_a_machine_given_up_is_let_in_again_by_its_spoken_code(
    qtbot: QtBot, pair: tuple[Context, Context], tmp_path: Path
):
    laptop, province = pair
    allot(province, laptop, tmp_path / "files")
    retiring.retire(province, laptop.store.node.name, "lost")
    found = devices.compare(province, laptop.store.node.fingerprint)
    assert (found.known.state if found.known else "", found.held) == (devices.RETIRED, ())
    register(laptop, 60)
    late = export(laptop, tmp_path / "late").value.path
    window = open_window(qtbot, province)
    page = window.open("receiving")
    dialog = DevicesDialog(page, window.session, page)
    qtbot.addWidget(dialog)
    dialog.show_compared(found)
    assert "given up" in dialog.findChild(FieldRow).remarks[0].text, "never called trusted"
    page.take_files([late])
    qtbot.waitUntil(lambda: len(page.held.files) == 1, timeout=WAIT_MS)
    card = page.receipts.findChild(ReceiptCard)
    assert card.found.reason == "device_retired"
    assert not card.trust_button.isEnabled(), "first compare"
    (held,) = devices.compare(province, laptop.store.node.fingerprint).held
    assert held == page.held.files[0].id
    go = next(one for one in page.held.findChildren(QPushButton) if laptop.store.node.fingerprint in one.text())
    go.click()
    qtbot.waitUntil(lambda: not page.held.files, timeout=WAIT_MS)
    assert page.receipts.reports[0].status == "received"
    quiet(qtbot, window)


def test_replies_are_made_for_all(qtbot: QtBot, pair: tuple[Context, Context], tmp_path: Path):
    laptop, province = pair
    allot(province, laptop, tmp_path / "files")
    window = open_window(qtbot, province)
    page = window.open("receiving")
    page.folder = tmp_path / "replies"
    quiet(qtbot, window)
    page.reply_all.click()
    qtbot.waitUntil(lambda: bool(page.banner.text), timeout=WAIT_MS)
    assert len(list((tmp_path / "replies").glob("*.xlsx"))) == 1


def test_a_foreign_workbook_is_held_with_a_sentence(qtbot: QtBot, pair: tuple[Context, Context], tmp_path: Path):
    window = open_window(qtbot, pair[1])
    page = window.open("receiving")
    page.take_files([write_list(tmp_path / "village.xlsx", villagers(2))])
    qtbot.waitUntil(lambda: bool(page.receipts.reports), timeout=WAIT_MS)
    assert page.receipts.reports[0].status == "held"


def test_a_protected_file_asks_for_its_password_where_the_store_has_none(
    qtbot: QtBot, pair: tuple[Context, Context], tmp_path: Path
):
    laptop, province = pair
    with province.store.write("test") as uow:
        uow.set_setting("sync_password", "")
    window = open_window(qtbot, province)
    page = window.open("receiving")
    page.take_files([export(laptop, tmp_path).value.path])
    qtbot.waitUntil(lambda: bool(page.receipts.reports), timeout=WAIT_MS)
    assert page.receipts.reports[0].reason == "file_protected"
    quiet(qtbot, window)
    qtbot.waitUntil(lambda: len(page.held.files) == 1, timeout=WAIT_MS)
    page.held.fold.click()
    (card,) = page.receipts.findChildren(ReceiptCard)
    for place in (card, page.held):
        (field,) = place.findChildren(PasswordField)
        assert field.isVisible()
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, SYNC_PASSWORD)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.receipts.reports[0].status == "unknown_signer", timeout=WAIT_MS)
    quiet(qtbot, window)


def test_details_list_what_was_changed(qtbot: QtBot, pair: tuple[Context, Context]):
    found = FileReport(
        "a.xlsx",
        status="received",
        edited=(Edit("Pekerja", "P1", "phone", "0812", "0813"),),
        missing_rows=(MissingRow("Pekerja", "P2", "r", "Agnes"),),
    )
    window = open_window(qtbot, pair[1])
    dialog = ReceiptDialog(window, found)
    qtbot.addWidget(dialog)
    assert dialog.tabs.current == "edited"
    assert dialog.table.rows.row_at(0)["is"] == "0813"


def test_a_reply_says_what_became_of_the_people(qtbot: QtBot):
    card = ReceiptCard(FileReport("b.xlsx", status="received", verdicts={"same_nik_waits": 1, "joined": 137}))
    qtbot.addWidget(card)
    said = [one.text() for one in card.findChildren(QLabel)]
    assert {"NIK of somebody else: 1", "Joined with somebody else's record: 137"} <= set(said)


def test_a_conflict_is_decided(qtbot: QtBot, pair: tuple[Context, Context], tmp_path: Path):
    laptop, province = pair
    allot(province, laptop, tmp_path / "files")
    with laptop.store.read() as reader:
        worker = reader.value("SELECT min(id) FROM worker")
    workers.edit(laptop, worker, {"full_name": "Agnes Lobo Laptop"}, reason="KTP")
    workers.edit(province, worker, {"full_name": "Agnes Lobo Provinsi"}, reason="telepon")
    receive(province, [export(laptop, tmp_path).value.path])
    window = open_window(qtbot, province)
    page = window.open("decisions")
    qtbot.waitUntil(lambda: CONFLICTS in page.cases, timeout=WAIT_MS)
    assert list(page.cases) == [CONFLICTS]  # nothing is built for queues that nobody looks at
    view = page.cases[CONFLICTS]
    qtbot.waitUntil(lambda: view.model.total() == 1 and view.panel.isVisible(), timeout=WAIT_MS)
    assert page.tabs.current == CONFLICTS
    theirs = next(one for one in view.panel.case.said if not one.here)
    assert theirs.value == "Agnes Lobo Laptop"
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: view.model.total() == 0, timeout=WAIT_MS)
    with province.store.read() as reader:
        assert reader.value("SELECT full_name FROM worker WHERE id = ?", (worker,)) == "Agnes Lobo Laptop"


def test_what_the_parent_says_is_listed(qtbot: QtBot, pair: tuple[Context, Context], tmp_path: Path):
    laptop, province = pair
    allot(province, laptop, tmp_path / "files")
    window = open_window(qtbot, laptop)
    page = window.open("sync")
    quiet(qtbot, window)
    found = history.outbox(laptop)
    assert (found.acknowledged, found.mend) == (10, 0)
    page.tabs.choose(history.ACKNOWLEDGED)
    page.tabs.chosen.emit(history.ACKNOWLEDGED)
    qtbot.waitUntil(lambda: page.people.total() == 10, timeout=WAIT_MS)
    assert page.people.index(0, 3).data() == "Accepted"
    slot = {"programme": "P25", "months": ["2026-01", "2026-02", "2026-03"]}
    with laptop.store.write("test") as uow:
        worker = uow.rows("SELECT min(worker) AS worker FROM verdict")[0]["worker"]
        uow.execute(
            "UPDATE verdict SET state = 'same_nik_waits', detail = ? WHERE worker = ?",
            (json.dumps({"region": "53.01", "also": [{"s": "slot_approved", **slot}]}), worker),
        )
    page.refresh()
    quiet(qtbot, window)
    page.tabs.chosen.emit(history.MEND)
    qtbot.waitUntil(lambda: page.people.total() == 1, timeout=WAIT_MS)
    assert "Kab. Kupang" in page.people.index(0, 3).data()
    page.arrive("slot_approved")
    qtbot.waitUntil(lambda: str(page.people.index(0, 3).data()).startswith("Slot of P25"), timeout=WAIT_MS)
    page.arrive(history.MEND)
    quiet(qtbot, window)
    assert page.tell.text().startswith("Enter opens the person")
    workers.edit(laptop, worker, {"phone": "081234567890"}, reason="telephone")
    page.refresh()
    qtbot.waitUntil(lambda: str(page.people.index(0, 3).data()).startswith("changed since · "), timeout=WAIT_MS)
    # Enter opens the person, who shows it too, on the page and beside the list.
    qtbot.waitUntil(lambda: page._people_table.model().rowCount() == 1, timeout=WAIT_MS)
    page._people_table.setFocus()
    page._people_table.selectRow(0)
    qtbot.keyClick(page._people_table, Qt.Key.Key_Return)
    quiet(qtbot, window)
    said = "Somebody else in Kab. Kupang has this NIK. Check the KTP."
    person = window.current_page()
    assert person.worker_id == worker
    shown = [one.text() for one in person.findChildren(QLabel)]
    assert said in shown
    assert shown.count("Slot of P25 for Jan–Mar 2026, by a record of another place") == 2
    assert "Not in a quota." not in shown
    people = window.open("workers")
    people.panel.show_worker(worker)
    quiet(qtbot, window)
    assert said in [one.text() for one in people.panel.findChildren(QLabel)]


def test_typing_a_nik_says_that_another_kabupaten_probably_has_the_person(
    qtbot: QtBot, pair: tuple[Context, Context], make_ctx: MakeContext, tmp_path: Path
):
    laptop, province = pair
    other = make_ctx("petugas", "53.04", name="laptop-2")
    register(other, 2, heirs=0, village_code="53.04.01.2001")
    with other.store.read() as reader:
        nik = reader.value("SELECT nik FROM worker")
    allot(province, laptop, tmp_path / "files")
    receive(province, [export(other, tmp_path).value.path], trusted=[other.store.node.fingerprint])
    (made,) = make_returns(province, tmp_path / "more", to=laptop.store.node.id).value
    receive(laptop, [made.path])
    window = open_window(qtbot, laptop)
    page = window.open("register")
    quiet(qtbot, window)
    said = "Probably registered already in Kab. Belu."

    def shown() -> bool:
        return any(one.text().startswith(said) for one in page.findChildren(QLabel) if one.isVisible())

    qtbot.keyClicks(page.quick.editors["nik"].widget, nik)
    qtbot.waitUntil(shown, timeout=WAIT_MS)
    quiet(qtbot, window)
    qtbot.keyClick(page.quick.editors["nik"].widget, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not shown(), timeout=WAIT_MS)
    quiet(qtbot, window)
