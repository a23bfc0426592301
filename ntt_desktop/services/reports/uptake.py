"""Uptake and coverage, for governor and bupati: what of the capacity is used and paid, and who is protected."""

from collections.abc import Sequence

from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.domain.months import Shown
from ntt_desktop.formats import reference
from ntt_desktop.formats.documents.parts import Amount as Sum
from ntt_desktop.formats.documents.parts import Column, Facts, Figure, Heading, Paragraph, Part, Table
from ntt_desktop.formats.figures import bars, stack, tile_map
from ntt_desktop.formats.figures.ink import PAPER
from ntt_desktop.i18n import tr
from ntt_desktop.services import coverage, ledger, people_counts
from ntt_desktop.services.context import Context, Progress
from ntt_desktop.services.coverage import Coverage
from ntt_desktop.services.ledger import Amount, Filter, Sums, Uptake, total_of
from ntt_desktop.services.reports.content import Asked, Content
from ntt_desktop.wording.ledger import letter
from ntt_desktop.wording.ledger import name as shown_name
from ntt_desktop.wording.months import month_words
from ntt_desktop.wording.payers import payer as payer_word
from ntt_desktop.wording.shares import percent

_SHOWN = (Shown.PAID, Shown.ARREARS, Shown.BILLED, Shown.DECREED, Shown.PROPOSED)
_HELD = (*_SHOWN, Shown.PLANNED, Shown.EXPIRED)


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """For the office's own area or a part of it; what cannot be said of a part is left out and said so."""
    first, last = asked.span
    progress(0, 3)
    people = sum(sum(counts.values()) for counts in people_counts.by_subdistrict(ctx, asked.region).values())
    sums = ledger.sums(ctx, Filter(area=asked.region, first=first, last=last))
    progress(1, 3)
    rows = uptakes(ctx, asked.region)
    with ctx.store.read() as reader:
        covered = coverage.read(ctx, reader)
    progress(2, 3)
    whole, regencies = _covered(asked.region, covered)
    paid = sums.totals.get(Shown.PAID, Amount())
    facts = [
        (tr("People"), number(people)),
        (tr("Person-months in the period"), number(total_of(sums.totals).months)),
        (tr("Paid person-months"), number(paid.months)),
    ]
    if whole is not None:
        facts.append((tr("Covered this month"), number(whole.covered)))
        facts.append((tr("Coverage (UCJ)"), percent(whole.permille)))
    if rows is not None:
        facts.append((tr("Uptake"), percent(ledger.in_all(rows["regency"]).share)))
    parts: list[Part] = [Facts(tuple(facts)), Sum(tr("Paid in the period"), paid.rupiah)]
    parts += _uptake(ctx, rows, asked)
    parts += _coverage(ctx, whole, regencies)
    parts += _months(sums)
    lines = sum(len(part.rows) for part in parts if isinstance(part, Table))
    return Content(tr("Uptake and coverage"), tuple(parts), rows=lines)


def uptakes(ctx: Context, region: str) -> dict[str, list[Uptake]] | None:
    """Uptake by payer and kabupaten of this office's area or one kabupaten of it; None for smaller parts."""
    found = ledger.books(ctx).uptake
    if region == str(ctx.store.node.region):
        return found
    mine = [row for row in found["regency"] if row.key == region]
    return {"regency": mine} if mine else None


def _covered(region: str, found: coverage.Regions) -> tuple[Coverage | None, Sequence[Coverage]]:
    if region == found.whole.region:
        return found.whole, found.rows
    return next((row for row in found.rows if row.region == region), None), ()


def _uptake(ctx: Context, rows: dict[str, list[Uptake]] | None, asked: Asked) -> list[Part]:
    if rows is None:
        said = tr("Capacity is held by kabupaten and laptops: for a smaller area there is no uptake of its own.")
        return [Heading(tr("Uptake")), Paragraph(said)]
    parts: list[Part] = [Heading(tr("Uptake: paid of what is held, over the programmes' whole term"))]
    payers = rows.get("payer", [])
    if payers:
        names = {row.key: payer_word(row.key) for row in payers}
        parts += [_table(payers, tr("Payer"), names), Figure(_money(payers, names))]
    known = {row.key: row for row in rows["regency"]}
    if known:
        names = {key: _region(ctx, key) for key in known}
        parts += [
            Heading(tr("Uptake by kabupaten and kota")),
            _table(rows["regency"], tr("Kabupaten/kota"), names),
            Figure(
                bars.bars(
                    tr("Uptake by kabupaten and kota"),
                    [bars.Bar(names[key], _part(row.share), percent(row.share)) for key, row in known.items()],
                    PAPER,
                )
            ),
        ]
        if len(str(asked.region)) == 2:
            values = {key: (_part(row.share), percent(row.share)) for key, row in known.items() if key}
            parts.append(Figure(_map(ctx, tr("Uptake on the map"), values)))
    return parts


