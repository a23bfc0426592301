"""The steps of a longer task, shown above it: done, current, to come."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import fonts, theme, tokens
from ntt_desktop.i18n import tr

_DOT = 24


class Stepper(QWidget):
    """``set_step(1)`` makes the second step current. The step's state is number or tick, weight and colour."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        super().__init__()
        self._steps = steps
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_step(0)

    @property
    def step(self) -> int:
        """The current step, from 0."""
        return self._at

    def set_step(self, at: int) -> None:
        """Make a step current."""
        self._at = at
        name = self._steps[min(at, len(self._steps) - 1)]
        self.setAccessibleName(tr("Step {at} of {count}: {name}", at=at + 1, count=len(self._steps), name=name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, _DOT + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, _DOT + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().colors
        widths = [QFontMetrics(fonts.body(strong=True)).horizontalAdvance(step) + _DOT + 8 for step in self._steps]
        gap = max(24, min(120, (self.width() - sum(widths)) // max(1, len(self._steps) - 1)))
        x = 0
        for at, step in enumerate(self._steps):
            done, now = at < self._at, at == self._at
            circle = QRectF(x + 1, (self.height() - _DOT) / 2, _DOT - 2, _DOT - 2)
            painter.setPen(QPen(icons.color("accent" if done or now else "strong"), 2))
            painter.setBrush(icons.color("accent") if now else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle)
            painter.setFont(fonts.body(tokens.CAPTION, strong=True))
            if done:
                tick = icons.pixmap("check", "accent", 14, self.devicePixelRatioF())
                painter.drawPixmap(round(circle.center().x()) - 7, round(circle.center().y()) - 7, tick)
            else:
                painter.setPen(icons.color(colors.on_accent if now else "muted"))
                painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(at + 1))
            painter.setPen(icons.color("text" if now else "muted"))
            painter.setFont(fonts.body(strong=now))
            words = QRectF(x + _DOT + 7, 0, widths[at], self.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), step)
            x += widths[at]
            if at + 1 < len(self._steps):
                painter.setPen(QPen(icons.color("accent" if done else "border"), 2))
                middle = self.height() // 2
                painter.drawLine(x + 10, middle, x + gap - 10, middle)
            x += gap
