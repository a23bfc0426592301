"""Perlu keputusan: what received files left open. Nothing waits for it; everything is decided here, by keyboard."""

from typing import Any

from PySide6.QtGui import QResizeEvent

from ntt_desktop.gui.models.case_rows import KINDS, case_columns, case_row, case_tabs
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.decisions_panel import CasePanel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync import decisions
from ntt_desktop.services.sync.decisions import Case


class DecisionsPage(Page):
    """Cases by kind, the chosen one at the right."""

    concerns = frozenset({"case", "worker", "slot", "package"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("To decide"), scroll=False)
        self._cases: list[Case] = []
        self.panel = CasePanel(session, self.decide)
        self.tabs = ChipTabs(case_tabs(), tr("Kinds of cases"))
        self.tabs.chosen.connect(lambda _key: self._fill())
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
        self.body.addWidget(self.tabs)
        self.body.addLayout(both, 1)

    def refresh(self) -> None:
        self.session.tasks.read(decisions.open_cases, owner=self, key="cases", done=self.show_cases)

    def arrive(self, tab: str = "", **_given: Any) -> None:
        if tab:
            self.tabs.choose(tab)
            self._fill()

    def show_cases(self, cases: list[Case]) -> None:
        """Show these cases."""
        self._cases = cases
        counts = {kind: sum(1 for case in cases if case.kind == kind) for kind in KINDS}
        self.tabs.set_counts({"": len(cases), **counts})
        for kind in KINDS:
            self.tabs.set_visible(kind, counts[kind] > 0)
        if self.tabs.current and not counts.get(self.tabs.current):
            self.tabs.choose("")
        self.tabs.setVisible(bool(cases))
        self.session.set_count("decisions", len(cases))
        self.header.set_subtitle(tr("{count} open cases", count=number(len(cases))) if cases else "")
        self._fill()

    def decide(self, service: Any, *given: Any) -> None:
        """Run a decision; the next case comes into sight."""
        self.session.tasks.write(service, *given, owner=self, done=self._decided)

    def _decided(self, case: Case) -> None:
        self.session.messages.toast(tr("Decided: {name}", name=case.name or case.id))
        self.refresh()

    def _fill(self) -> None:
        kind = self.tabs.current
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
        self.panel.setFixedWidth(400 if self.window().width() >= tokens.NARROW else 300)
