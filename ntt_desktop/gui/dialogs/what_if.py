"""Trying other weights or another number of slots, and undoing the last giving."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from ntt_desktop.gui import shown, words
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.gui.widgets.buttons import button, icon_button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.layout import FlowLayout, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import mark, tr
from ntt_desktop.services.assignment import assignment_runs, what_if
from ntt_desktop.services.assignment.assignment_runs import Run
from ntt_desktop.services.assignment.what_if import Moved, Trial
from ntt_desktop.services.capacity.programmes import resolve
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.wording.batches import blocked

_NAMES = {
    "continuing": mark("Was a participant before (weight)"),
    "decile": mark("Each decile below 11"),
    "disability": mark("Disability"),
    "woman_head": mark("Woman who heads a household"),
    "high_risk": mark("High-risk work"),
    "age": mark("Each year above 18"),
    "registration": mark("Each month of waiting"),
}
_COLUMNS_OF_FIELDS = 4


def weights_of(ctx: Context, programme: str) -> dict[str, int]:
    """The programme's weights."""
    with ctx.store.read() as reader:
        found = resolve(reader, programme).weights
    return {name: int(getattr(found, name)) for name in what_if.WEIGHTS}


def try_out(
    ctx: Context, programme: str, weights: dict[str, int], seats: int | None, progress: Progress = silent
) -> Trial:
    """A trial, for the task."""
    return what_if.compare(ctx, programme, weights=dict(weights), seats=seats, progress=progress)


def _badge(found: Row) -> Badge:
    if found["comes"]:
        return Badge("plus", tr("Comes in"), "good")
    if found["decreed"]:
        return Badge("stamp", tr("Falls out, but the SK keeps it"), "info")
    return Badge("minus", tr("Falls out"), "warn")


