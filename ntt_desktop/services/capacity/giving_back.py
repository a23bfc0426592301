"""Giving capacity back to the node above, and letting its holder assign longer."""

from collections.abc import Iterable
from datetime import date

from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity import programme_lookup as lookup
from ntt_desktop.services.capacity.allotting import free_seats, spread
from ntt_desktop.services.capacity.programme_lookup import CHANGED, resolve, span
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork


def release(ctx: Context, code: str, seats: int | None = None, *, region: str = "") -> Result[int]:
    """Give free seats with their open months back to the node above (or, with ``region``, a reservation to itself).

    ``seats`` None gives back all that is free. Returns the seat-months given back. The block above counts them as
    free once this record has arrived there. Raises `UserError` ``nothing_to_release``, ``capacity_exceeded``.
    """
    with ctx.store.write(ctx.actor) as uow:
        programme = resolve(uow, code)
        area = ctx.reference.regions.normal_code(region) if region else ""
        blocks = [
            block
            for block in lookup.own_blocks(ctx, uow, programme)
            if (block.reserved and block.region == area if region else not block.reserved and _has_above(uow, block))
        ]
        given = give_back(uow, programme, blocks, seats, programme.first_open.index)
    return Result(given, frozenset(("release",)))


def give_back(
    uow: UnitOfWork,
    programme: Programme,
    blocks: Iterable[Holding],
    seats: int | None,
    first: int,
    last: int | None = None,
) -> int:
    """Write releases for ``seats`` free seats of ``blocks`` (None: for all that is free); seat-months given back.

    Raises ``nothing_to_release``, ``capacity_exceeded``.
    """
    blocks = list(blocks)
    rects: list[tuple[Holding, Rect]] = []
    if seats is None:
        for block in blocks:
            until = block.rect.last if last is None else min(last, block.rect.last)
            rects += [(block, rect) for rect in programmes.space(uow, block).within(first, until).rects()]
        if not rects:
            raise UserError("nothing_to_release", programme=programme.code)
    else:
        free = free_seats(uow, blocks, first, last)
        there = sum(len(found) for found in free.values())
        if seats < 1 or there < seats:
            raise UserError("capacity_exceeded", programme=programme.code, asked=seats, free=there)
        for block, spans in spread(free, seats):
            until = block.rect.last if last is None else min(last, block.rect.last)
            months = max(first, block.rect.first), until
            rects += [(block, Rect(low, high, *months)) for low, high in spans]
    for block, rect in rects:
        uow.put("release", uow.new_id(), {"block_id": block.id, **span(rect)})
    return sum(rect.area for _, rect in rects)


def extend(ctx: Context, block_id: str, last_date: date | None) -> Result[str]:
    """Let the holder of a block assign longer: until ``last_date``, or without an end when None.

    An earlier date is refused: the holder may have assigned in the meantime and cannot be told in time; ask the
    capacity back instead. Returns the block's id. Raises ``block_unknown``, ``date_earlier``, ``date_passed``.
    """
    with ctx.store.write(ctx.actor) as uow:
        held = {block.id: block for block in programmes.holdings(uow)}
        block = held.get(block_id)
        above = held.get(block.parent or "") if block else None
        if block is None or above is None or above.holder != ctx.store.node.id:
            raise UserError("block_unknown", id=block_id)
        if last_date and last_date < ctx.today:
            raise UserError("date_passed", date=last_date.isoformat())
        if last_date and (not block.last_date or last_date.isoformat() < block.last_date):
            raise UserError("date_earlier", date=last_date.isoformat(), until=block.last_date)
        uow.put("block", block_id, {"last_date": last_date.isoformat() if last_date else None})
    return Result(block_id, CHANGED)


def _has_above(source: Rows, block: Holding) -> bool:
    """Whether a block was passed down by somebody, known here or not."""
    return bool(source.rows("SELECT 1 FROM block WHERE id = ? AND parent_id IS NOT NULL", (block.id,)))
