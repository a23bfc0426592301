"""Slots: give the free seats of this node to the ranked eligible people, and show them."""

import dataclasses
import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ntt_desktop.domain.allocation import Pool, Run, narrower, share
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.domain.ranking import Line, Ranked
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import candidates
from ntt_desktop.services.assignment.candidate_lines import Person, Reason, Refused, Waiting, people
from ntt_desktop.services.assignment.candidates import Sorted
from ntt_desktop.services.capacity.programme_lookup import own_blocks, resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.garbage import not_collecting
from ntt_desktop.services.sync.notices import refuse_after_restore
from ntt_desktop.store.assignment import slots as queries
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

CHANGED = frozenset(("slot", "worker"))

_AT_ONCE = 500
"""Slots written between two words of progress."""


@dataclass(frozen=True, slots=True)
class Given:
    """A person on a seat for some months, and the place in the ranking that led there."""

    person: Person
    place: Ranked
    block: str
    seat: int
    first: Month
    last: Month
    unknowns: tuple[str, ...] = ()
    """Reason codes of what must be known before the decree."""
    slot: str = ""
    """The slot's id; empty in a dry run."""

    @property
    def months(self) -> int:
        """How many months."""
        return self.last.index - self.first.index + 1


@dataclass(slots=True)
class Assignment:
    """What an assignment did, or would do. People considered = given + waiting + refused; ``free`` counts seats."""

    programme: Programme
    first: Month
    dry_run: bool
    given: list[Given] = field(default_factory=list)
    waiting: Sequence[Waiting] = ()
    refused: Sequence[Refused] = ()
    free: int = 0
    ranked: int = 0
    """How many people have a rank."""
    past_months: int = 0
    """Person-months of those given that are over already, but not closed: closing expires months, not the clock."""

    @property
    def considered(self) -> int:
        """How many people were looked at."""
        return len(self.given) + len(self.waiting) + len(self.refused)


