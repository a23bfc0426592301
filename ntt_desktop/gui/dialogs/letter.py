"""Typing an allotment from a letter, before the file of the office above is there."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import PAYERS, Programme
from ntt_desktop.gui.models.months import span_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.month_field import MonthChoice
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import letters
from ntt_desktop.services.capacity.letters import Letter, NewLetter
from ntt_desktop.wording.payers import payer


class LetterDialog(Dialog):
    """``on_done`` is called with the programme that stands for the letter."""

    def __init__(self, session: Session, parent: QWidget | None, on_done: Callable[[Programme], object]) -> None:
        about = tr("People can be given these slots at once. The file of the office above confirms them later.")
        super().__init__(parent, tr("Slots from a letter"), about, width=640)
        self._session, self._on_done = session, on_done
        january = Month(Month.of(session.ctx.today).year, 1)
        self.number = text_field(limit=80)
        self.dated = DateField(today=session.ctx.today)
        self.code = text_field("P26", limit=20)
        self.name = text_field("APBD Provinsi 2026", limit=120)
        self.payer = Choice([(code, payer(code)) for code in PAYERS], name=tr("Payer"))
        self.seats = NumberField(most=1_000_000)
        self.months = NumberField(12, most=60)
        self.first = MonthChoice(january, january + 35, chosen=january)
        self.rate = NumberField(session.ctx.reference.bands.all[0].total)
        self._number_row = FieldRow(tr("Letter number"), self.number)
        self._dated_row = FieldRow(tr("Letter date"), self.dated)
        self._line(self._number_row, self._dated_row, shares=(2, 1))
        self._line(
            FieldRow(tr("Code"), self.code, hint=tr("As the letter writes it")),
            FieldRow(tr("Name"), self.name),
            shares=(1, 2),
        )
        self._line(
            FieldRow(tr("Payer"), self.payer), FieldRow(tr("Rupiah a person and month"), self.rate), shares=(1, 1)
        )
        self._line(
            FieldRow(tr("People"), self.seats),
            FieldRow(tr("Months"), self.months),
            FieldRow(tr("First month"), self.first),
            shares=(1, 1, 1),
        )
        self._said = label("", "strong", wrap=True)
        self.body.addWidget(self._said)
        self.accept_button = self.buttons(tr("Record letter"), self._accept)
        for field in (self.seats, self.months, self.rate):
            field.changed.connect(lambda _value: self._compute())
        self.code.textChanged.connect(lambda _text: self._compute())
        self._compute()
        self.number.setFocus()

    def _line(self, *fields: FieldRow, shares: tuple[int, ...]) -> None:
        self.body.addLayout(beside(*fields, shares=shares))

    def _compute(self) -> None:
        total = self.seats.value * self.months.value
        self._said.setText(
            tr(
                "{people} people × {months} months = {total} person-months, {rupiah}",
                people=number(self.seats.value),
                months=number(self.months.value),
                total=number(total),
                rupiah=rupiah(total * self.rate.value),
            )
        )
        self.accept_button.setEnabled(bool(self.code.text().strip()) and total > 0 and self.rate.value > 0)

    def _accept(self) -> None:
        dated = self.dated.value()
        if not self.given(
            (self._number_row, self.number.text().strip(), tr("Type its number as it stands in the letter.")),
            (self._dated_row, dated, tr("Type the date as day/month/year.")),
        ):
            return
        if not self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(False)
        new = NewLetter(
            code=self.code.text().strip(),
            letter_number=self.number.text().strip(),
            letter_date=date.fromisoformat(dated),
            seats=self.seats.value,
            first_month=str(self.first.value()),
            months=self.months.value,
            payer=str(self.payer.value()),
            name=self.name.text().strip(),
            rate=self.rate.value,
        )
        self._session.tasks.write(letters.record, new, owner=self, done=self._done, failed=self._failed)

    def _done(self, programme: Programme) -> None:
        self._on_done(programme)
        self.accept()

    def _failed(self, error: BaseException) -> object:
        self._compute()
        self._session.messages.error(error, self)
        return None


def letter_words(letter: Letter) -> tuple[str, str, str]:
    """A letter beside what was confirmed: sentence, difference ("" when none), and the tone of both."""
    said = tr(
        "Letter {number}: {seats} people, {months}",
        number=letter.number,
        seats=number(letter.seats),
        months=span_words(letter.first, letter.last),
    )
    if not letter.is_confirmed:
        return said, tr("Recorded from a letter; the file of the office above has not confirmed it yet."), "warn"
    if not letter.differs:
        return said, "", "good"
    confirmed = (
        span_words(letter.confirmed_first, letter.confirmed_last)
        if letter.confirmed_first and letter.confirmed_last
        else tr("no months")
    )
    return (
        said,
        tr(
            "Confirmed differently: {seats} people, {months}. {count} person-months are contested.",
            seats=number(letter.confirmed_seats),
            months=confirmed,
            count=number(letter.contested),
        ),
        "bad" if letter.contested else "warn",
    )
