"""Who may be given a slot of a programme now, in which order, and why the others may not.

A million people are scored in one pass over their rows (`ntt_desktop.services.assignment.candidate_parts`); of those
whom nobody asks about, only the key and the points are kept. `ntt_desktop.services.assignment.candidate_lines` reads
them again when somebody looks.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ntt_desktop.domain import eligibility
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import Candidate
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.ranking import Ranked, Weights
from ntt_desktop.services.assignment.candidate_lines import Person, Reason, Refused, Waiting, people, person_of
from ntt_desktop.services.assignment.candidate_parts import Parts, Pass, candidate
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.store.assignment import candidates
from ntt_desktop.store.rows import Rows

CONTINUES_AFTER = 3
"""Three unpaid months in a row end a membership (domain section 1): paid in one of the three before is continuing."""


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
    parts: Parts
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
            key = row["pk"]
            said = self.parts.of(row, self.seen.get(row["id"]), continuing=key in self.continuing)
            unknown = tuple(dict.fromkeys(reason for _place, reason in said.unknown)) if said.unknown else ()
            place = Ranked(row["id"], rank_of[key], said.points, said.lines, self.weights.version)
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
    continuing = candidates.continuing(source, first.index, CONTINUES_AFTER)
    seen = candidates.seen(source)
    parts = Parts(ctx.reference.occupations, programme, weights, first)
    asked = Asked(ctx, programme, weights, first, continuing, seen, parts, source)
    paid = candidates.paid(source, first.index, programme.last.index)
    kept = Pass(parts, programme_pk, paid, seen, continuing, holders=holders).run(source, area, worker, progress)
    order = sorted(range(len(kept.keys)), key=kept.points.__getitem__, reverse=True)  # stable: ties stay by id
    keys = array("q", map(kept.keys.__getitem__, order))
    result = Sorted(
        ranked=people(len(keys), lambda start, stop: asked.ranked(keys[start:stop], start + 1)),
        waiting=people(len(kept.waiting), lambda start, stop: asked.waiting(kept.waiting[start:stop], kept.reasons)),
        refused=people(len(kept.refused), lambda start, stop: asked.refused(kept.refused[start:stop])),
        villages=[*map(kept.villages.__getitem__, order)],
        asked=asked,
        keys=keys,
    )
    asked.source = None  # the unit of work or reader ends; whoever looks later reads anew
    return result
