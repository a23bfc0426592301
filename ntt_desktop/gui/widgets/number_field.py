"""A field for whole numbers and rupiah: points between thousands while one types."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from ntt_desktop.gui.shown import number


class NumberField(QLineEdit):
    """``changed`` follows every keystroke; ``value`` is 0 while nothing is typed."""

    changed = Signal(object)  # rupiah do not fit into Qt's int

    def __init__(self, value: int | None = None, *, name: str = "", most: int = 10**12) -> None:
        super().__init__()
        self._most = most
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"[\d., ]{0,16}"), self))
        if name:
            self.setAccessibleName(name)
        self.textEdited.connect(self._typed)
        if value is not None:
            self.set_value(value)

    @property
    def value(self) -> int:
        """The number; 0 for an empty field."""
        digits = "".join(letter for letter in self.text() if letter.isdigit())
        return min(int(digits), self._most) if digits else 0

    def set_value(self, value: int) -> None:
        """Show a number without emitting."""
        self.setText(number(value) if value else "")

    def _typed(self, text: str) -> None:
        behind = sum(letter.isdigit() for letter in text[self.cursorPosition() :])
        self.setText(number(self.value) if any(letter.isdigit() for letter in text) else "")
        place = len(self.text())
        while behind and place:
            place -= 1
            behind -= self.text()[place].isdigit()
        self.setCursorPosition(place)
        self.changed.emit(self.value)
