"""Fixtures of the windows' tests: one application in the light theme, and a window on a real store."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntt_desktop.gui import app
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.messages import Messages
from ntt_desktop.gui.theme import theme
from ntt_desktop.services.context import Context

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of every window what it does not know."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The kind of application that pytest-qt makes."""
    return QApplication


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication, tmp_path: Path) -> None:
    """The application in the light theme."""
    if not qapp.styleSheet():
        app.make_application(tmp_path)
    theme().set_mode("light")


@pytest.fixture(autouse=True)
def _bugs_fail(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bug fails its test; the report that people see would wait for a click that never comes."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the program takes it over; give it back
    found: list[BaseException] = []
    monkeypatch.setattr(Messages, "bug", lambda _self, error: found.append(error))
    yield
    for error in found:
        raise error


MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def make_window(qtbot: QtBot, make_ctx: Any) -> Iterator[MakeWindow]:
    """Opens windows: ``make_window("petugas", "53.11")`` or ``make_window(ctx=...)``."""
    opened: list[MainWindow] = []

    def make(role: str = "petugas", region: str = "53.11", *, ctx: Context | None = None) -> MainWindow:
        made = MainWindow(ctx or make_ctx(role, region))
        qtbot.addWidget(made)
        made.resize(1366, 728)
        made.show()
        opened.append(made)
        return made

    yield make
    for window in opened:
        window.hide()
        window.session.tasks.close()


@pytest.fixture
def window(make_window: MakeWindow, ctx: Context) -> MainWindow:
    """A petugas's window."""
    return make_window(ctx=ctx)
