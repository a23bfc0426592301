"""Hasil: what BPJS made of the upload, person by person; refused ones stand first."""

from pathlib import Path
from typing import Any

from ntt_desktop.gui.dialogs.take_answers import TakeResultDialog
from ntt_desktop.gui.models import agency_rows
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.bpjs_matching import KINDS
from ntt_desktop.gui.pages.bpjs_pane import Pane, left_over, read_programmes
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.dropzone import DropZone
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import FlowLayout, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import bpjs_results
from ntt_desktop.services.agencies.bpjs_results import ResultFile
from ntt_desktop.services.context import Context


def read_results(ctx: Context) -> dict[str, Any]:
    """Programmes and files taken in."""
    return {"programmes": read_programmes(ctx), "files": bpjs_results.files(ctx)}


class ResultsPane(Pane):
    """The file, the people, the files before."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._programmes: list[tuple[object, str]] = []
        self.drop = DropZone(
            tr("Take BPJS's result in"),
            tr("Drop the file that BPJS sent back. It is shown before anything is stored."),
            tr("Choose a file"),
            kinds=KINDS,
            slim=True,
        )
        self.drop.files.connect(self.take)
        self.body.addWidget(self.drop)
        self.programme = Choice(name=tr("Programme"), width=240)
        self.programme.picked.connect(lambda _value: self._read())
        self._said = label("", "strong", wrap=True)
        flow = FlowLayout(gap=tokens.S3)
        flow.addWidget(self.programme)
        self.results = ListModel(agency_rows.result_columns(session.ctx.reference.regions))
        self.people = DataTable(self.results, name=tr("Results"))
        self.people.opened.connect(lambda found: session.open("worker", worker=found["worker_id"]))
        card = Card(
            tr("What BPJS said"),
            hint=tr("Refused people stand first: correct them and send them again."),
            icon="id-card",
        )
        nothing = EmptyState(
            "id-card", tr("BPJS has not answered yet"), tr("Upload the files, then take its result in.")
        )
        card.add(holder(flow), self._said, Listing(self.people, nothing, height=280))
        self.body.addWidget(card)
        self.taken = ListModel(agency_rows.file_columns(tr("Programme")))
        self.files = DataTable(self.taken, name=tr("Files taken in"), compact=True)
        self.undo = button(tr("Take the file back"), self._take_back, kind="quiet")
        under = FlowLayout()
        under.addWidget(self.undo)
        before = Card(tr("Files taken in"), icon="inbox")
        before.add(
            Listing(self.files, EmptyState("inbox", tr("No result was taken in yet")), height=150), holder(under)
        )
        self.body.addWidget(before)

    def refresh(self) -> None:
        self.session.tasks.read(read_results, owner=self, key="results", done=self._show)

    def _show(self, found: dict[str, Any]) -> None:
        self._programmes = found["programmes"]
        self.programme.set_options(self._programmes)
        self.programme.setEnabled(bool(self._programmes))
        self.drop.setEnabled(bool(self._programmes))
        self.taken.set_rows(
            [
                {**row, "id": f"{row['digest']}{row['programme_id']}", "whose": row["programme"]}
                for row in found["files"]
            ]
        )
        self.undo.setEnabled(bool(found["files"]))
        self._read()

    def _read(self) -> None:
        if self.programme.value() is None:
            self._said.setText(tr("Make a programme and give slots first."))
            return
        self.session.tasks.read(
            bpjs_results.standing, str(self.programme.value()), owner=self, key="standing", done=self._show_people
        )

    def _show_people(self, rows: list[dict[str, Any]]) -> None:
        self.results.set_rows(rows)
        accepted = [row for row in rows if row["result"] == "accepted"]
        self._said.setText(
            tr(
                "{accepted} accepted, {with_kpj} of them with KPJ; {refused} refused.",
                accepted=number(len(accepted)),
                with_kpj=number(sum(bool(row["kpj"]) for row in accepted)),
                refused=number(len(rows) - len(accepted)),
            )
        )

    def take(self, paths: list[Path]) -> None:
        """Show what a result would do."""
        if self._programmes:
            chosen = str(self.programme.value())
            modal(TakeResultDialog(self.session, self.window(), paths[0], self._programmes, chosen, self._taken))

    def _taken(self, found: ResultFile) -> None:
        said = tr(
            "{accepted} accepted, {with_kpj} of them with KPJ; {refused} refused.",
            accepted=number(found.taken("accepted")),
            with_kpj=number(found.taken("accepted", with_kpj=True)),
            refused=number(found.taken("refused")),
        )
        self.session.messages.toast(f"{said} {left_over(found.rows)}".rstrip())

    def _take_back(self) -> None:
        if found := self.files.current_row() or self.taken.row_at(0):
            self.take_back(str(found["file"]), bpjs_results.take_back, found["digest"], found["programme_id"])
