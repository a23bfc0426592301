"""Sorting long lists in steps: the window is served between two of them."""

from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from operator import itemgetter
from typing import Any, TypeVar

T = TypeVar("T")
STEP = 1000
"""Rows of one step: a few milliseconds."""


def in_steps(rows: Sequence[T], key: Callable[[T], Any], *, descending: bool = False) -> Iterator[list[T] | None]:
    """None after each step, and at last the rows as `sorted` gives them: rows of equal keys keep their order."""
    first = itemgetter(0)
    runs: list[list[tuple[Any, T]]] = []
    for start in range(0, len(rows), STEP):
        run = [(key(row), row) for row in rows[start : start + STEP]]
        run.sort(key=first, reverse=descending)
        runs.append(run)
        yield None
    made: list[T] = []
    for _, row in merge(*runs, key=first, reverse=descending):
        made.append(row)
        if len(made) % STEP == 0:
            yield None
    yield made
