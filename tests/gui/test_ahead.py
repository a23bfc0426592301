"""Pages are made ready while nobody waits; and who is waiting is seen where keys and clicks come in."""

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.ahead import Ahead
from ntt_desktop.gui.app import Program
from tests.gui.conftest import MakeWindow


def test_every_page_is_made_without_leaving_the_one_in_sight(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window("supervisor", "53.11")
    page = window.open("home")
    ahead = Ahead(window)
    ahead.start()
    qtbot.waitUntil(lambda: ahead.ready, timeout=30_000)
    assert window.current_page() is page
    assert {window.page(key).parent() for key in window.keys} == {page.parent()}
    assert all(window.page(key).stale for key in window.keys if key != "home")


def test_a_window_may_be_shut_before_all_pages_are_made(make_window: MakeWindow) -> None:
    window = make_window("petugas", "53.11")
    window.open("home")
    ahead = Ahead(window)
    ahead.start()
    window.shut()
    assert not ahead.ready
    assert isinstance(window.page("home"), QWidget)


def test_keys_and_clicks_put_the_locking_off(make_ctx: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx = make_ctx("petugas", "53.11")
    program = Program(ctx.store.home)
    program.unlocked(ctx)
    window = program.window
    assert isinstance(window, QWidget)
    qtbot.addWidget(window)
    starts: list[bool] = []
    monkeypatch.setattr(QTimer, "start", lambda *_given: starts.append(True))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    assert starts
    starts.clear()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert starts
    monkeypatch.undo()
    window.close()
