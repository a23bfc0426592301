"""Tiles of equal width in as many columns as fit: a page's figures."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ntt_desktop.gui.theme import tokens


class TileGrid(QWidget):
    """Lays widgets out in a grid whose number of columns follows the width; hidden tiles leave no hole."""

    def __init__(self, least: int = 190, most: int = 6) -> None:
        super().__init__()
        self._least, self._most = least, most
        self._tiles: list[QWidget] = []
        self._shape: tuple[int, tuple[int, ...]] = (0, ())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.S3)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, *tiles: QWidget) -> "TileGrid":
        """Add tiles at the end."""
        self._tiles += tiles
        for tile in tiles:
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            tile.setParent(self)
        self._arrange()
        return self

    def clear(self) -> None:
        """Remove and delete every tile."""
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles, self._shape = [], (0, ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shown = [tile for tile in self._tiles if not tile.isHidden() or tile.parent() is None]
        count = max(1, min(self._most, len(shown) or 1, (self.width() + tokens.S3) // (self._least + tokens.S3)))
        # Lines of even length: seven tiles in columns of six would leave one alone.
        lines = -(-len(shown) // count) if shown else 1
        count = -(-len(shown) // lines) if shown else count
        shape = (count, tuple(id(tile) for tile in shown))
        if shape == self._shape:
            return
        self._shape = shape
        for tile in self._tiles:
            # Not `takeAt`: the item lives on until Python frees it, and a tile tells only its first item when
            # its height changes.
            self._grid.removeWidget(tile)
        for column in range(max(count, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < count else 0)
        for at, tile in enumerate(shown):
            self._grid.addWidget(tile, at // count, at % count)
