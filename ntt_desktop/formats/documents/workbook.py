"""A document's tables as a workbook: one sheet a table, numbers as numbers, everything else as text."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ntt_desktop.domain.money import rupiah, terbilang
from ntt_desktop.formats.documents.parts import Amount, Column, Document, Facts, Table
from ntt_desktop.i18n import tr

_WIDTH = 92
"""Characters across an upright page."""
_BOLD, _ARROW = 1.12, 2.5
"""How much wider letters are than the digits by which widths are counted; room for a filter's arrow."""
_LINE = 15
"""Points of a line."""


def to_workbook(document: Document) -> bytes:
    """The document as xlsx. Text cells hold nothing that Excel could run: a name may begin with = + - @."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": document.title, "author": "NTT Desktop"})
    looks = _looks(book)
    used: set[str] = set()
    tables = document.tables or (Table((Column(document.title),), ()),)
    for position, table in enumerate(tables):
        sheet = book.add_worksheet(_name(table.name or document.title, used))
        _page(sheet, document)
        top = _above(sheet, looks, document, with_facts=position == 0)
        _write(sheet, looks, table, top)
    book.close()
    return stream.getvalue()


def _looks(book: Workbook) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#9AA5B3", "valign": "vcenter"}
    plain = {
        "text": {**edge, "num_format": "@", "text_wrap": True},
        "share": {**edge, "num_format": "@", "align": "right"},
        "number": {**edge, "num_format": "#,##0", "align": "right"},
        "rupiah": {**edge, "num_format": '"Rp"#,##0', "align": "right"},
    }
    looks = {name: book.add_format(look) for name, look in plain.items()}
    looks |= {f"{name}_total": book.add_format({**look, "bold": True}) for name, look in plain.items()}
    looks["title"] = book.add_format({"bold": True, "font_size": 14})
    looks["line"] = book.add_format({"num_format": "@"})
    looks["heading"] = book.add_format({**edge, "bold": True, "bg_color": "#E3EFED", "text_wrap": True})
    return looks


def _name(wanted: str, used: set[str]) -> str:
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in wanted).strip()[:28] or tr("List")
    name, count = plain, 1
    while name.lower() in used:
        count += 1
        name = f"{plain} {count}"
    used.add(name.lower())
    return name


def _page(sheet: Worksheet, document: Document) -> None:
    sheet.set_paper(9 if document.size == "A4" else 14)  # 14: folio, the F4 of offices here
    if document.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{document.foot.replace('&', '&&')}&R&P / &N")


def _above(sheet: Worksheet, looks: dict[str, Any], document: Document, *, with_facts: bool) -> int:
    """The lines above a table; returns the row of its heading (0-based)."""
    row = 0
    for line in document.letterhead:
        sheet.write_string(row, 0, line, looks["line"])
        row += 1
    sheet.write_string(row, 0, document.title, looks["title"])
    sheet.set_row(row, 21)
    row += 1
    lines = list(document.about)
    if with_facts:
        for part in document.parts:
            if isinstance(part, Facts):
                lines += [f"{name}: {value}" for name, value in part.rows]
            elif isinstance(part, Amount):
                lines.append(f"{part.label}: {rupiah(part.rupiah)} ({terbilang(part.rupiah)} rupiah)")
    for line in lines:
        sheet.write_string(row, 0, line, looks["line"])
        row += 1
    return row + 1


def _write(sheet: Worksheet, looks: dict[str, Any], table: Table, top: int) -> None:
    widths = _widths(table)
    for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(top, at, column.title, looks["heading"])
    # Rows say how high they are: not every program looks what wrapped text needs.
    sheet.set_row(top, _height([column.title for column in table.columns], widths, bold=True))
    for number, cells in enumerate(table.rows, start=top + 1):
        _cells(sheet, looks, table, number, cells, "")
        sheet.set_row(number, max(_height(cells, widths), table.row_height * 2.84))
    if table.total:
        _cells(sheet, looks, table, top + 1 + len(table.rows), table.total, "_total")
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    if table.rows:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)


def _widths(table: Table) -> list[float]:
    """Characters across each column: a fair share, room for the longest word of its heading and for most cells."""
    whole = sum(column.share for column in table.columns)
    widths = []
    for at, column in enumerate(table.columns):
        cells = [*table.rows[:500], *([table.total] if table.total else [])]
        longest = max((_length(one[at], column.kind) for one in cells), default=0)
        word = max(map(len, column.title.split()), default=0) * _BOLD + _ARROW
        widths.append(min(max(_WIDTH * column.share / whole, min(longest + 3, 46), word, 5), 60))
    return widths


def _length(value: str | int | None, kind: str) -> int:
    """Characters of a value as it is shown."""
    if isinstance(value, int):
        return len(rupiah(value)) if kind == "rupiah" else len(f"{value:,}")
    return max((len(line) for line in value.split("\n")), default=0) if value else 0


def _height(cells: Sequence[str | int | None], widths: Sequence[float], *, bold: bool = False) -> float:
    """Points of a row whose texts are wrapped."""
    lines = 1
    for value, width in zip(cells, widths, strict=True):
        if isinstance(value, str) and len(value) * _BOLD + (_ARROW if bold else 0) > width:
            room = max(int((width - (_ARROW if bold else 0)) / _BOLD), 1)
            lines = max(lines, sum(len(wrap(line, room)) or 1 for line in value.split("\n")))
    return min(_LINE * lines + 1, 409)


def _cells(
    sheet: Worksheet, looks: dict[str, Any], table: Table, row: int, cells: tuple[str | int | None, ...], suffix: str
) -> None:
    for at, (column, value) in enumerate(zip(table.columns, cells, strict=True)):
        if value is None:
            sheet.write_blank(row, at, None, looks[f"text{suffix}"])
        elif isinstance(value, int):
            kind = "number" if column.kind == "text" else column.kind
            sheet.write_number(row, at, value, looks[f"{kind}{suffix}"])
        else:
            look = "share" if column.align == "right" else "text"
            sheet.write_string(row, at, value, looks[f"{look}{suffix}"])
