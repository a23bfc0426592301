"""The layouts that wrap: as high as their widgets need, computed once until one of them changes."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.gui.widgets.tiles import TileGrid


def test_the_height_follows_every_change_and_is_computed_once(qtbot: QtBot) -> None:
    arranged: list[int] = []

    class Counted(FlowLayout):
        def _arrange(self, *args: object, **rest: object) -> int:
            arranged.append(1)
            return super()._arrange(*args, **rest)  # type: ignore[arg-type]

    flow = Counted()
    chips = [QPushButton("satu") for _ in range(4)]
    for chip in chips:
        flow.addWidget(chip)
    widget = holder(flow)
    qtbot.addWidget(widget)
    widget.show()
    one = chips[0].sizeHint()
    two_a_line = 2 * one.width() + 8
    high = flow.heightForWidth(two_a_line)
    assert high >= 2 * one.height()
    arranged.clear()
    for _ in range(50):
        assert flow.heightForWidth(two_a_line) == high
    assert arranged == []
    chips[3].hide()
    chips[2].hide()
    assert flow.heightForWidth(two_a_line) < high
    chips[2].show()
    assert flow.heightForWidth(two_a_line) == high
    chips[2].hide()
    chips[1].setText("kata yang jauh lebih panjang")
    assert flow.heightForWidth(two_a_line) == high
    chips[2].show()
    assert flow.heightForWidth(two_a_line) > high


def test_a_tile_that_grows_after_the_tiles_were_arranged_anew_gets_its_height(qtbot: QtBot) -> None:
    words = label("Satu baris", wrap=True)
    tile, other = Card("Kirim"), Card("Terima")
    tile.add(words)
    grid = TileGrid(least=320, most=2).add(tile, other)
    page = holder(column(grid, None))
    qtbot.addWidget(page)
    page.resize(400, 600)
    page.show()
    qtbot.waitUntil(lambda: tile.y() < other.y())
    page.resize(800, 600)
    qtbot.waitUntil(lambda: tile.y() == other.y())
    qtbot.waitUntil(lambda: 0 < tile.height() < 200)
    words.setText("Baris\n" * 20)
    qtbot.waitUntil(lambda: tile.height() >= tile.heightForWidth(tile.width()) > 300)
