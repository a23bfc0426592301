"""The columns of a sender's sheet in a workbook that goes back to the sender: own headers, own order."""

from collections.abc import Iterable, Mapping

from ntt_desktop.domain.intake.headers import UNCOUNTED, HeaderTable
from ntt_desktop.formats.sheets import SheetSummary
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports.listing import ImportRow

PLACES = ("village", "subdistrict", "regency")
_ALWAYS = ("nik", "full_name")


class SenderColumns:
    """Headers by which intake reads the sender's columns back."""

    def __init__(self, ctx: Context) -> None:
        self._table = HeaderTable([(name, header) for header, name in ctx.reference.headers.items()])
        self._spelled: dict[str, str] = {}
        for header, name in ctx.reference.headers.items():
            self._spelled.setdefault(name, header)

    def of(self, sheet: SheetSummary, also: Iterable[str] = ()) -> dict[str, str]:
        """Field -> header, in the sender's order, with the fields ``also`` and those that every row needs."""
        headers: dict[str, str] = {}
        for column in sheet.columns:
            if column.field and column.field not in UNCOUNTED and column.field not in headers:
                headers[column.field] = self._header(column.field, column.header)
        for name in (*_ALWAYS, *also):
            if name not in headers and name in self._spelled and name not in UNCOUNTED:
                headers[name] = self._spelled[name]
        return headers

    def _header(self, name: str, written: str) -> str:
        """The header as written, where it is read as this field without being told."""
        return written if self._table.lookup(written)[0] == name else self._spelled.get(name, written)


def cells_with_title(row: ImportRow, titles: Mapping[str, str]) -> dict[str, str]:
    """A row's cells, with the place that only the title or the sheet's name said, and what was typed since."""
    cells = {name: text for name, text in row.cells.items() if text}
    for name in PLACES:
        if titles.get(name):
            cells.setdefault(name, titles[name])
    return {**cells, **{name: text for name, text in row.typed.items() if name != "village_code"}}
