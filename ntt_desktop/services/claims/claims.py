"""Claims: the report with its clock, documents, sending, and what came of it.

A claim is reported even when nothing can be expected: whether something is due is for BPJS to say. What the program
computes (`ntt_desktop.services.claims.claim_view`) is kept with the claim as it was when it was sent.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ntt_desktop.domain import claims
from ntt_desktop.domain.claims import CANCELLED, COMPLETE, DEATH, PAID, REFUSED, REPORTED, SENT
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.effects import DIED
from ntt_desktop.domain.money import rupiah
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment.clocks import cover_of
from ntt_desktop.services.claims.claim_view import ClaimView, Source, claim_row, view_of, views_of
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.store.people import worker_records as queries

CHANGED = frozenset(("claim", "worker"))
ENDED = (PAID, REFUSED)
"""States in which a claim waits for nobody here."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a report says beside the day: since when it is known (the clock runs from there), where, who said so."""

    known_since: date | None = None
    place: str = ""
    reported_by: str = ""
    phone: str = ""

    def values(self) -> dict[str, Any]:
        """The fields of the record."""
        return {
            "clock_from": self.known_since.isoformat() if self.known_since else None,
            "event_place": clean(self.place) or None,
            "reported_by": clean(self.reported_by) or None,
            "reporter_phone": clean(self.phone) or None,
        }


def report(
    ctx: Context,
    worker_id: str,
    *,
    claim_type: str,
    event_date: date,
    cause: str = DEATH,
    known_since: date | None = None,
    place: str = "",
    reported_by: str = "",
    phone: str = "",
    note: str = "",
    anyway: bool = False,
) -> Result[str]:
    """Open a claim; returns its id. A death is reported by the event (``life_events``), which opens the claim itself.

    ``anyway``: also when the event lies before every month of cover that is known here.

    Raises `UserError`
    ``worker_missing``, ``claim_type_unknown``, ``date_in_future``, ``claim_before_cover``, ``claim_exists``,
    ``end_before_birth``.
    """
    if claim_type not in claims.TYPES or cause not in claims.CAUSES:
        raise UserError("claim_type_unknown", value=claim_type, known=", ".join(claims.TYPES))
    if event_date > ctx.today:
        raise UserError("date_in_future", value=event_date.isoformat())
    check_known(ctx, event_date, known_since)
    with ctx.store.write(ctx.actor, clean(note) or claim_type) as uow:
        row = living(uow, worker_id)
        if row["birth_date"] and event_date.isoformat() < row["birth_date"]:
            raise UserError(
                "end_before_birth", name=row["full_name"] or "", date=event_date.isoformat(), birth=row["birth_date"]
            )
        for other in queries.parts(uow, "claim", [row["id"]], "k.cancelled IS NOT 1")[row["id"]]:
            if other["event_date"] == event_date.isoformat():
                raise UserError("claim_exists", name=row["full_name"] or "", date=event_date.isoformat())
        _open_then(row, cause, event_date)
        cover = cover_of(uow, row["id"])
        first = min(cover.paid | cover.planned, default=None)
        if first is not None and Month.of(event_date) < first and not anyway:
            raise UserError(
                "claim_before_cover", name=row["full_name"] or "", date=event_date.isoformat(), first=first.text
            )
        record = uow.new_id()
        uow.put(
            "claim",
            record,
            {
                "worker_id": row["id"],
                "claim_type": claim_type,
                "cause": cause,
                "event_date": event_date.isoformat(),
                "reported_on": ctx.today.isoformat(),
                **Details(known_since, place, reported_by, phone).values(),
                "status": REPORTED,
                "note": clean(note) or None,
            },
        )
    return Result(record, CHANGED)


def show(ctx: Context, claim_id: str) -> ClaimView:
    """One claim. Raises ``claim_unknown``."""
    with ctx.store.read() as reader:
        return view_of(ctx, reader, claim_id)


