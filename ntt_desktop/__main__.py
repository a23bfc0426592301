"""The program's start: a command line when there is a command, else the window. Qt is imported only for the latter."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path


def run(argv: Sequence[str] | None = None) -> int:
    """One command line, ``sys.argv`` unless given, with windows at hand."""
    from ntt_desktop.cli.main import main as run_command
    from ntt_desktop.windows import QtWindows

    return run_command(argv, windows=QtWindows())


def main() -> int:
    """Both programs; ``ntt-desktop-gui`` has no console, so what it prints goes nowhere."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a letter that the console lacks is no reason to fail
                stream.reconfigure(errors="replace")
        return run()


if __name__ == "__main__":
    sys.exit(main())
