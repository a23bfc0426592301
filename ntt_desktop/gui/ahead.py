"""Makes the pages ready while nobody waits, so that showing one for the first time is as quick as showing it again.

Modules are imported in the background; then one page after the other is made, and its widgets get their looks (what
takes longest of a first showing) a few at a time, with pauses in which the window answers. All of it waits while
somebody types or clicks. A page that is opened before its turn is made then and there.
"""

import gc
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.pages import PageSpec

if TYPE_CHECKING:
    from ntt_desktop.gui.main_window import MainWindow

_PAUSE_MS = 25
_QUIET_MS = 700
"""Milliseconds without a key or a click before the next piece."""
_PIECE_S = 0.006
"""Seconds of work between two pauses; making a page is one piece, however long it takes."""


def import_pages(_ctx: Any, specs: tuple[PageSpec, ...], *, progress: Any) -> None:
    """Import the modules of these pages (runs on a reader's thread); stops between two of them when cancelled."""
    for done, spec in enumerate(specs):
        progress(done, len(specs))
        spec.load()


class Ahead(QObject):
    """Lives as long as its window. `start` once the first page is in sight; ``ready`` when all pages are made."""

    def __init__(self, window: "MainWindow", idle_ms: Callable[[], int] = lambda: _QUIET_MS) -> None:
        """``idle_ms`` says for how long nobody has typed or clicked."""
        super().__init__(window)
        self._idle_ms = idle_ms
        self.ready = False
        self._window = window
        self._steps = self._all_steps()
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._piece)

    def start(self) -> None:
        """Begin with the modules."""
        specs = tuple(map(self._window.spec, self._window.keys))
        self._window.session.tasks.read(
            import_pages,
            specs,
            owner=self,
            done=lambda _nothing: self._timer.start(),
            failed=lambda _error: None,  # whoever opens that page hears of it
        )

    def _piece(self) -> None:
        if self._idle_ms() < _QUIET_MS:
            return
        began = time.perf_counter()
        while time.perf_counter() - began < _PIECE_S:
            if next(self._steps, None) is None:
                self.ready = True
                self._timer.stop()
                gc.freeze()  # pages stay: looking through them for garbage would hold the window up
                return

    def _all_steps(self) -> Iterator[bool]:
        for key in self._window.keys:
            yield True
            page = self._window.page(key)
            if page.isVisible():
                continue
            for widget in page.findChildren(QWidget):
                yield True
                widget.ensurePolished()
