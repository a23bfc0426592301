"""A trial: who would come in and who would fall out under other weights or another number of seats.

Nothing is stored. *Now* are the people who hold a slot of this node and those who would be given the free ones next;
*then* are as many as there are seats, in the order of the other weights, as if nobody held one. Reservations for a
kecamatan are left aside: the trial is about the order.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from ntt_desktop.domain.ranking import Ranked, Weights
from ntt_desktop.errors import UserError
from ntt_desktop.services import candidates, slots
from ntt_desktop.services.candidates import Person
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.services.programmes import resolve
from ntt_desktop.store.candidates import by_key
from ntt_desktop.store.programmes import Rows, holdings

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
        then = set(found.keys[:wanted])
        comes = [at for at, key in enumerate(found.keys[:wanted]) if key not in now]
        falls = now - then
        rank_of = {key: at for at, key in enumerate(found.keys) if key in falls}
        out = [
            Moved(person, place, person.pk in held, held.get(person.pk, False))
            for person, place, _ in found.chosen([*rank_of.values()])
        ]
        unranked = [
            Moved(candidates.person_of(row), None, row["pk"] in held, held.get(row["pk"], False))
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


def _holders(ctx: Context, source: Rows, programme: str, first: int) -> dict[int, bool]:
    """Persons (``pk``) with a slot of this node's blocks in force from ``first`` on -> whether an SK names it."""
    own = {block.pk for block in holdings(source, programme) if block.holder == ctx.store.node.id}
    rows = source.rows(
        "SELECT m.person, m.block, max(m.stage) AS stage FROM seat_month m JOIN programme p ON p.pk = m.programme "
        "WHERE p.id = ? AND m.in_force = 1 AND m.month >= ? GROUP BY m.person, m.block",
        (programme, first),
    )
    return {row["person"]: row["stage"] >= 2 for row in rows if row["block"] in own}
