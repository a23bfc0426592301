"""Kirim: a package made, told and carried away, and a file of the history made again."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.carry import CarryDialog
from ntt_desktop.gui.dialogs.file_details import FileDialog
from ntt_desktop.gui.dialogs.secrets import PackagePasswordDialog
from ntt_desktop.gui.pages import sync_send
from ntt_desktop.gui.pages.sync_send import message_of
from ntt_desktop.gui.widgets.dropzone import DropZone
from ntt_desktop.services.context import Cancelled, Context
from ntt_desktop.services.sync import filelist, history
from ntt_desktop.services.sync.export import export
from tests.conftest import MakeContext
from tests.gui.stage import WAIT_MS, open_window, quiet, take_in, villagers, write_list
from tests.services.sync.nodes import register


def test_a_package_is_made_and_told_without_names(qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path):
    laptop = make_ctx()
    take_in(laptop, write_list(tmp_path / "list.xlsx", villagers(10)))
    window = open_window(qtbot, laptop)
    page = window.open("sync")
    quiet(qtbot, window)
    assert page.people.total() == 10
    page.send.folder = tmp_path / "out"
    with qtbot.waitSignal(page.send.made, timeout=WAIT_MS) as told:
        page.send.make.click()
    made = told.args[0]
    said = message_of(window.session, made)
    assert made.manifest.check_code in said
    assert "Lobo" not in said
    assert made.path.exists()
    quiet(qtbot, window)
    assert history.outbox(laptop).unpacked == 0
    assert history.outbox(laptop).sent == 10
    assert page.files.total() == 1
    # It can be carried away as long as nothing changed; what came after is in the next one.
    assert not page.send.make.isVisible()
    assert window.focusWidget().text() == "Open folder"
    register(laptop, 1)
    page.refresh()
    qtbot.waitUntil(page.send.make.isVisible, timeout=WAIT_MS)
    assert window.focusWidget().text() != "Open folder"
    quiet(qtbot, window)


def test_the_card_shows_only_the_progress_while_a_package_is_made(
    qtbot: QtBot, ctx: Context, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def fail(ctx: Context, folder: Path, **options: object) -> None:
        raise Cancelled

    window = open_window(qtbot, ctx)
    card = window.open("sync").send
    quiet(qtbot, window)
    card.folder = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr(sync_send, "export", fail)
        card.make.click()
        assert not card.make.isVisible()
        qtbot.waitUntil(card.make.isVisible, timeout=WAIT_MS)
    assert card.make.isEnabled()
    with qtbot.waitSignal(card.made, timeout=WAIT_MS):
        card.make.click()
    quiet(qtbot, window)
    assert not card.make.isVisible()


def test_without_a_password_the_officer_is_asked_for_one(
    qtbot: QtBot, ctx: Context, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.delenv("NTT_DESKTOP_SYNC_PASSWORD", raising=False)
    with ctx.store.write("test") as uow:
        uow.set_setting("sync_password", "")
    window = open_window(qtbot, ctx)
    page = window.open("sync")
    page.send.folder = tmp_path / "out"
    page.send.make.click()
    qtbot.waitUntil(lambda: bool(page.banner.text), timeout=WAIT_MS)
    quiet(qtbot, window)
    assert "NTT_" not in page.banner.accessibleName()
    (ask,) = (one for one in page.banner.findChildren(QPushButton) if one.text() == "Change package password")
    ask.click()
    (dialog,) = window.findChildren(PackagePasswordDialog)
    dialog.password.edit.setText("kirim-terima-27")
    dialog.again.setText("kirim-terima-27")
    dialog.save()
    quiet(qtbot, window)
    with qtbot.waitSignal(page.send.made, timeout=WAIT_MS):
        page.send.make.click()
    assert not page.banner.isVisible()
    quiet(qtbot, window)


def test_the_province_sends_to_nobody(qtbot: QtBot, make_ctx: MakeContext):
    window = open_window(qtbot, make_ctx("supervisor", "53", name="province", officer="M. Lay"))
    page = window.open("sync")
    quiet(qtbot, window)
    assert not page.send.isVisible()
    assert not page.findChild(DropZone).isVisible(), "a reply for it there is none, and packages are taken in elsewhere"
    assert page.tabs.current == "history"
    assert "not packaged" not in window.status._words.text()


def test_a_file_is_made_again_and_carried_away(qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path):
    laptop = make_ctx()
    made = export(laptop, tmp_path / "first").value
    window = open_window(qtbot, laptop)
    page = window.open("sync")
    quiet(qtbot, window)
    (row,) = filelist.listing(laptop)[1]
    dialog = FileDialog(page, window.session, row)
    qtbot.addWidget(dialog)
    dialog.folder = tmp_path / "again"
    dialog.show()
    dialog.again.click()
    qtbot.waitUntil(lambda: made.manifest.check_code and bool(dialog.banner.text), timeout=WAIT_MS)
    assert dialog.carry.visibleRegion().boundingRect().size() == dialog.carry.size(), "nothing to scroll for"
    (again,) = (tmp_path / "again").iterdir()
    carry = CarryDialog(page, window.session, (again,))
    qtbot.addWidget(carry)
    stick = tmp_path / "stick"
    stick.mkdir()
    carry.copy(stick)
    qtbot.waitUntil(lambda: bool(carry.banner.text), timeout=WAIT_MS)
    assert (stick / again.name).read_bytes() == again.read_bytes()
