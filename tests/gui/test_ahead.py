"""Pages are made ready while nobody waits."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.ahead import Ahead
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
