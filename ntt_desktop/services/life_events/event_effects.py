"""What an event does to a person and the slots: computed once, shown as the preview, and then done exactly so."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ntt_desktop.domain.allocation import inside
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.effects import DIED, MOVED, Effects, SlotEffect
from ntt_desktop.domain.months import BILLED
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.worker import State
from ntt_desktop.services.assignment.clocks import cover_of, is_paid, loss
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.life_events.ends import ends_of
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork


def foresee(
    source: Rows, row: dict[str, Any], event_type: str, on: date, *, today: Month, village: str = ""
) -> Effects:
    """What an event would do to a person (``row`` of the worker table). ``village``: the new domicile of who moved.

    A replacement starts this month at the earliest: no month of cover is made backwards.
    """
    known = {programme.id: programme for programme in programmes.every(source)}
    month = Month.of(on).index
    ends = not (event_type == MOVED and village)
    slots = []
    paid = 0
    freed_months: set[Month] = set()
    for slot in slots_of(source, row["id"]):
        programme = known.get(slot["programme_id"])
        months = source.rows(
            "SELECT month, stage, programme FROM seat_month WHERE slot = ? AND in_force = 1 ORDER BY month",
            (slot["pk"],),
        )
        paid_here = [line["month"] for line in months if is_paid(line)]
        paid += sum(index <= month for index in paid_here)
        if not ends and programme and inside(programme.region, village):
            slots.append(SlotEffect(slot["id"], programme.code, slot["seat"], None, _last(paid_here), 0, 0, stays=True))
            continue
        locked = [line["month"] for line in months if line["stage"] >= BILLED]
        keep = max(month, programme.closed_index if programme else -1, *locked, *paid_here)
        gone = [line["month"] for line in months if line["month"] > keep]
        freed_months |= {Month.at(index) for index in gone}
        first, last = Month.parse(slot["first_month"]).index, Month.parse(slot["last_month"]).index
        if last < month and not gone:
            continue  # over before it happened
        slots.append(
            SlotEffect(
                slot["id"],
                programme.code if programme else "",
                slot["seat"],
                None if keep < first else Month.at(min(keep, last)),
                _last(paid_here),
                len(gone),
                len(gone) * (programme.rate if programme else 0),
                replacement_from=next((Month.at(index) for index in gone if index >= today.index), None),
            )
        )
    claims = source.rows(
        "SELECT c.id FROM claim c JOIN worker w ON w.id = c.worker_id WHERE w.person_id = ? AND c.event_date = ? "
        "AND c.cancelled IS NOT 1 ORDER BY c.created_rev LIMIT 1",
        (row["id"], on.isoformat()),
    )
    return Effects(
        worker=row["id"],
        name=row["full_name"] or "",
        event_type=event_type,
        on=on,
        ends=ends,
        village=village,
        opens_claim=event_type == DIED and not claims,
        claim=claims[0]["id"] if claims and event_type == DIED else "",
        slots=tuple(slots),
        paid_months=paid,
        loss=None if event_type == DIED else loss(cover_of(source, row["id"]), freed_months, Month.of(on)),
    )


def free(uow: UnitOfWork, effects: Effects) -> tuple[str, ...]:
    """Cut the slots short as foreseen; returns those that were."""
    touched = []
    for effect in effects.slots:
        if effect.stays:
            continue
        row = uow.rows("SELECT first_month, last_month FROM slot WHERE id = ?", (effect.slot,))[0]
        if effect.kept_to is None:
            uow.put("slot", effect.slot, {"cancelled": 1, "end_reason": effects.event_type})
        elif effect.kept_to.text < row["last_month"]:
            uow.put("slot", effect.slot, {"last_month": effect.kept_to.text, "end_reason": effects.event_type})
        else:
            continue
        touched.append(effect.slot)
    return tuple(touched)


def fall_back(uow: UnitOfWork, programme: Programme, last: Month) -> int:
    """Cut slots of ended people back to their event where a bill up to ``last`` held them that is no more; how many.

    Nobody is billed anew for months after an end (decision 033): those months, being closed, expire.
    """
    kept = uow.rows(
        "SELECT s.pk, s.id, s.first_month, s.last_month, s.end_reason, p.id AS person, p.village_code FROM slot s "
        "JOIN worker w ON w.id = s.worker_id JOIN worker p ON p.id = w.person_id "
        "WHERE s.programme_id = ? AND coalesce(s.cancelled, 0) = 0 AND s.last_month <= ? "
        "AND (s.end_reason IS NOT NULL OR p.state = ? OR p.id IN (SELECT o.person_id FROM event e "
        "JOIN worker o ON o.id = e.worker_id WHERE e.event_type = ?))",  # held to its end, a slot was not cut at all
        (programme.id, last.text, State.ENDED, MOVED),
    )
    cut = 0
    ends = [(slot, *end) for slot in kept if (end := _ended(uow, programme, slot))]
    if ends:
        uow.finish()  # the stages without the bill
    for slot, reason, day in ends:
        sql = "SELECT max(month) FROM seat_month WHERE slot = ? AND in_force = 1 AND stage >= ?"
        held = uow.execute(sql, (slot["pk"], BILLED)).fetchone()[0]
        keep = Month.at(max(Month.of(date.fromisoformat(day)).index, held or 0))
        if keep.text < slot["first_month"]:
            cut += bool(uow.put("slot", slot["id"], {"cancelled": 1, "end_reason": reason}))
        elif keep.text < slot["last_month"]:
            cut += bool(uow.put("slot", slot["id"], {"last_month": keep.text, "end_reason": reason}))
    return cut


def _ended(source: Rows, programme: Programme, slot: Mapping[str, Any]) -> tuple[str, str] | None:
    """The event that ended a slot and its day (ISO), while it stands; None when it was taken back."""
    for end in ends_of(source, slot["person"]):
        if slot["end_reason"] in (None, end["end_reason"]):
            return end["end_reason"] or "", end["ended_on"]
    if slot["end_reason"] not in (None, MOVED) or inside(programme.region, slot["village_code"] or ""):
        return None
    moved = source.rows(
        "SELECT max(e.date) AS day FROM event e JOIN worker w ON w.id = e.worker_id WHERE w.person_id = ? "
        "AND e.event_type = ? AND e.village_code IS NOT NULL",
        (slot["person"], MOVED),
    )
    return (MOVED, moved[0]["day"]) if moved[0]["day"] else None


def slots_of(source: Rows, person: str, *, cancelled: bool = False) -> list[dict[str, Any]]:
    """The slots of a person (all records joined with it), with ``person_id``; cancelled ones when asked."""
    return source.rows(
        "SELECT s.*, w.person_id FROM slot s JOIN worker w ON w.id = s.worker_id WHERE w.person_id = ? "
        "AND (? OR coalesce(s.cancelled, 0) = 0) ORDER BY s.created_rev",
        (person, int(cancelled)),
    )


def _last(indexes: Sequence[int]) -> Month | None:
    return Month.at(max(indexes)) if indexes else None
