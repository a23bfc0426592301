"""The reading process takes one task after the other, and what goes wrong in one does not reach the next."""

import os
import time
from functools import partial

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.limits import Limits
from ntt_desktop.formats.reading_process import ReadingProcess, Send


def tell(value: object, send: Send) -> None:
    send("value", (value, os.getpid()))


def refuse(send: Send) -> None:
    send("value", 1)
    raise UserError("file_empty", name="a.xlsx")


def die(send: Send) -> None:
    os._exit(3)


def fail(send: Send) -> None:
    raise KeyError("x")


def run_out(send: Send) -> None:
    raise MemoryError


def wait(send: Send) -> None:
    send("progress", (1, 2))
    time.sleep(60)


def test_one_process_takes_many_tasks() -> None:
    with ReadingProcess() as process:
        ((_, (first, one)),) = process.run(partial(tell, "a"), "a.xlsx")
        ((_, (second, other)),) = process.run(partial(tell, "b"), "b.xlsx")
    assert (first, second) == ("a", "b")
    assert one == other != os.getpid()


def test_a_refused_file_leaves_the_process_for_the_next() -> None:
    with ReadingProcess() as process:
        ((_, (_, one)),) = process.run(partial(tell, 1), "a.xlsx")
        with pytest.raises(UserError, match="file_empty"):
            list(process.run(refuse, "b.xlsx"))
        ((_, (_, other)),) = process.run(partial(tell, 1), "c.xlsx")
    assert one == other


@pytest.mark.parametrize(("task", "code"), [(die, "file_damaged"), (run_out, "file_too_large")])
def test_a_process_that_broke_is_replaced(task: object, code: str) -> None:
    with ReadingProcess() as process:
        ((_, (_, one)),) = process.run(partial(tell, 1), "a.xlsx")
        with pytest.raises(UserError, match=code):
            list(process.run(task, "b.xlsx"))  # type: ignore[arg-type]
        ((_, (value, other)),) = process.run(partial(tell, 2), "c.xlsx")
    assert value == 2
    assert one != other


def test_a_mistake_of_the_program_is_told_as_one() -> None:
    with ReadingProcess() as process, pytest.raises(RuntimeError, match="KeyError"):
        list(process.run(fail, "a.xlsx"))


def test_cancel_and_the_time_limit_end_a_task_that_hangs() -> None:
    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        if (done, total) == (1, 2):
            raise Cancelled

    with ReadingProcess() as process:
        with pytest.raises(Cancelled):
            list(process.run(wait, "a.xlsx", cancel))
        ((_, (value, _)),) = process.run(partial(tell, 2), "c.xlsx")
    assert value == 2
    with ReadingProcess(Limits(seconds=0.0)) as process, pytest.raises(UserError, match="file_too_slow"):
        list(process.run(wait, "a.xlsx"))
