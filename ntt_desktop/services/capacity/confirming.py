"""What stands in for the blocks of a joined programme, through the tree, and the slots that move there.

A block of the real programme *confirms* one of the joined programme. What the joined one had passed down is passed
down again in the real one, seat by seat: by whoever joins, as far as it is known there, and by each node for the rest
once it has taken the file in. A block that confirms one of a node further down is handed on in the same way. Slots
follow to the seat of the same place, or to another free one of the same block.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.allocation import Space
from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.programme import Programme
from ntt_desktop.services.capacity import programme_lookup as lookup
from ntt_desktop.services.capacity.allotting import put_block
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.capacity.spans import month_index, rect_of
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import nodes
from ntt_desktop.store.unit_of_work import UnitOfWork


def chain(source: Rows, block: str) -> list[str]:
    """The ids of the blocks that confirm a block, of those that confirm these, and so on; the first made first."""
    found: dict[str, None] = {}
    waiting = [block]
    while waiting:
        rows = source.rows("SELECT id FROM block WHERE confirms = ? ORDER BY created_rev, seat_from", (waiting.pop(0),))
        fresh = [row["id"] for row in rows if row["id"] not in found and row["id"] != block]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return list(found)


def confirming(source: Rows, block: str, held: Iterable[Holding] | None = None) -> list[Holding]:
    """The blocks in force that stand for a block of a joined programme, held by the same node; the first made first.

    ``held``: all blocks in force, where they are known already.
    """
    rows = source.rows("SELECT holder_node FROM block WHERE id = ?", (block,))
    return [one for one in _in_force(source, block, held) if one.holder == rows[0]["holder_node"]]


def adopt(ctx: Context) -> Result[int]:
    """Hand on what confirms blocks of nodes below, and move the slots of joined programmes that stand on this node's.

    Returns how many slots moved. Called after a file was taken in; doing it again changes nothing.
    """
    with ctx.store.read() as reader:
        waiting = [one for one in programmes.every(reader, joined=True) if one.joined_into]
        if not any(_ours(ctx, reader, one) or _unconfirmed(ctx, reader, one) for one in waiting):
            return Result(0)
    with ctx.store.write(ctx.actor, "confirmed") as uow:
        for one in waiting:
            hand_on(ctx, uow, one)
        uow.finish()
        mine = ctx.store.node.id
        moved = sum(move(uow, one, _ours(ctx, uow, one), anywhere=one.owner == mine) for one in waiting)
    return Result(moved, frozenset(("slot", "block")) if moved else frozenset())


def hand_on(ctx: Context, uow: UnitOfWork, typed: Programme, *, of: Iterable[str] | None = None) -> None:
    """Pass down again what a joined programme had passed down, out of the blocks that confirm this node's.

    ``of``: whose blocks, instead of this node's own; a node that joins does it for the nodes below as well.
    """
    holders = {ctx.store.node.id} if of is None else set(of)
    for waiting in _unconfirmed(ctx, uow, typed, holders):
        places = waiting.places
        for target in waiting.out_of:
            parts, places = waiting.part(uow, target, places)
            for part in parts:
                real = lookup.resolve(uow, target.programme)
                put_block(
                    uow,
                    real,
                    part,
                    holder=waiting.to,
                    parent=target.id,
                    region=waiting.region,
                    last_date=target.last_date,
                    confirms=waiting.block,
                )
        uow.finish()


def move(uow: UnitOfWork, typed: Programme, slots: Iterable[str], *, anywhere: bool = True) -> int:
    """Move slots of a joined programme to free seats of what confirms their blocks; returns how many moved.

    ``anywhere``: where nothing confirms a block, to what confirms the one above it.
    """
    wanted = set(slots)
    held = programmes.holdings(uow)
    spaces: dict[str, Space] = {}
    moved = 0
    for slot in _stranded(uow, typed):
        first, last = month_index(slot["first_month"]), month_index(slot["last_month"])
        if slot["id"] not in wanted or first is None or last is None or not isinstance(slot["seat"], int):
            continue
        targets, begin = confirming(uow, slot["block_id"] or "", held), slot["seat_from"]
        if not targets and anywhere:
            targets, begin = confirming(uow, slot["above"] or "", held), slot["above_from"]
        for one in targets:
            spaces.setdefault(one.id, programmes.space(uow, one))
        chosen = _seat(targets, spaces, slot["seat"] - int(begin or 1), first, last)
        if chosen is None:
            continue
        block, seat = chosen
        for month in range(max(first, block.rect.first), min(last, block.rect.last) + 1):
            spaces[block.id].masks[seat - block.rect.seat_from] &= ~(1 << (month - block.rect.first))
        values: dict[str, str | int] = {"programme_id": block.programme, "block_id": block.id, "seat": seat}
        uow.put("slot", str(slot["id"]), values, reason="confirmed")
        moved += 1
    return moved


# -- parts ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A block of a joined programme that nothing confirms yet, although the one above it is confirmed."""

    block: str
    to: str
    region: str
    places: tuple[int, ...]
    """Places of its seats in the block above, from 0."""
    first: int
    last: int
    out_of: tuple[Holding, ...]

    def part(self, source: Rows, target: Holding, places: tuple[int, ...]) -> tuple[list[Rect], tuple[int, ...]]:
        """The rectangles of a confirming block for the seats with these places, and the places counted on from it."""
        first, last = max(self.first, target.rect.first), min(self.last, target.rect.last)
        rest = tuple(place - target.rect.seats for place in places if place >= target.rect.seats)
        if first > last:
            return [], rest
        free = set(programmes.space(source, target).seats_free_in(first, last))
        here = [target.rect.seat_from + place for place in places if place < target.rect.seats]
        rects: list[Rect] = []
        for seat in (seat for seat in here if seat in free):
            if rects and rects[-1].seat_to == seat - 1:
                rects[-1] = Rect(rects[-1].seat_from, seat, first, last)
            else:
                rects.append(Rect(seat, seat, first, last))
        return rects, rest


