"""How long the window's event loop was not served at a time."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

_BEAT_MS = 2
_LIMIT_MS = 10_000


class Meter(QObject):
    """A timer of two milliseconds; a beat that comes later was held up by whatever the thread did instead."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        """``clock``: ``time.thread_time`` counts this thread's own work only, not what others take of the machine."""
        super().__init__()
        self._clock = clock
        self._worst = 0.0
        self._last = clock()
        self._beat = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._look)
        self._beat.start()

    def take(self) -> float:
        """Seconds of the longest time between two beats since this was last asked; counting begins anew."""
        worst, self._worst = self._worst, 0.0
        self._last = self._clock()
        return worst

    def _look(self) -> None:
        now = self._clock()
        self._worst = max(self._worst, now - self._last)
        self._last = now


def run_until(over: Callable[[], bool], limit_ms: int = _LIMIT_MS) -> None:
    """Let the event loop run as in the program, waiting where there is nothing to do, until ``over()``."""
    loop = QEventLoop()
    look = QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if over() else None)
    look.start()
    QTimer.singleShot(limit_ms, loop, loop.quit)
    loop.exec()
