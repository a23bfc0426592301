"""Pages of a document with its tables: headings repeated on every page, the last rows kept with what follows them."""

from collections.abc import Sequence
from typing import cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.formats.documents.parts import Table

FONT = "Noto Sans"
LINE = 5.0
_PADDING = 1.2
_CELL_LINE = 4.2
_HEAD_FILL = (0xE3, 0xEF, 0xED)
_KEPT = 2
"""Rows that stand on the page of what has to stay with the table: nobody signs below nothing."""

Cells = Sequence[str | int | None]


class TablePages(FPDF):
    """Draws tables. ``tail``: millimetres of what must stand on the page of a part's last lines."""

    tail = 0.0

    def count(self) -> None:
        """One more row is set."""

    def keep(self, height: float, tail: float = 0) -> None:
        """Begin a page when less than ``height`` is left on this one; with ``tail`` as long as a page has room."""
        room = self.page_break_trigger - self.t_margin
        if self.will_page_break(height + tail if height + tail < room else min(height, room)):
            self.add_page()

    def broken(self, text: str, width: float) -> list[str]:
        """The text in lines of at most ``width`` millimetres."""
        if "\n" not in text and self.get_string_width(text) <= width - 2 * self.c_margin:
            return [text]
        lines = self.multi_cell(width, LINE, text, dry_run=True, output=MethodReturnValue.LINES, align="L")
        return list(cast("list[str]", lines))

    def table_begins(self, part: Table) -> float:
        """How much of a table has to stand below its heading: its head with a first row, or all of a short one."""
        if len(part.rows) > _KEPT:
            return 4 * LINE
        widths = self._widths(part)
        return self._head_height(part, widths) + self._heights(part, widths, 0)

    def draw_table(self, part: Table) -> None:
        """Set a table below what is there."""
        widths = self._widths(part)
        kept_from = max(len(part.rows) - _KEPT, 0)
        self.keep(self.table_begins(part), 0 if kept_from else self.tail + 3)
        self._headings(part, widths)
        for at, cells in enumerate(part.rows):
            if at == kept_from > 0:
                self._keep_rows(part, widths, self._heights(part, widths, at))
            self._row(part, widths, cells)
            self.count()
        if part.total:
            self._row(part, widths, part.total, bold=True)
        self.ln(3)

    def _keep_rows(self, part: Table, widths: Sequence[float], height: float) -> None:
        before = self.page
        self.keep(height, self.tail + 3)
        if self.page != before:
            self._headings(part, widths)

    def _heights(self, part: Table, widths: Sequence[float], first: int) -> float:
        """Height of the rows from ``first`` on, with the sums."""
        self.set_font(FONT, "", 9)
        height = sum(self._height(self._lines(_texts(part, cells), widths), part) for cells in part.rows[first:])
        if part.total:
            self.set_font(FONT, "B", 9)
            height += self._height(self._lines(_texts(part, part.total), widths), part)
        return height

    def _widths(self, part: Table) -> list[float]:
        """Widths by share, but none so narrow that a word of its heading breaks; the others give what that takes."""
        shares = [column.share for column in part.columns]
        widths = [self.epw * share / sum(shares) for share in shares]
        self.set_font(FONT, "B", 9)
        room = 2 * _PADDING + 2 * self.c_margin + 0.2
        least = [max(map(self.get_string_width, column.title.split() or [""])) + room for column in part.columns]
        if sum(least) >= self.epw:
            return widths
        for _ in widths:
            narrow = {at for at, width in enumerate(widths) if width < least[at]}
            if not narrow:
                break
            rest = sum(shares[at] for at in range(len(widths)) if at not in narrow and widths[at] > least[at])
            kept = sum(least[at] if at in narrow or widths[at] == least[at] else 0 for at in range(len(widths)))
            widths = [
                least[at] if at in narrow or widths[at] == least[at] else (self.epw - kept) * shares[at] / rest
                for at in range(len(widths))
            ]
        return widths

    def _head_height(self, part: Table, widths: Sequence[float]) -> float:
        self.set_font(FONT, "B", 9)
        return self._height(self._lines([column.title for column in part.columns], widths), part)

    def _headings(self, part: Table, widths: Sequence[float]) -> None:
        self.set_font(FONT, "B", 9)
        self.set_fill_color(*_HEAD_FILL)
        self._cells(part, widths, [column.title for column in part.columns], fill=True)

    def _row(self, part: Table, widths: Sequence[float], cells: Cells, *, bold: bool = False) -> None:
        texts = _texts(part, cells)
        self.set_font(FONT, "B" if bold else "", 9)
        lines = self._lines(texts, widths)
        if self.will_page_break(self._height(lines, part)):
            self.add_page()
            self._headings(part, widths)
            self.set_font(FONT, "B" if bold else "", 9)
        self._cells(part, widths, texts, lines=lines)

    def _height(self, lines: list[list[str]], part: Table) -> float:
        return float(max(max(map(len, lines)) * _CELL_LINE + 2 * _PADDING, part.row_height))

    def _lines(self, texts: Sequence[str], widths: Sequence[float]) -> list[list[str]]:
        return [self.broken(text, width - 2 * _PADDING) for text, width in zip(texts, widths, strict=True)]

    def _cells(
        self,
        part: Table,
        widths: Sequence[float],
        texts: Sequence[str],
        *,
        fill: bool = False,
        lines: list[list[str]] | None = None,
    ) -> None:
        lines = lines if lines is not None else self._lines(texts, widths)
        height = self._height(lines, part)
        left, top = self.l_margin, self.get_y()
        for column, width, broken in zip(part.columns, widths, lines, strict=True):
            self.rect(left, top, width, height, style="DF" if fill else "D")
            align = {"left": "L", "right": "R", "center": "C"}[column.align]
            above = top + (height - _CELL_LINE * len(broken)) / 2
            for number_of, line in enumerate(broken):
                self.set_xy(left + _PADDING, above + _CELL_LINE * number_of)
                self.cell(width - 2 * _PADDING, _CELL_LINE, line, align=align)
            left += width
        self.set_xy(self.l_margin, top + height)


def _texts(part: Table, cells: Cells) -> list[str]:
    return [_shown(value, column.kind) for value, column in zip(cells, part.columns, strict=True)]


def _shown(value: str | int | None, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return rupiah(value) if kind == "rupiah" else number(value)
    return value
