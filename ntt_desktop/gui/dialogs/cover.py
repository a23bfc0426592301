"""Earlier cover of a person: shown on the person's page, noted with its months and payer, and taken back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.worker import State
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button, icon_button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.month_field import MonthChoice
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import covers
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people.person_detail import PersonDetail
from ntt_desktop.wording.covers import source_word

FIRST = Month(2015, 1)
"""No cover of informal workers is older than BPJS Ketenagakerjaan itself."""


def covers_card(session: Session, parent: QWidget, detail: PersonDetail) -> Card:
    """The earlier cover of a person, each entry with what takes it back, and a button that notes more."""
    add = button(tr("Add earlier cover"), lambda: add_cover(session, parent, detail.worker), icon="plus")
    add.setVisible(detail.worker["state"] != State.ENDED)
    card = Card(tr("Earlier payments"), icon="coins", aside=add)
    if not detail.covers:
        said = tr("None is known. Slots of this program are not repeated here.")
        return card.add(label(said, "muted", wrap=True))
    for cover in detail.covers:
        card.add(holder(_line(session, parent, cover)))
    return card


def _line(session: Session, parent: QWidget, cover: Mapping[str, Any]) -> Any:
    months = tr(
        "{first} to {last}",
        first=month_words(Month.parse(cover["first_month"])),
        last=month_words(Month.parse(cover["last_paid_month"])),
    )
    how = " · ".join(filter(None, (source_word(cover["source"] or ""), cover["note"])))
    words = column(
        label(str(cover["payer"] or ""), "strong", wrap=True),
        label(months, "muted", wrap=True),
        label(how, "caption", wrap=True),
        gap=0,
    )
    take = icon_button("trash-2", tr("Take back {what}", what=f"{cover['payer']}, {months}"), lambda: None)
    take.clicked.connect(lambda: remove_cover(session, parent, cover))
    made = row(words, take)
    made.setStretch(0, 1)
    return made


def remove_cover(session: Session, parent: QWidget, cover: Mapping[str, Any]) -> None:
    """Take an entry back at once; the toast gives it back."""

    def undo() -> None:
        session.tasks.write(_again, dict(cover))

    session.tasks.write(
        covers.remove,
        str(cover["id"]),
        owner=parent,
        done=lambda _id: session.messages.toast(tr("Earlier cover taken back."), undo),
    )


def _again(ctx: Context, cover: dict[str, Any]) -> Result[str]:
    return covers.add(
        ctx,
        cover["worker_id"],
        payer=cover["payer"],
        first=cover["first_month"],
        last=cover["last_paid_month"],
        source=cover["source"],
        note=cover["note"] or "",
    )


class CoverDialog(Dialog):
    """Who paid, from which month to which, and how that is known."""

    def __init__(self, session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
        super().__init__(
            parent,
            tr("Add earlier cover"),
            tr("Months that were paid before this program knew of them: by another programme, a company, or oneself."),
        )
        self._session, self._worker = session, worker
        now = Month.of(session.ctx.today)
        self.payer = text_field(tr("For example: APBD Kab. 2025, Mandiri"), name=tr("Who paid"), limit=80)
        self.first = MonthChoice(FIRST, now, name=tr("First paid month"), chosen=Month(now.year - 1, 1))
        self.last = MonthChoice(FIRST, now, name=tr("Last paid month"), chosen=Month(now.year - 1, 12))
        self.source = Choice([(code, source_word(code)) for code in covers.SOURCES])
        self.source.set_value(covers.STATED)
        self.note = text_field(name=tr("Remarks"), limit=120)
        self._payer_row = FieldRow(tr("Who paid"), self.payer)
        self._last_row = FieldRow(tr("Last paid month"), self.last)
        self.body.addWidget(self._payer_row)
        self.body.addLayout(row(FieldRow(tr("First paid month"), self.first), self._last_row, gap=tokens.S3))
        self.body.addWidget(FieldRow(tr("How it is known"), self.source))
        self.body.addWidget(FieldRow(tr("Remarks"), self.note, optional=tr("if needed")))
        self._do = self.buttons(tr("Save earlier cover"), self.save)
        self.payer.setFocus()

    def save(self) -> None:
        """Store it and close."""
        first, last = str(self.first.value()), str(self.last.value())
        if not self.given(
            (self._payer_row, self.payer.text().strip(), tr("Type who paid.")),
            (self._last_row, first <= last, tr("It lies before the first month.")),
        ):
            return
        self.carry_out(
            self._session,
            covers.add,
            str(self._worker["id"]),
            payer=self.payer.text(),
            first=first,
            last=last,
            source=str(self.source.value()),
            note=self.note.text(),
            done=self._saved,
        )

    def _saved(self, cover_id: str) -> None:
        session = self._session
        self.accept()
        session.messages.toast(
            tr("Earlier cover of {name} is noted.", name=self._worker["full_name"] or ""),
            lambda: session.tasks.write(covers.remove, cover_id, reason=tr("Undone")),
        )


def add_cover(session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
    """Ask for earlier cover of a person."""
    modal(CoverDialog(session, parent.window(), worker))
