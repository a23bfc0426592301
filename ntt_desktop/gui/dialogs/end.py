"""Reporting an event (death, moved, withdrew...) that ends a person, and reopening one who was ended wrongly."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ntt_desktop.domain.programme import END_REASONS
from ntt_desktop.gui import shown, words
from ntt_desktop.gui.models.workers import WorkerWindows
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow, Remark
from ntt_desktop.gui.widgets.picker import Option, SearchPicker
from ntt_desktop.i18n import tr
from ntt_desktop.services import events
from ntt_desktop.services.context import Context
from ntt_desktop.services.worker_list import WorkerQuery

_OFFERED = 12


class EventDialog(Dialog):
    """Who (unless known), what happened, when, and a note."""

    def __init__(self, session: Session, parent: QWidget, worker: Mapping[str, Any] | None = None) -> None:
        super().__init__(
            parent,
            tr("Report an event"),
            tr("The person ends on that day. Months after it become free; a death opens a claim at the same time."),
        )
        self._session = session
        self._worker_id = str(worker["id"]) if worker else ""
        self._people = WorkerWindows(session.ctx).list
        self.who = SearchPicker(None, placeholder=tr("Name, NIK or its last digits"))
        self.who.asked.connect(self._look_up)
        self._who_row = FieldRow(tr("Who"), self.who)
        self.body.addWidget(self._who_row)
        if worker:
            self.who.set_option(_option(session.ctx, worker))
            self.who.setReadOnly(True)
        self.reason = Choice([(None, tr("Choose"))] + [(code, words.end_reason(code)) for code in END_REASONS])
        self._reason_row = FieldRow(tr("What happened"), self.reason)
        self.on = DateField(today=session.ctx.today)
        self._on_row = FieldRow(tr("When"), self.on, hint=tr("The day of the event, not of the report."))
        self.note = QPlainTextEdit()
        self.note.setFixedHeight(72)
        self.note.setTabChangesFocus(True)
        for widget in (self._reason_row, self._on_row, FieldRow(tr("Note"), self.note, optional=tr("if needed"))):
            self.body.addWidget(widget)
        self._do = self.buttons(tr("Save event"), self.save)
        (self.reason if worker else self.who).setFocus()

    def save(self) -> None:
        """Store it and close."""
        who = self._worker_id or self.who.key
        reason, on = self.reason.value(), self.on.value()
        checks = (
            (self._who_row, bool(who), tr("Choose the person from the list.")),
            (self._reason_row, bool(reason), tr("Choose what happened.")),
            (self._on_row, bool(on), tr("Type the date as day/month/year.")),
        )
        for row_of, fine, text in checks:
            row_of.set_remarks(() if fine else (Remark(text, "bad"),))
        if not (who and reason and on):
            next(row_of.editor for row_of, fine, _ in checks if not fine).setFocus()
            return
        self._do.setEnabled(False)
        self._session.tasks.write(
            events.end_worker,
            who,
            str(reason),
            date.fromisoformat(on),
            self.note.toPlainText(),
            owner=self,
            done=self._saved,
            failed=self._failed,
        )

    def _saved(self, ended: events.Ended) -> None:
        session = self._session
        self.accept()
        said = tr("{name} has ended.", name=ended.name)
        if ended.freed_months:
            said += " " + tr("{count} months became free.", count=shown.number(ended.freed_months))
        if ended.claim:
            said += " " + tr("A claim is opened.")

        def undo() -> None:
            session.tasks.write(events.reopen_worker, ended.worker, tr("Undone"))

        session.messages.toast(said, undo)

    def _failed(self, error: BaseException) -> None:
        self._do.setEnabled(True)
        self._session.messages.error(error, self)

    def _look_up(self, text: str) -> None:
        query = WorkerQuery(text=text, complete=None)
        self._session.tasks.read(
            lambda _ctx: self._people.rows(self._people.keys(query)[:_OFFERED]),
            owner=self,
            key="who",
            done=lambda rows: self.who.offer([_option(self._session.ctx, row) for row in rows if not row["ended_on"]]),
        )


class ReopenDialog(Dialog):
    """Why a person is opened again."""

    def __init__(self, session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
        super().__init__(
            parent,
            tr("Reopen {name}", name=worker["full_name"] or ""),
            tr("The end stays in the history. Months that nobody has taken come back."),
        )
        self._session = session
        self._worker_id = str(worker["id"])
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(84)
        self.reason.setTabChangesFocus(True)
        self._row = FieldRow(tr("Why"), self.reason)
        self.body.addWidget(self._row)
        self._do = self.buttons(tr("Reopen"), self.save)
        self.reason.setFocus()

    def save(self) -> None:
        """Store it and close."""
        text = self.reason.toPlainText().strip()
        self._row.set_remarks(() if text else (Remark(tr("Say why."), "bad"),))
        if not text:
            self.reason.setFocus()
            return
        self._do.setEnabled(False)
        self._session.tasks.write(
            events.reopen_worker, self._worker_id, text, owner=self, done=self._saved, failed=self._failed
        )

    def _saved(self, reopened: events.Reopened) -> None:
        self.accept()
        said = tr("{name} is open again.", name=reopened.name)
        if reopened.restored_months:
            said += " " + tr("{count} months came back.", count=shown.number(reopened.restored_months))
        self._session.messages.toast(said)

    def _failed(self, error: BaseException) -> None:
        self._do.setEnabled(True)
        self._session.messages.error(error, self)


def _option(ctx: Context, row: Mapping[str, Any]) -> Option:
    place = words.village_name(ctx, row["village_code"])
    return Option(str(row["id"]), str(row["full_name"] or ""), f"{shown.nik_tail(row['nik'])} · {place}")


def report_event(session: Session, parent: QWidget) -> None:
    """Ask who it is, then what happened."""
    modal(EventDialog(session, parent.window()))


def end_person(session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
    """Ask what happened to this person."""
    modal(EventDialog(session, parent.window(), worker))


def reopen_person(session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
    """Ask why this person is opened again."""
    modal(ReopenDialog(session, parent.window(), worker))
