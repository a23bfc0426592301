"""A foreign workbook as sheets of plain cells, whatever its format."""

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import cast

import python_calamine

from ntt_desktop.domain.intake.cells import Cell, Row
from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading import delimited, extent, extent_xls, markup, merges_ods
from ntt_desktop.formats.reading.content import Kind, counts_from_1904, load
from ntt_desktop.formats.reading.limits import Limits, Merge

_TALLEST_MERGE = 5000
_MERGED = 500_000
"""Cells merged over in one sheet: no list merges more, and merges that overlap could claim any number."""
OWN_SHEETS = "_ntt"
"""Sheets of our own workbooks that hold payloads and choices begin so."""


@dataclass(slots=True)
class Sheet:
    """One sheet: rows of cells from column A on, the first of them being row ``first_row`` (1-based)."""

    name: str
    hidden: bool
    first_row: int
    rows: list[Row]
    below: dict[int, dict[int, Cell]] = field(default_factory=dict)
    """Row index -> column -> the value of the cell merged over it from above."""


class OpenWorkbook:
    """A workbook whose sheets are read one by one."""

    def __init__(
        self,
        path: Path,
        limits: Limits,
        password: str | None = None,
        *,
        very_hidden: bool = False,
        kept: bytes | None = None,
    ) -> None:
        """Raises what `content.load` and `extent.check` raise.

        ``very_hidden``: also our own hidden sheets; ``kept``: the bytes, where no file holds them.
        """
        self.name = path.name
        self._very_hidden = very_hidden
        self.limits = limits
        self.kind, self._content = load(path, limits, password, kept)
        self.typed = self.kind not in (Kind.TEXT, Kind.MARKUP)
        self.date_shift = 0
        """Days to add to date serials that stand in plain numbers."""
        self._book: python_calamine.CalamineWorkbook | None = None
        self._merges: list[list[Merge]] | None = None
        self._stem = path.stem
        if self.kind in (Kind.XLSX, Kind.XLSB, Kind.ODS):
            extent.check(self._content, self.kind, self.name, limits)
        elif self.kind is Kind.XLS:
            extent_xls.check(self._content, self.name, limits)
        if self.typed and counts_from_1904(self._content, self.kind):
            self.date_shift = 1462
        if self.typed:
            try:
                self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._content))
            except python_calamine.PasswordError as error:
                raise UserError("file_protected", name=self.name) from error
            except (python_calamine.CalamineError, OSError, ValueError) as error:
                raise UserError("file_damaged", name=self.name) from error
        self.sheets = self._sheets()
        """Names of the sheets with cells, and whether each is hidden. Our own hidden sheets are no one's list."""
        self._hidden = dict(self.sheets)
        if len(self.sheets) > limits.sheets:
            raise UserError("file_too_large", name=self.name)
        if len(self._hidden) < len(self.sheets):
            # Two sheets of one name: the reader would give the first one twice, and the other never.
            raise UserError("file_damaged", name=self.name)

    def _sheets(self) -> list[tuple[str, bool]]:
        if self._book is None:
            return [(self._stem, False)]
        kinds = python_calamine.SheetTypeEnum
        shown = python_calamine.SheetVisibleEnum
        return [
            (sheet.name, sheet.visible != shown.Visible)
            for sheet in self._book.sheets_metadata
            if sheet.typ in (kinds.WorkSheet, kinds.MacroSheet)
            and (self._very_hidden or not sheet.name.startswith(OWN_SHEETS))
        ]

    def __iter__(self) -> Iterator[Sheet]:
        for name, _ in self.sheets:
            yield self.read(name)

    def read(self, name: str) -> Sheet:
        """One sheet. Raises ``sheet_missing``, ``file_damaged``, ``file_too_large``."""
        if name not in self._hidden:
            raise UserError("sheet_missing", sheet=name, sheets=", ".join(self._hidden))
        if self.kind is Kind.MARKUP:
            cells, over = markup.rows_of_markup(self._content, self.name, self.limits)
            return Sheet(name, False, 1, cells, _merged_below(cells, over, 0))
        if self._book is None:
            return Sheet(name, False, 1, delimited.rows_of_text(self._content, self.name, self.limits))
        try:
            found = self._book.get_sheet_by_name(name)
            if found.height * found.width > self.limits.cells:
                raise UserError("file_too_large", name=self.name)
            values = found.to_python(skip_empty_area=True)
            merged = self._merged_ods(name) if self.kind is Kind.ODS else found.merged_cell_ranges or []
        except (python_calamine.CalamineError, OSError, ValueError) as error:
            raise UserError("file_damaged", name=self.name) from error
        top, left = found.start or (0, 0)
        before: list[Cell | datetime.timedelta] = [None] * left
        plain = [[*before, *[None if cell == "" else cell for cell in row]] for row in values]
        if datetime.timedelta in set(map(type, chain.from_iterable(plain))):
            plain = [[str(cell) if isinstance(cell, datetime.timedelta) else cell for cell in row] for row in plain]
        rows = cast("list[Row]", plain)
        return Sheet(name, self._hidden[name], top + 1, rows, _merged_below(rows, merged, top))

    def _merged_ods(self, name: str) -> list[Merge]:
        if self._merges is None:
            self._merges = merges_ods.merged_down(self._content)
        at = self._book.sheet_names.index(name) if self._book else 0
        return self._merges[at] if at < len(self._merges) else []


def _merged_below(rows: list[Row], merged: list[Merge], top: int) -> dict[int, dict[int, Cell]]:
    below: dict[int, dict[int, Cell]] = {}
    told = 0
    for (first_row, first_column), (last_row, _) in merged:
        index = first_row - top
        if not (0 <= index < len(rows) and 0 < last_row - first_row <= _TALLEST_MERGE):
            continue
        value = rows[index][first_column] if first_column < len(rows[index]) else None
        if value is not None:
            told += last_row - first_row
            if told > _MERGED:
                break
            for covered in range(index + 1, min(last_row - top + 1, len(rows))):
                below.setdefault(covered, {})[first_column] = value
    return below
