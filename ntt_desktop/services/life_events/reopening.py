"""Taking a wrong end back: a record of its own with the reason, confirmed by a supervisor.

Until then the person stays ended; a petugas's request travels up like everything else of the person. Nothing but a
confirmed record brings anybody back: no older file can, since the end is only replaced by a change that knows it.
"""

from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.claims import CANCELLED
from ntt_desktop.domain.effects import DIED
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.life_events.event_effects import slots_of
from ntt_desktop.services.life_events.restoring import restore
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.store.life_events import reopenings
from ntt_desktop.store.life_events.ends import ends_of
from ntt_desktop.store.unit_of_work import UnitOfWork

REOPENED, KEPT = reopenings.REOPENED, reopenings.KEPT
_CHANGED = frozenset(("worker", "slot", "claim", "event", "case"))


@dataclass(frozen=True, slots=True)
class Reopened:
    """What asking did: months given back on the same seats, where nobody had taken them."""

    worker: str
    name: str
    restored_months: int
    waits: bool = False
    """A supervisor has to confirm it first; until then the person stays ended."""
    event: str = ""


def may_confirm(ctx: Context) -> bool:
    """Whether this node confirms: a supervisor, or a node without anybody above it."""
    return ctx.store.node.role == "supervisor" or not ctx.store.node.parent


def reopen_worker(ctx: Context, worker_id: str, reason: str) -> Result[Reopened]:
    """Take a wrong end back, or ask for it where a supervisor has to confirm.

    A claim that the end opened is cancelled; months come back where nobody has taken them, else the person waits like
    others. Raises `UserError` ``worker_missing``, ``reason_missing``, ``worker_not_ended``, ``claim_paid_already``,
    ``reopening_waits`` when it was asked for already.
    """
    if not has_value(reason):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        row = living(uow, worker_id)
        if not row["ended_on"]:
            raise UserError("worker_not_ended", name=row["full_name"] or "")
        waiting = reopenings.waiting_of(uow, row["id"])
        if not may_confirm(ctx):
            if waiting:
                raise UserError("reopening_waits", name=row["full_name"] or "")
            event = _ask(ctx, uow, row, reason)
            return Result(Reopened(row["id"], row["full_name"] or "", 0, waits=True, event=event), _CHANGED)
        event = waiting[0]["id"] if waiting else _ask(ctx, uow, row, reason)
        return Result(_confirm(ctx, uow, row, event), _CHANGED)


def confirm(ctx: Context, event: str) -> Result[Reopened]:
    """Confirm what a petugas asked for. Raises ``reopening_missing``, ``not_supervisor``, ``claim_paid_already``."""
    with ctx.store.write(ctx.actor, "reopening confirmed") as uow:
        return Result(confirm_in(ctx, uow, event), _CHANGED)


def confirm_in(ctx: Context, uow: UnitOfWork, event: str) -> Reopened:
    """`confirm`, within a unit of work."""
    if not may_confirm(ctx):
        raise UserError("not_supervisor")
    return _confirm(ctx, uow, _asked(uow, event), event)


def refuse(ctx: Context, event: str, reason: str) -> Result[Reopened]:
    """Let the end stand, by a record of its own. Raises ``reopening_missing``, ``not_supervisor``,
    ``reason_missing``."""
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        return Result(refuse_in(ctx, uow, event, reason), _CHANGED)


def refuse_in(ctx: Context, uow: UnitOfWork, event: str, reason: str) -> Reopened:
    """`refuse`, within a unit of work."""
    if not may_confirm(ctx):
        raise UserError("not_supervisor")
    if not has_value(reason):
        raise UserError("reason_missing")
    row = _asked(uow, event)
    refused = uow.new_id()
    day = ctx.today.isoformat()
    uow.put(
        "event",
        refused,
        {
            "worker_id": row["id"],
            "event_type": KEPT,
            "date": day,
            "note": clean(reason),
            "recorded_by": ctx.actor,
            "confirmed_by": ctx.actor,
            "confirmed_on": day,
            "cancels": event,
        },
        reason=clean(reason),
    )
    return Reopened(row["id"], row["full_name"] or "", 0, event=refused)


def waiting(ctx: Context, worker_id: str) -> list[dict[str, Any]]:
    """Requests to take a person's end back that nobody decided yet, oldest first."""
    with ctx.store.read() as reader:
        return reopenings.waiting_of(reader, worker_id)


def _asked(uow: UnitOfWork, event: str) -> dict[str, Any]:
    found = reopenings.waiting_event(uow, event)
    if found is None:
        raise UserError("reopening_missing")
    return living(uow, found["worker_id"])


def _ask(ctx: Context, uow: UnitOfWork, row: dict[str, Any], reason: str) -> str:
    event = uow.new_id()
    ends = uow.rows(
        "SELECT e.id FROM event e JOIN worker w ON w.id = e.worker_id WHERE w.person_id = ? AND e.event_type = ? "
        "AND e.date = ? ORDER BY e.created_rev DESC LIMIT 1",
        (row["id"], row["end_reason"], row["ended_on"]),
    )
    uow.put(
        "event",
        event,
        {
            "worker_id": row["id"],
            "event_type": REOPENED,
            "date": ctx.today.isoformat(),
            "note": clean(reason),
            "recorded_by": ctx.actor,
            # An end of an older version has no event of its own: the person's id stands for it.
            "cancels": ends[0]["id"] if ends else row["id"],
        },
    )
    return event


def _confirm(ctx: Context, uow: UnitOfWork, row: dict[str, Any], event: str) -> Reopened:
    # The end may stand on several records of a person who was registered twice: all are taken back.
    ends = ends_of(uow, row["id"])
    claims = uow.rows(
        "SELECT c.id, c.status, c.paid_on FROM claim c JOIN worker w ON w.id = c.worker_id WHERE w.person_id = ? "
        "AND c.cancelled IS NOT 1 AND EXISTS (SELECT 1 FROM worker o WHERE o.person_id = w.person_id "
        "AND o.void IS NOT 1 AND o.end_reason = ? AND o.ended_on = c.event_date)",
        (row["id"], DIED),
    )
    if any(claim["paid_on"] for claim in claims):
        raise UserError("claim_paid_already", name=row["full_name"] or "")
    uow.put("event", event, {"confirmed_by": ctx.actor, "confirmed_on": ctx.today.isoformat()})
    reasons = {end["end_reason"] for end in ends}
    cut = [slot for slot in slots_of(uow, row["id"], cancelled=True) if slot["end_reason"] in reasons]
    for end in ends:
        uow.put("worker", end["id"], {"ended_on": None, "end_reason": None, "end_note": None})
    for claim in claims:
        uow.put("claim", claim["id"], {"status": CANCELLED, "cancelled": 1})
    restored = restore(ctx, uow, cut)
    return Reopened(row["id"], row["full_name"] or "", restored, event=event)
