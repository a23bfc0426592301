"""The list of a village that says who must bring what: as PDF to be printed, and as a workbook."""

from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop.formats.documents.parts import Column, Document, Paper, Table
from ntt_desktop.i18n import tr

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


def to_pdf(content: VillageList, paper: Paper = "A4") -> bytes:
    """The list as PDF, the heading of the table repeated on every page."""
    from ntt_desktop.formats.documents import pdf  # the maker of PDFs is large; only when one is made

    columns = tuple(Column(title, share) for title, share in zip(headings(), _WIDTHS, strict=True))
    table = Table(columns, tuple(_cells(content)))
    return pdf.to_pdf(
        Document(
            tr("Who must bring what"), (table,), about=_above(content), foot=content.place, paper=paper, landscape=True
        )
    )


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
