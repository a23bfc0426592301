"""Who may be given a slot of a programme now, in which order, and why the others may not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntt_desktop.domain import eligibility, ranking
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import Candidate
from ntt_desktop.domain.occupations import OccupationTable
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.ranking import Ranked
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.store import candidates
from ntt_desktop.store.programmes import Rows

CONTINUES_AFTER = 3
"""Three unpaid months in a row end a membership (domain section 1): paid in one of the three before is continuing."""

SLOT_FIELDS = ("birth_date", "sex", "occupation")


@dataclass(frozen=True, slots=True)
class Person:
    """Who a line of the result is about; ``pk`` of the surviving worker."""

    id: str
    pk: int
    name: str
    nik: str
    village: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why someone waits or may not: a code for the sentence and its words."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone who has to wait; ``rank`` is None for those who are not ranked yet."""

    person: Person
    reason: Reason
    rank: Ranked | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Someone to whom a rule says no."""

    person: Person
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class Sorted:
    """Everybody considered: ranked (eligible, nothing in the way), waiting with a reason, or refused by a rule."""

    ranked: list[tuple[Person, Ranked]] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unknowns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Person -> codes of what is not known yet and must be before the decree."""


def sort(
    ctx: Context,
    source: Rows,
    programme: Programme,
    programme_pk: int,
    first: Month,
    *,
    area: str = "",
    worker: str = "",
    progress: Progress = silent,
) -> Sorted:
    """Sort everybody of ``area`` who does not hold a slot of the programme from month ``first`` on."""
    rows = candidates.people(source, area, worker)
    seen = candidates.seen(source)
    paid = candidates.paid(source, first.index, programme.last.index)
    continuing = candidates.continuing(source, first.index, CONTINUES_AFTER)
    names = {row["pk"]: row["name"] or row["code"] or "" for row in source.rows("SELECT pk, code, name FROM programme")}
    rules, weights = programme.eligibility, programme.weights
    result = Sorted()
    free: dict[str, Person] = {}
    able: list[Candidate] = []
    for done, row in enumerate(rows):
        if done % 2000 == 0:
            progress(done, len(rows))
        payers = paid.get(row["pk"], ())
        if any(payer.programme == programme_pk and payer.in_force for payer in payers):
            continue
        person = Person(row["id"], row["pk"], row["full_name"] or "", row["nik"] or "", row["village_code"] or "")
        asked = candidate(ctx.reference.occupations, row, seen.get(row["id"]), continuing=row["pk"] in continuing)
        said = eligibility.evaluate(asked, rules, first, until=programme.last)
        if not said.eligible:
            reasons = tuple(Reason(answer.reason, answer.params) for answer in said.refusals)
            result.refused.append(Refused(person, reasons))
        elif reason := _in_the_way(row, payers, names):
            result.waiting.append(Waiting(person, reason))
        else:
            free[person.id] = person
            able.append(asked)
            result.unknowns[person.id] = tuple(dict.fromkeys(answer.reason for answer in said.unknowns))
    result.ranked = [(free[place.id], place) for place in ranking.rank(able, weights, on=first)]
    progress(len(rows), len(rows))
    return result


def _in_the_way(row: Mapping[str, Any], payers: Any, names: Mapping[int, str]) -> Reason | None:
    for payer in payers:
        if payer.in_force:
            return Reason("already_paid", {"programme": names.get(payer.programme, "")})
    if payers:
        return Reason("contested", {})
    missing = [name for name in SLOT_FIELDS if not row[name]]
    if missing:
        return Reason("fields_missing", {"fields": missing})
    if row["open_evidence"] or row["joined_evidence"]:
        return Reason("needs_evidence", {"count": row["open_evidence"] + row["joined_evidence"]})
    return None


def candidate(
    occupations: OccupationTable, row: Mapping[str, Any], seen: candidates.Seen | None, *, continuing: bool
) -> Candidate:
    """What the rules and the ranking look at, of a row of the worker table."""
    text = row["occupation"] or ""
    match = occupations.match(text)
    return Candidate(
        id=row["id"],
        birth_date=_date(row["birth_date"]),
        sex=row["sex"] or "",
        village_code=row["village_code"] or "",
        occupation=text,
        occupation_kind=match.kind,
        high_risk=occupations.high_risk(match.id),
        work_seen=bool(seen and seen.work_settled),
        employment_status=row["employment_status"] or "",
        other_cover=row["other_cover"] or "",
        bpjs_status=row["bpjs_status"] or "",
        withdrawn_on=row["withdrawn_on"] or "",
        alive=True if seen and seen.alive else None,
        decile=row["decile"],
        disability=row["disability"] or "",
        family_role=row["family_role"] or "",
        registered_on=row["registered_on"] or "",
        continuing=continuing,
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
