"""The columns of a sender's sheet in a workbook that goes back to the sender: all of them, own headers, own order."""

from collections.abc import Iterable, Mapping

from ntt_desktop.domain.intake.cells import column_index
from ntt_desktop.domain.intake.headers import HeaderTable
from ntt_desktop.domain.intake.spellings import ROW_KEY, UNCOUNTED
from ntt_desktop.formats.sheets import SheetSummary
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports.listing import ImportRow

PLACES = ("village", "subdistrict", "regency")
_ALWAYS = ("nik", "full_name")
_OTHER = "="
"""Before the letters of a column that holds no field of its own; no field's name begins so."""


class SenderColumns:
    """Headers by which intake reads the sender's columns back, and no other column as one of them."""

    def __init__(self, ctx: Context) -> None:
        self._table = HeaderTable([(name, header) for header, name in ctx.reference.headers.items()])
        self._spelled: dict[str, str] = {}
        for header, name in ctx.reference.headers.items():
            self._spelled.setdefault(name, header)

    def of(self, sheet: SheetSummary, rows: Iterable[Mapping[str, str]], also: Iterable[str] = ()) -> dict[str, str]:
        """Key in the cells of `cells_of` -> header, in the sender's order, then the fields ``also`` and those that
        every row needs. ``rows``: the cells that are written; a column without header and cells is left out."""
        written = {key for cells in rows for key in cells}
        headers: dict[str, str] = {}
        shared: set[str] = set()
        named = {column.letters: column for column in sheet.columns}
        unnamed = {key[len(_OTHER) :] for key in written if key.startswith(_OTHER)} - named.keys()
        for letters in sorted({*named, *unnamed}, key=lambda letters: column_index(letters) or 0):
            column = named.get(letters)
            if column and column.field == ROW_KEY:
                continue
            if column and column.field and column.field not in shared:
                shared.add(column.field)
                headers[column.field] = self._header(column.field, column.header)
            elif (header := column.header if column else "") or _OTHER + letters in written:
                headers[_OTHER + letters] = self._other(header, letters, column.field if column else "")
        for name in (*_ALWAYS, *also):
            if name not in headers and name in self._spelled and name not in UNCOUNTED:
                headers[name] = self._spelled[name]
        return headers

    def _header(self, name: str, written: str) -> str:
        """The header as written, where it is read as this field without being told."""
        return written if self._table.lookup(written)[0] == name else self._spelled.get(name, written)

    def _other(self, written: str, letters: str, name: str) -> str:
        """The header of a column that is read as ``name`` ("" for none) beside the first one of that field."""
        if name:
            return self._header(name, written)
        if not written:
            return tr("COLUMN {letters}", letters=letters)
        return tr("NOT READ: {header}", header=written) if self._table.lookup(written)[0] else written


def cells_of(row: ImportRow) -> dict[str, str]:
    """All cells of a row by field, or by `_OTHER` and their column, with what was typed since."""
    cells = {name: text for name, text in row.cells.items() if text}
    cells |= {_OTHER + letters: text for letters, text in row.others.items()}
    return {**cells, **{name: text for name, text in row.typed.items() if name != "village_code"}}


def cells_with_title(row: ImportRow, titles: Mapping[str, str]) -> dict[str, str]:
    """`cells_of`, with the place that only the title or the sheet's name said."""
    return {**{name: titles[name] for name in PLACES if titles.get(name)}, **cells_of(row)}
