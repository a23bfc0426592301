"""Allocation: free runs of seats, and which of the ranked people is given which.

Full-length seats go first; what is left of a seat that someone had before (a replacement's months) goes after.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ntt_desktop.domain.capacity import Rect


@dataclass(frozen=True, slots=True)
class Run:
    """Months ``first..last`` of one seat of a block that one person can be given."""

    block: str
    seat: int
    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1


def free_runs(block: str, areas: Iterable[Rect], occupied: dict[int, set[int]]) -> Iterator[Run]:
    """The free runs of months of each seat: ``areas`` (not overlapping) without ``occupied`` (seat -> months)."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for area in areas:
        for seat in range(area.seat_from, area.seat_to + 1):
            spans[seat].append((area.first, area.last))
    for seat in sorted(spans):
        taken = occupied.get(seat)
        start = previous = None
        for first, last in sorted(spans[seat]):
            for month in range(first, last + 1):
                if taken and month in taken:
                    continue
                if previous is not None and month != previous + 1 and start is not None:
                    yield Run(block, seat, start, previous)
                    start = month
                if start is None:
                    start = month
                previous = month
        if start is not None and previous is not None:
            yield Run(block, seat, start, previous)


def consecutive(seats: Iterable[int]) -> list[tuple[int, int]]:
    """Seat numbers as runs of consecutive ones: 1, 2, 3, 7 are (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for seat in sorted(set(seats)):
        if runs and seat == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], seat)
        else:
            runs.append((seat, seat))
    return runs


def pick_seats(free: Iterable[int], wanted: int) -> list[tuple[int, int]]:
    """``wanted`` of the ``free`` seats in as few runs as possible; the smallest run that is enough, else the longest.

    Returns fewer seats only when there are fewer.
    """
    runs = consecutive(free)
    enough = [run for run in runs if run[1] - run[0] + 1 >= wanted]
    if enough:
        start, _ = min(enough, key=lambda run: (run[1] - run[0], run[0]))
        return [(start, start + wanted - 1)] if wanted > 0 else []
    picked: list[tuple[int, int]] = []
    for start, end in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
        size = min(wanted, end - start + 1)
        if size <= 0:
            break
        picked.append((start, start + size - 1))
        wanted -= size
    return sorted(picked)


def in_order(runs: Iterable[Run]) -> list[Run]:
    """Runs in the order in which they are given away: the longest first, then the lowest seat."""
    return sorted(runs, key=lambda run: (-run.months, run.block, run.seat, run.first))
