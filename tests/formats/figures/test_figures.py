"""Figures: well-formed, readable, nothing outside the drawing, nothing said by colour alone."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.formats import reference
from ntt_desktop.formats.figures.bars import Bar, bars
from ntt_desktop.formats.figures.drawing import width_of
from ntt_desktop.formats.figures.ink import NIGHT, PAPER, Ink, contrast, readable_on
from ntt_desktop.formats.figures.stack import Part, Stack, stacks
from ntt_desktop.formats.figures.tile_map import shade, tile_map, tiles_of
from ntt_desktop.formats.figures.trend import Point, trend

SVG = "{http://www.w3.org/2000/svg}"
SHARES = st.none() | st.floats(0, 1)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def inside(svg: str) -> None:
    """Every text and box stands within the drawing."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for element in root.iter(f"{SVG}text"):
        wide = width_of(element.text or "", float(element.get("font-size", "0")))
        left = (
            float(element.get("x", "0")) - {"start": 0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "")]
        )
        assert left >= -3, element.text
        assert left + wide <= width + 3, element.text
        assert 0 <= float(element.get("y", "0")) <= height
    for element in root.iter(f"{SVG}rect"):
        assert float(element.get("x", "0")) + float(element.get("width", "0")) <= width + 0.2


@pytest.fixture(scope="module")
def tiles() -> list:
    regions = reference.load().regions
    names = {code.code: code.name for code in regions.children("53")}
    return tiles_of(reference.rows("regions/ntt_tiles.csv"), names)


def test_every_kabupaten_and_kota_has_one_tile_and_one_place(tiles: list) -> None:
    codes = {region.code for region in reference.load().regions.children("53")}
    assert {tile.code for tile in tiles} == codes
    assert len(tiles) == len(codes) == len({(tile.column, tile.row) for tile in tiles}) == 22


@pytest.mark.parametrize("ink", [PAPER, NIGHT])
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_the_map_says_every_value_and_where_none_is_known(tiles: list, ink: Ink, data: st.DataObject) -> None:
    shares = {tile.code: data.draw(SHARES) for tile in tiles}
    values = {code: (share, f"{share * 100:.1f} %") for code, share in shares.items() if share is not None}
    svg = tile_map("Cakupan", tiles, values, ink, nothing="belum ada data")
    inside(svg)
    written = texts(svg)
    assert [text for text in written if text.endswith(" %") and "-" not in text] == [
        values[tile.code][1] for tile in tiles if tile.code in values
    ]
    assert written.count("–") == 22 - len(values)


@pytest.mark.parametrize("ink", [PAPER, NIGHT])
def test_what_stands_on_a_colour_can_be_read(ink: Ink) -> None:
    for color in (*ink.ramp, *ink.series, ink.nothing):
        assert contrast(readable_on(color), color) >= 4.5
    for color in (ink.text, ink.muted, ink.target):
        assert contrast(color, ink.ground) >= 4.5


def test_the_classes_of_the_map_grow_with_the_share() -> None:
    shades = [shade(step / 100, PAPER) for step in range(101)]
    assert [PAPER.ramp.index(color) for color in shades] == sorted(PAPER.ramp.index(color) for color in shades)
    assert set(shades) == set(PAPER.ramp)
    assert shade(None, PAPER) not in PAPER.ramp


@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), SHARES), max_size=22))
@settings(max_examples=30, deadline=None)
def test_bars_are_as_long_as_their_share(values: list[tuple[str, float | None]]) -> None:
    svg = bars("Serapan", [Bar("Kab. Belu", share, "1.284 orang", 0.6) for _, share in values], PAPER)
    inside(svg)
    boxes = list(ElementTree.fromstring(svg).iter(f"{SVG}rect"))[1:]
    grounds = [float(box.get("width", "0")) for box in boxes if box.get("fill") == PAPER.nothing]
    filled = [float(box.get("width", "0")) for box in boxes if box.get("fill") == PAPER.accent]
    wanted = [share for _, share in values if share]
    assert len(grounds) == len(values)
    assert filled == [pytest.approx(grounds[0] * share, abs=0.11) for share in wanted if grounds[0] * share > 0]


def test_texts_are_written_as_they_are() -> None:
    svg = bars("A < B & C", [Bar('Kot\'olin "da" <x>', 0.5, "5 %")], PAPER)
    assert "A < B & C" in texts(svg)
    assert 'Kot\'olin "da" <x>' in texts(svg)


@given(st.lists(st.lists(st.integers(0, 600_000), min_size=3, max_size=3), max_size=4))
@settings(max_examples=30, deadline=None)
def test_parts_of_a_stack_are_in_proportion(rows: list[list[int]]) -> None:
    parts = [Part("T", "Terbayar"), Part("G", "Ditagih"), Part("K", "Kosong")]
    values = [Stack("APBD Provinsi", tuple(row), f"{sum(row)}") for row in rows]
    sums = [str(sum(row[index] for row in rows)) for index in range(3)]
    svg = stacks("Orang-bulan", parts, values, PAPER, texts=sums)
    inside(svg)
    assert [text for text in texts(svg) if text in ("Terbayar", "Ditagih", "Kosong")] == [
        "Terbayar",
        "Ditagih",
        "Kosong",
    ]


def test_a_line_breaks_where_nothing_is_known_and_says_its_last_value() -> None:
    points = [
        Point(f"{month:02d}", None if month in (4, 11, 12) else month / 20, f"{month * 5} %") for month in range(1, 13)
    ]
    svg = trend("Cakupan", points, PAPER, target=0.6, target_text="target 60 %")
    inside(svg)
    lines = re.findall(rf'stroke="{PAPER.accent}"', svg)
    assert len(lines) == 2
    assert texts(svg).count("50 %") == 2, "the axis and the last known month"
