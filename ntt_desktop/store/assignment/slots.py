"""Reading slots for lists and pages."""

import json
from array import array
from collections.abc import Sequence
from typing import Any

from ntt_desktop.store.rows import Rows

_MONTHS = "(SELECT coalesce(sum({what}), 0) FROM seat_month m WHERE m.slot = s.pk)"
SORTS: dict[str, tuple[str, ...]] = {
    "seat": (),
    "full_name": ("h.name_sort",),
    "nik": ("substr(h.nik, -4)",),
    "village_code": ("h.village_code",),
    "months": ("s.first_month", "s.last_month"),
    "months_in_force": (_MONTHS.format(what="m.in_force"),),
    "rupiah": (_MONTHS.format(what="m.in_force"),),
    "rank": ("s.rank IS NULL", "s.rank"),
    "state": ("coalesce(s.end_reason, '')", f"{_MONTHS.format(what='m.in_force = 0')} > 0"),
}
"""What the slots of a programme can be sorted by; equal ones stay by seat."""
_LIST = (
    "s.id, s.programme_id, p.code AS programme_code, p.name AS programme_name, s.block_id, "
    "k.holder_node, s.seat, s.first_month, s.last_month, s.worker_id, p.rate, w.person_id, h.full_name, h.nik, "
    "h.village_code, h.state, s.rank, s.score, s.rule_version, s.assigned_on, s.end_reason, "
    "coalesce(s.cancelled, 0) AS cancelled, count(m.month) AS claimed, coalesce(sum(m.in_force), 0) AS "
    "months_in_force, coalesce(sum(m.in_force = 0), 0) AS months_contested, "
    "coalesce(sum(m.in_force), 0) * p.rate AS rupiah "
    "FROM slot s LEFT JOIN programme p ON p.id = s.programme_id LEFT JOIN block k ON k.id = s.block_id "
    "LEFT JOIN worker w ON w.id = s.worker_id LEFT JOIN worker h ON h.id = w.person_id "
    "LEFT JOIN seat_month m ON m.slot = s.pk "
)


def keys(source: Rows, programme: str, *, sort: str = "seat", descending: bool = False) -> "array[int]":
    """Keys (``pk``) of the slots of a programme (an id) that nobody cancelled, by one of `SORTS`."""
    direction = "DESC" if descending else "ASC"
    how = ", ".join(f"{part} {direction}" for part in (*SORTS[sort], "s.seat"))
    sql = (
        "SELECT s.pk FROM slot s LEFT JOIN worker w ON w.id = s.worker_id LEFT JOIN worker h ON h.id = w.person_id "
        f"WHERE s.programme_id = ? AND coalesce(s.cancelled, 0) = 0 ORDER BY {how}, s.first_month, s.id"
    )
    return array("q", (key for (key,) in source.execute(sql, (programme,)).fetchall()))


def window(source: Rows, wanted: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of these slots as `listed` gives them, in their order; those that are gone are left out."""
    sql = f"SELECT s.pk, {_LIST} WHERE s.pk IN (SELECT value FROM json_each(?)) GROUP BY s.pk"
    found = {row.pop("pk"): row for row in source.rows(sql, (json.dumps(list(wanted)),))}
    return [found[key] for key in wanted if key in found]


def listed(source: Rows, programme: str = "", *, slot: str = "", ended: bool = True) -> list[dict[str, Any]]:
    """Slots by programme, seat and first month: id, programme, seat, months, person, rank, what is in force.

    ``programme`` and ``slot`` are ids, "" for all; without ``ended`` only slots nobody ended. Cancelled ones are left
    out unless asked for by id.
    """
    return source.rows(
        f"SELECT {_LIST} WHERE :programme IN ('', s.programme_id) AND :slot IN ('', s.id) "
        "AND (:slot <> '' OR coalesce(s.cancelled, 0) = 0) AND (:ended OR s.end_reason IS NULL) "
        "GROUP BY s.pk ORDER BY p.code, s.programme_id, s.seat, s.first_month, s.id",
        {"programme": programme, "slot": slot, "ended": int(ended)},
    )


def rivals(source: Rows, slot: int) -> list[dict[str, Any]]:
    """Whom a contested slot (``pk``) lost its months against: slot id, programme code, person, and which clashes."""
    return source.rows(
        "SELECT os.id AS slot, p.code AS programme_code, h.full_name, h.id AS worker_id, "
        "CASE WHEN o.person = m.person THEN 'already_paid' ELSE 'seat_taken' END AS why, count(*) AS months "
        "FROM seat_month m JOIN seat_month o ON o.in_force = 1 AND o.month = m.month "
        "AND (o.person = m.person OR (o.programme = m.programme AND o.seat = m.seat)) "
        "JOIN slot os ON os.pk = o.slot LEFT JOIN programme p ON p.pk = o.programme "
        "LEFT JOIN worker h ON h.pk = o.person WHERE m.slot = ? AND m.in_force = 0 AND o.slot <> m.slot "
        "GROUP BY os.pk, why ORDER BY os.id",
        (slot,),
    )


def payers(source: Rows, worker: str, first: int) -> list[dict[str, Any]]:
    """Who pays for a person (by any of their records) from the month ``first`` on: programme, payer, first and last
    month as ``Month.index``; an opening balance of cover is not among them."""
    return source.rows(
        "SELECT p.name AS programme, p.payer, min(m.month) AS first, max(m.month) AS last FROM worker w "
        "JOIN worker h ON h.id = w.person_id JOIN seat_month m ON m.person = h.pk "
        "JOIN programme p ON p.pk = m.programme "
        "WHERE w.id = ? AND m.in_force = 1 AND m.month >= ? GROUP BY p.pk ORDER BY first, p.id",
        (worker, first),
    )
