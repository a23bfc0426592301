"""BPJS: matching with agencies, upload files, what BPJS made of them, and what is handed to the people."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.pages.bpjs_files import FilesPane
from ntt_desktop.gui.pages.bpjs_handover import HandoverPane
from ntt_desktop.gui.pages.bpjs_matching import MatchingPane
from ntt_desktop.gui.pages.bpjs_results import ResultsPane
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import agency_replacements, handovers
from ntt_desktop.services.context import Context

MATCHING, FILES, RESULTS, HANDOVER = "matching", "files", "results", "handover"


def read_counts(ctx: Context) -> dict[str, int]:
    """What waits behind the tabs."""
    return {
        MATCHING: agency_replacements.count(ctx),
        HANDOVER: handovers.count_outstanding(ctx),
    }


class BpjsPage(Page):
    """Four tabs; ``session.open("bpjs", tab="handover")`` shows one of them."""

    concerns = frozenset({"match_answer", "enrolment", "handover", "batch", "slot", "worker", "programme", "setting"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("BPJS"))
        self.tabs = ChipTabs(
            (
                (MATCHING, tr("Matching")),
                (FILES, tr("Upload")),
                (RESULTS, tr("Result")),
                (HANDOVER, tr("Handing over")),
            ),
            tr("Steps"),
        )
        self.tabs.chosen.connect(self.show_tab)
        self.body.addWidget(self.tabs)
        makers: dict[str, Callable[[Session], QWidget]] = {
            MATCHING: MatchingPane,
            FILES: FilesPane,
            RESULTS: ResultsPane,
            HANDOVER: HandoverPane,
        }
        self.panes: dict[str, Any] = {key: make(session) for key, make in makers.items()}
        for pane in self.panes.values():
            pane.hide()
            self.body.addWidget(pane)
        self.show_tab(MATCHING, read=False)

    def refresh(self) -> None:
        self.session.tasks.read(read_counts, owner=self, key="counts", done=self._counted)
        self.panes[self.tabs.current].refresh()

    def arrive(self, tab: str = "", **given: Any) -> None:
        if tab in self.panes:
            self.show_tab(tab)
            self.panes[tab].arrive(**given)
        self.tabs.take_focus()

    def show_tab(self, key: str, *, read: bool = True) -> None:
        """Show one of the panes."""
        self.tabs.choose(key)
        for name, pane in self.panes.items():
            pane.setVisible(name == key)
        if read:
            self.panes[key].refresh()

    def take_files(self, paths: list[Path]) -> bool:
        if self.tabs.current in (MATCHING, RESULTS) and paths:
            self.panes[self.tabs.current].take(paths[:1])
            return True
        return False

    def _counted(self, counts: dict[str, int]) -> None:
        self.tabs.set_counts({key: count for key, count in counts.items() if count})
        said = []
        if counts[MATCHING]:
            said.append(tr("{count} may have no slot by an answer", count=number(counts[MATCHING])))
        if counts[HANDOVER]:
            said.append(tr("{count} cards not handed over", count=number(counts[HANDOVER])))
        self.header.set_subtitle(" · ".join(said))
