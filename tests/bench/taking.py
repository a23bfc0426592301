"""How long the window is held up at a time while a list of 50,000 people comes in, and repaints beside it.

As in the program, garbage is collected when nothing is under way and the window has Python soon.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer

from ntt_desktop import bootstrap, i18n
from ntt_desktop.gui import app
from ntt_desktop.gui.ahead import Ahead
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.imports import CHECK, CHOOSE, DONE, ImportsPage
from tests.bench.importing import LARGE
from tests.bench.measured import Measured, hand_over, median_and_worst
from tests.bench.meter import Meter, run_until
from tests.bench.population import PASSPHRASE
from tests.made import lists as samples

_LIMIT_MS = 900_000
_REPAINT_EVERY_MS = 100


def measure(folder: Path) -> Iterator[Measured]:
    """Choose the list, check it, store it."""
    large = samples.write_large(folder / "taking.xlsx", region="53.11", people=LARGE)
    made = bootstrap.create_store(
        folder / "taking", role="petugas", region="53.11", device="ukur", officer="Pengukur", passphrase=PASSPHRASE
    )
    i18n.set_language("id")
    app.make_application(folder)
    gc.disable()
    sys.setswitchinterval(app.SWITCH_S)
    window = MainWindow(made.context)
    window.resize(1366, 728)
    window.show()
    window.open_first()
    ahead = Ahead(window)
    ahead.start()
    run_until(lambda: ahead.ready, 60_000)
    page = window.open("imports")
    assert isinstance(page, ImportsPage)
    meter = Meter()
    paints: list[float] = []

    def paint() -> None:
        began = time.perf_counter()
        page.repaint()
        paints.append(time.perf_counter() - began)

    painting = QTimer(interval=_REPAINT_EVERY_MS)
    painting.timeout.connect(paint)
    painting.start()
    for what, act, step in (
        ("looked at", lambda: page.take_files([large]), CHOOSE),
        ("checked", page.go_on, CHECK),
        ("stored", page.go_on, DONE),
    ):
        if step == CHECK:
            page.go_on()
        yield from _beside(what, act, lambda step=step: page.step == step and _rests(page), meter, paints)
    window.hide()
    window.shut()


def _rests(page: ImportsPage) -> bool:
    return not page.work.isVisible() and (page.step == DONE or page.next.isEnabled())


def _beside(
    what: str, act: Callable[[], object], over: Callable[[], bool], meter: Meter, paints: list[float]
) -> Iterator[Measured]:
    paints.clear()
    meter.take()
    act()
    run_until(over, _LIMIT_MS)
    median, worst = median_and_worst(paints)
    yield Measured(f"busy at a time while {LARGE} rows are {what}", 1000 * meter.take(), "ms", 100)
    yield Measured(f"repaint of the page while {LARGE} rows are {what}: median", median, "ms", 50)
    yield Measured(f"repaint of the page while {LARGE} rows are {what}: worst", worst, "ms")


if __name__ == "__main__":
    hand_over(measure(Path(os.environ["NTT_BENCH_FOLDER"])))
