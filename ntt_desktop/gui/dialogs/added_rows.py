"""Rows that somebody added to a package by hand: judged like a village's list, seen, then stored."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.imports import ImportPlan
from ntt_desktop.services.sync.added_rows import AddedRows, preview_added, store_added
from ntt_desktop.wording import findings, outcomes

Seen = tuple[AddedRows, list[dict[str, str]]]


def look(ctx: Context, package: str, *, progress: Progress = silent) -> Result[Seen]:
    """Judge the added rows of a package; with one line a row for the table."""
    found = preview_added(ctx, package, progress=progress)
    lines = []
    for batch in imports.rows(ctx, found.value.plan.id):
        for one in batch:
            said = [" ".join(findings.words(finding, ctx.reference.regions.label)) for finding in one.findings]
            name, outcome = one.cells.get("full_name", ""), outcomes.outcome(str(one.outcome))
            lines.append({"id": f"{one.sheet}:{one.row}", "name": name, "outcome": outcome, "said": " ".join(said)})
    return Result((found.value, lines), found.changed)


class AddedRowsDialog(Dialog):
    """``package``: the file whose added rows are looked at."""

    def __init__(self, parent: QWidget | None, session: Session, package: str) -> None:
        about = tr("They are checked like any village's list. Nothing is stored yet.")
        super().__init__(parent, tr("Rows added by hand"), about, width=760)
        self._session = session
        self._added: AddedRows | None = None
        columns = (
            Column("name", tr("Name"), 180, "strong", stretch=True),
            Column("outcome", tr("Result"), 170),
            Column("said", tr("Because"), 260, stretch=True, tip=lambda row: str(row["said"])),
        )
        self.model = ListModel(columns)
        self.work = ProgressPanel()
        self.table = DataTable(self.model, name=tr("Rows added by hand"), compact=True)
        self.table.setMinimumHeight(220)
        self.body.addWidget(self.work)
        self.body.addWidget(self.table, 1)
        self.store = self.buttons(tr("Store them"), self.keep)
        self.store.setEnabled(False)
        job = session.tasks.write(look, package, owner=self, done=self._seen)
        self.work.follow(job, tr("Looking at the rows"))

    def keep(self) -> None:
        """Store what can be stored; rejected rows stay in the import, where they can be mended."""
        if self._added is None:
            return
        added, self._added = self._added, None
        self.store.setEnabled(False)
        self._session.tasks.write(store_added, added, owner=self, done=self._stored)

    def done(self, result: int) -> None:
        """Forget the preview when it is not stored."""
        if self._added is not None:
            self._session.tasks.write(imports.discard, self._added.plan)
            self._added = None
        super().done(result)

    def _seen(self, found: Any) -> None:
        self._added, lines = found
        self.model.set_rows(lines)
        self.store.setEnabled(bool(lines))

    def _stored(self, plan: ImportPlan) -> None:
        counts = plan.counts
        said = tr(
            "{new} new, {updated} updated, {rejected} not taken in.",
            new=number(counts.get("new", 0)),
            updated=number(counts.get("updated", 0)),
            rejected=number(counts.get("rejected", 0)),
        )
        self._session.messages.toast(said)
        self.accept()
