"""A table, or what to do next while it has no rows."""

from PySide6.QtWidgets import QFrame, QStackedWidget

from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import column
from ntt_desktop.gui.widgets.table import DataTable


class Listing(QStackedWidget):
    """Shows ``table`` while it has rows, else ``empty`` on a card of the same size."""

    def __init__(self, table: DataTable, empty: EmptyState, *, height: int = 0) -> None:
        super().__init__()
        self.table, self.empty = table, empty
        self.setFocusProxy(table)
        card = QFrame()
        card.setObjectName("card")
        card.setLayout(column(empty))
        self.addWidget(table)
        self.addWidget(card)
        if height:
            self.setMinimumHeight(height)
        model = table.rows
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._choose)
        self._choose()

    def _choose(self) -> None:
        self.setCurrentIndex(0 if self.table.rows.rowCount() else 1)