class WhatIfDialog(Dialog):
    """The weights, the number of slots, and who comes in and falls out under them."""

    def __init__(self, session: Session, parent: QWidget, programme: str) -> None:
        about = tr("Who would come in and who would fall out. Nothing is stored.")
        super().__init__(parent, tr("Try other weights"), about, width=760)
        self._session, self._programme = session, programme
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S3)
        grid.setVerticalSpacing(tokens.S2)
        self.fields: dict[str, NumberField] = {}
        for at, (name, text) in enumerate(_NAMES.items()):
            self.fields[name] = NumberField(name=tr(text), most=what_if.MOST_POINTS)
            grid.addWidget(FieldRow(tr(text), self.fields[name]), at // _COLUMNS_OF_FIELDS, at % _COLUMNS_OF_FIELDS)
        self.seats = NumberField(name=tr("Number of slots"), most=1_000_000)
        grid.addWidget(FieldRow(tr("Number of slots"), self.seats), 1, _COLUMNS_OF_FIELDS - 1)
        self.body.addLayout(grid)
        self.work = ProgressPanel()
        self.body.addWidget(self.work)
        self._said = label("", "strong", wrap=True)
        self.model = ListModel(
            (
                Column("rank", tr("Rank"), 62, value=lambda found: found["rank"] or "–"),
                Column("full_name", tr("Name"), 170, "strong", stretch=True),
                Column("village", tr("Village"), 130, optional=1),
                Column("points", tr("Points"), 70, "number", optional=2),
                Column("state", tr("State"), 230, "badge", value=_badge),
            )
        )
        nothing = EmptyState("circle-check", tr("Nobody comes in or falls out"))
        self.body.addWidget(self._said)
        self._list = Listing(DataTable(self.model, name=tr("Lists"), compact=True), nothing, height=210)
        self.body.addWidget(self._list)
        self.try_button = self.buttons(tr("Try it"), self.run)
        self.try_button.setEnabled(False)
        self._shown: tuple[dict[str, int], int | None] | None = None
        """What the trial in sight was about."""
        for field in (*self.fields.values(), self.seats):
            field.changed.connect(lambda _value: self._compare())
        session.tasks.read(weights_of, programme, owner=self, key="weights", done=self._fill)

    def _fill(self, weights: dict[str, int]) -> None:
        for name, points in weights.items():
            self.fields[name].set_value(points)
        self.run()

    def run(self) -> None:
        """Try what is typed."""
        self.try_button.setEnabled(False)
        weights, seats = self._typed()
        job = self._session.tasks.read(
            try_out, self._programme, weights, seats, owner=self, key="try", done=self.show_trial, failed=self._failed
        )
        self.work.follow(job, tr("Ranking"))

    def _typed(self) -> tuple[dict[str, int], int | None]:
        weights = {name: field.value for name, field in self.fields.items()}
        return weights, self.seats.value if self.seats.text().strip() else None

    def _compare(self) -> None:
        """An answer to other figures than those typed is none."""
        if self._shown is not None and self._typed() != self._shown:
            self._said.setText(tr("The figures were changed: press {button} to see who comes in.", button=tr("Try it")))
            self.model.set_rows([])
            self._list.setVisible(False)

    def show_trial(self, found: Trial) -> None:
        """Show what a trial found."""
        self.try_button.setEnabled(True)
        self._list.setVisible(True)
        self._shown = None
        if not self.seats.text().strip():
            self.seats.set_value(found.seats_now)
        self._shown = self._typed()
        self._said.setText(
            tr(
                "{seats} slots: {stays} people stay, {comes} come in, {falls} fall out. Nothing is stored.",
                seats=shown.number(found.seats),
                stays=shown.number(found.stays),
                comes=shown.number(len(found.comes_in)),
                falls=shown.number(len(found.falls_out)),
            )
        )
        rows = [self._row(moved, comes=True) for moved in found.comes_in]
        self.model.set_rows([*rows, *(self._row(moved, comes=False) for moved in found.falls_out)])

    def _row(self, moved: Moved, *, comes: bool) -> dict[str, Any]:
        return {
            "id": moved.person.id,
            "rank": moved.place.rank if moved.place else None,
            "points": moved.place.points if moved.place else None,
            "full_name": moved.person.name,
            "village": words.village_name(self._session.ctx, moved.person.village),
            "comes": comes,
            "decreed": moved.decreed,
        }

    def _failed(self, error: BaseException) -> None:
        self.try_button.setEnabled(True)
        self._session.messages.error(error, self)


class UndoRunDialog(Dialog):
    """What the last giving was, and whether it can be undone."""

    def __init__(self, session: Session, parent: QWidget, programme: str) -> None:
        super().__init__(parent, tr("Undo the last giving"), width=480)
        self._session, self._programme = session, programme
        self._said = label("", wrap=True)
        self._why = label("", "strong", tone="warn", wrap=True)
        self.body.addWidget(Card().add(self._said, self._why))
        self.undo_button = self.buttons(tr("Undo it"), self.undo, kind="danger")
        self.undo_button.setEnabled(False)
        session.tasks.read(assignment_runs.last_run, programme, owner=self, key="run", done=self.show_run)

    def show_run(self, run: Run | None) -> None:
        """Show the last run."""
        self._why.setVisible(False)
        if run is None:
            self._said.setText(tr("Nothing was given yet."))
            return
        self._said.setText(
            tr(
                "Gave {count} people a slot on {day}: {months} person-months, {rupiah}.",
                count=shown.number(run.people),
                day=shown.day(run.day),
                months=shown.number(run.months),
                rupiah=shown.rupiah(run.rupiah),
            )
        )
        if not run.blocked:
            lost = tr("{count} families lose the cover that was meant for them.", count=shown.number(run.people))
            self._why.setText(lost)
            self._why.setVisible(True)
        else:
            self._why.setText(tr("It cannot be undone: {why}.", why=blocked(run.blocked)))
            self._why.setVisible(True)
        self.undo_button.setEnabled(not run.blocked)

    def undo(self) -> None:
        """Undo it and close."""
        self.carry_out(self._session, assignment_runs.undo, self._programme, done=self._undone)

    def _undone(self, run: Run) -> None:
        self.accept()
        self._session.messages.toast(tr("{count} assignments were undone.", count=shown.number(run.people)))


def trial_buttons(
    session: Session, parent: QWidget, programme: Callable[[], str]
) -> tuple[QWidget, tuple[QWidget, QWidget]]:
    """A line with the two buttons of *Give slots*, and both as icons; ``programme()`` is the id of the one in sight."""

    def open_one(kind: type[WhatIfDialog] | type[UndoRunDialog]) -> None:
        if programme():
            modal(kind(session, parent.window(), programme()))

    flow = FlowLayout()
    icons: list[QWidget] = []
    for text, kind, icon, dialog in (
        (tr("Try other weights"), "plain", "scale", WhatIfDialog),
        (tr("Undo the last giving"), "quiet", "undo-2", UndoRunDialog),
    ):
        flow.addWidget(button(text, partial(open_one, dialog), kind=kind, icon=icon))
        icons.append(icon_button(icon, text, partial(open_one, dialog)))
    return holder(flow), (icons[0], icons[1])
