"""Where every person-month and every rupiah is: held = occupied + free + passed down + released + expired.

And the person-month ledger: people x months with how far the money has come, and sums that fit each other. Money is
whole rupiah; what of the capacity was used is in `uptake`.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ntt_desktop.domain.dates import Month, month_range
from ntt_desktop.domain.months import Shown, shown
from ntt_desktop.domain.programme import Programme
from ntt_desktop.services.capacity.held_blocks import held_here, node_regions, regency_of
from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding, Ledger
from ntt_desktop.store.money import month_grid
from ntt_desktop.store.money.month_grid import Asked
from ntt_desktop.store.people import workers as queries
from ntt_desktop.store.reader import Reader

HELD_HERE, NO_REGENCY = "*", "-"
"""Of `Filter.holder`: everything held here and below; what is for no single kabupaten."""


def balance(ctx: Context) -> list[Ledger]:
    """The ledger of every programme known here, with the share of this node."""
    with ctx.store.read() as reader:
        return [programmes.ledger(reader, programme, ctx.store.node.id) for programme in programmes.every(reader)]


@dataclass(frozen=True, slots=True)
class Amount:
    """Person-months and whole rupiah."""

    months: int = 0
    rupiah: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.months + other.months, self.rupiah + other.rupiah)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.months - other.months, self.rupiah - other.rupiah)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the ledger; empty means no limit. Without months it is the programme's term, else this year."""

    programme: str = ""
    """An id."""
    payer: str = ""
    area: str = ""
    """A region code of any level, in which the person lives."""
    holder: str = ""
    """Only seats that a kabupaten holds (its code), wherever the person lives; or `HELD_HERE`, `NO_REGENCY`. Without
    months it is the whole term of these seats, as `uptake` counts them."""
    text: str = ""
    """Name, NIK or its last digits, as in the list of people."""
    shown: tuple[str, ...] = ()
    """Only people of whom some month is one of these (`ntt_desktop.domain.months.Shown`)."""
    first: Month | None = None
    last: Month | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one person: what is shown for it, and the code of the programme that pays."""

    shown: Shown
    programme: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person: a cell a month of the grid, None where nobody means to pay."""

    worker: str
    pk: int
    name: str
    nik: str
    village: str
    state: str
    cells: tuple[Cell | None, ...]
    totals: Mapping[Shown, Amount]
    """By what is shown, over the months of the grid."""

    @property
    def total(self) -> Amount:
        """All of the row."""
        return total_of(self.totals)


