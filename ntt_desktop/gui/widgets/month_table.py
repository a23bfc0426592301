"""The grid of people by months: letters on colour, a cursor on one month, and names that stay at the left."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem

from ntt_desktop.gui import icons
from ntt_desktop.gui.models.month_grid import MONTH, MonthGridModel
from ntt_desktop.gui.models.rows import ColumnModel
from ntt_desktop.gui.theme import fonts, theme, tokens
from ntt_desktop.gui.widgets.cells import CellDelegate
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import language
from ntt_desktop.wording.ledger import letter

TONES: dict[str, str] = {
    "planned": "muted",
    "proposed": "muted",
    "decreed": "info",
    "billed": "warn",
    "paid": "good",
    "arrears": "bad",
    "released": "muted",
    "expired": "bad",
}
"""What is shown -> tone; only a paid month is green."""
_SOLID = frozenset({"paid", "arrears"})
"""Drawn white on full colour: what is settled, and what is late."""
TILE = QSize(24, 20)
_LEAST, _MOST = 30, 54
_HEAD, _HEAD_TWO = 28, 34
"""Height of the head: the months of one year, and with years below them."""


@lru_cache(maxsize=256)
def _tile(ground: str, ink: str, edge: str, mark: str, ratio: float) -> QPixmap:
    made = QPixmap(TILE * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(icons.color(ground))
    painter.setPen(icons.color(edge))
    painter.drawRoundedRect(QRect(0, 0, TILE.width() - 1, TILE.height() - 1), 4, 4)
    painter.setFont(fonts.body(tokens.CAPTION, strong=True))
    painter.setPen(icons.color(ink))
    painter.drawText(QRect(0, 0, TILE.width(), TILE.height() - 1), int(Qt.AlignmentFlag.AlignCenter), mark)
    painter.end()
    return made


def tile(code: str, ratio: float) -> QPixmap:
    """The little picture of a month: its letter on its colour, drawn once for a theme and a language."""
    return _tile(*_colours(code, theme().colors.dark), _letters(language())[code], ratio)


@lru_cache(maxsize=32)
def _colours(code: str, _dark: bool) -> tuple[str, str, str]:
    colors, tone = theme().colors, TONES[code]
    own = str(getattr(colors, tone))
    if code in _SOLID:
        return own, colors.surface, own
    return colors.tint(tone, 0.16), own, colors.tint(tone, 0.5)


@lru_cache(maxsize=2)
def _letters(_language: str) -> dict[str, str]:
    return {code: letter(code) for code in TONES}


class MonthDelegate(CellDelegate):
    """A month is one picture, drawn once and copied; the row of the cursor is marked, its month framed."""

    current = -1
    """The row of the cursor."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, ColumnModel)
        area: QRect = option.rect
        at = index.row()
        if at == self.current:
            painter.fillRect(area, icons.color(theme().colors.named()["hover"]))
        if model.columns[index.column()].kind != MONTH:
            super().paint(painter, option, index)
            return
        colors = theme().colors.named()
        if at == self.hovered:
            painter.fillRect(area, icons.color(colors["hover"]))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, icons.color(colors["line"]))
        row = model.row_at(at)
        if row is None:
            return
        left = area.left() + (area.width() - TILE.width()) // 2
        top = area.top() + (area.height() - TILE.height()) // 2
        assert isinstance(model, MonthGridModel)
        code = row["cells"][index.column() - model.first_month]
        if code:
            painter.drawPixmap(left, top, tile(code, painter.device().devicePixelRatioF()))
        if at == self.current and option.state & QStyle.StateFlag.State_Selected:  # combining flags is slow in Python
            painter.setPen(icons.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -2, -3))
            painter.drawRect(area.adjusted(2, 2, -3, -4))


