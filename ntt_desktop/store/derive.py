"""Derived columns: computed at the end of each unit of work from the records it touched, never synced.

The order matters: who is the same person and who else may be, then which slots are in force, then what the lists show
of a worker.
"""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ntt_desktop.store import blocks, pairs, persons, seats, worker_view
from ntt_desktop.store.kinds import KINDS

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork


def derive(uow: "UnitOfWork", touched: dict[str, set[str]]) -> None:
    """Bring every derived column concerned up to date."""
    workers = _workers_touched(uow, touched)
    own = set(touched.get("worker", ()))
    moved = own | pairs.decided_workers(uow, touched.get("same_person", ()))
    if moved:
        moved |= persons.join(uow, moved)
        pairs.settle(uow, own, moved)
    slots = blocks.settle(uow, touched)
    workers |= moved | seats.settle(uow, touched.get("slot", set()), moved, slots)
    if workers:
        worker_view.refresh(uow, workers)


def _workers_touched(uow: "UnitOfWork", touched: dict[str, set[str]]) -> set[str]:
    workers: set[str] = set()
    for name, records in touched.items():
        owner = KINDS[name].worker_field
        if name == "slot":
            continue  # fifty thousand at a time: `seats.settle` sets their workers' state itself
        if owner == "id":
            workers |= records
        elif owner:
            for chunk in chunks(records):
                marks = ", ".join("?" * len(chunk))
                rows = uow.execute(f"SELECT DISTINCT {owner} FROM {name} WHERE id IN ({marks})", chunk).fetchall()
                workers |= {row[0] for row in rows if row[0]}
    return workers


def chunks(ids: set[str], size: int = 500) -> Iterator[list[str]]:
    """Ids in sorted lists of at most ``size``."""
    remaining = iter(sorted(ids))
    while chunk := list(islice(remaining, size)):
        yield chunk
