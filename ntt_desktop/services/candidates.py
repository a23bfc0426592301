"""Who may be given a slot of a programme now, in which order, and why the others may not.

A million people are scored in one pass over their rows; of those whom nobody asks about, only the key and the points
are kept. `ntt_desktop.services.candidate_lines` reads them again when somebody looks.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntt_desktop.domain import eligibility, ranking
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import Candidate
from ntt_desktop.domain.occupations import OccupationTable
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.ranking import Ranked, Weights
from ntt_desktop.domain.scoring import Score, Scorer
from ntt_desktop.services.candidate_lines import Person, Reason, Refused, Waiting, people, person_of
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.store import candidates
from ntt_desktop.store.rows import Rows

CONTINUES_AFTER = 3
"""Three unpaid months in a row end a membership (domain section 1): paid in one of the three before is continuing."""

SLOT_FIELDS = ("birth_date", "sex", "occupation")


@dataclass(slots=True)
class Sorted:
    """Everybody considered: ranked (eligible, nothing in the way), waiting with a reason, or refused by a rule."""

    ranked: Sequence[tuple[Person, Ranked]] = ()
    waiting: Sequence[Waiting] = ()
    refused: Sequence[Refused] = ()
    villages: Sequence[str] = ()
    """The village of each who is ranked, in their order."""
    asked: "Asked | None" = None
    keys: "array[int]" = field(default_factory=lambda: array("q"))
    """``pk`` of each who is ranked, in their order."""

    def chosen(self, places: Sequence[int]) -> list[tuple[Person, Ranked, tuple[str, ...]]]:
        """Who has these places (0 is first), explained, with the codes of what must be known before the decree."""
        return self.asked.explained([self.keys[at] for at in places], [at + 1 for at in places]) if self.asked else []


@dataclass(slots=True)
class Asked:
    """What a sort was about, to explain single people of it afterwards."""

    ctx: Context
    programme: Programme
    weights: Weights
    first: Month
    continuing: set[int]
    seen: Mapping[str, candidates.Seen]
    source: Rows | None = None
    """Where rows are read; None: the store, at the time of asking."""

    def rows(self, keys: Sequence[int]) -> list[dict[str, Any]]:
        """Rows of these people, in this order."""
        if self.source is not None:
            return candidates.by_key(self.source, keys)
        with self.ctx.store.read() as reader:
            return candidates.by_key(reader, keys)

    def candidate(self, row: Mapping[str, Any]) -> Candidate:
        """What the rules look at."""
        occupations = self.ctx.reference.occupations
        return candidate(occupations, row, self.seen.get(row["id"]), continuing=row["pk"] in self.continuing)

    def explained(self, keys: Sequence[int], ranks: Sequence[int]) -> list[tuple[Person, Ranked, tuple[str, ...]]]:
        """People with their ranks, explained line by line, and the codes of what the rules do not know of them."""
        rank_of = dict(zip(keys, ranks, strict=True))
        found = []
        for row in self.rows(keys):
            person = self.candidate(row)
            lines = ranking.explain(person, self.weights, self.first)
            points = sum(line.points for line in lines)
            said = eligibility.evaluate(person, self.programme.eligibility, self.first, until=self.programme.last)
            unknown = tuple(dict.fromkeys(answer.reason for answer in said.unknowns))
            place = Ranked(row["id"], rank_of[row["pk"]], points, lines, self.weights.version)
            later = tuple(Reason(answer.reason, answer.params) for answer in said.warnings)
            found.append((person_of(row, later), place, unknown))
        return found

    def ranked(self, keys: Sequence[int], first_rank: int) -> list[tuple[Person, Ranked]]:
        """Places from ``first_rank`` on."""
        ranks = range(first_rank, first_rank + len(keys))
        return [(person, place) for person, place, _unknown in self.explained(keys, ranks)]

    def refused(self, keys: Sequence[int]) -> list[Refused]:
        """Those to whom rules say no, with every reason."""
        found = []
        for row in self.rows(keys):
            said = eligibility.evaluate(self.candidate(row), self.programme.eligibility, self.first)
            reasons = tuple(Reason(answer.reason, answer.params) for answer in said.refusals)
            found.append(Refused(person_of(row), reasons))
        return found

    def waiting(self, keys: Sequence[int], reasons: Mapping[int, Reason]) -> list[Waiting]:
        """Those who wait without a rank; ``reasons`` of each by key."""
        return [Waiting(person_of(row), reasons[row["pk"]]) for row in self.rows(keys)]


def sort(
    ctx: Context,
    source: Rows,
    programme: Programme,
    programme_pk: int,
    first: Month,
    *,
    area: str = "",
    worker: str = "",
    weights: Weights | None = None,
    holders: bool = False,
    progress: Progress = silent,
) -> Sorted:
    """Sort everybody of ``area`` who does not hold a slot of the programme from month ``first`` on.

    ``weights``: others than the programme's, for a trial. ``holders``: also who holds one already, as if nobody did.
    """
    weights = weights or programme.weights
    asked = Asked(
        ctx,
        programme,
        weights,
        first,
        candidates.continuing(source, first.index, CONTINUES_AFTER),
        candidates.seen(source),
        source,
    )
    kept = _Pass(asked, programme_pk, source, holders=holders).run(area, worker, progress)
    order = sorted(range(len(kept.keys)), key=kept.points.__getitem__, reverse=True)  # stable: ties stay by id
    keys = array("q", map(kept.keys.__getitem__, order))
    result = Sorted(
        ranked=people(len(keys), lambda start, stop: asked.ranked(keys[start:stop], start + 1)),
        waiting=people(len(kept.waiting), lambda start, stop: asked.waiting(kept.waiting[start:stop], kept.reasons)),
        refused=people(len(kept.refused), lambda start, stop: asked.refused(kept.refused[start:stop])),
        villages=[kept.villages[at] for at in order],
        asked=asked,
        keys=keys,
    )
    asked.source = None  # the unit of work or reader ends; whoever looks later reads anew
    return result


class _Pass:
    """One pass over everybody's row."""

    def __init__(self, asked: Asked, programme_pk: int, source: Rows, *, holders: bool) -> None:
        self._asked, self._source, self._holders = asked, source, holders
        self._programme_pk = programme_pk
        self._scorer = Scorer(asked.programme.eligibility, asked.weights, asked.first)
        self._rest: dict[tuple[Any, ...], Score] = {}
        self.keys: array[int] = array("q")
        self.points: array[int] = array("q")
        self.villages: list[str] = []
        self.waiting: array[int] = array("q")
        self.reasons: dict[int, Reason] = {}
        self.refused: array[int] = array("q")

    def run(self, area: str, worker: str, progress: Progress) -> "_Pass":
        """Score everybody of ``area``."""
        asked, source = self._asked, self._source
        paid = candidates.paid(source, asked.first.index, asked.programme.last.index)
        names = {row["pk"]: row["name"] or row["code"] or "" for row in source.rows("SELECT * FROM programme")}
        births: dict[str | None, Score] = {}
        villages: dict[str, Score] = {}
        deciles: dict[int | None, Score] = {}
        registered: dict[str, Score] = {}
        rests, seen, continuing, scorer = self._rest, asked.seen, asked.continuing, self._scorer
        nobody = candidates.Seen()
        total = candidates.count(source, area, worker)
        done = 0
        for rows in candidates.scanned(source, area, worker):
            progress(done, total)
            done += len(rows)
            for pk, worker_id, village, born, decile, since, open_evidence, *values in rows:
                payers = paid.get(pk)
                if payers and any(p.programme == self._programme_pk and p.in_force for p in payers):
                    if not self._holders:
                        continue
                    payers = [p for p in payers if p.programme != self._programme_pk]
                known = seen.get(worker_id, nobody) if seen else nobody
                rest_key = (*values, known, pk in continuing)
                if (rest := rests.get(rest_key)) is None:
                    rest = rests[rest_key] = scorer.rest(self._candidate(values, known, pk in continuing))
                if (birth := births.get(born)) is None:
                    birth = births[born] = scorer.birth(_date(born))
                if (where := villages.get(village)) is None:
                    where = villages[village] = scorer.village(village)
                if (part := deciles.get(decile)) is None:
                    part = deciles[decile] = scorer.decile(decile)
                if (day := registered.get(since)) is None:
                    day = registered[since] = scorer.registered(since)
                if not (rest[0] and birth[0] and where[0] and part[0]):
                    self.refused.append(pk)
                elif reason := _in_the_way(born, values, open_evidence, payers, names, known.refused):
                    self.waiting.append(pk)
                    self.reasons[pk] = reason
                else:
                    self.keys.append(pk)
                    self.points.append(rest[1] + birth[1] + where[1] + part[1] + day[1])
                    self.villages.append(village)
        progress(total, total)
        return self

    def _candidate(self, values: Sequence[Any], seen: candidates.Seen, continuing: bool) -> Candidate:
        row = {**_EMPTY, **dict(zip(candidates.TRAITS, values, strict=True))}
        return candidate(self._asked.ctx.reference.occupations, row, seen, continuing=continuing)


