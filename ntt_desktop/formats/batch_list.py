"""Tahap on paper: the berita acara with its daftar nominatif, and the list for a changed SK; workbook and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop import paths
from ntt_desktop.domain.money import number, rupiah, terbilang
from ntt_desktop.formats.bring_list import PAPER_SIZES, ListPage, Paper
from ntt_desktop.formats.choices import BORDER, FONT, heading, print_across, text_cell, widths
from ntt_desktop.i18n import tr
from ntt_desktop.wording.fields import field_name
from ntt_desktop.wording.months import span_words
from ntt_desktop.wording.payers import payer

_FILL = (0xE3, 0xEF, 0xED)
_RUPIAH = '"Rp"#,##0'
_PDF_WIDTHS = (9, 42, 37, 20, 9, 54, 40, 26, 12, 26)
_WIDTHS = (5, 30, 22, 12, 6, 40, 34, 16, 8, 16)
_NUMBERS = (9, 10)
"""Columns of the workbook that are numbers: months and rupiah."""

_CHANGE_WIDTHS = (9, 44, 66, 28, 58, 58)
_CHANGE_COLUMNS = (5, 30, 46, 18, 32, 32)


@dataclass(frozen=True, slots=True)
class BatchListRow:
    """One person: texts as they are printed; months ``yyyy-mm``, ``rupiah`` whole."""

    name: str
    nik: str
    born: str
    sex: str
    village: str
    occupation: str
    first_month: str
    last_month: str
    months: int
    rupiah: int


@dataclass(frozen=True, slots=True)
class BatchList:
    """A batch as it is printed. Dates are texts; ``rate`` is whole rupiah a person-month."""

    name: str
    programme: str
    payer: str
    region: str
    report_number: str
    report_date: str
    place: str
    signer_name: str
    signer_title: str
    signer_id: str
    rate: int
    rows: tuple[BatchListRow, ...]
    check_code: str
    officer: str

    @property
    def months(self) -> int:
        """Person-months of all rows."""
        return sum(row.months for row in self.rows)

    @property
    def rupiah(self) -> int:
        """Whole rupiah of all rows."""
        return sum(row.rupiah for row in self.rows)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that an SK writes otherwise; ``field`` a key of the person."""

    name: str
    village: str
    field: str
    decreed: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangesList:
    """What a changed SK has to mend."""

    number: str
    date: str
    programme: str
    rows: tuple[ChangeRow, ...]
    officer: str


def headings() -> tuple[str, ...]:
    """The columns of the daftar nominatif."""
    return (
        *(tr("No."), tr("Name"), tr("NIK"), tr("Born"), tr("M/F")),
        *(tr("Village"), tr("Occupation"), tr("Cover"), tr("Months"), tr("Rupiah")),
    )


def change_headings() -> tuple[str, ...]:
    """The columns of the list for a changed SK."""
    return (tr("No."), tr("Name"), tr("Village"), tr("Field"), tr("In the SK"), tr("Should be"))


def facts(content: BatchList) -> tuple[tuple[str, str], ...]:
    """Names and values above the list: programme, counts, sums, the amount in words."""
    return (
        (tr("Programme"), content.programme),
        (tr("Payer"), payer(content.payer)),
        (tr("Region"), content.region),
        (tr("People"), number(len(content.rows))),
        (tr("Person-months"), number(content.months)),
        (tr("Contribution a month"), rupiah(content.rate)),
        (tr("Total"), rupiah(content.rupiah)),
        (tr("In words"), in_words(content.rupiah)),
        (tr("Check code"), content.check_code),
    )


def in_words(amount: int) -> str:
    """``sepuluh miliar delapan puluh juta rupiah``: Indonesian on every paper."""
    return f"{terbilang(amount)} rupiah"


def statement(content: BatchList) -> str:
    """What the berita acara states."""
    return tr(
        "On {day} the list of {count} vulnerable workers of {name} was drawn up, to be covered for {months} "
        "person-months with a contribution of {total} ({words}). Their names stand in the attached list of names; "
        "its check code is {code}.",
        day=content.report_date,
        count=number(len(content.rows)),
        name=content.name,
        months=number(content.months),
        total=rupiah(content.rupiah),
        words=in_words(content.rupiah),
        code=content.check_code,
    )


def _cells(at: int, row: BatchListRow) -> tuple[str, ...]:
    sex = row.sex
    span = span_words(row.first_month, row.last_month)
    return (
        *(str(at), row.name, row.nik, row.born, sex, row.village, row.occupation, span),
        *(number(row.months), rupiah(row.rupiah)),
    )


def _signature(content: BatchList) -> tuple[str, ...]:
    place = content.place or "____________________"
    identity = tr("NIP {number}", number=content.signer_id) if content.signer_id else ""
    return (
        f"{place}, {content.report_date}",
        content.signer_title or tr("Officer in charge"),
        content.signer_name or "(______________________________)",
        identity,
    )


