"""Recording what was handed over: card, bank book, to one person or to many."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from ntt_desktop.domain.handing_over import CARD, ITEMS
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import handovers
from ntt_desktop.services.agencies.handovers import Handed
from ntt_desktop.wording.handing_over import item as item_word


class HandoverDialog(Dialog):
    """``people``: ids; ``name``: whose it is when it is one person."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        people: Sequence[str],
        on_done: Callable[[Handed], object],
        *,
        name: str = "",
    ) -> None:
        about = name or tr("{count} people", count=number(len(people)))
        super().__init__(parent, tr("Record what was handed over"), about, width=560)
        self._session, self._people, self._on_done = session, list(people), on_done
        self.items = {code: QCheckBox(item_word(code)) for code in ITEMS}
        self.items[CARD].setChecked(True)
        self.body.addLayout(row(*self.items.values(), None, gap=tokens.S4))
        self.on = DateField(today=session.ctx.today)
        self.on.set_value(session.ctx.today.isoformat())
        self._on_row = FieldRow(tr("Date"), self.on)
        self.by = text_field(limit=80)
        self.by.setText(session.ctx.actor)
        line = row(self._on_row, FieldRow(tr("Handed over by"), self.by), gap=tokens.S3)
        line.setStretch(0, 1)
        line.setStretch(1, 2)
        self.body.addLayout(line)
        self.received_by = text_field(limit=80)
        self.paper = text_field(limit=80)
        self.note = text_field(limit=200)
        self.body.addWidget(
            FieldRow(
                tr("Received by"),
                self.received_by,
                hint=tr("Only if somebody else took it, for example the wife or husband."),
                optional=tr("the person, if empty"),
            )
        )
        self.body.addWidget(FieldRow(tr("Receipt"), self.paper, optional=tr("number or folder")))
        self._note_row = FieldRow(tr("Note"), self.note, optional=tr("if needed"))
        self.body.addWidget(self._note_row)
        self.body.addWidget(
            label(tr("PIN and ATM card are the owner's alone. Do not write them down."), "caption", wrap=True)
        )
        self._do = self.buttons(tr("Record"), self.save)
        for box in self.items.values():
            box.toggled.connect(lambda _on: self._do.setEnabled(any(one.isChecked() for one in self.items.values())))
        self.received_by.setFocus()

    def save(self) -> None:
        """Store it and close."""
        on = self.on.value()
        if not self.given((self._on_row, on, tr("Type the date as day/month/year."))):
            return
        job = self.carry_out(
            self._session,
            handovers.add,
            self._people,
            [code for code, box in self.items.items() if box.isChecked()],
            date.fromisoformat(on),
            by=self.by.text(),
            received_by=self.received_by.text(),
            paper=self.paper.text(),
            note=self.note.text(),
            done=self._saved,
        )
        self.follow(job, tr("Saving what was handed over"))

    def _saved(self, done: Handed) -> None:
        self.accept()
        self._on_done(done)
