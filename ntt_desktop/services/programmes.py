"""Programmes and capacity: make a programme, pass blocks down, give back, close months, hand over reservations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ntt_desktop.domain.allocation import pick_seats
from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store import nodes, programmes
from ntt_desktop.store.programmes import Holding, Ledger, Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

CHANGED = frozenset(("programme", "block"))
CONFIRMED = "confirmed"
"""A block that the node above made itself; ``recorded`` is one typed from a letter."""


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """What it takes to make a programme. ``rate`` is whole rupiah a person-month; months as ``yyyy-mm``."""

    code: str
    name: str
    payer: str
    region: str
    first_month: str
    months: int
    seats: int
    rate: int | None = None
    """None: the lowest contribution band."""
    payment_period: int = 1
    decree_number: str = ""
    agreement_number: str = ""


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


def resolve(source: Rows, text: str) -> Programme:
    """The programme of a code or id. Raises `UserError` ``programme_unknown`` or ``programme_ambiguous``."""
    found = programmes.find(source, text.strip())
    if not found:
        raise UserError("programme_unknown", programme=text)
    if len(found) > 1:
        raise UserError("programme_ambiguous", programme=text, ids=", ".join(programme.id for programme in found))
    return found[0]


def add(ctx: Context, new: NewProgramme) -> Result[Programme]:
    """Make a programme that this node owns, with one block of all its seats and months.

    Raises `UserError` ``programme_value``, ``month_invalid``, ``unknown_region``, ``region_not_own`` (any node may own
    programmes, for its own region only), ``programme_exists`` (this node has one of that code).
    """
    node = ctx.store.node
    region = ctx.reference.regions.normal_code(new.region)
    if region is None:
        raise UserError("unknown_region", region=new.region)
    if not ctx.reference.regions.contains(node.region, region):
        raise UserError("region_not_own", region=_title(ctx, region), own=_title(ctx, node.region))
    rate = ctx.reference.bands.for_income(0).total if new.rate is None else new.rate
    with ctx.store.write(ctx.actor) as uow:
        programme = Programme(
            id=uow.new_id(),
            code=new.code.strip().upper(),
            name=new.name.strip() or new.code.strip(),
            payer=new.payer,
            region=region,
            owner=node.id,
            first=read_month(new.first_month),
            months=new.months,
            rate=rate,
            seats=new.seats,
            payment_period=new.payment_period,
            decree_number=new.decree_number.strip(),
            agreement_number=new.agreement_number.strip(),
        )
        programme.check()
        if any(other.owner == node.id for other in programmes.find(uow, programme.code)):
            raise UserError("programme_exists", programme=programme.code)
        uow.put("programme", programme.id, programme.to_values())
        rect = Rect(1, programme.seats, programme.first.index, programme.last.index)
        _put_block(uow, programme, rect, holder=node.id, parent=None, region="", last_date="")
    return Result(programme, CHANGED)


def allot(
    ctx: Context,
    code: str,
    to: str,
    seats: int,
    *,
    from_month: str | None = None,
    last_date: date | None = None,
) -> Result[Allotment]:
    """Pass ``seats`` seats with all their open months down to a node (id, device code or name) or a region.

    A region's capacity goes to the one node below of that region (the one supervisor, if there is one); else, and for
    this node's own region, it is reserved: held here, and handed over when that node is known. Either way it is for
    people of that region; what is given to a node itself may be assigned to anybody of the programme's area. After
    ``last_date`` the holder assigns nothing. Raises `UserError` ``capacity_exceeded`` (naming what is free),
    ``no_such_holder``, ``region_outside_programme``, ``programme_over``, ``programme_value``.
    """
    if seats < 1:
        raise UserError("programme_value", field="seats", value=seats)
    with ctx.store.write(ctx.actor) as uow:
        programme = resolve(uow, code)
        holder, name, region = _holder(ctx, uow, to)
        regions = ctx.reference.regions
        if region and not (regions.contains(programme.region, region) or regions.contains(region, programme.region)):
            raise UserError("region_outside_programme", region=_title(ctx, region), programme=programme.code)
        first = max(programme.first_open, read_month(from_month)) if from_month else programme.first_open
        if first > programme.last:
            raise UserError("programme_over", programme=programme.code)
        own = [block for block in _own(ctx, uow, programme) if not block.reserved]
        free = _free_seats(uow, own, first.index)
        made = []
        wanted = seats
        for block, spans in _spread(free, seats):
            limit = min(filter(None, (block.last_date, last_date.isoformat() if last_date else "")), default="")
            for seat_from, seat_to in spans:
                rect = Rect(seat_from, seat_to, max(first.index, block.rect.first), block.rect.last)
                made.append(
                    _put_block(uow, programme, rect, holder=holder, parent=block.id, region=region, last_date=limit)
                )
                wanted -= rect.seats
        if wanted:
            raise UserError(
                "capacity_exceeded",
                programme=programme.code,
                asked=seats,
                free=sum(len(found) for found in free.values()),
            )
    reserved = holder == ctx.store.node.id
    allotment = Allotment(programme, tuple(made), seats, first, programme.last, holder, name, region, reserved)
    return Result(allotment, CHANGED)


def _free_seats(source: Rows, blocks: Iterable[Holding], first: int) -> dict[Holding, list[int]]:
    """Of each block the seats that are free from month ``first`` to its end; blocks without any are left out."""
    found = {
        block: programmes.space(source, block).seats_free_in(max(first, block.rect.first), block.rect.last)
        for block in blocks
    }
    return {block: seats for block, seats in found.items() if seats}


def _spread(free: dict[Holding, list[int]], wanted: int) -> Iterable[tuple[Holding, list[tuple[int, int]]]]:
    """Which seats to take of which block: of the one that is enough by itself, if any; else of the fullest first."""
    enough = [block for block, seats in free.items() if len(seats) >= wanted]
    order = enough[:1] or sorted(free, key=lambda block: -len(free[block]))
    for block in order:
        spans = pick_seats(free[block], wanted)
        wanted -= sum(seat_to - seat_from + 1 for seat_from, seat_to in spans)
        if spans:
            yield block, spans


def _holder(ctx: Context, source: Rows, to: str) -> tuple[str, str, str]:
    """(node id, its name, region) of who is to hold a block for ``to``; a node by name may assign it anywhere."""
    own = ctx.store.node
    below = nodes.children(source)
    named = [
        peer
        for peer in below
        if to.strip() in (peer.node, peer.device) or peer.name.casefold() == to.strip().casefold()
    ]
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
        below = nodes.children(uow)
        peer = next((peer for peer in below if peer.node == node_id), None)
        area = region or (peer.region if peer else "")
        if peer is None or area == ctx.store.node.region or only_node_of(below, area) != peer:
            return Result(0)
        for programme in programmes.every(uow):
            for block in _own(ctx, uow, programme):
                if block.reserved and block.region == area:
                    free = programmes.space(uow, block).within(programme.first_open.index, block.rect.last)
                    for rect in free.rects():
                        _put_block(
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


def release(ctx: Context, code: str, seats: int | None = None, *, region: str = "") -> Result[int]:
    """Give free seats with their open months back to the node above (or, with ``region``, a reservation to itself).

    ``seats`` None gives back all that is free. Returns the seat-months given back. The block above counts them as
    free once this record has arrived there. Raises `UserError` ``nothing_to_release``, ``capacity_exceeded``.
    """
    given = 0
    with ctx.store.write(ctx.actor) as uow:
        programme = resolve(uow, code)
        area = ctx.reference.regions.normal_code(region) if region else ""
        blocks = [
            block
            for block in _own(ctx, uow, programme)
            if (block.reserved and block.region == area if region else not block.reserved and _has_above(uow, block))
        ]
        first = programme.first_open.index
        rects: list[tuple[Holding, Rect]] = []
        if seats is None:
            for block in blocks:
                space = programmes.space(uow, block).within(first, block.rect.last)
                rects += [(block, rect) for rect in space.rects()]
            if not rects:
                raise UserError("nothing_to_release", programme=programme.code)
        else:
            free = _free_seats(uow, blocks, first)
            there = sum(len(found) for found in free.values())
            if seats < 1 or there < seats:
                raise UserError("capacity_exceeded", programme=programme.code, asked=seats, free=there)
            for block, spans in _spread(free, seats):
                months = max(first, block.rect.first), block.rect.last
                rects += [(block, Rect(low, high, *months)) for low, high in spans]
        for block, rect in rects:
            uow.put("release", uow.new_id(), {"block_id": block.id, **_span(rect)})
            given += rect.area
    return Result(given, frozenset(("release",)))


def close(ctx: Context, code: str, through: str) -> Result[Programme]:
    """Close a programme's months up to ``through`` for billing: what is empty until then has expired.

    Raises `UserError` ``not_owner``, ``close_backwards``, ``month_invalid``, ``month_outside``.
    """
    month = read_month(through)
    with ctx.store.write(ctx.actor) as uow:
        programme = resolve(uow, code)
        if programme.owner != ctx.store.node.id:
            raise UserError("not_owner", programme=programme.code)
        if not programme.first <= month <= programme.last:
            raise UserError("month_outside", value=month.text, first=programme.first.text, last=programme.last.text)
        if programme.closed and month < programme.closed:
            raise UserError("close_backwards", programme=programme.code, closed=programme.closed.text)
        uow.put("programme", programme.id, {"closed_through": month.text})
        closed = resolve(uow, programme.id)
    return Result(closed, frozenset(("programme",)))


def ledger(ctx: Context, code: str) -> Ledger:
    """One programme with where its seat-months are. Raises ``programme_unknown``, ``programme_ambiguous``."""
    with ctx.store.read() as reader:
        return programmes.ledger(reader, resolve(reader, code), ctx.store.node.id)


def node_names(ctx: Context) -> dict[str, str]:
    """Id -> name of every node known here."""
    with ctx.store.read() as reader:
        names = {row["id"]: row["name"] or "" for row in reader.rows("SELECT id, name FROM node")}
        return names | {row["node"]: row["name"] for row in reader.rows("SELECT node, name FROM peer")}


def _own(ctx: Context, source: Rows, programme: Programme) -> list[Holding]:
    return [block for block in programmes.holdings(source, programme.id) if block.holder == ctx.store.node.id]


def _has_above(source: Rows, block: Holding) -> bool:
    """Whether a block was passed down by somebody, known here or not."""
    return bool(source.rows("SELECT 1 FROM block WHERE id = ? AND parent_id IS NOT NULL", (block.id,)))


def _put_block(
    uow: UnitOfWork, programme: Programme, rect: Rect, *, holder: str, parent: str | None, region: str, last_date: str
) -> str:
    block = uow.new_id()
    uow.put(
        "block",
        block,
        {
            "programme_id": programme.id,
            **_span(rect),
            "holder_node": holder,
            "region": region or None,
            "parent_id": parent,
            "last_date": last_date or None,
            "status": CONFIRMED,
        },
    )
    return block


def _span(rect: Rect) -> dict[str, str | int]:
    """A rectangle as the fields of a record."""
    return {
        "seat_from": rect.seat_from,
        "seat_to": rect.seat_to,
        "first_month": month_of(rect.first).text,
        "last_month": month_of(rect.last).text,
    }


def month_of(index: int) -> Month:
    """The month with this ``Month.index``."""
    return Month(index // 12, index % 12 + 1)


def _title(ctx: Context, region: str) -> str:
    return ctx.reference.regions.label(region)
