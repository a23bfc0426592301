"""Setting up, unlocking, the recovery path, locking, and the settings page."""

import errno
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ntt_desktop import bootstrap
from ntt_desktop.gui import preferences
from ntt_desktop.gui.app import Program, has_store
from ntt_desktop.gui.dialogs.secrets import PackagePasswordDialog, PassphraseDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.settings import SettingsPage
from ntt_desktop.gui.start.restore import RestoreDialog
from ntt_desktop.gui.start.setup import SetupWindow
from ntt_desktop.gui.start.unlock import UnlockWindow
from ntt_desktop.gui.theme import theme
from ntt_desktop.services import care, device
from ntt_desktop.store.care import keys
from tests.conftest import PASSPHRASE
from tests.gui.people import add, rest


@pytest.fixture
def opened() -> Any:
    """Contexts handed over by a start window; closed at the end."""
    contexts: list[Any] = []
    yield contexts
    for context in contexts:
        context.store.close()


def test_a_laptop_is_set_up_and_the_recovery_key_typed_back(qtbot: QtBot, home: Path, opened: list[Any]) -> None:
    window = SetupWindow(home, opened.append)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.role.region is not None)
    window.next()
    assert window.at == 0
    assert window.role.region_row.remarks
    window.role.region.set_code("53.11")
    window.next()
    window.people.officer.setText("Yuliana Ndapa")
    window.people.device.setText("laptop-1")
    window.next()
    assert window.at == 2
    window.secrets.passphrase.edit.setText(PASSPHRASE)
    window.secrets.again.setText("something else")
    window.next()
    assert window.secrets._again_row.remarks
    window.secrets.again.setText(PASSPHRASE)
    window.secrets.package.setText("kirim-terima-26")
    window.next()
    qtbot.waitUntil(lambda: window.at == 3, timeout=10_000)
    key = window.recovery._groups.text()
    window.next()
    assert not window.recovery._shown.isVisible()
    window.recovery.typed.setText("AAAA-BBBB")
    window.next()
    assert opened == []
    window.recovery.typed.setText("".join(key.split()).lower())
    window.next()
    assert [context.store.node.region for context in opened] == ["53.11"]
    assert device.has_package_password(opened[0])


def test_has_store_agrees_with_the_keys(home: Path, make_ctx: Any, tmp_path: Path) -> None:
    assert not has_store(home)
    assert not keys.exists(home)
    ctx = make_ctx()
    assert has_store(ctx.store.home)
    assert keys.exists(ctx.store.home)


def test_a_wrong_passphrase_says_so_and_the_right_one_opens(qtbot: QtBot, make_ctx: Any, opened: list[Any]) -> None:
    ctx = make_ctx()
    ctx.store.close()
    window = UnlockWindow(ctx.store.home, opened.append)
    qtbot.addWidget(window)
    window.show()
    window.unlock_with("salah")
    qtbot.waitUntil(lambda: bool(window.banner.text), timeout=10_000)
    assert opened == []
    window.unlock_with(PASSPHRASE)
    assert not window.open_button.isEnabled()
    qtbot.waitUntil(lambda: bool(opened), timeout=15_000)


def test_the_recovery_key_sets_a_new_passphrase(qtbot: QtBot, home: Path, opened: list[Any]) -> None:
    made = bootstrap.create_store(home, role="petugas", region="53.11", device="a", officer="b", passphrase=PASSPHRASE)
    made.context.store.close()
    window = UnlockWindow(home, opened.append)
    qtbot.addWidget(window)
    window.show()
    window.show_recovery()
    window.recovery.setText(made.recovery_key)
    window.new_passphrase.edit.setText("Ubi-Rebus-2027")
    window.again.setText("Ubi-Rebus-2028")
    qtbot.keyClick(window.again, Qt.Key.Key_Return)
    assert window._again_row.remarks
    window.again.setText("Ubi-Rebus-2027")
    qtbot.keyClick(window.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=15_000)
    assert keys.unlock(home, "Ubi-Rebus-2027")


