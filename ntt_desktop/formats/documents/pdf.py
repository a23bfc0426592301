"""A document as PDF: letterhead, page numbers, tables whose heading is repeated, figures, signatures."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO
from typing import cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from ntt_desktop import paths
from ntt_desktop.domain.money import number, rupiah, terbilang
from ntt_desktop.formats.documents.parts import (
    PAPER_SIZES,
    Amount,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Part,
    Signatures,
    Table,
)
from ntt_desktop.i18n import tr

Told = Callable[[int, int], object]
"""Called with (parts and rows set, in all)."""
_TOLD_EVERY = 20

_FONT = "Noto Sans"
_MARGIN, _FOOT = 15.0, 16.0
_LINE = 5.0
_PADDING = 1.2
_SIGNING = 20.0
"""Millimetres to sign in."""

_HEAD_FILL = (0xE3, 0xEF, 0xED)
_TEXT, _MUTED, _RULE = (0x17, 0x20, 0x2B), (0x55, 0x61, 0x71), (0x9A, 0xA5, 0xB3)
_UNKNOWN_TO_PDF = re.compile(r"<(title|desc)>.*?</\1>")
"""What says in words what a figure shows: a PDF has no place for it."""


def to_pdf(document: Document, told: Told = lambda done, total: None) -> bytes:
    """The document as PDF. ``told`` may raise to cancel; nothing is written then."""
    pages = _Pages(document, told)
    try:
        for part in document.parts:
            pages.put(part)
            pages.count()
        told(pages.whole, pages.whole)
        return bytes(pages.output())
    finally:
        for font in pages.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


class _Pages(FPDF):
    def __init__(self, document: Document, told: Told) -> None:
        self._document = document
        self._told, self._done = told, 0
        self.whole = len(document.parts) + sum(len(table.rows) for table in document.tables)
        """Parts and rows to be set, of which ``told`` hears how many are."""
        orientation = "landscape" if document.landscape else "portrait"
        super().__init__(orientation=orientation, unit="mm", format=PAPER_SIZES[document.paper])
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, margin=_FOOT)
        self.add_font(_FONT, "", paths.resource("fonts/NotoSans-Regular.ttf"))
        self.add_font(_FONT, "B", paths.resource("fonts/NotoSans-Bold.ttf"))
        self.set_title(document.title)
        self.set_creator("NTT Desktop")
        self.set_lang("id")
        self.set_text_color(_TEXT)
        self.set_draw_color(_RULE)
        self.set_line_width(0.2)
        self.add_page()
        self._letterhead()
        self._write(document.title, 14, bold=True, align="C" if document.letterhead else "L", gap=1)
        for line in document.about:
            self._write(line, 10, align="C" if document.letterhead else "L")
        self.ln(3)

    def footer(self) -> None:
        """Called by fpdf2 at the end of each page."""
        self.set_y(-12)
        self.set_text_color(_MUTED)
        self.set_font(_FONT, size=8)
        self.cell(0, 6, self._document.foot, align="L")
        self.set_x(self.l_margin)
        self.cell(0, 6, tr("Page {page} of {pages}", page=self.page_no(), pages="{nb}"), align="R")
        self.set_text_color(_TEXT)

    def count(self) -> None:
        """One more part or row is set."""
        self._done += 1
        if self._done % _TOLD_EVERY == 1:
            self._told(self._done - 1, self.whole)

    def put(self, part: Part) -> None:
        """Set one part below the last."""
        match part:
            case Heading():
                if part.new_page and self.get_y() > self.t_margin + 1:
                    self.add_page()
                self._keep(3 * _LINE)
                self.ln(2)
                self._write(part.text, 12, bold=True, gap=1)
            case Paragraph():
                if part.muted:
                    self.set_text_color(_MUTED)
                self._write(part.text, 9 if part.muted else 10.5, align="L" if part.muted else "J", gap=2)
                self.set_text_color(_TEXT)
            case Facts():
                self._facts(part)
            case Amount():
                words = f"{rupiah(part.rupiah)} ({terbilang(part.rupiah)} rupiah)"
                self._facts(Facts(((part.label, words),)), bold=True)
            case Figure():
                self._figure(part)
            case Table():
                self._table(part)
            case Signatures():
                self._signatures(part)

    # -- parts ------------------------------------------------------------------------------------------------

    def _letterhead(self) -> None:
        for position, line in enumerate(self._document.letterhead):
            self._write(line, 13 if position == 0 else 10, bold=position == 0, align="C")
        if self._document.letterhead:
            self.ln(1)
            self.set_line_width(0.6)
            self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
            self.set_line_width(0.2)
            self.ln(4)

    def _write(self, text: str, size: float, *, bold: bool = False, align: str = "L", gap: float = 0) -> None:
        self.set_font(_FONT, "B" if bold else "", size)
        self.multi_cell(0, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")
        if gap:
            self.ln(gap)

    def _keep(self, height: float) -> None:
        """Begin a page when less than ``height`` is left on this one."""
        if self.will_page_break(height):
            self.add_page()

    def _facts(self, part: Facts, *, bold: bool = False) -> None:
        self.set_font(_FONT, "B" if bold else "", 10)
        label = min(max((self.get_string_width(name) for name, _ in part.rows), default=0) + 4, self.epw * 0.45)
        for name, value in part.rows:
            self.set_font(_FONT, "", 10)
            lines = self._broken(value, self.epw - label - 3)
            self._keep(_LINE * len(lines))
            top = self.get_y()
            self.cell(label, _LINE, name)
            self.cell(3, _LINE, ":")
            self.set_font(_FONT, "B" if bold else "", 10)
            self.multi_cell(self.epw - label - 3, _LINE, value, align="L", new_x="LMARGIN", new_y="NEXT")
            self.set_y(max(self.get_y(), top + _LINE))
        self.ln(2)

    def _figure(self, part: Figure) -> None:
        width, height = _size_of(part.svg)
        wide = self.epw * part.share
        high = wide * height / width
        self._keep(high)
        plain = _UNKNOWN_TO_PDF.sub("", part.svg)
        self.image(BytesIO(plain.encode()), x=self.l_margin, y=self.get_y(), w=wide, h=high)
        self.set_y(self.get_y() + high + 3)

    def _signatures(self, part: Signatures) -> None:
        self._keep(6 * _LINE + _SIGNING)
        self.ln(4)
        top, share = self.get_y(), self.epw / max(len(part.people), 2)
        for position, person in enumerate(part.people):
            # One alone signs at the right, as on every letter here.
            column = position + (2 - len(part.people) if len(part.people) < 2 else 0)
            left = self.l_margin + share * column
            self.set_font(_FONT, "", 10)
            self.set_xy(left, top)
            self.multi_cell(share - 3, _LINE, f"{person.place_and_day}\n{person.title}", align="C")
            self.set_xy(left, top + 2 * _LINE + _SIGNING)
            self.set_font(_FONT, "B", 10)
            self.cell(share - 3, _LINE, person.name or "(" + " " * 40 + ")", align="C")
            self.set_font(_FONT, "", 9)
            self.set_xy(left, top + 3 * _LINE + _SIGNING)
            self.cell(share - 3, _LINE, person.number, align="C")
        self.set_xy(self.l_margin, top + 4 * _LINE + _SIGNING)

    # -- tables -----------------------------------------------------------------------------------------------

    def _table(self, part: Table) -> None:
        widths = self._widths(part)
        self._keep(_LINE * 4)
        self._headings(part, widths)
        self.set_font(_FONT, "", 9)
        for cells in part.rows:
            self._row(part, widths, cells)
            self.count()
        if part.total:
            self._row(part, widths, part.total, bold=True)
        self.ln(3)

    def _widths(self, part: Table) -> list[float]:
        """Widths by share, but none so narrow that a word of its heading breaks; the others give what that takes."""
        shares = [column.share for column in part.columns]
        widths = [self.epw * share / sum(shares) for share in shares]
        self.set_font(_FONT, "B", 9)
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

    def _headings(self, part: Table, widths: Sequence[float]) -> None:
        self.set_font(_FONT, "B", 9)
        self.set_fill_color(*_HEAD_FILL)
        self._cells(part, widths, [column.title for column in part.columns], fill=True)

    def _row(
        self, part: Table, widths: Sequence[float], cells: Sequence[str | int | None], *, bold: bool = False
    ) -> None:
        texts = [_shown(value, column.kind) for value, column in zip(cells, part.columns, strict=True)]
        self.set_font(_FONT, "B" if bold else "", 9)
        lines = self._lines(texts, widths)
        if self.will_page_break(self._height(lines, part)):
            self.add_page()
            self._headings(part, widths)
            self.set_font(_FONT, "B" if bold else "", 9)
        self._cells(part, widths, texts, lines=lines)

    def _height(self, lines: list[list[str]], part: Table) -> float:
        return float(max(max(map(len, lines)) * 4.2 + 2 * _PADDING, part.row_height))

    def _lines(self, texts: Sequence[str], widths: Sequence[float]) -> list[list[str]]:
        return [self._broken(text, width - 2 * _PADDING) for text, width in zip(texts, widths, strict=True)]

    def _broken(self, text: str, width: float) -> list[str]:
        """The text in lines of at most ``width`` millimetres."""
        if "\n" not in text and self.get_string_width(text) <= width - 2 * self.c_margin:
            return [text]
        lines = self.multi_cell(width, _LINE, text, dry_run=True, output=MethodReturnValue.LINES, align="L")
        return list(cast("list[str]", lines))

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
            above = top + (height - 4.2 * len(broken)) / 2
            for number_of, line in enumerate(broken):
                self.set_xy(left + _PADDING, above + 4.2 * number_of)
                self.cell(width - 2 * _PADDING, 4.2, line, align=align)
            left += width
        self.set_xy(self.l_margin, top + height)


def _shown(value: str | int | None, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return rupiah(value) if kind == "rupiah" else number(value)
    return value


@lru_cache(maxsize=64)
def _size_of(svg: str) -> tuple[float, float]:
    found = re.search(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    if found is None:
        raise ValueError("a figure says its width and height")
    return float(found[1]), float(found[2])