@dataclass(frozen=True, slots=True)
class Grid:
    """A window of the grid. ``people``: how many the filter finds in all."""

    people: int
    months: tuple[Month, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """The same seat-months added up in four ways; each adds up to ``totals``."""

    months: tuple[Month, ...]
    totals: dict[Shown, Amount] = field(default_factory=dict)
    by_month: dict[Month, dict[Shown, Amount]] = field(default_factory=dict)
    by_regency: dict[str, dict[Shown, Amount]] = field(default_factory=dict)
    """By the code of the kabupaten in which people live, "" where the village is not known."""
    by_subdistrict: dict[str, dict[Shown, Amount]] = field(default_factory=dict)
    by_payer: dict[str, dict[Shown, Amount]] = field(default_factory=dict)
    by_programme: dict[str, dict[Shown, Amount]] = field(default_factory=dict)
    """By the programme's id."""


def total_of(parts: Mapping[Shown, Amount]) -> Amount:
    """The sum over what is shown."""
    return sum(parts.values(), Amount())


def months(ctx: Context, asked: Filter) -> tuple[Month, ...]:
    """The months of the grid."""
    with ctx.store.read() as reader:
        return _months(ctx, reader, asked)


def people(ctx: Context, asked: Filter) -> "array[int]":
    """Keys of the people in the grid, by name: asked once for a filter, for `rows` to be read as one scrolls."""
    with ctx.store.read() as reader:
        return month_grid.people(reader, _asked(ctx, reader, asked))


def rows(ctx: Context, asked: Filter, keys: Sequence[int]) -> tuple[Row, ...]:
    """The rows of these people, in their order."""
    with ctx.store.read() as reader:
        return _rows(ctx, reader, asked, keys)


def grid(ctx: Context, asked: Filter | None = None, offset: int = 0, limit: int = 100) -> Grid:
    """People x months: ``limit`` rows from ``offset``, and how many there are."""
    asked = asked or Filter()
    with ctx.store.read() as reader:
        keys = month_grid.people(reader, _asked(ctx, reader, asked))
        found = _rows(ctx, reader, asked, keys[offset : offset + limit])
        return Grid(len(keys), _months(ctx, reader, asked), found)


def sums(ctx: Context, asked: Filter | None = None) -> Sums:
    """Everything that the grid of a filter shows, added up."""
    asked = asked or Filter()
    with ctx.store.read() as reader:
        span = _asked(ctx, reader, asked)
        known = _programmes(reader)
        found = Sums(_months(ctx, reader, asked))
        for index, pk, place, stage, count in month_grid.sums(reader, span):
            programme = known.get(pk)
            if programme is None:
                continue  # a record of a newer program
            code = shown(stage, index, span.now)
            amount = Amount(count, count * programme.rate)
            for parts in (
                found.totals,
                found.by_month.setdefault(Month.at(index), {}),
                found.by_regency.setdefault(place[:5], {}),
                found.by_subdistrict.setdefault(place, {}),
                found.by_payer.setdefault(programme.payer, {}),
                found.by_programme.setdefault(programme.id, {}),
            ):
                parts[code] = parts.get(code, Amount()) + amount
        return found


def _asked_blocks(ctx: Context, reader: Reader, asked: Filter) -> list[Holding]:
    """The blocks that ``asked.holder`` means."""
    found = held_here(ctx, programmes.holdings(reader, asked.programme))
    if asked.holder == HELD_HERE:
        return found
    regions, wanted = node_regions(reader), asked.holder.replace(NO_REGENCY, "")
    return [block for block in found if regency_of(block, regions) == wanted]


def _programmes(reader: Reader) -> dict[int, Programme]:
    keys = {row["id"]: row["pk"] for row in reader.rows("SELECT id, pk FROM programme")}
    return {keys[programme.id]: programme for programme in programmes.every(reader, joined=True)}


def _months(ctx: Context, reader: Reader, asked: Filter) -> tuple[Month, ...]:
    first, last = asked.first, asked.last
    if asked.holder and not (first and last):
        held = [block.rect for block in _asked_blocks(ctx, reader, asked)]
        if held:
            first = first or Month.at(min(rect.first for rect in held))
            last = last or Month.at(max(rect.last for rect in held))
    if asked.programme and not (first and last):
        for programme in programmes.find(reader, asked.programme):
            first, last = first or programme.first, last or programme.last
    year = ctx.today.year
    return tuple(month_range(first or Month(year, 1), last or Month(year, 12)))


def _asked(ctx: Context, reader: Reader, asked: Filter) -> Asked:
    span = _months(ctx, reader, asked)
    first = (asked.first or (span[0] if span else Month.of(ctx.today))).index
    return Asked(
        first=first,
        last=first + len(span) - 1,
        now=Month.of(ctx.today).index,
        programme=asked.programme,
        payer=asked.payer,
        area=asked.area,
        text=asked.text,
        shown=asked.shown,
        blocks=tuple(block.pk for block in _asked_blocks(ctx, reader, asked)) if asked.holder else None,
    )


def _rows(ctx: Context, reader: Reader, asked: Filter, keys: Sequence[int]) -> tuple[Row, ...]:
    span = _asked(ctx, reader, asked)
    known = _programmes(reader)
    width = span.last - span.first + 1
    cells: dict[int, list[Cell | None]] = {key: [None] * width for key in keys}
    totals: dict[int, dict[Shown, Amount]] = {key: {} for key in keys}
    for person, index, stage, pk in month_grid.cells(reader, span, keys):
        programme = known.get(pk)
        if programme is None:
            continue
        code = shown(stage, index, span.now)
        cells[person][index - span.first] = Cell(code, programme.code)
        totals[person][code] = totals[person].get(code, Amount()) + Amount(1, programme.rate)
    return tuple(
        Row(
            worker=row["id"],
            pk=row["pk"],
            name=row["full_name"] or "",
            nik=row["nik"] or "",
            village=row["village_code"] or "",
            state=row["state"],
            cells=tuple(cells[row["pk"]]),
            totals=totals[row["pk"]],
        )
        for row in queries.window(reader, keys)
    )
