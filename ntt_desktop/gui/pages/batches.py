"""Tahap: assignments gathered under a name, their papers, the SK that names them, and what an SK writes otherwise."""

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QApplication, QStackedWidget

from ntt_desktop.gui.dialogs.batch import BatchDetailsDialog, NewBatchDialog
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.models import batch_rows
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.batches_decrees import DecreeActions, papers_folder
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import batch_papers, batches, decrees
from ntt_desktop.services.assignment.batches import DRAFTED, Batch
from ntt_desktop.services.context import Context
from ntt_desktop.wording.batches import state

BATCHES, DECREES, CHANGES = "batches", "decrees", "changes"


def read_all(ctx: Context) -> dict[str, Any]:
    """Batches, SK, and what they write otherwise."""
    return {
        "batches": batches.listed(ctx),
        "decrees": decrees.listed(ctx),
        "changes": [{**asdict(one), "id": f"{one.row}{one.field}"} for one in decrees.otherwise(ctx)],
    }


class BatchesPage(Page):
    """Three lists; the chosen batch opens below its list."""

    concerns = frozenset({"batch", "decree", "slot", "worker", "programme", "event"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Batches"))
        self.batch: Batch | None = None
        self._chosen = ""
        self.new = button(tr("New batch"), self._new, kind="primary", icon="plus", shortcut="Ctrl+Shift+B")
        self.of_decrees = DecreeActions(self)
        self.sk = button(tr("Enter an SK"), self.of_decrees.enter, icon="stamp")
        self.header.add_action(self.sk)
        self.header.add_action(self.new)
        self.tabs = ChipTabs(
            ((BATCHES, tr("Batches")), (DECREES, tr("SK")), (CHANGES, tr("Changed since the SK"))), tr("Lists")
        )
        self.tabs.chosen.connect(self.show_tab)
        self.models = {
            BATCHES: ListModel(batch_rows.batch_columns()),
            DECREES: ListModel(batch_rows.decree_columns()),
            CHANGES: ListModel(batch_rows.change_columns()),
        }
        self.table = DataTable(self.models[BATCHES], name=tr("Batches"))
        self.table.current.connect(lambda found: self._choose(str(found["id"])) if found else None)
        self.decrees = DataTable(self.models[DECREES], name=tr("SK"))
        self.changes = DataTable(self.models[CHANGES], name=tr("Changed since the SK"))
        self.changes.opened.connect(lambda found: session.open("worker", worker=found["worker"]))
        self._stack = QStackedWidget()
        self._stack.addWidget(
            Listing(
                self.table,
                EmptyState(
                    "stamp",
                    tr("There is no batch yet"),
                    tr("Give slots first; then gather the assignments under a name, with its papers."),
                    ((tr("New batch"), self._new),),
                ),
                height=tokens.ROW * 3,
            )
        )
        self._stack.addWidget(Listing(self.decrees, EmptyState("stamp", tr("No SK is entered yet")), height=260))
        self._stack.addWidget(
            Listing(
                self.changes,
                EmptyState("circle-check", tr("Everybody stands in the SK as here")),
                height=260,
            )
        )
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack)
        self._foot_of_lists()
        self._detail_card()

    def _foot_of_lists(self) -> None:
        self.changed_list = button(tr("List for a changed SK"), self.of_decrees.write_changes, icon="printer")
        self.changed_sk = button(tr("Enter the changed SK"), self.of_decrees.enter_changed, icon="stamp")
        self.annex = button(tr("Annex of the SK"), self.of_decrees.write_annex, icon="printer")
        self.cancel_sk = button(tr("Take the SK back"), self.of_decrees.cancel, kind="quiet")
        flow = FlowLayout()
        for one in (self.changed_list, self.changed_sk, self.annex, self.cancel_sk):
            flow.addWidget(one)
        self._more = holder(flow)
        self.body.addWidget(self._more)

    def _detail_card(self) -> None:
        self._title = label("", "section", wrap=True)
        self._said = label("", "muted", wrap=True)
        self._sums = label("", "strong", wrap=True)
        self.rows = ListModel(batch_rows.row_columns(self.session.ctx.reference.regions))
        self.people = DataTable(self.rows, name=tr("People"), compact=True, many=True)
        self.people.opened.connect(lambda found: self.session.open("worker", worker=found["person_id"]))
        self.people.chosen.connect(lambda count: self._offer(count))
        self.paper = Choice([("A4", "A4"), ("F4", "F4")], name=tr("Paper"), width=72)
        self.papers = button(tr("Berita acara and list"), self._write, icon="printer")
        self.details = button(tr("Number and signature"), self._details, icon="pencil")
        self.propose = button(tr("Proposed"), self._propose, icon="send")
        self.take_out = button(tr("Take out"), self._take_out, icon="circle-minus")
        self.undo = button(tr("Take the batch back"), self._cancel, kind="quiet")
        flow = FlowLayout()
        for one in (self.papers, self.paper, self.details, self.propose, self.take_out, self.undo):
            flow.addWidget(one)
        self.detail = Card()
        self.detail.add(column(self._title, self._said, self._sums, gap=2), holder(flow))
        self.detail.add(Listing(self.people, EmptyState("users", tr("Nobody stands in this batch")), height=300))
        self.detail.hide()
        self.body.addWidget(self.detail)

    # -- reading ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.session.tasks.read(read_all, owner=self, key="all", done=self.show_all)

    def arrive(self, tab: str = "", **_given: Any) -> None:
        if tab:
            self.show_tab(tab)

    def focus_first(self) -> None:
        self._stack.currentWidget().setFocus()

    def show_all(self, found: dict[str, Any]) -> None:
        """Show what was read."""
        wanted = self._chosen  # filling the list moves the choice to where it was
        for key, model in self.models.items():
            model.set_rows(found[key])
        self.tabs.set_counts({key: len(found[key]) for key in self.models})
        people = sum(row["people"] for row in found[BATCHES])
        total = sum(row["rupiah"] for row in found[BATCHES])
        self.header.set_subtitle(
            tr(
                "{count} batches · {people} people · {rupiah}",
                count=number(len(found[BATCHES])),
                people=number(people),
                rupiah=rupiah(total),
            )
            if found[BATCHES]
            else ""
        )
        if found[BATCHES]:
            known = {row["id"] for row in found[BATCHES]}
            chosen = wanted if wanted in known else found[BATCHES][0]["id"]
            self.table.selectRow(self.models[BATCHES].place_of(chosen))
            self._choose(chosen)
        else:
            self.batch = None
        self.show_tab(self.tabs.current)

    def show_tab(self, key: str) -> None:
        """Show one of the lists."""
        self.tabs.choose(key)
        self._stack.setCurrentIndex(list(self.models).index(key))
        rows = self.models[BATCHES].total()
        self._stack.setMinimumHeight(0)
        self._stack.setMaximumHeight(16777215)
        if key == BATCHES and rows:
            self._stack.setFixedHeight(tokens.ROW * (min(max(rows, 2), 5) + 1) + 8)
        else:
            self._stack.setMinimumHeight(280)
        self.detail.setVisible(key == BATCHES and self.batch is not None)
        now, more = QApplication.focusWidget(), key != BATCHES and self.models[key].total() > 0
        if not more and now is not None and self._more.isAncestorOf(now):
            self.tabs.take_focus()  # else the keyboard falls back to the rail
        self._more.setVisible(more)
        self.changed_list.setVisible(key == CHANGES)
        self.changed_sk.setVisible(key == CHANGES)
        self.cancel_sk.setVisible(key == DECREES)
        self.annex.setVisible(key == DECREES)

    def _choose(self, batch: str) -> None:
        self._chosen = batch
        self.session.tasks.read(batches.show, batch, owner=self, key="batch", done=self.show_batch)

    def show_batch(self, found: Batch) -> None:
        """Show one batch below the list."""
        self.batch = found
        head = found.batch
        self._title.setText(f"{head['name']} · {head['programme_code']}")
        parts = [f"{state(code)} {number(count)}" for code, count in found.counts.items() if count]
        if found.removed:
            parts.append(tr("taken out {count}", count=number(len(found.removed))))
        if head["report_number"]:
            parts.append(tr("berita acara {number}", number=head["report_number"]))
        self._said.setText(" · ".join(parts))
        self._sums.setText(
            tr(
                "{people} people × months = {months} person-months, {rupiah} · check code {code}",
                people=number(found.people),
                months=number(found.person_months),
                rupiah=rupiah(found.rupiah),
                code=found.check_code,
            )
        )
        self.rows.set_rows([*found.rows, *found.removed])
        self.propose.setVisible(head["status"] == DRAFTED)
        self.undo.setEnabled(not head["decreed"])
        self.papers.setEnabled(bool(found.rows))
        self._offer(0)
        self.show_tab(self.tabs.current)

    def _offer(self, count: int) -> None:
        self.take_out.setEnabled(count > 0)

    # -- doing ------------------------------------------------------------------------------------------------

    def _new(self) -> None:
        modal(NewBatchDialog(self.session, self, self._made))

    def _made(self, made: batches.Gathered) -> None:
        self._chosen = made.batch
        self.tabs.choose(BATCHES)
        self.session.messages.toast(
            tr("{count} people, {rupiah}.", count=number(made.people), rupiah=rupiah(made.rupiah))
        )

    def _details(self) -> None:
        if self.batch is not None:
            modal(BatchDetailsDialog(self.session, self, self.batch.batch))

    def _propose(self) -> None:
        self.papers.setFocus()  # this button goes: the next one takes the batch back
        self.session.tasks.write(batches.propose, self._chosen, owner=self)

    def _take_out(self) -> None:
        rows = [str(row["id"]) for row in self.people.selected() if not row["removed"]]
        if not rows:
            return

        def store(reason: str) -> None:
            self.people.setFocus()  # the button goes off: the next one takes the batch back
            self.session.tasks.write(batches.take_out, rows, reason, owner=self, done=taken)

        def taken(count: int) -> None:
            self.session.messages.toast(
                tr("{count} people were taken out.", count=number(count)),
                undo=lambda: self.session.tasks.write(batches.put_back, rows, owner=self),
            )

        about = tr("{count} people leave the batch; their slots stay.", count=number(len(rows)))
        modal(ReasonDialog(self, tr("Take out"), about, tr("Take out"), store))

    def _cancel(self) -> None:
        def store(reason: str) -> None:
            self.session.tasks.write(batches.cancel, self._chosen, reason, owner=self)

        about = tr("The slots stay; their people can be gathered again.")
        modal(ReasonDialog(self, tr("Take the batch back"), about, tr("Take it back"), store))

    def _write(self) -> None:
        folder = papers_folder(self)
        if folder is not None:
            self.session.tasks.read(
                batch_papers.write,
                self._chosen,
                folder,
                paper=str(self.paper.value()),
                overwrite=True,
                owner=self,
                done=self.of_decrees.written,
            )
