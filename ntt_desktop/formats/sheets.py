"""Reading foreign workbooks in the reading process (`ntt_desktop.formats.reading_process`), killed by Cancel.

`interpret_workbook` gives the drafts of an intake, `survey_workbook` what the mapping screen shows, and
`read_workbook` the plain cells. All take xlsx, xlsm, xlsb, xls, ods, csv and web pages with tables, known by their
content. What the child sends are plain values; nothing in a file is ever executed or looked up on a network.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ntt_desktop.domain.intake.cells import Cell, Row
from ntt_desktop.domain.intake.draft import Draft
from ntt_desktop.formats.reading.interpret import ColumnGuess, ReadOptions, SheetSummary, interpret
from ntt_desktop.formats.reading.limits import Limits
from ntt_desktop.formats.reading.workbook import OpenWorkbook
from ntt_desktop.formats.reading_process import Progress, ReadingProcess, Send, Task, silent

__all__ = [
    "Cell",
    "ColumnGuess",
    "Draft",
    "Limits",
    "Progress",
    "ReadOptions",
    "Row",
    "Sheet",
    "SheetSummary",
    "Workbook",
    "interpret_workbook",
    "read_workbook",
    "survey_workbook",
]

_ROWS_IN_ONE = 1000


@dataclass(slots=True)
class Sheet:
    """A sheet's cells from column A on; ``rows[0]`` is row ``first_row`` (1-based)."""

    name: str
    hidden: bool
    first_row: int
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """The sheets of a foreign workbook."""

    sheets: list[Sheet] = field(default_factory=list)

    def find(self, name: str) -> Sheet | None:
        """The sheet of that name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read_workbook(
    path: Path,
    *,
    password: str | None = None,
    very_hidden: bool = False,
    progress: Progress = silent,
) -> Workbook:
    """All cells of a workbook; ``very_hidden`` sheets only when asked for.

    Raises `UserError` as `interpret_workbook` does.
    """
    book = Workbook()
    reading = partial(_cells, path.absolute(), password, very_hidden)
    for name, value in _messages(reading, path, progress):
        if name == "sheet":
            book.sheets.append(Sheet(*value))
        elif name == "cells":
            book.sheets[-1].rows.extend(value)
    return book


def survey_workbook(path: Path, options: ReadOptions, *, progress: Progress = silent) -> list[SheetSummary]:
    """What stands in the sheets of a file: header, guessed columns, titles, first rows. Nothing is judged."""
    reading = partial(interpret, path.absolute(), options, Limits(), survey=True)
    return [value for name, value in _messages(reading, path, progress) if name == "sheet"]


def interpret_workbook(
    path: Path, options: ReadOptions, *, progress: Progress = silent, limits: Limits | None = None
) -> Iterator[SheetSummary | list[Draft]]:
    """A summary for every sheet, then the drafts of all rows of people in the sheets' order, in batches.

    Raises `UserError`: ``file_missing``, ``file_unreadable``, ``file_empty``, ``file_not_workbook``,
    ``file_protected``, ``password_wrong``, ``file_damaged``, ``file_too_large``, ``file_too_slow``,
    ``sheet_missing``, ``header_missing``, ``rows_missing``, ``mapping_unknown_header``. What ``progress`` raises
    (Cancel) ends the child and comes through.
    """
    reading = partial(interpret, path.absolute(), options, limits or Limits(), survey=False)
    for name, value in _messages(reading, path, progress, limits):
        if name in ("sheet", "rows"):
            yield value


def _messages(task: Task, path: Path, progress: Progress, limits: Limits | None = None) -> Iterator[tuple[str, Any]]:
    """What a task on one file sends. Whatever way this ends, the process is gone afterwards."""
    with ReadingProcess(limits) as process:
        yield from process.run(task, path.name, progress)


def _cells(
    path: Path,
    password: str | None,
    very_hidden: bool,
    send: Send,
) -> None:
    """In the reading process: the cells of every sheet."""
    book = OpenWorkbook(path, Limits(), password, very_hidden=very_hidden)
    for position, (name, _) in enumerate(book.sheets):
        sheet = book.read(name)
        send("sheet", (sheet.name, sheet.hidden, sheet.first_row))
        for start in range(0, len(sheet.rows), _ROWS_IN_ONE):
            send("cells", sheet.rows[start : start + _ROWS_IN_ONE])
        send("progress", (position + 1, len(book.sheets)))
