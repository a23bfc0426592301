"""Sums below a table, each under its column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.models.columns import RIGHT
from ntt_desktop.gui.models.month_grid import MONTH
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import fonts, theme, tokens
from ntt_desktop.gui.widgets.cells import PAD
from ntt_desktop.gui.widgets.month_table import MonthTable
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr

_LINE = 24
"""Height of a line of sums."""
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True, slots=True)
class FootLine:
    """A line of sums: its name, and a number for each column's key. ``tone`` colours it."""

    name: str
    values: Mapping[str, int | str]
    tone: str = "text"
    strong: bool = False


class FrozenFoot(QWidget):
    """Sums below a table, each under its column; they follow the table sideways and stay when it scrolls down."""

    def __init__(self, table: DataTable) -> None:
        super().__init__()
        self._table = table
        self._lines: tuple[FootLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        table.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())
        table.rows.modelReset.connect(self.update)
        self.hide()

    def set_lines(self, lines: Sequence[FootLine]) -> None:
        """Show these; none hides it."""
        self._lines = tuple(lines)
        self.setFixedHeight(_LINE * len(self._lines) + 2)
        self.setVisible(bool(self._lines))
        said = (f"{line.name}: {', '.join(str(value) for value in line.values.values())}" for line in self._lines)
        self.setAccessibleName("; ".join(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = theme().colors.named()
        painter.fillRect(self.rect(), icons.color("surface"))
        painter.fillRect(0, 0, self.width(), 2, icons.color(colors["strong"]))
        for at, line in enumerate(self._lines):
            self._paint_line(painter, QRect(0, 2 + at * _LINE, self.width(), _LINE), line)

    def _paint_line(self, painter: QPainter, area: QRect, line: FootLine) -> None:
        table, edge = self._table, self._table.viewport().x()
        frozen = table.frozen if isinstance(table, MonthTable) else 0
        painter.setPen(icons.color(line.tone))
        painter.save()
        if frozen:
            painter.setClipRect(area.adjusted(edge + frozen, 0, 0, 0))
        for at, column in enumerate(table.rows.columns):
            value = line.values.get(column.key)
            if not at or value is None or table.isColumnHidden(at):
                continue
            left, width = edge + table.columnViewportPosition(at), table.columnWidth(at)
            month = column.kind == MONTH
            size = tokens.CAPTION if month else tokens.BODY
            room = width - (2 if month else 2 * PAD)
            painter.setFont(fonts.body(size, strong=line.strong))
            text = _short(value, room, size, line.strong) if isinstance(value, int) else value
            side = (
                Qt.AlignmentFlag.AlignHCenter
                if month
                else (Qt.AlignmentFlag.AlignRight if column.kind in RIGHT else Qt.AlignmentFlag.AlignLeft)
            )
            painter.drawText(
                QRect(left + (width - room) // 2, area.top(), room, area.height()), _ONE_LINE | int(side), text
            )
        painter.restore()
        left = edge + (0 if frozen else table.columnViewportPosition(0)) + PAD
        room = table.columnWidth(0) - 2 * PAD
        painter.setFont(fonts.body(strong=True))
        name = fonts.metrics(fonts.body, strong=True).elidedText(line.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRect(left, area.top(), room, area.height()), _ONE_LINE | int(Qt.AlignmentFlag.AlignLeft), name
        )


def _short(value: int, room: int, size: int, strong: bool) -> str:
    """A number, in thousands or millions where it does not fit: ``50rb``."""
    text = number(value)
    if fonts.metrics(fonts.body, size, strong=strong).horizontalAdvance(text) <= room:
        return text
    if value < 1_000_000:
        return tr("{count}k", count=value // 1_000)
    return tr("{count}M", count=value // 1_000_000)
