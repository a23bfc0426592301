"""Where one person stands in the order of each programme, among the people of the same kecamatan."""

import json
from dataclasses import dataclass

from ntt_desktop.domain import eligibility
from ntt_desktop.domain.allocation import inside
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.ranking import Line, Ranked
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import candidates
from ntt_desktop.services.assignment.candidate_lines import Reason
from ntt_desktop.services.assignment.candidate_parts import candidate
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.store.assignment import candidates as queries
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.people import worker_records as people
from ntt_desktop.store.rows import Rows

_SUBDISTRICT = 8
"""Characters of a village's code that name its kecamatan."""


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place in one programme. ``place`` is None for who is not ranked, and ``reasons`` say why."""

    programme: str
    """Its code."""
    name: str
    area: str
    """The kecamatan's code; "" when it is the place at which the slot was given."""
    of: int
    """How many people of the kecamatan are ranked."""
    place: Ranked | None = None
    reasons: tuple[Reason, ...] = ()
    unknowns: tuple[str, ...] = ()
    warnings: tuple[Reason, ...] = ()
    """What will matter later: reaching the age limit during the programme."""


def places(ctx: Context, worker_id: str, progress: Progress = silent) -> list[Place]:
    """The person's place in every programme that has open months and pays in the person's village.

    Raises ``worker_missing``.
    """
    with ctx.store.read() as reader:
        row = people.find_one(reader, worker_id)
        if row is None:
            raise UserError("worker_missing", id=worker_id)
        village = row["village_code"] or ""
        area = village[:_SUBDISTRICT]
        found = []
        for programme in programmes.every(reader):
            if row["ended_on"] or programme.first_open > programme.last or not inside(programme.region, village):
                continue
            pk = reader.value("SELECT pk FROM programme WHERE id = ?", (programme.id,))
            ranking = candidates.sort(ctx, reader, programme, pk, programme.first_open, area=area, progress=progress)
            at = ranking.keys.index(row["pk"]) if row["pk"] in ranking.keys else None
            place: Ranked | None = None
            unknowns: tuple[str, ...] = ()
            if at is not None:
                ((_person, place, unknowns),) = ranking.chosen([at])
            reasons = [one.reason for one in ranking.waiting if one.person.id == row["id"]]
            reasons += [reason for one in ranking.refused if one.person.id == row["id"] for reason in one.reasons]
            given = None if place is not None or reasons else _given(reader, row["pk"], pk)
            found.append(
                Place(
                    programme.code,
                    programme.name,
                    area if given is None else "",
                    len(ranking.ranked) if given is None else given[1],
                    place if given is None else given[0],
                    tuple(reasons),
                    unknowns,
                    _warnings(ctx, reader, row["id"], programme),
                )
            )
    return found


def _given(source: Rows, person: int, programme: int) -> tuple[Ranked, int] | None:
    """The place at which a slot was given, and among how many; None without a slot."""
    rows = source.rows(
        "SELECT s.worker_id, s.rank, s.score, s.explanation FROM slot s JOIN seat_month m ON m.slot = s.pk "
        "WHERE m.person = ? AND m.programme = ? AND m.in_force = 1 ORDER BY m.month DESC LIMIT 1",
        (person, programme),
    )
    if not rows:
        return None
    said = json.loads(rows[0]["explanation"] or "{}")
    lines = tuple(Line(code, points, params) for code, points, params in said.get("lines", ()))
    place = Ranked(
        rows[0]["worker_id"], rows[0]["rank"] or 0, rows[0]["score"] or 0, lines, said.get("weights_version", 1)
    )
    return place, int(said.get("of", 0))


def _warnings(ctx: Context, source: Rows, worker: str, programme: Programme) -> tuple[Reason, ...]:
    rows = queries.people(source, worker=worker)
    if not rows:
        return ()
    asked = candidate(ctx.reference.occupations, rows[0], None, continuing=False)
    said = eligibility.evaluate(asked, programme.eligibility, programme.first_open, until=programme.last)
    return tuple(Reason(answer.reason, answer.params) for answer in said.warnings)
