"""A claim with all that is known around it: person, family in legal order, clock, documents, expected benefit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntt_desktop.domain import benefit, claims
from ntt_desktop.domain.benefit import Benefits, Expected, Pupil, school_level
from ntt_desktop.domain.claims import DEATH, REPORTED, Clock
from ntt_desktop.domain.cover import Clocks, Terms
from ntt_desktop.domain.dates import Month
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment.clocks import Cover, cover_of
from ntt_desktop.services.context import Context
from ntt_desktop.services.people.person_detail import PersonDetail, details
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.unit_of_work import UnitOfWork

Source = Reader | UnitOfWork
"""Where claims are read: beside others, or in the unit of work that changes them."""


@dataclass(frozen=True, slots=True)
class Heir:
    """A family contact in legal order. ``place``: 0 comes first."""

    name: str
    relation: str
    phone: str
    account: str
    place: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with everything that is known around it."""

    id: str
    worker: dict[str, Any]
    claim_type: str
    cause: str
    event_date: date
    reported_on: date
    status: str
    told_on: date | None
    """The day on which BPJS heard of it, None while the clock of the report runs (`_told`)."""
    clock: Clock
    clocks: Clocks
    """Cover clocks in the month of the event."""
    covered: bool
    expected: Expected
    documents: dict[str, str]
    """Every document that is asked for -> the day it was handed in, or ""."""
    heirs: tuple[Heir, ...]
    children: tuple[dict[str, Any], ...]
    """Rows of the kind ``child``, eldest first; which of them may get the scholarship is said by ``expected``."""
    benefits: Benefits
    terms: Terms
    """The amounts and waiting clocks by which ``expected`` was computed."""
    values: dict[str, Any]
    """The claim's record."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Documents that are not there yet."""
        return tuple(name for name, day in self.documents.items() if not day)

    @property
    def clock_runs(self) -> bool:
        """BPJS has still to be told, late or not."""
        return self.told_on is None and self.status not in (claims.PAID, claims.REFUSED)


def view_of(ctx: Context, source: Source, claim_id: str) -> ClaimView:
    """One claim. Raises ``claim_unknown``."""
    found = views_of(ctx, source, [claim_row(source, claim_id)])
    if not found:
        raise UserError("claim_unknown", id=claim_id)
    return found[0]


def claim_row(source: Source, claim_id: str) -> dict[str, Any]:
    """The record of a claim that counts. Raises ``claim_unknown``."""
    rows = source.rows("SELECT * FROM claim WHERE id = ? AND coalesce(cancelled, 0) = 0", (claim_id,))
    if not rows or not rows[0]["event_date"]:
        raise UserError("claim_unknown", id=claim_id)
    return rows[0]


def views_of(ctx: Context, source: Source, rows: Sequence[dict[str, Any]]) -> list[ClaimView]:
    """These claims (rows of the table), in their order; those whose person has not arrived are left out."""
    people = {detail.worker["id"]: detail for detail in details(source, _workers(source, rows))}
    survivor = _survivors(source, rows)
    found = []
    for row in rows:
        detail = people.get(survivor.get(row["worker_id"], ""))
        if detail is None:
            continue
        event = _day(row["event_date"])
        if event is None:
            continue
        cover = cover_of(source, detail.worker["id"])
        clocks = cover.clocks(Month.of(event))
        claim_type, cause = row["claim_type"] or claims.UNKNOWN, row["cause"] or DEATH
        benefits = benefits_of(source, detail.worker["id"], Month.of(event))
        expected = _expected(benefits, detail, cover, claim_type if cause == DEATH else "", event)
        ticked = _ticked(row["documents"])
        scholarship = any(line.code == "scholarship" and line.high for line in expected.lines)
        asked = claims.documents(claim_type, cause, scholarship=scholarship)
        reported = _day(row["reported_on"]) or event
        told = _told(row, claim_type, ticked, reported)
        found.append(
            ClaimView(
                id=row["id"],
                worker=detail.worker,
                claim_type=claim_type,
                cause=cause,
                event_date=event,
                reported_on=reported,
                status=row["status"] or REPORTED,
                told_on=told,
                clock=claims.clock(event, ctx.today, known_since=_day(row["clock_from"]), reported_on=told),
                clocks=clocks,
                covered=Month.of(event) in cover.paid,
                expected=expected,
                documents={name: ticked.get(name, "") for name in asked},
                heirs=tuple(sorted(map(_heir, detail.heirs), key=lambda heir: (heir.place, heir.name))),
                children=tuple(sorted(detail.children, key=lambda child: (child["birth_date"] or "9", child["id"]))),
                benefits=benefits,
                terms=cover.terms,
                values=row,
            )
        )
    return found


