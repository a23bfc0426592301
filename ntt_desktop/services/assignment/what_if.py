"""A trial: who would come in and who would fall out under other weights or another number of seats.

Nothing is stored. *Now* are the people who hold a slot of this node and those who would be given the free ones next;
*then* are as many as there are seats, in the order of the other weights, as if nobody held one. Seats reserved for a
region stay with people of that region, as in an assignment; seats that a trial adds are reserved for nobody.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ntt_desktop.domain.allocation import Pool, Run, share
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import DECREED
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.ranking import Ranked, Weights
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import candidates, slots
from ntt_desktop.services.assignment.candidate_lines import Person, person_of
from ntt_desktop.services.capacity.programme_lookup import own_blocks, resolve
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.store.assignment.candidates import by_key
from ntt_desktop.store.capacity.programmes import holdings, space
from ntt_desktop.store.rows import Rows

WEIGHTS = tuple(item.name for item in dataclasses.fields(Weights) if item.name != "version")
"""The weights that a trial may change."""
MOST_POINTS = 100_000


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who comes in or falls out. ``place`` is None for who is not ranked at all any more."""

    person: Person
    place: Ranked | None
    holds: bool
    """Has a slot now, or would only have been given one next."""
    decreed: bool = False
    """An SK names the slot: it stays whatever the weights say."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial found. now = stays + falls out; then = stays + comes in."""

    programme: str
    seats_now: int
    seats: int
    weights: Weights
    ranked: int
    stays: int
    comes_in: tuple[Moved, ...]
    falls_out: tuple[Moved, ...]


def read_weights(base: Weights, changes: Mapping[str, int | str]) -> Weights:
    """``base`` with some weights changed. Raises ``weight_unknown``, ``weight_invalid``."""
    values: dict[str, int] = {}
    for name, text in changes.items():
        if name not in WEIGHTS:
            raise UserError("weight_unknown", name=name, known=", ".join(WEIGHTS))
        try:
            values[name] = int(text)
        except ValueError:
            values[name] = -1
        if not 0 <= values[name] <= MOST_POINTS:
            raise UserError("weight_invalid", name=name, value=text)
    return dataclasses.replace(base, **values)


def compare(
    ctx: Context,
    code: str,
    *,
    weights: Mapping[str, int | str] | None = None,
    seats: int | None = None,
    progress: Progress = silent,
) -> Trial:
    """Try other ``weights`` (name -> points) or another number of ``seats``. Raises what `slots.assign` raises, and
    ``weight_unknown``, ``weight_invalid``."""
    plan = slots.assign(ctx, code, dry_run=True).value
    with ctx.store.read() as reader:
        programme = resolve(reader, code)
        other = read_weights(programme.weights, weights or {})
        pk = int(reader.value("SELECT pk FROM programme WHERE id = ?", (programme.id,)))
        held = _holders(ctx, reader, programme.id, plan.first.index)
        found = candidates.sort(ctx, reader, programme, pk, plan.first, weights=other, holders=True, progress=progress)
        now = held.keys() | {given.person.pk for given in plan.given}
        seats_now = len(held) + len(plan.given) + plan.free
        wanted = seats_now if seats is None else seats
        pools = _pools(ctx, reader, programme, plan.first, held)
        pools.append(Pool("", False, [_SEAT] * (wanted - sum(pool.left for pool in pools))))
        served = [at for at, run in enumerate(share(found.villages, pools, wanted)) if isinstance(run, Run)]
        then = {found.keys[at] for at in served}
        comes = [at for at in served if found.keys[at] not in now]
        falls = now - then
        rank_of = {key: at for at, key in enumerate(found.keys) if key in falls}
        out = [
            Moved(person, place, person.pk in held, person.pk in held and held[person.pk].decreed)
            for person, place, _ in found.chosen([*rank_of.values()])
        ]
        unranked = [
            Moved(person_of(row), None, row["pk"] in held, row["pk"] in held and held[row["pk"]].decreed)
            for row in by_key(reader, sorted(falls - set(rank_of)))
        ]
        return Trial(
            programme.code,
            seats_now,
            wanted,
            other,
            len(found.keys),
            len(now & then),
            tuple(Moved(person, place, False) for person, place, _ in found.chosen(comes)),
            (*out, *unranked),
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """A slot in force: its block (``pk``), and whether an SK names it."""

    block: int
    decreed: bool


_SEAT = Run("", 0, 0, 0)
"""A seat of a trial: only how many there are counts."""


def _holders(ctx: Context, source: Rows, programme: str, first: int) -> dict[int, _Held]:
    """Persons (``pk``) with a slot of this node's blocks in force from ``first`` on."""
    own = {block.pk for block in holdings(source, programme) if block.holder == ctx.store.node.id}
    rows = source.rows(
        "SELECT m.person, m.block, max(m.stage) AS stage FROM seat_month m JOIN programme p ON p.pk = m.programme "
        "WHERE p.id = ? AND m.in_force = 1 AND m.month >= ? GROUP BY m.person, m.block",
        (programme, first),
    )
    return {row["person"]: _Held(row["block"], row["stage"] >= DECREED) for row in rows if row["block"] in own}


def _pools(ctx: Context, source: Rows, programme: Programme, first: Month, held: Mapping[int, _Held]) -> list[Pool]:
    """The seats of this node, held or free, for the people for whom each block is meant."""
    taken = Counter(slot.block for slot in held.values())
    pools = []
    for block in own_blocks(ctx, source, programme):
        seats = taken[block.pk]
        if not block.last_date or block.last_date >= ctx.today.isoformat():
            free = space(source, block).within(first.index, block.rect.last)
            seats += sum(1 for _ in free.runs(block.id))
        pools.append(Pool(block.region, block.reserved, [_SEAT] * seats))
    return pools
