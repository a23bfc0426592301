"""Program: the programmes of this node and of those above, where their person-months are, and passing them down."""

from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.dialogs.letter import letter_words
from ntt_desktop.gui.models import quota_rows
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.months import month_words, span_words
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.programmes_actions import ProgrammeActions
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.balance import Amounts, BalanceStrip
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import column, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label, set_tone
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import joining, letters, programme_lookup, programmes, recalls
from ntt_desktop.services.capacity.letters import Letter
from ntt_desktop.services.capacity.recalls import Recall
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger
from ntt_desktop.store.capacity.programmes import Ledger
from ntt_desktop.store.sync.nodes import Peer
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


@dataclass(frozen=True, slots=True)
class _Around:
    """What the page shows beside the ledgers: nodes, requests, letters, and programmes that could be joined."""

    peers: list[Peer]
    recalls: list[Recall]
    letters: list[Letter]
    pairs: list[tuple[Programme, Programme]]


def _around(ctx: Context) -> _Around:
    with ctx.store.read() as reader:
        peers = programme_lookup.below(reader)
    return _Around(peers, recalls.recalls(ctx), letters.letters(ctx), joining.candidates(ctx))


class ProgrammesPage(Page):
    """A list of programmes, and below it the chosen one."""

    concerns = frozenset({"slot", "programme", "block", "release", "recall", "node", "package"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Programmes"))
        self._ledgers: dict[str, Ledger] = {}
        self._names: dict[str, str] = {}
        self._near = _Around([], [], [], [])
        self._shown = ""
        self.acts = ProgrammeActions(self)
        self.allot_button = self.acts.allot
        self.new = button(tr("New programme"), self.acts.create, kind="primary", icon="plus", shortcut="Ctrl+Shift+N")
        self.header.add_action(self.new)
        self.model = ListModel(_columns())
        self.table = DataTable(self.model, name=tr("Programmes"))
        self.table.current.connect(lambda found: self._show(str(found["id"])) if found else None)
        nothing = EmptyState(
            "layout-grid",
            tr("There is no programme yet"),
            tr("Who pays, how many people, how many months. The program computes the rupiah."),
            ((tr("New programme"), self.acts.create),),
        )
        self._list = Listing(self.table, nothing, height=170)
        self._title = label("", "section")
        self._said = label("", "muted", wrap=True)
        self.own = BalanceStrip()
        self.whole = BalanceStrip()
        self._whole_title = label(tr("All devices together"), "label")
        self.blocks = ListModel(quota_rows.block_columns(session.ctx.reference.regions))
        self.block_table = DataTable(self.blocks, name=tr("Blocks"), compact=True)
        self.block_table.current.connect(lambda _found: self.acts.allow())
        none = EmptyState("split", tr("Nothing was passed down yet"))
        self.detail = Card()
        self._budget = label("", "strong", wrap=True)
        self._letters = column(gap=2)
        head = column(self._title, self._said, self._budget, self._letters, gap=2)
        self.detail.add(head, holder(self.acts.layout()))
        self.detail.add(label(tr("This device"), "label"), self.own, self._whole_title, self.whole)
        self.detail.add(label(tr("Blocks"), "label"), Listing(self.block_table, none, height=170))
        self.detail.hide()
        self.body.addWidget(self._list)
        self.body.addWidget(self.detail)

    def refresh(self) -> None:
        tasks = self.session.tasks
        tasks.read(_around, owner=self, key="around", done=self._keep_around)
        tasks.read(programmes.node_names, owner=self, key="names", done=self._keep_names)
        tasks.read(ledger.balance, owner=self, key="ledger", done=self.show_ledgers)

    def arrive(self, new: bool = False, **_given: Any) -> None:
        if new:
            self.acts.create()

    def focus_first(self) -> None:
        self._list.setFocus()

    def choose(self, programme_id: str) -> None:
        """Let this programme be the chosen one when the list is next shown."""
        self._shown = programme_id

    @property
    def chosen(self) -> Ledger | None:
        """The programme in sight."""
        return self._ledgers.get(self._shown)

    @property
    def peers(self) -> list[Peer]:
        """The nodes below."""
        return self._near.peers

    def name_of(self, node: str) -> str:
        """The name of a node."""
        return self._names.get(node, "") or tr("(not known)")

    def machines(self) -> list[tuple[str, str]]:
        """The nodes below as (id, name)."""
        return [(peer.node, peer.name) for peer in self._near.peers]

    def holders(self) -> list[tuple[str, str]]:
        """Who was passed slots of the chosen programme, as (id, name)."""
        one, own = self.chosen, self.session.ctx.store.node.id
        if one is None:
            return []
        mine = {block.id for block, _ in one.blocks if block.holder == own}
        below = [block.holder for block, _ in one.blocks if block.parent in mine and block.holder != own]
        return [(node, self.name_of(node)) for node in dict.fromkeys(below)]

    def chosen_block(self) -> dict[str, Any] | None:
        """The chosen block, if it was passed down from here to somebody else."""
        one, own = self.chosen, self.session.ctx.store.node.id
        index = self.block_table.currentIndex()
        if one is None or not index.isValid():
            return None
        found = self.blocks.row_at(index.row())
        held = {block.id: block for block, _ in one.blocks}
        block = held.get(found["id"]) if found else None
        above = held.get(block.parent or "") if block else None
        return dict(found) if found and block and above and above.holder == own and block.holder != own else None

    def _keep_around(self, found: _Around) -> None:
        self._near = found
        self._say_pairs()
        self._show(self._shown)

    def _say_pairs(self) -> None:
        """Say which programmes could be joined."""
        if self._near.pairs:
            typed, real = self._near.pairs[0]
            self.banner.say(
                tr("{name} has a programme {code} as well.", name=self.name_of(typed.owner), code=typed.code),
                tr("Two offices, one code: they count as two programmes until you join them."),
                "warn",
                (tr("Compare and join"), lambda: self.acts.join(typed, real)),
            )
        else:
            self.banner.hide()

    def _keep_names(self, names: dict[str, str]) -> None:
        self._names = names
        self._say_pairs()
        self._show(self._shown)

    def show_ledgers(self, found: list[Ledger]) -> None:
        """Show the programmes known here."""
        self._ledgers = {one.programme.id: one for one in found}
        wanted = self._shown  # filling the list moves the choice to its first row
        self.model.set_rows([quota_rows.programme_row(one.programme, one.whole) for one in found])
        lines = min(max(len(found), 2), 6)
        self._list.setFixedHeight(tokens.ROW * (lines + 1) + 4 if found else 240)
        total = sum(one.programme.cost for one in found)
        self.header.set_subtitle(
            tr("{count} programmes · {rupiah}", count=number(len(found)), rupiah=rupiah(total)) if found else ""
        )
        self.detail.setVisible(bool(found))
        if found:
            shown = wanted if wanted in self._ledgers else found[0].programme.id
            self.table.selectRow(self.model.place_of(shown))
            self._show(shown)

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
        if programme.owner != own:
            parts.append(tr("of {name}", name=self.name_of(programme.owner)))
        if programme.closed:
            parts.append(tr("closed to {month}", month=month_words(programme.closed)))
        self._said.setText(" · ".join(parts))
        self.own.set_amounts(Amounts.of((one.own,)))
        self.whole.set_amounts(Amounts.of((one.whole,)))
        has_more = one.whole != one.own
        self.whole.setVisible(has_more)
        self._whole_title.setVisible(has_more)
        asked = {found.block.id: found.seats_missing for found in self._near.recalls}
        self.blocks.set_rows([quota_rows.block_row(block, held, self._names, own, asked) for block, held in one.blocks])
        self._say_budget(programme)
        self._say_letters(programme)
        self.acts.allow()

    def _say_budget(self, programme: Programme) -> None:
        """The budget against seats x months x rate."""
        self._budget.setVisible(programme.budget is not None)
        if programme.budget is None:
            return
        over = programme.over_budget
        if over:
            words = tr("{rupiah} more than that") if over > 0 else tr("{rupiah} of it are left")
            said = words.format(rupiah=rupiah(abs(over)))
        else:
            said = tr("exactly that")
        self._budget.setText(
            tr(
                "Budget {budget}; the slots cost {cost}: {difference}.",
                budget=rupiah(programme.budget),
                cost=rupiah(programme.cost),
                difference=said,
            )
        )
        set_tone(self._budget, "warn" if over > 0 else "")

    def _say_letters(self, programme: Programme) -> None:
        """Letters that stand for this programme, or that it confirmed."""
        while (item := self._letters.takeAt(0)) is not None:
            item.widget().deleteLater()
        for letter in self._near.letters:
            if programme.id in (letter.programme.id, letter.programme.joined_into):
                said, difference, tone = letter_words(letter)
                self._letters.addWidget(label(f"{said}. {difference}".strip(), tone=tone, wrap=True))
