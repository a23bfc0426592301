"""The empty list that villages fill in: made for a kecamatan or village, with dropdowns and instructions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ntt_desktop.formats.choices import BORDER, FONT, Dropdowns, heading, instructions, print_across, text_cell, widths
from ntt_desktop.i18n import tr

LINES = 300
"""Lines that are ready to be filled in."""

_WIDTHS = {"nik": 21, "no_kk": 21, "full_name": 30, "address": 26, "occupation": 26, "village": 24, "birth_place": 18}


@dataclass(frozen=True, slots=True)
class Template:
    """What the empty list says: its title lines, and field -> header in the order of the columns."""

    title: Sequence[str]
    headers: Mapping[str, str]
    lists: Mapping[str, Sequence[str]]
    """Field -> texts to choose from."""


def headings() -> tuple[str, ...]:
    """The lines of instructions."""
    return (
        tr("Fill in one line for each worker. Leave nothing between the lines."),
        tr("NIK: the 16 digits of the KTP, typed as they stand there. The cells are text already; do not change that."),
        tr("Date of birth: day, month, year, for example 12-03-1985."),
        tr("Sex: L for men, P for women."),
        tr("Village and occupation: choose from the list in the cell; if the occupation is not there, write it."),
        tr("Phone: the number at which the worker or somebody of the family can be reached. It may be empty."),
        tr("Family contact: who is to be told when something happens."),
        tr("Send the file back as a spreadsheet, not as a picture or PDF."),
    )


def render(template: Template) -> bytes:
    """The workbook as bytes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = tr("List")[:31]
    for row, line in enumerate(template.title, start=1):
        text_cell(sheet, row, 1, line).font = Font(name=FONT, bold=True, size=13 if row == 1 else 11)
    top = len(template.title) + 2
    heading(sheet, top, list(template.headers.values()))
    first, last = top + 1, top + LINES
    for row in range(first, last + 1):
        for column in range(1, len(template.headers) + 1):
            text_cell(sheet, row, column, "").border = BORDER
    dropdowns = Dropdowns(book, template.lists)
    for column, name in enumerate(template.headers, start=1):
        letter = get_column_letter(column)
        dropdowns.offer(sheet, name, f"{letter}{first}:{letter}{last}")
    widths(sheet, [_WIDTHS.get(name, 15) for name in template.headers])
    print_across(sheet)
    instructions(book, headings())
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
