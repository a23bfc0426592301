"""A field for secrets, with *show* and, on demand, how strong the secret is in words."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from ntt_desktop.domain.passphrase import strength
from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import theme, tokens
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.text import label, set_tone
from ntt_desktop.i18n import tr


class SecretEdit(QLineEdit):
    """Shows dots; the eye at its end shows the text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        shown = self._eye.isChecked()
        self._eye.setIcon(icons.icon("eye-off" if shown else "eye", "muted", 16))
        self._eye.setText(tr("Hide what is typed") if shown else tr("Show what is typed"))

    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._draw()


class PasswordField(QWidget):
    """A secret with its strength shown while it is typed. ``changed`` follows every keystroke."""

    changed = Signal()

    def __init__(self, name: str, *, show_strength: bool = True) -> None:
        super().__init__()
        self.edit = SecretEdit(name)
        self.setFocusProxy(self.edit)
        self.setAccessibleName(name)
        self.score = 0
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Strength"))
        self._word = label(role="caption")
        self._word.setMinimumWidth(150)
        meter = QWidget()
        meter.setLayout(row(self._bar, self._word, gap=tokens.S2))
        if not show_strength:
            meter.hide()
        self._show_strength = show_strength
        self.setLayout(column(self.edit, meter, gap=4))
        self.edit.textChanged.connect(self._typed)
        self._typed()

    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what is typed."""
        self.edit.clear()

    def _typed(self) -> None:
        if self._show_strength:
            self.score = strength(self.text())
            words = (
                (tr("very weak: guessed at once"), "bad"),
                (tr("weak: guessed quickly"), "bad"),
                (tr("fair: make it longer"), "warn"),
                (tr("strong"), "good"),
                (tr("very strong"), "good"),
            )
            word, tone = words[self.score] if self.text() else ("", "")
            self._bar.setValue(max(self.score, 1) if self.text() else 0)
            self._word.setText(word)
            set_tone(self._bar, tone)
            set_tone(self._word, tone)
        self.changed.emit()
