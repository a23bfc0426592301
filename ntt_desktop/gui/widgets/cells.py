"""Paints a table's cells: one line each, shortened with an ellipsis, badges, numbers at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ntt_desktop.gui import icons
from ntt_desktop.gui.models.columns import RIGHT
from ntt_desktop.gui.models.rows import ColumnModel
from ntt_desktop.gui.theme import fonts, theme, tokens
from ntt_desktop.gui.widgets.badge import Badge, badge_size, paint_badge

PAD = 10
_SELECTED = QStyle.StateFlag.State_Selected
_PLACE = {
    right: int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
    for right, side in ((True, Qt.AlignmentFlag.AlignRight), (False, Qt.AlignmentFlag.AlignLeft))
}
"""How words lie in a cell; put together once, since Qt's flags are slow to combine in Python."""


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
        if _SELECTED in option.state:  # half the time that combining the flags takes
            painter.fillRect(area, icons.color(colors["accent_selected"]))
        elif index.row() == self.hovered:
            painter.fillRect(area, icons.color(colors["hover"]))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, icons.color(colors["line"]))
        row = model.row_at(index.row())  # not index.data(): the way through Qt takes longer than the words' painting
        if row is None:
            return
        inner = area.adjusted(PAD, 0, -PAD, 0)
        value = column.of(row)
        if isinstance(value, Badge):
            ratio = painter.device().devicePixelRatioF()
            paint_badge(painter, inner, value, ratio)
            return
        text = column.words(value)
        if not text:
            return
        strong = column.kind == "strong"
        family = fonts.mono if column.kind in ("nik", "nik_full") else fonts.body
        painter.setFont(family(strong=strong))
        painter.setPen(icons.color("muted" if column.kind in ("muted", "nik") else "text"))
        side = column.kind in RIGHT
        shown = fonts.metrics(family, strong=strong).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _PLACE[side], shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, ColumnModel) else None
        if row is None or not isinstance(model, ColumnModel):
            return QSize(60, tokens.ROW)
        column = model.columns[index.column()]
        value = column.of(row)
        if isinstance(value, Badge):
            return badge_size(value) + QSize(2 * PAD, 0)
        family = fonts.mono if column.kind.startswith("nik") else fonts.body
        metrics = fonts.metrics(family, strong=column.kind == "strong")
        return QSize(metrics.horizontalAdvance(column.words(value)) + 2 * PAD, tokens.ROW)
