"""The program's start: a command line when there is a command, else the window. Qt is imported only for the latter."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ntt_desktop.errors import UserError


class QtWindows:
    """The real windows, imported when they are first asked for."""

    def grab_pages(self, home: Path, passphrase: str, folder: Path) -> list[Path]:
        """Pictures of every page of the store in ``home``, made without a display."""
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        try:
            from ntt_desktop.gui import app
        except ImportError:
            return []
        return app.grab_pages(home, passphrase, folder)

    def can_show(self) -> bool:
        """True on Windows and macOS, and on Linux with a display."""
        return sys.platform in {"win32", "darwin"} or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))

    def show(self, home: Path, passphrase: str | None = None) -> int:
        """Open the window. Raises ``no_windows`` when Qt is not installed."""
        try:
            from ntt_desktop.gui import app
        except ImportError as error:
            raise UserError("no_windows") from error
        return app.run(home, passphrase)


def run(argv: Sequence[str] | None = None) -> int:
    """One command line, ``sys.argv`` unless given, with windows at hand."""
    from ntt_desktop.cli.main import main as run_command

    return run_command(argv, windows=QtWindows())


def main() -> int:
    """Both programs; ``ntt-desktop-gui`` has no console, so what it prints goes nowhere."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere
        return run()


if __name__ == "__main__":
    sys.exit(main())
