"""Iuran, arrears: who owes which months, and which memberships end when nobody pays any more."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.dialogs.village_list import VillageListDialog
from ntt_desktop.gui.models import money_rows
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.dues_months import told_where
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import arrears, money_papers
from ntt_desktop.services.money.arrears import Lapse

OWED = "owed"


def read_lapsing(ctx: Context, month: Month) -> list[dict[str, Any]]:
    """The rows of those whose membership ends with a month."""
    return [{"id": one.worker, **money_rows.flat(one)} for one in arrears.lapsing(ctx, month)]


class ArrearsSection(QWidget):
    """The choice above the list: those in arrears now, or a month with which memberships end."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._programme: Programme | None = None
        self._owed: list[dict[str, Any]] = []
        self.which = Choice(((OWED, tr("In arrears now")),), name=tr("Which"), width=300)
        self.which.picked.connect(lambda _value: self._show())
        self._said = label("", "muted", wrap=True)
        self.model = ListModel(money_rows.arrear_columns(session.ctx.reference.regions))
        self.table = DataTable(self.model, name=tr("Arrears"))
        self.table.opened.connect(lambda found: session.open("worker", worker=found["worker"]))
        self.write = button(tr("List as PDF and Excel"), self._write, icon="printer")
        self.verval = button(tr("Verval list of a village"), self._verval, icon="clipboard-check")
        top = FlowLayout()
        for one in (self.which, self.write, self.verval):
            top.addWidget(one)
        empty = EmptyState("circle-check", tr("Nobody is in arrears"), tr("Every month until now is paid."))
        self.work = ProgressPanel()
        listing = Listing(self.table, empty, height=300)
        self.setLayout(column(holder(top), self.work, self._said, listing, gap=tokens.S3))

    def show_arrears(self, programme: Programme, rows: list[dict[str, Any]], lapses: list[Lapse]) -> None:
        """Show who is in arrears; the ends ahead are offered beside it."""
        self._programme, self._owed = programme, rows
        ahead = [
            (
                lapse.month.text,
                tr("ends with {month}: {count}", month=month_words(lapse.month), count=number(lapse.people)),
            )
            for lapse in lapses
        ]
        self.which.set_options([(OWED, tr("In arrears now: {count}", count=number(len(rows)))), *ahead])
        self._show()

    def _show(self) -> None:
        chosen = str(self.which.value())
        self.write.setEnabled(chosen == OWED and bool(self._owed))
        if chosen == OWED:
            self._said.setText(tr("Unpaid months before this one."))
            self.model.set_rows(self._owed)
            return
        month = Month.parse(chosen)
        self._said.setText(tr("Memberships that end with {month} when nobody pays.", month=month_words(month)))
        self._session.tasks.read(read_lapsing, month, owner=self, key="lapsing", done=self.show_lapsing)

    def show_lapsing(self, people: list[dict[str, Any]]) -> None:
        """Show whose membership ends with the chosen month."""
        self.model.set_rows(people)

    def _verval(self) -> None:
        modal(VillageListDialog(self._session, self))

    def _write(self) -> None:
        folder = choose_folder(self, tr("Folder for the list"), desk_folder("iuran"))
        if folder is not None and self._programme is not None:
            job = self._session.tasks.read(
                money_papers.write_arrears,
                self._programme.id,
                folder,
                overwrite=True,
                owner=self,
                done=lambda files: told_where(self._session, files),
            )
            self.work.follow(job, tr("Writing the files"))
