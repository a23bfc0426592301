"""Change records as several devices make them, and units of work that leave nothing behind."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ntt_desktop.domain.changes import Change
from ntt_desktop.domain.revision import compose, device_of
from ntt_desktop.store.store import Store
from ntt_desktop.store.unit_of_work import UnitOfWork

FIRST = 2026 * 12
SEATS, MONTHS = 6, 4
LABELS = [f"2026-{month + 1:02d}" for month in range(MONTHS)]


class UndoError(Exception):
    """Leaves a unit of work without storing it."""


@contextmanager
def trial(store: Store) -> Iterator[UnitOfWork]:
    """A unit of work that leaves nothing behind."""
    try:
        with store.write("tester") as uow:
            yield uow
            raise UndoError
    except UndoError:
        pass


def apply_in_pieces(uow: UnitOfWork, changes: Sequence[Change], chance: random.Random) -> None:
    """Take records in as files would bring them: in any order, a few at a time, some of them twice."""
    shuffled = [*changes, *chance.sample(changes, min(2, len(changes)))]
    chance.shuffle(shuffled)
    while shuffled:
        some = [shuffled.pop() for _ in range(min(len(shuffled), chance.randint(1, 4)))]
        uow.touched.clear()
        uow.apply(some, "elsewhere")
        uow.finish()


def programme(seats: int = SEATS, months: int = MONTHS) -> dict[str, Any]:
    return {
        "code": "P",
        "name": "Provinsi",
        "payer": "provinsi",
        "first_month": "2026-01",
        "months": months,
        "seats": seats,
    }


def span(first: int = 0, last: int = MONTHS - 1) -> dict[str, Any]:
    return {"first_month": LABELS[first], "last_month": LABELS[last]}


class Maker:
    """Makes change records as several devices would, without asking whether they may."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def __repr__(self) -> str:
        lines = (f"{change.kind} {change.record} {dict(change.values)}" for change in self.changes)
        return "\n  ".join(("", *lines))

    def add(self, kind: str, record: str, device: str = "a", **values: Any) -> str:
        revision = compose(1_700_000_000_000, len(self.changes), f"device{device}")
        heads: dict[str, tuple[str, ...]] = {}
        for change in self.changes:
            if change.record == record:
                heads |= {name: (change.revision,) for name in change.values if name in values}
        self.changes.append(Change(revision, kind, record, values, heads, "tester"))
        return record

    def read(self) -> str:
        """What somebody who read everything up to here knows, as a bill writes it."""
        last: dict[str, str] = {}
        for change in self.changes:
            device = device_of(change.revision)
            last[device] = max(change.revision, last.get(device, ""))
        return json.dumps(last)


def derived(uow: UnitOfWork) -> dict[str, Any]:
    """The capacity tables in terms of record ids."""
    return {
        "blocks": sorted(
            uow.execute(
                "SELECT k.id, p.id, c.family, a.id, c.seat_from, c.seat_to, c.first, c.last FROM capacity_block c "
                "JOIN block k ON k.pk = c.block JOIN programme p ON p.pk = c.programme "
                "LEFT JOIN block a ON a.pk = c.parent"
            ).fetchall()
        ),
        "releases": sorted(
            uow.execute(
                "SELECT r.id, k.id, c.seat_from, c.seat_to, c.first, c.last FROM capacity_release c "
                "JOIN release r ON r.pk = c.release JOIN block k ON k.pk = c.block"
            ).fetchall()
        ),
        "seats": sorted(
            uow.execute(
                "SELECT s.id, m.month, p.id, m.seat, coalesce(k.id, ''), coalesce(w.id, ''), m.in_force, "
                "coalesce(m.contested, '') FROM seat_month m JOIN slot s ON s.pk = m.slot LEFT JOIN programme p "
                "ON p.pk = m.programme LEFT JOIN block k ON k.pk = m.block LEFT JOIN worker w ON w.pk = m.person"
            ).fetchall(),
            key=str,
        ),
        "cases": sorted(uow.execute("SELECT kind, subject, other, field FROM open_case").fetchall()),
        "states": sorted(uow.execute("SELECT id, state, person_id FROM worker").fetchall()),
    }


def one_block(uow: UnitOfWork, **more: Any) -> tuple[str, str]:
    owner, block = uow.new_id(), uow.new_id()
    uow.put("programme", owner, programme())
    uow.put("block", block, {"programme_id": owner, "seat_from": 1, "seat_to": SEATS, **span(), **more})
    return owner, block


def worker(uow: UnitOfWork, name: str = "Yoksan Goit") -> str:
    record = uow.new_id()
    uow.put("worker", record, {"full_name": name, "nik": record})
    return record


def slot(
    uow: UnitOfWork, owner: str, block: str, seat: int, person: str, first: int = 0, last: int = MONTHS - 1
) -> str:
    record = uow.new_id()
    values = {"programme_id": owner, "block_id": block, "seat": seat, "worker_id": person}
    uow.put("slot", record, {**values, **span(first, last)})
    return record
