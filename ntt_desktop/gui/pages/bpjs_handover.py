"""Serah terima: card and bank book reach the people, village by village."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox

from ntt_desktop.domain.handing_over import CARD, ITEMS
from ntt_desktop.gui.dialogs.handover import HandoverDialog
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.models import agency_rows
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.bpjs_pane import Pane
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import FlowLayout, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import handover_papers, handovers
from ntt_desktop.services.agencies.handovers import Board, Handed
from ntt_desktop.wording.handing_over import item as item_word

_MOST = 2000
_VILLAGE = len("53.11.18.2005")


class HandoverPane(Pane):
    """Where, what, the people, and what to do with those chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        regions = session.ctx.reference.regions
        self.area = RegionPicker.of_every_level(regions, name=tr("Region"), area=session.ctx.store.node.region)
        self.area.setMinimumWidth(300)
        self.area.setPlaceholderText(tr("Everywhere; type a village or kecamatan"))
        self.area.picked.connect(lambda *_: self.refresh())
        self.item = Choice([(code, item_word(code)) for code in ITEMS], name=tr("What"), width=150)
        self.item.picked.connect(lambda _value: self.refresh())
        self.waiting = QCheckBox(tr("Only who was not handed it yet"))
        self.waiting.setChecked(True)
        self.waiting.toggled.connect(lambda _on: self.refresh())
        flow = FlowLayout(gap=tokens.S3)
        for one in (self.area, self.item, self.waiting):
            flow.addWidget(one)
        self._said = label("", "strong", wrap=True)
        self._more = label("", "muted", wrap=True)
        self.model = ListModel(agency_rows.handover_columns(regions))
        self.people = DataTable(self.model, name=tr("People"), many=True)
        self.people.opened.connect(lambda found: session.open("worker", worker=found["id"]))
        self.people.chosen.connect(lambda _count: self._offer())
        self.record = button(tr("Record what was handed over"), self._record, kind="primary", icon="clipboard-check")
        self.receipt = button(tr("Receipt list of the village"), self._receipt, icon="printer")
        self.list = button(tr("List of who waits"), self._list, icon="printer")
        self.undo = button(tr("Take the entry back"), self._take_back, kind="quiet")
        self.paper = Choice([("A4", "A4"), ("F4", "F4")], name=tr("Paper"), width=72)
        foot = FlowLayout()
        for action in (self.record, self.receipt, self.list, self.paper, self.undo):
            foot.addWidget(action)
        nothing = EmptyState(
            "clipboard-check", tr("Nobody waits here"), tr("People whom BPJS accepted stand here until they have it.")
        )
        card = Card(tr("Card and bank book"), icon="clipboard-check")
        card.add(holder(flow), self._said, self._more, Listing(self.people, nothing, height=320), holder(foot))
        card.add(label(tr("PIN and ATM card are the owner's alone. Do not write them down."), "caption", wrap=True))
        self.body.addWidget(card)

    def arrive(self, area: str = "", item: str = CARD, **_given: Any) -> None:
        self.area.set_code(area or None)
        self.item.set_value(item)
        self.waiting.setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        self.session.tasks.read(
            handovers.board,
            area=self.area.key or "",
            waiting=str(self.item.value()) if self.waiting.isChecked() else "",
            most=_MOST,
            owner=self,
            key="people",
            done=self.show_board,
        )

    def show_board(self, found: Board) -> None:
        """Show the people of the area."""
        self.model.set_rows(found.people)
        waiting = " · ".join(
            tr("{item} not handed over: {count}", item=item_word(code), count=number(count))
            for code, count in found.waiting.items()
        )
        self._said.setText(tr("{total} participants · {waiting}", total=number(found.total), waiting=waiting))
        shown = len(found.people)
        more = tr("The first {count} are shown; choose a kecamatan or village.", count=number(shown))
        self._more.setText(more)
        self._more.setVisible(shown >= _MOST)
        self._offer()

    def _offer(self) -> None:
        rows = self.people.selected()
        self.record.setEnabled(bool(self.model.total()))
        self.receipt.setEnabled(bool(self._village()))
        self.receipt.setToolTip("" if self._village() else tr("Choose a village first."))
        self.undo.setEnabled(any(row["given"].get(self.item.value()) for row in rows))

    def _village(self) -> str:
        """The village chosen above, or that of the only village in sight."""
        if len(self.area.key or "") == _VILLAGE:
            return str(self.area.key)
        found = {row["village_code"] for row in (self.people.selected() or self.model.rows)}
        return str(found.pop()) if len(found) == 1 else ""

    def _record(self) -> None:
        rows = self.people.selected() or self.model.rows
        name = str(rows[0]["full_name"] or "") if len(rows) == 1 else ""
        dialog = HandoverDialog(self.session, self.window(), [str(row["id"]) for row in rows], self._done, name=name)
        for code, box in dialog.items.items():
            box.setChecked(code == self.item.value())
        modal(dialog)

    def _done(self, done: Handed) -> None:
        said = tr("{count} entries made, {had} were there already", count=number(len(done.made)), had=number(done.had))

        def undo() -> None:
            self.session.tasks.write(handovers.take_back, done.made, reason=tr("Undone"))

        self.session.messages.toast(said, undo if done.made else None)

    def _take_back(self) -> None:
        entries = [str(entry["id"]) for row in self.people.selected() if (entry := row["given"].get(self.item.value()))]

        def store(reason: str) -> None:
            self.session.tasks.write(handovers.take_back, entries, reason=reason, owner=self)

        about = tr("{count} entries; they stay in the history.", count=number(len(entries)))
        modal(ReasonDialog(self.window(), tr("Take the entry back"), about, tr("Take it back"), store))

    def _receipt(self) -> None:
        folder = self.folder()
        if folder is not None:
            self.session.tasks.read(
                handover_papers.write_receipt,
                self._village(),
                folder,
                item=str(self.item.value()) if self.waiting.isChecked() else "",
                paper=self.paper.value(),
                overwrite=True,
                owner=self,
                done=self._written,
            )

    def _list(self) -> None:
        folder = self.folder()
        if folder is not None:
            job = self.session.tasks.read(
                handover_papers.write_waiting,
                folder,
                item=str(self.item.value()),
                area=self.area.key or "",
                paper=self.paper.value(),
                overwrite=True,
                owner=self,
                done=self._written,
            )
            self.work.follow(job, tr("Writing the files"))

    def _written(self, files: tuple[Path, ...]) -> None:
        self.say_written(list(files))
