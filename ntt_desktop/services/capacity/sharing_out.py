"""Passing capacity down to all kabupaten of a region, or all kecamatan of one, in one step.

By a list, by the targets, by how many eligible people wait there, or in equal parts. Parts add up exactly (largest
remainder); all blocks are made in one unit of work, or none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.region_index import Region
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.domain.shares import share_out
from ntt_desktop.domain.text import fold
from ntt_desktop.errors import UserError
from ntt_desktop.services.areas import known_area
from ntt_desktop.services.assignment import candidates
from ntt_desktop.services.capacity import programme_lookup as lookup
from ntt_desktop.services.capacity.allotting import free_seats, holder_of, months_asked, put_block, spread
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.figures import targets
from ntt_desktop.store.rows import Rows

LIST, TARGET, ELIGIBLE, EQUAL = "list", "target", "eligible", "equal"
BASES = (EQUAL, TARGET, ELIGIBLE, LIST)
_PREFIXES = ("KABUPATEN", "KAB", "KECAMATAN", "KEC", "DESA", "KELURAHAN", "KEL")


@dataclass(frozen=True, slots=True)
class Part:
    """What one region gets. ``basis``: the people or the figure it was computed from; None where nothing is known."""

    region: str
    seats: int
    basis: int | None
    holder: str
    """The node that will hold the seats; this node's own where they are reserved."""
    holder_name: str
    reserved: bool
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharing:
    """All parts; their ``seats`` add up to what was asked."""

    programme: Programme
    by: str
    first: Month
    last: Month
    parts: tuple[Part, ...]
    free: int
    """Seats that were free in all the months before."""

    @property
    def seats(self) -> int:
        """Seats of all parts."""
        return sum(part.seats for part in self.parts)

    @property
    def months(self) -> int:
        """Months of each seat."""
        return self.last.index - self.first.index + 1

    @property
    def person_months(self) -> int:
        """Seats times months."""
        return self.seats * self.months

    def rupiah(self, seats: int | None = None) -> int:
        """What so many seats cost in whole rupiah; all of them when None."""
        return (self.seats if seats is None else seats) * self.months * self.programme.rate


