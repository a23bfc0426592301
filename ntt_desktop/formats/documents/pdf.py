"""A document as PDF: letterhead, page numbers, tables whose heading is repeated, figures, signatures."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO

from fpdf.fonts import TTFFont

from ntt_desktop import paths
from ntt_desktop.domain.money import rupiah, terbilang
from ntt_desktop.formats.documents.parts import (
    PAPER_SIZES,
    Amount,
    Document,
    Facts,
    Figure,
    Heading,
    Pages,
    Paragraph,
    Part,
    Signatures,
    Table,
)
from ntt_desktop.formats.documents.table_pages import FONT, LINE, TablePages
from ntt_desktop.i18n import tr

Told = Callable[[int, int], object]
"""Called with (parts and rows set, in all)."""
_TOLD_EVERY = 20
_LONG = 10_000
"""Parts and rows from which on there may be a thousand pages."""

_MARGIN, _FOOT = 15.0, 16.0
_SIGNING = 20.0
"""Millimetres to sign in."""

_TEXT, _MUTED, _RULE = (0x17, 0x20, 0x2B), (0x55, 0x61, 0x71), (0x9A, 0xA5, 0xB3)
_UNKNOWN_TO_PDF = re.compile(r"<(title|desc)>.*?</\1>")
"""What says in words what a figure shows: a PDF has no place for it."""


def to_pdf(document: Document, told: Told = lambda done, total: None) -> bytes:
    """The document as PDF. ``told`` may raise to cancel; nothing is written then."""
    pages = _Pages(document, told)
    try:
        for at, part in enumerate(document.parts):
            pages.put(part, document.parts[at + 1 :])
            pages.count()
        told(pages.whole, pages.whole)
        return bytes(pages.output())
    finally:
        for font in pages.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


class _Pages(TablePages):
    def __init__(self, document: Document, told: Told) -> None:
        self._document = document
        self._told, self._done = told, 0
        self.whole = len(document.parts) + sum(len(table.rows) for table in document.tables)
        """Parts and rows to be set, of which ``told`` hears how many are."""
        orientation = "landscape" if document.landscape else "portrait"
        super().__init__(orientation=orientation, unit="mm", format=PAPER_SIZES[document.size])
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, margin=_FOOT)
        self.add_font(FONT, "", paths.resource("fonts/NotoSans-Regular.ttf"))
        self.add_font(FONT, "B", paths.resource("fonts/NotoSans-Bold.ttf"))
        if self.whole >= _LONG:
            self.alias_nb_pages("{pages}")  # room for four figures
        self.set_title(document.title)
        self.set_creator("NTT Desktop")
        self.set_lang("id")
        self.set_text_color(_TEXT)
        self.set_draw_color(_RULE)
        self.set_line_width(0.2)
        self.add_page()
        self._letterhead()
        align = "C" if document.letterhead or document.centered else "L"
        self._write(document.title, 14, bold=True, align=align, gap=1)
        for line in document.about:
            self._write(line, 10, align=align)
        self.ln(3)

    def footer(self) -> None:
        """Called by fpdf2 at the end of each page."""
        self.set_y(-12)
        self.set_text_color(_MUTED)
        self.set_font(FONT, size=8)
        self.cell(0, 6, self._document.foot, align="L")
        self.set_x(self.l_margin)
        self.cell(0, 6, tr("Page {page} of {pages}", page=self.page_no(), pages=self.str_alias_nb_pages), align="R")
        self.set_text_color(_TEXT)

    def count(self) -> None:
        """One more part or row is set."""
        self._done += 1
        if self._done % _TOLD_EVERY == 1:
            self._told(self._done - 1, self.whole)

    def put(self, part: Part, after: Sequence[Part] = ()) -> None:
        """Set one part below the last; ``after``: what follows it."""
        self.tail = self._tail(after)
        match part:
            case Pages():
                self.add_page(orientation="landscape" if part.landscape else "portrait")
            case Heading():
                if part.new_page and self.get_y() > self.t_margin + 1:
                    self.add_page(same=True)
                self.keep(2 * LINE, self._begins(after[0]) if after else LINE)
                self.ln(2)
                self._write(part.text, 12, bold=True, gap=1)
            case Paragraph():
                if self.tail:
                    self.keep(self._small(part), self.tail)
                if part.muted:
                    self.set_text_color(_MUTED)
                self._write(part.text, 9 if part.muted else 10.5, align="L" if part.muted else "J", gap=2)
                self.set_text_color(_TEXT)
            case Facts():
                self._facts(part)
            case Amount():
                self._facts(_facts_of(part), bold=True)
            case Figure():
                self._figure(part)
            case Table():
                self.draw_table(part)
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
        self.set_font(FONT, "B" if bold else "", size)
        self.multi_cell(0, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")
        if gap:
            self.ln(gap)

    def _facts(self, part: Facts, *, bold: bool = False) -> None:
        label = self._label(part)
        heights = self._fact_heights(part)
        for at, ((name, value), height) in enumerate(zip(part.rows, heights, strict=True)):
            last = at == max(len(part.rows) - 2, 0)
            self.keep(sum(heights[at:]) if last else height, self.tail + 2 if last else 0)
            top = self.get_y()
            self.set_font(FONT, "", 10)
            self.cell(label, LINE, name)
            self.cell(3, LINE, ":")
            self.set_font(FONT, "B" if bold else "", 10)
            self.multi_cell(self.epw - label - 3, LINE, value, align="L", new_x="LMARGIN", new_y="NEXT")
            self.set_y(max(self.get_y(), top + height))
        self.ln(2)

    def _label(self, part: Facts) -> float:
        self.set_font(FONT, "", 10)
        return float(min(max((self.get_string_width(name) for name, _ in part.rows), default=0) + 4, self.epw * 0.45))

    def _fact_heights(self, part: Facts) -> list[float]:
        room = self.epw - self._label(part) - 3
        self.set_font(FONT, "B", 10)
        return [LINE * len(self.broken(value, room)) for _, value in part.rows]

    def _figure(self, part: Figure) -> None:
        width, height = _size_of(part.svg)
        wide = self.epw * part.share
        high = wide * height / width
        self.keep(high, self.tail + 3 if self.tail else 0)
        plain = _UNKNOWN_TO_PDF.sub("", part.svg)
        self.image(BytesIO(plain.encode()), x=self.l_margin, y=self.get_y(), w=wide, h=high)
        self.set_y(self.get_y() + high + 3)

    def _signatures(self, part: Signatures) -> None:
        self.keep(self._signing_height(part))
        self.ln(4)
        top, share = self.get_y(), self.epw / max(len(part.people), 2)
        signed = top + self._above_lines(part) * LINE + _SIGNING
        for position, person in enumerate(part.people):
            # One alone signs at the right, as on every letter here.
            column = position + (2 - len(part.people) if len(part.people) < 2 else 0)
            left = self.l_margin + share * column
            self.set_font(FONT, "", 10)
            self.set_xy(left, top)
            self.multi_cell(share - 3, LINE, f"{person.place_and_day}\n{person.title}", align="C")
            self.set_xy(left, signed)
            self.set_font(FONT, "B", 10)
            self.cell(share - 3, LINE, person.name or "(" + " " * 40 + ")", align="C")
            self.set_font(FONT, "", 9)
            self.set_xy(left, signed + LINE)
            self.cell(share - 3, LINE, person.number, align="C")
        self.set_xy(self.l_margin, signed + 2 * LINE)

    # -- what stays together --------------------------------------------------------------------------------------

    def _above_lines(self, part: Signatures) -> int:
        self.set_font(FONT, "", 10)
        room = self.epw / max(len(part.people), 2) - 3
        return max(len(self.broken(f"{one.place_and_day}\n{one.title}", room)) for one in part.people)

    def _signing_height(self, part: Signatures) -> float:
        return 4 + (self._above_lines(part) + 2) * LINE + _SIGNING

    def _tail(self, after: Sequence[Part]) -> float:
        """Height of a signature that follows, with the few lines before it; 0 when none follows directly."""
        height = 0.0
        for part in after:
            if isinstance(part, Signatures):
                return height + self._signing_height(part)
            if not isinstance(part, Paragraph | Facts | Amount):
                break
            height += self._small(part)
        return 0.0

    def _small(self, part: Paragraph | Facts | Amount) -> float:
        """Height of a part that is no table and no figure."""
        match part:
            case Paragraph():
                size = 9 if part.muted else 10.5
                self.set_font(FONT, "", size)
                return len(self.broken(part.text, self.epw)) * size * 0.5 + 2
            case Amount():
                return self._small(_facts_of(part))
            case Facts():
                return sum(self._fact_heights(part)) + 2

    def _begins(self, part: Part) -> float:
        """How much of a part has to stand below its heading."""
        match part:
            case Table():
                return self.table_begins(part)
            case Figure():
                width, height = _size_of(part.svg)
                return self.epw * part.share * height / width
            case Paragraph() | Facts() | Amount():
                return min(self._small(part), 3 * LINE)
        return LINE


def _facts_of(part: Amount) -> Facts:
    return Facts(((part.label, f"{rupiah(part.rupiah)} ({terbilang(part.rupiah)} rupiah)"),))


@lru_cache(maxsize=64)
def _size_of(svg: str) -> tuple[float, float]:
    found = re.search(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    if found is None:
        raise ValueError("a figure says its width and height")
    return float(found[1]), float(found[2])
