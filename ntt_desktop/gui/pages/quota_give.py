"""The foot of *Next in rank*: for which kecamatan, at most how many, and the button that gives."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr

_PAUSE_MS = 250
"""A pause in typing after which the ranking is done again."""


class GiveBar(QWidget):
    """``asked`` follows a changed kecamatan or limit; ``given`` the button. ``trials``: icons for a low window."""

    asked = Signal()
    given = Signal()

    def __init__(self, session: Session, *trials: QWidget) -> None:
        super().__init__()
        self._trials = trials
        regions = session.ctx.reference.regions
        places = [(place.code, place.title) for place in regions.children(session.ctx.store.node.region)]
        self.place = Choice([("", tr("The whole area")), *places], name=tr("Only for"), width=150)
        self.most = NumberField(name=tr("At most"), most=1_000_000)
        self.most.setPlaceholderText(tr("all"))
        self.most.setFixedWidth(84)
        self.give = button(tr("Give slots"), self.given.emit, kind="primary", icon="check", shortcut="Ctrl+Return")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.asked)
        self.place.picked.connect(lambda _value: self.asked.emit())
        self.most.changed.connect(lambda _value: self._pause.start())
        only, most = label(tr("Only for"), "muted"), label(tr("At most"), "muted")
        only.setBuddy(self.place)
        most.setBuddy(self.most)
        people = label(tr("people"), "muted")
        self._spare = (only, people)
        self.setLayout(row(only, self.place, tokens.S2, most, self.most, people, *trials, None, self.give))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < tokens.NARROW
        for words in self._spare:
            words.setVisible(not narrow)
        for trial in self._trials:  # in a higher window they have a line of their own
            trial.setVisible(self.window().height() < tokens.LOW)
        self.give.set_compact(narrow)

    @property
    def region(self) -> str | None:
        """The chosen kecamatan's code; None for everywhere."""
        return str(self.place.value() or "") or None

    @property
    def limit(self) -> int | None:
        """The most people; None for as many as there are slots."""
        return self.most.value or None

    def say(self, count: int, *, ready: bool) -> None:
        """How many people the button gives a slot to."""
        self.give.setEnabled(ready and count > 0)
        self.give.setText(tr("Give a slot to {count} people", count=number(count)))
