"""One pass over everybody's row: who may be ranked and with how many points, and who is put aside.

Values repeat: what the rules and the weights say of each is found once (`ntt_desktop.domain.scoring`), so that a
person costs a few look-ups and one sum. Who needs a second look is pushed far below every possible sum.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import compress, repeat
from typing import Any, TypeVar

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import Candidate
from ntt_desktop.domain.occupations import OccupationTable
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.ranking import Weights
from ntt_desktop.domain.scoring import Part, Scorer, together
from ntt_desktop.services.assignment.candidate_lines import Reason
from ntt_desktop.services.context import Progress
from ntt_desktop.store.assignment import candidates
from ntt_desktop.store.assignment.candidates import Paid, Seen
from ntt_desktop.store.rows import Rows

SLOT_FIELDS = ("birth_date", "sex", "occupation")

NOBODY = Seen()
"""Of whom nothing is said."""

_ASIDE = -(1 << 40)
_FAR_BELOW = _ASIDE // 2
"""Lower than any sum of points, however weights are set."""

K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V]):
    """Answers that are found when first asked for."""

    def __init__(self, find: Callable[[K], V]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: K) -> V:
        found = self[key] = self._find(key)
        return found


RestKey = tuple[tuple[str, ...], Seen, bool]
"""Values of `candidates.TRAITS`, what is said of the person, whether the membership runs on."""


class Parts:
    """What the rules and the weights of a programme say of each value that occurs."""

    def __init__(self, occupations: OccupationTable, programme: Programme, weights: Weights, first: Month) -> None:
        scorer = Scorer(programme.eligibility, weights, first, programme.last)
        self._occupations = occupations
        self.births: Remembered[str | None, Part] = Remembered(lambda text: scorer.birth(read_day(text)))
        self.villages: Remembered[str, Part] = Remembered(scorer.village)
        self.deciles: Remembered[int | None, Part] = Remembered(scorer.decile)
        self.registered: Remembered[str, Part] = Remembered(scorer.registered)
        self.rests: Remembered[RestKey, Part] = Remembered(lambda key: scorer.rest(self._candidate(*key)))

    def of(self, row: Mapping[str, Any], seen: Seen | None, *, continuing: bool) -> Part:
        """What is said of a person, by a row of the worker table."""
        return together(
            self.births[row["birth_date"]],
            self.villages[row["village_code"] or ""],
            self.deciles[row["decile"]],
            self.registered[row["registered_on"] or ""],
            self.rests[traits_of(row), seen or NOBODY, continuing],
        )

    def _candidate(self, traits: Sequence[str], seen: Seen, continuing: bool) -> Candidate:
        row = {**_EMPTY, **dict(zip(candidates.TRAITS, traits, strict=True))}
        return candidate(self._occupations, row, seen, continuing=continuing)


class Pass:
    """One pass over everybody's row.

    ``programme``: its ``pk``. ``holders``: also those who hold a slot of it already, as if nobody did.
    """

    def __init__(
        self,
        parts: Parts,
        programme: int,
        paid: Mapping[int, list[Paid]],
        seen: Mapping[str, Seen],
        continuing: set[int],
        *,
        holders: bool,
    ) -> None:
        self._parts, self._programme, self._holders = parts, programme, holders
        self._paid, self._continuing = paid, continuing
        kinds = {id(NOBODY): NOBODY} | {id(what): what for what in seen.values()}
        self._kinds = list(kinds.values())
        numbers = {one: number for number, one in enumerate(kinds)}
        self._seen = {person: numbers[id(what)] for person, what in seen.items()}
        self._births = Remembered[str | None, int](lambda born: _points(parts.births[born], bool(born)))
        self._villages = Remembered[str, int](lambda village: _points(parts.villages[village]))
        self._deciles = Remembered[int | None, int](lambda decile: _points(parts.deciles[decile]))
        self._registered = Remembered[str, int](lambda day: _points(parts.registered[day]))
        self._rests = Remembered[tuple[str, int, bool], int](self._rest)
        self._evidence = Remembered[int, int](lambda count: _ASIDE if count else 0)
        self.keys: array[int] = array("q")
        """``pk`` of each who has a rank."""
        self.points: array[int] = array("q")
        self.villages: list[str] = []
        self.waiting: array[int] = array("q")
        self.reasons: dict[int, Reason] = {}
        self.refused: array[int] = array("q")

    def run(self, source: Rows, area: str, worker: str, progress: Progress) -> "Pass":
        """Score everybody of ``area``; all come out in the order of their ids."""
        names = {row["pk"]: row["name"] or row["code"] or "" for row in source.rows("SELECT * FROM programme")}
        total = candidates.count(source, area, worker)
        done, last, in_order = 0, "", True
        for rows in candidates.scanned(source, area, worker):
            progress(done, total)
            done += len(rows)
            keys, ids, villages, births, deciles, days, evidence, traits = zip(*rows, strict=True)
            in_order = in_order and ids[0] > last and sorted(ids) == list(ids)
            last = ids[-1]
            known = map(self._seen.get, ids, repeat(0)) if self._seen else repeat(0, len(ids))
            going_on = map(self._continuing.__contains__, keys) if self._continuing else repeat(False, len(ids))
            by_value = (
                map(self._rests.__getitem__, zip(traits, known, going_on, strict=True)),
                map(self._births.__getitem__, births),
                map(self._villages.__getitem__, villages),
                map(self._deciles.__getitem__, deciles),
                map(self._registered.__getitem__, days),
                map(self._evidence.__getitem__, evidence),
            )
            points = list(map(sum, zip(*by_value, strict=True)))
            if self._paid:
                points = [_ASIDE if key in self._paid else one for key, one in zip(keys, points, strict=True)]
            if min(points) < _FAR_BELOW:
                points = [
                    one if one > _FAR_BELOW else self._look_at(source, row, names)
                    for one, row in zip(points, rows, strict=True)
                ]
                kept = [one > _FAR_BELOW for one in points]
                points = list(compress(points, kept))
                keys, villages = tuple(compress(keys, kept)), tuple(compress(villages, kept))
            self.keys.extend(array("q", keys))
            self.points.extend(array("q", points))
            self.villages.extend(villages)
        if not in_order:
            self._put_in_order(candidates.places(source))
        progress(total, total)
        return self

    def _rest(self, key: tuple[str, int, bool]) -> int:
        text, kind, continuing = key
        traits = tuple(text.split(candidates.PARTED))
        if len(traits) != len(candidates.TRAITS):
            return _ASIDE
        seen = self._kinds[kind]
        return _points(self._parts.rests[traits, seen, continuing], bool(traits[0] and traits[1] and not seen.refused))

    def _look_at(self, source: Rows, row: Sequence[Any], names: Mapping[int, str]) -> int:
        """The points of somebody of whom there is more to say; far below when the person is put aside."""
        key, person, village, born, decile, day, evidence, text = row
        payers = self._paid.get(key, [])
        if any(one.programme == self._programme and one.in_force for one in payers):
            if not self._holders:
                return _ASIDE
            payers = [one for one in payers if one.programme != self._programme]
        traits = tuple(text.split(candidates.PARTED))
        if len(traits) != len(candidates.TRAITS):
            (found,) = candidates.by_key(source, [key])
            traits = traits_of(found)
        seen = self._kinds[self._seen.get(person, 0)]
        said = self._parts
        rest = said.rests[traits, seen, key in self._continuing]
        whole = together(said.births[born], said.villages[village], said.deciles[decile], said.registered[day], rest)
        if not whole.eligible:
            self.refused.append(key)
        elif reason := _in_the_way((born, *traits[:2]), evidence, payers, names, seen.refused):
            self.waiting.append(key)
            self.reasons[key] = reason
        else:
            return whole.points
        return _ASIDE

    def _put_in_order(self, places: Sequence[int]) -> None:
        """By id what was read as it lies in the table."""
        order = sorted(range(len(self.keys)), key=[places[key] for key in self.keys].__getitem__)
        self.points = array("q", map(self.points.__getitem__, order))
        self.villages = [*map(self.villages.__getitem__, order)]
        self.keys, self.waiting, self.refused = (
            array("q", sorted(keys, key=places.__getitem__)) for keys in (self.keys, self.waiting, self.refused)
        )


def traits_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of `candidates.TRAITS` in a row of the worker table."""
    return tuple(row[name] or "" for name in candidates.TRAITS)


