"""Klaim: every claim with its clock, state and what is missing; a claim opens on a page of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ntt_desktop.domain.claims import PAID, REFUSED, SENT
from ntt_desktop.gui.dialogs.accident import report_accident
from ntt_desktop.gui.models import claim_rows
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder, open_folder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import claim_papers, claims
from ntt_desktop.services.claims.claim_view import ClaimView

ALL, URGENT, OPEN = "all", "urgent", "open"


class ClaimsPage(Page):
    """``session.open("claims", tab="urgent")``: those of whom BPJS has still to be told."""

    concerns = frozenset({"claim", "worker", "heir", "child", "slot", "payment", "bill", "cover", "event"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Claims"), scroll=False)
        self._views: list[ClaimView] = []
        self._search = ""
        self.header.add_search(tr("Name or NIK"), self._searched)
        self.papers = button(tr("List on paper"), self._write, icon="printer", shortcut="Ctrl+P")
        self.report = button(tr("Report an accident"), self._report, kind="primary", icon="plus")
        self.header.add_action(self.papers)
        self.header.add_action(self.report)
        self.tabs = ChipTabs(
            (
                (ALL, tr("All")),
                (URGENT, tr("To report to BPJS")),
                (OPEN, tr("Documents to gather")),
                (SENT, tr("At BPJS")),
                (PAID, tr("Paid out")),
                (REFUSED, tr("Refused")),
            ),
            tr("Claims"),
        )
        self.tabs.chosen.connect(self.show_tab)
        self.model = ListModel(claim_rows.columns(session.ctx.reference.regions))
        self.table = DataTable(self.model, name=tr("Claims"))
        self.table.opened.connect(lambda found: session.open("claim", claim=found["id"]))
        self.empty = EmptyState("heart", "")
        self.body.addWidget(self.tabs)
        self.body.addWidget(Listing(self.table, self.empty), 1)

    def refresh(self) -> None:
        self.session.tasks.read(claims.listing, owner=self, key="claims", done=self.show_claims)

    def arrive(self, tab: str = "", **_given: Any) -> None:
        if tab:
            self.show_tab(tab)
        self.table.setFocus()

    def show_claims(self, views: list[ClaimView]) -> None:
        """Show what was read."""
        self._views = views
        self.tabs.set_counts({key: sum(map(test, views)) for key, test in _TESTS.items()})
        paid = claim_papers.paid_sum(views)
        said = (tr("{count} claims", count=number(len(views))), tr("paid by BPJS: {rupiah}", rupiah=rupiah(paid)))
        self.header.set_subtitle(" · ".join(said) if views else "")
        self.papers.setEnabled(bool(views))
        self.show_tab(self.tabs.current)

    def show_tab(self, key: str) -> None:
        """Show one of the tabs."""
        self.tabs.choose(key)
        wanted = self._search.casefold()
        chosen = [view for view in self._views if _TESTS[self.tabs.current](view)]
        found = [row for row in map(claim_rows.row_of, chosen) if wanted in f"{row['name']} {row['nik']}".casefold()]
        if self._views:
            self.empty.set_text(tr("Nothing here"), tr("Look into another tab, or search for another name."))
        else:
            self.empty.set_text(
                tr("There is no claim yet"),
                tr("A death is recorded as an event, which opens the claim; an accident at work is reported here."),
            )
        self.model.set_rows(found)
        if found and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _air(self, *, wide: bool) -> None:
        super()._air(wide=wide)
        if hasattr(self, "papers"):
            self.papers.set_compact(not wide)

    def _searched(self, text: str) -> None:
        self._search = text
        self.show_tab(self.tabs.current)

    def _report(self) -> None:
        report_accident(self.session, self)

    def _write(self) -> None:
        folder = choose_folder(self, tr("Where to"), desk_folder(tr("Claims")))
        if folder is not None:
            self.session.tasks.read(claim_papers.write_list, folder, overwrite=True, owner=self, done=self._written)

    def _written(self, files: tuple[Path, ...]) -> None:
        names = ", ".join(file.name for file in files)
        self.show_banner(
            tr("Written: {files}", files=names),
            str(files[0].parent),
            "good",
            (tr("Open folder"), lambda: open_folder(files[0])),
        )


_TESTS: dict[str, Callable[[ClaimView], bool]] = {
    ALL: lambda view: True,
    URGENT: lambda view: view.clock_runs,
    OPEN: lambda view: bool(view.missing) and view.status not in claims.ENDED,
    SENT: lambda view: view.status == SENT,
    PAID: lambda view: view.status == PAID,
    REFUSED: lambda view: view.status == REFUSED,
}
"""Which claims a tab shows."""
