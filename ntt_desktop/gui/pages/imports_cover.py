"""A list whose months were paid before: taken in as earlier cover of the people it names, the opening balance."""

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.gui.dialogs.cover import FIRST
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.fields import text_field
from ntt_desktop.gui.widgets.layout import FlowLayout
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import CoverTerms


class CoverTermsBar(QFrame):
    """A tick, who paid, and from which month a mere number of months counts; hidden without a column of months."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("card")
        now = Month.of(session.ctx.today)
        self.tick = QCheckBox(tr("The months in this list were paid before: keep them as earlier cover"))
        self.payer = text_field(tr("For example: APBD Kab. 2025"), name=tr("Who paid"), limit=80)
        self.payer.setMinimumWidth(190)
        months = [FIRST + at for at in range((now.year - FIRST.year) * 12 + now.month)]
        options: list[tuple[object, str]] = [("", tr("written in the list"))]
        options += [(month.text, month_words(month)) for month in reversed(months)]
        self.first = Choice(options, name=tr("First paid month"), width=150)
        flow = FlowLayout()
        self._asked: tuple[QWidget, ...] = (label(tr("Who paid")), self.payer, label(tr("First month")), self.first)
        for widget in (self.tick, *self._asked):
            flow.addWidget(widget)
        flow.setContentsMargins(tokens.S3, tokens.S2, tokens.S3, tokens.S2)
        self.setLayout(flow)
        self.tick.toggled.connect(lambda _on: self._show())
        self._show()
        self.hide()

    def offer(self, has_months: bool) -> None:
        """Show the bar for a sheet with months; without one it says nothing."""
        self.setVisible(has_months)
        if not has_months:
            self.tick.setChecked(False)

    @property
    def terms(self) -> CoverTerms | None:
        """What was said; None when the months are no earlier cover."""
        if not self.tick.isChecked():
            return None
        return CoverTerms(self.payer.text().strip(), str(self.first.value() or ""))

    def _show(self) -> None:
        for widget in self._asked:
            widget.setVisible(self.tick.isChecked())
        if self.tick.isChecked():
            self.payer.setFocus()
