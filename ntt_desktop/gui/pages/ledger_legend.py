"""What the letters of the person-month grid mean, and how many person-months are so."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.months import Shown
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import theme, tokens
from ntt_desktop.gui.widgets.layout import FlowLayout, holder, row
from ntt_desktop.gui.widgets.month_table import TONES, tile
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.services.money.ledger import Amount
from ntt_desktop.wording.ledger import IN_GRID, name


class Legend(QWidget):
    """Each letter on its colour with its word, and how many person-months are so."""

    def __init__(self) -> None:
        super().__init__()
        self.setLayout(FlowLayout(gap=tokens.S3, line_gap=2))
        self._pictures: dict[str, Any] = {}
        self._words: dict[str, Any] = {}
        for code in TONES:
            self._pictures[code], self._words[code] = label(), label("", "caption")
            self.layout().addWidget(holder(row(self._pictures[code], self._words[code], gap=6)))
        self._draw()
        self.set_counts({}, {})
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        for code, picture in self._pictures.items():
            picture.setPixmap(tile(code, self.devicePixelRatioF()))

    def set_counts(self, seated: dict[Shown, Amount], unseated: dict[str, int]) -> None:
        """Counts of the filter, and of what nobody sits in; the latter is left out where a filter cannot tell it."""
        for code, words in self._words.items():
            count = seated.get(Shown(code), Amount()).months if code in IN_GRID else unseated.get(code)
            words.setText(f"{name(code)} {number(count)}" if count else name(code))
            words.parentWidget().setVisible(bool(count) or (code in IN_GRID and self.window().height() >= tokens.LOW))
        self.layout().invalidate()
        self.updateGeometry()
