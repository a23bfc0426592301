"""Background work: the window never waits for the store.

Services that write run one after the other on the one writer thread; those that write in small pieces for long have
a thread beside it; reads run on a small pool, each thread with its own connection. Results come back on the GUI
thread. ::

    session.tasks.read(workers.listing, query, done=self._show, owner=self, key="list")
    job = session.tasks.write(workers.register, fields, done=self._saved, failed=self._refused, owner=self)

The function is called as ``fn(ctx, *args, **kwargs)``; if it takes ``progress`` it is given one, and `Job.cancel`
stops it there. A `Result` is unwrapped: ``done`` gets its value and the bus hears what changed. Without ``failed``
an error goes to `Messages`. ``owner`` is a QObject: nothing is delivered once it is deleted. Of reads with the same
``owner`` and ``key`` only the newest is delivered.
"""

import inspect
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:  # the store takes longer to import than a window to open: only when work begins
    from concurrent.futures import Future, ThreadPoolExecutor

    from ntt_desktop.services.context import Context

_THREADS = {"writer": 1, "reader": 2, "slow": 1}
_REPORT_EVERY = 0.08
"""Seconds between two reports of progress; more often would only cost repaints."""


class Job(QObject):
    """One piece of work under way."""

    progressed = Signal(int, int, object)
    """Done, total (0: unknown), and the seconds left or None."""
    finished = Signal()
    """Over, however it ended; emitted after ``done`` or ``failed``."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self._began: tuple[float, int] | None = None
        self._reported = 0.0
        self.dropped = False

    def cancel(self) -> None:
        """Ask it to stop; services stop at their next report of progress and leave nothing half done."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def report(self, done: int, total: int, /) -> None:
        """The service's progress call (runs on its thread)."""
        if self._stop.is_set():
            from ntt_desktop.services.context import Cancelled

            raise Cancelled
        now = time.monotonic()
        if self._began is None and total:
            self._began = now, done  # what came before it was known how much there is says nothing of the pace
        if now - self._reported < _REPORT_EVERY and done < total:
            return
        self._reported = now
        began, first = self._began or (now, done)
        spent = now - began
        left = spent / (done - first) * (total - done) if total and done > first and spent > 1.0 else None
        self.progressed.emit(done, total, left)


class Tasks(QObject):
    """The writer thread and the reader pool of one open store."""

    announced = Signal(object)
    """Kinds a finished write changed."""
    unhandled = Signal(object)
    """An exception nobody else takes."""
    _deliver = Signal(object)

    def __init__(self, ctx: "Context | None" = None) -> None:
        super().__init__()
        self.ctx = ctx
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._closed = False
        self._jobs: set[Job] = set()
        self._newest: dict[tuple[int, str], Job] = {}
        self._deliver.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def read(self, fn: Callable[..., Any], *args: Any, key: str = "", **rest: Any) -> Job:
        """Run a service that only reads. Keywords: ``done``, ``failed``, ``owner``, else passed on."""
        job = Job()
        if key:
            slot = (id(rest.get("owner")), key)
            if older := self._newest.get(slot):
                older.dropped = True
                older.cancel()
            self._newest[slot] = job
        return self._submit("reader", job, fn, args, rest)

    def write(self, fn: Callable[..., Any], *args: Any, **rest: Any) -> Job:
        """Run a service that writes, after those already waiting. Keywords as in `read`."""
        return self._submit("writer", Job(), fn, args, rest)

    def slow(self, fn: Callable[..., Any], *args: Any, **rest: Any) -> Job:
        """Run a service that writes in small units of its own for long, on a thread beside the writer's, so that what
        is saved in the window does not wait behind it. Keywords as in `read`."""
        return self._submit("slow", Job(), fn, args, rest)

    def run(self, fn: Callable[..., Any], *args: Any, **rest: Any) -> Job:
        """Run ``fn(*args)`` without a context (opening a store, making a key). Keywords as in `read`."""
        return self._submit("writer", Job(), fn, args, rest, bare=True)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._jobs)

    def close(self) -> None:
        """Stop: cancel what waits, let what runs come to its next report, and join the threads.

        What is asked for afterwards (a page's timer that was already due) is never run nor answered.
        """
        self._closed = True
        for job in tuple(self._jobs):
            job.dropped = True
            job.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _pool(self, name: str) -> "ThreadPoolExecutor":
        """The threads called ``name``, started when first needed: the unlock dialog opens without them."""
        if name not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._pools[name] = ThreadPoolExecutor(_THREADS[name], thread_name_prefix=name)
        return self._pools[name]

    def _submit(
        self,
        pool: str,
        job: Job,
        fn: Callable[..., Any],
        args: tuple[Any, ...],
        rest: dict[str, Any],
        *,
        bare: bool = False,
    ) -> Job:
        done, failed, owner = rest.pop("done", None), rest.pop("failed", None), rest.pop("owner", None)
        if "progress" in inspect.signature(fn).parameters and "progress" not in rest:
            rest["progress"] = job.report
        if self._closed:
            job.dropped = True
            return job
        self._jobs.add(job)

        def work() -> Any:
            from ntt_desktop.services.context import Cancelled

            if job.dropped or job.cancelled:
                raise Cancelled
            return fn(*args, **rest) if bare else fn(self.ctx, *args, **rest)

        def deliver(future: "Future[Any]") -> None:
            if future.cancelled():
                return
            self._deliver.emit(lambda: self._arrive(job, future, done, failed, owner))

        self._pool(pool).submit(work).add_done_callback(deliver)
        return job

    def _arrive(
        self, job: Job, future: "Future[Any]", done: Callable[[Any], Any] | None, failed: Any, owner: QObject | None
    ) -> None:
        from ntt_desktop.services.context import Cancelled, Result

        self._jobs.discard(job)
        for slot in [slot for slot, newest in self._newest.items() if newest is job]:
            del self._newest[slot]
        error = future.exception()
        outcome = future.result() if error is None else None
        changed: frozenset[str] = frozenset()
        if isinstance(outcome, Result):
            outcome, changed = outcome.value, outcome.changed
        alive = owner is None or shiboken6.isValid(owner)
        try:
            if alive and not job.dropped:
                if error is None and done is not None:
                    done(outcome)
                elif error is not None and failed is not None and failed(error) is not False:
                    pass
                elif error is not None and not isinstance(error, Cancelled):
                    self.unhandled.emit(error)
        finally:
            job.finished.emit()
            if changed:
                self.announced.emit(changed)
