"""Kuota: where every person-month is, who has a slot, who comes next, who waits and why, and the blocks."""

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ntt_desktop.errors import AppError
from ntt_desktop.gui.dialogs.release import ReleaseDialog, returnable
from ntt_desktop.gui.dialogs.replace import ReplaceDialog
from ntt_desktop.gui.dialogs.what_if import trial_buttons
from ntt_desktop.gui.models import quota_lists, quota_rows
from ntt_desktop.gui.models.months import span_words
from ntt_desktop.gui.models.quota_lists import NEXT, REFUSED, SLOTS, WAITING, QuotaLists
from ntt_desktop.gui.models.rows import ColumnModel, ListModel
from ntt_desktop.gui.pages.quota_empty import no_blocks, no_programme, nobody_yet
from ntt_desktop.gui.pages.quota_give import GiveBar
from ntt_desktop.gui.pages.quota_panel import QuotaPanel
from ntt_desktop.gui.pages.quota_requests import QuotaRequests
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.balance import Amounts, BalanceStrip
from ntt_desktop.gui.widgets.buttons import button, icon_button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.assignment.slots import Assignment
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.money import ledger
from ntt_desktop.store.capacity.programmes import Ledger
from ntt_desktop.wording.errors import message
from ntt_desktop.wording.payers import payer

BLOCKS = "blocks"


