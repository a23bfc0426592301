"""Pages of a document with its tables: headings repeated on every page, the last rows kept with what follows them."""

from collections.abc import Sequence
from typing import Any

from fpdf import FPDF

from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.formats.documents.parts import Table

FONT = "Noto Sans"
LINE = 5.0
_PADDING = 1.2
_CELL_LINE = 4.2
_HEAD_FILL = (0xE3, 0xEF, 0xED)
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Points of the letters in tables: the first with which every word fits its column."""
_LONGEST = 38.0
"""Millimetres of a word that a column makes room for; a longer one is broken."""
_LOOKED_AT = 1000
"""Rows whose words the widths are made for."""
_WHOLE = 0.34
"""A table that takes no more of a page than this is never parted."""
_KEPT = 2
"""Rows that stand on the page of what has to stay with the table: nobody signs below nothing."""

Cells = Sequence[str | int | None]


class TablePages(FPDF):
    """Draws tables. ``tail``: millimetres of what must stand on the page of a part's last lines."""

    tail = 0.0
    _size = _SIZES[0]

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._known_widths: dict[tuple[str, float, str], float] = {}

    def count(self) -> None:
        """One more row is set."""

    def keep(self, height: float, tail: float = 0) -> None:
        """Begin a page when less than ``height`` is left on this one; with ``tail`` as long as a page has room."""
        room = self.page_break_trigger - self.t_margin
        if self.will_page_break(height + tail if height + tail < room else min(height, room)):
            self.add_page(same=True)

    def broken(self, text: str, width: float) -> list[str]:
        """The text in lines of at most ``width`` millimetres; a word that is longer is broken."""
        room, space = width - 2 * self.c_margin + 0.001, self._wide(" ")
        lines = []
        for paragraph in text.split("\n"):
            line, used = "", 0.0
            for word in paragraph.split(" "):
                wide = self._wide(word)
                if line and used + space + wide <= room:
                    line, used = f"{line} {word}", used + space + wide
                    continue
                if line:
                    lines.append(line)
                *whole, line = [word] if wide <= room else self._pieces(word, room)
                lines += whole
                used = self._wide(line)
            lines.append(line)
        return lines

    def _wide(self, word: str) -> float:
        """Millimetres of a word, kept: the same words stand in every table."""
        key = (self.font_style, self.font_size_pt, word)
        if key not in self._known_widths:
            self._known_widths[key] = self.get_string_width(word)
        return self._known_widths[key]

    def _pieces(self, word: str, room: float) -> list[str]:
        pieces, piece = [], ""
        for letter in word:
            if piece and self.get_string_width(piece + letter) > room:
                pieces.append(piece)
                piece = ""
            piece += letter
        return [*pieces, piece]

    def table_begins(self, part: Table) -> float:
        """How much of a table has to stand below its heading: its head with two rows, or all of a short one."""
        return self._begin(part, self._fit(part))

    def draw_table(self, part: Table) -> None:
        """Set a table below what is there."""
        widths = self._fit(part)
        kept_from = max(len(part.rows) - _KEPT, 0)
        begins = self._begin(part, widths)
        whole = begins >= self._head_height(part, widths) + self._heights(part, widths, part.rows)
        self.keep(begins, self.tail + 3 if whole else 0)
        self._headings(part, widths)
        for at, cells in enumerate(part.rows):
            if at == kept_from > 0:
                self._keep_rows(part, widths, self._heights(part, widths, part.rows[at:]))
            self._row(part, widths, cells)
            self.count()
        if part.total:
            self._row(part, widths, part.total, bold=True)
        self.ln(3)

    def _begin(self, part: Table, widths: Sequence[float]) -> float:
        head = self._head_height(part, widths)
        room = (self.page_break_trigger - self.t_margin) * _WHOLE
        if len(part.rows) * _CELL_LINE < room:
            whole = head + self._heights(part, widths, part.rows)
            if whole <= room or len(part.rows) <= _KEPT:
                return whole
        return head + self._heights(part, widths, part.rows[:_KEPT], summed=False)

    def _keep_rows(self, part: Table, widths: Sequence[float], height: float) -> None:
        before = self.page
        self.keep(height, self.tail + 3)
        if self.page != before:
            self._headings(part, widths)

    def _heights(self, part: Table, widths: Sequence[float], rows: Sequence[Cells], *, summed: bool = True) -> float:
        """Height of these rows, with the sums."""
        self.set_font(FONT, "", self._size)
        height = sum(self._height(self._lines(_texts(part, cells), widths), part) for cells in rows)
        if part.total and summed:
            self.set_font(FONT, "B", self._size)
            height += self._height(self._lines(_texts(part, part.total), widths), part)
        return height

    def _fit(self, part: Table) -> list[float]:
        """Widths of the columns by share, but none so narrow that a word breaks: the others give what that takes, and
        where there is not enough for all, the letters become smaller."""
        shares = [column.share for column in part.columns]
        for self._size in _SIZES:
            least = self._least(part)
            if sum(least) <= self.epw:
                return _spread(self.epw, shares, least)
        return [self.epw * one / sum(least) for one in least]

    def _least(self, part: Table) -> list[float]:
        """How wide each column must be for the longest word of its heading and, within reason, of its cells."""
        room = 2 * _PADDING + 2 * self.c_margin + 0.2
        self.set_font(FONT, "B", self._size)
        least = [max(map(self._wide, column.title.split() or [""])) for column in part.columns]
        rows = part.rows[:_LOOKED_AT]
        for at, column in enumerate(part.columns):
            words = {word for cells in rows for word in _shown(cells[at], column.kind).split()}
            longest = sorted(words, key=len)[-3:]
            self.set_font(FONT, "", self._size)
            widest = max((width for width in map(self._wide, longest) if width <= _LONGEST), default=0)
            if part.total:
                self.set_font(FONT, "B", self._size)
                total = _shown(part.total[at], column.kind).split() or [""]
                widest = max(widest, *(self._wide(word) for word in total))
            least[at] = max(least[at], widest) + room
        return least

    def _head_height(self, part: Table, widths: Sequence[float]) -> float:
        self.set_font(FONT, "B", self._size)
        return self._height(self._lines([column.title for column in part.columns], widths), part)

    def _headings(self, part: Table, widths: Sequence[float]) -> None:
        self.set_font(FONT, "B", self._size)
        self.set_fill_color(*_HEAD_FILL)
        self._cells(part, widths, [column.title for column in part.columns], fill=True)

    def _row(self, part: Table, widths: Sequence[float], cells: Cells, *, bold: bool = False) -> None:
        texts = _texts(part, cells)
        self.set_font(FONT, "B" if bold else "", self._size)
        lines = self._lines(texts, widths)
        if self.will_page_break(self._height(lines, part)):
            self.add_page(same=True)
            self._headings(part, widths)
            self.set_font(FONT, "B" if bold else "", self._size)
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


def _spread(whole: float, shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """``whole`` by shares, none less than its least."""
    narrow: set[int] = set()
    while True:
        free = whole - sum(least[at] for at in narrow)
        rest = sum(share for at, share in enumerate(shares) if at not in narrow) or 1
        widths = [least[at] if at in narrow else free * share / rest for at, share in enumerate(shares)]
        more = {at for at, width in enumerate(widths) if width < least[at]} - narrow
        if not more:
            return widths
        narrow |= more


def _texts(part: Table, cells: Cells) -> list[str]:
    return [_shown(value, column.kind) for value, column in zip(cells, part.columns, strict=True)]


def _shown(value: str | int | None, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return rupiah(value) if kind == "rupiah" else number(value)
    return value
