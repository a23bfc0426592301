"""Making or changing a programme: who pays how much for whom, with the rupiah computed while one types."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.money import Band, terbilang
from ntt_desktop.domain.programme import PAYERS, PAYMENT_PERIODS, Programme
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.month_field import MonthChoice
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import programme_terms, programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.wording.payers import payer


def band_words(band: Band) -> str:
    """How a band's rate comes about."""
    return tr(
        "1 % of {base} = {jkk} (JKK) + {jkm} (JKM)",
        base=rupiah(band.base),
        jkk=rupiah(band.jkk),
        jkm=rupiah(band.jkm),
    )


class ProgrammeDialog(Dialog):
    """``on_made`` is called with the programme after it was stored; ``changing`` is the one to be changed."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        on_made: Callable[[object], object],
        changing: Programme | None = None,
    ) -> None:
        title = tr("Change {code}", code=changing.code) if changing else tr("New programme")
        super().__init__(parent, title, width=720)
        self._session, self._on_made, self._changing = session, on_made, changing
        node = session.ctx.store.node
        bands = session.ctx.reference.bands.all
        self._bands = {band.total: band for band in reversed(bands)}
        january = Month(Month.of(session.ctx.today).year, 1)
        first = changing.first if changing else january
        self.code = text_field("P26", limit=20)
        self.name = text_field("APBD Provinsi 2026", limit=120)
        self.payer = Choice([(code, payer(code)) for code in PAYERS], name=tr("Payer"))
        self.region = RegionPicker.of_every_level(session.ctx.reference.regions, area=node.region)
        self.first = MonthChoice(min(january, first), max(january, first) + 35, chosen=first)
        self.months = NumberField(12, most=60)
        self.seats = NumberField()
        self.rate = NumberField(bands[0].total)
        self.band = Choice(
            [(0, tr("Typed")), *((band.total, f"{rupiah(band.base)} → {rupiah(band.total)}") for band in bands)],
            name=tr("Wage base"),
        )
        self.stated = NumberField()
        self.period = Choice(
            [(n, tr("every {count} months", count=n) if n > 1 else tr("monthly")) for n in PAYMENT_PERIODS]
        )
        self.decree = text_field(limit=80)
        self.decree_on = DateField(today=session.ctx.today)
        self.agreement = text_field(limit=80)
        self.agreement_on = DateField(today=session.ctx.today)
        self.discount = QCheckBox(tr("A discount was announced for this payer"))
        self._code_row = FieldRow(tr("Code"), self.code, hint=tr("Short, without spaces"))
        self._rate_row = FieldRow(tr("Rupiah a person and month"), self.rate)
        self._stated_row = FieldRow(tr("Budget in rupiah"), self.stated, optional=tr("may follow"))
        self._sum = label("", "amount", wrap=True)
        self._words = label("", "muted", wrap=True)
        self._formula = label("", "caption", wrap=True)
        self._over = label("", "strong", wrap=True)
        self._lay_out()
        self._fill(changing, "provinsi" if node.region.count(".") == 0 else "kabupaten", node.region)
        words = tr("Save changes") if changing else tr("Create programme")
        self.accept_button = self.buttons(words, self._accept)
        for field in (self.seats, self.months, self.rate, self.stated):
            field.changed.connect(lambda _value: self._compute())
        self.code.textChanged.connect(lambda _text: self._compute())
        self.band.picked.connect(self._take_band)
        self._compute()
        (self.name if changing else self.code).setFocus()

    def _lay_out(self) -> None:
        none = tr("may follow")
        self._line(self._code_row, FieldRow(tr("Name"), self.name), shares=(1, 2))
        self._line(FieldRow(tr("Payer"), self.payer), FieldRow(tr("For whom"), self.region))
        self._line(
            FieldRow(tr("People"), self.seats),
            FieldRow(tr("Months"), self.months),
            FieldRow(tr("First month"), self.first),
        )
        self._line(FieldRow(tr("Wage base"), self.band), self._rate_row, FieldRow(tr("Paid"), self.period))
        computed = Card()
        computed.set_tone("accent")
        computed.body.setSpacing(2)
        computed.add(self._formula, self._sum, self._words, self._over)
        self.body.addWidget(computed)
        self._line(
            self._stated_row,
            FieldRow(tr("Decree number"), self.decree, optional=none),
            FieldRow(tr("Decree date"), self.decree_on, optional=none),
        )
        self._line(
            FieldRow(tr("Agreement number"), self.agreement, optional=none),
            FieldRow(tr("Agreement date"), self.agreement_on, optional=none),
            shares=(2, 1),
        )
        hint = tr("Open: no rule says yet whether it holds for people paid by government. The rate above is billed.")
        self._line(FieldRow(tr("Discount"), self.discount, hint=hint))

    def _line(self, *fields: FieldRow, shares: tuple[int, ...] = ()) -> None:
        self.body.addLayout(beside(*fields, shares=shares))

    def _fill(self, known: Programme | None, whose: str, region: str) -> None:
        self.payer.set_value(known.payer if known else whose)
        self.region.set_code(known.region if known else region)
        if known is None:
            return
        self.code.setText(known.code)
        self.name.setText(known.name)
        self.months.set_value(known.months)
        self.seats.set_value(known.seats)
        self.rate.set_value(known.rate)
        self.stated.set_value(known.budget or 0)
        self.period.set_value(known.payment_period)
        self.decree.setText(known.decree_number)
        self.decree_on.set_value(known.decree_date)
        self.agreement.setText(known.agreement_number)
        self.agreement_on.set_value(known.agreement_date)
        self.discount.setChecked(known.discount)

    @property
    def cost(self) -> int:
        """People x months x rate, whole rupiah."""
        return self.seats.value * self.months.value * self.rate.value

    @property
    def said(self) -> str:
        """What the form computed, in figures and in words."""
        return " ".join(one.text() for one in (self._sum, self._words, self._over) if one.text())

    def _take_band(self, total: object) -> None:
        if isinstance(total, int) and total:
            self.rate.set_value(total)
        self._compute()

    def _compute(self) -> None:
        people, months, rate = self.seats.value, self.months.value, self.rate.value
        band = self._bands.get(rate)
        self.band.set_value(rate if band else 0)
        self._rate_row.set_hint(band_words(band) if band else tr("No band has this rate."))
        self._formula.setText(
            tr(
                "{people} people × {months} months = {total} person-months × {rate}",
                people=number(people),
                months=number(months),
                total=number(people * months),
                rate=rupiah(rate),
            )
        )
        self._sum.setText(rupiah(self.cost))
        words = f"{terbilang(self.cost)} rupiah"
        self._words.setText(words[:1].upper() + words[1:] if self.cost else tr("Fill in people and months."))
        self._compare()
        self.accept_button.setEnabled(bool(self.code.text().strip()) and self.cost > 0 and bool(self.region.key))

    def _compare(self) -> None:
        """Say the difference between the budget and what the seats cost."""
        over = self.cost - self.stated.value
        self._over.setVisible(bool(self.stated.value and self.cost))
        if over > 0:
            words = tr("{rupiah} more than the budget.", rupiah=rupiah(over))
        elif over < 0:
            words = tr("{rupiah} of the budget are left.", rupiah=rupiah(-over))
        else:
            words = tr("Exactly the budget.")
        self._over.setText(words if self.stated.value and self.cost else "")

    def _accept(self) -> None:
        if not self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(False)
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
            decree_date=self.decree_on.value() or "",
            agreement_date=self.agreement_on.value() or "",
            budget=self.stated.value or None,
            discount=self.discount.isChecked(),
        )
        tasks = self._session.tasks
        if self._changing is None:
            tasks.write(programmes.add, new, owner=self, done=self._made, failed=self._failed)
            return
        changes = {name: getattr(new, name) for name in NewProgramme.__slots__ if name not in ("clocks", "benefits")}
        tasks.write(programme_terms.edit, self._changing.id, changes, owner=self, done=self._made, failed=self._failed)

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
