"""How far the money for each seat-month has come: the column ``seat_month.stage``.

A function of the records: the furthest of the decrees that name the slot, and of the bills and payments whose seats
and months hold it. Cancelled records do not count, nor does anything for a contested seat-month.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.months import BILLED, DECREED, PAID, PROPOSED
from ntt_desktop.store.capacity.spans import month_index
from ntt_desktop.store.people.standing import RESTATED_FROM, WHOLE
from ntt_desktop.store.rows import chunks

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

_OF_KIND = {"bill": BILLED, "payment": PAID}
GATHERED = 200
"""Of `WHOLE`, once the seat-months of a bill or payment are gathered."""

_PART = 20_000
_LONGEST = 120
"""Months of one bill that are looked at; a programme has at most sixty."""


@dataclass(frozen=True, slots=True)
class Span:
    """Seats ``low..high`` of a programme (``pk``) in one month that reached a stage."""

    programme: int
    month: int
    stage: int
    low: int
    high: int


def spans_of(rows: Iterable[dict[str, Any]], stage: int) -> list[Span]:
    """What bills or payments (``programme`` its pk, months, seats) hold; per programme and month in order, disjoint.

    A record whose months or seats cannot be read holds nothing.
    """
    held: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in rows:
        first, last = month_index(row["first_month"]), month_index(row["last_month"])
        if first is None or last is None:
            continue
        try:
            pairs = seat_ranges.read(row["seats"] or "")
        except ValueError:
            continue
        for month in range(first, min(last, first + _LONGEST - 1) + 1):
            held.setdefault((row["programme"], month), []).extend(pairs)
    found = []
    for (programme, month), pairs in held.items():
        found += [Span(programme, month, stage, low, high) for low, high in _merged(pairs)]
    return found


def _merged(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(pairs):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def settle(uow: "UnitOfWork", touched: dict[str, set[str]], slots: Iterable[int]) -> set[int]:
    """Bring the stages up to date that the touched records or the settled ``slots`` (``pk``) concern.

    Returns the persons (``pk``) of whom a stage is another one now.
    """
    if not _any(uow):
        return set()
    due = set(slots) | _decreed_slots(uow, touched)
    months = _months_concerned(uow, touched)
    if not due and not months:
        return set()
    _tables(uow)
    uow.db.conn.executemany("INSERT OR IGNORE INTO temp.stage_slot VALUES (?)", [(slot,) for slot in due])
    uow.execute(
        "INSERT INTO temp.stage_due SELECT m.slot, m.month, m.programme, m.seat, m.person, m.in_force, m.stage "
        "FROM temp.stage_slot d JOIN seat_month m ON m.slot = d.slot"
    )
    held = [(programme, *span) for programme, spans in months.items() for span in spans]
    for done, span in enumerate(held):
        uow.progress(done * GATHERED // len(held), WHOLE)
        uow.execute(
            "INSERT OR IGNORE INTO temp.stage_due SELECT slot, month, programme, seat, person, in_force, stage "
            "FROM seat_month WHERE programme = ? AND in_force = 1 AND month BETWEEN ? AND ?",
            span,
        )
    programmes = [row[0] for row in uow.execute("SELECT DISTINCT programme FROM temp.stage_due")]
    _fill_spans(uow, [programme for programme in programmes if programme is not None])
    parts = _parts(uow)
    for done, part in enumerate(parts):
        uow.progress(GATHERED + done * (RESTATED_FROM - GATHERED) // len(parts), WHOLE)
        uow.execute(f"INSERT INTO temp.stage_found {_FOUND}", part)
        uow.execute(
            "UPDATE seat_month SET stage = f.stage FROM temp.stage_found f WHERE f.slot BETWEEN ? AND ? "
            "AND seat_month.slot = f.slot AND seat_month.month = f.month",
            part,
        )
    return {
        person
        for (person,) in uow.execute(
            "SELECT DISTINCT d.person FROM temp.stage_found f JOIN temp.stage_due d USING (slot, month) "
            "WHERE d.person IS NOT NULL"
        ).fetchall()
    }


def _parts(uow: "UnitOfWork") -> list[tuple[int, int]]:
    """Ranges of slots with about `_PART` seat-months each, between which is told how far it is."""
    low, high, count = uow.execute("SELECT min(slot), max(slot), count(*) FROM temp.stage_due").fetchone()
    if not count:
        return []
    wide = max(1, (high - low + 1) * _PART // count)
    return [(start, min(start + wide - 1, high)) for start in range(low, high + 1, wide)]


_REACHED = (
    "coalesce((SELECT p.high >= {m}.seat FROM temp.stage_span p WHERE p.programme = {m}.programme "
    "AND p.stage = {stage} AND p.month = {m}.month AND p.low <= {m}.seat ORDER BY p.low DESC LIMIT 1), 0)"
)
_DECREED = (
    "EXISTS (SELECT 1 FROM slot s JOIN decree_row r ON r.slot_id = s.id AND r.removed IS NOT 1 "
    "JOIN decree c ON c.id = r.decree_id AND c.cancelled IS NOT 1 WHERE s.pk = {m}.slot)"
)
_STAGE = (
    f"CASE WHEN {{m}}.in_force = 0 THEN {PROPOSED} "
    f"WHEN {_REACHED.replace('{stage}', str(PAID))} THEN {PAID} "
    f"WHEN {_REACHED.replace('{stage}', str(BILLED))} THEN {BILLED} "
    f"WHEN {_DECREED} THEN {DECREED} ELSE {PROPOSED} END"
)
_FOUND = (
    "SELECT slot, month, stage FROM (SELECT d.slot, d.month, d.stage AS was, "
    + _STAGE.format(m="d")
    + " AS stage FROM temp.stage_due d WHERE d.slot BETWEEN ? AND ?) WHERE was <> stage"
)


def _any(uow: "UnitOfWork") -> bool:
    """Whether there is a record that could lift a stage."""
    sql = " UNION ALL ".join(f"SELECT * FROM (SELECT 1 FROM {name} LIMIT 1)" for name in ("decree_row", *_OF_KIND))
    return uow.execute(sql).fetchone() is not None


def _tables(uow: "UnitOfWork") -> None:
    key, rest = "slot INTEGER, month INTEGER", "stage INTEGER, PRIMARY KEY (slot, month)"
    span = "programme INTEGER, stage INTEGER, month INTEGER, low INTEGER, high INTEGER"
    for table, columns in (
        ("stage_slot", "slot INTEGER PRIMARY KEY"),
        ("stage_due", f"{key}, programme INTEGER, seat INTEGER, person INTEGER, in_force INTEGER, {rest}"),
        ("stage_found", f"{key}, {rest}"),
        ("stage_span", f"{span}, PRIMARY KEY (programme, stage, month, low)"),
    ):
        uow.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns}) WITHOUT ROWID")
        uow.execute(f"DELETE FROM temp.{table}")


def _records(source: "UnitOfWork", kind: str, programmes: Iterable[int] | None = None) -> list[dict[str, Any]]:
    """The bills or payments that count, of these programmes (``pk``) or of all."""
    sql = (
        f"SELECT p.pk AS programme, k.first_month, k.last_month, k.seats FROM {kind} k "
        "JOIN programme p ON p.id = k.programme_id WHERE k.cancelled IS NOT 1"
    )
    if programmes is None:
        return source.rows(sql)
    found = []
    for chunk in chunks(programmes):
        found += source.rows(f"{sql} AND p.pk IN ({', '.join('?' * len(chunk))})", chunk)
    return found


def _fill_spans(uow: "UnitOfWork", programmes: list[int]) -> None:
    for kind, stage in _OF_KIND.items():
        uow.db.conn.executemany(
            "INSERT INTO temp.stage_span (programme, stage, month, low, high) VALUES (?, ?, ?, ?, ?)",
            [
                (span.programme, span.stage, span.month, span.low, span.high)
                for span in spans_of(_records(uow, kind, programmes), stage)
            ],
        )


def _ever_said(uow: "UnitOfWork", records: Iterable[str], field: str) -> set[str]:
    """Every value that a field of these records ever had: what it named before counts no more."""
    found: set[str] = set()
    for chunk in chunks(records):
        rows = uow.execute(
            f"SELECT DISTINCT json_extract(body, '$.v.{field}') FROM change "
            f"WHERE record IN ({', '.join('?' * len(chunk))})",
            chunk,
        ).fetchall()
        found |= {str(value) for (value,) in rows if value}
    return found


def _decreed_slots(uow: "UnitOfWork", touched: dict[str, set[str]]) -> set[int]:
    """The slots that touched decrees and their rows name, or named."""
    rows = set(touched.get("decree_row", ()))
    for chunk in chunks(touched.get("decree", ())):
        marks = ", ".join("?" * len(chunk))
        rows |= {r for (r,) in uow.execute(f"SELECT id FROM decree_row WHERE decree_id IN ({marks})", chunk).fetchall()}
    found: set[int] = set()
    for chunk in chunks(_ever_said(uow, rows, "slot_id")):
        marks = ", ".join("?" * len(chunk))
        found |= {pk for (pk,) in uow.execute(f"SELECT pk FROM slot WHERE id IN ({marks})", chunk).fetchall()}
    return found


def _months_concerned(uow: "UnitOfWork", touched: dict[str, set[str]]) -> dict[int, list[tuple[int, int]]]:
    """Programme (``pk``) -> spans of months that touched bills and payments hold, or held."""
    found: dict[int, list[tuple[int, int]]] = {}
    for kind in _OF_KIND:
        for record in sorted(touched.get(kind, ())):
            months = [
                index
                for name in ("first_month", "last_month")
                for text in _ever_said(uow, [record], name)
                if (index := month_index(text)) is not None
            ]
            if not months:
                continue
            for programme in _ever_said(uow, [record], "programme_id"):
                for (pk,) in uow.execute("SELECT pk FROM programme WHERE id = ?", (programme,)).fetchall():
                    found.setdefault(pk, []).append((min(months), max(months)))
    return found
