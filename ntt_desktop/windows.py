"""The windows as the command line sees them; Qt is imported only when one of them is asked for.

A module of its own, since a process that is started for pictures must be able to import it.
"""

import gc
import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path

from ntt_desktop import i18n
from ntt_desktop.errors import UserError


class QtWindows:
    """The real windows, imported when they are first asked for."""

    def grab_pages(self, home: Path, passphrase: str, folder: Path) -> list[Path]:
        """Pictures of every page of the store in ``home``, made without a display, in a process of its own.

        A process can show windows on one platform only, and the one that asks may have a display. Raises
        ``no_pictures`` when that process fails.
        """
        if importlib.util.find_spec("PySide6") is None:
            return []
        if _exit_code(grab_offscreen, home, passphrase, folder, i18n.language()):
            raise UserError("no_pictures")
        return sorted(folder.glob("*.png"))

    def can_show(self) -> bool:
        """True on Windows and macOS, and on Linux with a display that answers: Qt aborts where none does."""
        return _display_named() and (sys.platform in {"win32", "darwin"} or not _exit_code(try_display))

    def show(self, home: Path, passphrase: str | None = None) -> int:
        """Open the window. Raises ``no_windows`` when Qt is not installed, or Linux has no display."""
        if not (_display_named() or os.environ.get("QT_QPA_PLATFORM")):
            raise UserError("no_windows")
        gc.disable()  # nothing made on the way to the first window is garbage; `app.run` enables it again
        try:
            from ntt_desktop.gui import app
        except ImportError as error:
            gc.enable()
            raise UserError("no_windows") from error
        return app.run(home, passphrase)


def _display_named() -> bool:
    return sys.platform in {"win32", "darwin"} or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _exit_code(work: Callable[..., None], *given: object) -> int:
    """What a process of its own ends with that does the work."""
    import multiprocessing  # here, since the window does not need it to open

    process = multiprocessing.get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join()
    return process.exitcode or 0


def try_display() -> None:
    """What the trying process does; it says nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    from ntt_desktop.gui import app

    app.make_application(Path())


def grab_offscreen(home: Path, passphrase: str, folder: Path, language: str) -> None:
    """What the picturing process does."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"  # for every window: this plugin gives no size hints
    i18n.set_language(language)
    from ntt_desktop.gui import app

    app.grab_pages(home, passphrase, folder)
