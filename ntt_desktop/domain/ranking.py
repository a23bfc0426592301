"""In what order eligible people are given slots, explained line by line (domain section 4).

Points are whole numbers from editable weights, so that the order is the same on every machine; ties break on id.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from ntt_desktop.domain.dates import Month, age_on, months_between
from ntt_desktop.domain.eligibility import Candidate, Param
from ntt_desktop.domain.text import fold_known as fold

_HEAD_OF_HOUSEHOLD = frozenset(("KEPALA KELUARGA", "KEPALA RUMAH TANGGA", "KK", "HEAD OF THE FAMILY"))
_NO_DISABILITY = frozenset(("", "TIDAK", "TIDAK ADA", "BUKAN", "NONE"))
_YOUNGEST = 18


@dataclass(frozen=True, slots=True)
class Weights:
    """Points; changing one makes a new version. 0 switches a line off."""

    continuing: int = 1000
    """A gap costs the family its waiting clocks, so these come first."""
    decile: int = 20
    """For each decile below 11: decile 1 has ten times this. A missing decile scores 0."""
    disability: int = 60
    woman_head: int = 60
    high_risk: int = 50
    age: int = 1
    """For each year of age above 18."""
    registration: int = 2
    """For each whole month of waiting since registration, at most 24 months."""
    version: int = 1

    def to_json(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Weights":
        """From `to_json`; weights of a newer program are passed over."""
        known = {item.name for item in fields(cls)}
        return cls(**{name: int(value) for name, value in data.items() if name in known})


LONGEST_WAIT = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation."""

    code: str
    points: int
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One person's place: 1 is first."""

    id: str
    rank: int
    points: int
    lines: tuple[Line, ...]
    version: int
    """Of the weights."""


def is_woman_head(person: Candidate) -> bool:
    """A woman who heads a household."""
    return person.sex == "P" and fold(person.family_role) in _HEAD_OF_HOUSEHOLD


def explain(person: Candidate, weights: Weights, on: Month) -> tuple[Line, ...]:
    """The lines of one person's points at month ``on``; lines of 0 points are left out, except a missing decile."""
    lines = []
    if person.continuing:
        lines.append(Line("continuing", weights.continuing))
    if person.decile is None:
        lines.append(Line("decile_unknown", 0))
    else:
        lines.append(Line("decile", weights.decile * (11 - person.decile), {"decile": person.decile}))
    if fold(person.disability) not in _NO_DISABILITY:
        lines.append(Line("disability", weights.disability, {"disability": person.disability}))
    if is_woman_head(person):
        lines.append(Line("woman_head", weights.woman_head))
    if person.high_risk:
        lines.append(Line("high_risk", weights.high_risk, {"occupation": person.occupation}))
    if person.birth_date:
        age = age_on(person.birth_date, on.first_day)
        lines.append(Line("age", weights.age * max(age - _YOUNGEST, 0), {"age": age}))
    if person.registered_on:
        since = months_between(Month.of(date.fromisoformat(person.registered_on[:10])), on)
        waited = min(max(since, 0), LONGEST_WAIT)
        words: dict[str, Param] = {"months": waited, "date": person.registered_on[:10]}
        lines.append(Line("registration", weights.registration * waited, words))
    return tuple(line for line in lines if line.points or line.code == "decile_unknown")


def rank(candidates: Iterable[Candidate], weights: Weights, *, on: Month) -> list[Ranked]:
    """Everybody in order, most points first, ties on id. Who is eligible is asked before."""
    explained = [(person.id, explain(person, weights, on)) for person in candidates]
    scored = sorted(
        ((sum(line.points for line in lines), person, lines) for person, lines in explained),
        key=lambda item: (-item[0], item[1]),
    )
    return [
        Ranked(person, place, points, lines, weights.version)
        for place, (points, person, lines) in enumerate(scored, start=1)
    ]
