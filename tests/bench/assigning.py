"""Ranking a million eligible people and giving fifty thousand of them a seat, against sorting the same rows in SQL."""

import os
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ntt_desktop import bootstrap
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.store.assignment.candidates import COLUMNS
from tests.bench.measured import Measured, hand_over, peak_memory
from tests.bench.population import PASSPHRASE, _rows

PEOPLE = int(os.environ.get("NTT_BENCH_RANKED", "1000000"))
SEATS = PEOPLE // 20
_REVISION = "000000000001g00000ukur"


def crowd(folder: Path, people: int = PEOPLE, seats: int = SEATS) -> Context:
    """A province with so many eligible people, as the tables hold them (their log would take an hour to write)."""
    ctx = bootstrap.create_store(
        folder, role="supervisor", region="53", device="ukur", officer="Pengukur", passphrase=PASSPHRASE
    ).context
    chance = random.Random(5)
    villages = [row["code"] for row in _rows("regions/ntt_regions.csv") if row["code"].count(".") == 3]
    occupations = [row["id"] for row in _rows("reference/occupations.csv")]
    fields = "id, nik, full_name, village_code, birth_date, sex, occupation, registered_on, decile, family_role"
    with ctx.store.write("Pengukur") as uow:
        uow.db.conn.executemany(
            f"INSERT INTO worker ({fields}, person_id, name_sort, created_rev, updated_rev) "
            f"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?1, ?3, '{_REVISION}', '{_REVISION}')",
            (
                (
                    f"01990000-0000-7000-8000-{number:012d}",
                    f"53{number:014d}",
                    f"ORANG {number:07d}",
                    chance.choice(villages),
                    (date(1964, 1, 1) + timedelta(days=chance.randrange(15_000))).isoformat(),
                    chance.choice("LP"),
                    chance.choice(occupations),
                    f"2025-{chance.randrange(1, 13):02d}-15",
                    chance.choice((None, *range(1, 11))),
                    chance.choice(("Kepala keluarga", "Istri", None)),
                )
                for number in range(people)
            ),
        )
    new = NewProgramme("P26", "APBD Provinsi 2026", "provinsi", "53", "2026-01", 12, seats, 16_800)
    programmes.add(ctx, new)
    return ctx


def measure() -> Iterator[Measured]:
    """The plain sort, the trial (ranking and sharing), and the assignment with its records."""
    ctx = crowd(Path(os.environ["NTT_BENCH_FOLDER"]) / "ranked")
    columns = ", ".join(COLUMNS)
    began = time.perf_counter()
    with ctx.store.read() as reader:
        rows = reader.execute(f"SELECT {columns} FROM worker ORDER BY decile, birth_date, id").fetchall()
    plain = time.perf_counter() - began
    assert len(rows) == PEOPLE
    del rows
    yield Measured(f"SQL sort of {PEOPLE} rows", plain, "s")
    began = time.perf_counter()
    plan = slots.assign(ctx, "P26", dry_run=True).value
    ranked = time.perf_counter() - began
    assert (len(plan.given), len(plan.waiting)) == (SEATS, PEOPLE - SEATS)
    yield Measured(f"ranking {PEOPLE} people, a trial", ranked, "s")
    yield Measured("the same as a multiple of the sort", ranked / plain, "x", 4)
    del plan
    began = time.perf_counter()
    done = slots.assign(ctx, "P26").value
    whole = time.perf_counter() - began
    assert len(done.given) == SEATS
    yield Measured(f"ranking {PEOPLE} people and giving {SEATS} seats", whole, "s")
    yield Measured("the same as a multiple of the sort ", whole / plain, "x", 4)
    yield Measured("memory at its most", peak_memory(), "MiB")
    ctx.store.close()


if __name__ == "__main__":
    hand_over(measure())
