"""A new bill: what it would hold is shown, in figures and words, before it is issued."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.money import terbilang
from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.gui.models.months import month_words, span_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.month_field import MonthChoice
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.money import bills
from ntt_desktop.services.money.bills import BillPlan
from ntt_desktop.wording.errors import message


class BillDialog(Dialog):
    """``on_done`` is called with what was billed."""

    def __init__(
        self, session: Session, parent: QWidget, programme: Programme, on_done: Callable[[BillPlan], object]
    ) -> None:
        about = tr("{code} · {name}", code=programme.code, name=programme.name)
        super().__init__(parent, tr("New bill"), about, width=560)
        self._session, self._programme, self._on_done = session, programme, on_done
        now = min(max(programme.first_open, Month.of(session.ctx.today)), programme.last)
        self.through = MonthChoice(programme.first, programme.last, name=tr("Up to and including"), chosen=now)
        self.basis = Choice(
            (
                (bills.ALL, tr("Everybody on a seat")),
                (bills.DECREED, tr("Whom an SK names")),
                (bills.ENROLLED, tr("Whom BPJS accepted")),
            ),
            name=tr("Who is billed"),
        )
        self._through_row = FieldRow(tr("Up to and including"), self.through)
        self.body.addLayout(beside(self._through_row, FieldRow(tr("Who is billed"), self.basis)))
        self.number = text_field("001/BPU/2026")
        self.due = DateField(today=session.ctx.today, ahead=True)
        self._number_row = FieldRow(tr("Bill number"), self.number)
        self._due_row = FieldRow(tr("To be paid by"), self.due, optional=tr("if it is known"))
        self.body.addLayout(beside(self._number_row, self._due_row))
        self._sum = label("", "strong", wrap=True)
        self._words = label("", wrap=True)
        self._months = label("", "muted", wrap=True)
        self._out = label("", tone="warn", wrap=True)
        self._out.hide()
        card = Card()
        card.set_tone("accent")
        card.body.setSpacing(4)
        card.add(self._sum, self._words, self._months, self._out)
        self.body.addWidget(card)
        self.body.addWidget(
            label(tr("The bill closes its months: seats that are empty then expire."), "caption", wrap=True)
        )
        self.accept_button = self.buttons(tr("Issue the bill"), self.save)
        self.through.picked.connect(lambda _value: self.compute())
        self.basis.picked.connect(lambda _value: self.compute())
        self.accept_button.setEnabled(False)
        self.compute()
        self.number.setFocus()

    def compute(self) -> None:
        """Ask what the bill would hold; until it is known nothing can be issued."""
        self.accept_button.setEnabled(False)
        self._session.tasks.read(
            bills.plan,
            self._programme.id,
            str(self.through.value()),
            basis=str(self.basis.value()),
            owner=self,
            key="plan",
            done=self.show_plan,
            failed=self._no_plan,
        )

    def show_plan(self, plan: BillPlan) -> None:
        """Show what it would hold."""
        self._through_row.set_remarks(())
        self._sum.setText(
            tr(
                "{people} person-months × {rate} = {total}",
                people=number(plan.person_months),
                rate=rupiah(plan.programme.rate),
                total=rupiah(plan.rupiah),
            )
        )
        self._words.setText(tr("{words} rupiah", words=terbilang(plan.rupiah)))
        first, last = plan.months[0], plan.months[-1]
        shown = [f"{month_words(one.month)}: {number(one.people)}" for one in plan.months]
        people = ", ".join(shown) if len(shown) < 5 else tr("{first}, …, {last}", first=shown[0], last=shown[-1])
        self._months.setText(f"{span_words(first.month, last.month)} · {people}")
        out = [tr("{count} refused by BPJS are not billed", count=number(last.refused))] if last.refused else []
        if last.not_decreed:
            out.append(tr("{count} are named by no SK", count=number(last.not_decreed)))
        if last.not_enrolled:
            out.append(tr("{count} were not accepted by BPJS yet", count=number(last.not_enrolled)))
        said = [f"{month_words(last.month)}: {'; '.join(out)}."] if out else []
        if plan.too_old:
            said.append(tr("{count} people have reached the age limit; they are billed.", count=number(plan.too_old)))
        if plan.expires:
            lost = rupiah(plan.expires * plan.programme.rate)
            said.append(
                tr(
                    "{count} person-months ({rupiah}) are empty and expire with this bill.",
                    count=number(plan.expires),
                    rupiah=lost,
                )
            )
        self._out.setText("\n".join(said))
        self._out.setVisible(bool(said))
        self.accept_button.setEnabled(True)
        self.fit()

    def _no_plan(self, error: BaseException) -> object:
        self.accept_button.setEnabled(False)
        for one in (self._sum, self._words, self._months, self._out):
            one.setText("")
        self._out.hide()
        if not isinstance(error, UserError):
            return False
        said, hint = message(error)
        self._through_row.set_remarks((Remark(said, "bad", hint),))
        self._sum.setText(tr("Nothing to bill"))
        self.fit()
        return None

    def save(self) -> None:
        """Store it and close."""
        if not self.given(
            (self._number_row, self.number.text().strip(), tr("Type the number that stands on the bill.")),
            (self._due_row, not self.due.is_unreadable, tr("Type the date as day/month/year.")),
        ):
            return
        if not self.accept_button.isEnabled():
            self.number.setFocus()
            return
        self.accept_button.setEnabled(False)
        job = self._session.tasks.write(
            bills.issue,
            self._programme.id,
            str(self.through.value()),
            number=self.number.text(),
            basis=str(self.basis.value()),
            due_on=self.due.value(),
            owner=self,
            done=self._saved,
            failed=self._failed,
        )
        self.follow(job, tr("Storing the bill"))

    def _saved(self, plan: BillPlan) -> None:
        self.accept()
        self._on_done(plan)

    def _failed(self, error: BaseException) -> object:
        self.accept_button.setEnabled(True)
        if isinstance(error, UserError) and error.code in ("bill_number", "bill_number_taken"):
            said, hint = message(error)
            self._number_row.set_remarks((Remark(said, "bad", hint),))
            return None
        self._session.messages.error(error, self)
        return None
