"""Garbage is looked for by the window's thread, when nothing is under way."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.garbage import Collector


class _Circle(QObject):
    """Found by nobody but the collector."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def no_collecting() -> Iterator[None]:
    """As in the program: Python does not collect by itself."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _many() -> list[list[object]]:
    return [[] for _ in range(20_000)]


@pytest.mark.usefixtures("no_collecting")
def test_garbage_waits_until_nothing_is_under_way(qtbot: QtBot):
    busy = True
    collector = Collector(lambda: busy)
    ended_in: list[str] = []
    weakref.finalize(_Circle(), lambda: ended_in.append(threading.current_thread().name))
    kept: list[list[list[object]]] = []
    worker = threading.Thread(target=lambda: kept.append(_many()), name="writer")
    worker.start()
    worker.join()
    collector.look()
    assert not ended_in
    busy = False
    collector.look()
    assert ended_in == [threading.main_thread().name]


def test_a_program_that_collects_by_itself_is_left_alone(qtbot: QtBot):
    collector = Collector(lambda: False)
    looked: list[str] = []
    gc.callbacks.append(lambda phase, _about: looked.append(phase))
    try:
        collector.look()
    finally:
        gc.callbacks.pop()
    assert not looked
