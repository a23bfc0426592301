"""Perlu keputusan by keyboard: edited cells in bulk, contested slots, added rows; the board and its lists."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.added_rows import AddedRowsDialog
from ntt_desktop.gui.dialogs.devices import DevicesDialog
from ntt_desktop.gui.dialogs.invite import InviteDialog
from ntt_desktop.gui.dialogs.retire import RetireDialog
from ntt_desktop.gui.dialogs.sender_people import SenderPeopleDialog
from ntt_desktop.gui.models.case_rows import case_columns, fetch_cases
from ntt_desktop.gui.models.senders import sender_columns
from ntt_desktop.gui.models.windows import Query, WindowModel
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import board, devices, queue
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, SAME, Filter
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.store.sync import notices as kept_notices
from tests.conftest import MakeContext
from tests.gui.stage import WAIT_MS, allot, open_window, quiet, take_in, villagers, write_list
from tests.services.sync.nodes import cell, edited, register


@pytest.fixture
def office(make_ctx: MakeContext, tmp_path: Path) -> Context:
    """A province with a package of 6 people in which 6 phones and a name were changed, and a row was added."""
    laptop, province = make_ctx(), make_ctx("supervisor", "53", name="province", officer="M. Lay")
    take_in(laptop, write_list(tmp_path / "list.xlsx", villagers(6)))
    sent = export(laptop, tmp_path, unprotected=True).value.path

    def edit(book: openpyxl.Workbook) -> None:
        for row in range(2, 8):
            cell(book, "Pekerja", "Nomor HP", row).value = f"08139999000{row}"
        cell(book, "Pekerja", "Nama Lengkap", 2).value = "NAMA LAIN"
        added = [None] * book["Pekerja"].max_column
        for header, value in (
            ("NIK", "5311010101900077"),
            ("Nama Lengkap", "YOHANES BARU"),
            ("Desa/Kelurahan", "Kambajawa"),
            ("Kecamatan", "Kota Waingapu"),
        ):
            added[cell(book, "Pekerja", header, 1).column - 1] = value  # type: ignore[call-overload]
        book["Pekerja"].append(added)

    receive(province, [edited(sent, edit)], trusted=[laptop.store.node.fingerprint])
    return province


def test_the_queue_keeps_the_rules_of_models(qtbot: QtBot, qtmodeltester, office: Context):
    window = open_window(qtbot, office)
    model = WindowModel(case_columns(EDITS), window.session.tasks, fetch_cases, Query(tab=EDITS))
    with qtbot.waitSignal(model.loaded, timeout=WAIT_MS):
        model.reload()
    qtmodeltester.check(model)
    assert model.total() == 8


def test_a_column_is_accepted_by_keyboard_and_taken_back(qtbot: QtBot, office: Context):
    window = open_window(qtbot, office)
    page = window.open("decisions", tab=EDITS)
    view = page.cases[EDITS]
    qtbot.waitUntil(lambda: view.model.total() == 8, timeout=WAIT_MS)
    quiet(qtbot, window)
    view.model.change(filters=(("field", "phone"),))
    qtbot.waitUntil(lambda: view.model.total() == 6, timeout=WAIT_MS)
    page.tabs.setFocus()  # where the cursor is after a queue or a column was chosen
    cursor = window.focusWidget()
    assert cursor is not view.table
    qtbot.keyClick(cursor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: queue.counts(office)[EDITS] == 2, timeout=WAIT_MS)
    # Nothing of the column is left: the rest comes up instead of an empty list.
    qtbot.waitUntil(lambda: view.model.total() == 2, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert not view.filters.values()
    assert view.table.hasFocus()
    assert not page.tabs._buttons[SAME].isVisible()
    qtbot.keyClick(view.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: queue.counts(office)[EDITS] == 8, timeout=WAIT_MS)
    quiet(qtbot, window)
    window.toast.say("Nothing to undo")
    qtbot.keyClick(view.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    quiet(qtbot, window)
    assert queue.counts(office)[EDITS] == 8
    # Whoever holds Ctrl a little longer still has a row chosen when the list has been read anew.
    qtbot.keyPress(view.table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):
        page.refresh()
        quiet(qtbot, window)
        assert view.table.selected_indexes() == [0]
    qtbot.keyRelease(view.table, Qt.Key.Key_Control)


def test_a_name_is_not_accepted_among_others(qtbot: QtBot, office: Context):
    window = open_window(qtbot, office)
    page = window.open("decisions", tab=EDITS)
    view = page.cases[EDITS]
    qtbot.waitUntil(lambda: view.model.total() == 8, timeout=WAIT_MS)
    quiet(qtbot, window)
    view.table.selectAll()
    assert view.panel.answers["ignore"].text() == "Ignore"
    view.panel.answers["accept"].click()
    qtbot.waitUntil(lambda: queue.counts(office)[EDITS] == 2, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert page.banner.text.startswith("2")


def test_added_rows_are_seen_and_stored(qtbot: QtBot, office: Context):
    window = open_window(qtbot, office)
    page = window.open("decisions", tab=EDITS)
    (added,) = (case for case in queue.listing(office, Filter(EDITS))[1] if case.kind == queue.ADDED_ROW)
    dialog = AddedRowsDialog(page, window.session, added.subject)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.store.isEnabled, timeout=WAIT_MS)
    assert dialog.model.row_at(0)["name"] == "YOHANES BARU"
    dialog.store.click()
    qtbot.waitUntil(lambda: queue.counts(office)[EDITS] == 7, timeout=WAIT_MS)
    quiet(qtbot, window)
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker WHERE full_name = 'YOHANES BARU'") == 1


def test_a_figure_of_the_board_opens_its_list(qtbot: QtBot, office: Context):
    window = open_window(qtbot, office)
    page = window.open("receiving")
    qtbot.waitUntil(lambda: page.model.total() == 1, timeout=WAIT_MS)
    (line,) = board.board(office)
    row = page.model.row_at(0)
    assert page.table.height() > 300, "the board takes the room that there is"
    assert (row["people"], row[f"open_{EDITS}"]) == (6, 8)
    at = next(at for at, column in enumerate(page.model.columns) if column.key == f"open_{EDITS}")
    page._clicked(page.model.index(0, at))
    quiet(qtbot, window)
    opened = window.current_page()
    assert opened.cases[EDITS].table.hasFocus()
    assert opened.tabs.current == EDITS
    qtbot.waitUntil(lambda: opened.cases[EDITS].model.total() == 8, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert opened.cases[EDITS].filters.values() == {"node": line.key}
    window.open("receiving")
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    reached = []
    for _ in range(12):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        now = window.focusWidget()
        reached.append(now.accessibleName() or now.text())
    assert reached[1:5] == ["People: 6", "Edited by hand: 8", "Files taken in: 1", "Make its reply"]
    page.panel.reply.emit(line.key, False)
    quiet(qtbot, window)


def test_what_was_noticed_of_a_sender_is_told_and_seen_to(qtbot: QtBot, office: Context):
    (line,) = board.board(office)
    with office.store.write("test") as uow:
        for code in ("store_restored", "store_in_two_places", "clock_back"):
            kept_notices.note(uow, code, line.key, name=line.name, date="01/02/2026 10.00")
    window = open_window(qtbot, office)
    page = window.open("receiving")
    qtbot.waitUntil(lambda: page.model.total() == 1, timeout=WAIT_MS)
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    told = [one.text() for one in page.panel.findChildren(QLabel)]
    assert any(text.startswith(f'"{line.name}" was restored from an older backup.') for text in told)
    seen = [one for one in page.panel.findChildren(QPushButton) if one.text() == "Seen to"]
    assert len(seen) == 3
    seen[-1].click()
    qtbot.waitUntil(lambda: len(board.board(office)[0].notices) == 2, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert [one.code for one in board.board(office)[0].notices] == ["clock_back", "store_in_two_places"]


def test_slots_of_a_sender_and_doubles_of_one_sender_open_lists(qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path):
    laptop, other = make_ctx(), make_ctx("petugas", "53.04", name="laptop-2")
    province = make_ctx("supervisor", "53", name="province")
    people = [register(laptop, at, heirs=0) for at in range(3)]
    register(other, 7, heirs=0, full_name="AGNES LOBO 0", birth_date="1978-03-01")
    allot(province, laptop, tmp_path / "files")
    slots.assign(laptop, "P26", limit=2)
    sent = [export(one, tmp_path).value.path for one in (laptop, other)]
    receive(province, sent, trusted=[other.store.node.fingerprint])
    window = open_window(qtbot, province)
    page = window.open("receiving")
    qtbot.waitUntil(lambda: page.model.total() == 2, timeout=WAIT_MS)
    row = next(at for at in range(2) if page.model.row_at(at)["id"] == laptop.store.node.id)
    assert (page.model.row_at(row)["people"], page.model.row_at(row)["slots"]) == (3, 2)
    assert board.people_of(province, laptop.store.node.id, with_slots=True)[0] == 2
    dialog = SenderPeopleDialog(page, window.session, laptop.store.node.id, "laptop-1", with_slots=True)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.model.total() == 2, timeout=WAIT_MS)
    assert {dialog.model.row_at(at)["id"] for at in range(2)} < set(people)
    window.open("decisions", tab=queue.SAME, node=other.store.node.id)
    view = window.current_page().pairs
    quiet(qtbot, window)
    assert view.filters.values() == {"node": other.store.node.id}
    assert view.filters.isVisible()
    assert view.model.total() == queue.counts(province, other.store.node.id)[queue.SAME] == 1
    view.filters.clear()
    quiet(qtbot, window)
    assert view.filters.isVisible()


def test_a_laptop_is_enrolled_by_file_and_code(qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path):
    laptop, province = make_ctx(), make_ctx("supervisor", "53", name="province")
    window = open_window(qtbot, province)
    page = window.open("receiving")
    dialog = InviteDialog(page, window.session)
    qtbot.addWidget(dialog)
    dialog.folder = tmp_path / "invite"
    dialog.device.setText("laptop-timur")
    dialog.region.set_code("53.11")
    dialog.make()
    qtbot.waitUntil(lambda: hasattr(dialog, "code"), timeout=WAIT_MS)
    (file,) = dialog.folder.iterdir()
    (known,) = devices.devices(province)
    assert (known.name, known.state) == ("laptop-timur", devices.INVITED)
    other = open_window(qtbot, laptop)
    sync = other.open("sync")
    quiet(qtbot, other)
    assert sync.enrol.isVisible()
    sync.take([file])  # taken for a reply
    qtbot.waitUntil(lambda: [found.status for found in sync.receipts.reports] == ["held"], timeout=WAIT_MS)
    ask = sync.enrolment()
    qtbot.addWidget(ask)
    ask.file.setText(str(file))
    ask.code.setText("WRONG")
    ask.go.click()
    qtbot.waitUntil(lambda: bool(ask.banner.text), timeout=WAIT_MS)
    assert ask.banner.text.startswith("This code does not open NTT-PENDAFTARAN_53.11_laptop-timur")
    assert ask.focusWidget() is ask.code
    ask.code.setText(dialog.code.lower())
    ask.go.click()
    qtbot.waitUntil(lambda: laptop.store.node.parent == province.store.node.id, timeout=WAIT_MS)
    quiet(qtbot, other)
    assert [found.status for found in sync.receipts.reports] == ["received"]
    assert not sync.held.files
    (report,) = receive(province, [export(laptop, tmp_path / "up").value.path]).value
    assert report.status == "received"
    assert [one.state for one in devices.devices(province)] == [devices.TRUSTED]


def test_held_files_wait_in_sight_and_are_trusted_by_the_spoken_code(
    qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path
):
    laptop, province = make_ctx(), make_ctx("supervisor", "53", name="province")
    package = export(laptop, tmp_path).value.path
    window = open_window(qtbot, province)
    page = window.open("receiving")
    page.take([package])
    qtbot.waitUntil(lambda: len(page.held.files) == 1, timeout=WAIT_MS)
    package.unlink()
    dialog = DevicesDialog(page, window.session, page)
    qtbot.addWidget(dialog)
    dialog.spoken.setText(laptop.store.node.fingerprint.lower())
    dialog.compare()
    qtbot.waitUntil(lambda: bool(dialog.banner.text), timeout=WAIT_MS)
    dialog.banner._act()
    qtbot.waitUntil(lambda: page.model.total() == 1 and not page.held.files, timeout=WAIT_MS)
    quiet(qtbot, window)


def test_a_device_is_replaced_or_given_up_from_the_list(qtbot: QtBot, office: Context, tmp_path: Path):
    window = open_window(qtbot, office)
    page = window.open("receiving")
    dialog = DevicesDialog(page, window.session, page)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.total() == 1, timeout=WAIT_MS)
    dialog.table.selectRow(0)
    assert dialog.replace.isEnabled()
    assert dialog.lost.isEnabled()
    dialog.make_replacement()
    (ask,) = dialog.findChildren(InviteDialog)
    assert ask.full.isChecked()
    assert ask.device.text() == f"{dialog.model.row_at(0)['name']}-2"
    ask.folder = tmp_path / "replacement"
    ask.make()
    qtbot.waitUntil(lambda: hasattr(ask, "code"), timeout=WAIT_MS)
    ask.accept()
    qtbot.waitUntil(lambda: dialog.model.total() == 2, timeout=WAIT_MS)
    quiet(qtbot, window)
    dialog.table.selectRow(0)
    dialog.give_up()
    (lost,) = dialog.findChildren(RetireDialog)
    quiet(qtbot, window)
    lost.reject()


def test_a_small_screen_keeps_the_figures_of_the_board_and_the_choice_of_a_column(qtbot: QtBot, office: Context):
    window = open_window(qtbot, office)
    window.resize(911, 485)
    page = window.open("receiving")
    quiet(qtbot, window)
    keys = [column.key for column in sender_columns(office.reference.regions)]
    qtbot.waitUntil(lambda: page.table.isColumnHidden(keys.index("rupiah")))
    for queue_ in (EDITS, CONFLICTS, SAME):
        assert not page.table.isColumnHidden(keys.index(f"open_{queue_}"))
    decisions = window.open("decisions", tab=EDITS)
    qtbot.waitUntil(lambda: decisions.cases[EDITS].model.total() == 8, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert decisions.cases[EDITS].filters.isVisible()
