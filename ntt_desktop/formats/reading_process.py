"""The reading process: foreign bytes are taken apart there, where a crash, a bomb or a Cancel costs only that process.

It is spawned, bounded in memory and time, and takes one task after the other. A task is a module's function with its
arguments (`functools.partial`); what it finds comes through one pipe as (name, value) pairs of plain values. Nothing
in a file is ever executed or looked up on a network.
"""

import gc
import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.limits import Limits, hold_memory

Progress = Callable[[int, int], None]
Send = Callable[[str, object], None]
"""Tells the waiting side a name and a value; ``progress`` with (done, total) is told on as progress."""
Task = Callable[[Send], None]

_LOOK_EVERY = 0.05
"""Seconds between two looks at Cancel and the deadline while the process is silent."""


def silent(done: int, total: int, /) -> None:
    """Progress that tells nobody."""


class ReadingProcess:
    """A reading process for one file or many; used as a context manager, it is gone afterwards."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._one_at_a_time = Lock()

    def __enter__(self) -> "ReadingProcess":
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill the process, whatever it does."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None

    def run(self, task: Task, name: str, progress: Progress = silent) -> Iterator[tuple[str, Any]]:
        """Run a task on the file called ``name`` and yield what it sends. Tasks of several threads wait for each other.

        Raises what the task raises as `UserError`, and ``file_too_slow``, ``file_too_large``, ``file_damaged``. What
        ``progress`` raises (Cancel) comes through. Unless the task came to its end, the process is gone afterwards.
        """
        with self._one_at_a_time:
            yield from self._run(task, name, progress)

    def _run(self, task: Task, name: str, progress: Progress) -> Iterator[tuple[str, Any]]:
        pipe = self._pipe or self._start()
        deadline = time.monotonic() + self.limits.seconds
        told = (0, 0)
        goes_on = False
        try:
            pipe.send((task, name))
            while True:
                if not pipe.poll(_LOOK_EVERY):
                    if time.monotonic() > deadline:
                        raise UserError("file_too_slow", name=name)
                    progress(*told)
                    continue
                word, value = _received(pipe, name)
                if word == "done":
                    goes_on = True
                    return
                if word in ("refused", "broken"):
                    goes_on = word == "refused"
                    code, params = value
                    raise UserError(code, **params)
                if word == "bug":
                    raise RuntimeError(f"the reading process failed:\n{value}")
                if word == "progress":
                    told = value
                    progress(*told)
                else:
                    yield word, value
        finally:
            if not goes_on:
                self.close()

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, self.limits.memory_bytes), daemon=True, name="reading"
        )
        self._process.start()
        theirs.close()
        return self._pipe


def _received(pipe: Connection, name: str) -> tuple[str, Any]:
    try:
        word, value = pipe.recv()
    except (EOFError, OSError) as error:
        # The process died without a word: the fast reader aborts when it is refused memory, or meets what it
        # cannot bear. Either way the file is nothing to be read.
        raise UserError("file_damaged", name=name) from error
    return str(word), value


def _work(pipe: Connection, memory_bytes: int) -> None:
    """The process: run what is asked, end each task with ``done``, ``refused``, ``broken`` or ``bug``."""
    _be_silent()
    gc.set_threshold(200_000, 20, 20)  # a file is a million small objects with hardly a cycle among them
    with suppress(OSError, ValueError, AttributeError):
        hold_memory(memory_bytes)  # where the system cannot, size and time still bound the reading

    def send(word: str, value: object) -> None:
        pipe.send((word, value))

    with suppress(EOFError, BrokenPipeError, ConnectionError):  # nobody asks or listens any more
        while True:
            task, name = pipe.recv()
            send(*_outcome(task, name, send))


def _outcome(task: Task, name: str, send: Send) -> tuple[str, object]:
    try:
        task(send)
    except UserError as error:
        return "refused", (error.code, error.params)
    except MemoryError:
        return "broken", ("file_too_large", {"name": name})
    except (BrokenPipeError, ConnectionError):
        raise
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            # The fast reader gave up on what no spreadsheet program writes.
            return "broken", ("file_damaged", {"name": name})
        return "bug", traceback.format_exc()
    return "done", None


def _be_silent() -> None:
    """What the fast reader prints when it dies is nothing for the user's terminal."""
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 2)
    except OSError:
        sys.stderr = None
