"""Beranda of a province with 100,000 people and 50,000 seats: every figure of the first page, read cold."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ntt_desktop import bootstrap
from ntt_desktop.services import bills, payments, slots
from ntt_desktop.services.overview import overview
from tests.bench.assigning import crowd
from tests.bench.measured import Measured, hand_over
from tests.bench.population import PASSPHRASE

PEOPLE, SEATS = 100_000, 50_000


def province(folder: Path) -> Path:
    """The home of the province, with three months billed and paid; made once a run."""
    home = folder / "province"
    if not home.exists():
        ctx = crowd(home, PEOPLE, SEATS)
        slots.assign(ctx, "P26", from_month="2026-01")
        bills.issue(ctx, "P26", "2026-03", number="001")
        payments.pay(ctx, "P26", "001", paid_on="2026-03-05")
        ctx.store.close()
    return home


def measure() -> Iterator[Measured]:
    """The figures right after the store was opened, and again."""
    home = province(Path(os.environ["NTT_BENCH_FOLDER"]))
    ctx = bootstrap.open_context(home, PASSPHRASE, clock=lambda: datetime(2026, 3, 10, 2, tzinfo=UTC))
    for which in ("first", "again"):
        began = time.perf_counter()
        found = overview(ctx)
        spent = 1000 * (time.perf_counter() - began)
        assert found.people == PEOPLE
        yield Measured(f"Beranda of a province, {PEOPLE} people, {which}", spent, "ms", 300)
    ctx.store.close()


if __name__ == "__main__":
    hand_over(measure())
