"""Derived columns: computed at the end of each unit of work from the records it touched, never synced.

The order matters: who is the same person and who else may be, then which slots are in force and how far their money
has come, then what the lists show of a worker.
"""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ntt_desktop.store.agencies import cards
from ntt_desktop.store.capacity import blocks, seats
from ntt_desktop.store.life_events import reopenings
from ntt_desktop.store.money import billed, stages
from ntt_desktop.store.people import pairs, persons, standing, worker_view

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork


def derive(uow: "UnitOfWork", touched: dict[str, set[str]]) -> None:
    """Bring every derived column concerned up to date."""
    persons_due = standing.keep_month(uow)
    workers = _workers_touched(uow, touched)
    own = set(touched.get("worker", ()))
    moved = own | pairs.decided_workers(uow, touched.get("same_person", ()))
    survivors: set[str] = set()
    alone: set[str] = set()
    if moved:
        joined = persons.join(uow, moved)
        moved |= joined.changed
        survivors, alone = joined.survivors, joined.alone
        members = persons.members(uow, moved - alone, survivors) | moved
        if uow.pairs_later:
            pairs.put_off(uow, own | members)
        else:
            pairs.settle(uow, own, members)
    slots = blocks.settle(uow, touched) | billed.slots_concerned(uow, touched)
    settled = seats.settle(uow, touched.get("slot", set()), moved, slots)
    persons_due |= stages.settle(uow, touched, settled.slots)
    persons_due |= settled.persons | _enrolled(uow, touched.get("enrolment", set()))
    workers |= moved
    concerned: set[str] = set()
    if workers:
        # What is said of one record counts for the person: everybody of the old and of the new group is concerned.
        concerned = persons.members(uow, workers - alone, survivors) | workers
        partners = pairs.partners(uow, concerned)
        worker_view.refresh(uow, concerned | persons.members(uow, partners, set()))
    cards.settle(uow, touched, concerned)
    if persons_due:
        standing.restate(uow, persons_due)
    if touched.get("event") or workers:
        reopenings.settle(uow, events=bool(touched.get("event")))


def _workers_touched(uow: "UnitOfWork", touched: dict[str, set[str]]) -> set[str]:
    """Those whose own columns may be others: by their record, and by what was found and seen of them."""
    workers = set(touched.get("worker", ()))
    for name in ("finding", "verification"):
        for chunk in chunks(touched.get(name, set())):
            marks = ", ".join("?" * len(chunk))
            rows = uow.execute(f"SELECT DISTINCT worker_id FROM {name} WHERE id IN ({marks})", chunk).fetchall()
            workers |= {row[0] for row in rows if row[0]}
    return workers


def _enrolled(uow: "UnitOfWork", records: set[str]) -> set[int]:
    """The persons (``pk``) on whom these answers of BPJS are."""
    persons: set[int] = set()
    for chunk in chunks(records):
        marks = ", ".join("?" * len(chunk))
        rows = uow.execute(
            "SELECT DISTINCT p.pk FROM enrolment e JOIN worker w ON w.id = e.worker_id "
            f"JOIN worker p ON p.id = w.person_id WHERE e.id IN ({marks})",
            chunk,
        ).fetchall()
        persons |= {row[0] for row in rows}
    return persons


def chunks(ids: set[str], size: int = 500) -> Iterator[list[str]]:
    """Ids in sorted lists of at most ``size``."""
    remaining = iter(sorted(ids))
    while chunk := list(islice(remaining, size)):
        yield chunk
