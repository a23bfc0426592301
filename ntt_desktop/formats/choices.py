"""Cells to be filled in by villages: text cells, dropdowns with their lists on a hidden sheet, colours."""

import math
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop.i18n import tr

LISTS = "_ntt_pilihan"
"""The hidden sheet of the lists; intake leaves sheets whose names begin with _ntt alone."""

TEXT = "@"
WRONG = PatternFill("solid", fgColor="FFF2B3")
HEAD = PatternFill("solid", fgColor="0B6E5F")
FONT = "Calibri"
HEAD_FONT = Font(name=FONT, bold=True, color="FFFFFF")
_THIN = Side(style="thin", color="9AA5B3")
BORDER = Border(top=_THIN, bottom=_THIN, left=_THIN, right=_THIN)


class Dropdowns:
    """The dropdowns of one workbook; each list is written once, each sheet has a rule for each list it uses."""

    def __init__(self, book: Workbook, lists: Mapping[str, Sequence[str]]) -> None:
        """``lists``: name -> texts to choose from; empty ones are left out."""
        self._ranges: dict[str, str] = {}
        self._rules: dict[tuple[str, str], DataValidation] = {}
        filled = {name: texts for name, texts in lists.items() if texts}
        if not filled:
            return
        sheet = book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for column, (name, texts) in enumerate(filled.items(), start=1):
            letter = get_column_letter(column)
            for row, text in enumerate(texts, start=1):
                text_cell(sheet, row, column, text)
            self._ranges[name] = f"'{LISTS}'!${letter}$1:${letter}${len(texts)}"

    def offer(self, sheet: Worksheet, name: str, cells: str) -> None:
        """Let ``cells`` (``D5`` or ``D5:D300``) be chosen from a list; nothing happens where there is none.

        Other texts may be typed: what is chosen is a help, and intake judges what stands there.
        """
        if name not in self._ranges:
            return
        rule = self._rules.get((sheet.title, name))
        if rule is None:
            rule = DataValidation(type="list", formula1=self._ranges[name], allow_blank=True)
            rule.showErrorMessage = False
            sheet.add_data_validation(rule)
            self._rules[sheet.title, name] = rule
        rule.add(cells)


def text_cell(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell that is text whatever it looks like: a NIK stays whole, and a name may begin with = + - @."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = text or None
    if text:
        cell.data_type = "s"
    cell.number_format = TEXT
    return cell


def heading(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    """The heading of a table, frozen above its rows and repeated in print."""
    for column, text in enumerate(texts, start=1):
        cell = text_cell(sheet, row, column, text)
        cell.fill, cell.font, cell.border = HEAD, HEAD_FONT, BORDER
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = 32
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"


def print_across(sheet: Worksheet) -> None:
    """Print lying, as wide as the paper."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def widths(sheet: Worksheet, values: Sequence[float]) -> None:
    """The widths of the columns, in characters."""
    for column, width in enumerate(values, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def height_of(text: str, width: float) -> float:
    """The height of a row, in points, in which ``text`` stands whole in a cell of ``width`` characters.

    Not every program finds it by itself when it opens a workbook.
    """
    lines = sum(max(1, math.ceil(len(line) * 1.1 / width)) for line in text.split("\n"))
    return 15.0 * max(1, lines)


def instructions(book: Workbook, lines: Sequence[str]) -> None:
    """A sheet that says how to fill the workbook in."""
    sheet = book.create_sheet(tr("How to fill it in")[:31])
    for row, line in enumerate(lines, start=1):
        cell = text_cell(sheet, row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 110
