"""What needs attention, as a list: icon, sentence, and the button that leads there."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import label, line


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at. ``tone``: good, info, warn, bad. ``action``: its words and what it does."""

    icon: str
    text: str
    hint: str = ""
    tone: str = "info"
    action: tuple[str, Callable[[], object]] | None = None


class NoticeList(Card):
    """A card with one line per notice."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._lines = column(gap=0)
        self.body.setSpacing(tokens.S2)
        self.body.addLayout(self._lines)

    def show_notices(self, notices: list[Notice]) -> None:
        """Show these, in this order."""
        empty(self._lines)
        for at, notice in enumerate(notices):
            if at:
                self._lines.addWidget(line())
            self._lines.addWidget(_NoticeLine(notice))


class _NoticeLine(QFrame):
    def __init__(self, notice: Notice) -> None:
        super().__init__()
        picture = QLabel()
        picture.setFixedWidth(24)
        icons.set_icon(picture, notice.icon, notice.tone, 18)
        words = column(label(notice.text, "label", wrap=True), gap=0)
        if notice.hint:
            words.addWidget(label(notice.hint, "caption", wrap=True))
        layout = row(picture, words, gap=tokens.S2, margins=(0, 6, 0, 6))
        layout.setStretch(1, 1)
        layout.setAlignment(picture, Qt.AlignmentFlag.AlignVCenter)
        if notice.action is not None:
            go = button(notice.action[0], notice.action[1])
            go.setAccessibleDescription(notice.text)
            layout.addWidget(go)
        self.setLayout(layout)
        self.setAccessibleName(f"{notice.text} {notice.hint}".strip())
