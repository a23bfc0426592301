"""Marking people as bridged by a payer, and the letter that asks one."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month, month_range
from ntt_desktop.domain.money import terbilang
from ntt_desktop.domain.programme import PAYERS
from ntt_desktop.errors import UserError
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Cancelled
from ntt_desktop.services.money import bridging_marks, bridging_papers
from ntt_desktop.services.money.bridging import Gap
from ntt_desktop.services.money.bridging_marks import Marked
from ntt_desktop.wording.errors import message
from ntt_desktop.wording.payers import payer as payer_words


class BridgeDialog(Dialog):
    """``gaps``: the chosen people; ``start``: the first month that the next programme pays."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        gaps: Sequence[Gap],
        start: Month,
        on_done: Callable[[Marked], object],
    ) -> None:
        about = tr("{count} people. Nobody is asked or paid by this: it is noted who pays.", count=number(len(gaps)))
        super().__init__(parent, tr("Mark as bridged"), about, width=540)
        self._session, self._gaps, self._start, self._on_done = session, tuple(gaps), start, on_done
        self.payer = Choice([(code, payer_words(code)) for code in PAYERS], name=tr("Who pays"))
        self.payer.set_value("desa")
        first = min(gap.last for gap in gaps) + 1
        months: list[tuple[object, str]] = [(one.text, month_words(one)) for one in month_range(first, start - 1)]
        self.first = Choice([("", tr("the first month without cover")), *months], name=tr("From"))
        self.last = Choice([*months[::-1]], name=tr("Up to and including"))
        self._first_row = FieldRow(tr("From"), self.first)
        self.body.addWidget(FieldRow(tr("Who pays"), self.payer))
        self.body.addLayout(beside(self._first_row, FieldRow(tr("Up to and including"), self.last)))
        self.note = text_field()
        self.body.addWidget(
            FieldRow(tr("Note"), self.note, optional=tr("number of the village's decision, for example"))
        )
        self._sum = label("", "strong", wrap=True)
        self._words = label("", wrap=True)
        card = Card()
        card.set_tone("accent")
        card.body.setSpacing(4)
        card.add(self._sum, self._words)
        self.body.addWidget(card)
        self.accept_button = self.buttons(tr("Mark as bridged"), self.save)
        self.accept_button.setEnabled(False)
        for one in (self.first, self.last):
            one.picked.connect(lambda _value: self.compute())
        self.compute()
        self.payer.setFocus()

    def _asked(self) -> dict[str, str]:
        return {"start": self._start.text, "first": str(self.first.value() or ""), "last": str(self.last.value())}

    def compute(self) -> None:
        """Ask how many open months of the chosen people that is, and what it costs."""
        self._session.tasks.read(
            bridging_marks.plan,
            [gap.worker for gap in self._gaps],
            str(self.payer.value()),
            **self._asked(),
            owner=self,
            key="plan",
            done=self.show_plan,
            failed=self._failed,
        )

    def show_plan(self, found: Marked) -> None:
        """Show what it comes to."""
        self._first_row.set_remarks(())
        self._sum.setText(
            tr(
                "{people} people, {months} person-months = {rupiah}",
                people=number(found.people),
                months=number(found.person_months),
                rupiah=rupiah(found.rupiah),
            )
        )
        self._words.setText(tr("{words} rupiah", words=terbilang(found.rupiah)))
        self.accept_button.setEnabled(True)

    def save(self) -> None:
        """Store it and close."""
        if not self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(False)
        job = self._session.tasks.write(
            bridging_marks.mark,
            [gap.worker for gap in self._gaps],
            str(self.payer.value()),
            **self._asked(),
            note=self.note.text(),
            owner=self,
            done=self._saved,
            failed=self._failed,
        )
        self.follow(job, tr("Marking as bridged"))

    def _saved(self, done: Marked) -> None:
        self.accept()
        self._on_done(done)

    def _failed(self, error: BaseException) -> object:
        self.accept_button.setEnabled(isinstance(error, Cancelled))
        if isinstance(error, UserError):
            self._sum.setText("")
            self._words.setText("")
            said, hint = message(error)
            self._first_row.set_remarks((Remark(said, "bad", hint),))
            self.fit()
            return None
        self._session.messages.error(error, self)
        return None


class BridgingLetterDialog(Dialog):
    """To whom the letter goes; it names no worker."""

    def __init__(
        self, session: Session, parent: QWidget, area: str, start: str, on_done: Callable[[tuple[Path, ...]], object]
    ) -> None:
        place = session.ctx.reference.regions.label(area or session.ctx.store.node.region)
        super().__init__(parent, tr("Letter to a payer"), tr("For {place}. It names nobody.", place=place), width=520)
        self._session, self._region, self._start, self._on_done = session, area, start, on_done
        self.to = text_field(payer_words("desa"))
        self.number = text_field()
        self.paper = Choice([("A4", "A4"), ("F4", "F4")], name=tr("Paper"), width=72)
        self._to_row = FieldRow(tr("To"), self.to, hint=tr("As it stands in the address, for example a village head."))
        self.body.addWidget(self._to_row)
        number = FieldRow(tr("Number of the letter"), self.number, optional=tr("if it is known"))
        line = beside(number, FieldRow(tr("Paper"), self.paper))
        line.setStretch(0, 3)
        self.body.addLayout(line)
        self.accept_button = self.buttons(tr("Write the letter"), self.save)
        self.to.setFocus()

    def save(self) -> None:
        """Write it and close."""
        if not self.given((self._to_row, self.to.text().strip(), tr("Type to whom the letter goes."))):
            return
        folder = choose_folder(self, tr("Folder for the letter"), desk_folder("jembatan"))
        if folder is None:
            return
        self._session.tasks.read(
            bridging_papers.write_letter,
            folder,
            payer=self.to.text().strip(),
            start=self._start,
            area=self._region,
            number=self.number.text().strip(),
            paper=self.paper.value(),
            overwrite=True,
            owner=self,
            done=self._written,
            failed=lambda error: self._session.messages.error(error, self),
        )

    def _written(self, files: tuple[Path, ...]) -> None:
        self.accept()
        self._on_done(files)
