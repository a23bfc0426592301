"""The matcher: precision and recall on made-up people, and its time against 100,000 and 1,000,000 of them.

`ntt_desktop.domain.matching` was tuned on the labelled sets of `TUNED`; what is measured is another seed. A pair counts
as proposed when the matcher says *same*; pairs it calls *maybe* wait in the queue too and are counted apart. Misses of
the blocking keys count as missed. See ``tests/bench/labelled.py`` for how the people are made.
"""

import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ntt_desktop import bootstrap
from ntt_desktop.domain.match_keys import keys
from ntt_desktop.domain.matching import FIELDS, Decision, Person, match
from ntt_desktop.services.context import Context
from ntt_desktop.store.people import matches, pairs
from tests.bench.labelled import Labelled, make
from tests.bench.measured import Measured, hand_over, median_and_worst, peak_memory
from tests.bench.population import PASSPHRASE

TUNED = (1, 2, 3)
SEED, PEOPLE = 20_260_117, 40_000
SIZES = (100_000, 1_000_000)
LIST, TYPED, SLICE = 1_000, 200, 50_000


def proposed(labelled: Labelled) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs that the matcher calls the same, and those that may be."""
    blocks: dict[int, list[int]] = defaultdict(list)
    for at, person in enumerate(labelled.records):
        for key in keys(person):
            blocks[key].append(at)
    candidates = {
        (one, other) for block in blocks.values() for at, one in enumerate(block) for other in block[at + 1 :]
    }
    found: dict[Decision, set[tuple[int, int]]] = defaultdict(set)
    for one, other in candidates:
        found[match(labelled.records[one], labelled.records[other]).decision].add((one, other))
    return found[Decision.SAME], found[Decision.MAYBE]


def quality(labelled: Labelled) -> Iterator[Measured]:
    """Precision, recall and F1 in per cent; the promises as what is wrong and what is missed."""
    same, maybe = proposed(labelled)
    right = len(same & labelled.same)
    precision, recall = right / len(same), right / len(labelled.same)
    yield Measured(f"labelled: {len(labelled.records)} records, of one person", len(labelled.same), "pairs")
    yield Measured("matcher: precision", 100 * precision, "%")
    yield Measured("matcher: recall", 100 * recall, "%")
    yield Measured("matcher: F1", 200 * precision * recall / (precision + recall), "%")
    yield Measured("matcher: wrong among those proposed", 100 * (1 - precision), "%", 2.0)
    yield Measured("matcher: missed", 100 * (1 - recall), "%", 5.0)
    asked = same | maybe
    yield Measured("queue with the doubtful ones: precision", 100 * len(asked & labelled.same) / len(asked), "%")
    yield Measured("queue with the doubtful ones: recall", 100 * len(asked & labelled.same) / len(labelled.same), "%")
    for name, unlike in sorted(labelled.unlike.items()):
        share = 100 * len(same & unlike) / len(unlike)
        yield Measured(f"taken for one person: of {len(unlike)} pairs of {name}", share, "%")


def speed(folder: Path) -> Iterator[Measured]:
    """Time of a list of `LIST` people and of one typed person, against stores of `SIZES`."""
    ctx = bootstrap.create_store(
        folder / "matcher", role="supervisor", region="53", device="ukur", officer="Pengukur", passphrase=PASSPHRASE
    ).context
    held, slices = 0, 0
    for size in SIZES:
        while held < size:
            held += _fill(ctx, make(SEED + 1 + slices, min(SLICE, size - held), wide=True).records[: size - held])
            slices += 1
        newcomers = make(SEED + 1, 10_000, wide=True).records[-LIST:]
        yield Measured(f"find duplicates of a list of {LIST} among {held} people", _list(ctx, newcomers), "s")
        middle, worst = median_and_worst(_typed(ctx, newcomers[:TYPED]))
        yield Measured(f"find who a typed person may be, among {held}", middle, "ms", 50.0)
        yield Measured(f"find who a typed person may be, among {held}: worst", worst, "ms")
    yield Measured("peak memory of the program while matching", peak_memory(), "MB", 400.0)
    ctx.store.close()


class _Undo(Exception):
    """Rolls the unit of work back."""


def _fill(ctx: Context, records: Sequence[Person]) -> int:
    """Put people straight into the tables that the matcher reads: a log of a million would measure the log."""
    columns = ", ".join(FIELDS)
    with ctx.store.write("Pengukur") as unit:
        unit.execute("PRAGMA cache_size = -131072")
        unit.db.conn.executemany(
            f"INSERT INTO worker (id, {columns}, created_rev, updated_rev, person_id) "
            f"VALUES (?, {', '.join('?' * len(FIELDS))}, '', '', ?)",
            [_row(unit.new_id(), person) for person in sorted(records, key=lambda person: person.village)],
        )
        matches.fill(unit.db.conn)
        unit.execute("PRAGMA cache_size = -2000")
    return len(records)


def _row(worker: str, person: Person) -> tuple[Any, ...]:
    said = (person.name, person.born, person.village, person.mother, person.sex)
    return (worker, *said, person.kk, person.phone, person.address, person.nik, worker)


def _list(ctx: Context, people: Sequence[Person]) -> float:
    """Seconds that the likely duplicates of a list take when it is stored, keys and cases included."""
    try:
        with ctx.store.write("Pengukur") as unit:
            ids = {unit.new_id() for _ in people}
            for worker, person in zip(sorted(ids), people, strict=True):
                unit.put("worker", worker, dict(zip(FIELDS, _row("", person)[1:-1], strict=True)))
                unit.execute("UPDATE worker SET person_id = id WHERE id = ?", (worker,))
            begun = time.perf_counter()
            pairs.settle(unit, ids, ids)
            spent = time.perf_counter() - begun
            assert unit.rows("SELECT 1 FROM open_case WHERE kind = ? LIMIT 1", (pairs.LIKELY,))
            raise _Undo
    except _Undo:
        return spent


def _typed(ctx: Context, people: Sequence[Person]) -> Iterator[float]:
    with ctx.store.read() as reader:
        for person in people:
            begun = time.perf_counter()
            matches.beside(reader, person)
            yield time.perf_counter() - begun


if __name__ == "__main__":
    hand_over(quality(make(SEED, PEOPLE)))
    if "--quality" not in sys.argv:
        hand_over(speed(Path(os.environ["NTT_BENCH_FOLDER"])))
