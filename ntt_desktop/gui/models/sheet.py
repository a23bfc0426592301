"""A sheet as it is: rows of texts under the columns' letters, with the sheet's own row numbers."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from ntt_desktop.domain.intake.cells import column_letters
from ntt_desktop.gui.models.rows import Index

_NOWHERE = QModelIndex()

DATA, HEADER, ABOVE = "data", "header", "above"
"""What a row is: a row of people, part of the header, or what stands above it."""
KIND_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""What the row is."""


class SheetModel(QAbstractTableModel):
    """The first rows of a sheet; ``numbers`` are their own 1-based numbers, ``header`` those of its header."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Sequence[str]] = ()
        self._numbers: Sequence[int] = ()
        self._header: frozenset[int] = frozenset()
        self._width = 0

    def show(self, rows: Sequence[Sequence[str]], numbers: Sequence[int], header: frozenset[int], width: int) -> None:
        """Show these rows; ``width`` is the number of columns."""
        self.beginResetModel()
        self._rows, self._numbers, self._header, self._width = rows, numbers, header, width
        self.endResetModel()

    def kind(self, at: int) -> str:
        """What row ``at`` is."""
        number = self._numbers[at]
        if number in self._header:
            return HEADER
        return ABOVE if self._header and number < min(self._header) else DATA

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == KIND_ROLE:
            return self.kind(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            cells = self._rows[index.row()]
            text = cells[index.column()] if index.column() < len(cells) else ""
            return text if role == Qt.ItemDataRole.DisplayRole or len(text) > 18 else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return column_letters(section)
        return str(self._numbers[section]) if section < len(self._numbers) else None
