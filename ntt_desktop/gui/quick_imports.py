"""Modules imported after Qt are not read as source: half of the time from start to first window went there.

Qt for Python looks into the source text of every module that is imported after it, ours and Python's own, for the
word PySide6, to know whether ``from __feature__ import snake_case`` could concern it. This program uses no such
feature, so the answer does not matter. Where a later Qt for Python has no such look, nothing happens.
"""

import sys
from typing import Any

import PySide6.QtCore  # noqa: F401  (brings the module below)

_FEATURE, _LOOK = "shibokensupport.feature", "_mod_uses_pyside"


def _uses_no_feature(_module: Any) -> bool:
    """The answer for every module, without reading it."""
    return False


def begin() -> None:
    """Answer for all modules imported from now on."""
    feature = sys.modules.get(_FEATURE)
    if feature is not None and _LOOK in vars(feature):
        vars(feature)[_LOOK] = _uses_no_feature
