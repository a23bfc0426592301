"""The correction workbook (berkas perbaikan): the sender's rows that need work, with what is to be done.

It is made to be filled in and taken in again. Each sheet of the sender's that has such rows is there with its own
headers; a hidden column holds the key by which a row goes back to the one it came from, whatever is sorted, filtered
or saved again in another program. Source: domain section 8 and the issue on intake.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop.domain.intake.spellings import KEY_HEADER
from ntt_desktop.formats.choices import WRONG, Dropdowns, heading, height_of, print_across, text_cell, widths
from ntt_desktop.i18n import tr

_HEADER_ROW = 3
_FIXED = 2
"""The columns before the sender's: the key, and the row's number in the sender's sheet."""

_WIDTHS = {"nik": 20, "no_kk": 20, "full_name": 30, "address": 26, "birth": 26, "occupation": 26, "village": 26}
_SAID = 70
"""The width of what is to be mended, in characters."""
_TOP = Alignment(vertical="top")
_CELLS_OF = {
    "village_code": ("village", "subdistrict"),
    "birth_date": ("birth_date", "birth"),
}
"""A finding's field -> the columns that show it, the first of those that are there."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one field of a row: the sentence and the hint."""

    field: str
    sentence: str
    hint: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A row that needs work: its key and number, its cells as the sender wrote them, by field, and the remarks."""

    key: str
    row: int
    cells: Mapping[str, str]
    remarks: Sequence[Remark]
    choices: Mapping[str, str] = field(default_factory=dict)
    """Field -> the list from which it is to be chosen."""


@dataclass(frozen=True, slots=True)
class CorrectionSheet:
    """A sheet of the sender's: its name, field -> header in the sender's order, and its rows."""

    name: str
    headers: Mapping[str, str]
    rows: Sequence[CorrectionRow]


def render(sheets: Sequence[CorrectionSheet], lists: Mapping[str, Sequence[str]]) -> bytes:
    """The workbook as bytes. ``lists``: name -> texts to choose from in cells that are to be mended."""
    book = Workbook()
    book.remove(book.worksheets[0])
    made = [(book.create_sheet(sheet.name), sheet) for sheet in sheets]
    if not made:
        text_cell(book.create_sheet(tr("Nothing")), 1, 1, tr("Nothing is to be mended."))
    dropdowns = Dropdowns(book, lists)
    for target, sheet in made:
        _write_sheet(target, sheet, dropdowns)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_sheet(target: Worksheet, sheet: CorrectionSheet, dropdowns: Dropdowns) -> None:
    names = list(sheet.headers)
    text_cell(target, 1, _FIXED, tr("Mend the coloured cells and send this file back. Add and take away no columns."))
    heading(target, _HEADER_ROW, [KEY_HEADER, tr("Row"), *sheet.headers.values(), tr("What is to be mended")])
    for at, row in enumerate(sheet.rows, start=_HEADER_ROW + 1):
        _write_row(target, at, row, names, dropdowns)
    last = get_column_letter(len(names) + _FIXED + 1)
    target.auto_filter.ref = f"A{_HEADER_ROW}:{last}{_HEADER_ROW + max(len(sheet.rows), 1)}"
    widths(target, [14, 8, *(_WIDTHS.get(name, 16) for name in names), _SAID])
    target.column_dimensions["A"].hidden = True
    print_across(target)


def _write_row(target: Worksheet, at: int, row: CorrectionRow, names: Sequence[str], dropdowns: Dropdowns) -> None:
    remarks: dict[str, list[Remark]] = {}
    for remark in row.remarks:
        remarks.setdefault(_column_of(remark.field, names), []).append(remark)
    text_cell(target, at, 1, row.key)
    text_cell(target, at, 2, str(row.row)).alignment = _TOP
    for column, name in enumerate(names, start=_FIXED + 1):
        cell = text_cell(target, at, column, row.cells.get(name, ""))
        cell.alignment = _TOP
        if name in remarks:
            cell.fill = WRONG
            said = "\n".join(f"{remark.sentence} {remark.hint}".strip() for remark in remarks[name])
            cell.comment = Comment(said, "NTT Desktop", height=120, width=320)
        if name in row.choices:
            dropdowns.offer(target, row.choices[name], cell.coordinate)
    whole = "\n".join(f"{remark.sentence} {remark.hint}".strip() for remark in row.remarks)
    last = text_cell(target, at, len(names) + _FIXED + 1, whole)
    last.alignment = Alignment(wrap_text=True, vertical="top")
    target.row_dimensions[at].height = height_of(whole, _SAID)


def _column_of(field: str, names: Sequence[str]) -> str:
    return next((name for name in _CELLS_OF.get(field, (field,)) if name in names), field)
