"""Kills the program at random moments and looks at what is left; ``python -m tests.e2e.killing FOLDER COUNT SEED``.

Each round copies a pair of stores (a laptop and its province), forks a process that does one job in them (import,
assign, export or receive), and ends that process with SIGKILL at a moment drawn from the job's own duration. A job
acknowledges itself through a pipe only when its service has returned. Prints one JSON line a round: job, whether it
was acknowledged, and what is wrong.

A process of its own, since forking wants one without threads.
"""

import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from ntt_desktop import bootstrap
from ntt_desktop.services import care, imports
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.services.sync.returns import make_returns
from ntt_desktop.store.care import keys
from tests.made.lists import write_sample

PASSPHRASE, SYNC_PASSWORD = "Jagung-Bakar-2026", "kirim-terima-26"
NOW = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)
LAPTOP, PROVINCE, LIST, OUT = "laptop", "province", "usulan.xlsx", "paket"
_FORK = multiprocessing.get_context("fork")


def clock() -> datetime:
    """A fixed day, so that the same seed does the same."""
    return NOW


@contextmanager
def opened(home: Path):
    """The store in ``home``, closed again."""
    ctx = bootstrap.open_context(home, PASSPHRASE, clock=clock)
    try:
        yield ctx
    finally:
        ctx.store.close()


def take_in(ctx: Context, folder: Path) -> None:
    plan = imports.preview(ctx, folder / LIST, imports.ImportOptions(region="53.11")).value
    imports.store_import(ctx, plan)


def give_slots(ctx: Context, folder: Path) -> None:
    slots.assign(ctx, "P26")


def send(ctx: Context, folder: Path) -> None:
    export(ctx, folder / OUT)


def take_package(ctx: Context, folder: Path) -> None:
    reports = receive(ctx, sorted((folder / OUT).glob("*.xlsx"))).value
    if not reports or not all(report.taken for report in reports):
        raise RuntimeError(f"not received: {[(report.status, report.reason) for report in reports]}")


@dataclass(frozen=True, slots=True)
class Job:
    """One job: in whose store, what it does, and what it counts there (all of it afterwards, or nothing)."""

    name: str
    home: str
    work: Callable[[Context, Path], None]
    counted: str


JOBS = (
    Job("import", LAPTOP, take_in, "SELECT count(*) FROM worker"),
    Job("assign", LAPTOP, give_slots, "SELECT count(*) FROM seat_month WHERE in_force = 1"),
    Job("export", LAPTOP, send, "SELECT count(*) FROM package WHERE direction = 'out'"),
    Job("receive", PROVINCE, take_package, "SELECT count(*) FROM worker"),
)


@dataclass(slots=True)
class Prepared:
    """What the state before each job is, how long the job takes, and its count before and after."""

    before: dict[str, Path] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)


def count(ctx: Context, job: Job) -> int:
    with ctx.store.read() as reader:
        return int(reader.value(job.counted))


def prepare(folder: Path) -> Prepared:
    """Do every job once undisturbed, keeping a copy of the stores before each."""
    keys._ARGON2.update({"iterations": 1, "lanes": 1, "memory_cost": 64})
    stage = folder / "stage"
    made = []
    for home, role, region in ((LAPTOP, "petugas", "53.11"), (PROVINCE, "supervisor", "53")):
        options = {"role": role, "region": region, "device": home, "officer": home.title()}
        passwords = {"passphrase": PASSPHRASE, "sync_password": SYNC_PASSWORD}
        made.append(bootstrap.create_store(stage / home, **options, **passwords, clock=clock).context)
    laptop, province = made
    write_sample(stage / LIST, region="53.11", people=150)
    introduction = export(laptop, folder / "first").value.path
    receive(province, [introduction], trusted={laptop.store.node.fingerprint})
    new = programmes.NewProgramme("P26", "APBD Provinsi 2026", "provinsi", "53", "2026-01", 12, 100, 16_800)
    programmes.add(province, new)
    programmes.allot(province, "P26", LAPTOP, 80)
    answer = make_returns(province, folder / "answers").value[0].path
    receive(laptop, [answer], trusted={province.store.node.fingerprint})
    for ctx in made:
        ctx.store.close()
    prepared = Prepared()
    for job in JOBS:
        prepared.before[job.name] = Path(shutil.copytree(stage, folder / f"before-{job.name}"))
        with opened(stage / job.home) as ctx:
            counted = count(ctx, job)
            began = time.perf_counter()
            job.work(ctx, stage)
            prepared.seconds[job.name] = time.perf_counter() - began
            prepared.counts[job.name] = counted, count(ctx, job)
    return prepared


