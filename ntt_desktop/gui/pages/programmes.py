"""Program: the programmes of this node and of those above, where their person-months are, and passing them down."""

from typing import Any

from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.dialogs.allot import AllotDialog, CloseDialog
from ntt_desktop.gui.dialogs.programme import ProgrammeDialog
from ntt_desktop.gui.models import quota_rows
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.months import month_words, span_words
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.balance import Amounts, BalanceStrip
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services import ledger, programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.programmes import Allotment
from ntt_desktop.store import nodes
from ntt_desktop.store.nodes import Peer
from ntt_desktop.store.programmes import Ledger
from ntt_desktop.wording.payers import payer


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", tr("Code"), 84, "strong"),
        Column("name", tr("Name"), 124, stretch=True),
        Column("payer", tr("Payer"), 140, value=lambda row: payer(row["payer"]), optional=2),
        Column("months", tr("Months"), 150),
        Column("seats", tr("People"), 76, "number"),
        Column("rate", tr("A month"), 92, "rupiah", optional=3),
        Column("budget", tr("Budget"), 140, "rupiah"),
        Column("occupied", tr("Occupied"), 88, "number", optional=1),
        Column("free", tr("Free"), 70, "number"),
        Column("closed", tr("Closed to"), 96, optional=4),
    )


def _below(ctx: Context) -> list[Peer]:
    with ctx.store.read() as reader:
        return nodes.children(reader)


class ProgrammesPage(Page):
    """A list of programmes, and below it the chosen one."""

    concerns = frozenset({"slot", "programme", "block", "release", "node", "package"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Programmes"))
        self._ledgers: dict[str, Ledger] = {}
        self._names: dict[str, str] = {}
        self._peers: list[Peer] = []
        self._shown = ""
        self.new = button(tr("New programme"), self.create, kind="primary", icon="plus", shortcut="Ctrl+Shift+N")
        self.header.add_action(self.new)
        self.model = ListModel(_columns())
        self.table = DataTable(self.model, name=tr("Programmes"))
        self.table.current.connect(lambda found: self._show(str(found["id"])) if found else None)
        nothing = EmptyState(
            "layout-grid",
            tr("There is no programme yet"),
            tr("Who pays, how many people, how many months. The program computes the rupiah."),
            ((tr("New programme"), self.create),),
        )
        self._list = Listing(self.table, nothing, height=170)
        self._title = label("", "section")
        self._said = label("", "muted", wrap=True)
        self.allot_button = button(tr("Pass slots down"), self._allot, icon="split", shortcut="Ctrl+D")
        self.close_button = button(tr("Close months"), self._close, icon="lock")
        self.slots_button = button(tr("Open Slots"), self._open_slots, kind="quiet", icon="arrow-right")
        self.own = BalanceStrip()
        self.whole = BalanceStrip()
        self._whole_title = label(tr("All devices together"), "label")
        self.blocks = ListModel(quota_rows.block_columns(session.ctx.reference.regions))
        blocks = DataTable(self.blocks, name=tr("Blocks"), compact=True)
        none = EmptyState("split", tr("Nothing was passed down yet"))
        self.detail = Card()
        actions = FlowLayout()
        for one in (self.allot_button, self.close_button, self.slots_button):
            actions.addWidget(one)
        self.detail.add(column(self._title, self._said, gap=0), holder(actions))
        self.detail.add(label(tr("This device"), "label"), self.own, self._whole_title, self.whole)
        self.detail.add(label(tr("Blocks"), "label"), Listing(blocks, none, height=170))
        self.detail.hide()
        self.body.addWidget(self._list)
        self.body.addWidget(self.detail)

    def refresh(self) -> None:
        tasks = self.session.tasks
        tasks.read(_below, owner=self, key="below", done=self._keep_peers)
        tasks.read(programmes.node_names, owner=self, key="names", done=self._keep_names)
        tasks.read(ledger.balance, owner=self, key="ledger", done=self.show_ledgers)

    def arrive(self, new: bool = False, **_given: Any) -> None:
        if new:
            self.create()

    def _keep_peers(self, peers: list[Peer]) -> None:
        self._peers = peers

    def _keep_names(self, names: dict[str, str]) -> None:
        self._names = names
        self._show(self._shown)

    def show_ledgers(self, found: list[Ledger]) -> None:
        """Show the programmes known here."""
        self._ledgers = {one.programme.id: one for one in found}
        self.model.set_rows([quota_rows.programme_row(one.programme, one.whole) for one in found])
        lines = min(max(len(found), 2), 6)
        self._list.setFixedHeight(tokens.ROW * (lines + 1) + 4 if found else 240)
        total = sum(one.programme.cost for one in found)
        self.header.set_subtitle(
            tr("{count} programmes · {rupiah}", count=number(len(found)), rupiah=rupiah(total)) if found else ""
        )
        self.detail.setVisible(bool(found))
        if found:
            at = next((at for at, one in enumerate(found) if one.programme.id == self._shown), 0)
            self.table.selectRow(at)
            self._show(found[at].programme.id)

    def _show(self, programme_id: str) -> None:
        one = self._ledgers.get(programme_id)
        if one is None:
            return
        self._shown = programme_id
        programme = one.programme
        own = self.session.ctx.store.node.id
        self._title.setText(f"{programme.code} · {programme.name}")
        parts = [
            span_words(programme.first, programme.last),
            tr("{rate} a month", rate=rupiah(programme.rate)),
            self.session.ctx.reference.regions.label(programme.region),
        ]
        if programme.decree_number:
            parts.append(tr("SK {number}", number=programme.decree_number))
        if programme.closed:
            parts.append(tr("closed to {month}", month=month_words(programme.closed)))
        self._said.setText(" · ".join(parts))
        self.own.set_amounts(Amounts.of((one.own,)))
        self.whole.set_amounts(Amounts.of((one.whole,)))
        has_more = one.whole != one.own
        self.whole.setVisible(has_more)
        self._whole_title.setVisible(has_more)
        self.blocks.set_rows([quota_rows.block_row(block, held, self._names, own) for block, held in one.blocks])
        self.allot_button.setEnabled(one.own.free > 0)
        self.close_button.setVisible(programme.owner == own)
        self.close_button.setEnabled(programme.first_open <= programme.last)

    @property
    def _chosen(self) -> Ledger | None:
        return self._ledgers.get(self._shown)

    def create(self) -> None:
        """Ask for a new programme."""
        modal(ProgrammeDialog(self.session, self, self._created))

    def _created(self, programme: Any) -> None:
        self._shown = programme.id
        self.session.messages.toast(tr("{code} was created.", code=programme.code))

    def _allot(self) -> None:
        one = self._chosen
        if one is not None:
            modal(AllotDialog(self.session, self, one.programme, one.own.free, self._peers, self._allotted))

    def _allotted(self, made: Allotment) -> None:
        words = (
            tr("{count} slots are reserved for {name}.")
            if made.reserved
            else tr("{count} slots were passed to {name}.")
        )
        name = self.session.ctx.reference.regions.label(made.region) if made.reserved else made.holder_name
        self.session.messages.toast(words.format(count=number(made.seats), name=name))

    def _close(self) -> None:
        one = self._chosen
        if one is not None:
            modal(CloseDialog(self.session, self, one.programme, self._closed))

    def _closed(self, programme: Programme) -> None:
        month = month_words(programme.closed) if programme.closed else ""
        self.session.messages.toast(tr("Closed up to {month}.", month=month))

    def _open_slots(self) -> None:
        self.session.open("quota", programme=self._shown)
