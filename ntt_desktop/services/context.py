"""What every service is handed: the store, reference data, the clock, who acts, and how to report progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:  # pages name the type before a store is opened; the unlock dialog must not wait for the database
    from ntt_desktop.formats.reference import Reference
    from ntt_desktop.store.store import Store

T = TypeVar("T")

WITA = timezone(timedelta(hours=8), "WITA")
"""Central Indonesian time, in which days begin and end here."""


class Progress(Protocol):
    """Told how far long work is; raises `Cancelled` to stop it."""

    def __call__(self, done: int, total: int, /) -> None:
        """``done`` of ``total`` units are finished; ``total`` 0 means it is not known."""


class Cancelled(Exception):
    """Raised through a progress call when the user cancels; nothing half done remains."""


def silent(done: int, total: int, /) -> None:
    """Progress that tells nobody."""


def unknown(progress: Progress) -> Progress:
    """Progress for a part of which nobody knows how much of the whole it is; it can be cancelled there."""
    return lambda _done, _total: progress(0, 0)


def scaled(progress: Progress, whole: int) -> Progress:
    """Progress that tells shares of work as so many of ``whole`` units that people know."""
    return lambda done, total: progress(whole * done // total if total else 0, whole)


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """The composition root's product; services take it first."""

    store: Store
    reference: Reference = field(repr=False)
    actor: str
    """The officer's name, written into every change."""
    clock: Callable[[], datetime] = utc_now

    @property
    def today(self) -> date:
        """Today in WITA."""
        return self.clock().astimezone(WITA).date()


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """A service's value, and the kinds of record it changed, so that a page refreshes only if concerned."""

    value: T
    changed: frozenset[str] = field(default_factory=frozenset)
