"""Months that a wrong end had freed come back on the same seat, made by whoever holds the seat's block.

The office that confirms may stand above the machine that holds the block: months come back there when the file with
the confirmation arrives, and travel up again with its next one.
"""

import json
from collections.abc import Iterable
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import END_REASONS
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.life_events import reopenings
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork


def restore_received(ctx: Context) -> Result[int]:
    """Give months back that a reopening confirmed elsewhere freed in blocks of this node; how many months."""
    with ctx.store.read() as reader:
        if not _due(ctx, reader):
            return Result(0)
    with ctx.store.write(ctx.actor, "reopening received") as uow:
        months = restore(ctx, uow, _due(ctx, uow))
    return Result(months, frozenset(("slot", "worker")) if months else frozenset())


def _due(ctx: Context, source: Rows) -> list[dict[str, Any]]:
    """Slots of this node's blocks cut short by an end that was taken back, not restored yet; oldest first."""
    reasons = ", ".join("?" * len(END_REASONS))
    return source.rows(
        "SELECT s.*, w.person_id FROM event e JOIN worker o ON o.id = e.worker_id "
        "JOIN worker w ON w.person_id = o.person_id JOIN worker h ON h.id = w.person_id "
        "JOIN slot s ON s.worker_id = w.id JOIN block b ON b.id = s.block_id LEFT JOIN event x ON x.id = e.cancels "
        "WHERE e.event_type = ? AND e.confirmed_on IS NOT NULL AND h.state NOT IN ('ended', 'void') "
        f"AND s.end_reason IN ({reasons}) AND s.end_reason = coalesce(x.event_type, s.end_reason) "
        "AND b.holder_node = ? AND b.retired_on IS NULL AND s.created_rev < e.created_rev AND NOT EXISTS ("
        "SELECT 1 FROM slot n JOIN worker nw ON nw.id = n.worker_id WHERE nw.person_id = w.person_id "
        "AND n.programme_id = s.programme_id AND n.seat = s.seat AND n.created_rev > e.created_rev) "
        "GROUP BY s.pk ORDER BY s.created_rev",
        (reopenings.REOPENED, *END_REASONS, ctx.store.node.id),
    )


def restore(ctx: Context, uow: UnitOfWork, slots: Iterable[dict[str, Any]]) -> int:
    """Give the months that an end freed back, of the older slot first where a person had several on a seat."""
    done: set[tuple[str, str, int]] = set()
    months = 0
    for slot in slots:
        seat = (slot["person_id"], slot["programme_id"], slot["seat"])
        back = 0 if seat in done else _restore(ctx, uow, slot)
        if back:
            done.add(seat)  # the table does not show yet what this unit of work makes
        months += back
    return months


def _restore(ctx: Context, uow: UnitOfWork, slot: dict[str, Any]) -> int:
    """Give the months that an end freed back on the same seat, by a new slot; 0 when they are not all free any more.

    A new slot, not the old one made longer: what was passed on in the meantime was passed on rightly.
    """
    first_body = uow.execute("SELECT body FROM change WHERE revision = ?", (slot["created_rev"],)).fetchone()[0]
    meant = json.loads(first_body)["v"]
    found = programmes.find(uow, slot["programme_id"])
    block = next((b for b in programmes.holdings(uow, slot["programme_id"]) if b.id == slot["block_id"]), None)
    if not found or block is None or block.holder != ctx.store.node.id:
        return 0
    start = Month.parse(slot["first_month"] if slot["cancelled"] else slot["last_month"])
    first = max(start if slot["cancelled"] else start + 1, found[0].first_open)
    held = uow.execute("SELECT max(month) FROM seat_month WHERE slot = ? AND in_force = 1", (slot["pk"],)).fetchone()[0]
    first = max(first, Month.at((held or 0) + 1))  # months that a bill held all the same
    last = min(Month.parse(meant["last_month"]).index, block.rect.last)
    space = programmes.space(uow, block).within(first.index, last)
    paid = uow.rows(
        "SELECT 1 FROM seat_month m JOIN worker w ON w.pk = m.person WHERE w.id = ? AND m.month BETWEEN ? AND ? "
        "AND m.slot <> ? LIMIT 1",
        (slot["person_id"], first.index, last, slot["pk"]),
    )
    # The table still shows this slot's own months: they are freed by the end of a unit of work that came before.
    if last < first.index or paid or slot["seat"] not in space.seats_free_in(first.index, last):
        return 0
    fields = ("programme_id", "block_id", "seat", "worker_id", "rule_version", "rank", "score", "explanation")
    uow.put(
        "slot",
        uow.new_id(),
        {
            **{name: slot[name] for name in fields},
            "first_month": first.text,
            "last_month": Month.at(last).text,
            "assigned_on": ctx.today.isoformat(),
        },
    )
    return last - first.index + 1
