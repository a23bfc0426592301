"""Entering an SK once: number, date, whom of the batch it names; or the one that mends an earlier SK."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QListView, QWidget

from ntt_desktop.gui import shown
from ntt_desktop.gui.models.ticked import TickedPeople
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import decrees
from ntt_desktop.services.assignment.batches import Batch
from ntt_desktop.services.assignment.decrees import Decreed


class DecreeDialog(Dialog):
    """``batch``: whose people it names, all ticked at first; ``changes``: the SK that this one mends."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        batch: Batch | None,
        on_done: Callable[[Decreed], object],
        *,
        changes: Mapping[str, Any] | None = None,
    ) -> None:
        if changes is not None:
            title = tr("Changed SK")
            about = tr(
                "Names those whom SK {number} writes otherwise, as they are now.", number=changes["number"] or ""
            )
        elif batch is not None:
            title, about = tr("Enter an SK"), tr("For the batch {name}.", name=batch.batch["name"] or "")
        else:
            title, about = tr("Enter an SK"), tr("Make a batch first: the SK names its people.")
        super().__init__(parent, title, about, width=560)
        self._session, self._batch, self._changes, self._on_done = session, batch, changes, on_done
        self.number = text_field("188.45/12/KEP/2026")
        self.on = DateField(today=session.ctx.today)
        self._number_row = FieldRow(tr("SK number"), self.number)
        self._on_row = FieldRow(tr("Date"), self.on)
        line = beside(self._number_row, self._on_row, shares=(2, 1))
        self.body.addLayout(line)
        self.title = text_field()
        self.body.addWidget(FieldRow(tr("About"), self.title, optional=tr("as the SK says")))
        open_rows = [one for one in batch.rows if not one["decree_number"]] if batch is not None else []
        self.named = TickedPeople(open_rows, {at for at, one in enumerate(open_rows) if one["ended_on"]})
        self.people = QListView()
        self.people.setModel(self.named)
        self.people.setUniformItemSizes(True)
        self.people.setSpacing(3)
        self.people.setLayoutMode(QListView.LayoutMode.Batched)
        self.people.setAccessibleName(tr("Whom the SK names"))
        self.people.setMinimumHeight(220)
        self._said = label("", "muted", wrap=True)
        if open_rows:
            self.named.dataChanged.connect(lambda *_: self._count())
            hint = tr("Take the tick from those whom the SK leaves out; they are listed.")
            self.body.addWidget(FieldRow(tr("Whom the SK names"), self.people, hint=hint))
            self.body.addWidget(self._said)
        self._do = self.buttons(tr("Enter the SK"), self.save)
        self._do.setEnabled(bool(open_rows) or changes is not None)
        if open_rows:
            self._count()
        self.number.setFocus()

    def _count(self) -> None:
        named = self.named.ticked
        out = self.named.rowCount() - named
        self._said.setText(
            tr("Names {count} people; {out} are left out.", count=shown.number(named), out=shown.number(out))
        )
        self._do.setEnabled(named > 0)

    def save(self) -> None:
        """Store it and close."""
        if not self.given(
            (self._number_row, self.number.text().strip(), tr("Type the number as it stands on the SK.")),
            (self._on_row, self.on.value(), tr("Type the date as day/month/year.")),
        ):
            return
        head = self._batch.batch if self._batch is not None else None
        programme = str(self._changes["programme_id"] if self._changes is not None else head and head["programme_id"])
        self.carry_out(
            self._session,
            decrees.add,
            programme,
            self.number.text(),
            date.fromisoformat(self.on.value()),
            batch=str(head["id"]) if head is not None and self._changes is None else "",
            without=[str(row["slot_id"]) for row in self.named.without],
            title=self.title.text(),
            changes=str(self._changes["id"]) if self._changes is not None else "",
            done=self._saved,
        )

    def _saved(self, done: Decreed) -> None:
        self.accept()
        self._on_done(done)
