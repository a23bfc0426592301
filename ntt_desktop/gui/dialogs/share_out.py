"""Sharing slots out to all kabupaten or kecamatan at once: what each would get is seen before it is stored."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import AppError
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import sharing_out
from ntt_desktop.services.capacity.programmes import resolve
from ntt_desktop.services.capacity.sharing_out import Sharing
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.wording.errors import message

_LIST_HEIGHT = 84


def plan(
    ctx: Context, programme: str, by: str, seats: int | None, pasted: str, progress: Progress = silent
) -> tuple[Sharing, dict[str, int] | None]:
    """What would be shared out, and the list that was read; nothing is stored."""
    listed = None
    if by == sharing_out.LIST:
        with ctx.store.read() as reader:
            area = sharing_out.area_of(ctx, resolve(reader, programme))
        listed = sharing_out.read_list(ctx.reference.regions, area, pasted)
    found = sharing_out.share(ctx, programme, by=by, seats=seats, listed=listed, dry_run=True, progress=progress)
    return found.value, listed


class ShareOutDialog(Dialog):
    """``on_done`` is called with the `Sharing` that was stored."""

    def __init__(
        self, session: Session, parent: QWidget | None, programme: Programme, on_done: Callable[[Sharing], object]
    ) -> None:
        about = tr("{code} · {name}", code=programme.code, name=programme.name)
        super().__init__(parent, tr("Share slots out to all regions"), about, width=760)
        self._session, self._programme, self._on_done = session, programme, on_done
        self._planned: tuple[Any, ...] | None = None
        self._listed: dict[str, int] | None = None
        names = {
            sharing_out.EQUAL: tr("Equal parts"),
            sharing_out.TARGET: tr("Targets"),
            sharing_out.ELIGIBLE: tr("Eligible people who wait"),
            sharing_out.LIST: tr("A list"),
        }
        self.by = Choice(tuple(names.items()), name=tr("Shared out by"))
        self.seats = NumberField(name=tr("Slots in all"), most=1_000_000)
        self.until = DateField(name=tr("Assign until"), today=session.ctx.today, ahead=True)
        line = row(
            FieldRow(tr("Shared out by"), self.by),
            FieldRow(tr("Slots in all"), self.seats),
            FieldRow(tr("Assign until"), self.until, optional=tr("no limit")),
            gap=tokens.S3,
        )
        for at, share in enumerate((3, 2, 3)):
            line.setStretch(at, share)
        self.body.addLayout(line)
        self.pasted = QPlainTextEdit()
        self.pasted.setAccessibleName(tr("A list"))
        self.pasted.setTabChangesFocus(True)
        self.pasted.setFixedHeight(_LIST_HEIGHT)
        self._list = FieldRow(
            tr("A list"),
            self.pasted,
            hint=tr("One region and its number on each line, pasted from a sheet: Sumba Timur 120"),
        )
        self._list.hide()
        self.body.addWidget(self._list)
        self._said = label("", "strong", wrap=True)
        self._note = label("", "muted", wrap=True)
        self.model = ListModel(
            (
                Column("name", tr("Region"), 190, "strong", stretch=True),
                Column("basis", tr("Basis"), 90, "number", optional=2),
                Column("seats", tr("Slots"), 80, "number"),
                Column("rupiah", tr("Rupiah"), 150, "rupiah", optional=1),
                Column("to", tr("To"), 150, optional=3),
            )
        )
        nothing = EmptyState("split", tr("Nothing to share out yet"))
        self.body.addWidget(self._said)
        self.body.addWidget(self._note)
        self.body.addWidget(Listing(DataTable(self.model, name=tr("Region"), compact=True), nothing, height=196))
        self.accept_button = self.buttons(tr("Share out"), self._accept)
        self.by.picked.connect(lambda _by: self.compute())
        self.seats.changed.connect(lambda _value: self.compute())
        self.pasted.textChanged.connect(self.compute)
        self.compute()

    def _asked(self) -> tuple[str, int | None, str]:
        seats = self.seats.value if self.seats.text().strip() else None
        return str(self.by.value()), seats or None, self.pasted.toPlainText()

    def compute(self) -> None:
        """Ask anew what each region would get."""
        asked = self._asked()
        by_list = asked[0] == sharing_out.LIST
        self.seats.setPlaceholderText(tr("as in the list") if by_list else tr("all that is free"))
        if self._list.isHidden() == by_list:
            self._list.setVisible(by_list)
            self.fit()
        self._planned = None
        self.accept_button.setEnabled(False)
        job = self._session.tasks.read(
            plan, self._programme.id, *asked, owner=self, key="plan", done=self.show_plan, failed=self._not_planned
        )
        if asked[0] == sharing_out.ELIGIBLE:  # everybody is ranked for it
            self.follow(job, tr("Ranking"))

    def show_plan(self, found: tuple[Sharing, dict[str, int] | None]) -> None:
        """Show what each region would get."""
        plan_, self._listed = found
        self._planned = self._asked()
        regions = self._session.ctx.reference.regions
        self.model.set_rows(
            [
                {
                    "id": part.region,
                    "name": regions.get(part.region).title,
                    "basis": part.basis,
                    "seats": part.seats,
                    "rupiah": plan_.rupiah(part.seats),
                    "to": tr("reserved here") if part.reserved else part.holder_name,
                }
                for part in sorted(plan_.parts, key=lambda part: (-part.seats, part.region))
            ]
        )
        self._said.setText(
            tr(
                "{seats} slots for {count} regions: {months} person-months, {rupiah}",
                seats=number(plan_.seats),
                count=number(sum(part.seats > 0 for part in plan_.parts)),
                months=number(plan_.person_months),
                rupiah=rupiah(plan_.rupiah()),
            )
        )
        unknown = sum(part.basis is None for part in plan_.parts)
        notes = [tr("{free} slots stay free here.", free=number(plan_.free - plan_.seats))]
        if unknown and plan_.by != sharing_out.LIST:
            notes.append(tr("{count} regions have no figures and get nothing.", count=number(unknown)))
        self._note.setText(" ".join(notes))
        self.accept_button.setEnabled(True)

    def _not_planned(self, error: BaseException) -> object:
        if not isinstance(error, AppError):
            self._session.messages.error(error, self)
            return None
        self.model.set_rows([])
        said, hint = message(error)
        self._said.setText(said)
        self._note.setText(hint)
        return None

    def _accept(self) -> None:
        if self._planned != self._asked():
            return
        by, seats, _ = self._asked()
        until = self.until.value()
        self.accept_button.setEnabled(False)
        job = self._session.tasks.write(
            sharing_out.share,
            self._programme.id,
            by=by,
            seats=seats,
            listed=self._listed,
            last_date=date.fromisoformat(until) if until else None,
            owner=self,
            done=self._done,
            failed=self._failed,
        )
        self.follow(job, tr("Sharing out"))

    def _done(self, made: Sharing) -> None:
        self._on_done(made)
        self.accept()

    def _failed(self, error: BaseException) -> object:
        self.compute()
        self._session.messages.error(error, self)
        return None
