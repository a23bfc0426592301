"""A payment of a bill: which months, for whom not, and the numbers on its papers. What does not fit is said beside
its field, before anything is stored."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ntt_desktop.domain.dates import month_range
from ntt_desktop.domain.money import terbilang
from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.money import payments
from ntt_desktop.services.money.payments import Payment
from ntt_desktop.wording.errors import message

_PAUSE = 250
"""Milliseconds without a keystroke before the sums are computed anew."""


class PaymentDialog(Dialog):
    """``unpaid``: the bills of which something is open; ``chosen``: the number of one of them."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        programme: Programme,
        unpaid: Sequence[dict[str, Any]],
        chosen: str,
        on_done: Callable[[Payment], object],
    ) -> None:
        about = tr("{code} · {name}", code=programme.code, name=programme.name)
        super().__init__(parent, tr("Enter a payment"), about, width=620)
        self._session, self._programme, self._on_done = session, programme, on_done
        self._unpaid = {row["number"]: row for row in unpaid}
        self.bill = Choice([(one, one) for one in self._unpaid], name=tr("Bill"))
        self.through = Choice((), name=tr("Months paid"))
        self._bill_row = FieldRow(tr("Bill"), self.bill)
        self.body.addLayout(beside(self._bill_row, FieldRow(tr("Months paid"), self.through)))
        self.on = DateField(today=session.ctx.today)
        self.on.set_value(session.ctx.today.isoformat())
        self.rupiah = NumberField(name=tr("Sum on the SP2D"))
        self._on_row = FieldRow(tr("Paid on"), self.on)
        self._rupiah_row = FieldRow(tr("Sum on the SP2D"), self.rupiah, optional=tr("rupiah"))
        self.body.addLayout(beside(self._on_row, self._rupiah_row))
        self.code, self.spm, self.sp2d = text_field(), text_field(), text_field()
        self._code_row = FieldRow(tr("Kode iuran"), self.code)
        papers = beside(self._code_row, FieldRow("SPM", self.spm), FieldRow("SP2D", self.sp2d))
        self.body.addLayout(papers)
        self.left_out = QPlainTextEdit()
        self.left_out.setTabChangesFocus(True)
        self.left_out.setFixedHeight(62)
        self.left_out.setPlaceholderText(tr("NIKs, one a line or with commas"))
        self._left_row = FieldRow(tr("Not paid for"), self.left_out, optional=tr("only if the papers leave people out"))
        self.body.addWidget(self._left_row)
        self._sum = label("", "strong", wrap=True)
        self._words = label("", wrap=True)
        self._open = label("", "muted", wrap=True)
        card = Card()
        card.set_tone("accent")
        card.body.setSpacing(4)
        card.add(self._sum, self._words, self._open)
        self.body.addWidget(card)
        self.accept_button = self.buttons(tr("Store the payment"), self.save)
        self.accept_button.setEnabled(False)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.compute)
        self.rupiah.changed.connect(lambda _value: self._typed())
        self.left_out.textChanged.connect(self._typed)
        self.bill.picked.connect(lambda _value: self._show_bill())
        self.through.picked.connect(lambda _value: self.compute())
        self.bill.set_value(chosen)
        self._show_bill()
        self.rupiah.setFocus()

    @property
    def niks(self) -> list[str]:
        """The NIKs typed as left out."""
        return [part for part in re.split(r"[\s,;]+", self.left_out.toPlainText()) if part]

    def _show_bill(self) -> None:
        bill = self._unpaid[str(self.bill.value())]
        first, last = bill["first"], bill["last"]
        months: list[tuple[object, str]] = [
            (month.text, tr("up to {month}", month=month_words(month))) for month in month_range(first, last)[:-1]
        ]
        self.through.set_options([("", tr("all months of the bill")), *months])
        self.through.set_value("")
        self.compute()

    def _asked(self) -> dict[str, Any]:
        return {
            "through": str(self.through.value() or ""),
            "rupiah": self.rupiah.value or None,
            "left_out": self.niks,
        }

    def _typed(self) -> None:
        self.accept_button.setEnabled(False)
        self._later.start()

    def compute(self) -> None:
        """Ask what the payment would come to; until it is known nothing can be stored."""
        self._later.stop()
        self.accept_button.setEnabled(False)
        self._session.tasks.read(
            payments.preview,
            self._programme.id,
            str(self.bill.value()),
            **self._asked(),
            owner=self,
            key="preview",
            done=self.show_preview,
            failed=self._refused,
        )

    def show_preview(self, found: Payment) -> None:
        """Show what it comes to."""
        for row_of in (self._rupiah_row, self._left_row, self._bill_row):
            row_of.set_remarks(())
        self._sum.setText(
            tr(
                "{people} person-months × {rate} = {total}",
                people=number(found.person_months),
                rate=rupiah(self._programme.rate),
                total=rupiah(found.rupiah),
            )
        )
        self._words.setText(tr("{words} rupiah", words=terbilang(found.rupiah)))
        self._open.setText(tr("{rupiah} of the bill stay open.", rupiah=rupiah(found.open_rupiah)))
        self.accept_button.setEnabled(bool(found.months))
        self.fit()

    def _refused(self, error: BaseException) -> object:
        self.accept_button.setEnabled(False)
        if not isinstance(error, UserError):
            return False
        self._say(error)
        return None

    def _say(self, error: UserError) -> None:
        """The sentence beside the field that it is about."""
        fields = {
            "payment_above_bill": self._rupiah_row,
            "payment_below_people": self._rupiah_row,
            "left_out_unknown": self._left_row,
            "date_in_future": self._on_row,
            "code_paid_already": self._code_row,
        }
        said, hint = message(error)
        for row_of in (self._rupiah_row, self._left_row, self._bill_row, self._on_row, self._code_row):
            row_of.set_remarks(())
        fields.get(error.code, self._bill_row).set_remarks((Remark(said, "bad", hint),))
        self.fit()

    def save(self) -> None:
        """Store it and close."""
        if not self.given((self._on_row, self.on.value(), tr("Type the date as day/month/year."))):
            return
        if not self.accept_button.isEnabled():
            if self._later.isActive():
                self.compute()
            return
        self.accept_button.setEnabled(False)
        job = self._session.tasks.write(
            payments.pay,
            self._programme.id,
            str(self.bill.value()),
            **self._asked(),
            paid_on=self.on.value(),
            contribution_code=self.code.text(),
            spm=self.spm.text(),
            sp2d=self.sp2d.text(),
            owner=self,
            done=self._saved,
            failed=self._failed,
        )
        self.follow(job, tr("Storing the payment"))

    def _saved(self, done: Payment) -> None:
        self.accept()
        self._on_done(done)

    def _failed(self, error: BaseException) -> object:
        self.accept_button.setEnabled(True)
        if isinstance(error, UserError):
            self._say(error)
            return None
        self._session.messages.error(error, self)
        return None
