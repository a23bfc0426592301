"""Jembatan: people whose cover ends before the next programme starts, by village, and who pays in between."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from ntt_desktop.domain.dates import Month, month_range
from ntt_desktop.gui.dialogs.bridge import BridgeDialog, BridgingLetterDialog
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.models import money_rows
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.dues_months import told_where
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.files import choose_folder, copy_text, desk_folder
from ntt_desktop.gui.widgets.layout import FlowLayout, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import bridging, bridging_marks, bridging_papers
from ntt_desktop.services.money.bridging import Bridging, Gap

VILLAGES, PEOPLE = "villages", "people"
_AHEAD = 18
"""Months ahead that can be chosen as the start of the next programme."""


def read_all(ctx: Context, start: str) -> tuple[Bridging, list[dict[str, Any]]]:
    """Everybody between two budgets, and the rows of the list, made where nothing waits for them."""
    found = bridging.listing(ctx, start=start)
    return found, [
        {
            "id": gap.worker,
            "name": gap.name,
            "nik": gap.nik,
            "village_code": gap.village,
            "last": gap.last,
            "rupiah": gap.rupiah,
            "gap": gap,
        }
        for gap in found.people
    ]


class BridgingPage(Page):
    """Villages, or the people of all of them or of one; marks, papers and a message below."""

    concerns = frozenset({"bridge", "slot", "worker", "programme", "payment", "bill", "event", "cover"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Bridging"), scroll=False)
        self._found: Bridging | None = None
        self._rows: list[dict[str, Any]] = []
        self._area = ""
        self._asked = ""
        """The start that somebody chose; else the programmes known here say it, each time anew."""
        regions = session.ctx.reference.regions
        self.start = Choice((), name=tr("Next programme starts"), width=150)
        self.start.picked.connect(self._pick_start)
        self.open_only = Choice(((False, tr("Everybody")), (True, tr("Nobody pays yet"))), name=tr("Show"), width=170)
        self.open_only.picked.connect(lambda _value: self._show())
        self._said = label("", "muted", wrap=True)
        self.tabs = ChipTabs(((VILLAGES, tr("Villages")), (PEOPLE, tr("People"))), tr("Lists"))
        self.tabs.chosen.connect(self._pick_tab)
        self.villages = ListModel(money_rows.gap_village_columns(regions))
        self.village_table = DataTable(self.villages, name=tr("Villages"))
        self.village_table.opened.connect(lambda found: self.show_village(str(found["village"])))
        self.people = ListModel(money_rows.gap_columns(regions))
        self.people_table = DataTable(self.people, name=tr("People"), many=True)
        self.people_table.opened.connect(lambda found: session.open("worker", worker=found["id"]))
        self._stack = QStackedWidget()
        for table in (self.village_table, self.people_table):
            empty = EmptyState(
                "circle-check",
                tr("Nobody is between two budgets"),
                tr("Everybody's months reach the start of the next programme."),
            )
            self._stack.addWidget(Listing(table, empty))
        top = FlowLayout()
        top.addWidget(label(tr("Next programme starts"), "label"))
        top.addWidget(self.start)
        top.addWidget(self.open_only)
        self.body.addWidget(holder(top))
        self.body.addWidget(self._said)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack)
        self.body.setStretch(3, 1)
        self.work = ProgressPanel()
        self.body.addWidget(self.work)
        self.mark = button(tr("Mark as bridged"), self._mark, kind="primary", icon="hand-heart", shortcut="Ctrl+M")
        self.withdraw = button(tr("Take marks back"), self._withdraw, kind="quiet")
        self.letter = button(tr("Letter"), self._letter, icon="printer")
        self.list = button(tr("List"), self._write, icon="file-spreadsheet")
        self.message = button(tr("Message"), self._message, icon="copy")
        self.foot(self.list, self.letter, self.message, None, self.withdraw, self.mark)

    def refresh(self) -> None:
        self.session.tasks.read(read_all, self._asked, owner=self, key="all", done=self.show_all)

    def arrive(self, tab: str = "", village: str = "", open_only: bool | None = None, **_given: Any) -> None:
        if open_only is not None:
            self.open_only.set_value(open_only)
        if village:
            self.show_village(village)
        elif tab:
            self._pick_tab(tab)
        if not village:
            self.tabs.take_focus()

    def _pick_start(self, start: object) -> None:
        self._asked = str(start)
        self.refresh()

    def show_all(self, read: tuple[Bridging, list[dict[str, Any]]]) -> None:
        """Show what was read."""
        self._found, self._rows = read
        found = self._found
        now = Month.of(self.session.ctx.today)
        first, last = min(found.start.month, now + 1), max(found.start.month, now + _AHEAD)
        self.start.set_options([(month.text, month_words(month)) for month in month_range(first, last)])
        self.start.set_value(found.start.month.text)
        parts = [
            tr("No next programme is known here; {month} is assumed.", month=month_words(found.start.month))
            if found.start.assumed
            else "",
            tr("Planned months are counted as if they will be paid."),
        ]
        self._said.setText(" ".join(filter(None, parts)))
        self.header.set_subtitle(
            tr(
                "{people} people · {bridged} bridged · {open} not yet · {rupiah} still to be found",
                people=number(len(found.people)),
                bridged=number(found.bridged),
                open=number(found.open),
                rupiah=rupiah(found.open_rupiah),
            )
        )
        self._show()

    def show_village(self, village: str) -> None:
        """Show the people of one village."""
        self._area = village
        self.tabs.choose(PEOPLE)
        self._show()
        self.people_table.setFocus()

    def _pick_tab(self, key: str) -> None:
        self._area = ""
        self.tabs.choose(key)
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        waiting = bool(self.open_only.value())
        area = self._area
        people = self._rows
        if area:
            people = [row for row in people if row["village_code"] == area]
        if waiting:
            people = [row for row in people if row["gap"].open_months]
        villages = [one for one in self._found.villages if one.people > one.bridged or not waiting]
        self.villages.set_rows([{"id": one.village, **money_rows.flat(one)} for one in villages])
        self.people.set_rows(people)
        self.tabs.set_counts({VILLAGES: len(villages), PEOPLE: len(people)})
        self._stack.setCurrentIndex(int(self.tabs.current == PEOPLE))
        for one in (self.mark, self.letter, self.list, self.message):
            one.setEnabled(bool(people))
        self.withdraw.setEnabled(any(row["gap"].bridged_by for row in people))

    def _chosen(self) -> list[Gap]:
        """The selected people, or those of the selected villages; none selected: all that are shown."""
        if self.tabs.current == VILLAGES:
            row = self.village_table.current_row()
            picked = {row["village"]} if row and self.village_table.selected_indexes() else None
            rows = self.people.rows
            return [row["gap"] for row in rows if picked is None or row["village_code"] in picked]
        chosen = self.people_table.selected_indexes()
        rows = [row for at in chosen if (row := self.people.row_at(at))] if chosen else self.people.rows
        return [row["gap"] for row in rows]

    def _where(self) -> str:
        """The region of the papers: the village that is shown or chosen, else everywhere."""
        if self.tabs.current == PEOPLE:
            return self._area
        row = self.village_table.current_row()
        return str(row["village"] or "") if row and self.village_table.selected_indexes() else ""

    def _begin(self) -> str:
        return self._found.start.month.text if self._found else ""

    def _mark(self) -> None:
        gaps = [gap for gap in self._chosen() if gap.open_months]
        if gaps and self._found is not None:
            modal(BridgeDialog(self.session, self, gaps, self._found.start.month, self._marked))
        else:
            self.session.messages.toast(tr("All of them are bridged already."))

    def _marked(self, done: bridging_marks.Marked) -> None:
        said = tr("{count} people marked, {rupiah}.", count=number(done.people), rupiah=rupiah(done.rupiah))
        if done.already:
            said += " " + tr("{count} were bridged already.", count=number(done.already))
        self.session.messages.toast(said)

    def _withdraw(self) -> None:
        workers = [gap.worker for gap in self._chosen() if gap.bridged_by]
        if not workers:
            self.session.messages.toast(tr("None of them is marked."))
            return

        def store(reason: str) -> None:
            job = self.session.tasks.write(bridging_marks.withdraw, workers, reason, owner=self)
            self.work.follow(job, tr("Taking marks back"))

        about = tr("{count} people; who pays for them is open again.", count=number(len(workers)))
        modal(ReasonDialog(self, tr("Take marks back"), about, tr("Take it back"), store))

    def _letter(self) -> None:
        modal(BridgingLetterDialog(self.session, self, self._where(), self._begin(), self._written))

    def _write(self) -> None:
        folder = choose_folder(self, tr("Folder for the list"), desk_folder("jembatan"))
        if folder is not None:
            given: dict[str, Any] = {"start": self._begin(), "area": self._where(), "overwrite": True}
            job = self.session.tasks.read(bridging_papers.write_list, folder, **given, owner=self, done=self._written)
            self.work.follow(job, tr("Writing the files"))

    def _written(self, files: tuple[Path, ...]) -> None:
        told_where(self.session, files)

    def _message(self) -> None:
        given = {"start": self._begin(), "area": self._where()}
        self.session.tasks.read(bridging_papers.message, **given, owner=self, done=self._copied)

    def _copied(self, text: str) -> None:
        copy_text(text)
        self.session.messages.toast(tr("Copied: {text}", text=text))
