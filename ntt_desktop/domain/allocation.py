"""Allocation: what of a block is free, in which order it is given away, and to whom.

Full-length seats go first; what is left of a seat that someone had before (a replacement's months) goes after.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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


@dataclass(slots=True)
class Pool:
    """The free runs of one block, for people of ``area`` ("" = everybody). A reservation goes before the rest."""

    area: str
    reserved: bool
    runs: list[Run]
    taken: int = 0

    def __post_init__(self) -> None:
        self.runs = in_order(self.runs)

    @property
    def left(self) -> int:
        """Runs that nobody took."""
        return len(self.runs) - self.taken

    def take(self) -> Run:
        """The next run."""
        self.taken += 1
        return self.runs[self.taken - 1]


NO_SEAT_FREE, NO_SEAT_HERE, LIMIT_REACHED = "no_seat_free", "no_seat_here", "limit_reached"
"""Why someone who is ranked is given nothing: all taken; no block is meant for the village; enough were given."""


def share(villages: Iterable[str], pools: Iterable[Pool], limit: int | None = None) -> list[Run | str]:
    """Give the runs of ``pools`` to people in the order of their rank, named by their village codes.

    Returns for each a run, or the reason why there is none. Reservations for the narrowest area go first, so that
    what is not reserved is left for those who have nothing else.
    """
    ordered = sorted(pools, key=lambda pool: (not pool.reserved, -len(pool.area)))
    by_village: dict[str, list[Pool]] = {}
    answers: list[Run | str] = []
    total = sum(pool.left for pool in ordered)
    room = total if limit is None else min(total, limit)
    given = 0
    waiting = iter(villages)
    while given < room and (village := next(waiting, None)) is not None:
        if village not in by_village:
            by_village[village] = [pool for pool in ordered if inside(pool.area, village)]
        pool = next((pool for pool in by_village[village] if pool.left), None)
        if pool is None:
            answers.append(NO_SEAT_FREE if by_village[village] else NO_SEAT_HERE)
        else:
            answers.append(pool.take())
            given += 1
    # Of a million people most come here, where all of one village hear the same.
    rest = list(waiting)
    if limit is not None and given >= limit:
        answers.extend([LIMIT_REACHED] * len(rest))
    else:
        meant = {village: any(inside(pool.area, village) for pool in ordered) for village in set(rest)}
        answers.extend([NO_SEAT_FREE if meant[village] else NO_SEAT_HERE for village in rest])
    return answers


def inside(area: str, code: str) -> bool:
    """Whether a region code lies in ``area``; "" is everywhere."""
    return not area or code == area or code.startswith(area + ".")


def narrower(one: str, other: str) -> str | None:
    """The smaller of two areas when one lies in the other, else None."""
    if not one or (other and inside(one, other)):
        return other
    return one if inside(other, one) else None


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
