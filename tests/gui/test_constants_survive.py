"""PySide6 6.12 takes references from None and True on Python 3.11; they must not run out."""

import sys

from PySide6.QtCore import QObject, Signal

import ntt_desktop.gui  # noqa: F401 - gives the constants their references


class _Caller(QObject):
    called = Signal()


def test_a_window_open_for_days_does_not_use_up_none_and_true() -> None:
    caller = _Caller()
    for _ in range(20_000):
        caller.called.emit()
        caller.parent()
    assert sys.getrefcount(None) > 100_000
    assert sys.getrefcount(True) > 100_000
