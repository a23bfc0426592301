"""An end that crossed with a slot: whoever holds the seat's block frees its months when both are known.

An office gives somebody a seat while a laptop records that the person died; neither knows of the other. When their
files have met, the months after the end that are neither billed nor closed are freed as the event would have done. A
move out of the payer's area does the same, unless the programme's rules ask for no domicile inside it.
"""

from collections.abc import Container
from dataclasses import replace
from datetime import date

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.effects import MOVED, Effects
from ntt_desktop.domain.months import BILLED
from ntt_desktop.domain.worker import State
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.life_events import event_effects
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.life_events.ends import ends_of
from ntt_desktop.store.people import worker_records
from ntt_desktop.store.rows import Rows

_INDEX = "(12 * substr(coalesce({0}, ''), 1, 4) + substr(coalesce({0}, ''), 6, 2) - 1)"
"""`Month.index` of a stored day or month; -1 for none."""

_OCCUPIED = (
    "coalesce(s.cancelled, 0) = 0 AND EXISTS ("
    "SELECT 1 FROM seat_month m JOIN programme p ON p.pk = m.programme WHERE m.slot = s.pk AND m.in_force = 1 "
    f"AND m.stage < ? AND m.month > {_INDEX.format('p.closed_through')} AND m.month > {{since}}) "
    "AND CASE WHEN b.retired_on IS NULL THEN b.holder_node ELSE a.holder_node END = ?"
)
_BLOCKS = "JOIN block b ON b.id = s.block_id LEFT JOIN block a ON a.id = b.parent_id "
_WHAT = "SELECT h.id AS person, s.id AS slot, s.programme_id AS programme "

_ENDED = (
    f"{_WHAT} FROM worker h CROSS JOIN worker w ON w.person_id = h.id CROSS JOIN slot s ON s.worker_id = w.id "
    f"{_BLOCKS} WHERE h.state = ? AND h.person_id = h.id AND "  # from those who ended: they are few
) + _OCCUPIED.format(
    since=f"(SELECT min({_INDEX.format('o.ended_on')}) FROM worker o "
    "WHERE o.person_id = h.id AND o.ended_on IS NOT NULL AND o.void IS NOT 1)"
)
_MOVED = (
    f"{_WHAT} FROM event e CROSS JOIN worker o ON o.id = e.worker_id CROSS JOIN worker h ON h.id = o.person_id "
    f"CROSS JOIN worker w ON w.person_id = h.id CROSS JOIN slot s ON s.worker_id = w.id {_BLOCKS} "
    "WHERE e.event_type = ? AND e.village_code = h.village_code AND h.state <> ? AND "
) + _OCCUPIED.format(since=_INDEX.format("e.date"))
_LAST_MOVE = (
    "SELECT max(e.date) AS day FROM event e JOIN worker w ON w.id = e.worker_id "
    "WHERE w.person_id = ? AND e.event_type = ? AND e.village_code = ?"
)


def free_received(ctx: Context) -> Result[int]:
    """Free what people still occupy who ended, or moved out of the payer's area, in blocks of this node or of a lost
    machine below; how many months."""
    with ctx.store.read() as reader:
        if not _due(ctx, reader):
            return Result(0)
    with ctx.store.write(ctx.actor, "end received") as uow:
        due = _due(ctx, uow)
        for effects in due:
            event_effects.free(uow, effects)
    return Result(sum(effects.freed_months for effects in due), frozenset(("slot", "worker")))


def _due(ctx: Context, source: Rows) -> list[Effects]:
    """What ends of people, and moves out of a payer's area, would free that is not free yet."""
    today, due = Month.of(ctx.today), []
    for person, slots in sorted(_held(ctx, source, _ENDED, (State.ENDED,)).items()):
        who, ends = worker_records.find_one(source, person), ends_of(source, person)
        if who is not None and ends:
            on, reason = date.fromisoformat(ends[0]["ended_on"]), ends[0]["end_reason"] or ""
            due.append(_cut(event_effects.foresee(source, who, reason, on, today=today), slots))
    ruled = {
        one.id for one in programmes.every(source) if any(rule.code == "domicile" for rule in one.eligibility.rules)
    }
    for person, slots in sorted(_held(ctx, source, _MOVED, (MOVED, State.ENDED)).items()):
        who = worker_records.find_one(source, person)
        if who is not None:
            day = source.rows(_LAST_MOVE, (person, MOVED, who["village_code"]))[0]["day"]
            found = {slot: programme for slot, programme in slots.items() if programme in ruled}
            on, village = date.fromisoformat(day), who["village_code"]
            due.append(_cut(event_effects.foresee(source, who, MOVED, on, today=today, village=village), found))
    return [effects for effects in due if effects.slots]


def _cut(effects: Effects, slots: Container[str]) -> Effects:
    """The part of the effects that frees months of these slots."""
    return replace(effects, slots=tuple(one for one in effects.slots if one.slot in slots and one.freed))


def _held(ctx: Context, source: Rows, sql: str, values: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Person -> slots that the node may cut, each with its programme (ids)."""
    held: dict[str, dict[str, str]] = {}
    for row in source.rows(sql, (*values, BILLED, ctx.store.node.id)):
        held.setdefault(row["person"], {})[row["slot"]] = row["programme"]
    return held
