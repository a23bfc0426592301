"""The panel beside the rows of an import: why, what changes, and mending on the spot."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ntt_desktop.domain.findings import SEVERITY
from ntt_desktop.gui import words as words_for
from ntt_desktop.gui.models.import_rows import outcome_badge, place_words
from ntt_desktop.gui.pages.imports_mend import AskForm, MendForm, concerned, said_in_form
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.card import Facts
from ntt_desktop.gui.widgets.fields import TONE_OF, Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import column, scrolling
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.gui.words import field_name
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import ImportRow
from ntt_desktop.wording import findings, outcomes


class Reasons(QFrame):
    """What there is to say of one row. ``mend`` carries its number and what was typed, ``confirm`` the fields."""

    mend = Signal(int, object)
    confirm = Signal(int, object)

    def __init__(self, session: Session, rows: QWidget) -> None:
        """``rows``: the list that it stands beside."""
        super().__init__()
        self._session = session
        self._rows = rows
        self._label: Callable[[str], str] = session.ctx.reference.regions.label
        self.form: MendForm | None = None
        self.asks: AskForm | None = None
        self.setObjectName("card")
        self._lines = column(gap=tokens.S2, margins=tokens.S3)
        self._area = scrolling(self._lines)
        self.setLayout(column(self._area))
        self.setAccessibleName(tr("Reasons"))
        self.show_row(None)

    def take_cursor(self) -> None:
        """Put the cursor where the row is mended or asked about; nowhere else is there anything to do."""
        if self.form is not None:
            self.form.take_cursor()
        elif self.asks is not None:
            next(iter(self.asks.ticks.values())).setFocus()

    def show_row(self, found: ImportRow | None, *, can_mend: bool = False) -> None:
        """Show a row's findings and changes; None asks to choose one. ``can_mend``: a rejected row has its form."""
        empty(self._lines)
        self.form = self.asks = None
        if found is None:
            self._lines.addWidget(label(tr("Choose a row to see why."), "muted", wrap=True))
            return
        name = str(found.worker.get("full_name") or tr("(no name)"))
        self._lines.addWidget(label(name, "section", wrap=True))
        self._lines.addWidget(label(place_words(f"{found.sheet}!{found.row}"), "caption", wrap=True))
        self._lines.addWidget(StateBadge(outcome_badge(str(found.outcome))))
        mends = can_mend and str(found.outcome) == "rejected" and not found.mended_by
        in_form = set(concerned(found)) if mends else set()
        if mends:
            self.form = MendForm(self._session, found, lambda typed: self.mend.emit(found.seq, typed))
            self._lines.addWidget(self.form)
        for finding in found.findings:
            if mends and said_in_form(finding.field) in in_form:
                continue
            tone = TONE_OF[str(SEVERITY[finding.code])]
            sentence, hint = findings.words(finding, self._label)
            self._lines.addWidget(RemarkLine(Remark(sentence, tone, hint)))
        if found.kept_by:
            words = tr("The same NIK stands in {place}; that row counts.", place=place_words(found.kept_by))
            self._lines.addWidget(RemarkLine(Remark(words, "warn")))
        if found.village_kept:
            words = outcomes.village_kept(found.village_kept, self._label(str(found.worker.get("village_code") or "")))
            self._lines.addWidget(RemarkLine(Remark(words, "info")))
        if found.adds:
            fields = ", ".join(field_name(field) for field in found.adds)
            self._lines.addWidget(RemarkLine(Remark(tr("It would add: {fields}.", fields=fields), "info")))
        if found.mended_by:
            words = tr("It came back in a correction workbook and is stored.")
            self._lines.addWidget(RemarkLine(Remark(words, "good")))
        if found.asks and can_mend:
            self.asks = AskForm(found, self._shown, lambda fields: self.confirm.emit(found.seq, fields))
            self._lines.addWidget(self.asks)
        if found.changes:
            self._lines.addWidget(line())
            self._lines.addWidget(label(tr("What changes"), "strong"))
            facts = Facts(name_width=96)
            facts.set_rows(
                [
                    (field_name(field), f"{self._shown(field, found.was.get(field))} → {self._shown(field, value)}")
                    for field, value in found.changes.items()
                ]
            )
            self._lines.addWidget(facts)
        elif not found.findings and not found.kept_by and not found.village_kept:
            self._lines.addWidget(label(tr("Nothing to remark."), "muted"))
        self._values(found)
        self._in_reading_order()

    def _in_reading_order(self) -> None:
        """Reach what was made just now by Tab from the list, not behind everything else on the page."""
        before = self._rows
        made = self.form or self.asks
        for widget in made.stops if made else ():
            QWidget.setTabOrder(before, widget)
            before = widget

    def _shown(self, field: str, value: Any) -> str:
        """A field's value as people read it."""
        return words_for.field_value(self._session.ctx, field, value) or tr("(empty)")

    def _values(self, found: ImportRow) -> None:
        wanted = ("nik", "birth_date", "sex", "village_code", "occupation", "phone", "address")
        rows = [(field_name(key), self._shown(key, found.worker[key])) for key in wanted if found.worker.get(key)]
        if rows:
            self._lines.addWidget(line())
            facts = Facts(name_width=96)
            facts.set_rows(rows)
            self._lines.addWidget(facts)
