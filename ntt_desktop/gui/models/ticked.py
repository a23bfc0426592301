"""People with a tick each: any number of them, none of which costs anything until it is in sight."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ntt_desktop.gui import shown
from ntt_desktop.gui.models.columns import Row

_NOWHERE = QModelIndex()
_CHECK = Qt.ItemDataRole.CheckStateRole


class TickedPeople(QAbstractListModel):
    """``rows`` have ``full_name`` and ``nik``; those at ``out`` begin without a tick. A tick changed: `dataChanged`."""

    def __init__(self, rows: Sequence[Row], out: set[int]) -> None:
        super().__init__()
        self._rows = rows
        self._out = set(out)

    @property
    def ticked(self) -> int:
        """How many have a tick."""
        return len(self._rows) - len(self._out)

    @property
    def without(self) -> list[Row]:
        """Those without a tick, in their order."""
        return [self._rows[at] for at in sorted(self._out)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _CHECK:
            return (Qt.CheckState.Unchecked if index.row() in self._out else Qt.CheckState.Checked).value
        if role == Qt.ItemDataRole.DisplayRole:
            row = self._rows[index.row()]
            return f"{row['full_name'] or '–'} · {shown.nik_tail(row['nik'])}"
        return None

    def setData(self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = 0) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._out.discard(index.row())
        else:
            self._out.add(index.row())
        self.dataChanged.emit(index, index, [_CHECK])
        return True

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
