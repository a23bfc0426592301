"""What happens to people: they die, move, find a wage job, withdraw... *Catat kejadian*; the slot follows the event.

Months up to the event, and months billed or closed already, stay as they are; later months are freed in the same
unit of work. A death opens the claim first. `foresee` says all of it before anything is stored.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ntt_desktop.domain.claims import REPORTED
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.effects import DIED, MOVED, Effects
from ntt_desktop.domain.programme import END_REASONS
from ntt_desktop.domain.text import clean
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.life_events import event_effects
from ntt_desktop.services.life_events.reopening import Reopened as Reopened
from ntt_desktop.services.life_events.reopening import reopen_worker as reopen_worker
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

CHANGED = frozenset(("worker", "slot", "claim", "event"))
UNKNOWN_CLAIM = "unknown"
"""Whether a death is JKM or JKK is found out by the claim."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What an event did. ``paid_months``: months in force that were paid by then, at most to the event."""

    worker: str
    name: str
    claim: str
    """The claim's id after a death, else ""."""
    slots: tuple[str, ...]
    """Slots that were cut short or cancelled."""
    freed_months: int
    freed_rupiah: int
    paid_months: int
    event: str
    """The record of the event."""
    ends: bool
    """False when the person only lives elsewhere now."""


def foresee(ctx: Context, worker_id: str, event_type: str, on: date, *, village: str = "") -> Effects:
    """What recording this event would do. Raises what `record` raises; nothing is stored."""
    with ctx.store.read() as reader:
        row = queries.find_one(reader, worker_id)
        if row is None or row["void"]:
            raise UserError("worker_missing", id=worker_id)
        return _checked(ctx, reader, row, event_type, on, village)


def record(
    ctx: Context,
    worker_id: str,
    event_type: str,
    on: date,
    *,
    evidence: str = "",
    note: str = "",
    village: str = "",
) -> Result[Ended]:
    """Record what happened to a person, and let the slot follow.

    ``event_type`` is one of `END_REASONS`, ``on`` the day it happened, ``village`` the new domicile of who moved inside
    the province: it changes the domicile and ends only slots whose payer's area it lies outside of. Raises
    `UserError` ``worker_missing``, ``end_reason_unknown``, ``date_in_future``, ``worker_already_ended``,
    ``end_before_birth``, ``village_unknown``, ``village_not_moved``.
    """
    with ctx.store.write(ctx.actor, clean(note) or event_type) as uow:
        row = living(uow, worker_id)
        effects = _checked(ctx, uow, row, event_type, on, village)
        claim = _claim(ctx, uow, effects)
        event = uow.new_id()
        uow.put(
            "event",
            event,
            {
                "worker_id": row["id"],
                "event_type": event_type,
                "date": on.isoformat(),
                "evidence": clean(evidence) or None,
                "note": clean(note) or None,
                "village_code": effects.village or None,
                "claim_id": claim or None,
                "recorded_by": ctx.actor,
            },
        )
        if effects.ends:
            fields = {"ended_on": on.isoformat(), "end_reason": event_type, "end_note": clean(note) or None}
            uow.put("worker", row["id"], fields)
        else:
            uow.put("worker", row["id"], {"village_code": effects.village})
        cut = event_effects.free(uow, effects)
    ended = Ended(
        effects.worker,
        effects.name,
        claim,
        cut,
        effects.freed_months,
        effects.freed_rupiah,
        effects.paid_months,
        event,
        effects.ends,
    )
    return Result(ended, CHANGED)


def end_worker(ctx: Context, worker_id: str, reason: str, on: date, note: str = "") -> Result[Ended]:
    """End a person: `record` of an event without evidence and without a new domicile."""
    return record(ctx, worker_id, reason, on, note=note)


def listed(ctx: Context, worker_id: str) -> list[dict[str, Any]]:
    """The events of a person, newest first: the fields of the kind ``event``. Raises ``worker_missing``."""
    with ctx.store.read() as reader:
        person = queries.find_one(reader, worker_id)
        if person is None:
            raise UserError("worker_missing", id=worker_id)
        return queries.parts(reader, "event", [person["id"]])[person["id"]][::-1]


def _checked(ctx: Context, source: Rows, row: dict[str, Any], event_type: str, on: date, village: str) -> Effects:
    if event_type not in END_REASONS:
        raise UserError("end_reason_unknown", value=event_type, known=", ".join(END_REASONS))
    if on > ctx.today:
        raise UserError("date_in_future", value=on.isoformat())
    name = row["full_name"] or ""
    if row["ended_on"]:
        raise UserError("worker_already_ended", name=name, date=row["ended_on"], reason=row["end_reason"] or "")
    if row["birth_date"] and on.isoformat() < row["birth_date"]:
        raise UserError("end_before_birth", name=name, date=on.isoformat(), birth=row["birth_date"])
    village = _domicile(ctx, row, event_type, village)
    return event_effects.foresee(source, row, event_type, on, today=Month.of(ctx.today), village=village)


def _domicile(ctx: Context, row: dict[str, Any], event_type: str, village: str) -> str:
    """The new domicile's code. Raises ``village_unknown``, ``village_not_moved``."""
    if not village or event_type != MOVED:
        return ""
    regions = ctx.reference.regions
    code = regions.normal_code(village)
    if code is None or not regions.get(code).is_village:
        raise UserError("village_unknown", field="village_code", value=village)
    if code == row["village_code"]:
        raise UserError("village_not_moved", village=regions.label(code))
    return code


def _claim(ctx: Context, uow: UnitOfWork, effects: Effects) -> str:
    """The claim of a death, opened before any month is freed; "" for other events."""
    if effects.event_type != DIED or not effects.opens_claim:
        return effects.claim
    claim = uow.new_id()
    values = {"worker_id": effects.worker, "claim_type": UNKNOWN_CLAIM, "event_date": effects.on.isoformat()}
    uow.put("claim", claim, {**values, "reported_on": ctx.today.isoformat(), "status": REPORTED})
    return claim
