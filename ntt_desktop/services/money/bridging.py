"""Jembatan: everybody whose last paid or planned month ends before the next programme starts, and who pays between.

A planned month counts as if it will be paid. Who is past the months that end a membership is not listed: there is
nothing left to bridge. Months from the last one to the start are the gap; a bridge of a payer fills months of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ntt_desktop.domain.bridging import Lost, lost
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import PAYERS, Programme, read_month
from ntt_desktop.services.areas import area_of
from ntt_desktop.services.context import Context
from ntt_desktop.services.money.bridging_reach import reach
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.money import bridging as records
from ntt_desktop.store.rows import Rows

SEASON_BEGINS = 10
"""From October on there is time to find money for January."""
_APRIL = 4
"""Budgets begin to pay in about April; assumed only while no next programme is known here, and said on screen."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first month that the next budget pays. ``assumed``: no programme that starts later is known here."""

    month: Month
    assumed: bool
    programme: str = ""
    """Its code."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One person between two budgets. ``worker``: the surviving record's id; money is whole rupiah."""

    worker: str
    name: str
    nik: str
    village: str
    last: Month
    """The last month paid or planned."""
    ends: Month | None
    """The month with whose end the membership ends if nobody pays; None when the gap is too short for that."""
    months: int
    """Months of the gap."""
    open_months: int
    """Of them, those that nobody bridges."""
    rate: int
    lost: Lost
    payer: str
    """Who paid until now; "" when only earlier cover says so."""
    bridged_by: tuple[str, ...]
    bridged: frozenset[int] = frozenset()
    """Months of the gap (``Month.index``) that somebody bridges."""

    @property
    def rupiah(self) -> int:
        """What the whole gap costs."""
        return self.months * self.rate

    @property
    def open_rupiah(self) -> int:
        """What is still to be found."""
        return self.open_months * self.rate


@dataclass(frozen=True, slots=True)
class Village:
    """The people of one village. ``payers``: who else is known to pay there, and the worker."""

    village: str
    people: int
    bridged: int
    first_lapse: Month
    """The first month without cover of whoever is first."""
    losing_jkm: int
    losing_scholarship: int
    rupiah: int
    open_rupiah: int
    payers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridging:
    """Everybody between two budgets, by village and name."""

    start: Start
    people: tuple[Gap, ...]
    villages: tuple[Village, ...]

    @property
    def bridged(self) -> int:
        """People of whom every month of the gap has a payer."""
        return sum(not one.open_months for one in self.people)

    @property
    def open(self) -> int:
        """People of whom a month has none."""
        return len(self.people) - self.bridged

    @property
    def rupiah(self) -> int:
        """What all gaps cost."""
        return sum(one.rupiah for one in self.people)

    @property
    def open_rupiah(self) -> int:
        """What is still to be found."""
        return sum(one.open_rupiah for one in self.people)


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts for the first page."""

    start: Start
    people: int
    bridged: int
    open: int
    open_rupiah: int
    first_lapse: Month | None
    """The first month in which somebody whom nobody bridges is without cover."""


def listing(ctx: Context, *, start: str = "", area: str = "") -> Bridging:
    """Everybody between two budgets. ``start`` (yyyy-mm): when the next one pays; ``area``: who lives there.

    Raises `UserError` ``month_invalid``, ``unknown_region``.
    """
    code = area_of(ctx, area)
    with ctx.store.read() as reader:
        begin = start_of(ctx, reader, start)
        known = programmes.every(reader)
        people = gaps_of(ctx, reader, begin, known, code)
    people.sort(key=lambda gap: (gap.village, gap.name, gap.worker))
    return Bridging(begin, tuple(people), tuple(_villages(ctx, people, known)))


def summary(ctx: Context) -> Summary | None:
    """The counts of `listing`, or None outside the season (October until the programme starts)."""
    now = Month.of(ctx.today)
    with ctx.store.read() as reader:
        begin = start_of(ctx, reader, "")
        if now.month < SEASON_BEGINS and not (now.month < begin.month.month and now.year == begin.month.year):
            return None
        reached = reach(reader, programmes.every(reader), begin.month.index, now.index)
        gone = records.gone(reader) if reached.ends else frozenset()
    ends = [end for person, end in reached.ends.items() if person not in gone]
    waiting = [end for end in ends if end.open_months]
    return Summary(
        begin,
        len(ends),
        len(ends) - len(waiting),
        len(waiting),
        sum(end.open_months * end.rate for end in waiting),
        Month.at(min(end.last for end in waiting) + 1) if waiting else None,
    )


def start_of(ctx: Context, source: Rows, text: str) -> Start:
    """The start typed (yyyy-mm), or as in `starting`. Raises ``month_invalid``."""
    if text:
        return Start(read_month(text), assumed=False)
    now = Month.of(ctx.today)
    later = [one for one in programmes.every(source) if one.first > now and not one.joined_into]
    if later:
        found = min(later, key=lambda one: (one.first, one.code))
        return Start(found.first, assumed=False, programme=found.code)
    return Start(Month(now.year + (now.month >= _APRIL), _APRIL), assumed=True)


def gaps_of(ctx: Context, source: Rows, start: Start, known: Sequence[Programme], area: str = "") -> list[Gap]:
    """Everybody whose last month lies before the month before ``start``, in no order."""
    begin = start.month.index
    found: list[Gap] = []
    reached = reach(source, known, begin, Month.of(ctx.today).index)
    people = records.living(source, area) if reached.ends else {}
    reached.look_closer(source, people)
    for person, end in reached.ends.items():
        if person not in people:
            continue
        record, name, nik, village = people[person]
        months = begin - 1 - end.last
        run = reached.run(person, end.terms.lapse_after)
        found.append(
            Gap(
                record,
                name,
                nik,
                village,
                Month.at(end.last),
                Month.at(end.last + end.terms.lapse_after) if months >= end.terms.lapse_after else None,
                months,
                end.open_months,
                end.rate,
                lost(run, months, end.terms),
                end.payer,
                reached.bridged_by(person, end.last),
                reached.filled(person, end.last),
            )
        )
    return found


def _villages(ctx: Context, people: Sequence[Gap], known: Iterable[Programme]) -> list[Village]:
    grouped: dict[str, list[Gap]] = {}
    for gap in people:
        grouped.setdefault(gap.village, []).append(gap)
    contains = ctx.reference.regions.contains
    paying = sorted({(PAYERS.index(one.payer), one.payer, one.region) for one in known if one.payer in PAYERS})
    made = []
    for village, gaps in grouped.items():
        ending = {gap.payer for gap in gaps}
        others = [payer for _, payer, region in paying if payer not in ending and contains(region, village)]
        marked = [payer for gap in gaps for payer in gap.bridged_by]
        made.append(
            Village(
                village,
                len(gaps),
                sum(not gap.open_months for gap in gaps),
                min(gap.last for gap in gaps) + 1,
                sum(gap.lost.ends and gap.lost.full_jkm for gap in gaps),
                sum(gap.lost.ends and gap.lost.scholarship for gap in gaps),
                sum(gap.rupiah for gap in gaps),
                sum(gap.open_rupiah for gap in gaps),
                tuple(dict.fromkeys([*others, *marked, "mandiri"])),
            )
        )
    return made
