"""The one seam for telling the user something: banners, toasts, and the report of a bug.

Success never makes a message box: it is a toast, with Undo where there is one. A known error is a banner on the
page it happened on, in words (`ntt_desktop.wording`). Anything else is a bug: a dialog with a report to copy.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ntt_desktop.errors import AppError, disk_error
from ntt_desktop.i18n import tr
from ntt_desktop.log import logger, report
from ntt_desktop.wording.errors import message


class Place(Protocol):
    """Something that can show a banner: a page or a dialog."""

    def show_banner(
        self, text: str, hint: str = "", tone: str = "info", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show it until it is closed or replaced."""


class Messages(QObject):
    """Routes what is to be said. The window says where (`place` and `show_toast`)."""

    def __init__(
        self,
        window: QWidget | None = None,
        place: Callable[[], Place | None] = lambda: None,
        show_toast: Callable[..., None] | None = None,
    ) -> None:
        super().__init__()
        self._window = window
        self._place = place
        self._show_toast = show_toast

    def toast(self, text: str, undo: Callable[[], object] | None = None, tone: str = "good") -> None:
        """Say briefly that something was done, with *Undo* when ``undo`` is given."""
        if self._show_toast is not None:
            self._show_toast(text, undo, tone)

    def banner(
        self, text: str, hint: str = "", tone: str = "info", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Say something on the current page, with at most one action (its words, what it does)."""
        place = self._place()
        if place is not None:
            place.show_banner(text, hint, tone, action)

    def error(self, error: BaseException, place: Place | None = None) -> None:
        """Say that something failed: a sentence and a hint when known, else a report to copy.

        Who cancels knows it: nothing is said.
        """
        from ntt_desktop.services.context import Cancelled

        if isinstance(error, Cancelled):
            return
        error = disk_error(error) or error
        if isinstance(error, AppError):
            text, hint = message(error)
            where = place or self._place()
            if where is not None:
                where.show_banner(text, hint, "bad")
                return
        self.bug(error)

    def bug(self, error: BaseException) -> None:
        """Log a bug and show its report."""
        from ntt_desktop.gui.dialogs.report import ReportDialog

        logger.error("unexpected error", exc_info=(type(error), error, error.__traceback__))
        ReportDialog(report(error), self._window).exec()


def describe(error: BaseException) -> str:
    """One paragraph for an error, for places too small for a banner."""
    error = disk_error(error) or error
    if isinstance(error, AppError):
        text, hint = message(error)
        return f"{text} {hint}".strip()
    return tr("An unexpected error happened.")
