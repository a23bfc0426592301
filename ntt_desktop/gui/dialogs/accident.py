"""Reporting an accident at work: who, when, where; a death goes by *Catat kejadian*, which opens its claim."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.claims import INJURY, JKK, clock
from ntt_desktop.domain.effects import DIED
from ntt_desktop.errors import AppError, UserError
from ntt_desktop.gui.dialogs.end import end_person, report_event
from ntt_desktop.gui.forms.person_picker import PersonPicker
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import claims
from ntt_desktop.wording import claims as claim_words
from ntt_desktop.wording.errors import message

_OF_THE_DATE = frozenset({"date_in_future", "claim_before_cover", "claim_exists", "end_before_birth"})
"""What is said beside the date."""


class AccidentDialog(Dialog):
    """Who (unless known), when, since when known, where, who says so. Nothing is stored before *Report*."""

    def __init__(self, session: Session, parent: QWidget, worker: Mapping[str, Any] | None = None) -> None:
        about = tr("For somebody who was injured. Has the person died, record the death: its claim is opened with it.")
        super().__init__(parent, tr("Report an accident at work"), about, width=600)
        self._session, self._window, self._worker = session, parent, worker
        self.who = PersonPicker(session, worker)
        self._who_row = FieldRow(tr("Who"), self.who)
        self.body.addWidget(self._who_row)
        self.on = DateField(today=session.ctx.today)
        self.known = DateField(today=session.ctx.today)
        self._on_row = FieldRow(tr("When"), self.on)
        self._known_row = FieldRow(tr("Known since"), self.known, optional=tr("if later"))
        self.body.addLayout(beside(self._on_row, self._known_row))
        self.on.edited.connect(self._say_clock)
        self.known.edited.connect(self._say_clock)
        self.place = text_field(tr("Road, field, boat, building site, …"), limit=120)
        self.by, self.phone = text_field(limit=80), text_field(limit=40)
        self.note = text_field(tr("What happened, in which hospital, which witnesses"), limit=200)
        self.body.addWidget(FieldRow(tr("Place"), self.place, optional=tr("if it is known")))
        self.body.addLayout(
            beside(
                FieldRow(tr("Who reported it"), self.by, optional=tr("if needed")),
                FieldRow(tr("Phone"), self.phone, optional=tr("if needed")),
            )
        )
        self.body.addWidget(FieldRow(tr("Note"), self.note, optional=tr("if needed")))
        died = button(tr("The person died"), self._died, kind="quiet", icon="megaphone")
        self._do = self.buttons(tr("Report it"), self.save, aside=died)
        (self.on if worker else self.who).setFocus()

    def save(self, *, anyway: bool = False) -> None:
        """Open the claim and show it."""
        who, on = str(self.who.key or ""), self.on.value()
        if not self.given(
            (self._who_row, who, tr("Choose the person from the list.")),
            (self._on_row, on, tr("Type the date as day/month/year.")),
            (self._known_row, not self.known.is_unreadable, tr("Type the date as day/month/year.")),
        ):
            return
        self._do.setEnabled(False)
        self._session.tasks.write(
            claims.report,
            who,
            claim_type=JKK,
            cause=INJURY,
            event_date=date.fromisoformat(on),
            known_since=date.fromisoformat(self.known.value()) if self.known.value() else None,
            place=self.place.text(),
            reported_by=self.by.text(),
            phone=self.phone.text(),
            note=self.note.text(),
            anyway=anyway,
            owner=self,
            done=self._saved,
            failed=self._failed,
        )

    def _saved(self, claim: str) -> None:
        session = self._session
        self.accept()
        session.messages.toast(tr("The accident is reported; the claim is open."))
        session.open("claim", claim=claim)

    def _failed(self, error: BaseException) -> None:
        self._do.setEnabled(True)
        if not isinstance(error, AppError):
            self._session.messages.error(error, self)
            return
        text, hint = message(error)
        code = error.code if isinstance(error, UserError) else ""
        row_of = {"claim_known_before": self._known_row, "worker_already_ended": self._on_row}.get(
            code, self._on_row if code in _OF_THE_DATE else None
        )
        if row_of is not None:
            row_of.set_remarks((Remark(text, "bad", "" if code == "claim_before_cover" else hint),))
            row_of.editor.setFocus()
        if code == "claim_before_cover":
            self.show_banner(hint, "", "warn", (tr("Report it all the same"), lambda: self.save(anyway=True)))
        elif row_of is None:
            self.show_banner(text, hint, "bad")
        self.fit()

    def _say_clock(self) -> None:
        on, known, today = self.on.value(), self.known.value(), self._session.ctx.today
        remarks: tuple[Remark, ...] = ()
        if on and date.fromisoformat(on) > today:
            remarks = (Remark(tr("This day lies ahead."), "bad"),)
        elif on:
            found = clock(date.fromisoformat(on), today, known_since=date.fromisoformat(known) if known else None)
            remarks = (Remark(claim_words.clock(found, runs=True), "warn" if found.late else "info"),)
        self._on_row.set_remarks(remarks)
        self.fit()

    def _died(self) -> None:
        window = self._window
        self.reject()
        if self._worker is not None:
            end_person(self._session, window, self._worker, reason=DIED)
        else:
            report_event(self._session, window, reason=DIED)


def report_accident(session: Session, parent: QWidget, worker: Mapping[str, Any] | None = None) -> None:
    """Ask who (unless known) and what happened."""
    modal(AccidentDialog(session, parent.window(), worker))