_EMPTY: dict[str, Any] = dict.fromkeys((*candidates.COLUMNS, "id"))


def _in_the_way(
    born: str | None, values: Sequence[Any], evidence: int, payers: Any, names: Mapping[int, str], refused: str
) -> Reason | None:
    if payers:
        for payer in payers:
            if payer.in_force:
                return Reason("already_paid", {"programme": names.get(payer.programme, "")})
        return Reason("contested", {})
    if not (born and values[0] and values[1]):
        has = dict(zip(SLOT_FIELDS, (born, values[0], values[1]), strict=True))
        return Reason("fields_missing", {"fields": [name for name in SLOT_FIELDS if not has[name]]})
    if evidence:
        return Reason("needs_evidence", {"count": evidence})
    return Reason("identity_refused", {"answer": refused}) if refused else None


def candidate(
    occupations: OccupationTable, row: Mapping[str, Any], seen: candidates.Seen | None, *, continuing: bool
) -> Candidate:
    """What the rules and the ranking look at, of a row of the worker table."""
    text = row["occupation"] or ""
    match = occupations.match(text)
    return Candidate(
        id=row["id"] or "",
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
        alive=seen.alive if seen else None,
        decile=row["decile"],
        disability=row["disability"] or "",
        family_role=row["family_role"] or "",
        registered_on=row["registered_on"] or "",
        continuing=continuing,
        own_cover=bool(seen and seen.own_cover),
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
