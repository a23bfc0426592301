"""A keystroke on the people's list of a 100,000-person store: from the typed text to the rows of the first screen."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ntt_desktop import bootstrap
from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery
from tests.bench.measured import Measured, hand_over, median_and_worst, nearly_all
from tests.bench.population import PASSPHRASE

PEOPLE = 100_000
TYPED = ("maria lobo", "yohanes", "nahak", "0012", "531102", "0812345", "zzz")
_ROWS = 100


def crowd() -> Path:
    """The home of a store with `PEOPLE` people, made once a run by a process of its own (its memory is not ours)."""
    home = Path(os.environ["NTT_BENCH_FOLDER"]) / "crowd"
    if not home.exists():
        make = f"from tests.bench.population import *; populate(Path({str(home)!r}), {PEOPLE}).store.close()"
        subprocess.run([sys.executable, "-c", make], check=True)
    return home


def measure() -> Iterator[Measured]:
    """Every prefix of some searches, as they are typed, in the order of names."""
    ctx = bootstrap.open_context(crowd(), PASSPHRASE)
    people = WorkerList(ctx)
    began = time.perf_counter()
    assert len(people.keys(WorkerQuery())) == PEOPLE
    yield Measured(f"first list of {PEOPLE} people", 1000 * (time.perf_counter() - began), "ms")
    times = []
    for text in TYPED:
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            people.rows(people.keys(WorkerQuery(text=text[:end]))[:_ROWS])
            times.append(time.perf_counter() - began)
    median, worst = median_and_worst(times)
    yield Measured(f"search keystroke, {PEOPLE} people: median", median, "ms", 50)
    yield Measured(f"search keystroke, {PEOPLE} people: 95 of 100", nearly_all(times), "ms", 50)
    yield Measured(f"search keystroke, {PEOPLE} people: worst of {len(times)}", worst, "ms")
    ctx.store.close()


if __name__ == "__main__":
    hand_over(measure())
