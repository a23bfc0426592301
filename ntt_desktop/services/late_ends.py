"""An end that crossed with a slot: whoever holds the seat's block frees its months when both are known.

An office gives somebody a seat while a laptop records that the person died; neither knows of the other. When their
files have met, the months after the end that are neither billed nor closed are freed as the event would have done.
"""

from dataclasses import replace
from datetime import date

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.effects import Effects
from ntt_desktop.domain.months import BILLED
from ntt_desktop.domain.worker import State
from ntt_desktop.services import event_effects
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store import worker_records
from ntt_desktop.store.ends import ends_of
from ntt_desktop.store.rows import Rows

_INDEX = "(12 * substr(coalesce({0}, ''), 1, 4) + substr(coalesce({0}, ''), 6, 2) - 1)"
"""`Month.index` of a stored day or month; -1 for none."""


def free_received(ctx: Context) -> Result[int]:
    """Free what ended people still occupy in blocks of this node, or of a lost machine below; how many months."""
    with ctx.store.read() as reader:
        if not _due(ctx, reader):
            return Result(0)
    with ctx.store.write(ctx.actor, "end received") as uow:
        due = _due(ctx, uow)
        for effects in due:
            event_effects.free(uow, effects)
    return Result(sum(effects.freed_months for effects in due), frozenset(("slot", "worker")))


def _due(ctx: Context, source: Rows) -> list[Effects]:
    """What the ends of people would free that is not free yet."""
    rows = source.rows(
        "SELECT h.id AS person, s.id AS slot FROM worker h CROSS JOIN worker w ON w.person_id = h.id "
        "CROSS JOIN slot s ON s.worker_id = w.id "  # from those who ended: they are few
        "JOIN block b ON b.id = s.block_id LEFT JOIN block a ON a.id = b.parent_id "
        "WHERE h.state = ? AND h.person_id = h.id AND coalesce(s.cancelled, 0) = 0 AND EXISTS ("
        "SELECT 1 FROM seat_month m JOIN programme p ON p.pk = m.programme WHERE m.slot = s.pk AND m.in_force = 1 "
        f"AND m.stage < ? AND m.month > {_INDEX.format('p.closed_through')} AND m.month > (SELECT "
        f"min({_INDEX.format('o.ended_on')}) FROM worker o WHERE o.person_id = h.id AND o.ended_on IS NOT NULL "
        "AND o.void IS NOT 1)) "
        "AND CASE WHEN b.retired_on IS NULL THEN b.holder_node ELSE a.holder_node END = ?",
        (State.ENDED, BILLED, ctx.store.node.id),
    )
    held: dict[str, set[str]] = {}
    for row in rows:
        held.setdefault(row["person"], set()).add(row["slot"])
    today = Month.of(ctx.today)
    due = []
    for person, slots in sorted(held.items()):
        who, ends = worker_records.find_one(source, person), ends_of(source, person)
        if who is None or not ends:
            continue
        on, reason = date.fromisoformat(ends[0]["ended_on"]), ends[0]["end_reason"] or ""
        effects = event_effects.foresee(source, who, reason, on, today=today)
        cut = tuple(one for one in effects.slots if one.slot in slots and one.freed)
        if cut:
            due.append(replace(effects, slots=cut))
    return due
