"""A table model over rows held in memory: histories, previews, short lists."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ntt_desktop.gui.models.columns import RIGHT, Column, Row

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The whole row of an index."""
_NOWHERE = QModelIndex()


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
    """Rows in memory; sorts by the column's value."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row] = (),
        key: Callable[[Row], str] = id_of,
    ) -> None:
        super().__init__(columns, key)
        self._rows = list(rows)

    def total(self) -> int:
        return len(self._rows)

    def row_at(self, at: int) -> Row | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    @property
    def rows(self) -> list[Row]:
        """The rows in the order shown."""
        return list(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        what = self.columns[column]

        def rank(row: Row) -> tuple[bool, Any]:
            value = row.get(what.key) if what.value is None else what.text(row)
            if isinstance(value, str):
                value = value.casefold()
            return value is None, "" if value is None else value

        self.layoutAboutToBeChanged.emit()
        numbers = what.kind in RIGHT
        self._rows.sort(
            key=lambda row: int(what.of(row) or 0) if numbers else rank(row),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        self.layoutChanged.emit()
