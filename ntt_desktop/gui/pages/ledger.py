"""Orang-bulan: people by months with colour and letter, their sums, and the uptake of what is held."""

from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import Shown
from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.models.month_grid import MonthGridModel, asked_of
from ntt_desktop.gui.pages.ledger_filters import LedgerFilters
from ntt_desktop.gui.pages.ledger_legend import Legend
from ntt_desktop.gui.pages.ledger_panel import LedgerPanel
from ntt_desktop.gui.pages.ledger_sums import SumsView, UptakeView
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.files import EXCEL, choose_target, desk_folder, open_file
from ntt_desktop.gui.widgets.frozen_foot import FootLine, FrozenFoot
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.month_table import MonthTable
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger, ledger_paper
from ntt_desktop.services.money.ledger import HELD_HERE, NO_REGENCY, Amount, Sums, total_of
from ntt_desktop.store.capacity.programmes import Ledger
from ntt_desktop.wording.ledger import IN_GRID

PEOPLE, SUMS, UPTAKE = "people", "sums", "uptake"
_UNSEATED = (("free", "planned"), ("released", "released"), ("expired", "expired"))
"""Parts of what is held in which nobody sits, and what is shown for them."""

_PAINTED_MS, _AT_MOST_S = 10, 0.5
"""When the people that came are painted; and how long the sums wait for it at most."""


def read_sums(ctx: Context, asked: ledger.Filter, painted: Event) -> Sums:
    """The sums, added up once the window has painted its people: whoever computes beside it takes Python from it."""
    painted.wait(_AT_MOST_S)
    return ledger.sums(ctx, asked)


