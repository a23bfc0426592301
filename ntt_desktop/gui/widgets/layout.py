"""Layouts: rows and columns in one call, and one that wraps like text."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ntt_desktop.gui.theme import tokens

Item = QWidget | QLayout | int | None
Margins = int | tuple[int, int, int, int]


def _fill(layout: QBoxLayout, items: tuple[Item, ...], gap: int, margins: Margins) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
            if item.property("align_top") and isinstance(layout, QHBoxLayout):
                layout.setAlignment(item, Qt.AlignmentFlag.AlignTop)
        else:
            layout.addLayout(item)


def row(*items: Item, gap: int = tokens.S2, margins: Margins = 0) -> QHBoxLayout:
    """Widgets and layouts side by side; an int is empty space, None takes what is left."""
    made = QHBoxLayout()
    _fill(made, items, gap, margins)
    return made


def beside(*fields: QWidget, shares: Sequence[int] = ()) -> QHBoxLayout:
    """Fields beside each other, equally wide unless ``shares`` of the width are given."""
    made = row(*fields, gap=tokens.S3)
    for at in range(len(fields)):
        made.setStretch(at, shares[at] if shares else 1)
    return made


def column(*items: Item, gap: int = tokens.S2, margins: Margins = 0) -> QVBoxLayout:
    """Widgets and layouts one below the other; an int is empty space, None takes what is left."""
    made = QVBoxLayout()
    _fill(made, items, gap, margins)
    return made


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A plain widget that holds ``layout``."""
    made = QWidget()
    made.setLayout(layout)
    if name:
        made.setObjectName(name)
    return made


class Sides(QGridLayout):
    """Two columns of cards, side by side where there is room and one below the other where there is not."""

    def __init__(self, *columns: QLayout) -> None:
        super().__init__()
        self.setSpacing(tokens.S3)
        self._columns = tuple(map(holder, columns))
        self.place(wide=True)

    def place(self, *, wide: bool) -> None:
        """Lay them out for a wide or a narrow window."""
        for at, side in enumerate(self._columns):
            self.addWidget(side, 0 if wide else at, at if wide else 0)
            self.setColumnStretch(at, 1 if wide or at == 0 else 0)


class FlowLayout(QLayout):
    """Lays its widgets out in lines, wrapping when a line is full: chips, filters, tiles."""

    def __init__(self, gap: int = tokens.S2, line_gap: int | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._gap, self._line_gap = gap, gap if line_gap is None else line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # a page that is laid out asks hundreds of times
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            if lines[-1] and used + self._gap + width > rect.width():
                lines.append([])
                used = 0
            used += width + (self._gap if lines[-1] else 0)
            lines[-1].append(item)
        y = rect.y()
        for members in lines:
            if not members:
                continue
            height = max(item.sizeHint().height() for item in members)
            x = rect.x()
            for item in members:
                size = QSize(min(item.sizeHint().width(), max(rect.width(), 1)), item.sizeHint().height())
                if place:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            y += height + self._line_gap
        return max(0, y - self._line_gap - rect.y())


def clear_viewport(area: QScrollArea) -> None:
    """Let the ground shine through a scroll area. To be called before its widget is set."""
    # A viewport of our own: asking for Qt's costs sixteen milliseconds at the first time, before the first window.
    area.setViewport(QWidget())


def scrolling(layout: QVBoxLayout) -> QScrollArea:
    """A frameless area that scrolls ``layout`` upright and never sideways."""
    flow = QWidget()
    flow.setObjectName("flow")
    outer = column(layout, None, gap=0, margins=(0, 0, tokens.S1, 0))
    flow.setLayout(outer)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    clear_viewport(area)
    area.setWidget(flow)
    flow.setAutoFillBackground(False)
    return area
