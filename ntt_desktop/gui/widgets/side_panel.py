"""A panel at the right of a list that shows one thing's detail; Esc closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLayout, QLayoutItem, QVBoxLayout, QWidget

from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import icon_button
from ntt_desktop.gui.widgets.layout import Item, column, row, scrolling
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr


class SidePanel(QFrame):
    """Title, scrolling body, foot for actions. ``closed`` follows Esc and the cross."""

    closed = Signal()

    def __init__(self, title: str = "", width: int = tokens.SIDE_PANEL) -> None:
        super().__init__()
        self.setObjectName("sidepanel")
        self.setFixedWidth(width)
        self._title = label(title, "section", wrap=True)
        self._cross = icon_button("x", tr("Close panel"), self.close_panel, shortcut="")
        head = row(self._title, self._cross)
        head.setStretch(0, 1)
        head.setContentsMargins(tokens.S4, tokens.S3, tokens.S3, tokens.S2)
        self.body: QVBoxLayout = column(gap=tokens.S3)
        inner = column(self.body, margins=(tokens.S4, 0, tokens.S3, tokens.S4))
        self._area = scrolling(inner)
        self._outer = column(head, self._area, gap=0)
        self._outer.setStretch(1, 1)
        self.setLayout(self._outer)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_panel)
        self.hide()

    def set_title(self, text: str) -> None:
        """Whose detail it is."""
        self._title.setText(text)
        self.setAccessibleName(text)

    def foot(self, *items: Item) -> None:
        """Buttons at the lower edge that stay in sight."""
        bar = QFrame()
        bar.setObjectName("foot")
        bar.setLayout(row(*items, margins=(tokens.S4, tokens.S2, tokens.S4, tokens.S2)))
        self._outer.addWidget(bar)

    def order_tabs(self, after: QWidget) -> None:
        """Let Tab go from ``after`` into the panel, from top to bottom, however late its parts were made."""
        QWidget.setTabOrder(after, self._cross)
        order_tabs(self._cross, self.body, self._outer.itemAt(self._outer.count() - 1))

    def close_panel(self) -> None:
        """Hide it and say so."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def clear(self) -> None:
        """Empty the body."""
        empty(self.body)


def _tabbed(item: QLayoutItem | None) -> list[QWidget]:
    """What Tab stops at in a part of a layout, in its order."""
    if item is None:
        return []
    widget = item.widget()
    if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return [widget]
    inner = widget.layout() if widget is not None else item.layout()
    return [one for at in range(inner.count()) for one in _tabbed(inner.itemAt(at))] if inner is not None else []


def order_tabs(after: QWidget | None, *parts: QLayoutItem | None) -> None:
    """Let Tab go through ``parts`` in this order, after ``after``, however late they were made."""
    for part in parts:
        for one in _tabbed(part):
            if after is not None:
                QWidget.setTabOrder(after, one)
            after = one


def empty(layout: QLayout) -> None:
    """Remove and delete everything in ``layout``."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)