def share(
    ctx: Context,
    code: str,
    *,
    by: str = EQUAL,
    seats: int | None = None,
    listed: Mapping[str, int] | None = None,
    within: str = "",
    from_month: str | None = None,
    to_month: str | None = None,
    last_date: date | None = None,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Result[Sharing]:
    """Pass ``seats`` seats down to all regions directly below ``within`` (the programme's area inside this node's own).

    ``seats`` None: all that is free in all the months. ``listed``: region code -> seats for ``by`` "list"; with
    ``seats`` these are proportions, without they are the numbers themselves. Everything else is as `allot` does it for
    one region: to the node of the region, or reserved for it. Raises `UserError` ``programme_unknown``,
    ``unknown_region``, ``region_outside_programme``, ``share_basis``, ``share_list_empty``, ``share_no_figures``,
    ``capacity_exceeded``, ``programme_over``, ``months_reversed``, ``date_passed``, ``programme_value``.
    """
    if by not in BASES:
        raise UserError("share_basis", value=by, known=", ".join(BASES))
    if seats is not None and seats < 1:
        raise UserError("programme_value", field="seats", value=seats)
    if last_date and last_date < ctx.today:
        raise UserError("date_passed", date=last_date.isoformat())
    asked = (by, seats, listed, within, (from_month, to_month))
    if dry_run:
        with ctx.store.read() as reader:
            return Result(_plan(ctx, reader, code, *asked, progress))
    with ctx.store.write(ctx.actor, "share out") as uow:
        plan = _plan(ctx, uow, code, *asked, progress)
        own = [block for block in lookup.own_blocks(ctx, uow, plan.programme) if not block.reserved]
        free = free_seats(uow, own, plan.first.index, plan.last.index)
        made = []
        for done, part in enumerate(plan.parts):
            progress(done, len(plan.parts))
            blocks = []
            for block, spans in list(spread(free, part.seats)) if part.seats else ():
                months = max(plan.first.index, block.rect.first), min(plan.last.index, block.rect.last)
                limit = min(filter(None, (block.last_date, last_date.isoformat() if last_date else "")), default="")
                for low, high in spans:
                    blocks.append(
                        put_block(
                            uow,
                            plan.programme,
                            Rect(low, high, *months),
                            holder=part.holder,
                            parent=block.id,
                            region=part.region,
                            last_date=limit,
                        )
                    )
                taken = {seat for low, high in spans for seat in range(low, high + 1)}
                free[block] = [seat for seat in free[block] if seat not in taken]
            made.append(replace(part, blocks=tuple(blocks)))
    return Result(replace(plan, parts=tuple(made)), lookup.CHANGED)


def area_of(ctx: Context, programme: Programme, within: str = "") -> str:
    """The region whose parts get something. Raises ``unknown_region``, ``region_outside_programme``."""
    regions = ctx.reference.regions
    own = ctx.store.node.region
    whole = programme.region if regions.contains(own, programme.region) else own
    area = known_area(ctx, within) if within else whole
    if not (regions.contains(programme.region, area) and regions.contains(own, area)):
        raise UserError("region_outside_programme", region=lookup.title(ctx, area), programme=programme.code)
    return area


def read_list(regions: RegionTree, area: str, text: str) -> dict[str, int]:
    """Region code -> number, of lines such as ``53.11;120`` or ``Sumba Timur <tab> 1.200`` for regions below ``area``.

    Raises ``share_list_line`` (``line``, ``text``), ``share_list_twice``, ``share_list_empty``.
    """
    below = regions.children(area)
    found: dict[str, int] = {}
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        for mark in ("\t", ";", "=", " "):
            name, separator, count = line.strip().rpartition(mark)
            digits = count.strip().replace(".", "")
            if separator and digits.isdecimal():
                break
        else:
            raise UserError("share_list_line", line=at, text=line.strip())
        meant = _meant(below, name.strip())
        if len(meant) != 1:
            raise UserError("share_list_line", line=at, text=line.strip())
        if meant[0] in found:
            raise UserError("share_list_twice", line=at, text=name.strip())
        found[meant[0]] = int(digits)
    if not any(found.values()):
        raise UserError("share_list_empty")
    return found


def _meant(below: Sequence[Region], text: str) -> list[str]:
    """The regions that a name or code may mean: an exact title before a bare name."""
    asked = fold(text.rstrip(":;= "))
    exact = [one.code for one in below if asked in (fold(one.code), fold(one.title), fold(one.title.replace(".", " ")))]
    bare = " ".join(word for at, word in enumerate(asked.split()) if at or word not in _PREFIXES)
    return exact or [one.code for one in below if fold(one.name) in (asked, bare)]


def _plan(
    ctx: Context,
    source: Rows,
    code: str,
    by: str,
    seats: int | None,
    listed: Mapping[str, int] | None,
    within: str,
    asked_months: tuple[str | None, str | None],
    progress: Progress,
) -> Sharing:
    programme = lookup.resolve(source, code)
    first, last = months_asked(programme, *asked_months)
    area = area_of(ctx, programme, within)
    below = [region.code for region in ctx.reference.regions.children(area)]
    own = [block for block in lookup.own_blocks(ctx, source, programme) if not block.reserved]
    free = sum(len(found) for found in free_seats(source, own, first.index, last.index).values())
    figures = _figures(ctx, source, programme, by, listed, area, first, progress)
    weights = [figures.get(region) or 0 for region in below]
    if not any(weights):
        raise UserError("share_list_empty" if by == LIST else "share_no_figures", by=by)
    wanted = seats if seats is not None else sum(weights) if by == LIST else free
    if wanted > free or not wanted:
        raise UserError("capacity_exceeded", programme=programme.code, asked=wanted, free=free)
    parts = []
    for region, count in zip(below, share_out(wanted, weights), strict=True):
        holder, name, _ = holder_of(ctx, source, region)
        parts.append(Part(region, count, figures.get(region), holder, name, holder == ctx.store.node.id))
    return Sharing(programme, by, first, last, tuple(parts), free)


def _figures(
    ctx: Context,
    source: Rows,
    programme: Programme,
    by: str,
    listed: Mapping[str, int] | None,
    area: str,
    first: Month,
    progress: Progress,
) -> dict[str, int]:
    """Region code -> its weight; regions of which nothing is known are left out."""
    below = [region.code for region in ctx.reference.regions.children(area)]
    if by == LIST:
        return dict(listed or {})
    if by == EQUAL:
        return dict.fromkeys(below, 1)
    if by == TARGET:
        known = targets.read(source)
        found = {region: targets.in_force(known, region, ctx.today) for region in below}
        return {
            region: -(-one.eligible * one.permille // 1000)
            for region, one in found.items()
            if one is not None and one.permille is not None
        }
    rows = source.rows("SELECT pk FROM programme WHERE id = ?", (programme.id,))
    sorted_ = candidates.sort(ctx, source, programme, rows[0]["pk"], first, area=area, progress=progress)
    counted = Counter(village[: len(below[0])] for village in sorted_.villages) if below else Counter()
    return {region: counted.get(region, 0) for region in below}
