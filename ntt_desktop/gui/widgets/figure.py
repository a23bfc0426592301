"""A figure (SVG) in the window: sharp at any size, told to assistive programs, its regions opened by key or click.

Left, Right, Up and Down move between the regions of a map or plot, Enter opens the one with the ring.
"""

import re
from collections.abc import Sequence
from html import unescape

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import tokens
from ntt_desktop.services.figures.plots import Spot

_MOST = 1.15
"""A figure is drawn at most this much larger than it was laid out."""
_STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class FigureView(QWidget):
    """Shows one figure as wide as there is room. ``opened`` carries the region that was chosen."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.svg = ""
        self.spots: list[Spot] = []
        self._at = 0
        self._renderer = QSvgRenderer(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def show_figure(self, svg: str, spots: Sequence[Spot] = ()) -> None:
        """Show a figure and the parts of it that can be opened; the chosen one stays if it is still there."""
        chosen = self.spots[self._at].region if self.spots else ""
        self.svg, self.spots = svg, list(spots)
        self._at = next((at for at, spot in enumerate(self.spots) if spot.region == chosen), 0)
        self._renderer.load(QByteArray(svg.encode()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.spots else Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_inside(svg, "title"))
        self._say()
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> Spot | None:
        """The part with the ring."""
        return self.spots[self._at] if self.spots else None

    def sizeHint(self) -> QSize:
        size = self._renderer.defaultSize()
        return (
            QSize(min(size.width(), 560), self.heightForWidth(min(size.width(), 560))) if self.svg else QSize(400, 240)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 120)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._renderer.defaultSize()
        return round(size.height() * self._scale_for(width)) + 2 if self.svg and size.width() else 240

    def _scale_for(self, width: float) -> float:
        return min(width / max(self._renderer.defaultSize().width(), 1), _MOST)

    def _place(self, spot: Spot) -> QRectF:
        scale = self._scale_for(self.width())
        left, top, width, height = (value * scale for value in spot.place)
        return QRectF(left, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.svg:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, scale = self._renderer.defaultSize(), self._scale_for(self.width())
        self._renderer.render(painter, QRectF(0, 0, size.width() * scale, size.height() * scale))
        if self.hasFocus() and (spot := self.current) is not None:
            painter.setPen(QPen(icons.color("text"), tokens.FOCUS))
            painter.drawRoundedRect(self._place(spot).adjusted(1, 1, -1, -1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self.spots:
            self._move(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current is not None:
            self.opened.emit(self.current.region)
        else:
            super().keyPressEvent(event)

    def _move(self, step: QPointF) -> None:
        """Go to the nearest part in a direction; sideways counts double."""
        here = QRectF(*self.spots[self._at].place).center()
        best: tuple[float, int] | None = None
        for at, spot in enumerate(self.spots):
            way = QRectF(*spot.place).center() - here
            ahead = QPointF.dotProduct(way, step)
            aside = abs(way.x() * step.y()) + abs(way.y() * step.x())
            if ahead > 1 and (best is None or ahead + 2 * aside < best[0]):
                best = (ahead + 2 * aside, at)
        if best is not None:
            self._at = best[1]
            self._say()
            self.update()

    def _under(self, point: QPointF) -> int | None:
        return next((at for at, spot in enumerate(self.spots) if self._place(spot).contains(point)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = at
            self._say()
            self.update()
            self.opened.emit(self.spots[at].region)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._under(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.spots[at].text if at is not None else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _say(self) -> None:
        spot = self.current
        whole = _inside(self.svg, "desc")
        self.setAccessibleDescription(f"{spot.text}. {whole}" if spot is not None else whole)


def png(svg: str, scale: float = 2.0) -> bytes:
    """A figure as a PNG file, ``scale`` times as large as it was laid out; may be called in any thread."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    made = QImage(renderer.defaultSize() * scale, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    file = QBuffer()
    file.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(file, QByteArray(b"PNG")).write(made)
    return bytes(file.data().data())


def _inside(svg: str, tag: str) -> str:
    found = re.search(f"<{tag}>(.*?)</{tag}>", svg, re.DOTALL)
    return unescape(found[1]) if found else ""
