"""The frame: pages, rail, names for everything, one language, no stray windows, small screens."""

import re
from typing import Any

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n, paths
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.screenshots import FULL, SMALL, grab_pages, settle
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.services.assignment import batches, slots
from tests.gui.conftest import MakeWindow
from tests.gui.people import add, rest
from tests.services.capacity.capacity_support import add_programme, people


class Windows(QObject):
    """Counts windows that appear."""

    def __init__(self) -> None:
        super().__init__()
        self.appeared: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.appeared.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("role", ["petugas", "supervisor"])
def test_every_page_opens_in_both_sizes_and_no_other_window_appears(
    qtbot: QtBot, make_window: MakeWindow, role: str
) -> None:
    window = make_window(role)
    add(window.session.ctx, 1)
    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    for size in (FULL, SMALL):
        window.resize(size)
        for key in window.keys:
            page = window.open(key)
            settle(window)
            assert page is window.current_page()
            assert window.size() == size, key
            entry = window.rail._buttons.get(key)
            if entry is not None and not entry.isHidden():
                assert entry.visibleRegion().boundingRect().height() == entry.height(), f"{key} is not in sight"
    QApplication.instance().removeEventFilter(windows)
    assert windows.appeared == []


def test_a_narrow_rail_has_room_for_words_and_count(make_window: MakeWindow) -> None:
    i18n.set_language("id")
    window = make_window("supervisor", "53")
    window.resize(SMALL)
    window.open("decisions")
    entry = window.rail._buttons["decisions"]
    for count, shown in ((2, "2"), (1284, "1.284"), (123_456, "99+")):
        window.rail.set_count("decisions", count)
        assert entry._count.text() == shown
        assert "…" not in entry.text()
        assert str(count) in entry.accessibleName()
    window.rail.set_count("decisions", 0)
    assert entry.text().strip() == "Perlu keputusan"


def test_the_rail_goes_by_its_keys(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.resize(FULL)
    settle(window)
    for at, key in ((2, "imports"), (1, "workers"), (0, "home")):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + at), Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda key=key: window.current_page() is window.page(key))


@pytest.mark.parametrize("role", ["petugas", "supervisor"])
def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, make_window: MakeWindow, role: str) -> None:
    window = make_window(role)
    add(window.session.ctx, 1)
    nameless = []
    for key in window.keys:
        window.open(key)
        settle(window)
        for widget in window.findChildren(QWidget):
            takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
            if takes and isinstance(widget, QLineEdit | QComboBox | QTableView | QAbstractButton):
                named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
                if not named:
                    nameless.append(f"{key}: {type(widget).__name__} {widget.objectName()}")
    assert nameless == []


@pytest.fixture
def _indonesian() -> None:
    i18n.set_language("id")


def english_only() -> set[str]:
    """Msgids without placeholders whose translation is another text."""
    texts: dict[str, str] = {}
    for file in paths.resource("i18n/id").glob("*.po"):
        with file.open("rb") as stream:
            texts.update({str(entry.id): str(entry.string) for entry in read_po(stream) if isinstance(entry.id, str)})
    translated = set(texts.values())
    return {msgid for msgid in texts if msgid and texts[msgid] != msgid and msgid not in translated}


@pytest.mark.usefixtures("_indonesian")
@pytest.mark.parametrize("role", ["petugas", "supervisor"])
def test_nothing_is_english_in_indonesian_mode(qtbot: QtBot, make_window: MakeWindow, role: str) -> None:
    window = make_window(role)
    add(window.session.ctx, 1, birth_date="1981-01-01")
    msgids = english_only()
    found = set()
    for key in window.keys:
        window.open(key)
        settle(window)
        for widget in window.findChildren(QWidget):
            texts = [widget.toolTip(), widget.accessibleName()]
            if isinstance(widget, QLabel | QAbstractButton):
                texts.append(widget.text())
            if isinstance(widget, QLineEdit):
                texts.append(widget.placeholderText())
            if isinstance(widget, QComboBox):
                texts += [widget.itemText(at) for at in range(widget.count())]
            found |= {(key, text) for text in texts if re.sub(r"  .*$", "", text.strip()) in msgids}
    assert found == set()


def test_files_dropped_on_the_window_go_to_a_page_that_takes_them(
    qtbot: QtBot, window: MainWindow, tmp_path: paths.Path
) -> None:
    window.open("workers")
    rest(qtbot, window)
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(b"not a workbook")
    window.take_files([file])
    rest(qtbot, window)
    assert window.current_page() is window.page("imports")


def test_a_page_refreshes_only_if_concerned(qtbot: QtBot, window: MainWindow) -> None:
    page = window.open("settings")
    assert page is not None
    rest(qtbot, window)
    calls = []
    page.refresh = lambda: calls.append(1)  # type: ignore[method-assign]
    window.session.bus.announce(frozenset({"slot"}))
    assert calls == []
    window.session.bus.announce(frozenset({"backup"}))
    assert calls == [1]


def test_pictures_of_pages_are_made(qtbot: QtBot, window: MainWindow, tmp_path: paths.Path) -> None:
    window.open_first()
    made = grab_pages(window, tmp_path, themes=("light",), sizes=(QSize(911, 485),), keys=("workers", "settings"))
    assert [file.name for file in made] == ["workers-light-911.png", "settings-light-911.png"]
    assert all(file.stat().st_size > 5_000 for file in made)


@pytest.mark.parametrize("role", ["petugas", "supervisor"])
def test_no_key_means_two_things_on_one_page(qtbot: QtBot, make_window: MakeWindow, role: str) -> None:
    window = make_window(role)
    add(window.session.ctx, 1)
    for key in window.keys:
        window.open(key)
        settle(window)
        bound = [
            shortcut.key().toString()
            for shortcut in window.findChildren(QShortcut)
            if shortcut.context() == Qt.ShortcutContext.WindowShortcut
            and isinstance(owner := shortcut.parent(), QWidget)
            and owner.isVisible()
        ]
        assert sorted(bound) == sorted(set(bound)), key


@pytest.mark.parametrize("key", ["quota", "ledger", "programmes", "batches"])
def test_an_opened_list_takes_the_arrow_keys_when_its_rows_come(
    qtbot: QtBot, make_window: MakeWindow, make_ctx: Any, key: str
) -> None:
    ctx = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(ctx, region="53.11", payer="kabupaten", seats=3)
    people(ctx, 3)
    slots.assign(ctx, "P26")
    batches.create(ctx, "P26", "Tahap 1")
    window = make_window(ctx=ctx)
    window.open("home")
    window.rail.findChild(QToolButton).setFocus()
    page = window.open(key)
    settle(window)
    table = window.focusWidget()
    assert isinstance(table, DataTable), "not the rail, nor what was left behind"
    assert page.isAncestorOf(table)
    assert table.rows.total()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().isValid()


def test_every_page_takes_the_keyboard(make_window: MakeWindow) -> None:
    window = make_window("supervisor", "53")
    for key in window.keys:
        window.rail.findChild(QToolButton).setFocus()
        page = window.open(key)
        focused = window.focusWidget()
        assert focused is page or page.isAncestorOf(focused), key
