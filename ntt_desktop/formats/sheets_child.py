"""The reading process: foreign bytes are taken apart here, where a crash, a bomb or a Cancel costs only this process.

Everything it finds goes through one pipe as (name, value) pairs of plain values, see `ntt_desktop.formats.sheets`.
"""

import os
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.interpret import ReadOptions, interpret
from ntt_desktop.formats.reading.limits import Limits, hold_memory
from ntt_desktop.formats.reading.workbook import OpenWorkbook

_ROWS_IN_ONE = 1000


@dataclass(frozen=True, slots=True)
class Order:
    """What the reading process is to do."""

    task: str
    """``interpret``, ``survey`` or ``cells``."""
    path: str
    options: ReadOptions
    limits: Limits
    very_hidden: bool = False
    """For ``cells``: also the sheets that no menu shows."""
    kept: bytes | None = None
    """For ``cells``: the file's bytes, where no file holds them."""


def main(pipe: Connection, order: Order) -> None:
    """The process: run the order, send what is found, and end with ``done``, ``error`` or ``bug``."""
    _be_silent()
    try:
        with suppress(OSError, ValueError, AttributeError):
            hold_memory(order.limits.memory_bytes)  # where the system cannot, size and time still bound the reading
        _run(pipe, order)
        pipe.send(("done", None))
    except UserError as error:
        pipe.send(("error", (error.code, error.params)))
    except MemoryError:
        pipe.send(("error", ("file_too_large", {"name": Path(order.path).name})))
    except (BrokenPipeError, ConnectionError):
        return  # nobody listens any more
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            # The fast reader gave up on what no spreadsheet program writes.
            pipe.send(("error", ("file_damaged", {"name": Path(order.path).name})))
        else:
            pipe.send(("bug", traceback.format_exc()))
    finally:
        pipe.close()


def _run(pipe: Connection, order: Order) -> None:
    path = Path(order.path)
    if order.task == "cells":
        _cells(pipe, path, order)
        return

    def send(name: str, value: object) -> None:
        pipe.send((name, value))

    interpret(path, order.options, order.limits, send, survey=order.task == "survey")


def _cells(pipe: Connection, path: Path, order: Order) -> None:
    book = OpenWorkbook(path, order.limits, order.options.password, very_hidden=order.very_hidden, kept=order.kept)
    names = [name for name, _ in book.sheets] if order.options.sheet is None else [order.options.sheet]
    for position, name in enumerate(names):
        sheet = book.read(name)
        pipe.send(("sheet", (sheet.name, sheet.hidden, sheet.first_row)))
        for start in range(0, len(sheet.rows), _ROWS_IN_ONE):
            pipe.send(("cells", sheet.rows[start : start + _ROWS_IN_ONE]))
        pipe.send(("progress", (position + 1, len(names))))


def _be_silent() -> None:
    """What the fast reader prints when it dies is nothing for the user's terminal."""
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 2)
    except OSError:
        sys.stderr = None