def _points(part: Part, plain: bool = True) -> int:
    """The points of a part; far below when a rule says no, or when it is not ``plain``."""
    return part.points if part.eligible and plain else _ASIDE


_EMPTY: dict[str, Any] = dict.fromkeys((*candidates.COLUMNS, "id"))


def _in_the_way(
    has: Sequence[str | None], evidence: int, payers: Iterable[Paid], names: Mapping[int, str], refused: str
) -> Reason | None:
    if payers:
        for payer in payers:
            if payer.in_force:
                return Reason("already_paid", {"programme": payer.code or names.get(payer.programme, "")})
        return Reason("contested", {})
    if missing := [name for name, value in zip(SLOT_FIELDS, has, strict=True) if not value]:
        return Reason("fields_missing", {"fields": missing})
    if evidence:
        return Reason("needs_evidence", {"count": evidence})
    return Reason("identity_refused", {"answer": refused}) if refused else None


def candidate(
    occupations: OccupationTable, row: Mapping[str, Any], seen: Seen | None, *, continuing: bool
) -> Candidate:
    """What the rules and the ranking look at, of a row of the worker table."""
    text = row["occupation"] or ""
    match = occupations.match(text)
    return Candidate(
        id=row["id"] or "",
        birth_date=read_day(row["birth_date"]),
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


def read_day(text: str | None) -> date | None:
    """A day as a column holds it; None for what is not one."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