def test_a_backup_is_put_in_place_and_a_wrong_passphrase_keeps_the_field_in_sight(
    qtbot: QtBot, home: Path, make_ctx: Any, make_window: Any, opened: list[Any], tmp_path: Path
) -> None:
    backup = care.backup(make_ctx(), tmp_path / "lama.nttb").value
    start = SetupWindow(home, opened.append)
    qtbot.addWidget(start)
    start.show()
    dialog = RestoreDialog(start, home, opened.append)
    dialog.show()
    dialog.file.setText(str(backup))
    dialog.passphrase.setText("wrong")
    before = dialog.height()
    dialog._do.click()
    qtbot.waitUntil(lambda: dialog.height() > before, timeout=10_000)
    assert dialog.banner.text
    assert dialog.focusWidget() is dialog.passphrase
    assert dialog.passphrase.visibleRegion().boundingRect() == dialog.passphrase.rect()
    dialog.passphrase.setText(PASSPHRASE)
    dialog._do.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    window = make_window(ctx=opened[0])
    home_page = window.open("home")
    rest(qtbot, window)
    assert any(one.text().startswith("This machine works with an older") for one in home_page.findChildren(QLabel))


def test_locking_keeps_the_draft_and_asks_again(qtbot: QtBot, make_ctx: Any) -> None:
    ctx = make_ctx()
    home = ctx.store.home
    ctx.store.close()
    program = Program(home)
    program.start()
    unlock = program.window
    assert isinstance(unlock, UnlockWindow)
    unlock.unlock_with(PASSPHRASE)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=15_000)
    window = program.window
    assert isinstance(window, MainWindow)
    rest(qtbot, window)
    page = window.open("register")
    rest(qtbot, window)
    page.quick.editors["full_name"].widget.setFocus()  # type: ignore[union-attr]
    qtbot.keyClicks(page.quick.editors["full_name"].widget, "Maria")  # type: ignore[union-attr]
    sys.excepthook(OSError, OSError(errno.ENOSPC, "full", "window.json"), None)
    assert "full" in page.banner.text, "said on the page: no bug, wherever it was raised"
    program.lock()
    assert isinstance(program.window, UnlockWindow)
    program.window.unlock_with(PASSPHRASE)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=15_000)
    again = program.window
    assert isinstance(again, MainWindow)
    assert again.session.ctx.store.drafts.load("register").body["values"]["full_name"] == "Maria"  # type: ignore[union-attr]
    rest(qtbot, again)
    again.close()
    QApplication.instance().removeEventFilter(program)


def test_settings_change_theme_names_and_secrets(qtbot: QtBot, window: MainWindow) -> None:
    page = window.open("settings")
    assert isinstance(page, SettingsPage)
    rest(qtbot, window)
    page.theme.set_value("dark")
    page.theme.picked.emit("dark")
    assert theme().colors.dark
    assert preferences.load(window.session.ctx.store.home).theme == "dark"
    page.officer.setText("Petrus Hina")
    page._rename.setEnabled(True)
    with qtbot.waitSignal(window.session.bus.changed):
        page._rename.click()
    assert window.session.ctx.store.node.officer == "Petrus Hina"
    dialog = PackagePasswordDialog(window.session, window)
    qtbot.addWidget(dialog)
    dialog.password.edit.setText("lain-lagi-27")
    dialog.again.setText("lain-lagi-27")
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    assert window.session.ctx.store.setting("sync_password") == "lain-lagi-27"
    change = PassphraseDialog(window.session, window)
    qtbot.addWidget(change)
    for field, text in (
        (change.old, PASSPHRASE),
        (change.new.edit, "Ubi-Rebus-2027"),
        (change.again, "Ubi-Rebus-2027"),
    ):
        field.setText(text)
    with qtbot.waitSignal(window.session.bus.changed):
        change.save()
    assert keys.unlock(window.session.ctx.store.home, "Ubi-Rebus-2027") == window.session.ctx.store.key


def test_a_backup_and_a_check_are_said_on_the_page(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    from ntt_desktop.services import care

    add(window.session.ctx, 1)
    page = window.open("settings")
    assert isinstance(page, SettingsPage)
    rest(qtbot, window)
    with qtbot.waitSignal(window.session.bus.changed):
        window.session.tasks.write(care.backup, tmp_path, owner=page, done=page._backed_up)
    assert ".nttb" in page.banner.text
    rest(qtbot, window)
    assert "No backup" not in page._backup_words.text()
    page._check()
    rest(qtbot, window)
    assert "whole" in page.banner.text