def listing(ctx: Context, *, status: str = "") -> list[ClaimView]:
    """All claims, those first whose clock runs out first; of one ``status`` when asked."""
    with ctx.store.read() as reader:
        rows = reader.rows(
            "SELECT * FROM claim WHERE coalesce(cancelled, 0) = 0 AND event_date IS NOT NULL "
            "AND (? = '' OR status = ?) ORDER BY event_date, id",
            (status, status),
        )
        views = views_of(ctx, reader, rows)
    return sorted(views, key=lambda view: (view.status in ENDED, view.clock.report_until, view.id))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many claims `listing` gives, and how many of them still wait for something."""

    all: int
    open: int


def counts(ctx: Context) -> Counts:
    """The counts, without computing what each claim may expect."""
    with ctx.store.read() as reader:
        row = reader.rows(
            "SELECT count(*) AS everything, coalesce(sum(coalesce(c.status, '') NOT IN (?, ?)), 0) AS waiting "
            "FROM claim c JOIN worker w ON w.id = c.worker_id JOIN worker p ON p.id = w.person_id "
            "WHERE coalesce(c.cancelled, 0) = 0 AND c.event_date IS NOT NULL",
            ENDED,
        )[0]
    return Counts(int(row["everything"]), int(row["waiting"]))


def hand_in(ctx: Context, claim_id: str, days: Mapping[str, str]) -> Result[ClaimView]:
    """Tick documents off: name -> the day it was handed in (ISO), "" takes the tick back.

    When the last one is there the claim is complete; when one is missing again it is not. Raises ``document_unknown``,
    ``date_invalid``, ``date_in_future``, ``claim_closed`` once it is paid.
    """
    for day in filter(None, days.values()):
        _past_day(ctx, day)
    with ctx.store.write(ctx.actor) as uow:
        view = view_of(ctx, uow, claim_id)
        unknown = sorted(set(days) - set(view.documents))
        if unknown:
            raise UserError("document_unknown", value=unknown[0], known=", ".join(view.documents))
        if view.status == PAID:
            raise UserError("claim_closed", status=view.status)
        now = {**view.documents, **days}
        values: dict[str, Any] = {"documents": json.dumps({name: day for name, day in now.items() if day})}
        whole = all(now.values())
        if whole and view.status == REPORTED:
            values |= {"status": COMPLETE, "completed_on": ctx.today.isoformat()}
        elif not whole and view.status == COMPLETE:
            values |= {"status": REPORTED, "completed_on": None}
        uow.put("claim", claim_id, values)
        return Result(view_of(ctx, uow, claim_id), CHANGED)


def check_known(ctx: Context, event: date, known_since: date | None) -> None:
    """Raise ``date_in_future`` or ``claim_known_before`` for a day on which an event cannot have become known."""
    if known_since is not None and known_since > ctx.today:
        raise UserError("date_in_future", value=known_since.isoformat())
    if known_since is not None and known_since < event:
        raise UserError("claim_known_before", known=known_since.isoformat(), event=event.isoformat())


def classify(
    ctx: Context, claim_id: str, claim_type: str, *, cause: str = DEATH, details: Details | None = None
) -> Result[ClaimView]:
    """Say what an event was found to be, ``jkm`` or ``jkk``, and what a report says of it.

    Without ``details`` those known stay. Raises ``claim_type_unknown``, ``claim_closed``, ``date_in_future``,
    ``claim_known_before``.
    """
    if claim_type not in claims.TYPES or cause not in claims.CAUSES:
        raise UserError("claim_type_unknown", value=claim_type, known=", ".join(claims.TYPES))
    with ctx.store.write(ctx.actor) as uow:
        row = claim_row(uow, claim_id)
        if row["status"] in (PAID, CANCELLED):
            raise UserError("claim_closed", status=row["status"])
        values: dict[str, Any] = {"claim_type": claim_type, "cause": cause}
        if details is not None:
            check_known(ctx, date.fromisoformat(row["event_date"]), details.known_since)
            values |= details.values()
        uow.put("claim", claim_id, values)
        return Result(view_of(ctx, uow, claim_id), CHANGED)


def send(ctx: Context, claim_id: str, on: date) -> Result[ClaimView]:
    """Handed to BPJS. What may be expected is kept as it is computed now.

    Raises ``claim_step`` while documents are missing, ``claim_step_state``, ``claim_type_open`` while it is not said
    what it was, ``date_in_future``, ``claim_before_event``.
    """
    with ctx.store.write(ctx.actor) as uow:
        view = _step(ctx, uow, claim_id, SENT, on)
        if view.claim_type == claims.UNKNOWN:
            raise UserError("claim_type_open")
        lines = [asdict(line) for line in view.expected.lines]
        values: dict[str, Any] = {"status": SENT, "sent_on": on.isoformat(), "expected": view.expected.high}
        uow.put("claim", claim_id, {**values, "basis": json.dumps(lines)})
        return Result(view_of(ctx, uow, claim_id), CHANGED)


def pay(
    ctx: Context,
    claim_id: str,
    on: date,
    amount: int,
    *,
    to: str,
    bank: str = "",
    account: str = "",
    anyway: bool = False,
) -> Result[ClaimView]:
    """BPJS paid ``amount`` whole rupiah to somebody's account; ``anyway``: though a death is not expected to bring it.

    Raises `UserError` ``claim_step``, ``claim_step_state``, ``claim_amount``, ``claim_amount_above``, ``claim_payee``,
    ``date_in_future``, ``claim_before_event``.
    """
    if amount < 1:
        raise UserError("claim_amount", value=amount)
    if not has_value(clean(to)):
        raise UserError("claim_payee")
    with ctx.store.write(ctx.actor) as uow:
        view = _step(ctx, uow, claim_id, PAID, on)
        most = max(view.expected.high, view.values["expected"] or 0)
        if view.cause == DEATH and amount > most > 0 and not anyway:
            raise UserError("claim_amount_above", amount=rupiah(amount), expected=rupiah(most))
        day = on.isoformat()
        values: dict[str, Any] = {"status": PAID, "paid_on": day, "decided_on": day, "amount": amount}
        values |= {"paid_to": clean(to), "paid_bank": clean(bank) or None, "paid_account": clean(account) or None}
        uow.put("claim", claim_id, {**values, "refused_reason": None})
        return Result(view_of(ctx, uow, claim_id), CHANGED)


def refuse(ctx: Context, claim_id: str, on: date, reason: str) -> Result[ClaimView]:
    """BPJS refused, with the reason. Raises ``claim_step``, ``claim_step_state``, ``reason_missing``."""
    if not has_value(clean(reason)):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        _step(ctx, uow, claim_id, REFUSED, on)
        values = {"status": REFUSED, "decided_on": on.isoformat(), "refused_reason": clean(reason)}
        uow.put("claim", claim_id, values)
        return Result(view_of(ctx, uow, claim_id), CHANGED)


def _open_then(row: Mapping[str, Any], cause: str, on: date) -> None:
    """Raise ``worker_already_ended`` when the person had ended by then, or is to die a second time."""
    ended = row["ended_on"]
    if ended and (on.isoformat() > ended or (cause == DEATH and row["end_reason"] != DIED)):
        raise UserError("worker_already_ended", name=row["full_name"] or "", date=ended, reason=row["end_reason"] or "")


def _past_day(ctx: Context, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UserError("date_invalid", field="date", value=text) from None
    if day > ctx.today:
        raise UserError("date_in_future", value=text)
    return day


def _step(ctx: Context, source: Source, claim_id: str, to: str, on: date) -> ClaimView:
    view = view_of(ctx, source, claim_id)
    if to not in claims.NEXT.get(view.status, ()):
        if view.status == REPORTED and view.missing:
            raise UserError("claim_step", status=view.status, to=to, missing=", ".join(view.missing))
        raise UserError("claim_step_state", status=view.status, to=to)
    if on > ctx.today:
        raise UserError("date_in_future", value=on.isoformat())
    if on < view.event_date:
        raise UserError("claim_before_event", date=on.isoformat(), event=view.event_date.isoformat())
    return view