def _coverage(ctx: Context, whole: Coverage | None, rows: Sequence[Coverage]) -> list[Part]:
    if whole is None:
        return []
    said = tr("Coverage (UCJ): active participants of the workers who can be protected")
    columns = (
        Column(tr("Kabupaten/kota"), 2),
        *(
            Column(name, 1.1, "right", "number")
            for name in (tr("Covered here"), tr("Active elsewhere"), tr("Active"), tr("Can be protected"))
        ),
        *(Column(tr("Coverage"), 0.9, "right"), Column(tr("Target"), 0.9, "right")),
        Column(tr("Missing to the target"), 1.1, "right", "number"),
    )
    lines = [row for row in rows if row.region != whole.region] or [whole]
    table = Table(
        columns,
        tuple(_line(ctx, row) for row in lines),
        total=_line(ctx, whole) if len(lines) > 1 else (),
        name=tr("Coverage"),
    )
    parts: list[Part] = [Heading(said), table]
    if all(row.permille is None for row in (whole, *lines)):
        parts.append(
            Paragraph(tr("The number of workers of a region is not entered yet: coverage is not known."), muted=True)
        )
    elif len(lines) > 1:
        figure = bars.bars(
            tr("Coverage by kabupaten and kota"),
            [
                bars.Bar(_region(ctx, row.region), _part(row.permille), percent(row.permille), _part(row.target))
                for row in lines
            ],
            PAPER,
            target_text=tr("Target"),
        )
        values = {row.region: (_part(row.permille), percent(row.permille)) for row in lines}
        parts += [Figure(figure), Figure(_map(ctx, tr("Coverage on the map"), values))]
    return parts


def _months(sums: Sums) -> list[Part]:
    columns = (
        Column(tr("Month"), 1.2),
        *(Column(shown_name(code), 1, "right", "number") for code in _SHOWN),
        *(Column(tr("Person-months"), 1.1, "right", "number"), Column(tr("Paid (rupiah)"), 1.6, "right", "rupiah")),
    )
    lines: list[tuple[str | int | None, ...]] = []
    for month, cells in sorted(sums.by_month.items()):
        lines.append((month_words(month), *_cells(cells)))
    said = tr("Person-months of the period, by how far the money has come")
    if not lines:
        return [Heading(said), Paragraph(tr("Nobody has a slot in this period."))]
    return [Heading(said), Table(columns, tuple(lines), total=(tr("Total"), *_cells(sums.totals)), name=tr("Months"))]


def _cells(parts: dict[Shown, Amount]) -> tuple[int, ...]:
    counts = [parts.get(code, Amount()).months for code in _SHOWN]
    return (*counts, total_of(parts).months, parts.get(Shown.PAID, Amount()).rupiah)


def _table(rows: Sequence[Uptake], first: str, names: dict[str, str]) -> Table:
    columns = (
        Column(first, 2),
        *(
            Column(name, 1, "right", "number")
            for name in (tr("Held"), tr("Occupied"), tr("Billed"), tr("Paid"), tr("Free"), tr("Expired"))
        ),
        *(Column(tr("Paid (rupiah)"), 1.7, "right", "rupiah"), Column(tr("Uptake"), 0.9, "right")),
    )
    total = ledger.in_all(rows)
    lines = tuple((names[row.key], *_numbers(row)) for row in rows)
    return Table(columns, lines, total=(tr("Total"), *_numbers(total)) if len(rows) > 1 else (), name=first)


def _numbers(row: Uptake) -> tuple[str | int, ...]:
    counts = (row.held, row.occupied, row.billed, row.paid, row.free, row.expired)
    return (*(amount.months for amount in counts), row.paid.rupiah, percent(row.share))


def _money(rows: Sequence[Uptake], names: dict[str, str]) -> str:
    used = [code for code in _HELD if any(row.parts()[code].rupiah for row in rows)]
    whole = {code: sum((row.parts()[code] for row in rows), Amount()) for code in used}
    values = [
        stack.Stack(
            names[row.key],
            tuple(row.parts()[code].rupiah for code in used),
            rupiah(row.held.rupiah),
        )
        for row in rows
    ]
    legend = [stack.Part(letter(code), shown_name(code)) for code in used]
    return stack.stacks(
        tr("Money by payer"), legend, values, PAPER, texts=[rupiah(whole[code].rupiah) for code in used]
    )


def _map(ctx: Context, title: str, values: dict[str, tuple[float | None, str]]) -> str:
    names = {region.code: region.title for region in ctx.reference.regions.children("53")}
    tiles = tile_map.tiles_of(list(reference.rows("regions/ntt_tiles.csv")), names)
    return tile_map.tile_map(title, tiles, values, PAPER, nothing=tr("not known"))


def _line(ctx: Context, row: Coverage) -> tuple[str | int | None, ...]:
    counts = (row.covered, row.elsewhere, row.active, row.eligible)
    return (_region(ctx, row.region), *counts, percent(row.permille), percent(row.target), row.missing)


def _part(permille: int | None) -> float | None:
    return None if permille is None else permille / 1000


def _region(ctx: Context, code: str) -> str:
    region = ctx.reference.regions.find(code)
    return region.title if region else tr("Not passed down")
