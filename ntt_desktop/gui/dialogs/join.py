"""Joining the programme of an office below into the own one of the same code: terms side by side, then a decision."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.layout import holder
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import joining
from ntt_desktop.services.capacity.joining import Joining, Term
from ntt_desktop.wording import terms


def _shown(term: Term, value: object) -> str:
    if term.name == "rate" and isinstance(value, int):
        return rupiah(value)
    if term.name in ("first_month", "last_month"):
        return month_words(Month.parse(str(value)))
    return number(value) if isinstance(value, int) and term.name == "seats" else terms.value(term.name, value)


class JoinDialog(Dialog):
    """``typed`` is the programme below, ``real`` the own one; ``on_done`` is called with what was done."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        typed: Programme,
        real: Programme,
        owner: str,
        on_done: Callable[[Joining], object],
    ) -> None:
        about = tr("One code, two programmes. Joined, slots of {name} count in yours, and nothing twice.", name=owner)
        super().__init__(parent, tr("Join {code}", code=real.code), about, width=640)
        self._session, self._typed, self._real, self._on_done = session, typed, real, on_done
        self._planned: Joining | None = None
        self._owner = owner
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(tokens.S4)
        self.grid.setVerticalSpacing(6)
        for at, share in enumerate((2, 3, 3)):
            self.grid.setColumnStretch(at, share)
        self.body.addWidget(holder(self.grid))
        self.seats = NumberField(most=1_000_000)
        self._seats_row = FieldRow(tr("People to confirm"), self.seats)
        self.body.addWidget(self._seats_row)
        self.accept_unlike = QCheckBox(tr("Join although terms differ: those of my programme hold"))
        self.accept_unlike.hide()
        self.accept_unlike.toggled.connect(lambda _on: self._allow())
        self.body.addWidget(self.accept_unlike)
        self.accept_button = self.buttons(tr("Join"), self._accept)
        self.accept_button.setEnabled(False)
        session.tasks.read(
            joining.join,
            typed.id,
            real.id,
            dry_run=True,
            owner=self,
            key="join",
            done=self.show_plan,
            failed=self._failed,
        )

    def show_plan(self, found: Joining) -> None:
        """Show both programmes' terms, the unlike ones marked in words."""
        self._planned = found
        for at, words in enumerate(("", self._owner, tr("This office"))):
            self.grid.addWidget(label(words, "label", wrap=True), 0, at)
        for line, term in enumerate(found.terms, start=1):
            name = terms.term(term.name) + (f" · {tr('differs')}" if term.unlike else "")
            tone = "warn" if term.unlike else ""
            self.grid.addWidget(label(name, "muted", tone=tone, wrap=True), line, 0)
            self.grid.addWidget(label(_shown(term, term.typed), "strong" if tone else "", wrap=True), line, 1)
            self.grid.addWidget(label(_shown(term, term.real), "strong" if tone else "", wrap=True), line, 2)
        self.seats.set_value(found.linked + found.given)
        self._seats_row.set_hint(
            tr(
                "{linked} were passed down already; {free} are free here.",
                linked=number(found.linked),
                free=number(found.free),
            )
        )
        self.accept_unlike.setVisible(any(term.decisive for term in found.terms))
        self._allow()
        QTimer.singleShot(0, self, self.fit)  # once the new lines know their height

    def _allow(self) -> None:
        planned = self._planned
        asks = planned is not None and any(term.decisive for term in planned.terms)
        self.accept_button.setEnabled(planned is not None and (not asks or self.accept_unlike.isChecked()))

    def _accept(self) -> None:
        if not self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(False)
        self._session.tasks.write(
            joining.join,
            self._typed.id,
            self._real.id,
            seats=self.seats.value or None,
            accept_unlike=self.accept_unlike.isChecked(),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, done: Joining) -> None:
        self._on_done(done)
        self.accept()

    def _failed(self, error: BaseException) -> object:
        self._allow()
        self._session.messages.error(error, self)
        return None
