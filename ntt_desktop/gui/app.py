"""The windowed program: one QApplication, first set-up or unlock, then the window, and locking when idle."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QRect, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from ntt_desktop import __version__, i18n
from ntt_desktop.errors import disk_error
from ntt_desktop.gui import icons, preferences
from ntt_desktop.gui.garbage import Collector
from ntt_desktop.gui.messages import Messages
from ntt_desktop.gui.theme import theme
from ntt_desktop.gui.translation import QtWords, locale

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context

IDLE_MS = 10 * 60 * 1000
"""Ten minutes without a key, a click or a turn of the wheel lock the window."""
_SMALL_SCREEN = 1400
"""On a screen at most this wide the window takes all of it."""
SWITCH_S = 0.0002
"""How long a worker may keep Python while the window waits for it. A page that is painted asks for Python hundreds of
times and waits each time; with Python's own 5 ms a page beside an import of 50,000 rows takes twice as long."""
_ALIVE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.Drop}
)


def make_application(home: Path) -> QApplication:
    """The QApplication in the kept language and theme; the one that runs if there is one."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        application = running
        application.setStyle("Fusion")
    else:  # the same, without the ten milliseconds that wrapping the style takes which setStyle() hands back
        application = QApplication([*(sys.argv[:1] or ["ntt-desktop"]), "-style", "Fusion"])
    kept = preferences.load(home)
    if preferences.kept(home):
        i18n.set_language(kept.language)
    application.setApplicationName("ntt-desktop")
    application.setApplicationDisplayName("NTT Desktop")
    application.setApplicationVersion(__version__)
    application.setWindowIcon(QIcon(icons.pixmap("hand-heart", "accent", 64, 1.0)))
    _speak(application)
    theme().start(kept.theme)
    icons.follow_theme()
    return application


def _speak(application: QApplication) -> None:
    """Qt's own words and formats in the screen's language."""
    QLocale.setDefault(locale())
    words: QTranslator = QtWords(application)
    if i18n.language() == "en":
        words = QTranslator(application)
        words.load("qtbase_en", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    application.installTranslator(words)


class Program(QObject):
    """Goes from set-up or unlock to the window and back. Owns whichever window is in sight."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self.home = home
        self.window: QWidget | None = None
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self.lock)
        sys.excepthook = self._bug

    def start(self, passphrase: str | None = None) -> None:
        """Show set-up where there is no store, else ask for the passphrase (or use the one given)."""
        if not has_store(self.home):
            from ntt_desktop.gui.start.setup import SetupWindow

            self._show(SetupWindow(self.home, self.unlocked))
            return
        from ntt_desktop.gui.start.unlock import UnlockWindow

        window = UnlockWindow(self.home, self.unlocked)
        self._show(window)
        if passphrase:
            window.unlock_with(passphrase)

    def unlocked(self, ctx: "Context") -> None:
        """Show the window on an open store."""
        from ntt_desktop.gui.ahead import Ahead
        from ntt_desktop.gui.main_window import MainWindow

        window = MainWindow(ctx, on_lock=self.lock)
        self._show(window)
        window.open_first()
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)
        self._watch(window.windowHandle())
        self._idle.start()
        Ahead(window, lambda: IDLE_MS - self._idle.remainingTime()).start()

    def lock(self) -> None:
        """Close the store and ask for the passphrase again; drafts of open forms are kept."""
        window = self.window
        if window is None or not hasattr(window, "shut"):
            return
        self._idle.stop()
        QGuiApplication.instance().focusWindowChanged.disconnect(self._watch)
        window.shut(keep_drafts=True)
        self.start()

    @property
    def busy(self) -> bool:
        """Whether work is under way in the background."""
        session = getattr(self.window, "session", None)
        return session is not None and session.tasks.busy

    def _show(self, window: QWidget) -> None:
        previous, self.window = self.window, window
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if hasattr(window, "shut") and screen.width() <= _SMALL_SCREEN:
            window.setGeometry(screen)
            window.showMaximized()
        else:
            frame = QRect(0, 0, min(window.width(), screen.width()), min(window.height(), screen.height()))
            frame.moveCenter(previous.geometry().center() if previous is not None else screen.center())
            window.setGeometry(frame.intersected(screen) if screen.intersects(frame) else frame)
            window.show()
        if previous is not None:
            previous.hide()
            previous.deleteLater()

    def _watch(self, window: QWindow | None) -> None:
        """See keys and clicks where they enter the program: to look at every event of every widget would take a third
        of the time in which a page is made."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ALIVE and self._idle.isActive():
            self._idle.start()
        return False

    def _bug(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        session = getattr(self.window, "session", None)
        messages = session.messages if session is not None else Messages(self.window)
        if disk_error(error) is not None:
            messages.error(error)  # what a disk refuses in the window's own thread is no bug either
        else:
            messages.bug(error)


def has_store(home: Path) -> bool:
    """Whether a store was set up here; as `ntt_desktop.store.care.keys.exists`, without importing the store."""
    return any((home / name).exists() for name in ("keys.json", "keys.json.bak"))


def run(home: Path, passphrase: str | None = None) -> int:
    """Open the window on the store in ``home`` and stay until it is closed; the exit code."""
    switching = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_S)
    try:
        application = make_application(home)
        program = Program(home)
        program.start(passphrase)
        QTimer.singleShot(0, lambda: _in_sight(home, program))
        return application.exec()
    finally:
        sys.setswitchinterval(switching)
        gc.enable()


def _in_sight(home: Path, program: Program) -> None:
    """What can wait until the first window is in sight."""
    gc.disable()
    gc.freeze()  # what is there stays there: not to be looked through again and again
    Collector(lambda: program.busy, program)
    from ntt_desktop import log

    log.write_to(home / "logs")  # brings in the network library


def grab_pages(home: Path, passphrase: str, folder: Path) -> list[Path]:
    """Pictures of every page of the store in ``home``, in light and dark, made without anybody looking."""
    from ntt_desktop import bootstrap
    from ntt_desktop.gui.main_window import MainWindow
    from ntt_desktop.gui.screenshots import grab_pages as grab

    make_application(home)
    window: MainWindow = MainWindow(bootstrap.open_context(home, passphrase))
    try:
        window.show()
        window.open_first()
        return grab(window, folder)
    finally:
        window.hide()
        window.shut()
