"""Capacity: seats times months, passed down as blocks, given back, occupied (design section 4, "Capacity").

A programme is the rectangle of seats 1..N and its months. A block is a rectangle inside another block, a release a
rectangle given back to the block above. Which records count is a function of the *set* of records: where two
cannot both be true, the one with the lower creating revision is. Months are `Month.index` integers here.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

from ntt_desktop.domain.revision import machine_of

MAX_DEPTH = 16
"""Blocks nested deeper than this do not count; the real tree has five levels (province to village)."""


@dataclass(frozen=True, slots=True, order=True)
class Rect:
    """Seats ``seat_from..seat_to`` times months ``first..last``, both ends included."""

    seat_from: int
    seat_to: int
    first: int
    last: int

    @property
    def seats(self) -> int:
        """How many seats; 0 or less when there are none."""
        return self.seat_to - self.seat_from + 1

    @property
    def months(self) -> int:
        """How many months; 0 or less when there are none."""
        return self.last - self.first + 1

    @property
    def area(self) -> int:
        """Seat-months inside; 0 for an empty rectangle."""
        return self.seats * self.months if self.seats > 0 and self.months > 0 else 0

    def contains(self, other: "Rect") -> bool:
        """Whether ``other`` lies inside."""
        return (
            self.seat_from <= other.seat_from
            and other.seat_to <= self.seat_to
            and self.first <= other.first
            and other.last <= self.last
        )

    def common(self, other: "Rect") -> "Rect":
        """What both cover; its ``area`` is 0 when nothing."""
        return Rect(
            max(self.seat_from, other.seat_from),
            min(self.seat_to, other.seat_to),
            max(self.first, other.first),
            min(self.last, other.last),
        )

    def without(self, other: "Rect") -> "list[Rect]":
        """The rest after ``other`` is cut out, as at most four rectangles that do not overlap."""
        cut = self.common(other)
        if not cut.area:
            return [self] if self.area else []
        parts = (
            Rect(self.seat_from, cut.seat_from - 1, self.first, self.last),
            Rect(cut.seat_from, cut.seat_to, self.first, cut.first - 1),
            Rect(cut.seat_from, cut.seat_to, cut.last + 1, self.last),
            Rect(cut.seat_to + 1, self.seat_to, self.first, self.last),
        )
        return [part for part in parts if part.area]


def cut(areas: Iterable[Rect], holes: Iterable[Rect]) -> list[Rect]:
    """``areas`` without ``holes``, as rectangles that do not overlap if ``areas`` did not."""
    rest = list(areas)
    for hole in holes:
        rest = [part for area in rest for part in area.without(hole)]
    return rest


@dataclass(frozen=True, slots=True)
class Block:
    """A block's record as the settling needs it; ``created`` is its creating revision."""

    id: str
    parent: str | None
    rect: Rect
    created: str
    retired_after: str = ""
    """The holder's last revision that was known when its laptop was given up for lost; empty when it was not."""


@dataclass(frozen=True, slots=True)
class Release:
    """The record by which a block's holder gives ``rect`` back to the block above."""

    id: str
    block: str
    rect: Rect
    created: str


@dataclass(slots=True)
class _Taken:
    """A record in force beside its siblings, and what of it was given back since."""

    rect: Rect
    freed: list[Rect]

    def meets(self, rect: Rect) -> bool:
        both = self.rect.common(rect)
        return both.area > sum(both.common(freed).area for freed in self.freed)


def settle_blocks(extent: Rect, blocks: Iterable[Block], releases: Iterable[Release]) -> list[Block | Release]:
    """The blocks and releases of one programme that are in force.

    In force is what lies inside its block (or ``extent``, when the block above is none or not known here) and meets
    nothing that was created earlier beside it; what a sibling gave back is free again. The result stands in an
    order in which each can be written without breaking a rule on the way. In a block that was retired with a lost
    laptop, what the laptop made after the retirement knew of it comes last: it cannot undo what was given out since.
    """
    by_id = {block.id: block for block in blocks}
    inside: dict[str | None, list[Block | Release]] = defaultdict(list)
    for block in by_id.values():
        inside[block.parent].append(block)
    for release in releases:
        if release.block in by_id:
            inside[release.block].append(release)

    def settle(rect: Rect, key: str | None, depth: int) -> tuple[list[Block | Release], list[Rect]]:
        in_force: list[Block | Release] = []
        given_back: list[Rect] = []
        records = sorted(
            (record for record in inside[key] if record.rect.area and rect.contains(record.rect)),
            key=lambda record: (_too_late(record, by_id.get(key or "")), record.created, record.id),
        )
        touching = _touching(records)
        taken: dict[str, _Taken] = {}
        for record in records:
            if any(other in taken and taken[other].meets(record.rect) for other in touching[record.id]):
                continue
            in_force.append(record)
            freed: list[Rect] = []
            if isinstance(record, Release):
                given_back.append(record.rect)
            elif depth < MAX_DEPTH:
                below, freed = settle(record.rect, record.id, depth + 1)
                in_force += below
            taken[record.id] = _Taken(record.rect, freed)
        return in_force, given_back

    tops = sorted({block.parent for block in by_id.values() if block.parent not in by_id}, key=lambda key: key or "")
    return [record for top in tops for record in settle(extent, top, 0)[0]]


def _too_late(record: Block | Release, above: Block | None) -> bool:
    """Whether a lost laptop made the record after all that was known of it when ``above`` was retired."""
    if above is None or not above.retired_after:
        return False
    return machine_of(record.created) == machine_of(above.retired_after) and record.created > above.retired_after


def _touching(records: list[Block | Release]) -> dict[str, list[str]]:
    """For each record those whose rectangle meets its own; one sweep over the seats, since hardly any do."""
    found: dict[str, list[str]] = defaultdict(list)
    active: dict[str, Rect] = {}
    ends: list[tuple[int, str]] = []
    for record in sorted(records, key=lambda record: record.rect):
        while ends and ends[0][0] < record.rect.seat_from:
            active.pop(heappop(ends)[1])
        for other, rect in active.items():
            if rect.common(record.rect).area:
                found[record.id].append(other)
                found[other].append(record.id)
        active[record.id] = record.rect
        heappush(ends, (record.rect.seat_to, record.id))
    return found


@dataclass(frozen=True, slots=True)
class Claim:
    """One person's claim on one seat in one month."""

    created: str
    slot: str
    seat_key: Hashable
    """What stands for (programme, seat, month)."""
    person_key: Hashable
    """What stands for (surviving person, month)."""
    billed: str = ""
    """The creating revision of the bill that holds it; empty when none does."""


def settle_claims(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in force: in order of creation, each whose seat and whose person are still free in its month.

    Those that a bill holds come first, in the order of the bills: a billed month keeps its occupant.
    """
    seats: set[Hashable] = set()
    persons: set[Hashable] = set()
    in_force = []
    for claim in sorted(claims, key=lambda claim: (not claim.billed, claim.billed, claim.created, claim.slot)):
        if claim.seat_key not in seats and claim.person_key not in persons:
            seats.add(claim.seat_key)
            persons.add(claim.person_key)
            in_force.append(claim)
    return in_force
