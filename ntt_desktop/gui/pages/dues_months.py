"""Iuran, months: a line a month, and below it the people behind the chosen figure."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.models import money_rows
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder, open_folder
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import money_papers, month_report
from ntt_desktop.services.money.month_report import PayerLine
from ntt_desktop.wording.months_report import figure
from ntt_desktop.wording.payers import payer as payer_words

_ROWS = 6
"""Months in sight at once: the people below stay in sight as well."""


def told_where(session: Session, files: tuple[Path, ...]) -> None:
    """Say which files were written, with a way to their folder."""
    session.messages.banner(
        tr("Written: {files}", files=", ".join(file.name for file in files)),
        tone="good",
        action=(tr("Open the folder"), lambda: open_folder(files[0])),
    )


def read_people(ctx: Context, programme: str, month: Month, which: str) -> list[dict[str, Any]]:
    """The rows of a figure's list, made where nothing waits for them."""
    found = month_report.people(ctx, programme, month, which)
    return [{"id": one.worker or str(one.seat), **money_rows.flat(one)} for one in found]


class MonthsSection(QWidget):
    """Every figure of the chosen month is a tab over the list of its people: the count is the list's."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._programme: Programme | None = None
        self._month = ""
        self.model = ListModel(money_rows.month_columns())
        self.table = DataTable(self.model, name=tr("Months"), compact=True)
        self.table.current.connect(lambda found: self._choose(found) if found else None)
        self._title = label("", "section", wrap=True)
        self._hint = label(tr("A month protects only whom it is paid for and whom BPJS accepted."), "muted", wrap=True)
        self._payers = label("", wrap=True)
        self.figures = ChipTabs(tuple((key, figure(key)) for key in month_report.FIGURES), tr("Figures"))
        self.figures.chosen.connect(lambda _key: self._read())
        self.people_model = ListModel(money_rows.people_columns(session.ctx.reference.regions))
        self.people = DataTable(self.people_model, name=tr("People"), compact=True)
        self.people.opened.connect(self._open)
        self.write = button(tr("List as PDF and Excel"), self._write, icon="printer")
        self.detail = Card()
        head = row(column(self._title, self._payers, self._hint, gap=2), self.write)
        head.setStretch(0, 1)
        self.work = ProgressPanel()
        self.detail.add(head, self.work, self.figures)
        self.detail.add(Listing(self.people, EmptyState("users", tr("Nobody stands behind this figure")), height=240))
        self.setLayout(column(self.table, self.detail, gap=tokens.S3))

    def show_lines(self, programme: Programme, lines: list[dict[str, Any]]) -> None:
        """Show a programme's months; the chosen month, else this one, opens below."""
        self._programme = programme
        wanted = self._month or Month.of(self._session.ctx.today).text
        self.model.set_rows(lines)
        self.table.setFixedHeight(tokens.ROW_COMPACT * min(len(lines), _ROWS) + tokens.ROW + 6)
        if not lines:
            return
        chosen = next((line for line in lines if line["id"] == wanted), lines[0])
        at = self.model.place_of(chosen["id"])
        self.table.selectRow(at)
        self.table.scrollTo(self.model.index(min(at + 1, len(lines) - 1), 0))
        self._choose(chosen)

    def _choose(self, line: Any) -> None:
        self._month = line["id"]
        self._title.setText(month_words(line["month"]))
        self.figures.set_counts({key: line[key] for key in month_report.FIGURES})
        tasks = self._session.tasks
        tasks.read(month_report.payers, line["month"], owner=self, key="payers", done=self.show_payers)
        self._read()

    def show_payers(self, lines: list[PayerLine]) -> None:
        """Say who covers how many people in the chosen month, by all programmes."""
        parts = [
            tr(
                "{payer} {programme}: {seated} people, {covered} paid and enrolled",
                payer=payer_words(line.payer),
                programme=line.programme,
                seated=number(line.seated),
                covered=number(line.covered),
            )
            for line in lines
        ]
        self._payers.setText(" · ".join(parts))

    def _read(self) -> None:
        if self._programme is not None and self._month:
            self._session.tasks.read(
                read_people,
                self._programme.id,
                Month.parse(self._month),
                self.figures.current,
                owner=self,
                key="people",
                done=self.show_people,
            )

    def show_people(self, people: list[dict[str, Any]]) -> None:
        """Show who stands behind the chosen figure."""
        self.people_model.set_rows(people)
        self.write.setEnabled(bool(people))

    def _open(self, found: Any) -> None:
        if found["worker"]:
            self._session.open("worker", worker=found["worker"])

    def _write(self) -> None:
        folder = choose_folder(self, tr("Folder for the list"), desk_folder("iuran"))
        if folder is not None and self._programme is not None:
            job = self._session.tasks.read(
                money_papers.write_people,
                self._programme.id,
                Month.parse(self._month),
                self.figures.current,
                folder,
                overwrite=True,
                owner=self,
                done=lambda files: told_where(self._session, files),
            )
            self.work.follow(job, tr("Writing the files"))
