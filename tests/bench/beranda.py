"""Beranda of a province with 100,000 people and 50,000 seats, most of whom were handed card and bank book: every
figure of the first page, read cold."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ntt_desktop import bootstrap
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures.overview import overview
from ntt_desktop.services.money import bills, payments
from ntt_desktop.store.agencies import cards
from tests.bench.assigning import _REVISION, crowd
from tests.bench.measured import Measured, hand_over
from tests.bench.population import PASSPHRASE

PEOPLE, SEATS = 100_000, 50_000
REFUSED, WAITING = 100, 5
"""One in so many was refused by BPJS; one in so many waits for the card."""


def province(folder: Path) -> Path:
    """The home of the province, with three months billed and paid; made once a run."""
    home = folder / "province"
    if not home.exists():
        ctx = crowd(home, PEOPLE, SEATS)
        slots.assign(ctx, "P26", from_month="2026-01")
        bills.issue(ctx, "P26", "2026-03", number="001")
        payments.pay(ctx, "P26", "001", paid_on="2026-03-05")
        hand_cards(ctx)
        ctx.store.close()
    return home


def hand_cards(ctx: Context) -> None:
    """BPJS's answer on everybody with a seat, and card and bank book for most, as the tables hold them."""
    with ctx.store.write("Pengukur") as uow:
        seated = [row["worker_id"] for row in uow.rows("SELECT worker_id FROM slot ORDER BY seat")]
        uow.db.conn.executemany(
            "INSERT INTO enrolment (id, worker_id, result, dated_on, created_rev, updated_rev) "
            f"VALUES (?, ?, ?, '2026-01-20', '{_REVISION}', '{_REVISION}')",
            ((f"E{at}", worker, "accepted" if at % REFUSED else "refused") for at, worker in enumerate(seated)),
        )
        uow.db.conn.executemany(
            "INSERT INTO handover (id, worker_id, item, date, created_rev, updated_rev) "
            f"VALUES (?, ?, ?, '2026-02-01', '{_REVISION}', '{_REVISION}')",
            (
                (f"{item}{at}", worker, item)
                for item in ("card", "bank_book")
                for at, worker in enumerate(seated)
                if at % WAITING
            ),
        )
        cards.settle(uow, {}, set(seated))


def measure() -> Iterator[Measured]:
    """The figures right after the store was opened, and again."""
    home = province(Path(os.environ["NTT_BENCH_FOLDER"]))
    ctx = bootstrap.open_context(home, PASSPHRASE, clock=lambda: datetime(2026, 3, 10, 2, tzinfo=UTC))
    for which in ("first", "again"):
        began = time.perf_counter()
        found = overview(ctx)
        spent = 1000 * (time.perf_counter() - began)
        assert (found.people, found.card) == (PEOPLE, SEATS // WAITING - SEATS // REFUSED)
        yield Measured(f"Beranda of a province, {PEOPLE} people, {which}", spent, "ms", 300)
    ctx.store.close()


if __name__ == "__main__":
    hand_over(measure())
