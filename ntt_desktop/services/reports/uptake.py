"""Uptake and coverage, for governor and bupati: what of the capacity is used and paid, and who is protected."""

from collections.abc import Sequence

from ntt_desktop.domain.money import number
from ntt_desktop.domain.months import Shown
from ntt_desktop.formats.documents.parts import Amount as Sum
from ntt_desktop.formats.documents.parts import Column, Facts, Figure, Heading, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Progress
from ntt_desktop.services.figures import overview, plots, uptake
from ntt_desktop.services.figures.coverage import Coverage
from ntt_desktop.services.figures.overview import Overview
from ntt_desktop.services.figures.uptake import Uptake
from ntt_desktop.services.money import ledger
from ntt_desktop.services.money.ledger import Amount, Filter, Sums, total_of
from ntt_desktop.services.people import people_counts
from ntt_desktop.services.reports.content import Asked, Content
from ntt_desktop.wording.ledger import name as shown_name
from ntt_desktop.wording.months import month_words
from ntt_desktop.wording.numbers import percent
from ntt_desktop.wording.payers import payer as payer_word

_SHOWN = (Shown.PAID, Shown.ARREARS, Shown.BILLED, Shown.DECREED, Shown.PROPOSED)


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """For the office's own area or a part of it; what cannot be said of a part is left out and said so."""
    first, last = asked.span
    progress(0, 2)
    people = sum(sum(counts.values()) for counts in people_counts.by_subdistrict(ctx, asked.region).values())
    sums = ledger.sums(ctx, Filter(area=asked.region, first=first, last=last))
    progress(1, 2)
    found = overview.overview(ctx)
    own = asked.region == str(ctx.store.node.region)
    rows = found.uptakes["regency"] if own else [row for row in found.uptakes["regency"] if row.key == asked.region]
    whole = _covered(asked.region, found)
    paid = sums.totals.get(Shown.PAID, Amount())
    facts = [
        (tr("People"), number(people)),
        (tr("Person-months in the period"), number(total_of(sums.totals).months)),
        (tr("Paid person-months"), number(paid.months)),
    ]
    if whole is not None:
        facts.append((tr("Covered this month"), number(whole.covered)))
        facts.append((tr("Coverage (UCJ)"), percent(whole.permille)))
    if own or rows:
        facts.append((tr("Uptake"), percent((found.uptake if own else rows[0]).share)))
    parts: list[Part] = [Facts(tuple(facts)), Sum(tr("Paid in the period"), paid.rupiah)]
    parts += _uptake(ctx, found, rows, own=own)
    if whole is not None:
        parts += _coverage(ctx, found, whole, own=own)
    parts += _months(sums)
    lines = sum(len(part.rows) for part in parts if isinstance(part, Table))
    return Content(tr("Uptake and coverage"), tuple(parts), rows=lines)


def _covered(region: str, found: Overview) -> Coverage | None:
    assert found.coverage is not None
    if region == found.coverage.whole.region:
        return found.coverage.whole
    return next((row for row in found.coverage.rows if row.region == region), None)


def _uptake(ctx: Context, found: Overview, rows: Sequence[Uptake], *, own: bool) -> list[Part]:
    if not rows:
        said = tr("Capacity is held by kabupaten and laptops: for a smaller area there is no uptake of its own.")
        return [Heading(tr("Uptake")), Paragraph(said)]
    said = tr("Uptake: paid of what is held, over the programmes' whole term")
    if not own:
        return [Heading(said), _table(rows, tr("Kabupaten/kota"), [_region(ctx, row.key) for row in rows])]
    payers = found.uptakes["payer"]
    parts: list[Part] = [Heading(said), _table(payers, tr("Payer"), [payer_word(row.key) for row in payers])]
    if payers:
        parts += [Figure(plots.figure(ctx, "money", found)), Figure(plots.figure(ctx, "months", found))]
    held = [row for row in rows if row.held.months]
    if len(rows) > 1:
        parts.append(Heading(tr("Uptake by kabupaten and kota")))
        if held:
            parts.append(_table(held, tr("Kabupaten/kota"), [_region(ctx, row.key) for row in held]))
            said = tr("A kabupaten's uptake is that of the seats that it holds, wherever their people live.")
            parts.append(Paragraph(said, muted=True))
        parts += [Figure(plots.figure(ctx, "uptake", found)), Figure(plots.figure(ctx, "map-uptake", found))]
    return parts


def _coverage(ctx: Context, found: Overview, whole: Coverage, *, own: bool) -> list[Part]:
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
    assert found.coverage is not None
    rows = found.coverage.rows if own else (whole,)
    several = len(rows) > 1
    table = Table(
        columns,
        tuple(_line(ctx, row) for row in rows),
        total=_line(ctx, whole) if several else (),
        name=tr("Coverage"),
    )
    parts: list[Part] = [Heading(said), table]
    if all(row.permille is None for row in (whole, *rows)):
        said = tr("The number of workers of a region is not entered yet: coverage is not known.")
        parts.append(Paragraph(said, muted=True))
    elif several:
        parts += [Figure(plots.figure(ctx, name, found)) for name in ("coverage", "map-coverage")]
    if own:
        if any(reached.permille is not None for reached in found.trend):
            parts.append(Figure(plots.figure(ctx, "trend", found)))
    elif whole.permille is not None:
        parts.append(Figure(plots.regency_trend(ctx, whole.region, found)))
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


def _table(rows: Sequence[Uptake], first: str, names: Sequence[str]) -> Table:
    columns = (
        Column(first, 2),
        *(
            Column(name, 1, "right", "number")
            for name in (tr("Held"), tr("Occupied"), tr("Billed"), tr("Paid"), tr("Free"), tr("Expired"))
        ),
        *(Column(tr("Paid (rupiah)"), 1.7, "right", "rupiah"), Column(tr("Uptake"), 0.9, "right")),
    )
    lines = tuple((name, *_numbers(row)) for name, row in zip(names, rows, strict=True))
    total = (tr("Total"), *_numbers(uptake.in_all(rows))) if len(rows) > 1 else ()
    return Table(columns, lines, total=total, name=first)


def _numbers(row: Uptake) -> tuple[str | int, ...]:
    counts = (row.held, row.occupied, row.billed, row.paid, row.free, row.expired)
    return (*(amount.months for amount in counts), row.paid.rupiah, percent(row.share))


def _line(ctx: Context, row: Coverage) -> tuple[str | int | None, ...]:
    counts = (row.covered, row.elsewhere, row.active, row.eligible)
    return (_region(ctx, row.region), *counts, percent(row.permille), percent(row.target), row.missing)


def _region(ctx: Context, code: str) -> str:
    region = ctx.reference.regions.find(code)
    return region.title if region else tr("Not for one kabupaten")
