"""A table, or what to do next while it has no rows."""

from PySide6.QtWidgets import QFrame, QStackedWidget

from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import column
from ntt_desktop.gui.widgets.table import DataTable

_ANY = 16_777_215
"""No limit (QWIDGETSIZE_MAX)."""


class Listing(QStackedWidget):
    """Shows ``table`` while it has rows, else ``empty`` on a card of the same size."""

    def __init__(self, table: DataTable, empty: EmptyState, *, height: int = 0) -> None:
        super().__init__()
        self.table, self.empty = table, empty
        card = QFrame()
        card.setObjectName("card")
        card.setLayout(column(empty))
        self.addWidget(table)
        self.addWidget(card)
        if height:
            self.setMinimumHeight(height)
        self._most = _ANY
        model = table.rows
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._choose)
        self._choose()

    def limit(self, height: int = 0) -> None:
        """At most so high while there are rows (0: no limit); what to do next always has the room it needs."""
        self._most = height or _ANY
        self._choose()

    def _choose(self) -> None:
        filled = bool(self.table.rows.rowCount())
        waits = filled and self.hasFocus()
        self.setFocusProxy(self.table if filled else None)  # type: ignore[arg-type]  # Tab would stop at a hidden table
        self.setCurrentIndex(0 if filled else 1)
        self.setMaximumHeight(self._most if filled else _ANY)
        if waits:  # the rows that came are what somebody waited for
            self.table.setFocus()
