"""Everything that is derived, computed once more from the records alone and compared; nothing of it is stored.

The same functions that keep the derived columns up to date after each unit of work start here from nothing, inside a
unit of work that is rolled back. What differs is named by record and column.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ntt_desktop.store.agencies import cards
from ntt_desktop.store.capacity import blocks, seats
from ntt_desktop.store.life_events import reopenings
from ntt_desktop.store.money import stages
from ntt_desktop.store.people import pairs, persons, worker_view

if TYPE_CHECKING:
    from ntt_desktop.store.store import Store
    from ntt_desktop.store.unit_of_work import UnitOfWork

MOST = 100
"""Differences of one kind that are named; a store with more is lost anyway."""

_AT_ONCE = 1000

_WORKER = ("person_id", "name_sort", "state", "open_evidence", "incomplete", "card_due")
_FINDING = ("severity", "settled_by")
_SEAT_MONTH = ("programme", "seat", "block", "person", "in_force", "contested", "stage")
_SPAN = "seat_from, seat_to, first, last"

# What is compared: name -> (columns that name the row, the other columns, from where).
_COMPARED: dict[str, tuple[str, tuple[str, ...], str]] = {
    "worker": ("id", _WORKER, "worker"),
    "finding": ("id", _FINDING, "finding"),
    "seat_month": (
        "s.id || ' ' || printf('%04d-%02d', m.month / 12, m.month % 12 + 1)",
        tuple(f"m.{name}" for name in _SEAT_MONTH),
        "seat_month m JOIN slot s ON s.pk = m.slot",
    ),
    "capacity_programme": ("programme", tuple(_SPAN.split(", ")), "capacity_programme"),
    "capacity_block": ("block", ("programme", "family", "parent", *_SPAN.split(", ")), "capacity_block"),
    "capacity_release": ("release", ("block", *_SPAN.split(", ")), "capacity_release"),
    "open_case": ("kind || ' ' || subject || ' ' || other || ' ' || field", ("detail",), "open_case"),
    "worker_search": ("doc || ' ' || col || ' ' || offset", ("term",), "temp.words_found"),
}


class _DoneError(Exception):
    """Leaves the unit of work without storing it."""


def differences(store: "Store") -> list[tuple[str, str]]:
    """(table, row and columns) of every derived row that is not what the records say; at most `MOST` a table."""
    found: list[tuple[str, str]] = []
    try:
        with store.write("") as uow:
            while pairs.settle_due(uow, _AT_ONCE):
                pass  # what was put off is no difference
            found = list(compare(uow))
            raise _DoneError
    except _DoneError:
        return found


def compare(uow: "UnitOfWork") -> Iterator[tuple[str, str]]:
    """`differences` in a unit of work, which has to be rolled back."""
    uow.execute("CREATE VIRTUAL TABLE temp.words_found USING fts5vocab('main', 'worker_search', 'instance')")
    for name, (key, columns, source) in _COMPARED.items():
        named = ", ".join(f"{column} AS c{at}" for at, column in enumerate(columns))
        uow.execute(f"CREATE TEMP TABLE was_{name} AS SELECT {key} AS key, {named} FROM {source}")
        uow.execute(f"CREATE INDEX temp.was_{name}_key ON was_{name} (key)")
    _from_nothing(uow)
    for name, (key, columns, source) in _COMPARED.items():
        named = ", ".join(f"{column} AS c{at}" for at, column in enumerate(columns))
        now, was = f"SELECT {key} AS key, {named} FROM {source}", f"SELECT * FROM temp.was_{name}"
        keys = [
            row[0]
            for row in uow.execute(
                f"SELECT DISTINCT key FROM (SELECT * FROM ({now} EXCEPT {was}) UNION ALL "
                f"SELECT * FROM ({was} EXCEPT {now})) ORDER BY key LIMIT {MOST}"
            ).fetchall()
        ]
        if name == "worker_search":
            keys = _people_of(uow, keys)
        for one in keys:
            lines = (
                uow.execute(f"SELECT * FROM ({now}) WHERE key = ?", (one,)).fetchone(),
                uow.execute(f"{was} WHERE key = ?", (one,)).fetchone(),
            )
            yield name, f"{name} {one}{_what(columns, *lines)}"


def _what(columns: tuple[str, ...], now: tuple[object, ...] | None, was: tuple[object, ...] | None) -> str:
    """Which columns of a row differ: ``: state``; nothing where the row is there only once."""
    if now is None or was is None:
        return ""
    return ": " + ", ".join(
        column.removeprefix("m.") for column, one, other in zip(columns, now[1:], was[1:], strict=True) if one != other
    )


def _people_of(uow: "UnitOfWork", keys: list[str]) -> list[str]:
    """The ids of the people whose search words differ; keys begin with the row's number."""
    numbers = sorted({int(key.split(" ")[0]) for key in keys})
    found = []
    for number in numbers:
        row = uow.execute("SELECT id FROM worker WHERE pk = ?", (number,)).fetchone()
        found.append(row[0] if row else str(number))
    return found


def _from_nothing(uow: "UnitOfWork") -> None:
    """Take away all that is derived, and derive it again."""
    workers = {row[0] for row in uow.execute("SELECT id FROM worker")}
    programmes = {row[0]: row[1] for row in uow.execute("SELECT id, pk FROM programme")}
    slots = {row[0] for row in uow.execute("SELECT pk FROM slot")}
    uow.execute("DELETE FROM seat_month")
    for pk in programmes.values():
        blocks.clear(uow, pk)
    uow.execute("DELETE FROM capacity_programme")
    uow.execute("DELETE FROM open_case WHERE kind IN ('same_nik', 'contested_slot', ?)", (pairs.LIKELY,))
    uow.execute("INSERT INTO worker_search (worker_search) VALUES ('delete-all')")
    uow.execute(
        "UPDATE worker SET person_id = '', name_sort = '', state = 'registered', open_evidence = 0, incomplete = 0, "
        "card_due = 0"
    )
    uow.execute("UPDATE finding SET severity = '', settled_by = NULL")
    persons.join(uow, workers)
    pairs.settle(uow, workers, workers)
    blocks.settle(uow, {"programme": set(programmes)})
    seats.settle(uow, set(), set(), slots)
    stages.settle(uow, {}, slots)
    worker_view.refresh(uow, workers)
    cards.settle(uow, {}, workers)
    reopenings.settle(uow, events=True)
