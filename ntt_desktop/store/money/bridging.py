"""Reading how far everybody's months reach, and who bridges the time after them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ntt_desktop.store.capacity.spans import month_index
from ntt_desktop.store.rows import Rows, chunks

_LIVING = "w.state NOT IN ('ended', 'void') AND w.incomplete = 0"


@dataclass(frozen=True, slots=True)
class Bridge:
    """A bridge in force. Months are ``Month.index``."""

    id: str
    payer: str
    first: int
    last: int


def seat_spans(source: Rows, before: int, low: int) -> dict[int, tuple[int, int, int]]:
    """Person (``pk``) -> first and last month in force on any seat before a month, and how many months.

    Only those whose last one lies between ``low`` and the month before the one before ``before``.
    """
    rows = source.execute(
        "SELECT person, min(month), max(month) AS last, count(*) FROM seat_month INDEXED BY person_month_once "
        "WHERE in_force = 1 AND month < ? AND person IS NOT NULL GROUP BY person HAVING last BETWEEN ? AND ?",
        (before, low, before - 2),
    )
    return {person: (first, last, count) for person, first, last, count in rows}


def months_of(source: Rows, persons: Iterable[int], before: int) -> dict[int, list[int]]:
    """The months in force of these people before a month, in order."""
    found: dict[int, list[int]] = {}
    for chunk in chunks(persons):
        for person, month in source.execute(
            f"SELECT person, month FROM seat_month WHERE in_force = 1 AND month < ? "
            f"AND person IN ({', '.join('?' * len(chunk))}) ORDER BY person, month",
            [before, *chunk],
        ):
            found.setdefault(person, []).append(month)
    return found


def cover_spans(source: Rows) -> dict[int, list[tuple[int, int]]]:
    """Person -> months of earlier cover, as it was taken in."""
    found: dict[int, list[tuple[int, int]]] = {}
    for person, first, last in source.execute(
        "SELECT p.pk, c.first_month, c.last_paid_month FROM cover c JOIN worker w ON w.id = c.worker_id "
        "JOIN worker p ON p.id = w.person_id WHERE c.removed IS NOT 1"
    ):
        begun, ended = month_index(first), month_index(last)
        if begun is not None and ended is not None and begun <= ended:
            found.setdefault(person, []).append((begun, ended))
    return found


def bridges(source: Rows) -> dict[int, list[Bridge]]:
    """Person -> bridges in force, oldest first."""
    found: dict[int, list[Bridge]] = {}
    for person, record, payer, first, last in source.execute(
        "SELECT p.pk, b.id, b.payer, b.first_month, b.last_month FROM bridge b JOIN worker w ON w.id = b.worker_id "
        "JOIN worker p ON p.id = w.person_id WHERE b.withdrawn IS NOT 1 ORDER BY b.first_month, b.created_rev"
    ):
        begun, ended = month_index(first), month_index(last)
        if begun is not None and ended is not None and begun <= ended:
            found.setdefault(person, []).append(Bridge(record, payer or "", begun, ended))
    return found


def programmes_at(source: Rows, month: int) -> dict[int, int]:
    """Person (``pk``) -> programme (``pk``) of the seat in a month."""
    return dict(
        source.execute(
            "SELECT person, programme FROM seat_month WHERE in_force = 1 AND month = ? AND person IS NOT NULL", (month,)
        ).fetchall()
    )


def living(source: Rows, area: str = "") -> dict[int, tuple[str, str, str, str]]:
    """Person (``pk``) -> id, name, NIK and village of everybody who has not ended, in a region or everywhere."""
    sql = f"SELECT w.pk, w.id, w.full_name, w.nik, w.village_code FROM worker w WHERE w.person_id = w.id AND {_LIVING}"
    params: list[Any] = []
    if area:
        sql += " AND (w.village_code = ? OR w.village_code BETWEEN ? AND ?)"
        params = [area, f"{area}.", f"{area}/"]
    return {
        pk: (record, name or "", nik or "", village or "")
        for pk, record, name, nik, village in source.execute(sql, params)
    }


def gone(source: Rows) -> frozenset[int]:
    """The ``pk`` of everybody who has ended, is void, or is not complete."""
    rows = source.execute("SELECT pk FROM worker WHERE state IN ('ended', 'void')")
    more = source.execute("SELECT pk FROM worker WHERE incomplete = 1")
    return frozenset(pk for found in (rows, more) for (pk,) in found.fetchall())