def work_until_killed(job: Job, folder: Path, pipe: Connection) -> None:
    """The process that is killed."""
    with opened(folder / job.home) as ctx:
        pipe.send("ready")
        job.work(ctx, folder)
        pipe.send("done")
        signal.pause()


def kill(job: Job, folder: Path, delay: float) -> tuple[bool, list[str]]:
    """Run a job and kill it ``delay`` seconds after it began; whether it was acknowledged, and what stayed behind."""
    ours, theirs = _FORK.Pipe()
    process = _FORK.Process(target=work_until_killed, args=(job, folder, theirs))
    process.start()
    theirs.close()
    if ours.recv() != "ready":
        raise RuntimeError("the job did not begin")
    acknowledged = said_done(ours, delay)
    children = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    # It may have said so between the look and the kill.
    acknowledged = acknowledged or said_done(ours, 0)
    _, alive = psutil.wait_procs(children, timeout=20)
    return acknowledged, [f"still running: {child}" for child in alive]


def said_done(pipe: Connection, seconds: float) -> bool:
    """Whether the job acknowledges itself within that time."""
    try:
        return pipe.poll(seconds) and pipe.recv() == "done"
    except EOFError:
        return False


def look(job: Job, folder: Path, prepared: Prepared, acknowledged: bool) -> list[str]:
    """What is wrong after the kill, and after doing the job again."""
    before, after = prepared.counts[job.name]
    wrong = []
    for home in (LAPTOP, PROVINCE):
        with opened(folder / home) as ctx:
            wrong += [f"{home}: {code} {detail}" for code, detail in care.check(ctx).value.problems]
            if home != job.home:
                continue
            found = count(ctx, job)
            if found not in (before, after):
                wrong.append(f"half done: {found} of {before} or {after}")
            if acknowledged and found != after:
                wrong.append(f"acknowledged, yet {found} instead of {after}")
            if job.name == "export":
                wrong += _files(folder, acknowledged)
            elif found == before:
                job.work(ctx, folder)
                if count(ctx, job) != after:
                    wrong.append(f"done again: {count(ctx, job)} instead of {after}")
    return wrong


def _files(folder: Path, acknowledged: bool) -> list[str]:
    """A package is there whole or not at all, and the parent takes it."""
    files = sorted((folder / OUT).glob("*.xlsx"))
    if acknowledged and not files:
        return ["the acknowledged package is not there"]
    with opened(folder / PROVINCE) as province:
        reports = receive(province, files).value
    return [f"{Path(report.file).name}: {report.status} {report.reason}" for report in reports if not report.taken]


def main(folder: Path, rounds: int, seed: int) -> None:
    """Kill ``rounds`` times."""
    prepared = prepare(folder)
    chance = random.Random(seed)
    for number in range(rounds):
        job = JOBS[number % len(JOBS)]
        copy = Path(shutil.copytree(prepared.before[job.name], folder / "round"))
        acknowledged, wrong = kill(job, copy, chance.random() * prepared.seconds[job.name] * 1.15)
        wrong += look(job, copy, prepared, acknowledged)
        print(json.dumps({"job": job.name, "acknowledged": acknowledged, "wrong": wrong}), flush=True)
        shutil.rmtree(copy)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
