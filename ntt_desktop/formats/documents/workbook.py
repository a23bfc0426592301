"""A document's tables as a workbook: one sheet a table, numbers as numbers, everything else as text."""

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ntt_desktop.domain.money import rupiah, terbilang
from ntt_desktop.formats.documents.parts import Amount, Column, Document, Facts, Table
from ntt_desktop.i18n import tr

_WIDTH = 92
"""Characters across an upright page."""


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
    sheet.set_paper(9 if document.paper == "A4" else 14)  # 14: folio, the F4 of offices here
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
    whole = sum(column.share for column in table.columns)
    for at, column in enumerate(table.columns):
        longest = max((len(str(cells[at])) for cells in table.rows[:500] if cells[at] is not None), default=0)
        fair = _WIDTH * column.share / whole
        sheet.set_column(at, at, min(max(fair, min(longest + 3, 46), len(column.title) * 0.7, 5), 60))
        sheet.write_string(top, at, column.title, looks["heading"])
    for number, cells in enumerate(table.rows, start=top + 1):
        _cells(sheet, looks, table, number, cells, "")
        if table.row_height:
            sheet.set_row(number, table.row_height * 2.84)
    if table.total:
        _cells(sheet, looks, table, top + 1 + len(table.rows), table.total, "_total")
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    if table.rows:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)


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
            sheet.write_string(row, at, value, looks[f"text{suffix}"])
