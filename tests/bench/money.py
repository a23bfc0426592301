"""Money of a province with 50,000 seats for twelve months: what a bill would hold, the months, and Jembatan."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ntt_desktop import bootstrap
from ntt_desktop.services.money import arrears, bills, bridging, month_report
from tests.bench.beranda import SEATS, province
from tests.bench.measured import Measured, hand_over
from tests.bench.population import PASSPHRASE


def measure() -> Iterator[Measured]:
    """Three months are billed and paid; it is October."""
    home = province(Path(os.environ["NTT_BENCH_FOLDER"]))
    ctx = bootstrap.open_context(home, PASSPHRASE, clock=lambda: datetime(2026, 10, 5, 3, tzinfo=UTC))
    work: tuple[tuple[str, Callable[[], Any], float], ...] = (
        ("a bill of nine months planned", lambda: bills.plan(ctx, "P26", "2026-12"), 5),
        ("the lines of twelve months", lambda: month_report.lines(ctx, "P26"), 5),
        ("Jembatan counted", lambda: bridging.summary(ctx), 2),
        ("Jembatan listed", lambda: bridging.listing(ctx), 5),
        ("arrears listed", lambda: arrears.listing(ctx, "P26"), 5),
    )
    for name, call, promise in work:
        began = time.perf_counter()
        assert call()
        yield Measured(f"{SEATS} seats x 12: {name}", time.perf_counter() - began, "s", promise)
    ctx.store.close()


if __name__ == "__main__":
    hand_over(measure())
