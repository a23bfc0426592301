"""BPJS's bulk upload file: one sheet, headings in row 1, every cell text."""

from collections.abc import Iterable, Sequence
from io import BytesIO


def to_workbook(sheet: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file. Cells are text with format ``@``, also NIKs, dates and amounts, as the form asks."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet)
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "bold": True})
    widths = [len(heading) + 2 for heading in headings]
    for column, heading in enumerate(headings):
        page.write_string(0, column, heading, bold)
    for number, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            page.write_string(number, column, cell, text)
            widths[column] = max(widths[column], min(len(cell) + 2, 44))
    for column, width in enumerate(widths):
        page.set_column(column, column, width, text)
    page.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
