"""Tahap as a workbook: berita acara and list on two sheets; the list for a changed SK."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

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
from ntt_desktop.formats.choices import BORDER, FONT, heading, print_across, text_cell, widths
from ntt_desktop.formats.documents.parts import Paper
from ntt_desktop.i18n import tr
from ntt_desktop.wording.fields import field_name

_RUPIAH = '"Rp"#,##0'
_WIDTHS = (5, 30, 22, 12, 6, 40, 34, 16, 8, 16)
_NUMBERS = (9, 10)
"""Columns of the workbook that are numbers: months and rupiah."""
_CHANGE_COLUMNS = (5, 30, 46, 18, 32, 32)


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
        for column, text in enumerate(cells(at, row), start=1):
            value: str | int = {9: row.months, 10: row.rupiah}.get(column, text)
            _cell(sheet, 4 + at, column, value)
        lines = max(-(-len(text) * 11 // (width * 10)) for text, width in zip(cells(at, row), _WIDTHS, strict=True))
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
    place, title, name, identity = signature(content)
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
