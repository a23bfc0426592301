"""Passing capacity down: to nodes below, and to regions (reserved until their node is known)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ntt_desktop.domain.allocation import pick_seats
from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity import programme_lookup as lookup
from ntt_desktop.services.capacity.programme_lookup import CHANGED, resolve, span, title
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import nodes
from ntt_desktop.store.unit_of_work import UnitOfWork

CONFIRMED, RECORDED = "confirmed", "recorded"
"""A block that the node above made itself; one typed from a letter."""


@dataclass(frozen=True, slots=True)
class Allotment:
    """Blocks passed down together. ``holder`` is a node's id; this node's own for a reservation of ``region``."""

    programme: Programme
    blocks: tuple[str, ...]
    seats: int
    first: Month
    last: Month
    holder: str
    holder_name: str
    region: str
    reserved: bool


def allot(
    ctx: Context,
    code: str,
    to: str,
    seats: int,
    *,
    from_month: str | None = None,
    to_month: str | None = None,
    last_date: date | None = None,
    dry_run: bool = False,
) -> Result[Allotment]:
    """Pass ``seats`` seats with all their open months (or those asked for) down to a node or a region.

    A node is named by its id, device code or name. A region's capacity goes to the one node below of that region (the
    one supervisor, if there is one); else, and for this node's own region, it is reserved: held here, and handed over
    when that node is known. Either way it is for people of that region; what is given to a node itself may be
    assigned to anybody of the programme's area. After ``last_date`` the holder assigns nothing. ``dry_run`` stores
    nothing and says what would be passed down; ``blocks`` is empty then. Raises `UserError`
    ``capacity_exceeded`` (naming what is free), ``no_such_holder``, ``region_outside_programme``, ``programme_over``,
    ``programme_value``, ``months_reversed``, ``date_passed``.
    """
    if seats < 1:
        raise UserError("programme_value", field="seats", value=seats)
    if last_date and last_date < ctx.today:
        raise UserError("date_passed", date=last_date.isoformat())
    months = (from_month, to_month)
    if dry_run:
        with ctx.store.read() as reader:
            asked = _asked(ctx, reader, code, to, seats, months)
            _parts(ctx, reader, asked.programme, seats, asked.first, asked.last)
        return Result(asked)
    with ctx.store.write(ctx.actor) as uow:
        asked = _asked(ctx, uow, code, to, seats, months)
        made = pass_down(
            ctx,
            uow,
            asked.programme,
            asked.holder,
            seats,
            asked.first,
            asked.last,
            region=asked.region,
            last_date=last_date,
        )
    return Result(replace(asked, blocks=made), CHANGED)


def _asked(
    ctx: Context, source: Rows, code: str, to: str, seats: int, months: tuple[str | None, str | None]
) -> Allotment:
    """Who would hold how many seats in which months; no blocks yet."""
    programme = resolve(source, code)
    holder, name, region = holder_of(ctx, source, to)
    regions = ctx.reference.regions
    if region and not (regions.contains(programme.region, region) or regions.contains(region, programme.region)):
        raise UserError("region_outside_programme", region=title(ctx, region), programme=programme.code)
    first, last = months_asked(programme, *months)
    return Allotment(programme, (), seats, first, last, holder, name, region, holder == ctx.store.node.id)


def months_asked(programme: Programme, from_month: str | None, to_month: str | None) -> tuple[Month, Month]:
    """The open months asked for: never a closed one. Raises ``programme_over``, ``months_reversed``."""
    first = max(programme.first_open, read_month(from_month)) if from_month else programme.first_open
    last = min(programme.last, read_month(to_month)) if to_month else programme.last
    if from_month and to_month and read_month(to_month) < read_month(from_month):
        raise UserError("months_reversed", first=from_month, last=to_month)
    if first > last:
        raise UserError("programme_over", programme=programme.code)
    return first, last


def pass_down(
    ctx: Context,
    uow: UnitOfWork,
    programme: Programme,
    holder: str,
    seats: int,
    first: Month,
    last: Month,
    *,
    region: str = "",
    last_date: date | None = None,
    confirms: str | None = None,
) -> tuple[str, ...]:
    """Make the blocks that pass ``seats`` seats down to the node ``holder``; raises ``capacity_exceeded``.

    ``confirms``: the block typed from a letter that these confirm.
    """
    made = []
    for block, rect in _parts(ctx, uow, programme, seats, first, last):
        limit = min(filter(None, (block.last_date, last_date.isoformat() if last_date else "")), default="")
        made.append(
            put_block(
                uow, programme, rect, holder=holder, parent=block.id, region=region, last_date=limit, confirms=confirms
            )
        )
    return tuple(made)


def _parts(
    ctx: Context, source: Rows, programme: Programme, seats: int, first: Month, last: Month
) -> list[tuple[Holding, Rect]]:
    """Which seats of which blocks of this node are passed down. Raises ``capacity_exceeded``."""
    own = [block for block in lookup.own_blocks(ctx, source, programme) if not block.reserved]
    free = free_seats(source, own, first.index, last.index)
    there = sum(len(found) for found in free.values())
    if there < seats:
        raise UserError("capacity_exceeded", programme=programme.code, asked=seats, free=there)
    return [
        (block, Rect(low, high, max(first.index, block.rect.first), min(last.index, block.rect.last)))
        for block, spans in spread(free, seats)
        for low, high in spans
    ]


def free_seats(
    source: Rows, blocks: Iterable[Holding], first: int, last: int | None = None
) -> dict[Holding, list[int]]:
    """Of each block the seats that are free in all its months of ``first..last``; blocks without any are left out.

    ``last`` None: to the end of the block.
    """
    found = {}
    for block in blocks:
        until = block.rect.last if last is None else min(last, block.rect.last)
        found[block] = programmes.space(source, block).seats_free_in(max(first, block.rect.first), until)
    return {block: seats for block, seats in found.items() if seats}


def spread(free: dict[Holding, list[int]], wanted: int) -> Iterable[tuple[Holding, list[tuple[int, int]]]]:
    """Which seats to take of which block: of the one that is enough by itself, if any; else of the fullest first."""
    enough = [block for block, seats in free.items() if len(seats) >= wanted]
    order = enough[:1] or sorted(free, key=lambda block: -len(free[block]))
    for block in order:
        spans = pick_seats(free[block], wanted)
        wanted -= sum(seat_to - seat_from + 1 for seat_from, seat_to in spans)
        if spans:
            yield block, spans


def holder_of(ctx: Context, source: Rows, to: str) -> tuple[str, str, str]:
    """(node id, its name, region) of who is to hold a block for ``to``; a node by name may assign it anywhere."""
    own = ctx.store.node
    below = lookup.below(source)
    named = lookup.named(below, to)
    if len(named) == 1:
        return named[0].node, named[0].name, ""
    region = ctx.reference.regions.normal_code(to)
    if named or region is None:
        raise UserError("no_such_holder", to=to)
    peer = only_node_of(below, region) if region != own.region else None
    return (peer.node, peer.name, region) if peer else (own.id, own.name, region)


def only_node_of(below: Iterable[nodes.Peer], region: str) -> nodes.Peer | None:
    """The node below to which a region's capacity goes: its one supervisor, or else its one node; None if unclear."""
    there = [peer for peer in below if peer.region == region]
    supervisors = [peer for peer in there if peer.role == "supervisor"]
    for found in (supervisors, there):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def hand_over_reservations(ctx: Context, node_id: str, region: str = "") -> Result[int]:
    """Pass what is free of the reservations for a node's region down to it; returns the seat-months handed over.

    ``region`` is the node's own unless given. Nothing happens for the region of this store itself, or while it is
    unclear which node of the region is meant.
    """
    handed = 0
    with ctx.store.write(ctx.actor, "hand over") as uow:
        below = lookup.below(uow)
        peer = next((peer for peer in below if peer.node == node_id), None)
        area = region or (peer.region if peer else "")
        if peer is None or area == ctx.store.node.region or only_node_of(below, area) != peer:
            return Result(0)
        for programme in programmes.every(uow):
            for block in lookup.own_blocks(ctx, uow, programme):
                if block.reserved and block.region == area:
                    free = programmes.space(uow, block).within(programme.first_open.index, block.rect.last)
                    for rect in free.rects():
                        put_block(
                            uow,
                            programme,
                            rect,
                            holder=peer.node,
                            parent=block.id,
                            region=area,
                            last_date=block.last_date,
                        )
                        handed += rect.area
    return Result(handed, CHANGED if handed else frozenset())


def put_block(
    uow: UnitOfWork,
    programme: Programme,
    rect: Rect,
    *,
    holder: str,
    parent: str | None,
    region: str = "",
    last_date: str = "",
    confirms: str | None = None,
    letter: tuple[str, str] | None = None,
) -> str:
    """Write a block; ``letter`` is number and ISO date of the letter from which it was typed."""
    block = uow.new_id()
    number, dated = letter or (None, None)
    uow.put(
        "block",
        block,
        {
            "programme_id": programme.id,
            **span(rect),
            "holder_node": holder,
            "region": region or None,
            "parent_id": parent,
            "last_date": last_date or None,
            "status": RECORDED if letter else CONFIRMED,
            "letter_number": number,
            "letter_date": dated or None,
            "confirms": confirms,
        },
    )
    return block
