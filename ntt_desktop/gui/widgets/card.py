"""Cards: a titled surface, a figure tile, and lists of facts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.layout import Item, column, row
from ntt_desktop.gui.widgets.text import label, set_tone


class Card(QFrame):
    """A raised surface with an optional title row; put things into ``card.body`` or with `add`."""

    def __init__(self, title: str = "", *, icon: str = "", hint: str = "", aside: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body: QVBoxLayout = column(gap=tokens.S3, margins=tokens.S4)
        self.setLayout(self.body)
        if title:
            head: list[Item] = []
            if icon:
                picture = QLabel()
                icons.set_icon(picture, icon, "muted")
                head.append(picture)
            self.title = label(title, "section")
            head += [self.title, None]
            if aside is not None:
                head.append(aside)
            self.body.addLayout(row(*head))
            self.setAccessibleName(title)
        if hint:
            self.body.addWidget(label(hint, "muted", wrap=True))

    def add(self, *items: QWidget | QLayout) -> "Card":
        """Add widgets or layouts below what is there."""
        for item in items:
            if isinstance(item, QWidget):
                self.body.addWidget(item)
            else:
                self.body.addLayout(item)
        return self

    def set_tone(self, tone: str) -> None:
        """Tint it: warn, bad, accent, or empty."""
        set_tone(self, tone)


class Figure(QFrame):
    """A tile with one number, its name, and a caption; clickable when ``clicked`` is connected."""

    clicked = Signal()

    def __init__(self, name: str, *, icon: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self._name = label(name, "muted")
        self._value = label("–", "figure")
        self._caption = label("", "caption", wrap=True)
        self._caption.hide()
        head: list[Item] = []
        if icon:
            picture = QLabel()
            icons.set_icon(picture, icon, "muted", 16)
            head.append(picture)
        head += [self._name, None]
        self.setLayout(column(row(*head, gap=6), self._value, self._caption, None, gap=2, margins=(16, 12, 16, 12)))
        self._say()

    def set_value(self, value: str, caption: str | None = None, tone: str | None = None) -> None:
        """Show another number (already formatted), caption and tone."""
        self._value.setText(value)
        if caption is not None:
            self._caption.setText(caption)
            self._caption.setVisible(bool(caption))
        if tone is not None:
            set_tone(self._value, tone)
        self._say()

    def make_link(self) -> "Figure":
        """Let it be clicked and reached by Tab."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return self

    def _say(self) -> None:
        self.setAccessibleName(f"{self._name.text()}: {self._value.text()} {self._caption.text()}".strip())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)


class Facts(QWidget):
    """Names and values in two columns; values can be selected and copied."""

    def __init__(self, rows: list[tuple[str, str]] | None = None, *, name_width: int = 132) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.S3)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)
        if rows:
            self.set_rows(rows)

    def set_rows(self, rows: list[tuple[str, str]]) -> None:
        """Show these names and values; an empty value is a dash."""
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for at, (name, value) in enumerate(rows):
            key = label(name, "muted", wrap=True)
            said = label(value or "–", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(key, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, at, 1, Qt.AlignmentFlag.AlignTop)
