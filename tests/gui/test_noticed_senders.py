"""What the board says of senders with a wrong clock, a copy of their store, or a device that was given up."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.formats.reference import Reference
from ntt_desktop.gui.dialogs.devices import DevicesDialog
from ntt_desktop.gui.dialogs.invite import AcceptDialog, InviteDialog
from ntt_desktop.gui.models.senders import as_row, sender_columns, state_of
from ntt_desktop.gui.widgets.badge import badge_size
from ntt_desktop.gui.widgets.cells import PAD
from ntt_desktop.services.capacity import retiring
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import enrolment
from ntt_desktop.services.sync.board import BoardLine
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.store.sync.notices import Notice
from tests.conftest import NOW, Clock, MakeContext, reading_here
from tests.gui.stage import WAIT_MS, open_window, quiet
from tests.services.sync.nodes import register


def test_a_file_dated_in_the_future_was_sent_all_the_same(reference: Reference) -> None:
    i18n.set_language("id")
    (age,) = (column for column in sender_columns(reference.regions) if column.key == "age")
    line = BoardLine("a", "A", "53.11", files=1, made_at="2028-01-01T00:00:00+00:00")
    assert age.of(as_row(line, NOW)) == "baru saja"
    assert age.of(as_row(BoardLine("a", "A", "53.11"), NOW)) == "–"


def test_two_machines_under_one_identity_are_said_before_a_wrong_clock() -> None:
    both = (Notice("clock_back", "a", {}), Notice("store_in_two_places", "a", {}))
    assert state_of(as_row(BoardLine("a", "A", "53.11", notices=both), NOW)).word == "Two stores, one name"


def test_a_laptop_given_up_for_lost_waits_for_nothing_and_is_called_lost(
    qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path
) -> None:
    laptop, other = make_ctx(), make_ctx(name="laptop-2")
    province = make_ctx("supervisor", "53", name="province")
    with reading_here():
        for one in (laptop, other):
            package = export(one, tmp_path / one.store.node.name).value.path
            receive(province, [package], trusted=[one.store.node.fingerprint])
    retiring.retire(province, laptop.store.node.id, "stolen")
    i18n.set_language("id")
    window = open_window(qtbot, province)
    page = window.open("receiving")
    qtbot.waitUntil(lambda: page.model.total() == 2, timeout=WAIT_MS)
    assert [page.model.row_at(at)["name"] for at in range(2)] == ["laptop-2", "laptop-1"]  # those in use first
    page.panel.show_sender(page.model.row_at(1))
    said = [one.text() for one in page.panel.findChildren(QLabel)]
    assert "Hilang" in said
    assert any(text.startswith("Dinyatakan hilang pada 10/02/2026.") for text in said)
    assert page.header.subtitle == "2 pengirim · 1 menunggu balasan"
    page.folder = tmp_path / "replies"
    page.make_replies()
    qtbot.waitUntil(lambda: bool(page.banner.text), timeout=WAIT_MS)
    assert [path.name for path in page.folder.iterdir()] == ["NTT-BALASAN_53.11_laptop-2_0001.xlsx"]
    dialog = DevicesDialog(page, window.session, page)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.model.total() == 2, timeout=WAIT_MS)
    (state,) = (column for column in dialog.model.columns if column.key == "state")
    badge = state.of(dialog.model.row_at(1))
    assert badge.word == "Hilang 10/02/2026"
    assert badge_size(badge).width() + 2 * PAD <= state.width
    quiet(qtbot, window)


def test_a_clock_set_back_is_told_where_files_are_sent_until_it_is_seen_to_or_holds_no_longer(
    qtbot: QtBot, ctx: Context, clock: Clock
) -> None:
    register(ctx, 1)
    clock.now = NOW - timedelta(days=3)
    window = open_window(qtbot, ctx)
    page = window.open("sync")
    quiet(qtbot, window)
    assert page.banner.text.startswith("The clock of this machine was set back")
    page.banner._act()
    quiet(qtbot, window)
    assert page.banner.text == ""
    register(ctx, 2)
    clock.now -= timedelta(days=3)
    page.refresh()
    quiet(qtbot, window)
    assert page.banner.text.startswith("The clock of this machine was set back")
    register(ctx, 3)  # the newest entry is of today again
    page.refresh()
    quiet(qtbot, window)
    assert page.banner.text == ""
    page.show_banner("Something else")
    clock.now -= timedelta(days=3)
    page.refresh()
    quiet(qtbot, window)
    assert page.banner.text == "Something else"


def test_what_an_enrolment_lacks_is_said_beside_its_field(qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path) -> None:
    province = make_ctx("supervisor", "53", name="province")
    enrolment.invite(province, tmp_path, device="laptop-timur", region="53.11")
    window = open_window(qtbot, province)
    dialog = InviteDialog(window, window.session)
    qtbot.addWidget(dialog)
    dialog.folder = tmp_path / "invite"
    dialog.show()
    dialog.make()
    assert [len(row.remarks) for row in (dialog._device_row, dialog._region_row)] == [1, 1]
    assert dialog.focusWidget() is dialog.device
    dialog.region.set_code("53.11")
    dialog.device.setText("Laptop-Timur")
    dialog.make()
    assert not dialog._device_row.remarks
    qtbot.waitUntil(lambda: bool(dialog._device_row.remarks), timeout=WAIT_MS)
    assert dialog._device_row.remarks[0].text.startswith('There is a machine called "Laptop-Timur" already.')
    dialog.device.setText("laptop-barat")
    dialog.make()
    qtbot.waitUntil(lambda: hasattr(dialog, "code"), timeout=WAIT_MS)
    ask = AcceptDialog(window, window.session)
    qtbot.addWidget(ask)
    ask.show()
    ask.enrol()
    assert [len(row.remarks) for row in (ask._file_row, ask._code_row)] == [1, 1]
    assert ask.focusWidget() is ask.file
    quiet(qtbot, window)
