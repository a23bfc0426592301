"""Who takes the months that became free: the next in rank is proposed, a person confirms."""

from PySide6.QtWidgets import QWidget

from ntt_desktop.errors import AppError
from ntt_desktop.gui import shown, words
from ntt_desktop.gui.models.quota_rows import later
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import column
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import replacing
from ntt_desktop.services.assignment.slots import Given
from ntt_desktop.wording import rules
from ntt_desktop.wording.errors import message
from ntt_desktop.wording.months import span_words


class ReplaceDialog(Dialog):
    """Shows the next in rank for an ended slot, line by line, before anything is stored."""

    def __init__(self, session: Session, parent: QWidget | None, slot: str) -> None:
        super().__init__(parent, tr("Propose a replacement"), tr("The next in rank takes the months that are free."))
        self._session, self._slot = session, slot
        self._name = label("", "section", wrap=True)
        self._said = label("", "muted", wrap=True)
        self._lines = column(gap=4)
        card = Card().add(self._name, self._said, self._lines)
        card.setMinimumHeight(220)
        self.body.addWidget(card)
        self.give_button = self.buttons(tr("Give the months"), self.save)
        self.give_button.setEnabled(False)
        session.tasks.read(
            replacing.replacement,
            slot,
            owner=self,
            key="next",
            done=lambda found: self.show_next(*found),
            failed=self._none,
        )

    def show_next(self, given: Given, of: int) -> None:
        """Show who comes next, among how many."""
        ctx = self._session.ctx
        place = words.village_name(ctx, given.person.village)
        self._name.setText(f"{given.person.name} · {place}")
        self._said.setText(
            tr(
                "Number {rank} of {of}; slot {seat}, {months}",
                rank=shown.number(given.place.rank),
                of=shown.number(of),
                seat=shown.number(given.seat),
                months=span_words(given.first, given.last),
            )
        )
        for entry in given.place.lines:
            params = dict(entry.params)
            if "occupation" in params:
                params["occupation"] = ctx.reference.occupations.label(str(params["occupation"]))
            self._lines.addWidget(label(f"{rules.line(entry.code, params)}: +{shown.number(entry.points)}", wrap=True))
        for said in later(given.person):
            self._lines.addWidget(RemarkLine(Remark(said, "warn")))
        if given.unknowns:
            unknown = " ".join(rules.reason(code, {}) for code in given.unknowns)
            text = tr("To be known before the SK: {what}", what=unknown)
            self._lines.addWidget(RemarkLine(Remark(text, "info")))
        self.give_button.setEnabled(True)
        self.fit()

    def _none(self, error: BaseException) -> object:
        if not isinstance(error, AppError):
            return False
        happened, hint = message(error)
        self._name.setText(happened)
        self._said.setText(hint)
        return None

    def save(self) -> None:
        """Give the months and close."""
        self.carry_out(self._session, replacing.replace, self._slot, done=self._given)

    def _given(self, given: Given) -> None:
        self.accept()
        span = span_words(given.first, given.last)
        self._session.messages.toast(
            tr("{name} takes slot {seat} for {span}.", name=given.person.name, seat=given.seat, span=span)
        )
