"""Lucide icons (ISC licence, ``resources/icons/LICENSE``), coloured from the theme.

``icon("plus")`` draws ``resources/icons/plus.svg`` in the colour of a token. `set_icon` remembers what a button
wears and draws it anew when the theme changes. To use another icon, copy its file from the npm package
``lucide-static`` into ``resources/icons``; a test sees to it that no unused file is shipped.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ntt_desktop import paths
from ntt_desktop.gui.theme import theme
from ntt_desktop.gui.theme.tokens import mix

SIZE = 18
"""An icon's usual edge in logical pixels."""


@lru_cache(maxsize=512)
def _draw(name: str, color: str, size: int, ratio: float) -> QPixmap:
    source = paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, role: str = "text", size: int = SIZE, ratio: float | None = None) -> QPixmap:
    """The icon as a pixmap in the colour of token ``role`` (or a ``#RRGGBB``), sharp at the screen's scale."""
    color = role if role.startswith("#") else str(getattr(theme().colors, role))
    if ratio is None:
        screen = QGuiApplication.primaryScreen()
        ratio = screen.devicePixelRatio() if screen else 1.0
    return _draw(name, color, size, max(ratio, 1.0))


def icon(name: str, role: str = "text", size: int = SIZE) -> QIcon:
    """The icon in the colour of token ``role``, with a paler picture for disabled buttons."""
    made = QIcon(pixmap(name, role, size))
    colors = theme().colors
    made.addPixmap(pixmap(name, mix(colors.muted, colors.surface, 0.6), size), QIcon.Mode.Disabled)
    return made


def set_icon(widget: QAbstractButton | QLabel, name: str, role: str = "text", size: int = SIZE) -> None:
    """Give a button or label an icon that follows the theme."""
    widget.setProperty("ntt_icon", f"{name} {role} {size}")
    _wear(widget)


def _wear(widget: QWidget) -> None:
    worn = widget.property("ntt_icon")
    if not worn:
        return
    name, role, size = str(worn).split()
    if isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, role, int(size), widget.devicePixelRatioF()))
    elif isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, role, int(size)))
        widget.setIconSize(QSize(int(size), int(size)))


def _wear_all() -> None:
    for widget in QApplication.allWidgets():
        _wear(widget)


def follow_theme() -> None:
    """From now on draw every worn icon anew when the theme changes; called once by the application."""
    theme().changed.connect(_wear_all)


def color(role: str) -> QColor:
    """A token's colour, for painting; not to be changed."""
    return _color(role if role.startswith("#") else str(getattr(theme().colors, role)))


@lru_cache(maxsize=64)
def _color(text: str) -> QColor:
    return QColor(text)
