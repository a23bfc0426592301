"""The table every list uses. ::

table = DataTable(WindowModel(COLUMNS, session.tasks, fetch), name=tr("Workers"))
table.opened.connect(self._show_detail)     # Enter, double click: the row
table.current.connect(self._preview)        # the current row, or None
"""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ntt_desktop.gui.models.columns import Row
from ntt_desktop.gui.models.rows import ColumnModel
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.cells import CellDelegate
from ntt_desktop.i18n import tr

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class DataTable(QTableView):
    """Whole rows, 34 px high (28 compact), sorted by a click on a header or Alt with an arrow; all of it by key."""

    opened = Signal(object)
    current = Signal(object)
    chosen = Signal(int)
    """How many rows are selected."""

    def __init__(self, model: ColumnModel, *, name: str, compact: bool = False, many: bool = False) -> None:
        super().__init__()
        self._columns = model.columns
        self.setAccessibleName(name)
        self.setModel(model)
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(tokens.ROW_COMPACT if compact else tokens.ROW)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # A selection of its own, always empty: to learn whether a column is selected whole it asks for every cell.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(44)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self._sort_by)
        header.setToolTip(tr("Click to sort. By key: Alt with left or right chooses the column, up or down the order."))
        self._kept = ""
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.row_at(index.row())))
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(len(self.selected_indexes())))
        self.fit()

    @property
    def rows(self) -> ColumnModel:
        """The model."""
        model = self.model()
        assert isinstance(model, ColumnModel)
        return model

    def show_sort(self, key: str) -> None:
        """Point the header's arrow at column ``key``, lowest first, without sorting."""
        for at, column in enumerate(self._columns):
            if column.key == key:
                self.horizontalHeader().setSortIndicatorShown(True)
                self.horizontalHeader().setSortIndicator(at, Qt.SortOrder.AscendingOrder)

    def selectRow(self, at: int) -> None:
        """Choose one row, and it alone. Qt's own would toggle it while somebody still holds Ctrl of Ctrl+Z."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows.index(at, 0), flags.ClearAndSelect | flags.Rows | flags.Current)

    def selected_indexes(self) -> list[int]:
        """Numbers of the selected rows, without reading them."""
        return [
            at for span in self.selectionModel().selection().toList() for at in range(span.top(), span.bottom() + 1)
        ]

    def selected(self) -> list[Row]:
        """The selected rows that are read."""
        found = (self.rows.row_at(at) for at in sorted(set(self.selected_indexes())))
        return [row for row in found if row is not None]

    def current_row(self) -> Row | None:
        """The row with the cursor."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def fit(self) -> None:
        """Give columns their widths: hide optional ones that do not fit, let one take what is left."""
        room = self.viewport().width()
        shown = list(range(len(self._columns)))
        for level in sorted({column.optional for column in self._columns if column.optional}, reverse=True):
            if sum(self._columns[at].width for at in shown) <= room:
                break
            shown = [at for at in shown if self._columns[at].optional != level]
        spare = room - sum(self._columns[at].width for at in shown)
        stretching = [at for at in shown if self._columns[at].stretch]
        for at, column in enumerate(self._columns):
            self.setColumnHidden(at, at not in shown)
            extra = max(0, spare) // len(stretching) if at in stretching else 0
            self.setColumnWidth(at, column.width + extra)

    def _sort_by(self, section: int) -> None:
        if not self._columns[section].sortable:
            return
        header = self.horizontalHeader()
        same = header.isSortIndicatorShown() and header.property("sorted_by") == section
        self._sort(section, down=same and header.property("sorted_down") is not True)

    def _sort_by_key(self, key: int) -> None:
        """Alt with left or right: by the column beside; with up or down: from the smallest or from the largest."""
        header = self.horizontalHeader()
        shown = [at for at, one in enumerate(self._columns) if one.sortable and not self.isColumnHidden(at)]
        if not shown:
            return
        now = header.sortIndicatorSection() if header.isSortIndicatorShown() else -1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            at = shown.index(now) + step if now in shown else 0
            self._sort(shown[at % len(shown)], down=False)
        else:
            self._sort(now if now in shown else shown[0], down=key == Qt.Key.Key_Down)

    def _sort(self, section: int, *, down: bool) -> None:
        header = self.horizontalHeader()
        header.setProperty("sorted_by", section)
        header.setProperty("sorted_down", down)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, order)
        self.rows.sort(section, order)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current.emit(self.rows.row_at(now.row()) if now.isValid() else None)

    def _remember(self) -> None:
        row = self.current_row()
        self._kept = self.rows.key_of(row) if row is not None else ""

    def _restore(self) -> None:
        if not self._kept:
            return
        for at in range(min(self.rows.total(), 100)):
            row = self.rows.row_at(at)
            if row is not None and self.rows.key_of(row) == self._kept:
                self.selectRow(at)
                return

    def _copy(self) -> None:
        lines = ["\t".join(column.text(row) for column in self._columns) for row in self.selected()]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self.current_row()
            if row is not None:
                self.opened.emit(row)
                return
        if event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
            return
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _ARROWS:
            self._sort_by_key(event.key())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._cells.hovered:
            self._cells.hovered = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHintForColumn(self, column: int) -> Any:
        return max(super().sizeHintForColumn(column), self._columns[column].width)
