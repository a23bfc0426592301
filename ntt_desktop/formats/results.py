"""The result workbook: every row of a sender's list with what became of it, for senders without the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from ntt_desktop.formats.choices import height_of
from ntt_desktop.i18n import tr

_COLOURS = {
    "new": "#DDF1E2",
    "updated": "#DCE9F7",
    "identical": "#EEF0F3",
    "duplicate": "#FCEBCF",
    "rejected": "#F9D9D6",
}
_WIDTHS = {"nik": 20, "no_kk": 20, "full_name": 28, "birth": 26, "address": 26, "occupation": 24, "village": 20}
_SHEET_NAME = 31
_SAID = 80
"""The width of the remarks, in characters."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row: its number in the sender's sheet, its cells by field, the outcome's code and words, and what is said."""

    row: int
    cells: Mapping[str, str]
    outcome: str
    verdict: str
    said: str


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """A sheet of the sender's: field -> header in the sender's order, and its rows."""

    name: str
    headers: Mapping[str, str]
    rows: Sequence[ResultRow]


def render(summary: Sequence[tuple[str, str]], sheets: Sequence[ResultSheet]) -> bytes:
    """The workbook as bytes; ``summary``: lines of name and value for the first sheet. Every data cell is text."""
    stream = BytesIO()
    # Strings stay strings: a name may begin with = + - @, and a NIK is no number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        strong = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bg_color": "#0B6E5F", "font_color": "#FFFFFF", "text_wrap": True})
        text = book.add_format({"num_format": "@", "valign": "top"})
        wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        fills = {
            name: book.add_format({"num_format": "@", "valign": "top", "bg_color": colour})
            for name, colour in _COLOURS.items()
        }
        first = book.add_worksheet(tr("Result")[:_SHEET_NAME])
        first.set_column(0, 0, 34)
        first.set_column(1, 1, 60)
        first.set_paper(9)
        first.fit_to_pages(1, 0)
        for at, (name, value) in enumerate(summary):
            first.write_string(at, 0, name, strong)
            first.write_string(at, 1, value, text)
        taken = {first.get_name().casefold()}
        for listed in sheets:
            sheet = book.add_worksheet(_free_name(listed.name, taken))
            names = list(listed.headers)
            titles = [tr("Row"), *listed.headers.values(), tr("Verdict"), tr("Remarks")]
            sheet.write_row(0, 0, titles, head)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(listed.rows), 1), len(titles) - 1)
            for column, width in enumerate((7, *(_WIDTHS.get(name, 15) for name in names), 28, _SAID)):
                sheet.set_column(column, column, width)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            for at, row in enumerate(listed.rows, start=1):
                sheet.set_row(at, height_of(row.said, _SAID))
                sheet.write_string(at, 0, str(row.row), text)
                for column, name in enumerate(names, start=1):
                    if value := row.cells.get(name, ""):
                        sheet.write_string(at, column, value, text)
                sheet.write_string(at, len(names) + 1, row.verdict, fills.get(row.outcome, text))
                sheet.write_string(at, len(names) + 2, row.said, wrapped)
    return stream.getvalue()


def _free_name(name: str, taken: set[str]) -> str:
    """A sheet name that is not taken yet, whatever the case of its letters."""
    wanted, number = name[:_SHEET_NAME], 1
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{name[: _SHEET_NAME - 5]} ({number})"
    taken.add(wanted.casefold())
    return wanted
