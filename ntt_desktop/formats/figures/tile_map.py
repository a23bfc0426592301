"""The tile map: the 22 kabupaten and kota as equal tiles in geographic order, coloured by a share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ntt_desktop.formats.figures.drawing import Drawing, width_of
from ntt_desktop.formats.figures.ink import Ink, readable_on

_TOP, _GAP, _HEIGHT = 34, 4, 70
_NOTHING = "–"
STEPS = (0.2, 0.4, 0.6, 0.8)
"""Where one class of the ramp ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A region's place on the map."""

    code: str
    column: int
    row: int
    name: str


def tiles_of(rows: Sequence[Mapping[str, str]], names: Mapping[str, str]) -> list[Tile]:
    """The tiles of ``resources/regions/ntt_tiles.csv`` with the regions' names by code."""
    return [Tile(row["code"], int(row["column"]), int(row["row"]), names[row["code"]]) for row in rows]


def shade(share: float | None, ink: Ink) -> str:
    """The colour of a share: one of five classes of a fifth each; no value has a colour of its own."""
    if share is None:
        return ink.nothing
    return ink.ramp[sum(share >= step for step in STEPS)]


def tile_map(
    title: str,
    tiles: Sequence[Tile],
    values: Mapping[str, tuple[float | None, str]],
    ink: Ink,
    *,
    nothing: str,
    width: float = 760,
) -> str:
    """``values``: code -> (share 0..1 or None, its text); ``nothing``: the legend's words for no value."""
    columns = 1 + max(tile.column for tile in tiles)
    rows = 1 + max(tile.row for tile in tiles)
    side = (width - _GAP * (columns - 1)) / columns
    described = "; ".join(f"{tile.name}: {values.get(tile.code, (None, nothing))[1]}" for tile in tiles)
    drawing = Drawing(width, _TOP + rows * (_HEIGHT + _GAP) + 26, ink, title, described)
    drawing.heading()
    for tile in tiles:
        share, text = values.get(tile.code, (None, _NOTHING))
        _tile(drawing, tile, side, shade(share, ink), text)
    _legend(drawing, nothing, _TOP + rows * (_HEIGHT + _GAP) + 8)
    return drawing.svg()


def place(tile: Tile, columns: int, width: float = 760) -> tuple[float, float, float, float]:
    """Left, top, width and height of a tile of a map with so many columns."""
    side = (width - _GAP * (columns - 1)) / columns
    return tile.column * (side + _GAP), _TOP + tile.row * (_HEIGHT + _GAP), side, _HEIGHT


def _tile(drawing: Drawing, tile: Tile, side: float, color: str, text: str) -> None:
    left, top = tile.column * (side + _GAP), _TOP + tile.row * (_HEIGHT + _GAP)
    drawing.box(left, top, side, _HEIGHT, color, radius=4)
    fill = readable_on(color)
    lines = _broken(tile.name, side - 6)
    for number, line in enumerate(lines):
        drawing.text(left + side / 2, top + 15 + 12 * number, line, 10.5, fill=fill, anchor="middle")
    drawing.text(left + side / 2, top + _HEIGHT - 8, text, 13, fill=fill, bold=True, anchor="middle")


def _broken(name: str, width: float) -> list[str]:
    """The name in lines of at most ``width``; a word that is too long stays whole."""
    lines: list[str] = []
    for word in name.split():
        if lines and width_of(f"{lines[-1]} {word}", 10.5) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines[:3]


def _legend(drawing: Drawing, nothing: str, top: float) -> None:
    bounds = (0.0, *STEPS, 1.0)
    left = 0.0
    for low, high, color in zip(bounds[:-1], bounds[1:], drawing.ink.ramp, strict=True):
        text = f"{low * 100:.0f}-{high * 100:.0f} %"
        drawing.box(left, top, 16, 12, color, radius=2)
        drawing.text(left + 22, top + 10, text, 11, fill=drawing.ink.muted)
        left += 22 + width_of(text, 11) + 18
    drawing.box(left, top, 16, 12, drawing.ink.nothing, radius=2)
    drawing.text(left + 22, top + 10, nothing, 11, fill=drawing.ink.muted)
