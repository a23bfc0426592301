"""A field that searches while one types and holds what was picked: regions, people, occupations.

`SearchPicker` knows nothing of what it picks: it is given ``find(text) -> [Option]``, which must be quick (reference
data in memory). For people, look the options up through `Tasks` and hand them to `SearchPicker.offer`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from ntt_desktop.i18n import tr

_SHOWN = 9


@dataclass(frozen=True, slots=True)
class Option:
    """Something to pick: its key, its words in the field, and words that tell namesakes apart in the list."""

    key: str
    text: str
    detail: str = ""


class SearchPicker(QLineEdit):
    """Type, choose with the arrow keys and Enter, or go on with Tab when only one is left.

    ``picked`` carries the key (empty when what is typed is nothing known). With ``free`` any text may stay.
    """

    picked = Signal(str)
    asked = Signal(str)
    """What is typed, when ``find`` is None: answer with `offer`."""

    def __init__(
        self,
        find: Callable[[str], list[Option]] | None,
        *,
        name: str = "",
        placeholder: str = "",
        free: bool = False,
    ) -> None:
        super().__init__()
        self._find = find
        self._free = free
        self._key = ""
        self._chosen: Option | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._list = QListWidget(self)
        self._list.setObjectName("popup")
        self._list.setWindowFlags(Qt.WindowType.ToolTip)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFocusProxy(self)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setAccessibleName(tr("Matches"))
        self._list.itemClicked.connect(self._clicked)
        self._options: list[Option] = []
        self.textEdited.connect(self._typed)

    @property
    def key(self) -> str:
        """The picked key; empty when nothing is picked."""
        return self._key

    def set_option(self, option: Option | None) -> None:
        """Hold ``option`` without emitting; None empties the field."""
        self._chosen = option
        self._key = option.key if option else ""
        self.setText(option.text if option else "")
        self.setToolTip(option.detail if option else "")
        self.setCursorPosition(0)
        self._list.hide()

    def offer(self, options: list[Option]) -> None:
        """Show these below the field."""
        self._options = options
        self._list.clear()
        for option in options:
            item = QListWidgetItem(f"{option.text}   {option.detail}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, option.key)
            self._list.addItem(item)
        if not options or not self.hasFocus():
            self._list.hide()
            return
        self._list.setCurrentRow(0)
        metrics = self._list.fontMetrics()
        widest = max(metrics.horizontalAdvance(self._list.item(at).text()) for at in range(self._list.count()))
        height = min(len(options), _SHOWN) * max(self._list.sizeHintForRow(0), 32) + 12
        self._list.resize(max(self.width(), min(widest + 56, 560)), height)
        place = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        if place.y() + height > screen.bottom():
            place = self.mapToGlobal(QPoint(0, -height - 2))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self._list.width())))
        self._list.move(place)
        self._list.show()

    def _typed(self, text: str) -> None:
        self._key, self._chosen = "", None
        self.picked.emit("")
        if not text.strip():
            self.offer([])
        elif self._find is None:
            self.asked.emit(text)
        else:
            self.offer(self._find(text))

    def _clicked(self, item: QListWidgetItem) -> None:
        self._take(self._options[self._list.row(item)])

    def _take(self, option: Option) -> None:
        self.set_option(option)
        self.picked.emit(option.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list.isVisible()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            if not shown and event.key() == Qt.Key.Key_Down and self._find is not None:
                self.offer(self._find(self.text()))
                return
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN}
            step = steps.get(Qt.Key(event.key()), -_SHOWN)
            if shown:
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
            return
        if shown and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._options[self._list.currentRow()])
            return
        if shown and event.key() == Qt.Key.Key_Escape:
            self._list.hide()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._list.isVisible():
            key = event.key()
            if event.type() == QEvent.Type.KeyPress and key == Qt.Key.Key_Tab and not self._free:
                self._take(self._options[max(0, self._list.currentRow())])
            closing = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.type() == QEvent.Type.ShortcutOverride and key in closing:
                event.accept()  # these keys belong to the list while it is open
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._list.hide()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()
