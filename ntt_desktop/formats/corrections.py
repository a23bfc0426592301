"""The correction workbook (berkas perbaikan): the sender's rows that need work, with what is to be done.

It is made to be filled in and taken in again: headers that intake knows, every data cell text, a choice where one is
wanted, coloured cells with a comment. Source: domain section 8 and the issue on intake.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop.i18n import tr

_WRONG = PatternFill("solid", fgColor="FFF2B3")
_HEAD = PatternFill("solid", fgColor="0B6E5F")
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_TEXT = "@"
_WIDTHS = {"nik": 20, "no_kk": 20, "full_name": 30, "address": 26, "birth": 26, "occupation": 26, "village": 20}
_CELL_OF = {
    "village_code": ("village", "subdistrict"),
    "birth_date": ("birth_date", "birth"),
}
"""A finding's field -> the column that shows it, the first of those that are there."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one field of a row: the sentence and the hint."""

    field: str
    sentence: str
    hint: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A row that needs work: where it stood, its cells as the sender wrote them, by field, and the remarks."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    remarks: Sequence[Remark]


def render(rows: Sequence[CorrectionRow], headers: Mapping[str, str], choices: Mapping[str, Sequence[str]]) -> bytes:
    """The workbook as bytes.

    ``headers``: field -> header, in the order of the columns. ``choices``: field -> texts to choose from in cells of
    that field that are to be mended.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = tr("To be mended")
    names = list(headers)
    titles = [tr("Sheet"), tr("Row"), *headers.values(), tr("What is to be mended")]
    sheet.append([tr("Mend the coloured cells and send this file back. Leave the first columns as they are.")])
    sheet.append([])
    sheet.append(titles)
    for cell in sheet[3]:
        cell.fill, cell.font = _HEAD, _HEAD_FONT
    validations = _validations(book, sheet, choices)
    for row in rows:
        _write_row(sheet, row, names, validations)
    _shape(sheet, names)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_row(
    sheet: Worksheet, row: CorrectionRow, names: Sequence[str], validations: Mapping[str, DataValidation]
) -> None:
    at = sheet.max_row + 1
    remarks: dict[str, list[Remark]] = {}
    for remark in row.remarks:
        remarks.setdefault(_column_of(remark.field, names), []).append(remark)
    _text_cell(sheet, at, 1, row.sheet)
    _text_cell(sheet, at, 2, str(row.row))
    for position, name in enumerate(names, start=3):
        cell = _text_cell(sheet, at, position, row.cells.get(name, ""))
        if name in remarks:
            cell.fill = _WRONG
            said = "\n".join(f"{remark.sentence} {remark.hint}".strip() for remark in remarks[name])
            cell.comment = Comment(said, "NTT Desktop", height=120, width=320)
            if name in validations:
                validations[name].add(cell)
    whole = "\n".join(f"{remark.sentence} {remark.hint}".strip() for remark in row.remarks)
    last = _text_cell(sheet, at, len(names) + 3, whole)
    last.alignment = Alignment(wrap_text=True, vertical="top")


def _text_cell(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    # As text whatever it looks like: a NIK stays whole, and a name may begin with = + - @.
    cell.value = text or None
    if text:
        cell.data_type = "s"
    cell.number_format = _TEXT
    return cell


def _column_of(field: str, names: Sequence[str]) -> str:
    return next((name for name in _CELL_OF.get(field, (field,)) if name in names), field)


def _validations(book: Workbook, sheet: Worksheet, choices: Mapping[str, Sequence[str]]) -> dict[str, DataValidation]:
    """A dropdown for each field with choices; they stand on a sheet of their own, for they are many."""
    found: dict[str, DataValidation] = {}
    lists = book.create_sheet("_pilihan") if choices else None
    for position, (name, texts) in enumerate(choices.items(), start=1):
        assert lists is not None
        for at, text in enumerate(texts, start=1):
            lists.cell(at, position).value = text
        letter = get_column_letter(position)
        rule = DataValidation(type="list", formula1=f"'_pilihan'!${letter}$1:${letter}${len(texts)}", allow_blank=True)
        rule.showErrorMessage = False
        sheet.add_data_validation(rule)
        found[name] = rule
    if lists is not None:
        lists.sheet_state = "hidden"
    return found


def _shape(sheet: Worksheet, names: Sequence[str]) -> None:
    sheet.freeze_panes = "A4"
    widths = [14, 8, *(_WIDTHS.get(name, 16) for name in names), 70]
    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
