"""The window with 100,000 people open: keystrokes until the rows are painted, scrolling, and peak memory."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ntt_desktop import bootstrap, i18n
from ntt_desktop.gui import app
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.screenshots import settle
from tests.bench.measured import Measured, hand_over, median_and_worst, peak_memory
from tests.bench.population import PASSPHRASE
from tests.bench.searching import PEOPLE, TYPED, crowd

_SCREENS = 40


def keystroke(window: MainWindow, field: QLineEdit, letter: str) -> tuple[float, float]:
    """Seconds until the answer to one typed letter is painted, and the longest that the window's thread was busy."""
    answered: list[int] = []
    connection = window.page("workers").model.loaded.connect(answered.append)
    began = time.perf_counter()
    QTest.keyClick(field, letter)
    busy = time.perf_counter() - began
    deadline = QDeadlineTimer(10_000)
    while not answered and not deadline.hasExpired():
        turn = time.perf_counter()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        busy = max(busy, time.perf_counter() - turn)
    turn = time.perf_counter()
    QApplication.processEvents()
    busy = max(busy, time.perf_counter() - turn)
    window.page("workers").model.loaded.disconnect(connection)
    return time.perf_counter() - began, busy


def measure() -> Iterator[Measured]:
    """Type in the people's search, then scroll from top to bottom."""
    home = crowd()
    i18n.set_language("id")
    app.make_application(home)
    window = MainWindow(bootstrap.open_context(home, PASSPHRASE))
    window.resize(1366, 728)
    window.show()
    window.open("workers")
    settle(window)
    page = window.page("workers")
    field = page.findChild(QLineEdit)
    times, busy = [], []
    for text in (text for text in TYPED if " " not in text):
        for letter in text:
            answered, blocked = keystroke(window, field, letter)
            times.append(answered)
            busy.append(blocked)
        field.clear()
        settle(window)
    median, worst = median_and_worst(times)
    yield Measured("keystroke until painted in the window: median", median, "ms", 50)
    yield Measured("keystroke until painted in the window: worst", worst, "ms")
    yield Measured("longest the window's thread was busy while typing", median_and_worst(busy)[1], "ms", 50)
    bar = page.table.verticalScrollBar()
    scrolled = []
    for screen in range(_SCREENS):
        began = time.perf_counter()
        bar.setValue(bar.maximum() * screen // _SCREENS)
        QApplication.processEvents()
        scrolled.append(time.perf_counter() - began)
        settle(window)
    yield Measured("longest the window's thread was busy while scrolling", median_and_worst(scrolled)[1], "ms", 50)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    yield Measured(f"peak memory with {PEOPLE} people open", peak_memory(), "MiB", 250)
    window.hide()
    window.shut()


if __name__ == "__main__":
    hand_over(measure())
