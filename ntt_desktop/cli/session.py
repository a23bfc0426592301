"""What every command is handed: where the store is, how to answer, and the opened store itself."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ntt_desktop.errors import UserError
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context

PASSPHRASE = "NTT_DESKTOP_PASSPHRASE"
SYNC_PASSWORD = "NTT_DESKTOP_SYNC_PASSWORD"


class Windows(Protocol):
    """What a command may ask of the windows."""

    def grab_pages(self, home: Path, passphrase: str, folder: Path) -> list[Path]:
        """Pictures of every page, written into ``folder``; none where there are no windows."""

    def can_show(self) -> bool:
        """Whether a window can be opened on a display."""

    def show(self, home: Path, passphrase: str | None = None) -> int:
        """Open the window on a store and stay until it is closed; the exit code. Raises ``no_windows``."""


class NoWindows:
    """A machine without windows."""

    def grab_pages(self, home: Path, passphrase: str, folder: Path) -> list[Path]:
        """Pictures of every page, written into ``folder``; none where there are no windows."""
        return []

    def can_show(self) -> bool:
        """Whether a window can be opened on a display."""
        return False

    def show(self, home: Path, passphrase: str | None = None) -> int:
        """Open the window on a store and stay until it is closed; the exit code."""
        raise UserError("no_windows")


@dataclass(slots=True)
class Session:
    """One run of the command line."""

    home: Path
    json: bool = False
    exit_code: int = 0
    """A command that answers but did not fully succeed sets 1."""
    windows: Windows = field(default_factory=NoWindows)
    _context: Context | None = None
    _closing: ExitStack = field(default_factory=ExitStack)

    @property
    def ctx(self) -> Context:
        """The context of the store in `home`, opened at first use with the passphrase."""
        if self._context is None:
            from ntt_desktop import bootstrap
            from ntt_desktop.services.people import same_person

            context = bootstrap.open_context(self.home, self.passphrase())
            self.adopt(context)
            same_person.find_waiting(context)  # what an import left undone when the program was killed
            return context
        return self._context

    def passphrase(self) -> str:
        """The store's passphrase: from the environment, else asked for."""
        return os.environ.get(PASSPHRASE) or self.ask_secret(tr("Passphrase: "), PASSPHRASE)

    def new_passphrase(self) -> str:
        """A passphrase for a new store: from the environment, else typed twice. Raises ``passphrases_differ``."""
        given = os.environ.get(PASSPHRASE)
        if given:
            return given
        first = self.ask_secret(tr("New passphrase: "), PASSPHRASE)
        if self.ask_secret(tr("The same once more: "), PASSPHRASE) != first:
            raise UserError("passphrases_differ")
        return first

    def adopt(self, context: Context) -> None:
        """Use a context that a command opened itself; it is closed with the session."""
        self._context = context
        self._closing.callback(context.store.close)

    def ask_secret(self, prompt: str, variable: str) -> str:
        """A secret typed without being shown. Raises ``secret_needed`` when nobody is there to type it."""
        if not sys.stdin.isatty():
            raise UserError("secret_needed", variable=variable)
        return getpass.getpass(prompt)

    def say(self, sentence: str) -> None:
        """A remark for the person, beside the answer."""
        print(sentence, file=sys.stderr)

    @property
    def progress(self) -> Callable[[int, int], None]:
        """Progress shown on a terminal, and nowhere else."""
        return _percent if sys.stderr.isatty() and not self.json else _nothing

    def close(self) -> None:
        """Close the store if it was opened."""
        self._closing.close()
        self._context = None


def _nothing(done: int, total: int, /) -> None:
    """Progress that tells nobody."""


def _percent(done: int, total: int, /) -> None:
    """Progress as one line that is written over."""
    shown = f"{100 * done // total} %" if total else str(done)
    print(f"\r{shown}", end="\n" if total and done >= total else "", file=sys.stderr, flush=True)
