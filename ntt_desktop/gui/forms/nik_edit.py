"""A field for NIK and KK numbers: monospaced, grouped 6-6-4 when it is left, with a count of digits while typing."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from ntt_desktop.domain.nik import clean_nik
from ntt_desktop.gui import icons, shown
from ntt_desktop.gui.theme import fonts, tokens

_DIGITS = 16


class NikEdit(QLineEdit):
    """Takes digits however they are grouped; `value` gives them cleaned."""

    def __init__(self, *, large: bool = False) -> None:
        super().__init__()
        self.setMaxLength(40)
        if large:
            self.setProperty("scale", "large")
        self.setFont(fonts.mono(20 if large else tokens.BODY, strong=large))
        self.setPlaceholderText("0" * 6 + " " + "0" * 6 + " " + "0" * 4)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def value(self) -> str:
        """What is typed, without spaces, dots and the like."""
        return clean_nik(self.text())

    def put(self, value: object) -> None:
        """Show a number, grouped."""
        self.setText(shown.nik(str(value or "")))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if len(self.value()) == _DIGITS:
            self.setText(shown.nik(self.value()))
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        count = len(self.value())
        room = self.width() - self.fontMetrics().horizontalAdvance(self.text()) - 24
        if not count or room < 48:
            return
        painter = QPainter(self)
        painter.setFont(fonts.body(tokens.CAPTION))
        painter.setPen(icons.color("good" if count == _DIGITS else "muted"))
        place = QRect(0, 0, self.width() - 12, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{count}/{_DIGITS}")
