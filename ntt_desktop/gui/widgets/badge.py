"""State as icon + word + colour: a value, a widget, and how a table cell paints it."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import fonts, theme, tokens
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.text import label, set_tone

HEIGHT = 22
_ICON = 14


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says. ``tone``: good, warn, bad, info, accent or muted."""

    icon: str
    word: str
    tone: str = "muted"


class StateBadge(QFrame):
    """A badge as a widget."""

    def __init__(self, badge: Badge | None = None) -> None:
        super().__init__()
        self.setObjectName("badge")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._icon = QLabel()
        self._word = label()
        self.setLayout(row(self._icon, self._word, gap=5, margins=(8, 0, 10, 0)))
        if badge is not None:
            self.set_badge(badge)

    def set_badge(self, badge: Badge) -> None:
        """Say something else."""
        icons.set_icon(self._icon, badge.icon, badge.tone, _ICON)
        self._word.setText(badge.word)
        self.setAccessibleName(badge.word)
        set_tone(self._word, badge.tone)
        set_tone(self, badge.tone)


def paint_badge(painter: QPainter, area: QRect, badge: Badge, ratio: float) -> None:
    """Paint ``badge`` at the left of a cell's ``area``."""
    colors = theme().colors
    font = fonts.body(tokens.CAPTION, strong=True)
    metrics = fonts.metrics(fonts.body, tokens.CAPTION, strong=True)
    width = min(metrics.horizontalAdvance(badge.word) + _ICON + 5 + 18, area.width())
    pill = QRectF(area.left(), area.center().y() - HEIGHT / 2 + 0.5, width, HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(icons.color(colors.tint(badge.tone)))
    painter.drawRoundedRect(pill, HEIGHT / 2, HEIGHT / 2)
    top = round(pill.top() + (HEIGHT - _ICON) / 2)
    painter.drawPixmap(round(pill.left()) + 8, top, icons.pixmap(badge.icon, badge.tone, _ICON, ratio))
    painter.setPen(icons.color(badge.tone))
    painter.setFont(font)
    words = QRect(round(pill.left()) + 8 + _ICON + 5, round(pill.top()), round(width) - _ICON - 20, HEIGHT)
    shown = metrics.elidedText(badge.word, Qt.TextElideMode.ElideRight, words.width() + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()


def badge_size(badge: Badge) -> QSize:
    """How large `paint_badge` would like its area."""
    width = fonts.metrics(fonts.body, tokens.CAPTION, strong=True).horizontalAdvance(badge.word)
    return QSize(width + _ICON + 5 + 18, HEIGHT)