def _unconfirmed(ctx: Context, source: Rows, typed: Programme, holders: set[str] | None = None) -> list[_Waiting]:
    """What these holders (this node) have to pass down again, or to hand on."""
    mine = holders or {ctx.store.node.id}
    blocks = {row["id"]: row for row in source.rows("SELECT * FROM block WHERE programme_id = ?", (typed.id,))}
    held = programmes.holdings(source)
    found = []
    for row in sorted(blocks.values(), key=lambda row: str(row["created_rev"])):
        rect, above = rect_of(row), blocks.get(row["parent_id"] or "")
        if rect is None or row["retired_on"]:
            continue
        standing = confirming(source, row["id"], held)
        if above is None:
            # It confirms a block of somebody further down: all of it is for them.
            given = {one.parent for one in held}
            for one in _in_force(source, row["id"], held):
                if one.holder not in mine or one.holder == row["holder_node"]:
                    continue
                to = _next(source, one.holder, row["holder_node"] or "")
                if to and one.id not in given:
                    whole = tuple(range(one.rect.seats))
                    found.append(_Waiting(row["id"], to, "", whole, one.rect.first, one.rect.last, (one,)))
            continue
        above_rect = rect_of(above)
        if standing or above_rect is None or row["holder_node"] == above["holder_node"]:
            continue
        out_of = tuple(one for one in confirming(source, above["id"], held) if one.holder in mine)
        places = _places(source, row, rect, above_rect)
        if out_of and places:
            holder, region = str(row["holder_node"] or ""), str(row["region"] or "")
            found.append(_Waiting(row["id"], holder, region, places, rect.first, rect.last, out_of))
    return found


def _in_force(source: Rows, block: str, held: Iterable[Holding] | None = None) -> list[Holding]:
    """What confirms a block, also what is only on its way to its holder."""
    order = {known: at for at, known in enumerate(chain(source, block))}
    every = programmes.holdings(source) if held is None and order else held or ()
    return sorted((one for one in every if one.id in order), key=lambda one: order[one.id])


def _places(source: Rows, row: Mapping[str, Any], rect: Rect, above: Rect) -> tuple[int, ...]:
    """The places of a block's seats in the block above, without what was given back."""
    back = source.rows(
        "SELECT seat_from, seat_to, first_month, last_month FROM release WHERE block_id = ?", (row["id"],)
    )
    released = [one for one in map(rect_of, back) if one is not None]
    return tuple(
        seat - above.seat_from
        for seat in range(rect.seat_from, rect.seat_to + 1)
        if not any(one.seat_from <= seat <= one.seat_to for one in released)
    )


def _next(source: Rows, above: str, holder: str) -> str:
    """The node directly below ``above`` through which ``holder`` is reached; "" when it is not below."""
    return next(iter(nodes.subtree(source, above).get(holder, ())), "")


def _stranded(source: Rows, programme: Programme) -> list[dict[str, Any]]:
    """Slots that still stand on a joined programme, by seat."""
    return source.rows(
        "SELECT s.id, s.block_id, s.seat, s.first_month, s.last_month, b.seat_from, b.holder_node, a.id AS above, "
        "a.seat_from AS above_from FROM slot s LEFT JOIN block b ON b.id = s.block_id "
        "LEFT JOIN block a ON a.id = b.parent_id WHERE s.programme_id = ? "
        "AND coalesce(s.cancelled, 0) = 0 AND s.seat IS NOT NULL ORDER BY s.seat, s.first_month, s.id",
        (programme.id,),
    )


def _ours(ctx: Context, source: Rows, typed: Programme) -> list[str]:
    """The stranded slots that this node moves: those of its own programme, and those on its own blocks."""
    mine = ctx.store.node.id
    return [str(row["id"]) for row in _stranded(source, typed) if mine in (typed.owner, row["holder_node"])]


def stranded(source: Rows, typed: Programme) -> list[str]:
    """The ids of all slots that still stand on a joined programme."""
    return [str(row["id"]) for row in _stranded(source, typed)]


def _seat(
    targets: list[Holding], spaces: Mapping[str, Space], place: int, first: int, last: int
) -> tuple[Holding, int] | None:
    """A free seat for a slot: the one of the same place, else the last free one."""
    chosen: tuple[Holding, int] | None = None
    for block in targets:
        low, high = max(first, block.rect.first), min(last, block.rect.last)
        free = spaces[block.id].seats_free_in(low, high)
        same = block.rect.seat_from + place
        place -= block.rect.seats
        if same in free:
            return block, same
        if free and chosen is None:
            chosen = block, free[-1]
    return chosen
