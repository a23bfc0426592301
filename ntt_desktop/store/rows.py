"""What a reader and a unit of work have in common: both answer queries."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ntt_desktop.store.driver import Cursor


class Rows(Protocol):
    """Whatever can be asked."""

    def rows(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ..., /) -> list[dict[str, Any]]:
        """Rows as dicts."""

    def execute(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ..., /) -> Cursor:
        """A cursor, where dicts would take too long."""
