"""How far everybody's months reach before a month, whoever pays: the common part of Jembatan's list and its counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ntt_desktop.domain.bridging import run_through
from ntt_desktop.domain.cover import Terms
from ntt_desktop.domain.programme import Programme
from ntt_desktop.store.money import bridging as records
from ntt_desktop.store.money.bridging import Bridge
from ntt_desktop.store.rows import Rows


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
    lowest = now - max((terms.lapse_after for terms, _, _ in (*paying.values(), unknown)), default=0)
    seats, covers = records.seat_spans(source, begin, lowest), records.cover_spans(source)
    bridges = records.bridges(source)
    ends: dict[int, End] = {}
    alike: dict[tuple[int, int | None], End] = {}

    def put(person: int, last: int, programme: int | None) -> None:
        key = (last, programme)
        end = alike.get(key)
        if end is None:
            terms, rate, payer = unknown if programme is None else paying.get(programme, unknown)
            end = alike[key] = End(last, terms, rate, payer, begin - 1 - last)
        if now - last > end.terms.lapse_after:
            return
        if mine := bridges.get(person):
            end = replace(end, open_months=end.open_months - len(_filled(mine, last + 1, begin - 1)))
        ends[person] = end

    at_seat = {last: records.programmes_at(source, last) for last in {span[1] for span in seats.values()}}
    later = _cover_ends(source, covers, seats, begin, lowest)
    for person, (_, last, _) in seats.items():
        if person not in later:
            put(person, last, at_seat[last].get(person))
    for person, last in later.items():
        if last < begin - 1:
            put(person, last, None)
    return Reach(begin, ends, seats, covers, bridges)


def _cover_ends(
    source: Rows,
    covers: dict[int, list[tuple[int, int]]],
    seats: dict[int, tuple[int, int, int]],
    begin: int,
    lowest: int,
) -> dict[int, int]:
    """Who has earlier cover that reaches further than any seat before ``begin``, and how far."""
    found = {}
    for person, spans in covers.items():
        last = max((ended for begun, ended in spans if begun < begin), default=-1)
        if last >= lowest and last > (seats[person][1] if person in seats else -1):
            found[person] = last
    unseen = [person for person in found if person not in seats]
    for person, months in records.months_of(source, unseen, begin).items():
        if months[-1] >= found[person]:
            del found[person]
        else:
            seats[person] = (months[0], months[-1], len(months))
    return found


def _filled(bridges: Iterable[Bridge], first: int, last: int) -> frozenset[int]:
    return frozenset(month for one in bridges for month in range(max(first, one.first), min(last, one.last) + 1))
