"""Coverage (UCJ): active participants of the workers who can be protected, by kabupaten, with target and trend.

Active are the people of this store whose present month is paid (state *Terlindungi*), and those active elsewhere as
BPJS says them. Where one of the figures is missing the share is None, never 0.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import PAID
from ntt_desktop.domain.shares import permille
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import targets
from ntt_desktop.services.figures.targets import Target
from ntt_desktop.store.people import workers
from ntt_desktop.store.people.workers import Group, WorkerQuery
from ntt_desktop.store.rows import Rows

ACTIVE = WorkerQuery(complete=True, states=("covered",))
"""Who counts as active; with ``area`` it is the list behind the figure of a region."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One region. Counts are people."""

    region: str
    covered: int
    """Here, this month paid: as many as the list of `ACTIVE` in the region."""
    elsewhere: int | None = None
    eligible: int | None = None
    target: int | None = None
    """Thousandths that should be reached."""
    dated_on: date | None = None

    @property
    def active(self) -> int | None:
        """Covered here and elsewhere."""
        return None if self.elsewhere is None else self.covered + self.elsewhere

    @property
    def permille(self) -> int | None:
        """Active of eligible, in thousandths, rounded down."""
        return permille(self.active, self.eligible)

    @property
    def missing(self) -> int | None:
        """How many people are missing to the target; 0 when it is reached."""
        if self.target is None or self.active is None or self.eligible is None:
            return None
        return max(-(-self.eligible * self.target // 1000) - self.active, 0)


@dataclass(frozen=True, slots=True)
class Regions:
    """Coverage of an area and of the kabupaten and kota in it that an office may see."""

    whole: Coverage
    known: int
    """Of how many of ``rows`` there are figures."""
    rows: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached in a month."""

    month: Month
    permille: int | None
    target: int | None


def area_of(ctx: Context) -> str:
    """The province or kabupaten whose coverage is shown; a smaller office sees that of its kabupaten."""
    return ctx.store.node.region[:5]


def regencies(ctx: Context) -> list[str]:
    """Codes of the kabupaten and kota of this office's area."""
    area = area_of(ctx)
    return [area] if len(area) == 5 else [region.code for region in ctx.reference.regions.children(area)]


def read(ctx: Context, reader: Rows, groups: Sequence[Group] | None = None) -> Regions:
    """Coverage today; ``groups``: those of everybody, where they were read already."""
    area, known = area_of(ctx), targets.read(reader)
    counted: dict[str, int] = {}
    for state, village, incomplete, _, people in workers.groups(reader) if groups is None else groups:
        if state in ACTIVE.states and not incomplete:
            counted[village[:5]] = counted.get(village[:5], 0) + people
    rows = tuple(_one(code, counted, targets.in_force(known, code, ctx.today)) for code in regencies(ctx))
    whole = rows[0] if area == rows[0].region else _whole(ctx, area, counted, known)
    return Regions(whole, sum(row.permille is not None for row in rows), rows)


def trend(ctx: Context, reader: Rows, paid: Mapping[Month, int], now: Coverage) -> list[Reached]:
    """The months of this year until now for the whole area, each by the figures known at its end.

    ``paid``: month -> people whom somebody paid for; the present month is ``now``.
    """
    return _reached(ctx, targets.read(reader), area_of(ctx), paid, now)


def trend_of(ctx: Context, region: str) -> list[Reached]:
    """`trend` of one kabupaten of this office's area: by the months paid for people who live there now.

    Raises `UserError` ``unknown_region`` for any other region.
    """
    with ctx.store.read() as reader:
        now = next((row for row in read(ctx, reader).rows if row.region == region), None)
        if now is None:
            raise UserError("unknown_region", region=region)
        found = reader.execute(
            "SELECT m.month, count(*) FROM seat_month m JOIN worker w ON w.pk = m.person WHERE m.in_force = 1 "
            "AND m.stage = ? AND m.month >= ? AND w.village_code BETWEEN ? AND ? GROUP BY m.month",
            (PAID, Month(ctx.today.year, 1).index, f"{region}.", f"{region}/"),
        ).fetchall()
        paid = {Month.at(index): people for index, people in found}
        return _reached(ctx, targets.read(reader), region, paid, now)


def _reached(ctx: Context, known: list[Target], area: str, paid: Mapping[Month, int], now: Coverage) -> list[Reached]:
    this = Month.of(ctx.today)
    found = []
    for number in range(1, this.month):
        month = Month(this.year, number)
        end = date(month.year, month.month, monthrange(month.year, month.month)[1])
        figures = _of_area(ctx, area, known, end)
        whole = _one(area, {area: paid.get(month, 0)}, figures)
        found.append(Reached(month, whole.permille, whole.target))
    return [*found, Reached(this, now.permille, now.target)]


def _one(code: str, counted: Mapping[str, int], figures: Target | None) -> Coverage:
    here = counted.get(code, 0)
    if figures is None:
        return Coverage(code, here)
    return Coverage(code, here, figures.active_elsewhere, figures.eligible, figures.permille, figures.dated_on)


def _whole(ctx: Context, area: str, counted: Mapping[str, int], known: Iterable[Target]) -> Coverage:
    everybody = sum(count for code, count in counted.items() if code.startswith(area))
    return _one(area, {area: everybody}, _of_area(ctx, area, list(known), ctx.today))


def _of_area(ctx: Context, area: str, known: list[Target], on: date) -> Target | None:
    """The area's own figures, else the sum of those of its kabupaten when all of them have some."""
    own = targets.in_force(known, area, on)
    if own is not None or len(area) == 5:
        return own
    parts = [targets.in_force(known, code, on) for code in regencies(ctx)]
    if any(part is None or part.active_elsewhere is None for part in parts):
        return None
    whole = [part for part in parts if part is not None]
    eligible = sum(part.eligible for part in whole)
    share = None
    if all(part.permille is not None for part in whole):
        share = sum(part.eligible * (part.permille or 0) for part in whole) // eligible
    return Target(
        area,
        on.year,
        eligible,
        sum(part.active_elsewhere or 0 for part in whole),
        share,
        max(part.dated_on for part in whole),
    )
