"""Messages that stay in the page, and the toast that passes."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import Button, icon_button
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.text import label, set_tone
from ntt_desktop.i18n import tr

_ABOVE_FOOT = 96
"""Logical pixels below a toast: status bar and a page's foot stay in sight."""
ICONS = {"good": "circle-check", "info": "info", "warn": "triangle-alert", "bad": "circle-x"}


class Banner(QFrame):
    """A sentence, a hint and at most one action; hidden until `say`."""

    def __init__(self, *, closable: bool = True) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text = label(role="strong", wrap=True)
        self._hint = label(wrap=True)
        for words in (self._text, self._hint):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = Button("", "plain")
        self._action.clicked.connect(self._act)
        self._act_on: Callable[[], object] | None = None
        self._close = icon_button("x", tr("Close message"), self.hide)
        if not closable:
            self._close.hide()
        words_column = column(self._text, self._hint, gap=2)
        layout = row(self._icon, words_column, self._action, self._close, gap=tokens.S3, margins=(12, 8, 8, 8))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def say(
        self, text: str, hint: str = "", tone: str = "info", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show this. ``tone``: good, info, warn, bad. ``action``: its words and what it does."""
        icons.set_icon(self._icon, ICONS[tone], tone, 20)
        set_tone(self, tone)
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setVisible(action is not None)
        if action is not None:
            self._action.setText(action[0])
            self._act_on = action[1]
        self.setAccessibleName(f"{text} {hint}".strip())
        self.show()

    @property
    def text(self) -> str:
        """What it says now; empty when hidden."""
        return self._text.text() if not self.isHidden() else ""

    def _act(self) -> None:
        if self._act_on is not None:
            self._act_on()


class Toast(QFrame):
    """Says briefly, at the window's lower edge, that something was done; may offer *Undo*, by Ctrl+Z as well."""

    _SHOWN_MS, _UNDO_MS = 4000, 9000

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self._icon = QLabel()
        self._text = label(wrap=False)
        self._undo = QPushButton(f"{tr('Undo')}  Ctrl+Z")
        self._undo.setAccessibleName(tr("Undo"))
        self._key = QShortcut(QKeySequence("Ctrl+Z"), window, self._undo_it)
        self._key.setEnabled(False)
        self._undo.clicked.connect(self._undo_it)
        self._undo_call: Callable[[], object] | None = None
        self.setLayout(row(self._icon, self._text, self._undo, gap=tokens.S3, margins=(14, 8, 12, 8)))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], object] | None = None, tone: str = "good") -> None:
        """Show ``text`` for a few seconds, longer when it can be undone."""
        icons.set_icon(self._icon, ICONS[tone], "window")
        self._text.setText(text)
        self._undo.setVisible(undo is not None)
        self._undo_call = undo
        self._key.setEnabled(undo is not None)
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(self._SHOWN_MS if undo is None else self._UNDO_MS)

    @property
    def text(self) -> str:
        """What it says now; empty when hidden."""
        return self._text.text() if not self.isHidden() else ""

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._key.setEnabled(False)

    def _undo_it(self) -> None:
        self.hide()
        if self._undo_call is not None:
            self._undo_call()

    def _place(self) -> None:
        window = self.parentWidget()
        self.move(QPoint((window.width() - self.width()) // 2, window.height() - self.height() - _ABOVE_FOOT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False
