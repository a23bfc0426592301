"""The window with 100,000 people open: keystrokes until the rows are painted, scrolling, and peak memory."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ntt_desktop import bootstrap, i18n
from ntt_desktop.gui import app
from ntt_desktop.gui.ahead import Ahead
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.workers import WorkersPage
from ntt_desktop.gui.screenshots import settle
from tests.bench.measured import Measured, hand_over, median_and_worst, peak_memory
from tests.bench.meter import Meter, run_until
from tests.bench.population import PASSPHRASE
from tests.bench.searching import PEOPLE, TYPED, crowd

_SCREENS = 40


class Answer(QObject):
    """Waits until the answer to a keystroke is painted."""

    def __init__(self, page: WorkersPage) -> None:
        super().__init__()
        self._page = page
        self._arrived = False
        self._loop = QEventLoop()
        page.model.loaded.connect(self._arrive)
        page.table.viewport().installEventFilter(self)

    def wait(self) -> None:
        """Let the event loop run until then."""
        QTimer.singleShot(10_000, self._loop, self._loop.quit)
        self._loop.exec()
        self._page.table.viewport().removeEventFilter(self)
        self._page.model.loaded.disconnect(self._arrive)

    def _arrive(self, total: int) -> None:
        self._arrived = True
        if not total:  # then the table is not in sight
            QTimer.singleShot(0, self._loop.quit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._arrived and event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._loop.quit)  # the next turn: when this painting is done
        return False


def keystroke(window: MainWindow, meter: Meter, field: QLineEdit, letter: str) -> tuple[float, float]:
    """Seconds until the answer to one typed letter is painted, and the longest that the window's thread was busy."""
    answer = Answer(window.page("workers"))
    meter.take()
    began = time.perf_counter()
    QTest.keyClick(field, letter)
    answer.wait()
    return time.perf_counter() - began, meter.take()


def measure() -> Iterator[Measured]:
    """Type in the people's search, then scroll from top to bottom."""
    home = crowd()
    i18n.set_language("id")
    app.make_application(home)
    window = MainWindow(bootstrap.open_context(home, PASSPHRASE))
    window.resize(1366, 728)
    window.show()
    window.open_first()
    ahead = Ahead(window)
    ahead.start()
    run_until(lambda: ahead.ready, 60_000)
    window.open("workers")
    settle(window)
    page = window.page("workers")
    field, meter = page.findChild(QLineEdit), Meter()
    times, busy = [], []
    for text in (text for text in TYPED if " " not in text):
        for letter in text:
            settle(window)
            answered, blocked = keystroke(window, meter, field, letter)
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
    yield Measured(f"peak memory with {PEOPLE} people and all pages open", peak_memory(), "MiB", 250)
    window.hide()
    window.shut()


if __name__ == "__main__":
    hand_over(measure())
