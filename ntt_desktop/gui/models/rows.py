"""A table model over rows held in memory: histories, previews, short lists."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from ntt_desktop.gui.models.columns import RIGHT, Column, Row
from ntt_desktop.gui.models.sorting import STEP, in_steps

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The whole row of an index."""
_NOWHERE = QModelIndex()
_FRAME_S = 0.008
"""Seconds of sorting before the window is served again."""


def id_of(row: Row) -> str:
    """A row's id: what tells it from others when a list is read anew."""
    return str(row.get("id", ""))


class ColumnModel(QAbstractTableModel):
    """What all tables share: columns, and how a cell answers. Subclasses say `row_at` and `total`."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Row], str] = id_of) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key_of = key

    def total(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_at(self, at: int) -> Row | None:
        """The row, or None while it is not read yet."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.total()

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind in RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
            ROW_ROLE,
        ):
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip is not None else None
        text = column.text(row)
        return f"{column.title}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = self.columns[section].kind in RIGHT
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class ListModel(ColumnModel):
    """Rows in memory; sorts by the column's value, and shows new rows in the order that was asked for.

    Long lists are sorted in steps, between which the window is served; until then they stand in their old order.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row] = (),
        key: Callable[[Row], str] = id_of,
    ) -> None:
        super().__init__(columns, key)
        self._rows = list(rows)
        self._by: tuple[Column, bool] | None = None
        self._work: Iterator[list[Row] | None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._sort_on)

    def total(self) -> int:
        return len(self._rows)

    def row_at(self, at: int) -> Row | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    @property
    def rows(self) -> list[Row]:
        """The rows in the order shown."""
        return list(self._rows)

    @property
    def is_sorting(self) -> bool:
        """Whether a long list still waits to be shown in its order."""
        return self._work is not None

    def place_of(self, key: str) -> int:
        """Where the row with this key stands; -1 for none."""
        return next((at for at, row in enumerate(self._rows) if self.key_of(row) == key), -1)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self._drop_work()
        fresh = list(rows)
        late = self._by is not None and len(fresh) > STEP
        if self._by is not None and not late:
            fresh.sort(key=_rank(self._by[0]), reverse=self._by[1])
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()
        if late:
            self._begin()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        self._by = (self.columns[column], order == Qt.SortOrder.DescendingOrder)
        self._drop_work()
        self._begin()

    def _begin(self) -> None:
        assert self._by is not None
        column, descending = self._by
        self._work = in_steps(self._rows, _rank(column), descending=descending)
        if len(self._rows) > STEP:
            self._timer.start()
            return
        while self._work is not None:
            self._step()

    def _sort_on(self) -> None:
        """Go on for the length of a frame."""
        began = time.perf_counter()
        while self._work is not None and time.perf_counter() - began < _FRAME_S:
            self._step()

    def _step(self) -> None:
        made = next(self._work) if self._work is not None else None
        if made is not None:
            self._drop_work()
            self._show_in(made)

    def _drop_work(self) -> None:
        self._work = None
        self._timer.stop()

    def _show_in(self, made: list[Row]) -> None:
        """The same rows in another order; what was chosen stays chosen."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        if kept:
            places = {id(row): at for at, row in enumerate(made)}
            moved = [self.index(places[id(self._rows[index.row()])], index.column()) for index in kept]
            self._rows = made
            self.changePersistentIndexList(kept, moved)
        else:
            self._rows = made
        self.layoutChanged.emit()


def _rank(column: Column) -> Callable[[Row], Any]:
    """What rows are compared by: numbers as numbers, words without regard to capitals, nothing last."""
    if column.kind in RIGHT:
        return lambda row: int(column.of(row) or 0)

    def rank(row: Row) -> tuple[bool, Any]:
        value = row.get(column.key) if column.value is None else column.text(row)
        if isinstance(value, str):
            value = value.casefold()
        return value is None, "" if value is None else value

    return rank
