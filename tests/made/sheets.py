"""A plain workbook as villages write them: rows of cells, merged headers, hidden rows and columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop.domain.intake.cells import Cell


@dataclass(slots=True)
class ListSheet:
    """One sheet to be written. ``rows[0]`` is row ``first_row``."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    first_row: int = 1
    merged: Sequence[str] = ()
    """Ranges such as ``A1:F1``."""
    hidden_rows: Sequence[int] = ()
    """1-based."""
    hidden_columns: Sequence[int] = ()
    """0-based."""


def render(sheets: Sequence[ListSheet]) -> bytes:
    """The xlsx workbook. Texts stay texts, dates become date cells, numbers numbers."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for listed in sheets:
        sheet = book.create_sheet(listed.name)
        _fill(sheet, listed)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, listed: ListSheet) -> None:
    for at, row in enumerate(listed.rows, start=listed.first_row):
        for position, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(at, position, value)
            if isinstance(value, str):
                cell.data_type = "s"
                cell.number_format = "@"
    for merged in listed.merged:
        sheet.merge_cells(merged)
    for number in listed.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for index in listed.hidden_columns:
        sheet.column_dimensions[get_column_letter(index + 1)].hidden = True
