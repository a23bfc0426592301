"""Allocation: what of a block is free, in which order it is given away, and to whom.

Full-length seats go first; what is left of a seat that someone had before (a replacement's months) goes after.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ntt_desktop.domain.capacity import Rect


@dataclass(frozen=True, slots=True)
class Run:
    """Months ``first..last`` of one seat of a block, which one person can be given."""

    block: str
    seat: int
    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1


@dataclass(slots=True)
class Space:
    """The free seat-months of a rectangle: one bit a month, the lowest bit its first month."""

    rect: Rect
    masks: list[int]

    @classmethod
    def of(cls, rect: Rect, holes: Iterable[Rect] = (), occupied: Mapping[int, int] | None = None) -> "Space":
        """``rect`` without ``holes`` (passed down, given back) and ``occupied`` (seat -> mask of its months)."""
        full = (1 << rect.months) - 1
        masks = [full] * rect.seats
        for hole in holes:
            both = rect.common(hole)
            if both.area:
                kept = full & ~(((1 << both.months) - 1) << (both.first - rect.first))
                for seat in range(both.seat_from - rect.seat_from, both.seat_to - rect.seat_from + 1):
                    masks[seat] &= kept
        for seat, mask in (occupied or {}).items():
            masks[seat - rect.seat_from] &= ~mask
        return cls(rect, masks)

    def within(self, first: int, last: int) -> "Space":
        """The same seats, free in ``first..last`` only."""
        low, high = max(first, self.rect.first), min(last, self.rect.last)
        window = ((1 << (high - low + 1)) - 1) << (low - self.rect.first) if high >= low else 0
        return Space(self.rect, [mask & window for mask in self.masks])

    @property
    def free(self) -> int:
        """Free seat-months."""
        return sum(mask.bit_count() for mask in self.masks)

    def runs(self, block: str) -> Iterator[Run]:
        """Every run of free months, seat by seat."""
        seat = self.rect.seat_from
        known: dict[int, list[tuple[int, int]]] = {}
        for mask in self.masks:
            if mask not in known:
                known[mask] = _spans(mask, self.rect.first)
            for first, last in known[mask]:
                yield Run(block, seat, first, last)
            seat += 1

    def seats_free_in(self, first: int, last: int) -> list[int]:
        """The seats that are free in every month of ``first..last``."""
        if first < self.rect.first or last > self.rect.last or last < first:
            return []
        wanted = ((1 << (last - first + 1)) - 1) << (first - self.rect.first)
        return [self.rect.seat_from + place for place, mask in enumerate(self.masks) if mask & wanted == wanted]

    def rects(self) -> list[Rect]:
        """All that is free, as rectangles: neighbouring seats with the same free months are joined."""
        joined: dict[tuple[int, int], list[int]] = defaultdict(list)
        for run in self.runs(""):
            joined[run.first, run.last].append(run.seat)
        return sorted(
            Rect(seat_from, seat_to, first, last)
            for (first, last), seats in joined.items()
            for seat_from, seat_to in consecutive(seats)
        )


def _spans(mask: int, first: int) -> list[tuple[int, int]]:
    """Runs of set bits as (first month, last month)."""
    spans = []
    place = 0
    while mask >> place:
        if mask >> place & 1:
            start = place
            while mask >> place & 1:
                place += 1
            spans.append((first + start, first + place - 1))
        else:
            place += 1
    return spans


def in_order(runs: Iterable[Run]) -> list[Run]:
    """Runs in the order in which they are given away: the longest first, then the lowest seat."""
    return sorted(runs, key=lambda run: (-run.months, run.seat, run.first, run.block))


@dataclass(frozen=True, slots=True)
class Allocated:
    """Who (an index into the ranked people) is given which run; ``left`` are the runs nobody took."""

    given: list[tuple[int, Run]]
    left: list[Run]


def allocate(ranked: Sequence[object], runs: Iterable[Run], limit: int | None = None) -> Allocated:
    """Give the runs, in order, to the people in the order of their rank; at most ``limit`` people."""
    ordered = in_order(runs)
    count = min(len(ranked), len(ordered), len(ranked) if limit is None else max(limit, 0))
    return Allocated(list(enumerate(ordered[:count])), ordered[count:])


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
    """``wanted`` of the ``free`` seats in as few runs as possible: the shortest run that is enough, else the longest.

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
