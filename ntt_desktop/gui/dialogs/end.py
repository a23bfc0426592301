"""Reporting an event (death, moved, withdrew...) that ends a person, and reopening one who was ended wrongly."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ntt_desktop.domain.effects import MOVED, Effects
from ntt_desktop.domain.programme import END_REASONS
from ntt_desktop.errors import AppError
from ntt_desktop.gui import shown, words
from ntt_desktop.gui.dialogs.replace import ReplaceDialog
from ntt_desktop.gui.forms.person_picker import PersonPicker
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, RemarkLine, text_field
from ntt_desktop.gui.widgets.layout import beside, column
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.i18n import tr
from ntt_desktop.services.life_events import events, reopening
from ntt_desktop.wording.effects import Said, sentences
from ntt_desktop.wording.errors import message


class EventDialog(Dialog):
    """*Catat kejadian*: who (unless known), what happened, when, with which evidence; and what follows from it."""

    def __init__(
        self, session: Session, parent: QWidget, worker: Mapping[str, Any] | None = None, *, reason: str = ""
    ) -> None:
        super().__init__(parent, tr("Record an event"), width=620)
        self._session = session
        self._worker_id = str(worker["id"]) if worker else ""
        self._asked: tuple[str, str, str, str] | None = None
        self.who = PersonPicker(session, worker)
        self.who.picked.connect(lambda _key: self._foresee())
        self._who_row = FieldRow(tr("Who"), self.who)
        self.body.addWidget(self._who_row)
        self.reason = Choice([(None, tr("Choose"))] + [(code, words.end_reason(code)) for code in END_REASONS])
        self._reason_row = FieldRow(tr("What happened"), self.reason)
        self.on = DateField(today=session.ctx.today)
        self._on_row = FieldRow(tr("When"), self.on, hint=tr("The day of the event, not of the report."))
        self.body.addLayout(beside(self._reason_row, self._on_row))
        self.village = RegionPicker(
            session.ctx.reference.regions,
            area=session.ctx.store.node.region,
            placeholder=tr("Village in NTT; empty for outside the province"),
        )
        self.village.picked.connect(lambda _key: self._foresee())
        self.village.textEdited.connect(lambda text: None if text else self._foresee())
        self._village_row = FieldRow(tr("Moved to"), self.village, optional=tr("if it lies in NTT"))
        self._village_row.hide()
        self.body.addWidget(self._village_row)
        self.effects = Card(tr("What will happen"), icon="list-checks")
        self._said = column(gap=tokens.S1)
        self.effects.add(self._said)
        self.body.addWidget(self.effects)
        self.evidence = text_field(tr("Death certificate, letter of the village, …"))
        self.note = text_field()
        self.body.addLayout(
            beside(
                FieldRow(tr("Evidence"), self.evidence, optional=tr("if there is any")),
                FieldRow(tr("Note"), self.note, optional=tr("if needed")),
            )
        )
        self._say([Said(tr("Choose who, what and when: then it stands here before anything is stored."))])
        self._do = self.buttons(tr("Save event"), self.save)
        self.reason.picked.connect(lambda _value: self._changed())
        self.on.edited.connect(self._foresee)
        if reason:
            self.reason.set_value(reason)
        (self.who if not worker else self.on if reason else self.reason).setFocus()

    def _changed(self) -> None:
        self._village_row.setVisible(self.reason.value() == MOVED)
        self._foresee()

    def _typed(self) -> tuple[str, str, str, str]:
        village = str(self.village.key or "") if self.reason.value() == MOVED else ""
        return (self._worker_id or str(self.who.key or ""), str(self.reason.value() or ""), self.on.value(), village)

    def _foresee(self) -> None:
        typed = self._typed()
        self._asked = None
        for row_of, value in zip((self._who_row, self._reason_row, self._on_row), typed, strict=False):
            if value:
                row_of.set_remarks(())  # what was missing is there
        if not all(typed[:3]):
            return
        who, reason, on, village = typed
        self._session.tasks.read(
            events.foresee,
            who,
            reason,
            date.fromisoformat(on),
            village=village,
            owner=self,
            key="foresee",
            done=lambda found: self._foreseen(typed, found),
            failed=lambda error: self._cannot(typed, error),
        )

    def _foreseen(self, typed: tuple[str, str, str, str], effects: Effects) -> None:
        self._asked = typed
        self._say(sentences(effects))
        QTimer.singleShot(0, self, self._show_effects)

    def _show_effects(self) -> None:
        """What it costs the family is in sight before it can be stored, however low the screen."""
        self.reveal(self.effects)

    def _cannot(self, typed: tuple[str, str, str, str], error: BaseException) -> object:
        if not isinstance(error, AppError):
            return False
        self._asked = typed
        happened, hint = message(error)
        self._say([Said(f"{happened} {hint}".strip(), "bad")])
        QTimer.singleShot(0, self, self._show_effects)
        return None

    def _say(self, said: list[Said]) -> None:
        while (item := self._said.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for one in said:
            self._said.addWidget(RemarkLine(Remark(one.text, one.tone)))
        if self.isVisible():
            self.fit()

    def save(self) -> None:
        """Store what the preview shows, and close. Without a preview yet the preview comes first."""
        who, reason, on, village = self._typed()
        if not self.given(
            (self._who_row, who, tr("Choose the person from the list.")),
            (self._reason_row, reason, tr("Choose what happened.")),
            (self._on_row, on, tr("Type the date as day/month/year.")),
        ):
            return
        if self._asked != self._typed():
            self._foresee()
            return
        self.carry_out(
            self._session,
            events.record,
            who,
            reason,
            date.fromisoformat(on),
            evidence=self.evidence.text(),
            note=self.note.text(),
            village=village,
            done=self._saved,
        )

    def _saved(self, ended: events.Ended) -> None:
        session = self._session
        self.accept()
        said = tr("{name} has ended.", name=ended.name) if ended.ends else tr("{name} moved.", name=ended.name)
        if ended.freed_months:
            said += " " + tr("{count} months became free.", count=shown.number(ended.freed_months))
        if ended.claim:
            said += " " + tr("A claim is opened.")

        def undo() -> None:
            session.tasks.write(reopening.reopen_worker, ended.worker, tr("Undone"))

        session.messages.toast(said, undo if ended.ends and reopening.may_confirm(session.ctx) else None)
        if ended.claim:  # the claim comes first: what its family has to bring stands there
            session.open("claim", claim=ended.claim)
        if ended.freed_months and ended.slots:
            window, slot = self.parentWidget(), ended.slots[-1]
            session.messages.banner(
                tr("{count} months of {name} are free.", count=shown.number(ended.freed_months), name=ended.name),
                action=(tr("Propose a replacement"), lambda: modal(ReplaceDialog(session, window, slot))),
            )


class ReopenDialog(Dialog):
    """Why a person is opened again."""

    def __init__(self, session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
        super().__init__(
            parent,
            tr("Reopen {name}", name=worker["full_name"] or ""),
            tr("The end stays in the history. Months that nobody has taken come back.")
            if reopening.may_confirm(session.ctx)
            else tr("A supervisor has to confirm it. The person stays ended until then."),
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
        if not self.given((self._row, text, tr("Say why."))):
            return
        self.carry_out(self._session, reopening.reopen_worker, self._worker_id, text, done=self._saved)

    def _saved(self, reopened: reopening.Reopened) -> None:
        self.accept()
        if reopened.waits:
            self._session.messages.toast(tr("Sent for confirmation with the next package: {name}.", name=reopened.name))
            return
        said = tr("{name} is open again.", name=reopened.name)
        if reopened.restored_months:
            said += " " + tr("{count} months came back.", count=shown.number(reopened.restored_months))
        self._session.messages.toast(said)


def report_event(session: Session, parent: QWidget, *, reason: str = "") -> None:
    """Ask who it is, then what happened."""
    modal(EventDialog(session, parent.window(), reason=reason))


def end_person(session: Session, parent: QWidget, worker: Mapping[str, Any], *, reason: str = "") -> None:
    """Ask what happened to this person."""
    modal(EventDialog(session, parent.window(), worker, reason=reason))


def reopen_person(session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
    """Ask why this person is opened again."""
    modal(ReopenDialog(session, parent.window(), worker))
