"""Fonts: the system's own (Segoe UI, else Noto Sans, else ours), with tabular figures."""

from collections.abc import Callable
from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from ntt_desktop import paths
from ntt_desktop.gui.theme import tokens

_BODY_FAMILIES = ("Segoe UI", "Noto Sans", "DejaVu Sans")
_MONO_FAMILIES = ("Cascadia Mono", "Consolas", "Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono")


@lru_cache(maxsize=1)
def _families() -> tuple[str, str]:
    """The body and the monospaced family to use on this machine."""
    known = QFontDatabase.hasFamily  # the list of all families would take longer than the rest of the start
    if not any(map(known, _BODY_FAMILIES[:2])):
        try:
            folder = paths.resource("fonts")
        except FileNotFoundError:
            folder = None
        for file in sorted(folder.glob("*.ttf")) if folder else ():
            QFontDatabase.addApplicationFont(str(file))
    body = next(filter(known, _BODY_FAMILIES), "") or _of_system(QFontDatabase.SystemFont.GeneralFont)
    mono = next(filter(known, _MONO_FAMILIES), "") or _of_system(QFontDatabase.SystemFont.FixedFont)
    return body, mono


def _of_system(kind: QFontDatabase.SystemFont) -> str:
    return QFontDatabase.systemFont(kind).family()


def _font(family: str, size: int, weight: QFont.Weight) -> QFont:
    font = QFont(family)
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def body(size: int = tokens.BODY, *, strong: bool = False) -> QFont:
    """The font of the screen at ``size`` logical pixels, with tabular figures; one for all who ask, never changed."""
    return _font(_families()[0], size, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)


@cache
def metrics(font_of: Callable[..., QFont], size: int = tokens.BODY, *, strong: bool = False) -> QFontMetrics:
    """What `body` or `mono` measures on the screen."""
    return QFontMetrics(font_of(size, strong=strong))


@cache
def mono(size: int = tokens.BODY, *, strong: bool = False) -> QFont:
    """The monospaced font, for NIKs and codes."""
    return _font(_families()[1], size, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
