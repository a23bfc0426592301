"""Background work: results on the GUI thread, order of writes, cancelling, superseded reads, errors."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntt_desktop.errors import UserError
from ntt_desktop.gui.tasks import Job, Tasks
from ntt_desktop.services.context import Cancelled, Context, Result


def test_a_result_arrives_on_the_gui_thread_and_the_change_is_announced(qtbot: QtBot, ctx: Context) -> None:
    tasks = Tasks(ctx)
    seen: list[Any] = []

    def work(given: Context, word: str) -> Result[str]:
        assert given is ctx
        assert QThread.currentThread() is not QApplication.instance().thread()
        return Result(word.upper(), frozenset({"worker"}))

    def done(value: str) -> None:
        seen.extend((value, QThread.currentThread() is QApplication.instance().thread()))

    with qtbot.waitSignal(tasks.announced) as announced:
        tasks.write(work, "halo", done=done)
    assert seen == ["HALO", True]
    assert announced.args == [frozenset({"worker"})]
    tasks.close()


def test_writes_run_one_after_the_other(qtbot: QtBot) -> None:
    tasks = Tasks()
    order: list[int] = []
    threads: set[str] = set()

    def work(_ctx: object, number: int) -> None:
        threads.add(threading.current_thread().name)
        order.append(number)

    jobs = [tasks.write(work, number) for number in range(20)]
    with qtbot.waitSignal(jobs[-1].finished):
        pass
    assert order == list(range(20))
    assert len(threads) == 1
    tasks.close()


def test_cancel_stops_at_the_next_report(qtbot: QtBot) -> None:
    tasks = Tasks()
    started, failures = threading.Event(), []

    def work(_ctx: object, progress: Callable[[int, int], None]) -> None:
        step = 0
        while True:
            step += 1
            progress(step, 0)
            started.set()

    job = tasks.write(work, failed=failures.append)
    assert started.wait(5)
    with qtbot.waitSignal(job.finished):
        job.cancel()
    assert [type(error) for error in failures] == [Cancelled]
    tasks.close()


def test_only_the_newest_of_reads_with_a_key_is_delivered(qtbot: QtBot) -> None:
    tasks, owner = Tasks(), QObject()
    gate, got = threading.Event(), []

    def work(_ctx: object, word: str) -> str:
        gate.wait(5)
        return word

    tasks.read(work, "a", owner=owner, key="find", done=got.append)
    tasks.read(work, "ab", owner=owner, key="find", done=got.append)
    last = tasks.read(work, "abc", owner=owner, key="find", done=got.append)
    with qtbot.waitSignal(last.finished):
        gate.set()
    assert got == ["abc"]
    tasks.close()


def test_an_error_nobody_takes_is_said(qtbot: QtBot) -> None:
    tasks = Tasks()

    def work(_ctx: object) -> None:
        raise UserError("worker_missing", id="x")

    with qtbot.waitSignal(tasks.unhandled) as said:
        tasks.read(work)
    assert said.args[0].code == "worker_missing"
    tasks.close()


def test_progress_is_told(qtbot: QtBot) -> None:
    tasks, gate = Tasks(), threading.Event()

    def work(_ctx: object, progress: Callable[[int, int], None]) -> None:
        gate.wait(5)
        progress(3, 3)

    job = tasks.read(work)
    with qtbot.waitSignal(job.progressed) as told:
        gate.set()
    assert told.args[:2] == [3, 3]
    tasks.close()


def test_what_is_asked_for_after_closing_is_never_run(qtbot: QtBot) -> None:
    tasks = Tasks()
    tasks.close()
    ran: list[object] = []
    job = tasks.read(ran.append, done=ran.append)
    assert job.dropped
    assert not tasks.busy
    QApplication.processEvents()
    assert ran == []


def test_the_time_left_follows_from_what_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("ntt_desktop.gui.tasks.time.monotonic", lambda: now[0])
    job, seen = Job(), []
    job.progressed.connect(lambda done, total, left: seen.append((done, total, left)))
    for after, done, total in ((60, 0, 0), (5, 10, 110), (2, 20, 110), (2, 30, 110)):
        now[0] += after
        job.report(done, total)
    assert seen == [(0, 0, None), (10, 110, None), (20, 110, 18.0), (30, 110, 16.0)]


def test_what_is_saved_does_not_wait_behind_slow_work(qtbot: QtBot) -> None:
    tasks = Tasks()
    go_on = threading.Event()
    ended: list[str] = []
    slow = tasks.slow(lambda _ctx: go_on.wait(30), done=lambda _value: ended.append("slow"))
    saved = tasks.write(lambda _ctx: None, done=lambda _value: ended.append("saved"))
    with qtbot.waitSignal(saved.finished):
        pass
    assert ended == ["saved"]
    with qtbot.waitSignal(slow.finished):
        go_on.set()
    assert ended == ["saved", "slow"]
    tasks.close()
