"""The foot of *Next in rank*: for which kecamatan, at most how many, and the button that gives."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from ntt_desktop.domain.dates import Month
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment.slots import Assignment

_PAUSE_MS = 250
"""A pause in typing after which the ranking is done again."""


_PLACE, _WIDE, _TIGHT = 150, 84, 118
"""Widths: of the kecamatan, of the number, and of both where the tick for months that are over needs room."""


class GiveBar(QWidget):
    """``asked`` follows a changed kecamatan or limit; ``given`` the button. ``trials``: icons for a low window."""

    asked = Signal()
    given = Signal()

    def __init__(self, session: Session, *trials: QWidget) -> None:
        super().__init__()
        self._session, self._trials = session, trials
        regions = session.ctx.reference.regions
        places = [(place.code, place.title) for place in regions.children(session.ctx.store.node.region)]
        self.place = Choice([("", tr("The whole area")), *places], name=tr("Only for"))
        self.most = NumberField(name=tr("At most"), most=1_000_000)
        self.give = button(tr("Give slots"), self.given.emit, kind="primary", icon="check", shortcut="Ctrl+Return")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.asked)
        self.place.picked.connect(lambda _value: self.asked.emit())
        self.most.changed.connect(lambda _value: self._pause.start())
        only, most = label(tr("Only for"), "muted"), label(tr("At most"), "muted")
        only.setBuddy(self.place)
        most.setBuddy(self.most)
        people = label(tr("people"), "muted")
        self._spare, self._most = (only, people), most
        self.past = label("", wrap=True, tone="warn")
        self.later = QCheckBox(tr("Only from this month on"))
        self.later.toggled.connect(lambda _on: self.asked.emit())
        self._over = 0
        bar = row(only, self.place, tokens.S2, most, self.most, people, *trials, None, self.later, self.give)
        self.setLayout(column(self.past, bar, gap=tokens.S1))
        self._say_past()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < tokens.NARROW
        for words in self._spare:
            words.setVisible(not narrow)
        for trial in self._trials:  # in a higher window they have a line of their own
            trial.setVisible(self.window().height() < tokens.LOW)
        self.give.set_compact(narrow)
        self._say_past()

    def _say_past(self) -> None:
        """A sentence of its own where there is room, else the number beside the tick."""
        low = self.window().height() < tokens.LOW
        tight = self.window().width() < tokens.NARROW and (self._over > 0 or self.later.isChecked())
        self._most.setHidden(tight)
        self.most.setPlaceholderText(tr("At most") if tight else tr("all"))
        self.most.setFixedWidth(_TIGHT if tight else _WIDE)
        self.place.setMinimumWidth(_TIGHT if tight else _PLACE)
        self.past.setVisible(bool(self.past.text()) and not low)
        self.later.setVisible(self._over > 0 or self.later.isChecked())
        short = tr("Without {count} that are over", count=number(self._over))
        self.later.setText(short if low and self._over else tr("Only from this month on"))

    @property
    def region(self) -> str | None:
        """The chosen kecamatan's code; None for everywhere."""
        return str(self.place.value() or "") or None

    @property
    def limit(self) -> int | None:
        """The most people; None for as many as there are slots."""
        return self.most.value or None

    @property
    def from_month(self) -> str | None:
        """The first month to give; None for the first that is not closed."""
        return Month.of(self._session.ctx.today).text if self.later.isChecked() else None

    def say(self, plan: Assignment | None, *, ready: bool) -> None:
        """How many people the button gives a slot to, and how many of their months are over already."""
        count, past = (len(plan.given), plan.past_months) if plan else (0, 0)
        said = []
        if plan is not None and past:
            words = tr(
                "{count} of these person-months ({rupiah}) are over already.",
                count=number(past),
                rupiah=rupiah(past * plan.programme.rate),
            )
            said.append(words)
        if aged := sum(bool(given.person.warnings) for given in plan.given) if plan else 0:
            said.append(tr("{count} of them reach the age limit while it runs.", count=number(aged)))
        self.past.setText(" ".join(said))
        self._over = past
        self._say_past()
        self.give.setEnabled(ready and count > 0)
        self.give.setText(tr("Give a slot to {count} people", count=number(count)))
