"""The lines of a ranking: who waits or was refused and why; long lists are made when somebody looks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, overload

from ntt_desktop.domain.ranking import Ranked

AT_ONCE = 5_000
"""Lists up to this length are made at once; longer ones are read when somebody looks."""

_WINDOW = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why someone waits or may not: a code for the sentence and its words."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Who a line of the result is about; ``pk`` of the surviving worker."""

    id: str
    pk: int
    name: str
    nik: str
    village: str
    warnings: tuple[Reason, ...] = ()
    """What will matter later: reaching the age limit while the programme runs. Of the ranked only."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone who has to wait; ``rank`` is None for those who are not ranked yet."""

    person: Person
    reason: Reason
    rank: Ranked | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Someone to whom a rule says no."""

    person: Person
    reasons: tuple[Reason, ...]


class People(Sequence[T], Generic[T]):
    """A list as long as ``total`` whose lines are made by ``make(start, stop)``, some hundred at a time."""

    def __init__(self, total: int, make: Callable[[int, int], list[T]]) -> None:
        self._total, self._make = total, make
        self._start, self._lines = 0, list[T]()

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> list[T]: ...

    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            start, stop, step = at.indices(self._total)
            return self._make(start, stop)[::step] if step > 0 else [self[one] for one in range(start, stop, step)]
        at = at + self._total if at < 0 else at
        if not 0 <= at < self._total:
            raise IndexError(at)
        if not self._start <= at < self._start + len(self._lines):
            self._start = at - at % _WINDOW
            self._lines = self._make(self._start, min(self._start + _WINDOW, self._total))
        return self._lines[at - self._start]

    def __iter__(self) -> Iterator[T]:
        for start in range(0, self._total, _WINDOW):
            yield from self._make(start, min(start + _WINDOW, self._total))


def people(total: int, make: Callable[[int, int], list[T]]) -> Sequence[T]:
    """A list of so many lines, made at once when it is short."""
    return make(0, total) if total <= AT_ONCE else People(total, make)


def person_of(row: Mapping[str, Any], warnings: tuple[Reason, ...] = ()) -> Person:
    """Who a row is about."""
    return Person(row["id"], row["pk"], row["full_name"] or "", row["nik"] or "", row["village_code"] or "", warnings)
