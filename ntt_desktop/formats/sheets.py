"""Reading foreign workbooks in a child process: spawned, bounded in memory and time, killed by Cancel.

`interpret_workbook` gives the drafts of an intake, `survey_workbook` what the mapping screen shows, and
`read_workbook` the plain cells. All take xlsx, xlsm, xlsb, xls, ods, csv and web pages with tables, known by their
content. What the child sends are plain values; nothing in a file is ever executed or looked up on a network.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ntt_desktop.domain.intake.cells import Cell, Row
from ntt_desktop.domain.intake.draft import Draft
from ntt_desktop.errors import UserError
from ntt_desktop.formats import sheets_child
from ntt_desktop.formats.reading.interpret import ColumnGuess, ReadOptions, SheetSummary
from ntt_desktop.formats.reading.limits import Limits
from ntt_desktop.formats.sheets_child import Order

__all__ = [
    "Cell",
    "ColumnGuess",
    "Draft",
    "Limits",
    "ReadOptions",
    "Row",
    "Sheet",
    "SheetSummary",
    "Workbook",
    "interpret_workbook",
    "read_workbook",
    "survey_workbook",
]

Progress = Callable[[int, int], None]

_LOOK_EVERY = 0.05
"""Seconds between two looks at Cancel and the deadline while the child is silent."""


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


def _silent(done: int, total: int, /) -> None:
    """Progress that tells nobody."""


def read_workbook(
    path: Path,
    *,
    sheet: str | None = None,
    password: str | None = None,
    very_hidden: bool = False,
    kept: bytes | None = None,
    progress: Progress = _silent,
    limits: Limits | None = None,
) -> Workbook:
    """All cells of a workbook, or of one sheet; ``very_hidden`` sheets only when asked for.

    ``kept`` are the file's bytes where no file holds them; ``path`` is its name then.
    Raises `UserError` as `interpret_workbook` does.
    """
    book = Workbook()
    options = ReadOptions(region="", today=date.min, sheet=sheet, password=password)
    for name, value in _messages("cells", path, options, progress, limits, very_hidden=very_hidden, kept=kept):
        if name == "sheet":
            book.sheets.append(Sheet(*value))
        elif name == "cells":
            book.sheets[-1].rows.extend(value)
    return book


def survey_workbook(
    path: Path, options: ReadOptions, *, progress: Progress = _silent, limits: Limits | None = None
) -> list[SheetSummary]:
    """What stands in the sheets of a file: header, guessed columns, titles, first rows. Nothing is judged."""
    return [value for name, value in _messages("survey", path, options, progress, limits) if name == "sheet"]


def interpret_workbook(
    path: Path, options: ReadOptions, *, progress: Progress = _silent, limits: Limits | None = None
) -> Iterator[SheetSummary | list[Draft]]:
    """A summary for every sheet, then the drafts of all rows of people in the sheets' order, in batches.

    Raises `UserError`: ``file_missing``, ``file_unreadable``, ``file_empty``, ``file_not_workbook``,
    ``file_protected``, ``password_wrong``, ``file_damaged``, ``file_too_large``, ``file_too_slow``,
    ``sheet_missing``, ``header_missing``, ``rows_missing``, ``mapping_unknown_header``. What ``progress`` raises
    (Cancel) ends the child and comes through.
    """
    for name, value in _messages("interpret", path, options, progress, limits):
        if name in ("sheet", "rows"):
            yield value


def _messages(
    task: str,
    path: Path,
    options: ReadOptions,
    progress: Progress,
    limits: Limits | None,
    *,
    very_hidden: bool = False,
    kept: bytes | None = None,
) -> Iterator[tuple[str, Any]]:
    """Run the child and yield what it sends. Whatever way this ends, the child is gone afterwards."""
    bounds = limits or Limits()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    order = Order(task, str(path.absolute()), options, bounds, very_hidden, kept)
    process = context.Process(target=sheets_child.main, args=(theirs, order), daemon=True, name="reading")
    deadline = time.monotonic() + bounds.seconds
    process.start()
    theirs.close()
    told = (0, 0)
    try:
        while True:
            if not ours.poll(_LOOK_EVERY):
                if time.monotonic() > deadline:
                    raise UserError("file_too_slow", name=path.name)
                progress(*told)
                continue
            name, value = _receive(ours, path)
            if name == "done":
                return
            if name == "error":
                code, params = value
                raise UserError(code, **params)
            if name == "bug":
                raise RuntimeError(f"the reading process failed:\n{value}")
            if name == "progress":
                told = value
                progress(*told)
            else:
                yield name, value
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _receive(pipe: Connection, path: Path) -> tuple[str, Any]:
    try:
        name, value = pipe.recv()
    except (EOFError, OSError) as error:
        # The process died without a word: the fast reader aborts when it is refused memory, or meets what it
        # cannot bear. Either way the file is nothing to be read.
        raise UserError("file_damaged", name=path.name) from error
    return str(name), value
