"""A new batch with what it will hold, and the number, date, place and signer of its berita acara."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import batches
from ntt_desktop.services.assignment.batches import Gathered
from ntt_desktop.services.money import ledger
from ntt_desktop.store.capacity.programmes import Ledger


class NewBatchDialog(Dialog):
    """Programme, name, perhaps a region; what it gathers stands there before it is made."""

    def __init__(self, session: Session, parent: QWidget, on_done: Callable[[Gathered], object]) -> None:
        about = tr("Gathers every assignment that stands in no batch and no SK yet.")
        super().__init__(parent, tr("New batch"), about)
        self._session, self._on_done = session, on_done
        self.programme = Choice(name=tr("Programme"))
        self.programme.picked.connect(lambda _value: self._preview())
        self.name = text_field(tr("Tahap 1"))
        self._name_row = FieldRow(tr("Name"), self.name)
        self.region = RegionPicker.of_every_level(session.ctx.reference.regions, area=session.ctx.store.node.region)
        self.region.picked.connect(lambda _key: self._preview())
        for widget in (
            FieldRow(tr("Programme"), self.programme),
            self._name_row,
            FieldRow(tr("Region"), self.region, optional=tr("everybody if empty")),
        ):
            self.body.addWidget(widget)
        self._said = label("", "strong", wrap=True)
        card = Card()
        card.set_tone("accent")
        card.add(self._said)
        self.body.addWidget(card)
        self._do = self.buttons(tr("Make the batch"), self.save)
        session.tasks.read(ledger.balance, owner=self, key="programmes", done=self._programmes)
        self.name.setFocus()

    def _programmes(self, found: list[Ledger]) -> None:
        self.programme.set_options(
            [(one.programme.id, f"{one.programme.code} · {one.programme.name}") for one in found]
        )
        self._preview()

    def _preview(self) -> None:
        if self.programme.value():
            self._session.tasks.read(
                batches.preview,
                str(self.programme.value()),
                region=self.region.key,
                owner=self,
                key="preview",
                done=self._previewed,
            )

    def _previewed(self, found: Gathered) -> None:
        self._said.setText(
            tr(
                "{people} people, {months} person-months, {rupiah}",
                people=number(found.people),
                months=number(found.person_months),
                rupiah=rupiah(found.rupiah),
            )
        )
        self._do.setEnabled(found.people > 0)

    def save(self) -> None:
        """Make it."""
        if not self.given((self._name_row, self.name.text().strip(), tr("Type a name."))):
            return
        self.carry_out(
            self._session,
            batches.create,
            str(self.programme.value()),
            self.name.text(),
            region=self.region.key,
            done=self._saved,
        )

    def _saved(self, made: Gathered) -> None:
        self.accept()
        self._on_done(made)


class BatchDetailsDialog(Dialog):
    """What the berita acara says beside the list."""

    def __init__(self, session: Session, parent: QWidget, batch: Mapping[str, Any]) -> None:
        super().__init__(parent, tr("Number and signature"), str(batch["name"]), width=560)
        self._session, self._batch = session, str(batch["id"])
        self.number, self.place = text_field(), text_field()
        self.signer, self.title, self.identity = text_field(), text_field(), text_field(limit=30)
        self.on = DateField(today=session.ctx.today)
        self._fields = {
            "report_number": self.number,
            "place": self.place,
            "signer_name": self.signer,
            "signer_title": self.title,
            "signer_id": self.identity,
        }
        for key, field in self._fields.items():
            field.setText(batch[key] or "")
        self.on.set_value(batch["report_date"] or batch["made_on"])
        self._on_row = FieldRow(tr("Date"), self.on)
        lines = (
            (FieldRow(tr("Number of the berita acara"), self.number), self._on_row),
            (FieldRow(tr("Place"), self.place), FieldRow(tr("Signer's office"), self.title)),
            (FieldRow(tr("Signer's name"), self.signer), FieldRow(tr("NIP"), self.identity, optional=tr("if any"))),
        )
        for one, other in lines:
            made = beside(one, other)
            self.body.addLayout(made)
        self._do = self.buttons(tr("Save"), self.save)
        self.number.setFocus()

    def save(self) -> None:
        """Store it and close."""
        if not self.given((self._on_row, not self.on.is_unreadable, tr("Type the date as day/month/year."))):
            return
        values = {key: field.text() for key, field in self._fields.items()}
        self.carry_out(
            self._session,
            batches.change,
            self._batch,
            {**values, "report_date": self.on.value()},
            done=lambda _batch: self.accept(),
        )
