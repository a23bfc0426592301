"""What happens to people: they die, move, find a wage job, withdraw... The slot follows the event.

Months up to the event, and months closed for billing already, stay as they are; later months are freed in the same
unit of work. A death opens the claim first.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import END_REASONS
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.person_detail import living
from ntt_desktop.services.programmes import month_of
from ntt_desktop.store import programmes
from ntt_desktop.store.unit_of_work import UnitOfWork

CHANGED = frozenset(("worker", "slot", "claim"))
DIED = "died"
UNKNOWN_CLAIM = "unknown"
"""Whether a death is JKM or JKK is found out by the claim."""
REPORTED, CANCELLED = "reported", "cancelled"


@dataclass(frozen=True, slots=True)
class Ended:
    """What an end did. ``paid_months``: months in force that were closed for billing by then, at most to the event."""

    worker: str
    name: str
    claim: str
    """The claim's id after a death, else ""."""
    slots: tuple[str, ...]
    """Slots that were cut short or cancelled."""
    freed_months: int
    freed_rupiah: int
    paid_months: int


@dataclass(frozen=True, slots=True)
class Reopened:
    """What reopening did: months given back on the same seats, where nobody had taken them."""

    worker: str
    name: str
    restored_months: int


def end_worker(ctx: Context, worker_id: str, reason: str, on: date, note: str = "") -> Result[Ended]:
    """End a person: ``reason`` is one of `END_REASONS`, ``on`` the day of the event.

    Raises `UserError` ``worker_missing``, ``end_reason_unknown``, ``date_in_future``, ``worker_already_ended``,
    ``end_before_birth``.
    """
    if reason not in END_REASONS:
        raise UserError("end_reason_unknown", value=reason, known=", ".join(END_REASONS))
    if on > ctx.today:
        raise UserError("date_in_future", value=on.isoformat())
    with ctx.store.write(ctx.actor, clean(note) or reason) as uow:
        row = living(uow, worker_id)
        if row["ended_on"]:
            raise UserError(
                "worker_already_ended",
                name=row["full_name"] or "",
                date=row["ended_on"],
                reason=row["end_reason"] or "",
            )
        if row["birth_date"] and on.isoformat() < row["birth_date"]:
            raise UserError(
                "end_before_birth", name=row["full_name"] or "", date=on.isoformat(), birth=row["birth_date"]
            )
        claim = ""
        if reason == DIED:
            claim = uow.new_id()
            values = {"worker_id": row["id"], "claim_type": UNKNOWN_CLAIM, "event_date": on.isoformat()}
            uow.put("claim", claim, {**values, "reported_on": ctx.today.isoformat(), "status": REPORTED})
        uow.put(
            "worker",
            row["id"],
            {"ended_on": on.isoformat(), "end_reason": reason, "end_note": clean(note) or None},
        )
        ended = _free(uow, row, Month.of(on), reason, claim)
    return Result(ended, CHANGED)


def _free(uow: UnitOfWork, row: dict[str, Any], month: Month, reason: str, claim: str) -> Ended:
    """Free the months of a person's slots after ``month`` that are not closed for billing."""
    closed = {programme.id: programme for programme in programmes.every(uow)}
    touched = []
    freed = rupiah = paid = 0
    for slot in _slots(uow, row["id"]):
        programme = closed.get(slot["programme_id"])
        last_closed = programme.closed_index if programme else -1
        keep = max(month.index, last_closed)
        months = [
            line["month"]
            for line in uow.rows("SELECT month FROM seat_month WHERE slot = ? AND in_force = 1", (slot["pk"],))
        ]
        paid += sum(index <= min(last_closed, month.index) for index in months)
        gone = sum(index > keep for index in months)
        freed += gone
        rupiah += gone * (programme.rate if programme else 0)
        first, last = Month.parse(slot["first_month"]).index, Month.parse(slot["last_month"]).index
        if keep < first:
            uow.put("slot", slot["id"], {"cancelled": 1, "end_reason": reason})
        elif keep < last:
            uow.put("slot", slot["id"], {"last_month": month_of(keep).text, "end_reason": reason})
        else:
            continue
        touched.append(slot["id"])
    return Ended(row["id"], row["full_name"] or "", claim, tuple(touched), freed, rupiah, paid)


def reopen_worker(ctx: Context, worker_id: str, reason: str) -> Result[Reopened]:
    """Take a wrong end back, by a record of its own with the reason; a claim that the end opened is cancelled.

    Months freed by the end come back to the person where nobody has taken them; else the person waits like others.
    Raises `UserError` ``worker_missing``, ``reason_missing``, ``worker_not_ended``.
    """
    if not has_value(reason):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        row = living(uow, worker_id)
        if not row["ended_on"]:
            raise UserError("worker_not_ended", name=row["full_name"] or "")
        cut = [slot for slot in _slots(uow, row["id"], cancelled=True) if slot["end_reason"] == row["end_reason"]]
        uow.put("worker", row["id"], {"ended_on": None, "end_reason": None, "end_note": None})
        if row["end_reason"] == DIED:
            for claim in uow.rows(
                "SELECT id FROM claim WHERE worker_id = ? AND event_date = ? AND status = ?",
                (row["id"], row["ended_on"], REPORTED),
            ):
                uow.put("claim", claim["id"], {"status": CANCELLED, "cancelled": 1})
        restored = sum(_restore(ctx, uow, slot) for slot in cut)
    return Result(Reopened(row["id"], row["full_name"] or "", restored), CHANGED)


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
            "last_month": month_of(last).text,
            "assigned_on": ctx.today.isoformat(),
        },
    )
    return last - first.index + 1


def _slots(uow: UnitOfWork, person: str, *, cancelled: bool = False) -> list[dict[str, Any]]:
    """The slots of a person (all records joined with it), with ``person_id``; cancelled ones when asked."""
    return uow.rows(
        "SELECT s.*, w.person_id FROM slot s JOIN worker w ON w.id = s.worker_id WHERE w.person_id = ? "
        "AND (? OR coalesce(s.cancelled, 0) = 0) ORDER BY s.created_rev",
        (person, int(cancelled)),
    )
