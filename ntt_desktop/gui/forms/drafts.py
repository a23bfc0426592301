"""Drafts of a form: kept every few seconds, offered again after a crash or a lock."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import instant
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.i18n import tr
from ntt_desktop.services.people import drafts
from ntt_desktop.store.care.drafts import Draft

_EVERY_MS = 3000


class DraftKeeper:
    """Keeps ``snapshot()`` of ``page`` under a key while it is ``dirty``. The page has ``take_up(body)``."""

    def __init__(self, session: Session, page: Page, snapshot: Callable[[], dict[str, Any]]) -> None:
        self._session, self._page, self._snapshot = session, page, snapshot
        self.key = ""
        self.dirty = False
        self._kept: dict[str, Any] | None = None
        self._offered = False
        self._timer = QTimer(page, interval=_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    def start(self, key: str) -> None:
        """Work on another form: nothing typed yet."""
        self.key, self.dirty, self._kept = key, False, None

    def typed(self) -> None:
        """Something was typed: an offer not taken by now is declined."""
        self.dirty = True
        if self._offered:
            self._offered = False
            self._page.banner.hide()

    def keep(self, *, now: bool = False) -> None:
        """Keep what is typed, if anything changed; ``now`` before the window locks itself."""
        if not self.dirty or not self.key:
            return
        body = self._snapshot()
        if body == self._kept:
            return
        self._kept = body
        if now:
            drafts.keep(self._session.ctx, self.key, body)
        else:
            self._session.tasks.read(drafts.keep, self.key, body)

    def forget(self) -> None:
        """It was saved: the draft is of no use any more."""
        self.dirty, self._kept = False, None
        self._session.tasks.read(drafts.forget, self.key)

    def offer(self, key: str) -> None:
        """If a draft of ``key`` is kept, offer it on the page."""
        self._session.tasks.read(drafts.kept, key, owner=self._page, key="draft", done=self._offer)

    def take(self, key: str) -> None:
        """Show a kept draft without asking."""
        self._session.tasks.read(drafts.kept, key, owner=self._page, key="draft", done=self._take)

    def _offer(self, found: Draft | None) -> None:
        if found is None or self.dirty:
            return
        self._offered = True
        values = found.body.get("values", {})
        name = str(values.get("full_name") or values.get("nik") or "")
        when = instant(found.saved_at)
        self._page.show_banner(
            tr("Something typed on {when} was not saved: {name}", when=when, name=name or tr("a draft")),
            tr("Go on with it, or just type somebody else."),
            "info",
            (tr("Go on with it"), lambda: self._take(found)),
        )

    def _take(self, found: Draft | None) -> None:
        if found is not None:
            self._page.banner.hide()
            self._page.take_up(found.body)  # type: ignore[attr-defined]
