"""Making a programme: who pays how much for how many people and months, with the rupiah computed while one types."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.money import terbilang
from ntt_desktop.domain.programme import PAYERS, PAYMENT_PERIODS
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.month_field import MonthChoice
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import language, tr
from ntt_desktop.services import programmes
from ntt_desktop.services.programmes import NewProgramme
from ntt_desktop.wording.payers import payer


class ProgrammeDialog(Dialog):
    """``on_made`` is called after the programme was stored."""

    def __init__(self, session: Session, parent: QWidget | None, on_made: Callable[[object], object]) -> None:
        super().__init__(parent, tr("New programme"), width=640)
        self._session, self._on_made = session, on_made
        node = session.ctx.store.node
        now = Month.of(session.ctx.today)
        january = Month(now.year, 1)
        self.code = text_field("P26", limit=20)
        self.name = text_field("APBD Provinsi 2026", limit=120)
        whose = "provinsi" if node.region.count(".") == 0 else "kabupaten"
        self.payer = Choice([(code, payer(code)) for code in PAYERS], name=tr("Payer"))
        self.payer.set_value(whose)
        self.region = RegionPicker.of_every_level(session.ctx.reference.regions, area=node.region)
        self.region.set_code(node.region)
        self.first = MonthChoice(january, january + 35, chosen=january)
        self.months = NumberField(12, most=60)
        self.seats = NumberField()
        self.rate = NumberField(session.ctx.reference.bands.for_income(0).total)
        self.period = Choice(
            [(n, tr("every {count} months", count=n) if n > 1 else tr("monthly")) for n in PAYMENT_PERIODS]
        )
        self.decree = text_field(limit=80)
        self.agreement = text_field(limit=80)
        self._code_row = FieldRow(tr("Code"), self.code, hint=tr("Short, without spaces"))
        self._seats_row = FieldRow(tr("People"), self.seats)
        self._months_row = FieldRow(tr("Months"), self.months)
        self._sum = label("", "amount", wrap=True)
        self._sum.setProperty("role", "amount")
        self._words = label("", "muted", wrap=True)
        self._formula = label("", "caption", wrap=True)
        self._line(self._code_row, FieldRow(tr("Name"), self.name), shares=(1, 2))
        self._line(FieldRow(tr("Payer"), self.payer), FieldRow(tr("For whom"), self.region))
        self._line(
            self._seats_row,
            self._months_row,
            FieldRow(tr("First month"), self.first),
            FieldRow(tr("Rupiah a person and month"), self.rate),
        )
        computed = Card()
        computed.set_tone("accent")
        computed.body.setSpacing(2)
        computed.add(self._formula, self._sum, self._words)
        self.body.addWidget(computed)
        none = tr("may follow")
        self._line(
            FieldRow(tr("Paid"), self.period),
            FieldRow(tr("Decree number"), self.decree, optional=none),
            FieldRow(tr("Agreement number"), self.agreement, optional=none),
        )
        self.accept_button = self.buttons(tr("Create programme"), self._accept)
        for field in (self.seats, self.months, self.rate):
            field.changed.connect(lambda _value: self._compute())
        self.code.textChanged.connect(lambda _text: self._compute())
        self._compute()
        self.code.setFocus()

    @property
    def budget(self) -> int:
        """People x months x rate, whole rupiah."""
        return self.seats.value * self.months.value * self.rate.value

    @property
    def said(self) -> str:
        """What the form computed, in figures and in words."""
        return f"{self._sum.text()} {self._words.text()}"

    def _line(self, *fields: FieldRow, shares: tuple[int, ...] = ()) -> None:
        made = row(*fields, gap=tokens.S3)
        for at in range(len(fields)):
            made.setStretch(at, shares[at] if shares else 1)
        self.body.addLayout(made)

    def _compute(self) -> None:
        people, months, rate = self.seats.value, self.months.value, self.rate.value
        self._formula.setText(
            tr(
                "{people} people × {months} months = {total} person-months × {rate}",
                people=number(people),
                months=number(months),
                total=number(people * months),
                rate=rupiah(rate),
            )
        )
        self._sum.setText(rupiah(self.budget))
        words = f"{terbilang(self.budget)} rupiah" if language() == "id" or self.budget else ""
        self._words.setText(words[:1].upper() + words[1:] if self.budget else tr("Fill in people and months."))
        self.accept_button.setEnabled(bool(self.code.text().strip()) and self.budget > 0 and bool(self.region.key))

    def _accept(self) -> None:
        if not self.accept_button.isEnabled():
            return
        new = NewProgramme(
            code=self.code.text().strip(),
            name=self.name.text().strip(),
            payer=str(self.payer.value()),
            region=self.region.key,
            first_month=str(self.first.value()),
            months=self.months.value,
            seats=self.seats.value,
            rate=self.rate.value,
            payment_period=int(str(self.period.value())),
            decree_number=self.decree.text(),
            agreement_number=self.agreement.text(),
        )
        self.accept_button.setEnabled(False)
        self._session.tasks.write(programmes.add, new, owner=self, done=self._made, failed=self._failed)

    def _made(self, programme: object) -> None:
        self._on_made(programme)
        self.accept()

    def _failed(self, error: BaseException) -> object:
        self._compute()
        code = getattr(error, "code", "")
        if code == "programme_exists":
            self._code_row.set_remarks([Remark(tr("There is a programme of this code already."), "bad")])
            self.code.setFocus()
            return None
        self._session.messages.error(error, self)
        return None
