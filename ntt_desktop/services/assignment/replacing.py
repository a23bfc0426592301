"""Replacing whoever left: the later months of an ended slot's seat go to the next in rank, or to somebody named."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import candidates
from ntt_desktop.services.assignment.candidate_lines import Reason
from ntt_desktop.services.assignment.candidates import Sorted
from ntt_desktop.services.assignment.slots import CHANGED, Given, as_given, open_blocks, put, slot_row
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.sync.notices import refuse_after_restore
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork
from ntt_desktop.wording import waiting


def replacement(ctx: Context, slot: str) -> tuple[Given, int]:
    """Who would take the later months of an ended slot's seat, and among how many; nothing is stored.

    Raises what `replace` raises.
    """
    with ctx.store.read() as reader:
        _programme, given, of = _next_for(ctx, reader, slot, None)
    return given, of


def replace(ctx: Context, slot: str, *, worker_id: str | None = None) -> Result[Given]:
    """Give the later months of an ended slot's seat to the next in rank, or to ``worker_id``.

    Raises `UserError` ``slot_missing``, ``nothing_to_replace`` (no open month of the seat is free), ``not_holder``,
    ``nobody_waits``, ``not_able`` (with the reason why ``worker_id`` may not), ``worker_missing``.
    """
    with ctx.store.write(ctx.actor, "replace") as uow:
        refuse_after_restore(uow)
        programme, given, of = _next_for(ctx, uow, slot, worker_id)
        stored = put(ctx, uow, programme, given, of=of)
    return Result(stored, CHANGED)


@dataclass(slots=True)
class Queue:
    """The orders that several seats are given by in one unit of work: sorted once, and nobody twice."""

    orders: dict[tuple[str, str, int], Sorted] = field(default_factory=dict)
    """By programme, region and first month."""
    given: set[int] = field(default_factory=set)
    """People (``pk``) who have a seat by now."""


def put_replacement(ctx: Context, uow: UnitOfWork, slot: str, queue: Queue) -> Given:
    """`replace` by the next in rank, for several slots within a unit of work whose derived columns are up to date.

    Raises what `replace` raises.
    """
    programme, given, of = _next_for(ctx, uow, slot, None, queue)
    queue.given.add(given.person.pk)
    return put(ctx, uow, programme, given, of=of)


def _next_for(
    ctx: Context, source: Rows, slot: str, worker_id: str | None, queue: Queue | None = None
) -> tuple[Programme, Given, int]:
    """The programme, who takes the seat of an ended slot, and among how many."""
    ended = slot_row(source, slot)
    programme = resolve(source, ended["programme_id"])
    block = next((one for one in open_blocks(ctx, source, programme) if one.id == ended["block_id"]), None)
    if block is None:
        raise UserError("not_holder", seat=ended["seat"])
    after = max(programme.first_open.index, read_month(ended["last_month"]).index + 1)
    if ended["cancelled"]:
        after = max(programme.first_open.index, read_month(ended["first_month"]).index)
    after = max(after, Month.of(ctx.today).index)  # no month of cover is made backwards
    runs = [
        run
        for run in programmes.space(source, block).within(after, block.rect.last).runs(block.id)
        if run.seat == ended["seat"]
    ]
    if not runs:
        raise UserError("nothing_to_replace", seat=ended["seat"])
    run = runs[0]
    who = _worker(source, worker_id) if worker_id else ""
    first = Month.at(run.first)
    key = (programme.id, block.region, first.index)
    found = (
        queue.orders[key]
        if queue is not None and key in queue.orders
        else candidates.sort(
            ctx, source, programme, block.programme_pk, first, area="" if who else block.region, worker=who
        )
    )
    at = 0
    if queue is not None:
        queue.orders[key] = found
        at = next((at for at, person in enumerate(found.keys) if person not in queue.given), len(found.keys))
    if at >= len(found.keys):
        raise _nobody(found, who, programme)
    if who:
        # Somebody named by hand keeps the place in the order that the seat would have followed.
        local = not block.region or ctx.reference.regions.contains(block.region, found.villages[0])
        area = block.region if local else ""
        found = candidates.sort(ctx, source, programme, block.programme_pk, first, area=area)
        at = next(at for at, one in enumerate(found.ranked) if one[0].id == who)
    ((person, place, unknowns),) = found.chosen([at])
    return programme, as_given(person, place, unknowns, run), len(found.ranked)


def _worker(source: Rows, worker: str) -> str:
    rows = source.rows("SELECT person_id FROM worker WHERE id = ? AND void IS NOT 1", (worker,))
    if not rows:
        raise UserError("worker_missing", id=worker)
    return str(rows[0]["person_id"])


def _nobody(found: Sorted, worker: str, programme: Programme) -> UserError:
    """Why nobody can take the seat."""
    if not worker:
        return UserError("nobody_waits", programme=programme.code)
    reasons: Sequence[Reason] = [one.reason for one in found.waiting]
    reasons = reasons or [reason for refused in found.refused for reason in refused.reasons]
    first = reasons[0] if reasons else Reason("has_slot", {})
    return UserError("not_able", why=waiting.waiting(first.code, first.params))
