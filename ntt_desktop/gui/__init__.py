"""The windows. The only importer of PySide6."""

import ctypes
import sys


def _keep_constants() -> None:
    """Give None, True, False and NotImplemented so many references that none can be used up.

    PySide6 6.12.0 is built as if these were immortal, which they are from Python 3.12 on: each ``emit()`` takes a
    reference from True, each ``parent()`` that gives nothing one from None, until the interpreter aborts with
    "deallocating None". On Python 3.11 they are made as good as immortal here. 6.11 does not need it.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    many = sys.maxsize >> 8
    for constant in (None, True, False, NotImplemented):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < many:
            count.value += many


_keep_constants()
