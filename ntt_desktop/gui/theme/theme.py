"""Which theme is on, and putting it on the application."""

from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.theme.palette import palette
from ntt_desktop.gui.theme.stylesheet import stylesheet

MODES = ("system", "light", "dark")


class Theme(QObject):
    """The application's theme. ``changed`` is emitted after palette and style sheet are on."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mode = "system"
        self._colors = tokens.LIGHT
        self._applied = False

    @property
    def mode(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self._mode

    @property
    def colors(self) -> tokens.Colors:
        """The colours in use now."""
        return self._colors

    def start(self, mode: str = "system") -> None:
        """Put the theme on the application and follow the system from now on."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setFont(fonts.body())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self.set_mode(mode)

    def set_mode(self, mode: str) -> None:
        """Choose ``system``, ``light`` or ``dark``; anything else is ``system``."""
        self._mode = mode if mode in MODES else "system"
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(self._mode, Qt.ColorScheme.Unknown)
        QGuiApplication.styleHints().setColorScheme(scheme)  # native title bars and file dialogs follow too
        self._apply()

    def _follow(self) -> None:
        if self._mode == "system":
            self._apply()

    def _apply(self) -> None:
        dark = self._mode == "dark" or (
            self._mode == "system" and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        colors = tokens.DARK if dark else tokens.LIGHT
        if self._applied and colors is self._colors:
            return
        self._colors, self._applied = colors, True
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setPalette(palette(colors))
        application.setStyleSheet(stylesheet(colors))
        self.changed.emit()


@lru_cache(maxsize=1)
def theme() -> Theme:
    """The application's one theme."""
    return Theme()
