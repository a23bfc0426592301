"""How long the window's thread was busy at a time: spans between two waits of its event loop."""

import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject, QTimer

_LIMIT_MS = 10_000


class Meter(QObject):
    """Watches the event loop of this thread. A span is what is done between waking, or the last turn, and waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.worst = 0.0
        """Seconds of the longest span since the last `take`."""
        self._since: float | None = None
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._turn)
        dispatcher.aboutToBlock.connect(self._wait)

    def take(self) -> float:
        """The longest span since this was last asked."""
        worst, self.worst = self.worst, 0.0
        return worst

    def during(self, act: Callable[[], object]) -> None:
        """Do something that the event loop would do: it counts as a span."""
        began = time.perf_counter()
        act()
        self.worst = max(self.worst, time.perf_counter() - began)

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._since is not None:
            self.worst = max(self.worst, now - self._since)
        self._since = now

    def _wait(self) -> None:
        self._turn()
        self._since = None


def run_until(over: Callable[[], bool], limit_ms: int = _LIMIT_MS) -> None:
    """Let the event loop run as in the program, waiting where there is nothing to do, until ``over()``."""
    loop = QEventLoop()
    look = QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if over() else None)
    look.start()
    QTimer.singleShot(limit_ms, loop, loop.quit)
    loop.exec()
