"""The status bar: who works here, when the window locks itself, how old the backup is, what is not packaged yet."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import ago, number
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.text import ElidedLabel
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import claims
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import history, queue
from ntt_desktop.services.sync.board import has_parent_above

_EVERY_MS = 60_000
IDLE_MINUTES = 10
"""Minutes without a key or a click until the window locks itself."""


def read_status(ctx: Context) -> dict[str, Any]:
    """Officer, the last backup (ISO text or None), how many people have a change that no package holds, open cases,
    claims."""
    with ctx.store.read() as reader:
        last = reader.setting("last_backup")
        cases = queue.waiting(reader)
    waiting = history.unpacked(ctx) if has_parent_above(ctx) else None
    known = claims.counts(ctx)
    return {"officer": ctx.actor, "backup": last, "waiting": waiting, "cases": cases, "claims": known}


class StatusBar(QFrame):
    """One line at the window's foot, read anew every minute and when something changed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setFixedHeight(27)
        self._session = session
        self._words = ElidedLabel("", "caption")
        self.setLayout(row(self._words, margins=(16, 0, 16, 0)))
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self.refresh()

    def concern(self, kinds: frozenset[str]) -> None:
        """Anything stored may be waiting for a package now."""
        self.refresh()

    def refresh(self) -> None:
        """Read anew."""
        self._session.tasks.read(read_status, owner=self, key="status", done=self._show, failed=lambda _error: None)

    def _show(self, status: dict[str, Any]) -> None:
        self._session.set_count("decisions", status["cases"])
        self._session.set_count("claims", status["claims"].open, there=status["claims"].all > 0)
        parts = [
            tr("Officer: {name}", name=status["officer"]),
            tr("locks itself after {count} min", count=IDLE_MINUTES),
            self._backup(status["backup"]),
        ]
        if status["waiting"] is not None:  # at the province nobody stands above
            waiting = tr("{count} not packaged yet", count=number(status["waiting"]))
            parts.append(waiting if status["waiting"] else tr("everything packaged"))
        self._words.setText("  ·  ".join(parts))

    def _backup(self, last: str | None) -> str:
        if not last:
            return tr("no backup yet")
        age = (self._session.ctx.clock() - datetime.fromisoformat(last)).total_seconds()
        return tr("backup {ago}", ago=ago(max(0.0, age)))
