"""The grid of 50,000 people by 12 months: scrolling from top to bottom, by wheel, by drag and by key, and its sums.

``--own`` counts the thread's own work only, where others use the machine too.
"""

import gc
import os
import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ntt_desktop import bootstrap, i18n
from ntt_desktop.gui import app
from ntt_desktop.gui.ahead import Ahead
from ntt_desktop.gui.garbage import Collector
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.screenshots import settle
from ntt_desktop.gui.widgets.month_table import MonthTable
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.money import ledger
from ntt_desktop.services.money.ledger import Filter
from tests.bench.assigning import crowd
from tests.bench.measured import Measured, hand_over, peak_memory
from tests.bench.meter import Meter, run_until
from tests.bench.population import PASSPHRASE

PEOPLE = int(os.environ.get("NTT_BENCH_GRID", "50000"))
_STEPS = 120
_LIMIT = 50


def province(folder: Path) -> None:
    """Everybody on a seat for twelve months, the months in every stage; the store is closed again."""
    if not folder.exists():
        ctx = crowd(folder, PEOPLE, PEOPLE)
        slots.assign(ctx, "P26")
        with ctx.store.write("Pengukur") as uow:
            # What bills and payments would lift them to; which month stands where changes nothing here.
            uow.execute("UPDATE seat_month SET stage = 1 + (month + seat) % 4", ())
        ctx.store.close()


def wheel(table: MonthTable) -> None:
    """A turn of the wheel over the grid."""
    view = table.viewport()
    middle = QPointF(view.rect().center())
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(
        middle, view.mapToGlobal(middle), QPoint(), QPoint(0, -360), Qt.MouseButton.NoButton, none, phase, False
    )
    QApplication.sendEvent(view, turned)


def measure() -> Iterator[Measured]:
    """Scroll in every way, as fast as the window takes it."""
    home = Path(os.environ["NTT_BENCH_FOLDER"]) / "grid"
    making = get_context("spawn").Process(target=province, args=(home,))  # its memory is not the window's
    making.start()
    making.join()
    i18n.set_language("id")
    app.make_application(home)
    gc.disable()  # as the program does while its window is open
    sys.setswitchinterval(app.SWITCH_S)
    ctx = bootstrap.open_context(home, PASSPHRASE)
    began = time.perf_counter()
    found = ledger.sums(ctx, Filter())
    yield Measured(f"sums of {PEOPLE} people x 12 months in four ways", 1000 * (time.perf_counter() - began), "ms")
    assert sum(amount.months for amount in found.totals.values()) == 12 * PEOPLE
    window = MainWindow(ctx)
    collector = Collector(lambda: window.session.tasks.busy)
    window.resize(1366, 728)
    window.show()
    window.open_first()
    ahead = Ahead(window)
    ahead.start()
    run_until(lambda: ahead.ready, 60_000)
    meter = Meter(time.thread_time if "--own" in sys.argv else time.perf_counter)
    page = window.open("ledger")
    run_until(lambda: page.model.total() == PEOPLE, 30_000)
    settle(window, 30_000)
    yield Measured("grid: longest held up, opening the page", 1000 * meter.take(), "ms", _LIMIT)
    table, bar = page.table, page.table.verticalScrollBar()
    place = 0

    def drag() -> bool:
        nonlocal place
        place += 1
        bar.setValue(bar.maximum() * place // _STEPS)
        return place >= _STEPS

    def turn() -> bool:
        nonlocal place
        place += 1
        wheel(table)
        return place >= _STEPS

    def press() -> bool:
        nonlocal place
        place += 1
        QTest.keyClick(table, Qt.Key.Key_PageUp)
        return place >= _STEPS

    for name, act in (("by dragging", drag), ("by the wheel", turn), ("by Page Up", press)):
        place = 0
        if act is press:
            table.setFocus()
            table.setCurrentIndex(page.model.index(PEOPLE - 1, page.model.first_month))
        elif act is turn:
            bar.setValue(0)
        settle(window)
        meter.take()
        run_until(act, 60_000)
        settle(window)
        yield Measured(f"grid: longest held up, {name}", 1000 * meter.take(), "ms", _LIMIT)
    began = time.perf_counter()
    table.viewport().repaint()
    yield Measured("grid: painting a screen", 1000 * (time.perf_counter() - began), "ms")
    yield Measured("grid: memory at its most", peak_memory(), "MiB")
    del collector
    window.hide()
    window.shut()


if __name__ == "__main__":
    hand_over(measure())
