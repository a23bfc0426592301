"""Garbage is collected by the window's thread alone, and never while something is under way.

Python collects in whichever thread happens to make the next object. In a worker thread that has two ends: a look
through the objects of a long import holds the window up for 0.2 s at a time, and a widget or timer that is found
there is destroyed by a thread that it does not belong to, which ends the program. So collecting by itself is off as
long as a window is open (`ntt_desktop.windows`), and this looks when there is time.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_YOUNG = 5_000
"""New objects from which on the youngest are looked through: a few milliseconds."""
_OLDER = 20
"""Looks through the youngest before all that was made since the pages stood is looked through."""


class Collector(QObject):
    """Collects once a second while ``busy()`` says that nothing is under way."""

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._looks = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect if there is something to collect and nothing under way."""
        if gc.isenabled() or self._busy() or gc.get_count()[0] < _YOUNG:
            return
        self._looks += 1
        gc.collect(2 if self._looks % _OLDER == 0 else 1)