class LedgerPage(Page):
    """The ledger of person-months."""

    concerns = frozenset({"slot", "programme", "block", "release", "bill", "payment", "decree", "decree_row", "worker"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Person-months"), scroll=False)
        self._balance: list[Ledger] = []
        self._sums: Sums | None = None
        self._is_summed = False
        self.header.add_back(tr("Slots"), lambda: session.open("quota"))
        self.header.add_search(tr("Search name / NIK"), lambda text: self._ask(search=text))
        self.excel = button(tr("Excel"), self._ask_file, icon="file-spreadsheet", shortcut="Ctrl+E")
        self.header.add_action(self.excel)
        self.tabs = ChipTabs(
            ((PEOPLE, tr("Per person")), (SUMS, tr("Sums")), (UPTAKE, tr("Uptake"))), tr("Person-months")
        )
        self.tabs.chosen.connect(self.show_tab)
        self.filters = LedgerFilters(session.ctx)
        self.filters.changed.connect(lambda values: self._ask(filters=tuple(sorted(values.items()))))
        self.model = MonthGridModel(session.ctx, session.tasks)
        self.model.loaded.connect(lambda _total: self._loaded())
        self.table = MonthTable(self.model, name=tr("People by months"))
        self.table.opened.connect(lambda found: session.open("worker", worker=found["id"]))
        self.table.pointed.connect(self._follow)
        self.table.asked.connect(self._point)
        self.foot_sums = FrozenFoot(self.table)
        self.legend = Legend()
        empty = EmptyState(
            "layout-grid",
            tr("Nobody has a month here"),
            tr("Give slots in Kuota, or change the search or the filters."),
            ((tr("To the slots"), lambda: session.open("quota")),),
        )
        self._listing = Listing(self.table, empty)
        people = column(self.legend, self._listing, self.foot_sums, gap=tokens.S1)
        people.setStretch(1, 1)
        self._names: dict[str, str] = {}
        self._wanted = ""
        self._stack = QStackedWidget()
        self._people = holder(people)
        self._people.setFocusProxy(self._listing)
        self._stack.addWidget(self._people)
        self.sums_view: SumsView | None = None
        self.uptake_view: UptakeView | None = None
        self.work = ProgressPanel()
        top = row(self.tabs, self.filters.fold)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.work)
        self.body.addWidget(self._stack, 1)
        self.panel = LedgerPanel(session)
        self.panel.closed.connect(self.table.setFocus)
        self.set_side(self.panel)

    # -- reading ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._is_summed = False
        self.model.reload()
        self.session.tasks.read(ledger.balance, owner=self, key="balance", done=self._show_balance)
        if self.uptake_view is not None:
            self.uptake_view.refresh()

    def arrive(self, tab: str = "", programme: str = "", **given: Any) -> None:
        """Show a tab, one programme, or what a filter (``holder``, ``payer``, ``regency``, ``shown``) narrows to."""
        self._wanted = programme if programme not in self._names else ""
        for key, value in (("programme", programme), *given.items()):
            if value:
                self.filters.set_value(key, value)
        if tab:
            self.show_tab(tab)
        self._stack.currentWidget().setFocus()

    def focus_first(self) -> None:
        self._stack.currentWidget().setFocus()

    def show_tab(self, key: str) -> None:
        """Show people, sums or uptake."""
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._view(key))
        self.filters.lay_out(wanted=key != UPTAKE)
        self.panel.close_panel()

    def _behind(self, by: str, key: str) -> None:
        """Show the people behind a line of the uptake."""
        self.filters.clear()
        holder_of = (key or NO_REGENCY) if by == "regency" else HELD_HERE
        self.arrive(tab=PEOPLE, holder=holder_of, **({} if by == "regency" else {by: key}))

    def _view(self, key: str) -> QWidget:
        """The widget of a tab, made when it is first asked for."""
        if key == SUMS:
            if self.sums_view is None:
                self.sums_view = SumsView(self.session)
                self.sums_view.programmes = self._names
                self._stack.addWidget(self.sums_view)
                if self._sums is not None:
                    self.sums_view.show_sums(self._sums)
            return self.sums_view
        if key == UPTAKE:
            if self.uptake_view is None:
                self.uptake_view = UptakeView(self.session)
                self.uptake_view.programmes = self._names
                self.uptake_view.opened.connect(self._behind)
                self._stack.addWidget(self.uptake_view)
                self.uptake_view.refresh()
            return self.uptake_view
        return self._people

    def _ask(self, **parts: Any) -> None:
        before = self.model.query
        self.model.change(**parts)
        if self.model.query != before:
            self._sums, self._is_summed = None, False

    def _loaded(self) -> None:
        """The people are painted first: adding up beside it would make the painting wait for Python."""
        self._subtitle()
        if not self._is_summed:
            self._is_summed = True
            painted, asked = Event(), asked_of(self.model.query)
            self.session.tasks.read(read_sums, asked, painted, owner=self, key="sums", done=self._show_sums)
            QTimer.singleShot(_PAINTED_MS, painted.set)

    def _show_balance(self, found: list[Ledger]) -> None:
        self._balance = found
        known: list[Programme] = [one.programme for one in found]
        self.filters.offer(known, Month.of(self.session.ctx.today))
        self._names.update({one.id: f"{one.code} · {one.name}".strip(" ·") for one in known})
        if self._wanted in self._names:  # asked for before the programmes were known here
            self.filters.set_value("programme", self._wanted)
            self._wanted = ""
        self._legend()

    def _show_sums(self, found: Sums) -> None:
        self._sums = found
        if self.sums_view is not None:
            self.sums_view.show_sums(found)
        self._foot()
        self._legend()
        self._subtitle()

    def _subtitle(self) -> None:
        parts = [tr("{count} people", count=number(self.model.total()))]
        if self._sums is not None:
            whole = total_of(self._sums.totals)
            parts += [tr("{count} person-months", count=number(whole.months)), rupiah(whole.rupiah)]
        self.header.set_subtitle(" · ".join(parts))

    def _legend(self) -> None:
        asked, unseated = asked_of(self.model.query), dict.fromkeys(("planned", "released", "expired"), 0)
        if asked.area or asked.holder or asked.text or asked.shown or asked.first or asked.last:
            unseated = {}  # nobody sits there: neither a place nor a name finds them
        for one in self._balance if unseated else ():
            programme = one.programme
            if asked.programme in ("", programme.id) and asked.payer in ("", programme.payer):
                for part, code in _UNSEATED:
                    unseated[code] += getattr(one.whole, part)
        self.legend.set_counts(self._sums.totals if self._sums else {}, unseated)

    def _foot(self) -> None:
        sums = self._sums
        if sums is None:
            return

        def line(text: str, codes: tuple[str, ...], tone: str, *, strong: bool = False) -> FootLine:
            by_month = [
                sum(sums.by_month.get(month, {}).get(Shown(code), Amount()).months for code in codes)
                for month in sums.months
            ]
            whole = sum((sums.totals.get(Shown(code), Amount()) for code in codes), Amount())
            values: dict[str, int | str] = {f"m{at}": count for at, count in enumerate(by_month)}
            return FootLine(
                text, {**values, "months": whole.months, "rupiah": rupiah(whole.rupiah)}, tone, strong=strong
            )

        unpaid = tuple(code for code in IN_GRID if code != "paid")
        lines = (line(tr("Paid"), ("paid",), "good"), line(tr("Not paid yet"), unpaid, "warn"))
        whole = line(tr("Total"), IN_GRID, "text", strong=True)
        if not whole.values["months"]:
            self.foot_sums.set_lines(())
            return
        self.foot_sums.set_lines((*lines, whole) if self.window().height() >= tokens.LOW else (lines[0], whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.filters.lay_out(wanted=self.tabs.current != UPTAKE)
        self._foot()
        self._legend()

    def _follow(self, found: Any, month: Month | None) -> None:
        if not self.panel.isHidden():
            self._point(found, month)

    def _point(self, found: Any, month: Month | None) -> None:
        if month is not None:
            self.panel.show_month(found, month)

    # -- Excel ------------------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        stem = tr("person-months")
        start = desk_folder(tr("Lists")) / f"{stem}-{self.session.ctx.today.isoformat()}.xlsx"
        if target := choose_target(self, tr("Save the ledger"), start, EXCEL):
            self.write(target)

    def write(self, target: Path) -> None:
        """Write what is shown to ``target``, which the file dialog has asked about."""
        self.excel.setEnabled(False)
        job = self.session.tasks.read(
            ledger_paper.write,
            asked_of(self.model.query),
            target,
            overwrite=True,
            owner=self,
            done=self._written,
        )
        job.finished.connect(lambda: self.excel.setEnabled(True))
        self.work.follow(job, tr("Writing the ledger"))

    def _written(self, target: Path) -> None:
        self.session.messages.banner(
            tr("The ledger is written: {file}", file=target.name),
            str(target.parent),
            "good",
            (tr("Open"), lambda: open_file(target)),
        )
