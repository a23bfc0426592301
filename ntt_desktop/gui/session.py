"""What every page is handed: the open store's context, background work, changes, messages and the way around."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ntt_desktop.gui.bus import Bus
from ntt_desktop.gui.messages import Messages
from ntt_desktop.gui.tasks import Tasks
from ntt_desktop.services.context import Context


@dataclass(slots=True)
class Session:
    """One unlocked store in one window."""

    ctx: Context
    tasks: Tasks
    bus: Bus
    messages: Messages
    open: Callable[..., Any]
    """``session.open("workers", tab="evidence")`` shows a page and calls its ``arrive(**kwargs)``."""
    set_count: Callable[..., None]
    """``session.set_count("inbox", 3)`` shows a count beside a page in the rail; 0 shows none. ``there=True`` keeps a
    rare page in the rail without one."""

    @property
    def role(self) -> str:
        """``petugas`` or ``supervisor``."""
        return str(self.ctx.store.node.role)
