"""The longest time the window's thread was busy at a time, doing everyday things with 100,000 people open.

``python -m tests.bench.stalls --each`` shows every step instead of the worst of each kind; ``--own``
counts the thread's own work only, where others use the machine too.
"""

import sys
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ntt_desktop import bootstrap, i18n
from ntt_desktop.gui import app
from ntt_desktop.gui.ahead import Ahead
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.theme import theme
from tests.bench.measured import Measured, hand_over
from tests.bench.meter import Meter, run_until
from tests.bench.population import PASSPHRASE
from tests.bench.searching import crowd

_LIMIT = 50
_QUIET_S = 0.15
_NOT_UNDER_HANDS = ("making pages ready in the background", "changing the theme")
"""Shown without a promise: the one waits until nobody types or clicks, the other is done once and asked for."""


class Officer:
    """Does one thing after another and notes the longest span of each."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.spans: list[tuple[str, str, float]] = []
        """Kind, step, milliseconds."""
        self.meter = Meter(time.thread_time if "--own" in sys.argv else time.perf_counter)

    def settle(self) -> None:
        """Wait until nothing was under way for a while."""
        quiet = time.perf_counter()

        def over() -> bool:
            nonlocal quiet
            if self.window.session.tasks.busy:
                quiet = time.perf_counter()
            return time.perf_counter() - quiet > _QUIET_S

        run_until(over)

    def does(self, kind: str, step: str, act: Callable[[], object]) -> None:
        """Do it as the event loop would, wait for what follows, note the longest span."""
        self.settle()
        self.meter.take()
        act()
        self.settle()
        self.spans.append((kind, step, 1000 * self.meter.take()))

    def types(self, kind: str, field: QLineEdit, text: str) -> None:
        """Type letter by letter."""
        for letter in text:
            self.does(kind, f"{field.accessibleName()}: {letter}", lambda letter=letter: QTest.keyClick(field, letter))


def spans(window: MainWindow) -> list[tuple[str, str, float]]:
    """Everything an officer does on a usual day, once."""
    officer = Officer(window)
    officer.does("opening the window", "home", window.open_first)
    ahead = Ahead(window)
    ahead.start()
    run_until(lambda: ahead.ready, 60_000)
    officer.settle()
    officer.spans.append(("making pages ready in the background", "all", 1000 * officer.meter.take()))
    for turn in ("first showing of a page", "showing a page again"):
        for key in window.keys:
            if key != "worker":
                officer.does(turn, key, lambda key=key: window.open(key))
    window.open("workers")
    officer.settle()
    people = window.page("workers")
    officer.types("typing a search", people.findChild(QLineEdit), "maria")
    table = people.table
    for step in ("first", "second"):
        officer.does("opening a person at the right", step, lambda: QTest.keyClick(table, Qt.Key.Key_Return))
        officer.does("going down the list", step, lambda: QTest.keyClick(table, Qt.Key.Key_Down))
    found = table.current_row()
    for step in ("first", "second"):
        officer.does(
            "opening a person's page", step, lambda: window.open("worker", worker=str(found["id"] if found else ""))
        )
        officer.does("showing a page again", "workers", lambda: window.open("workers"))
    officer.does("showing a page again", "register", lambda: window.open("register"))
    typed = [field for field in window.page("register").findChildren(QLineEdit) if field.isVisible()]
    for field, text in zip(typed, ("5311024107850001", "Maria Lobo"), strict=False):
        field.setFocus()
        officer.types("typing in the form", field, text)
    for mode in ("dark", "light"):
        officer.does("changing the theme", mode, lambda mode=mode: theme().set_mode(mode))
    return officer.spans


def measure() -> Iterator[Measured]:
    """The worst span of each kind."""
    home = crowd()
    i18n.set_language("id")
    app.make_application(home)
    window = MainWindow(bootstrap.open_context(home, PASSPHRASE))
    window.resize(1366, 728)
    window.show()
    found = spans(window)
    if "--each" in sys.argv:
        for kind, step, worst in found:
            yield Measured(f"{kind}: {step}", worst, "ms")
    else:
        for kind in dict.fromkeys(kind for kind, _step, _worst in found):
            worst, step = max((worst, step) for of, step, worst in found if of == kind)
            yield Measured(
                f"busy at a time, {kind} ({step})", worst, "ms", None if kind in _NOT_UNDER_HANDS else _LIMIT
            )
    window.hide()
    QApplication.processEvents()
    window.shut()


if __name__ == "__main__":
    hand_over(measure())
