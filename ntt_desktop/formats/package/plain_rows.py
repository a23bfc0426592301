"""Rows of text as a plain list, the way a village would send it."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import xlsxwriter


def write_rows(title: str, headers: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """A workbook with one sheet: the headers that a row fills, and the rows' texts."""
    used = [header for header in headers if any(row.get(header) for row in rows)]
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    try:
        sheet = book.add_worksheet(title)
        text = book.add_format({"num_format": "@"})
        for column, header in enumerate(used):
            sheet.write_string(0, column, header, text)
            for line, row in enumerate(rows, start=1):
                if row.get(header):
                    sheet.write_string(line, column, row[header], text)
    finally:
        book.close()
    return target.getvalue()