def benefits_of(source: Source, worker_id: str, month: Month) -> Benefits:
    """The amounts of the programme that paid for a person in ``month`` or last before it; else those of today."""
    terms = source.rows(
        "SELECT p.benefits FROM seat_month m JOIN worker w ON w.pk = m.person JOIN programme p ON p.pk = m.programme "
        "WHERE w.id = ? AND m.in_force = 1 AND m.month <= ? ORDER BY m.month DESC LIMIT 1",
        (worker_id, month.index),
    )
    return Benefits.read(terms[0]["benefits"] if terms else None)


def _expected(benefits: Benefits, detail: PersonDetail, cover: Cover, death: str, event: date) -> Expected:
    """``death``: the kind of a death, "" for an injury, whose treatment is paid as it comes."""
    month = Month.of(event)
    covered = month in cover.paid
    if not death:
        return Expected((benefit.Line("treatment", 0, 0, "as_treated" if covered else "month_not_paid"),))
    return benefit.expected(
        benefits,
        cover.terms,
        cause=death,
        covered=covered,
        months_in_row=cover.clocks(month).months_in_row,
        children=tuple(_pupil(child) for child in detail.children),
        on=event,
    )


def _told(row: Mapping[str, Any], claim_type: str, ticked: Mapping[str, str], reported: date) -> date | None:
    """An ordinary death is told with its report. What may be an accident needs the first-stage report, or is sent."""
    if claim_type == claims.JKM:
        return reported
    days = (_day(ticked.get(claims.FIRST_STAGE)), _day(row["sent_on"]))
    return min(filter(None, days), default=None)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _workers(source: Source, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = sorted(set(_survivors(source, rows).values()))
    found: list[dict[str, Any]] = []
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        found += source.rows(f"SELECT * FROM worker WHERE id IN ({', '.join('?' * len(chunk))})", chunk)
    return found


def _survivors(source: Source, rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    ids = sorted({row["worker_id"] for row in rows if row["worker_id"]})
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(f"SELECT id, person_id FROM worker WHERE id IN ({marks})", chunk):
            found[row["id"]] = row["person_id"]
    return found


def _heir(row: Mapping[str, Any]) -> Heir:
    account = " ".join(filter(None, (row["bank_name"], row["bank_account"])))
    return Heir(
        row["name"] or "", row["relation"] or "", row["phone"] or "", account, claims.legal_order(row["relation"])
    )


def missing_for_claim(worker: Mapping[str, Any], heirs: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What a claim would lack today (domain section 3): fields of the person, ``heir``; nothing if it could be made."""
    missing = [] if worker.get("no_kk") else ["no_kk"]
    if not any(heir.get("name") and (heir.get("phone") or heir.get("nik")) for heir in heirs):
        missing.append("heir")
    if not worker.get("bank_account") and not any(heir.get("bank_account") for heir in heirs):
        missing.append("bank_account")
    return tuple(missing)


def beyond_scholarship(children: Sequence[Mapping[str, Any]], on: date) -> tuple[str, ...]:
    """Children who might have the scholarship if others of the family were not before them: more than count."""
    lines = benefit.expected(
        Benefits(),
        Terms(),
        cause=benefit.ACCIDENT,
        covered=True,
        months_in_row=None,
        children=tuple(map(_pupil, children)),
        on=on,
    ).lines
    return tuple(line.name for line in lines if line.condition == "most_children")


def _pupil(row: Mapping[str, Any]) -> Pupil:
    level = school_level(row["school_level"])
    return Pupil(row["name"] or "", _day(row["birth_date"]), level, bool(row["married"]), bool(row["working"]))


def _ticked(text: str | None) -> dict[str, str]:
    try:
        said = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): str(day) for name, day in said.items()} if isinstance(said, dict) else {}
