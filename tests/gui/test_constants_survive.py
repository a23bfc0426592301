"""Signals and calls must not use up None and True, as those of PySide6 6.12 do on Python 3.11."""

import sys

from PySide6.QtCore import QObject, Signal


class _Caller(QObject):
    called = Signal()


def test_a_window_open_for_days_does_not_use_up_none_and_true() -> None:
    caller = _Caller()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(500):
        caller.called.emit()
        caller.parent()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(now > then - 100 for now, then in zip(after, before, strict=True))
