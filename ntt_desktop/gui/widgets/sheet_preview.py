"""The sheet itself with a chooser over each column: which field it holds, and how sure the guess is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ntt_desktop.domain.intake.cells import column_letters
from ntt_desktop.gui import icons
from ntt_desktop.gui.models.sheet import ABOVE, HEADER, KIND_ROLE, SheetModel
from ntt_desktop.gui.theme import fonts, theme, tokens
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.text import label, set_tone
from ntt_desktop.i18n import tr

CERTAIN, LIKELY = 0.9, 0.5
_WIDTH = 158
_NUMBERS = 46
_HEAD = 66


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: where (0-based), its header as written, the guessed field ("" for none), how sure (0..1), and some
    of its values."""

    index: int
    header: str
    field: str = ""
    confidence: float = 0.0
    examples: tuple[str, ...] = ()


class _Cells(QStyledItemDelegate):
    """Cells in one line; the header strong, what stands above it and columns that are not read paler."""

    unread: frozenset[int] = frozenset()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colors = theme().colors.named()
        kind = index.data(KIND_ROLE)
        if kind == HEADER:
            painter.fillRect(option.rect, icons.color(colors["accent_tint"]))
        painter.setPen(QPen(icons.color(colors["line"]), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        pale = kind == ABOVE or index.column() in self.unread
        font = fonts.body(tokens.CAPTION, strong=kind == HEADER)
        painter.setFont(font)
        painter.setPen(icons.color("muted" if pale else "text"))
        inner = option.rect.adjusted(8, 0, -6, 0)
        words = QFontMetrics(font).elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)


class _ColumnHead(QFrame):
    """The chooser of one column, and below it how sure the guess is."""

    def __init__(self, about: SheetColumn, fields: list[tuple[object, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.about = about
        self.setObjectName("columnhead")
        name = about.header or tr("column {letters}", letters=column_letters(about.index))
        self.choice = Choice(fields, name=tr("Field of the column {name}", name=name))
        self.choice.set_value(about.field)
        self._icon = QLabel()
        self._icon.setFixedSize(14, 14)
        self._said = label("", "caption")
        self.setLayout(column(self.choice, row(self._icon, self._said, None, gap=4), gap=2, margins=(3, 4, 3, 2)))
        self.say(about.confidence)

    def say(self, confidence: float) -> None:
        """Show how sure: chosen by a person is 1."""
        if not self.choice.value():
            icon, words, tone = "minus", tr("not read"), "muted"
        elif confidence >= CERTAIN:
            icon, words, tone = "circle-check", tr("sure"), "good"
        elif confidence >= LIKELY:
            icon, words, tone = "circle-help", tr("probably, please check"), "warn"
        else:
            icon, words, tone = "circle-help", tr("please check"), "warn"
        icons.set_icon(self._icon, icon, tone, 14)
        self._said.setText(words if self.about.header else f"{column_letters(self.about.index)} · {words}")
        set_tone(self._said, tone if tone != "muted" else "")
        if self.about.examples:
            examples = " · ".join(self.about.examples)
            words = tr("{said}. For example: {examples}", said=words, examples=examples)
        self.choice.setAccessibleDescription(words)
        self.choice.setToolTip(f"{self.choice.currentText()}: {words}" if self.choice.value() else words)


class SheetPreview(QWidget):
    """``changed`` carries (column index, field) when a person chooses."""

    changed = Signal(int, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.model = SheetModel()
        self._cells = _Cells(self)
        self._heads: dict[int, _ColumnHead] = {}
        self._chosen: dict[int, str] = {}
        self._fields: list[tuple[object, str]] = []
        self._waiting: list[SheetColumn] = []
        # Choosers beyond the edge of the window follow one by one: forty at once would hold it up.
        self._following = QTimer(self, interval=0)
        self._following.timeout.connect(self._follow)
        self.table = QTableView()
        self.table.setAccessibleName(name)
        self.table.setModel(self.model)
        self.table.setItemDelegate(self._cells)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.table.horizontalHeader(), self.table.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setDefaultSectionSize(_WIDTH)
        across.setMinimumSectionSize(110)
        across.setHighlightSections(False)
        across.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(26)
        down.setFixedWidth(_NUMBERS)
        down.setHighlightSections(False)
        self._bar = QFrame()
        self._bar.setObjectName("columnbar")
        self._bar.setFixedHeight(_HEAD)
        layout = column(self._bar, self.table, gap=4)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.horizontalScrollBar().valueChanged.connect(lambda _to: self._place())
        across.sectionResized.connect(lambda *_: self._place())

    def show_sheet(
        self,
        rows: Sequence[Sequence[str]],
        numbers: Sequence[int],
        header: frozenset[int],
        columns: Sequence[SheetColumn],
        fields: list[tuple[object, str]],
    ) -> None:
        """Show the sheet's first rows and a chooser over each of ``columns``. ``fields``: (field, words)."""
        for head in self._heads.values():
            head.hide()
            head.deleteLater()
        self._heads, self._fields = {}, fields
        self._waiting = sorted(columns, key=lambda about: about.index)
        self._chosen = {about.index: about.field for about in self._waiting}
        width = max([len(cells) for cells in rows] + [about.index + 1 for about in columns] + [0])
        self.model.show(rows, numbers, header, width)
        seen = self.width() // _WIDTH + 1
        while self._waiting and self._waiting[0].index < seen:
            self._add_next()
        if self._waiting:
            self._following.start()
        self._mark()
        self._place()
        # The header and the first people matter more than the titles above them.
        at = max(min(header, default=0) - min(numbers, default=0), 0)
        self.table.scrollTo(self.model.index(at, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def fields(self) -> dict[int, str]:
        """What is chosen now: column index to field, "" for not read."""
        return dict(self._chosen)

    def choice_of(self, at: int) -> Choice:
        """The chooser over column ``at``."""
        while at not in self._heads and self._waiting:
            self._add_next()
        return self._heads[at].choice

    def _add_next(self) -> None:
        about = self._waiting.pop(0)
        head = _ColumnHead(about, self._fields, self._bar)
        head.choice.picked.connect(lambda value, at=about.index: self._picked(at, str(value or "")))
        head.choice.installEventFilter(self)
        self._heads[about.index] = head
        self._place_head(about.index, head)
        head.show()

    def _follow(self) -> None:
        if self._waiting:
            self._add_next()
        else:
            self._following.stop()

    def _picked(self, at: int, field: str) -> None:
        self._chosen[at] = field
        self._heads[at].say(1.0)
        self._mark()
        self.changed.emit(at, field)

    def _mark(self) -> None:
        read = {at for at, field in self._chosen.items() if field}
        self._cells.unread = frozenset(range(self.model.columnCount())) - read
        self.table.viewport().update()

    def _place(self) -> None:
        for at, head in self._heads.items():
            self._place_head(at, head)

    def _place_head(self, at: int, head: _ColumnHead) -> None:
        header = self.table.horizontalHeader()
        left = header.sectionViewportPosition(at) + _NUMBERS + 1
        head.setGeometry(left, 0, header.sectionSize(at), _HEAD)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            for at, head in self._heads.items():
                if head.choice is watched:
                    seen = self.model.index(max(self.table.rowAt(0), 0), at)
                    self.table.scrollTo(seen, QAbstractItemView.ScrollHint.EnsureVisible)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
