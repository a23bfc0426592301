"""Everything that takes the keyboard on these pages has a name, in either language, and no English shows."""

import gettext

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from tests.conftest import MakeContext
from tests.gui.stage import open_window, quiet

PAGES = {
    "petugas": ("home", "imports", "quota", "sync"),
    "supervisor": ("home", "imports", "quota", "sync", "programmes", "receiving", "decisions"),
}


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


@pytest.mark.parametrize("role", PAGES)
def test_every_control_has_a_name(qtbot: QtBot, make_ctx: MakeContext, role: str):
    window = open_window(qtbot, make_ctx(role, "53" if role == "supervisor" else "53.11"))
    for key in PAGES[role]:
        page = window.open(key)
        quiet(qtbot, window)
        for widget in page.findChildren(QWidget):
            if _takes_keys(widget) and not isinstance(widget.parent(), QLineEdit):
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or text, (key, widget)


class _Missing(gettext.NullTranslations):
    """Notes what is asked for and has no translation."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message


@pytest.mark.parametrize("role", PAGES)
def test_no_english_shows_in_indonesian(qtbot: QtBot, make_ctx: MakeContext, role: str):
    ctx = make_ctx(role, "53" if role == "supervisor" else "53.11")
    i18n.set_language("id")
    missing = _Missing()
    i18n._catalogue.add_fallback(missing)
    window = open_window(qtbot, ctx)
    for key in PAGES[role]:
        window.open(key)
        quiet(qtbot, window)
    assert not missing.asked
