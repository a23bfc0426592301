"""Tables that an agency fills in: written with dropdowns, and read back whatever was done to them.

A row is known by its NIK. Every cell is text: a NIK is no number, and a name may begin with = + - @.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ntt_desktop.domain.intake.cells import Cell, as_text, filled, is_number
from ntt_desktop.domain.intake.headers import Header, HeaderTable
from ntt_desktop.domain.intake.spellings import IDENTITY, UNCOUNTED
from ntt_desktop.domain.nik import clean_nik
from ntt_desktop.domain.text import fold
from ntt_desktop.formats.sheets import Progress, read_workbook

NIK_LENGTH = 16
_MORE_ROWS = 200
"""Rows below the last one in which the dropdown still stands."""


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column: heading, width in characters, whether the agency fills it in, and from which texts it chooses."""

    title: str
    width: int
    asked: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of people: its sheet and number there, texts by field, and which of them were numbers or dates."""

    sheet: str
    row: int
    values: Mapping[str, str]
    numeric: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a file holds: its rows of people, the fields its tables have, and the texts above them."""

    lines: tuple[Line, ...]
    fields: frozenset[str]
    above: str


def to_workbook(
    name: str, above: Sequence[str], columns: Sequence[AskedColumn], rows: Iterable[Sequence[str]]
) -> bytes:
    """The workbook: lines above, the heading, a row a person, yellow where an answer is asked."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(name[:31])
    edge = {"border": 1, "border_color": "#9AA5B3", "valign": "vcenter", "num_format": "@"}
    plain, asked = book.add_format(edge), book.add_format({**edge, "bg_color": "#FFF2B3"})
    head = book.add_format({**edge, "bold": True, "bg_color": "#0B6E5F", "font_color": "#FFFFFF", "text_wrap": True})
    title, line = book.add_format({"bold": True, "font_size": 14}), book.add_format({"num_format": "@"})
    for at, text in enumerate(above):
        page.write_string(at, 0, text, line if at else title)
    top = len(above) + 1
    for at, column in enumerate(columns):
        page.write_string(top, at, column.title, head)
        page.set_column(at, at, column.width)
    page.set_row(top, 32)
    last = top
    for last, cells in enumerate(rows, start=top + 1):
        for at, (column, text) in enumerate(zip(columns, cells, strict=True)):
            look = asked if column.asked else plain
            if text:
                page.write_string(last, at, text, look)
            else:
                page.write_blank(last, at, None, look)
    for at, column in enumerate(columns):
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "information"}
            page.data_validation(top + 1, at, last + _MORE_ROWS, at, rule)
    page.autofilter(top, 0, max(last, top + 1), len(columns) - 1)
    page.freeze_panes(top + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    book.close()
    return stream.getvalue()


def read_lines(
    path: Path,
    spellings: Iterable[tuple[str, str]],
    *,
    password: str | None = None,
    progress: Progress = lambda done, total: None,
) -> Answered:
    """The rows of people of every table in a file. ``spellings``: (field, header), of a header the first counts.

    A table has a NIK column and one more. Rows that hold no whole NIK and fill fewer than two mapped columns besides
    the running number are none (titles, sums, signatures), nor are repeated headers and rows of column
    numbers. Raises what reading raises.
    """
    table = HeaderTable(spellings)
    book = read_workbook(path, password=password, progress=progress)
    lines: list[Line] = []
    fields: set[str] = set()
    above: list[str] = []
    for sheet in book.sheets:
        header: Header | None = None
        skip = 0
        for at, cells in enumerate(sheet.rows):
            if skip:
                skip -= 1
                continue
            found = table.at(sheet.rows, at)
            if found is not None and "nik" in found.by_field:
                header, skip = found, found.height - 1
                fields |= found.fields
            elif header is None:
                above += [as_text(cell) for cell in cells if filled(cell)][:4]
            elif line := _line(sheet.name, sheet.first_row + at, header, cells):
                lines.append(line)
        above.append(sheet.name)
    return Answered(tuple(lines), frozenset(fields), fold(" ".join(above[:40])))


def _line(sheet: str, number: int, header: Header, cells: Sequence[Cell]) -> Line | None:
    values: dict[str, str] = {}
    numeric = set()
    for name, places in header.by_field.items():
        held = [cells[at] for at in places if at < len(cells) and filled(cells[at])]
        if held:
            values[name] = " ".join(as_text(cell) for cell in held)
            if any(is_number(cell) for cell in held):
                numeric.add(name)
    said = set(values) - UNCOUNTED
    alone = len(clean_nik(values.get("nik", ""))) == NIK_LENGTH  # a person about whom nothing is answered
    if (len(said) < 2 and not alone) or not said & set(IDENTITY):
        return None
    if all(text.isdigit() and len(text) <= 2 for text in values.values()):
        return None
    return Line(sheet, number, values, frozenset(numeric))
