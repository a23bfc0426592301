"""A drop-down of (value, text) pairs."""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)


class Choice(QComboBox):
    """A drop-down that holds values; ``picked`` is emitted only when a person chooses."""

    picked = Signal(object)

    def __init__(self, options: Iterable[tuple[object, str]] = (), *, name: str = "", width: int = 0) -> None:
        super().__init__()
        self._has_list = False
        self._typed = ""
        self._since_typed = QElapsedTimer()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        if name:
            self.setAccessibleName(name)
        if width:
            self.setMinimumWidth(width)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options)
        self.activated.connect(lambda _at: self.picked.emit(self.value()))

    def set_options(self, options: Iterable[tuple[object, str]]) -> None:
        """Replace the options, keeping the value if it is still there."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for value, text in options:
            self.addItem(text, value)
        self.blockSignals(False)
        self.set_value(kept)

    def showPopup(self) -> None:
        """Open the list, which is made when it is first asked for: it costs more than the field itself."""
        if not self._has_list:
            self.setView(QListView())
            self.setItemDelegate(QStyledItemDelegate(self))  # the usual one knows no style sheet: rows too low to hit
            self.view().window().ensurePolished()
            self.view().ensurePolished()
            self._has_list = True
        longest = max(
            (self.fontMetrics().horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0
        )
        self.view().setMinimumWidth(min(longest + 48, 420))
        super().showPopup()
        here = self.model().index(self.currentIndex(), self.modelColumn())
        self.view().setCurrentIndex(here)
        self.view().scrollTo(here, QListView.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose what begins with them, a blank among them being one: Qt would open the list at it."""
        text = event.text()
        going = self._since_typed.isValid() and self._since_typed.elapsed() < QApplication.keyboardInputInterval()
        typed = (self._typed if going else "") + text
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not text or not text.isprintable() or not typed.strip() or command:
            super().keyPressEvent(event)
            return
        self._typed = typed
        self._since_typed.start()
        self._find(typed.casefold(), onward=len(typed) == 1)

    def _find(self, typed: str, *, onward: bool) -> None:
        """Choose the option that begins with ``typed``, else one with it inside; ``onward``: behind the present one."""
        first = self.currentIndex() + 1 if onward else max(self.currentIndex(), 0)
        order = [(first + step) % self.count() for step in range(self.count())]
        texts = {at: self.itemText(at).casefold() for at in order}
        found = next((at for at in order if texts[at].startswith(typed)), None)
        if found is None and len(typed) > 1:
            found = next((at for at in order if typed in texts[at]), None)
        if found is not None and found != self.currentIndex():
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As usual, but text that does not fit ends in an ellipsis."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.width() - 42
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def value(self) -> object:
        """The chosen value, or None."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose ``value``; an unknown one chooses the first option."""
        self.setCurrentIndex(max(0, self.findData(value)) if self.count() else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it does not change a value that merely lies under the pointer."""
        event.ignore()
