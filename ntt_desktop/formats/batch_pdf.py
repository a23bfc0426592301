"""Tahap as PDF: the berita acara upright, its list lying; the list for a changed SK."""

from collections.abc import Sequence

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from ntt_desktop import paths
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.formats.batch_list import (
    BatchList,
    ChangesList,
    cells,
    change_headings,
    facts,
    headings,
    in_words,
    signature,
    statement,
)
from ntt_desktop.formats.documents.parts import PAPER_SIZES, Paper
from ntt_desktop.i18n import tr
from ntt_desktop.wording.fields import field_name

_FILL = (0xE3, 0xEF, 0xED)
_PDF_WIDTHS = (9, 42, 37, 20, 9, 54, 40, 26, 12, 26)
_CHANGE_WIDTHS = (9, 44, 66, 28, 58, 58)


class ListPage(FPDF):
    """Pages with the place and a number at the foot, so that loose sheets find together."""

    place = ""

    def footer(self) -> None:
        """Called by fpdf2 at the end of each page."""
        self.set_y(-12)
        self.set_font("Noto", size=8)
        self.cell(0, 6, self.place, align="L")
        self.set_x(self.l_margin)
        self.cell(0, 6, tr("Page {page} of {pages}", page=self.page_no(), pages="{nb}"), align="R")


def _pages(place: str, title: str, paper: Paper, orientation: str) -> ListPage:
    pdf = ListPage(orientation=orientation, unit="mm", format=PAPER_SIZES[paper])
    pdf.set_margin(14)
    pdf.set_auto_page_break(True, margin=16)
    pdf.add_font("Noto", "", paths.resource("fonts/NotoSans-Regular.ttf"))
    pdf.add_font("Noto", "B", paths.resource("fonts/NotoSans-Bold.ttf"))
    pdf.place = place
    pdf.set_title(title)
    pdf.set_creator("NTT Desktop")
    return pdf


def to_pdf(content: BatchList, paper: Paper = "A4") -> bytes:
    """Berita acara upright, then the list lying, its heading on every page, sums and signature at the end."""
    pdf = _pages(f"{content.name} · {content.check_code}", tr("Berita acara"), paper, "portrait")
    pdf.add_page()
    _center(pdf, tr("Berita acara").upper(), 15, bold=True)
    _center(pdf, content.name, 12, bold=True)
    if content.report_number:
        _center(pdf, tr("Number: {number}", number=content.report_number), 10)
    pdf.ln(5)
    pdf.set_font("Noto", size=10.5)
    pdf.multi_cell(0, 6, statement(content), align="J", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(3)
    for name, value in facts(content):
        pdf.set_font("Noto", size=10)
        top = pdf.get_y()
        pdf.cell(52, 6, name)
        pdf.set_xy(pdf.l_margin + 52, top)
        pdf.set_font("Noto", "B", 10)
        pdf.multi_cell(0, 6, value or "–", align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _sign(pdf, signature(content))
    size = PAPER_SIZES[paper]
    pdf.add_page(orientation="landscape", format=size)
    pdf.set_font("Noto", "B", 13)
    pdf.cell(0, 7, tr("List of names: {name}", name=content.name), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font("Noto", size=9)
    pdf.cell(0, 6, f"{content.programme} · {content.region}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(1)
    lines = [cells(at, row) for at, row in enumerate(content.rows, start=1)]
    total = ("", tr("Total"), "", "", "", "", "", "", number(content.months), rupiah(content.rupiah))
    _table(pdf, headings(), [*lines, total], _PDF_WIDTHS, right=(0, 8, 9), last_bold=True)
    pdf.ln(2)
    pdf.set_font("Noto", size=9)
    pdf.multi_cell(
        0, 5, f"{tr('In words')}: {in_words(content.rupiah)}", align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )
    code = tr("Check code {code}: a list with another code is another list.", code=content.check_code)
    pdf.cell(0, 5, code, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _sign(pdf, signature(content))
    return bytes(pdf.output())


def changes_pdf(content: ChangesList, paper: Paper = "A4") -> bytes:
    """The list for a changed SK, lying."""
    title = tr("Changes of SK {number}", number=content.number)
    pdf = _pages(title, title, paper, "landscape")
    pdf.add_page()
    _center(pdf, title, 14, bold=True)
    _center(pdf, tr("of {date}, programme {programme}", date=content.date, programme=content.programme), 10)
    pdf.ln(3)
    lines = [
        (str(at), row.name, row.village, field_name(row.field), row.decreed, row.now)
        for at, row in enumerate(content.rows, start=1)
    ]
    _table(pdf, change_headings(), lines, _CHANGE_WIDTHS, right=(0,))
    return bytes(pdf.output())


def _center(pdf: FPDF, text: str, size: float, *, bold: bool = False) -> None:
    pdf.set_font("Noto", "B" if bold else "", size)
    pdf.multi_cell(0, 7, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _table(
    pdf: FPDF,
    head: Sequence[str],
    lines: Sequence[Sequence[str]],
    shares: Sequence[int],
    *,
    right: Sequence[int] = (),
    last_bold: bool = False,
) -> None:
    pdf.set_font("Noto", size=8)
    bold = FontFace(emphasis="BOLD", fill_color=_FILL)
    align = tuple("RIGHT" if at in right else "LEFT" for at in range(len(head)))
    with pdf.table(
        col_widths=tuple(shares),
        headings_style=bold,
        line_height=4.4,
        padding=1.1,
        text_align=align,
        v_align="MIDDLE",
    ) as table:
        for at, cells in enumerate((head, *lines)):
            row = table.row()
            for text in cells:
                if last_bold and at == len(lines):
                    row.cell(text, style=bold)
                else:
                    row.cell(text)


def _sign(pdf: FPDF, block: Sequence[str]) -> None:
    """Who signs, at the right, never cut by the end of a page."""
    if pdf.get_y() > pdf.h - 62:
        pdf.add_page(orientation="portrait" if pdf.w < pdf.h else "landscape")
    pdf.ln(8)
    pdf.set_font("Noto", size=10)
    left = pdf.w - pdf.r_margin - 90
    place, title, name, identity = block
    for text in (place, title):
        pdf.set_x(left)
        pdf.multi_cell(90, 6, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(20)
    pdf.set_font("Noto", "B", 10)
    pdf.set_x(left)
    pdf.cell(90, 6, name, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font("Noto", size=10)
    if identity:
        pdf.set_x(left)
        pdf.cell(90, 6, identity, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
