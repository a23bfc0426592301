"""Perlu keputusan: people who may be one, and what received files left open. Nothing waits for it; everything is
decided here, by keyboard."""

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from ntt_desktop.gui.dialogs import pairs_file
from ntt_desktop.gui.models.case_rows import KINDS, PAIRS, case_columns, case_row, case_tabs, read_cases
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.decisions_pairs import PairsView
from ntt_desktop.gui.pages.decisions_panel import CasePanel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import holder, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.decisions import Case


class DecisionsPage(Page):
    """The queue of pairs, and cases by kind with the chosen one at the right."""

    concerns = frozenset({"case", "worker", "slot", "package", "same_person"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("To decide"), scroll=False)
        self._cases: list[Case] = []
        self._seen = False
        self.out = button(tr("To a workbook"), lambda: pairs_file.ask_where(session, self), icon="file-spreadsheet")
        self.back = button(tr("From a workbook"), lambda: pairs_file.ask_which(session, self), icon="file-down")
        for action in (self.out, self.back):
            self.header.add_action(action)
        self.panel = CasePanel(session, self.decide)
        self.pairs = PairsView(session)
        self.tabs = ChipTabs(case_tabs(), tr("Kinds of cases"))
        self.tabs.chosen.connect(lambda _key: self._show_tab())
        self.model = ListModel(case_columns())
        self.table = DataTable(self.model, name=tr("Open cases"))
        self.table.opened.connect(self._open)
        self.table.current.connect(lambda found: self._open(found) if found else self.panel.close_panel())
        nothing = EmptyState(
            "circle-check",
            tr("Nothing waits for a decision"),
            tr("Conflicts, double NIKs, contested slots and edited cells appear here after files were taken in."),
        )
        self.panel.closed.connect(self.table.setFocus)
        both = row(Listing(self.table, nothing), self.panel, gap=tokens.S3)
        both.setStretch(0, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(holder(both))
        self._stack.addWidget(self.pairs)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self.session.tasks.read(read_cases, owner=self, key="cases", done=lambda found: self.show_cases(*found))
        self.pairs.refresh()

    def arrive(self, tab: str = "", **_given: Any) -> None:
        if tab:
            self._seen = True
            self.tabs.choose(tab)
            self._show_tab()

    def show_cases(self, cases: list[Case], pairs: int = 0) -> None:
        """Show these cases; so many pairs of people wait besides."""
        self._cases = cases
        counts = {kind: sum(1 for case in cases if case.kind == kind) for kind in KINDS}
        self.tabs.set_counts({PAIRS: pairs, "": len(cases), **counts})
        for kind in KINDS:
            self.tabs.set_visible(kind, counts[kind] > 0)
        self.tabs.set_visible(PAIRS, pairs > 0)
        self.tabs.set_visible("", bool(cases) or not pairs)
        if not self._seen or not {PAIRS: pairs, "": len(cases) or not pairs, **counts}[self.tabs.current]:
            self.tabs.choose(PAIRS if pairs and (not cases or not self._seen) else "")
        self._seen = True
        total = len(cases) + pairs
        self.tabs.setVisible(total > 0)
        self.session.set_count("decisions", total)
        self.header.set_subtitle(tr("{count} open cases", count=number(total)) if total else "")
        self._show_tab()

    def decide(self, service: Any, *given: Any) -> None:
        """Run a decision; the next case comes into sight."""
        self.session.tasks.write(service, *given, owner=self, done=self._decided)

    def _decided(self, case: Case) -> None:
        self.session.messages.toast(tr("Decided: {name}", name=case.name or case.id))
        self.refresh()

    def _show_tab(self) -> None:
        kind = self.tabs.current
        is_pairs = kind == PAIRS
        self._stack.setCurrentIndex(1 if is_pairs else 0)
        self.out.setVisible(is_pairs)
        self.back.setVisible(is_pairs)
        if is_pairs:
            return
        shown = [case for case in self._cases if not kind or case.kind == kind]
        at = max(self.table.currentIndex().row(), 0)
        self.model.set_rows([case_row(self.session.ctx, case) for case in shown])
        if shown:
            self.table.selectRow(min(at, len(shown) - 1))
        else:
            self.panel.close_panel()

    def _open(self, found: Any) -> None:
        self.panel.show_case(found["case"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < tokens.NARROW
        self.panel.setFixedWidth(300 if narrow else 400)
        self.pairs.set_narrow(narrow)
