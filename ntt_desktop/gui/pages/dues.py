"""Iuran: the months of a programme, its bills and payments, and who is in arrears."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.gui.dialogs.bill import BillDialog
from ntt_desktop.gui.dialogs.payment import PaymentDialog
from ntt_desktop.gui.models import money_rows
from ntt_desktop.gui.pages.dues_arrears import ArrearsSection
from ntt_desktop.gui.pages.dues_bills import BillsSection, PaymentsSection
from ntt_desktop.gui.pages.dues_months import MonthsSection
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import rupiah
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import FlowLayout, holder
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import programme_lookup
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import arrears, bills, month_report, payments
from ntt_desktop.wording.payers import payer as payer_words

MONTHS, BILLS, PAYMENTS, ARREARS = "months", "bills", "payments", "arrears"


def read_all(ctx: Context, code: str) -> dict[str, Any]:
    """Everything about the programme with this id, or about the largest one that runs now."""
    known = programme_lookup.known(ctx)
    now = Month.of(ctx.today)
    running = max(known, key=lambda one: (one.first <= now <= one.last, one.seats), default=None)
    chosen = next((one for one in known if one.id == code), running)
    if chosen is None:
        return {"known": known, "programme": None}
    issued = bills.grouped(ctx, chosen.id)
    number_of = {row.id: row.number for row in bills.listing(ctx, chosen.id)}
    today = ctx.today.isoformat()
    return {
        "known": known,
        "programme": chosen,
        "owned": chosen.owner == ctx.store.node.id,
        MONTHS: [{"id": line.month.text, **money_rows.flat(line)} for line in month_report.lines(ctx, chosen.id)],
        BILLS: [
            {
                "id": bill.number,
                **money_rows.flat(bill),
                "open_rupiah": bill.open_rupiah,
                "late": bool(bill.due_on) and bill.due_on < today,
            }
            for bill in issued
        ],
        PAYMENTS: [
            {**money_rows.flat(row), "number": number_of.get(row.bill_id, "")}
            for row in payments.listing(ctx, chosen.id)
        ],
        ARREARS: [{"id": one.worker, **money_rows.flat(one)} for one in arrears.listing(ctx, chosen.id)],
        "lapses": arrears.lapses(ctx),
    }


class DuesPage(Page):
    """One programme at a time, four lists."""

    concerns = frozenset({"bill", "payment", "slot", "worker", "programme", "enrolment", "decree", "event", "cover"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Contributions"))
        self._found: dict[str, Any] = {}
        self.new = button(tr("New bill"), self._bill, kind="primary", icon="plus", shortcut="Ctrl+Shift+T")
        self.pay = button(tr("Enter a payment"), self._pay, icon="coins", shortcut="Ctrl+Shift+P")
        self.header.add_action(self.pay)
        self.header.add_action(self.new)
        self.programme = Choice((), name=tr("Programme"), width=280)
        self.programme.picked.connect(lambda _value: self.refresh())
        self._said = label("", "muted", wrap=True)
        self.tabs = ChipTabs(
            ((MONTHS, tr("Months")), (BILLS, tr("Bills")), (PAYMENTS, tr("Payments")), (ARREARS, tr("Arrears"))),
            tr("Lists"),
        )
        self.tabs.chosen.connect(self.show_tab)
        flow = FlowLayout()
        flow.addWidget(self.programme)
        flow.addWidget(button(tr("Bridging"), lambda: session.open("bridging"), icon="hand-heart"))
        self._empty = EmptyState(
            "coins",
            tr("There is no programme yet"),
            tr("Bills and payments belong to a programme."),
            ((tr("Programmes"), lambda: session.open("programmes")),),
        )
        self.months = MonthsSection(session)
        self.bills = BillsSection(session, self._pay_bill)
        self.payments = PaymentsSection(session)
        self.arrears = ArrearsSection(session)
        self._sections: dict[str, QWidget] = {
            MONTHS: self.months,
            BILLS: self.bills,
            PAYMENTS: self.payments,
            ARREARS: self.arrears,
        }
        self._top_row = holder(flow)
        self.body.addWidget(self._top_row)
        self.body.addWidget(self._said)
        self.body.addWidget(self.tabs)
        for section in self._sections.values():  # no stack: each is as high as it asks, not as the highest
            self.body.addWidget(section, 1)
        self.body.addWidget(self._empty)
        self._empty.hide()
        self._show_section()

    def refresh(self) -> None:
        self.session.tasks.read(read_all, str(self.programme.value() or ""), owner=self, key="all", done=self.show_all)

    def arrive(self, tab: str = "", programme: str = "", **_given: Any) -> None:
        if programme:
            self.programme.set_value(programme)
        if tab:
            self.show_tab(tab)
        self.tabs.take_focus()

    def show_all(self, found: dict[str, Any]) -> None:
        """Show what was read."""
        self._found = found
        programme = found["programme"]
        for one in (self._top_row, self._said, self.tabs):
            one.setVisible(programme is not None)
        self._show_section()
        self._empty.setVisible(programme is None)
        self.new.setEnabled(bool(programme) and found["owned"])
        if programme is None:
            self.pay.setEnabled(False)
            return
        self.programme.set_options([(one.id, f"{one.code} · {one.name}") for one in found["known"]])
        self.programme.set_value(programme.id)
        self.pay.setEnabled(found["owned"] and any(row["open_rupiah"] for row in found[BILLS]))
        place = self.session.ctx.reference.regions.label(programme.region)
        asked = sum(row["rupiah"] for row in found[BILLS])
        came = sum(row["paid_rupiah"] for row in found[BILLS])
        parts = [
            tr(
                "{payer}, {place} · {rupiah} a person and month",
                payer=payer_words(programme.payer),
                place=place,
                rupiah=rupiah(programme.rate),
            ),
            tr(
                "billed {billed} · received {paid} · open {open}",
                billed=rupiah(asked),
                paid=rupiah(came),
                open=rupiah(asked - came),
            ),
        ]
        if not found["owned"]:
            parts.append(tr("billed by whom it belongs to"))
        self._said.setText(" · ".join(parts))
        self.tabs.set_counts({key: len(found[key]) for key in (BILLS, PAYMENTS, ARREARS)})
        self.months.show_lines(programme, found[MONTHS])
        self.bills.show_bills(programme, found[BILLS], owned=found["owned"])
        self.payments.show_payments(found[PAYMENTS], owned=found["owned"])
        self.arrears.show_arrears(programme, found[ARREARS], found["lapses"])

    def show_tab(self, key: str) -> None:
        """Show one of the lists."""
        self.tabs.choose(key)
        self._show_section()

    def _show_section(self) -> None:
        known = self._found.get("programme") is not None
        for key, section in self._sections.items():
            section.setVisible(known and key == self.tabs.current)

    def _bill(self) -> None:
        if self._found.get("programme"):
            modal(BillDialog(self.session, self, self._found["programme"], self._billed))

    def _billed(self, plan: bills.BillPlan) -> None:
        self.show_tab(BILLS)
        self.session.messages.toast(tr("The bill of {rupiah} is stored.", rupiah=rupiah(plan.rupiah)))

    def _pay(self) -> None:
        self._pay_bill(self.bills.chosen)

    def _pay_bill(self, number: str) -> None:
        unpaid = [row for row in self._found.get(BILLS, []) if row["open_rupiah"]]
        if unpaid:
            modal(PaymentDialog(self.session, self, self._found["programme"], unpaid, number, self._paid))

    def _paid(self, done: payments.Payment) -> None:
        self.show_tab(PAYMENTS)
        said = tr(
            "{rupiah} recorded; {open} of the bill stay open.",
            rupiah=rupiah(done.rupiah),
            open=rupiah(done.open_rupiah),
        )
        self.session.messages.toast(said)
