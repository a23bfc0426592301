"""How far everybody's months reach before a month, whoever pays: the common part of Jembatan's list and its counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ntt_desktop.domain.bridging import run_through
from ntt_desktop.domain.cover import Terms
from ntt_desktop.domain.programme import Programme
from ntt_desktop.store import bridging as records
from ntt_desktop.store.bridging import Bridge
from ntt_desktop.store.programmes import Rows


@dataclass(frozen=True, slots=True)
class End:
    """Where somebody's months end. ``last``: ``Month.index``; terms, rate and payer are those of that month."""

    last: int
    terms: Terms
    rate: int
    payer: str
    open_months: int
    """Months from then to the start that nobody bridges."""


@dataclass(slots=True)
class Reach:
    """Everybody (``pk``) whose months end before the month before ``begin`` and whose membership still stands."""

    begin: int
    ends: dict[int, End]
    seats: dict[int, tuple[int, int, int]]
    covers: dict[int, list[tuple[int, int]]]
    bridges: dict[int, list[Bridge]]
    single: dict[int, list[int]] = field(default_factory=dict)

    def look_closer(self, source: Rows, people: Iterable[int]) -> None:
        """Read the single months of those whose seats have holes: without it `run` takes no holes into account."""
        broken = [
            who
            for who in people
            if who in self.ends and who in self.seats and self.seats[who][2] <= self.seats[who][1] - self.seats[who][0]
        ]
        self.single = records.months_of(source, broken, self.begin)

    def run(self, person: int, lapse_after: int) -> int:
        """Months in a row until the last one."""
        spans = [(month, month) for month in self.single.get(person, ())]
        if person in self.seats and not spans:
            spans.append(self.seats[person][:2])
        return run_through([*spans, *self.covers.get(person, ())], lapse_after)

    def bridged_by(self, person: int, last: int) -> tuple[str, ...]:
        """Who pays in the months after ``last``."""
        mine = self.bridges.get(person, ())
        return tuple(dict.fromkeys(one.payer for one in mine if one.last > last and one.first < self.begin))

    def filled(self, person: int, last: int) -> frozenset[int]:
        """The months after ``last`` that somebody bridges."""
        mine = self.bridges.get(person)
        return _filled(mine, last + 1, self.begin - 1) if mine else frozenset()


def reach(source: Rows, known: Sequence[Programme], begin: int, now: int) -> Reach:
    """Everybody's reach; the dead and the void are still among them. Months are ``Month.index``."""
    terms_of = {one.id: one.clocks for one in known}
    paying = {
        row["pk"]: (terms_of.get(row["id"], Terms()), row["rate"] or 0, row["payer"] or "")
        for row in source.rows("SELECT pk, id, rate, payer FROM programme")
    }
    usual = max(known, key=lambda one: (one.first, one.id), default=None)
    unknown = (usual.clocks if usual else Terms(), usual.rate if usual else 0, "")
    seats, covers = records.seat_spans(source, begin), records.cover_spans(source)
    bridges = records.bridges(source)
    lasts: dict[int, tuple[int, bool]] = {person: (span[1], True) for person, span in seats.items()}
    for person, spans in covers.items():
        last = max((ended for begun, ended in spans if begun < begin), default=-1)
        if last > lasts.get(person, (-1, False))[0]:
            lasts[person] = (last, False)
    lasts = {person: end for person, end in lasts.items() if end[0] < begin - 1}
    at_seat = records.last_programmes(source, sorted({end for end, seated in lasts.values() if seated}))
    ends: dict[int, End] = {}
    for person, (last, seated) in lasts.items():
        terms, rate, payer = paying.get(at_seat.get((person, last), -1), unknown) if seated else unknown
        if now - last > terms.lapse_after:
            continue
        mine = bridges.get(person)
        gap = begin - 1 - last
        ends[person] = End(last, terms, rate, payer, gap - len(_filled(mine, last + 1, begin - 1)) if mine else gap)
    return Reach(begin, ends, seats, covers, bridges)


def _filled(bridges: Iterable[Bridge], first: int, last: int) -> frozenset[int]:
    return frozenset(month for one in bridges for month in range(max(first, one.first), min(last, one.last) + 1))
