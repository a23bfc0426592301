"""The plots and maps of Beranda, from the figures of `ntt_desktop.services.figures.overview`, as SVG.

Windows, reports and the command line draw the same picture from the same `Overview`.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntt_desktop import paths
from ntt_desktop.domain.money import rupiah
from ntt_desktop.domain.months import Shown
from ntt_desktop.errors import UserError
from ntt_desktop.formats.figures.bars import Bar, bars
from ntt_desktop.formats.figures.bars import place as bar_place
from ntt_desktop.formats.figures.ink import PAPER, Ink
from ntt_desktop.formats.figures.stack import Part, Stack, stacks
from ntt_desktop.formats.figures.tile_map import Tile, tile_map, tiles_of
from ntt_desktop.formats.figures.tile_map import place as tile_place
from ntt_desktop.formats.figures.trend import Point, trend
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures.coverage import Coverage, Reached, trend_of
from ntt_desktop.services.figures.overview import Overview
from ntt_desktop.services.figures.uptake import Uptake
from ntt_desktop.store.files import write_atomic
from ntt_desktop.wording.ledger import letter
from ntt_desktop.wording.ledger import name as shown_name
from ntt_desktop.wording.numbers import NOTHING, number, percent
from ntt_desktop.wording.payers import payer

WIDTH = 760
"""Pixels that every figure is laid out for."""
_STATES = (
    Shown.PAID,
    Shown.ARREARS,
    Shown.BILLED,
    Shown.DECREED,
    Shown.PROPOSED,
    Shown.PLANNED,
    Shown.EXPIRED,
)


def coverage_bars(ctx: Context, found: Overview, ink: Ink) -> str:
    """Coverage by kabupaten, with the target."""
    rows = found.coverage.rows if found.coverage else ()
    values = [
        Bar(
            region_name(ctx, row.region),
            _share(row.permille),
            tr("{share} · {count} covered", share=percent(row.permille), count=number(row.covered)),
            _share(row.target),
        )
        for row in rows
    ]
    target = tr("Target") if any(row.target is not None for row in rows) else ""
    return bars(tr("Coverage (UCJ) by kabupaten"), values, ink, width=WIDTH, target_text=target)


def uptake_bars(ctx: Context, found: Overview, ink: Ink) -> str:
    """Serapan by kabupaten."""
    values = [
        Bar(region_name(ctx, row.key), _share(row.share), _uptake_text(row)) for row in found.uptakes.get("regency", ())
    ]
    return bars(tr("Uptake by kabupaten (paid of held)"), values, ink, width=WIDTH)


def months_by_state(ctx: Context, found: Overview, ink: Ink) -> str:
    """Person-months of each programme by how far they have come."""
    rows = found.uptakes.get("programme", [])
    values = [
        Stack(
            found.codes.get(row.key, row.key),
            tuple(row.parts()[code].months for code in _STATES),
            tr("{count} person-months", count=number(row.held.months)),
        )
        for row in rows
    ]
    totals = [number(sum(row.parts()[code].months for row in rows)) for code in _STATES]
    return stacks(tr("Person-months by state"), _parts(), values, ink, texts=totals, width=WIDTH)


def money_by_payer(ctx: Context, found: Overview, ink: Ink) -> str:
    """Rupiah of each payer by how far they have come."""
    rows = found.uptakes.get("payer", [])
    values = [
        Stack(payer(row.key), tuple(row.parts()[code].rupiah for code in _STATES), rupiah(row.held.rupiah))
        for row in rows
    ]
    totals = [rupiah(sum(row.parts()[code].rupiah for row in rows)) for code in _STATES]
    return stacks(tr("Money by payer"), _parts(), values, ink, texts=totals, width=WIDTH)


def coverage_trend(ctx: Context, found: Overview, ink: Ink) -> str:
    """Coverage of the whole area over the months of this year."""
    return _trend(tr("Coverage this year"), found.trend, found.coverage.whole if found.coverage else None, ink)


def regency_trend(ctx: Context, region: str, found: Overview, ink: Ink = PAPER) -> str:
    """The same of one kabupaten of the area. Raises `UserError` ``unknown_region``."""
    reached = trend_of(ctx, region)
    whole = next((row for row in (found.coverage.rows if found.coverage else ()) if row.region == region), None)
    name = region_name(ctx, region)
    return _trend(tr("Coverage this year: {region}", region=name), reached, whole, ink)


def _trend(title: str, found: Sequence[Reached], whole: Coverage | None, ink: Ink) -> str:
    points = [
        Point(
            f"{reached.month.month:02d}/{reached.month.year % 100}", _share(reached.permille), percent(reached.permille)
        )
        for reached in found
    ]
    target = whole.target if whole else None
    text = tr("Target {share}", share=percent(target)) if target is not None else ""
    return trend(title, points, ink, target=_share(target), target_text=text, width=WIDTH)


def coverage_map(ctx: Context, found: Overview, ink: Ink) -> str:
    """The tile map coloured by coverage."""
    rows = found.coverage.rows if found.coverage else ()
    values = {row.region: (_share(row.permille), percent(row.permille)) for row in rows}
    return tile_map(tr("Coverage (UCJ)"), tiles(ctx), values, ink, nothing=tr("no figures"))


def uptake_map(ctx: Context, found: Overview, ink: Ink) -> str:
    """The tile map coloured by serapan."""
    values = {row.key: (_share(row.share), percent(row.share)) for row in found.uptakes.get("regency", ())}
    return tile_map(tr("Uptake (paid of held)"), tiles(ctx), values, ink, nothing=tr("nothing held"))


FIGURES: dict[str, Callable[[Context, Overview, Ink], str]] = {
    "coverage": coverage_bars,
    "uptake": uptake_bars,
    "months": months_by_state,
    "money": money_by_payer,
    "trend": coverage_trend,
    "map-coverage": coverage_map,
    "map-uptake": uptake_map,
}
"""Name -> figure, as commands and reports ask for it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a figure that leads to a region: its place in pixels of the figure, and what it says."""

    region: str
    text: str
    place: tuple[float, float, float, float]


def spots(ctx: Context, name: str, found: Overview) -> list[Spot]:
    """The parts of a figure that can be opened, from left to right and from above to below; none of some figures."""
    values = _values(ctx, found, "uptake" if name.endswith("uptake") else "coverage")
    if name in ("map-coverage", "map-uptake"):
        every = tiles(ctx)
        columns = 1 + max(tile.column for tile in every)
        return [
            Spot(tile.code, f"{tile.name}: {values[tile.code]}", tile_place(tile, columns))
            for tile in sorted(every, key=lambda tile: (tile.row, tile.column))
            if tile.code in values
        ]
    if name in ("coverage", "uptake"):
        return [
            Spot(code, f"{region_name(ctx, code)}: {text}", bar_place(position, WIDTH))
            for position, (code, text) in enumerate(values.items())
        ]
    return []


def _values(ctx: Context, found: Overview, what: str) -> dict[str, str]:
    if what == "uptake":
        return {row.key: percent(row.share) for row in found.uptakes.get("regency", ())}
    return {row.region: percent(row.permille) for row in (found.coverage.rows if found.coverage else ())}


def figure(ctx: Context, name: str, found: Overview, ink: Ink = PAPER) -> str:
    """A figure as SVG. Raises ``figure_unknown``."""
    if name not in FIGURES:
        raise UserError("figure_unknown", value=name, known=", ".join(FIGURES))
    return FIGURES[name](ctx, found, ink)


def write(ctx: Context, name: str, out: Path, found: Overview, *, region: str = "") -> None:
    """Write a figure of `FIGURES` as SVG, on white, over a file that is there; ``region``: whose trend.

    Raises `StoreError`, and `UserError` ``unknown_region``.
    """
    svg = regency_trend(ctx, ctx.reference.regions.normal_code(region) or region, found) if region else None
    write_atomic(out, (svg or figure(ctx, name, found)).encode())


def tiles(ctx: Context) -> list[Tile]:
    """The 22 kabupaten and kota at their places on the map."""
    with paths.resource("regions/ntt_tiles.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tiles_of(rows, {row["code"]: region_name(ctx, row["code"]) for row in rows})


def region_name(ctx: Context, code: str) -> str:
    """A kabupaten as figures call it: without its kind, a kota with it."""
    region = ctx.reference.regions.find(code)
    if region is None:
        return code or tr("Not for one kabupaten")
    return region.title if region.level == "kota" else region.name


def _parts() -> list[Part]:
    return [Part(letter(code), shown_name(code)) for code in _STATES]


def _uptake_text(row: Uptake) -> str:
    if row.share is None:
        return NOTHING
    return tr(
        "{share} · {paid} of {held}",
        share=percent(row.share),
        paid=number(row.paid.months),
        held=number(row.held.months),
    )


def _share(permille: int | None) -> float | None:
    return None if permille is None else permille / 1000