class QuotaPage(Page):
    """One programme at a time, chosen in the header."""

    concerns = frozenset({"slot", "programme", "block", "release", "recall", "worker", "verification", "finding"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Slots"), scroll=False)
        regions = session.ctx.reference.regions
        self._ledgers: dict[str, Ledger] = {}
        self._names: dict[str, str] = {}
        self._plan: Assignment | None = None
        self._is_ranking = False
        self._returnable: list[str] = []
        self.release = button(tr("Give slots back"), self._give_back, icon="undo-2")
        self.release.hide()
        self.requests = QuotaRequests(self, session)
        self.programme = Choice(name=tr("Programme"), width=260)
        self.programme.picked.connect(lambda _value: self._choose())
        self.header.add_action(self.programme)
        self._tools: list[QWidget] = []
        if session.role == "supervisor":
            self._tools.append(icon_button("calendar", tr("Person-months"), self._open_ledger, shortcut="Ctrl+M"))
        give = button(tr("Give slots"), self._to_next, kind="primary", icon="list-checks", shortcut="Ctrl+G")
        self._tools.append(give)
        for tool in self._tools:
            self.header.add_action(tool)
            tool.hide()
        self.balance = BalanceStrip()
        card = Card()
        card.body.setContentsMargins(16, 8, 16, 10)
        card.add(self.balance)
        self.work = ProgressPanel()
        tabs = (
            (SLOTS, tr("With a slot")),
            (NEXT, tr("Next in rank")),
            (WAITING, tr("Waiting")),
            (REFUSED, tr("Not eligible")),
            (BLOCKS, tr("Blocks")),
        )
        self._tab_names = dict(tabs)
        self.tabs = ChipTabs(tabs, tr("Lists"))
        self.tabs.chosen.connect(self.show_tab)
        self._lists = QStackedWidget()
        self._trials, trials = trial_buttons(session, self, lambda: str(self.programme.value() or ""))
        self._listings: dict[str, Listing] = {}
        self._long = QuotaLists(session.ctx, session.tasks)
        self.blocks = ListModel(quota_rows.block_columns(regions))
        self.models: dict[str, ColumnModel] = {**self._long.models, BLOCKS: self.blocks}
        for one in self._long.models.values():
            one.loaded.connect(lambda _total: self._count())
        self._none = {
            NEXT: tr("Nobody can be given a slot now"),
            WAITING: tr("Nobody waits"),
            REFUSED: tr("Nobody was refused by a rule"),
        }
        """What the lists of a ranking say when it left them empty."""
        self.empty = {key: EmptyState("check", said) for key, said in self._none.items()}
        for key, empty in ((SLOTS, nobody_yet(self)), *self.empty.items(), (BLOCKS, no_blocks())):
            self._add(key, empty)
        self.panel = QuotaPanel(session, self._replace)
        self.set_side(self.panel)
        self.panel.closed.connect(self.focus_first)
        everything = column(card, self.work, self.tabs, self._lists, gap=tokens.S2)
        everything.setStretch(3, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(holder(everything))
        self._whole.addWidget(no_programme(self))
        self.body.addWidget(self._whole, 1)
        self.give = GiveBar(session, *trials)
        self.give.asked.connect(self._rank)
        self.give.given.connect(self.assign)
        self.confirm = self.give.give
        self._foot = self.foot(self.give)
        self._foot.hide()

    # -- reading ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.session.tasks.read(programmes.node_names, owner=self, key="names", done=self._keep_names)
        self.session.tasks.read(ledger.balance, owner=self, key="ledger", done=self.show_ledgers)
        self.requests.refresh()

    def arrive(self, tab: str = "", programme: str = "", **_given: Any) -> None:
        if programme:
            self.programme.set_value(programme)
            self._choose()
        if tab:
            self.show_tab(tab)

    def focus_first(self) -> None:
        self._listings[self.tabs.current].setFocus()

    def _keep_names(self, names: dict[str, str]) -> None:
        self._names = names
        self._show_blocks()

    def _show_blocks(self) -> None:
        one, own = self.chosen, self.session.ctx.store.node.id
        blocks = one.blocks if one is not None else ()
        self.blocks.set_rows([quota_rows.block_row(block, sums, self._names, own) for block, sums in blocks])

    def show_ledgers(self, found: list[Ledger]) -> None:
        """Show the programmes known here."""
        self._ledgers = {one.programme.id: one for one in found}
        self.programme.set_options(
            [(one.programme.id, f"{one.programme.code} · {one.programme.name}") for one in found]
        )
        self._whole.setCurrentIndex(0 if found else 1)
        for tool in (self.programme, *self._tools):
            tool.setVisible(bool(found))
        self._choose()

    @property
    def chosen(self) -> Ledger | None:
        """The programme in sight."""
        return self._ledgers.get(str(self.programme.value()))

    def _choose(self) -> None:
        one = self.chosen
        if one is None:
            self.header.set_subtitle("")
            self._foot.hide()
            return
        programme = one.programme
        self._foot.setVisible(self.tabs.current == NEXT)
        self.header.set_subtitle(
            tr(
                "{span} · {rate} a month · payer: {payer}",
                span=span_words(programme.first, programme.last),
                rate=rupiah(programme.rate),
                payer=payer(programme.payer),
            )
        )
        self.balance.set_amounts(Amounts.of((one.own,)))
        self._show_blocks()
        self.requests.show(programme.id, programme.code)
        self._returnable = (
            returnable([block for block, _ in one.blocks], self.session.ctx.store.node.id) if one.own.free else []
        )
        self.release.setVisible(self.tabs.current == BLOCKS and bool(self._returnable))
        self.panel.close_panel()
        self._long.show_slots(programme.id)
        self._rank()

    def _rank(self) -> None:
        """Try an assignment as the foot asks for it."""
        one = self.chosen
        if one is None:
            return
        self._is_ranking = True
        self.confirm.setEnabled(False)
        job = self.session.tasks.read(
            quota_lists.read_plan,
            one.programme.id,
            self.give.region,
            self.give.limit,
            self.give.from_month,
            owner=self,
            key="plan",
            done=self.show_plan,
            failed=self._no_plan,
        )
        job.progressed.connect(lambda *_: self.work.follow(job, tr("Ranking")) if self.work.isHidden() else None)

    def show_plan(self, found: Assignment | None) -> None:
        """Show who would be given a slot, who would not, and why."""
        self._plan, self._is_ranking = found, False
        for key, said in self._none.items():
            self.empty[key].set_text(said)
        self._long.show_plan(found)
        self._count()

    def _no_plan(self, error: BaseException) -> object:
        self.show_plan(None)
        if isinstance(error, AppError) and error.code in ("nothing_allotted", "programme_over", "last_date_passed"):
            for empty in self.empty.values():  # nobody was ranked: who waits, and who may not, is not known
                empty.set_text(self._none[NEXT], message(error)[0])
            return None
        return False

    def _count(self) -> None:
        self.tabs.set_counts({key: model.total() for key, model in self.models.items()})
        self.give.say(self._plan, ready=not self._is_ranking)

    # -- lists ------------------------------------------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Show one of the lists."""
        self.tabs.choose(key)
        self._lists.setCurrentIndex(list(self.models).index(key))
        self.panel.close_panel()
        self._foot.setVisible(key == NEXT and self.chosen is not None)
        self.release.setVisible(key == BLOCKS and bool(self._returnable))

    def _to_next(self) -> None:
        """Show who comes next, ready to be walked through."""
        self.show_tab(NEXT)
        self.focus_first()

    def _add(self, key: str, empty: EmptyState) -> None:
        model = self.models[key]
        table = DataTable(model, name=self._tab_names[key])
        if key != BLOCKS:
            table.current.connect(lambda found: self._show_row(found) if found and not self.panel.isHidden() else None)
            table.opened.connect(self._show_row)
            table.clicked.connect(lambda index: self._show_row(model.row_at(index.row())))
        listing = self._listings[key] = Listing(table, empty)
        above = self._trials if key == NEXT else None
        if key == BLOCKS:
            above = holder(row(self.requests.letter, self.release, None))
        both = column(above, listing) if above else column(listing)
        both.setStretch(both.count() - 1, 1)
        self._lists.addWidget(holder(both))

    def _show_row(self, found: Any) -> None:
        self.panel.show_row(dict(found), self._plan.ranked if self._plan else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.window().height() < tokens.LOW
        self.balance.set_low(low)
        self._trials.setHidden(low)

    def _open_ledger(self) -> None:
        self.session.open("ledger", programme=str(self.programme.value() or ""))

    # -- giving and replacing ---------------------------------------------------------------------------------

    def assign(self) -> None:
        """Give the slots that the preview shows."""
        one = self.chosen
        if one is None or self._plan is None or self._is_ranking:
            return
        self.confirm.setEnabled(False)
        job = self.session.tasks.write(
            slots.assign,
            one.programme.id,
            region=self.give.region,
            limit=self.give.limit,
            from_month=self.give.from_month,
            owner=self,
            done=self._assigned,
        )
        self.work.follow(job, tr("Giving slots"))

    def _assigned(self, plan: Assignment) -> None:
        given, free = number(len(plan.given)), number(plan.free)
        said = tr("{count} people were given a slot. {free} slots are left.", count=given, free=free)
        self.session.messages.toast(said)
        self.show_tab(SLOTS)
        self.focus_first()

    def _give_back(self) -> None:
        if self.chosen is not None and self._returnable:
            modal(ReleaseDialog(self.session, self, self.chosen.programme, self._returnable, lambda _months: None))

    def _replace(self, found: dict[str, Any]) -> None:
        modal(ReplaceDialog(self.session, self.window(), str(found["id"])))
