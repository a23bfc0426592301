"""What a reader and a unit of work have in common, and how many things are asked of them at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any, Protocol, TypeVar

from ntt_desktop.store.driver import Cursor

CHUNK = 500
"""Parameters of one statement."""

T = TypeVar("T")


class Rows(Protocol):
    """Whatever can be asked."""

    def rows(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ..., /) -> list[dict[str, Any]]:
        """Rows as dicts."""

    def execute(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ..., /) -> Cursor:
        """A cursor, where dicts would take too long."""


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most ``size`` values in their order; sets come sorted, so that the same is done alike every time."""
    remaining = iter(sorted(values) if isinstance(values, AbstractSet) else values)
    while chunk := list(islice(remaining, size)):
        yield chunk