class MonthHeader(QHeaderView):
    """Names of months fill their narrow columns to the edge; other columns are as everywhere."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, MonthGridModel) or model.month_at(logicalIndex) is None:
            super().paintSection(painter, rect, logicalIndex)
            return
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, icons.color("border"))
        painter.setFont(fonts.body(tokens.CAPTION, strong=True))
        painter.setPen(icons.color("muted"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), model.columns[logicalIndex].title)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        table = self.parent()
        if isinstance(table, MonthTable) and table.frozen:
            painter = QPainter(self.viewport())
            area = QRect(0, 0, table.frozen, self.viewport().height())
            painter.fillRect(area, icons.color("surface"))
            super().paintSection(painter, area, 0)


class MonthTable(DataTable):
    """Arrows move from month to month, Home and End along the row, Enter opens the person, Space or a click a month.

    Where the months do not fit they are scrolled sideways below the names, which stay.
    """

    pointed = Signal(object, object)
    """The row of the cursor and its month (`Month` or None)."""
    asked = Signal(object, object)
    """The same, when somebody wants to know more of it."""

    def __init__(self, model: MonthGridModel, *, name: str) -> None:
        super().__init__(model, name=name, compact=True)
        self._grid = model
        self._months = MonthDelegate(self)
        self._cells = self._months
        self.setItemDelegate(self._months)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        header = MonthHeader(Qt.Orientation.Horizontal, self)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST)
        header.setFixedHeight(_HEAD)
        self.setHorizontalHeader(header)
        for place in (self, header):
            self.horizontalScrollBar().valueChanged.connect(lambda _at, view=place: view.viewport().update())
        self.selectionModel().currentChanged.connect(lambda now, _before: self._point(now))
        self.clicked.connect(lambda _index: self._ask())
        model.spanned.connect(self._span)

    def _span(self) -> None:
        self._columns = self._grid.columns
        two = any("\n" in column.title for column in self._columns)
        self.horizontalHeader().setFixedHeight(_HEAD_TWO if two else _HEAD)
        self.fit()

    @property
    def frozen(self) -> int:
        """The width of the names while they stay beside months that are scrolled sideways; else 0."""
        return self.columnWidth(0) if self.horizontalScrollBar().value() > 0 else 0

    def indexAt(self, pos: QPoint) -> QModelIndex:
        found = super().indexAt(pos)
        return found.siblingAtColumn(0) if found.isValid() and pos.x() < self.frozen else found

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() == 0:
            bar.setValue(before)  # the names are in sight wherever the months are
            return
        hidden = self.frozen - self.columnViewportPosition(index.column())
        if self.frozen and hidden > 0:
            bar.setValue(bar.value() - hidden)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width, last = self.frozen, self._grid.total() - 1
        top = self.rowAt(event.rect().top())
        if not width or top < 0:
            return
        bottom = self.rowAt(event.rect().bottom())
        painter, option = QPainter(self.viewport()), QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, chosen = option.state, self.selectionModel()
        for at in range(top, (bottom if bottom >= 0 else last) + 1):
            index = self._grid.index(at, 0)
            option.rect = QRect(0, self.rowViewportPosition(at), width, self.rowHeight(at))
            option.state = plain | QStyle.StateFlag.State_Selected if chosen.isSelected(index) else plain
            painter.fillRect(option.rect, icons.color("surface"))
            self._months.paint(painter, option, index)
        painter.fillRect(width - 1, 0, 1, self.viewport().height(), icons.color("border"))

    def fit(self) -> None:
        """As every table; what is left over makes the months wider before it makes the names longer."""
        super().fit()
        model = self.rows
        months = [at for at, column in enumerate(model.columns) if column.kind == MONTH]
        if not months:
            return
        spare = self.columnWidth(0) - model.columns[0].width
        wider = min(_MOST - _LEAST, max(0, spare - 60) // len(months))
        for at in months:
            self.setColumnWidth(at, _LEAST + wider)
        self.setColumnWidth(0, self.columnWidth(0) - wider * len(months))

    def _point(self, now: QModelIndex) -> None:
        self._months.current = now.row() if now.isValid() else -1
        self.viewport().update()
        row = self.current_row()
        if row is not None:
            self.pointed.emit(row, self._grid.month_at(now.column()))

    def _ask(self) -> None:
        row = self.current_row()
        if row is not None:
            self.asked.emit(row, self._grid.month_at(self.currentIndex().column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            now = self.currentIndex()
            if now.isValid() and self._grid.month_at(now.column()) is None:  # from a name to its months
                self.setCurrentIndex(now.siblingAtColumn(self._grid.first_month))
            self._ask()
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        ends = {
            Qt.Key.Key_Home: self._grid.first_month,
            Qt.Key.Key_End: self._grid.first_month + len(self._grid.months) - 1,
        }
        if plain and event.key() in ends and self._grid.total():
            self.setCurrentIndex(self._grid.index(max(0, self.currentIndex().row()), ends[Qt.Key(event.key())]))
            return
        super().keyPressEvent(event)
