"""Pemadanan: names out to agencies, answers back, and who takes the places that became free."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox

from ntt_desktop.domain.agency_answers import AGENCIES
from ntt_desktop.gui.dialogs.take_answers import TakeAnswersDialog
from ntt_desktop.gui.models import agency_rows
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.bpjs_pane import Pane, left_over, read_targets
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.dropzone import DropZone
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import FlowLayout, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import agency_answers, agency_replacements, agency_requests
from ntt_desktop.services.agencies.agency_answers import AnswerFile
from ntt_desktop.services.agencies.agency_replacements import Proposal, Replaced
from ntt_desktop.services.agencies.agency_requests import Asked, Request
from ntt_desktop.services.assignment import batches
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.wording import agency_answers as words

KINDS = "*.xlsx *.xls *.xlsm *.ods *.csv"


def read_matching(ctx: Context, progress: Progress = silent) -> dict[str, Any]:
    """Targets, places that became free, and the files taken in."""
    return {
        "targets": read_targets(ctx),
        "proposals": agency_replacements.proposals(ctx, progress),
        "files": agency_answers.files(ctx),
    }


def read_asked(ctx: Context, kind: str, key: str) -> Asked:
    """Who is asked about."""
    return agency_requests.asked(ctx, **{kind: key})


class MatchingPane(Pane):
    """Three steps from above: out, back, places."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.target = Choice(name=tr("Whom to ask about"), width=240)
        self.target.picked.connect(lambda _value: self._ask())
        self.unanswered = QCheckBox(tr("Only who is not answered yet"))
        self.write = button(tr("Write the files"), self._write, kind="primary", icon="file-spreadsheet")
        self._asked = label("", "muted", wrap=True)
        flow = FlowLayout(gap=tokens.S3)
        for one in (self.target, self.unanswered, self.write):
            flow.addWidget(one)
        out = Card(tr("Names for BPJS, Dukcapil and the social office"), icon="send")
        out.add(holder(flow), self._asked)
        self.body.addWidget(out)
        self.drop = DropZone(
            tr("Take an agency's answers in"),
            tr("Drop the file that came back, whoever made it. It is shown before anything is stored."),
            tr("Choose a file"),
            kinds=KINDS,
            kind="plain",
            slim=True,
        )
        self.drop.files.connect(self.take)
        self.body.addWidget(self.drop)
        self._places_card()
        self._files_card()

    def _places_card(self) -> None:
        self.proposals = ListModel(agency_rows.proposal_columns())
        self.places = DataTable(self.proposals, name=tr("May have no slot by an answer"), many=True)
        self.places.opened.connect(lambda found: self.session.open("worker", worker=found["worker_id"]))
        self.places.chosen.connect(lambda _count: self._offer())
        self.confirm = button(tr("Give to the next in rank"), self._confirm, kind="primary", icon="replace")
        self.back = button(tr("Put back"), self._put_back, icon="rotate-ccw")
        flow = FlowLayout()
        for one in (self.confirm, self.back):
            flow.addWidget(one)
        card = Card(
            tr("May have no slot by an answer"),
            hint=tr("The slot goes to the next in rank when you say so; without a choice below all are meant."),
            icon="replace",
        )
        nothing = EmptyState("circle-check", tr("No answer speaks against a slot"))
        stays = tr("Who is in the SK or billed keeps the slot until the event is recorded. Enter opens the person.")
        self._locked = RemarkLine(Remark(stays, "warn"))
        card.add(Listing(self.places, nothing, height=190), self._locked, holder(flow))
        self.body.addWidget(card)

    def _files_card(self) -> None:
        self.taken = ListModel(agency_rows.file_columns(tr("Who answered")))
        self.files = DataTable(self.taken, name=tr("Files taken in"), compact=True)
        self.undo = button(tr("Take the file back"), self._take_back, kind="quiet")
        card = Card(tr("Files taken in"), icon="inbox")
        nothing = EmptyState("inbox", tr("No answers were taken in yet"))
        card.add(Listing(self.files, nothing, height=150), holder(_flow(self.undo)))
        self.body.addWidget(card)

    # -- reading ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.session.tasks.read(read_matching, owner=self, key="matching", done=self.show_all)

    def show_all(self, found: dict[str, Any]) -> None:
        """Show what was read."""
        self.target.set_options(found["targets"])
        self.target.setEnabled(bool(found["targets"]))
        self.proposals.set_rows([_place(one) for one in found["proposals"]])
        self.taken.set_rows(
            [
                {**row, "id": row["digest"] + row["agency"], "whose": words.agency(row["agency"])}
                for row in found["files"]
            ]
        )
        self.undo.setEnabled(bool(found["files"]))
        self._offer()
        self._ask()

    def _ask(self) -> None:
        kind, key = self._chosen()
        if key:
            self.session.tasks.read(read_asked, kind, key, owner=self, key="asked", done=self._show_asked)
        else:
            self.write.setEnabled(False)
            self._asked.setText(tr("Make a programme and give slots first."))

    def _chosen(self) -> tuple[str, str]:
        """``batch`` or ``programme``, and its id; empty when there is neither."""
        kind, _, key = str(self.target.value() or "").partition(" ")
        return kind, key

    def _show_asked(self, found: Asked) -> None:
        self.write.setEnabled(bool(found.people))
        answered = ", ".join(f"{words.agency(code)} {number(found.answered[code])}" for code in AGENCIES)
        self._asked.setText(
            tr("{count} people · answered: {answered}", count=number(len(found.people)), answered=answered)
        )

    def _offer(self) -> None:
        rows = self._meant()
        self.confirm.setEnabled(any(not row["fine_again"] and not row["blocked"] for row in rows))
        self.back.setEnabled(any(row["fine_again"] for row in rows))
        self._locked.setVisible(any(row["blocked"] and not row["fine_again"] for row in self.proposals.rows))

    def _meant(self) -> list[Any]:
        """The chosen places, or all."""
        return list(self.places.selected() or self.proposals.rows)

    # -- doing ------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        folder = self.folder()
        if folder is None:
            return
        kind, key = self._chosen()
        job = self.session.tasks.read(
            agency_requests.write,
            folder,
            **{kind: key},
            unanswered=self.unanswered.isChecked(),
            overwrite=True,
            owner=self,
            done=self._written,
        )
        self.work.follow(job, tr("Writing the files"))

    def _written(self, made: tuple[Request, ...]) -> None:
        self.say_written([one.path for one in made])

    def take(self, paths: list[Path]) -> None:
        """Show what a file of answers would do."""
        modal(TakeAnswersDialog(self.session, self.window(), paths[0], self._taken))

    def _taken(self, found: AnswerFile) -> None:
        count = found.counts.get("taken", 0)
        said = tr("{count} answers of {agency} taken in.", count=number(count), agency=words.agency(found.agency))
        left = sum(not one.decreed for one in found.leaving)
        if left:
            said += " " + tr("{count} left their batch.", count=number(left))
        self.session.messages.toast(f"{said} {left_over(found.rows)}".rstrip())

    def _confirm(self) -> None:
        rows = [row["row"] for row in self._meant() if not row["fine_again"] and not row["blocked"]]
        job = self.session.tasks.write(agency_replacements.confirm, rows, owner=self, done=self._replaced)
        self.work.follow(job, tr("Giving the slots"))

    def _replaced(self, done: Replaced) -> None:
        names = ", ".join(one.person.name for one in done.given[:4]) + (" …" if len(done.given) > 4 else "")
        said = tr("{freed} slots freed, {given} given to the next in rank", freed=done.freed, given=len(done.given))
        said = f"{said}: {names}" if names else said
        if done.elsewhere:
            said += ". " + tr(
                "{count} are given by the devices that hold them, after the next return files.",
                count=number(done.elsewhere),
            )
        self.session.messages.toast(said)

    def _put_back(self) -> None:
        rows = [row["row"] for row in self._meant() if row["fine_again"]]
        self.session.tasks.write(batches.put_back, rows, owner=self)

    def _take_back(self) -> None:
        if found := self.files.current_row() or self.taken.row_at(0):
            self.take_back(str(found["file"]), agency_answers.take_back, found["digest"], found["agency"])


def _flow(*widgets: Any) -> FlowLayout:
    made = FlowLayout()
    for one in widgets:
        made.addWidget(one)
    return made


def _place(found: Proposal) -> dict[str, Any]:
    """A place as the table shows it."""
    following, rank = "", ""
    if found.next_person is not None:
        following = found.next_person.name
        rank = tr("{rank} of {of}", rank=number(found.rank), of=number(found.of))
    why = found.reason.removeprefix(agency_answers.REASON).strip()
    return {**asdict(found), "id": found.row, "reason": why, "next": following, "place": rank}