def assign(
    ctx: Context,
    code: str,
    *,
    region: str | None = None,
    limit: int | None = None,
    from_month: str | None = None,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Result[Assignment]:
    """Give the free seats of this node's blocks to the ranked eligible people, for all months not closed for billing.

    Reservations go to people of their region, before what is not reserved goes to anybody. Who holds a slot of the
    programme already is not considered. Raises `UserError` ``programme_unknown``, ``programme_ambiguous``,
    ``unknown_region``, ``programme_over``, ``nothing_allotted``, ``last_date_passed``, ``month_invalid``.
    """
    area = _area(ctx, region)
    if dry_run:
        with not_collecting(), ctx.store.read() as reader:
            plan = _plan(ctx, reader, code, area, limit, from_month, progress)
            plan.dry_run = True
            return Result(plan)
    with not_collecting(), ctx.store.write(ctx.actor, "assign") as uow:
        refuse_after_restore(uow)
        plan = _plan(ctx, uow, code, area, limit, from_month, progress)
        _store(ctx, uow, plan, progress)
    return Result(plan, CHANGED if plan.given else frozenset())


def slots(ctx: Context, code: str | None = None, *, ended: bool = True) -> list[dict[str, Any]]:
    """Slots with person and programme, of one programme or all, by seat; see `queries.listed` for the keys."""
    with ctx.store.read() as reader:
        return queries.listed(reader, resolve(reader, code).id if code else "", ended=ended)


def keys(ctx: Context, programme: str, *, sort: str = "seat", descending: bool = False) -> "array[int]":
    """Keys of the slots of a programme (an id) in an order (`queries.SORTS`), for `window` to read as one scrolls."""
    with ctx.store.read() as reader:
        return queries.keys(reader, programme, sort=sort, descending=descending)


def window(ctx: Context, wanted: Sequence[int]) -> list[dict[str, Any]]:
    """The slots of these keys, as `slots` gives them."""
    with ctx.store.read() as reader:
        return queries.window(reader, wanted)


def show(ctx: Context, slot: str) -> dict[str, Any]:
    """One slot with its months, each in force or contested, and why it was given. Raises ``slot_missing``."""
    with ctx.store.read() as reader:
        row = slot_row(reader, slot)
        found = queries.listed(reader, row["programme_id"], slot=row["id"])[0]
        explanation = json.loads(row["explanation"]) if row["explanation"] else {}
        months = [
            {"month": Month.at(line["month"]).text, "in_force": bool(line["in_force"]), "contested": line["contested"]}
            for line in reader.rows("SELECT * FROM seat_month WHERE slot = ? ORDER BY month", (row["pk"],))
        ]
        others = queries.rivals(reader, row["pk"])
        return {**found, "months": months, "explanation": explanation, "against": others}


def _plan(
    ctx: Context, source: Rows, code: str, area: str, limit: int | None, from_month: str | None, progress: Progress
) -> Assignment:
    programme = resolve(source, code)
    first = max(programme.first_open, read_month(from_month)) if from_month else programme.first_open
    if first > programme.last:
        raise UserError("programme_over", programme=programme.code)
    blocks = open_blocks(ctx, source, programme)
    pools = [
        Pool(
            reach,
            block.reserved,
            [*programmes.space(source, block).within(first.index, block.rect.last).runs(block.id)],
        )
        for block in blocks
        if (reach := narrower(block.region, area)) is not None
    ]
    if not pools:
        raise UserError("nothing_allotted", programme=programme.code)
    found = candidates.sort(ctx, source, programme, blocks[0].programme_pk, first, area=area, progress=progress)
    plan = Assignment(programme, first, False, refused=found.refused, ranked=len(found.ranked))
    answers = share(found.villages, pools, limit)
    runs = [answer for answer in answers if isinstance(answer, Run)]
    served = [at for at, answer in enumerate(answers) if isinstance(answer, Run)]
    why = [answer for answer in answers if isinstance(answer, str)]
    left = [at for at, answer in enumerate(answers) if isinstance(answer, str)]
    chosen = found.chosen(served)
    plan.given = [as_given(*one, run) for one, run in zip(chosen, runs, strict=True)]
    present = Month.of(ctx.today).index
    plan.past_months = sum(max(min(present, run.last + 1) - run.first, 0) for run in runs)
    plan.waiting = _waiting(found, left, why, limit)
    plan.free = sum(pool.left for pool in pools)
    return plan


def _waiting(found: Sorted, left: list[int], why: list[str], limit: int | None) -> Sequence[Waiting]:
    """Everybody who waits: those without a rank first, then the ranked for whom there is no seat."""
    unranked, of = len(found.waiting), len(found.ranked)

    def make(start: int, stop: int) -> list[Waiting]:
        lines = list(found.waiting[start : min(stop, unranked)]) if start < unranked else []
        low, high = max(start - unranked, 0), max(stop - unranked, 0)
        for (person, place, _unknown), reason in zip(found.chosen(left[low:high]), why[low:high], strict=True):
            words = {"rank": place.rank, "of": of, "limit": limit}
            lines.append(Waiting(person, Reason(reason, words), place))
        return lines

    return people(unranked + len(left), make)


def _store(ctx: Context, uow: UnitOfWork, plan: Assignment, progress: Progress) -> None:
    """Write the slots of a plan."""
    slots, told = uow.new_ids(len(plan.given)), Told()
    for done in range(0, len(slots), _AT_ONCE):
        progress(done, len(slots))
        some = plan.given[done : done + _AT_ONCE]
        records = zip(slots[done:], some, strict=False)
        uow.put_new("slot", {slot: _fields(ctx, plan.programme, given, plan.ranked, told) for slot, given in records})
    plan.given = [dataclasses.replace(given, slot=slot) for given, slot in zip(plan.given, slots, strict=True)]
    progress(len(slots), len(slots))


def as_given(person: Person, place: Ranked, unknowns: tuple[str, ...], run: Run) -> Given:
    """A person on the seat and in the months of a run; not stored yet."""
    return Given(person, place, run.block, run.seat, Month.at(run.first), Month.at(run.last), unknowns)


def put(ctx: Context, uow: UnitOfWork, programme: Programme, given: Given, *, of: int) -> Given:
    """Write the slot with why it was given; ``of``: how many were ranked."""
    slot = uow.new_id()
    uow.put("slot", slot, _fields(ctx, programme, given, of, Told()))
    return dataclasses.replace(given, slot=slot)


class Told(dict[int, tuple[Line, str]]):
    """The lines of explanations as JSON, by their identity: thousands of people share them."""

    def of(self, line: Line) -> str:
        """``[code, points, params]``."""
        known = self.get(id(line))
        if known is None:  # kept with the line, so that no other one can come to lie where it does
            known = self[id(line)] = (line, _json([line.code, line.points, dict(line.params)]))
        return known[1]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _fields(ctx: Context, programme: Programme, given: Given, of: int, told: Told) -> dict[str, str | int]:
    """A slot's record, with why it was given."""
    lines = ",".join(map(told.of, given.place.lines))
    rest = _json({"of": of, "unknown": given.unknowns, "weights_version": given.place.version})
    return {
        "programme_id": programme.id,
        "block_id": given.block,
        "seat": given.seat,
        "first_month": given.first.text,
        "last_month": given.last.text,
        "worker_id": given.person.id,
        "rule_version": programme.eligibility.version,
        "rank": given.place.rank,
        "score": given.place.points,
        "assigned_on": ctx.today.isoformat(),
        "explanation": f'{{"lines":[{lines}],{rest[1:]}',
    }


def open_blocks(ctx: Context, source: Rows, programme: Programme) -> list[Holding]:
    """The blocks of this node from which it may assign today. Raises ``last_date_passed`` when all are too late."""
    own = own_blocks(ctx, source, programme)
    today = ctx.today.isoformat()
    open_ones = [block for block in own if not block.last_date or block.last_date >= today]
    if own and not open_ones:
        raise UserError("last_date_passed", programme=programme.code, date=max(block.last_date for block in own))
    return open_ones


def _area(ctx: Context, region: str | None) -> str:
    if not region:
        return ""
    code = ctx.reference.regions.normal_code(region)
    if code is None:
        raise UserError("unknown_region", region=region)
    return code


def slot_row(source: Rows, slot: str) -> dict[str, Any]:
    """The record of a slot. Raises ``slot_missing``."""
    rows = source.rows("SELECT * FROM slot WHERE id = ?", (slot,))
    if not rows:
        raise UserError("slot_missing", id=slot)
    return rows[0]
