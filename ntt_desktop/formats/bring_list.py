"""The list of a village that says who must bring what: as PDF to be printed, and as a workbook."""

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from fpdf import FPDF
from fpdf.fonts import FontFace
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop import paths
from ntt_desktop.i18n import tr

Paper = Literal["A4", "F4"]
PAPER_SIZES: dict[str, tuple[float, float]] = {"A4": (210, 297), "F4": (215, 330)}
"""Millimetres, upright; the list lies across."""

_WIDTHS = (7, 25, 23, 13, 34, 44, 22)
"""Shares of the columns' widths in the PDF."""

_FILL = "E3EFED"
"""Behind the headings."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person: texts as they are printed."""

    name: str
    nik: str
    born: str
    brings: str
    why: str
    key: str = ""
    """The worker's id; not printed."""


@dataclass(frozen=True, slots=True)
class VillageList:
    """One village's list. ``place`` is its label, ``everybody`` how many people of it are registered."""

    place: str
    made_on: str
    officer: str
    rows: tuple[ListRow, ...]
    everybody: int


def headings() -> tuple[str, ...]:
    """The column headings, in the screen's language."""
    return (tr("No."), tr("Name"), tr("NIK"), tr("Born"), tr("Must bring"), tr("Because"), tr("Signature"))


def _above(content: VillageList) -> tuple[str, ...]:
    return (
        content.place,
        tr(
            "{count} of {everybody} registered people are listed. Made on {day} by {officer}.",
            count=len(content.rows),
            everybody=content.everybody,
            day=content.made_on,
            officer=content.officer,
        ),
    )


def _cells(content: VillageList) -> list[tuple[str, ...]]:
    return [
        (str(number), row.name, row.nik, row.born, row.brings, row.why, "")
        for number, row in enumerate(content.rows, start=1)
    ]


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


def to_pdf(content: VillageList, paper: Paper = "A4") -> bytes:
    """The list as PDF, the heading of the table repeated on every page."""
    pdf = ListPage(orientation="landscape", unit="mm", format=PAPER_SIZES[paper])
    pdf.set_margin(12)
    pdf.set_auto_page_break(True, margin=16)
    pdf.add_font("Noto", "", paths.resource("fonts/NotoSans-Regular.ttf"))
    pdf.add_font("Noto", "B", paths.resource("fonts/NotoSans-Bold.ttf"))
    pdf.place = content.place
    pdf.set_title(tr("Who must bring what"))
    pdf.set_creator("NTT Desktop")
    pdf.add_page()
    pdf.set_font("Noto", "B", 15)
    pdf.cell(0, 8, tr("Who must bring what"), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Noto", size=10)
    for line in _above(content):
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    pdf.set_font("Noto", size=9)
    heading = FontFace(emphasis="BOLD", fill_color=(0xE3, 0xEF, 0xED))
    with pdf.table(
        col_widths=_WIDTHS, headings_style=heading, line_height=5, padding=1.2, text_align="LEFT", v_align="MIDDLE"
    ) as table:
        for cells in (headings(), *_cells(content)):
            row = table.row()
            for text in cells:
                row.cell(text)
    return bytes(pdf.output())


def to_workbook(content: VillageList, paper: Paper = "A4") -> bytes:
    """The list as a workbook: every cell text, the heading frozen and repeated in print."""
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]
    sheet.title = tr("Who must bring what")[:31]
    lines = (tr("Who must bring what"), *_above(content))
    for at, line in enumerate(lines, start=1):
        sheet.cell(at, 1, line)
    sheet["A1"].font = Font(bold=True, size=14)
    top = len(lines) + 2
    thin = Side(style="thin", color="9AA5B3")
    for at, cells in enumerate((headings(), *_cells(content))):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(top + at, column)
            cell.value = text
            # Text always: a name may begin with = + - @, and a NIK is no number.
            cell.data_type = "s"
            cell.number_format = "@"
            cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if at == 0:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor=_FILL)
    for letter, width in zip("ABCDEFG", (5, 28, 21, 12, 36, 44, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9 if paper == "A4" else 14  # 14: folio, the F4 of offices here
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
