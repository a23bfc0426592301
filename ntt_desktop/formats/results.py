"""The result workbook: every row of a sender's list with what became of it, for senders without the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

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
_LINE = {"border_color": "#C9D1DA"}
_SHEET_NAME = 31
_ROW, _VERDICT, _SAID = 6, 15, 46
"""Widths of the row's number, the verdict and the remarks, in characters."""
_NUMBERS = 18
"""What a NIK takes, which must not be broken."""
_WORD = 15
"""The longest word that is kept whole."""
_CAPS = (24, 18, 14, 11, 9)
_ROOM = 105
"""What the sender's columns may take beside them, in characters: a lying A4 is printed at three quarters then."""

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


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
        text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True, "border": 1, **_LINE})
        plain = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        fills = {
            name: book.add_format(
                {"num_format": "@", "valign": "top", "text_wrap": True, "border": 1, **_LINE, "bg_color": colour}
            )
            for name, colour in _COLOURS.items()
        }
        first = book.add_worksheet(tr("Result")[:_SHEET_NAME])
        first.set_column(0, 0, 34)
        first.set_column(1, 1, 60)
        _on_paper(first)
        for at, (name, value) in enumerate(summary):
            first.write_string(at, 0, name, strong)
            first.write_string(at, 1, value, plain)
        taken = {first.get_name().casefold()}
        for listed in sheets:
            sheet = book.add_worksheet(_free_name(listed.name, taken))
            names = list(listed.headers)
            titles = [tr("Row"), *listed.headers.values(), tr("Verdict"), tr("Remarks")]
            sheet.write_row(0, 0, titles, head)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(listed.rows), 1), len(titles) - 1)
            widths = [_ROW, *_widths(listed), _VERDICT, _SAID]
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
            sheet.set_row(0, max(map(_height, titles, widths)))
            sheet.set_landscape()
            _on_paper(sheet)
            sheet.repeat_rows(0)
            for at, row in enumerate(listed.rows, start=1):
                texts = [str(row.row), *(row.cells.get(name, "") for name in names), row.verdict, row.said]
                sheet.set_row(at, max(map(_height, texts, widths)))
                for column, value in enumerate(texts):
                    form = fills.get(row.outcome, text) if column == len(names) + 1 else text
                    if value:
                        sheet.write_string(at, column, value, form)
                    else:
                        sheet.write_blank(at, column, None, form)
    return stream.getvalue()


def _on_paper(sheet: "Worksheet") -> None:
    """A4, as wide as the paper, with narrow margins (in inches) and the page's number."""
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _widths(sheet: ResultSheet) -> list[float]:
    """The sender's columns as wide as what they hold, and narrower where that is more than paper bears; no word is
    broken."""
    held = {
        name: [*header.split(), *(row.cells.get(name, "") for row in sheet.rows)]
        for name, header in sheet.headers.items()
    }
    longest = {name: max(map(len, texts), default=0) for name, texts in held.items()}
    words = {
        name: max((len(word) for text in texts for word in text.split()), default=0) for name, texts in held.items()
    }
    widths: list[float] = []
    for cap in _CAPS:
        widths = [
            _NUMBERS if name in ("nik", "no_kk") else max(4, min(longest[name], cap), min(words[name], _WORD)) + 1.5
            for name in held
        ]
        if sum(widths) <= _ROOM:
            break
    return widths


def _height(text: str, width: float) -> float:
    """In points; words that do not fit into a line make it one more now and then."""
    return height_of(text, width - 1 if len(text) > width else width)


def _free_name(name: str, taken: set[str]) -> str:
    """A sheet name that is not taken yet, whatever the case of its letters."""
    wanted, number = name[:_SHEET_NAME], 1
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{name[: _SHEET_NAME - 5]} ({number})"
    taken.add(wanted.casefold())
    return wanted
