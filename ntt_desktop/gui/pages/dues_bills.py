"""Iuran, bills and payments: lists with their papers, and how either is taken back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.models import money_rows
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.dues_months import told_where
from ntt_desktop.gui.session import Session
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
from ntt_desktop.i18n import tr
from ntt_desktop.services.money import bills, money_papers, payments


class BillsSection(QWidget):
    """``on_pay`` is called with the number of the chosen bill."""

    def __init__(self, session: Session, on_pay: Callable[[str], object]) -> None:
        super().__init__()
        self._session, self._on_pay = session, on_pay
        self._programme: Programme | None = None
        self._owned = False
        self.model = ListModel(money_rows.bill_columns())
        self.table = DataTable(self.model, name=tr("Bills"))
        self.table.current.connect(lambda _found: self._offer())
        self.letter = button(tr("Letter as PDF and Excel"), self._write, icon="printer")
        self.paper = Choice([("A4", "A4"), ("F4", "F4")], name=tr("Paper"), width=72)
        self.pay = button(tr("Enter a payment"), lambda: self._on_pay(self.chosen), icon="coins")
        self.cancel = button(tr("Take the bill back"), self._cancel, kind="quiet")
        flow = FlowLayout()
        for one in (self.letter, self.paper, self.pay, self.cancel):
            flow.addWidget(one)
        empty = EmptyState(
            "coins", tr("No bill was issued yet"), tr("A bill closes its months: what is empty then has expired.")
        )
        self.work = ProgressPanel()
        self.setLayout(column(holder(flow), self.work, Listing(self.table, empty, height=300), gap=tokens.S3))
        self._offer()

    @property
    def chosen(self) -> str:
        """The number of the chosen bill, or ""."""
        row = self.table.current_row()
        return str(row["number"]) if row else ""

    def show_bills(self, programme: Programme, rows: list[dict[str, Any]], *, owned: bool) -> None:
        """Show these bills."""
        self._programme, self._owned = programme, owned
        self.model.set_rows(rows)
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._offer()

    def _offer(self) -> None:
        row = self.table.current_row()
        self.letter.setEnabled(row is not None)
        self.pay.setEnabled(bool(row) and self._owned and bool(row["open_rupiah"]) if row else False)
        self.cancel.setEnabled(bool(row) and self._owned and not row["paid_rupiah"] if row else False)

    def _write(self) -> None:
        folder = choose_folder(self, tr("Folder for the letter"), desk_folder("iuran"))
        if folder is not None and self._programme is not None:
            self._session.tasks.read(
                money_papers.write_bill,
                self._programme.id,
                self.chosen,
                folder,
                paper=self.paper.value(),
                overwrite=True,
                owner=self,
                done=lambda files: told_where(self._session, files),
            )

    def _cancel(self) -> None:
        number, programme = self.chosen, self._programme
        if programme is None:
            return

        def store(reason: str) -> None:
            job = self._session.tasks.write(bills.cancel, programme.id, number, reason, owner=self)
            self.work.follow(job, tr("Taking the bill back"))

        about = tr("For one that was issued wrongly. Its months stay closed for new people.")
        modal(ReasonDialog(self, tr("Take bill {number} back", number=number), about, tr("Take it back"), store))


class PaymentsSection(QWidget):
    """Payments month by month; several can be taken back at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._owned = False
        self.model = ListModel(money_rows.payment_columns())
        self.table = DataTable(self.model, name=tr("Payments"), many=True)
        self.table.chosen.connect(lambda _count: self._offer())
        self.cancel = button(tr("Take payments back"), self._cancel, kind="quiet")
        flow = FlowLayout()
        flow.addWidget(self.cancel)
        empty = EmptyState("coins", tr("No payment was entered yet"), tr("Only a paid month protects."))
        self.work = ProgressPanel()
        self.setLayout(column(holder(flow), self.work, Listing(self.table, empty, height=300), gap=tokens.S3))
        self._offer()

    def show_payments(self, rows: list[dict[str, Any]], *, owned: bool) -> None:
        """Show these payments."""
        self._owned = owned
        self.model.set_rows(rows)
        self._offer()

    def _offer(self) -> None:
        self.cancel.setEnabled(self._owned and bool(self.table.selected_indexes()))

    def _cancel(self) -> None:
        chosen = [str(row["id"]) for at in self.table.selected_indexes() if (row := self.model.row_at(at))]

        def store(reason: str) -> None:
            job = self._session.tasks.write(payments.take_back, chosen, reason, owner=self)
            self.work.follow(job, tr("Taking the payments back"))

        about = tr("For what was recorded wrongly: these months are unpaid again.")
        modal(ReasonDialog(self, tr("Take payments back"), about, tr("Take it back"), store))
