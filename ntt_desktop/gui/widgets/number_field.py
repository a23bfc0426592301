"""A field for whole numbers and rupiah: points between thousands while one types."""

import re

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from ntt_desktop.gui.shown import number


def _parts(text: str) -> tuple[str, str]:
    """The digits of a number as it is typed or pasted, and what stands behind them: a decimal sign and cents.

    Of point and comma the one that is not written between thousands is the decimal sign; whoever pastes may hold it the
    other way about (``16800.00``, ``16,800.00``).
    """
    text = re.sub(r"^\D+", "", text).strip()
    point, comma = (".", ",") if number(1000)[1] == "." else (",", ".")
    for whole in (
        rf"[\d{point} ]*\d{re.escape(comma)}",
        rf"(?:\d{{4,}}|\d{{1,3}}(?:{re.escape(comma)}\d{{3}})+){re.escape(point)}",
    ):
        if found := re.fullmatch(rf"({whole})(\d{{0,2}})", text):
            return re.sub(r"\D", "", found[1]), comma + found[2]
    return re.sub(r"\D", "", text), ""


class NumberField(QLineEdit):
    """``changed`` follows every keystroke; ``value`` is 0 while nothing is typed. What stands behind a decimal comma
    does not count: a pasted Rp16.800,00 is no 1,680,000."""

    changed = Signal(object)  # rupiah do not fit into Qt's int

    def __init__(self, value: int | None = None, *, name: str = "", most: int = 10**12) -> None:
        super().__init__()
        self._most = most
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"(?:[Rr][Pp]\.?\s?)?[\d., ]{0,18}"), self))
        if name:
            self.setAccessibleName(name)
        self.textEdited.connect(self._typed)
        if value is not None:
            self.set_value(value)

    @property
    def value(self) -> int:
        """The number; 0 for an empty field."""
        digits, _ = _parts(self.text())
        return min(int(digits), self._most) if digits else 0

    def set_value(self, value: int) -> None:
        """Show a number without emitting."""
        self.setText(number(value) if value else "")

    def _typed(self, text: str) -> None:
        behind = sum(letter.isdigit() for letter in text[self.cursorPosition() :])
        digits, cents = _parts(text)
        self.setText(number(self.value) + cents if digits else "")
        place = len(self.text())
        while behind and place:
            place -= 1
            behind -= self.text()[place].isdigit()
        self.setCursorPosition(place)
        self.changed.emit(self.value)
