"""Paints a table's cells: one line each, shortened with an ellipsis, badges, numbers at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ntt_desktop.gui import icons
from ntt_desktop.gui.models.columns import RIGHT
from ntt_desktop.gui.models.rows import ROW_ROLE, ColumnModel
from ntt_desktop.gui.theme import fonts, theme, tokens
from ntt_desktop.gui.widgets.badge import Badge, badge_size, paint_badge

PAD = 10


class CellDelegate(QStyledItemDelegate):
    """Draws a row's ground, its hover, the line below it, and the cell as its column's kind asks."""

    hovered = -1
    """The row under the pointer."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, ColumnModel)
        column = model.columns[index.column()]
        colors = theme().colors.named()
        area: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, icons.color(colors["accent_selected"]))
        elif index.row() == self.hovered:
            painter.fillRect(area, icons.color(colors["hover"]))
        painter.setPen(QPen(icons.color(colors["line"]), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        row = index.data(ROW_ROLE)
        if row is None:
            return
        inner = area.adjusted(PAD, 0, -PAD, 0)
        value = column.of(row)
        if isinstance(value, Badge):
            ratio = painter.device().devicePixelRatioF()
            paint_badge(painter, inner, value, ratio)
            return
        text = column.text(row)
        strong = column.kind == "strong"
        font = fonts.mono() if column.kind in ("nik", "nik_full") else fonts.body(strong=strong)
        painter.setFont(font)
        painter.setPen(icons.color("muted" if column.kind in ("muted", "nik") else "text"))
        side = Qt.AlignmentFlag.AlignRight if column.kind in RIGHT else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter) | Qt.TextFlag.TextSingleLine, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        model = index.model()
        row = index.data(ROW_ROLE)
        if row is None or not isinstance(model, ColumnModel):
            return QSize(60, tokens.ROW)
        column = model.columns[index.column()]
        value = column.of(row)
        if isinstance(value, Badge):
            return badge_size(value) + QSize(2 * PAD, 0)
        font = fonts.mono() if column.kind.startswith("nik") else fonts.body(strong=column.kind == "strong")
        return QSize(QFontMetrics(font).horizontalAdvance(column.text(row)) + 2 * PAD, tokens.ROW)