# -- PDF --------------------------------------------------------------------------------------------------------


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
    _sign(pdf, _signature(content))
    size = PAPER_SIZES[paper]
    pdf.add_page(orientation="landscape", format=size)
    pdf.set_font("Noto", "B", 13)
    pdf.cell(0, 7, tr("List of names: {name}", name=content.name), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font("Noto", size=9)
    pdf.cell(0, 6, f"{content.programme} · {content.region}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(1)
    lines = [_cells(at, row) for at, row in enumerate(content.rows, start=1)]
    total = ("", tr("Total"), "", "", "", "", "", "", number(content.months), rupiah(content.rupiah))
    _table(pdf, headings(), [*lines, total], _PDF_WIDTHS, right=(0, 8, 9), last_bold=True)
    pdf.ln(2)
    pdf.set_font("Noto", size=9)
    pdf.multi_cell(
        0, 5, f"{tr('In words')}: {in_words(content.rupiah)}", align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )
    code = tr("Check code {code}: a list with another code is another list.", code=content.check_code)
    pdf.cell(0, 5, code, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _sign(pdf, _signature(content))
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


# -- workbook ---------------------------------------------------------------------------------------------------


def to_workbook(content: BatchList, paper: Paper = "A4") -> bytes:
    """Two sheets: the berita acara and the list. Texts are texts, months and rupiah numbers with their sums."""
    book = Workbook()
    report = book.active
    assert isinstance(report, Worksheet)
    _report_sheet(report, content, paper)
    sheet = book.create_sheet(tr("List of names")[:31])
    text_cell(sheet, 1, 1, tr("List of names: {name}", name=content.name)).font = Font(name=FONT, bold=True, size=14)
    text_cell(sheet, 2, 1, f"{content.programme} · {content.region}")
    heading(sheet, 4, headings())
    for at, row in enumerate(content.rows, start=1):
        for column, text in enumerate(_cells(at, row), start=1):
            value: str | int = {9: row.months, 10: row.rupiah}.get(column, text)
            _cell(sheet, 4 + at, column, value)
        lines = max(-(-len(text) * 11 // (width * 10)) for text, width in zip(_cells(at, row), _WIDTHS, strict=True))
        sheet.row_dimensions[4 + at].height = 15 * max(lines, 1) + 2
    last = 5 + len(content.rows)
    sums: tuple[str | int, ...] = ("", tr("Total"), *[""] * 6, content.months, content.rupiah)
    for column, total in enumerate(sums, start=1):
        _cell(sheet, last, column, total).font = Font(name=FONT, bold=True)
    text_cell(sheet, last + 1, 1, f"{tr('In words')}: {in_words(content.rupiah)}")
    text_cell(
        sheet, last + 2, 1, tr("Check code {code}: a list with another code is another list.", code=content.check_code)
    )
    _sign_sheet(sheet, last + 4, 8, content)
    widths(sheet, _WIDTHS)
    _paper(sheet, paper)
    return _bytes(book)


def changes_workbook(content: ChangesList, paper: Paper = "A4") -> bytes:
    """The list for a changed SK, every cell text."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = tr("Changed SK")[:31]
    title = tr("Changes of SK {number}", number=content.number)
    text_cell(sheet, 1, 1, title).font = Font(name=FONT, bold=True, size=14)
    text_cell(sheet, 2, 1, tr("of {date}, programme {programme}", date=content.date, programme=content.programme))
    heading(sheet, 4, change_headings())
    for at, row in enumerate(content.rows, start=1):
        cells = (str(at), row.name, row.village, field_name(row.field), row.decreed, row.now)
        for column, text in enumerate(cells, start=1):
            _cell(sheet, 4 + at, column, text)
    widths(sheet, _CHANGE_COLUMNS)
    _paper(sheet, paper)
    return _bytes(book)


def _report_sheet(sheet: Worksheet, content: BatchList, paper: Paper) -> None:
    sheet.title = tr("Berita acara")[:31]
    head = [tr("Berita acara").upper(), content.name]
    if content.report_number:
        head.append(tr("Number: {number}", number=content.report_number))
    for at, text in enumerate(head, start=1):
        cell = text_cell(sheet, at, 1, text)
        cell.font = Font(name=FONT, bold=at < 3, size=14 if at == 1 else 11)
        cell.alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=2)
    at = len(head) + 2
    cell = text_cell(sheet, at, 1, statement(content))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=2)
    sheet.row_dimensions[at].height = 96
    for line, (name, value) in enumerate(facts(content), start=at + 2):
        text_cell(sheet, line, 1, name).alignment = Alignment(vertical="top")
        told = text_cell(sheet, line, 2, value)
        told.font = Font(name=FONT, bold=True)
        told.alignment = Alignment(wrap_text=True, vertical="top")
        if len(value) > 60:
            sheet.row_dimensions[line].height = 15 * (1 + len(value) // 60)
    _sign_sheet(sheet, at + 13, 2, content)
    widths(sheet, (26, 62))
    sheet.page_setup.paperSize = 9 if paper == "A4" else 14
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _sign_sheet(sheet: Worksheet, at: int, column: int, content: BatchList) -> None:
    place, title, name, identity = _signature(content)
    for offset, text in ((0, place), (1, title), (6, name), (7, identity)):
        cell = text_cell(sheet, at + offset, column, text)
        if offset == 6:
            cell.font = Font(name=FONT, bold=True)


def _cell(sheet: Worksheet, row: int, column: int, value: str | int) -> Cell:
    if isinstance(value, str):
        cell = text_cell(sheet, row, column, value)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    else:
        found = sheet.cell(row, column, value)
        assert isinstance(found, Cell)
        cell = found
        cell.number_format = _RUPIAH if column == _NUMBERS[1] else "#,##0"
        cell.alignment = Alignment(horizontal="right", vertical="center")
    cell.border = BORDER
    return cell


def _paper(sheet: Worksheet, paper: Paper) -> None:
    print_across(sheet)
    sheet.page_setup.paperSize = 9 if paper == "A4" else 14  # 14: folio, the F4 of offices here


def _bytes(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
