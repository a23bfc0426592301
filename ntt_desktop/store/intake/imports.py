"""Imports in the store: staged rows and stored imports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.store.rows import CHUNK, Rows, chunks
from ntt_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row of an import; ``draft`` and ``result`` are JSON, ``codes`` its findings' codes."""

    seq: int
    sheet: str
    row: int
    outcome: str
    codes: tuple[str, ...]
    phone: str
    worker_id: str
    draft: str
    result: str


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which rows of an import; empty means all."""

    outcome: str = ""
    code: str = ""
    sheet: str = ""
    asks: bool = False
    """Only rows that would change a verified field."""
    draft: tuple[str, ...] = ()
    """Only rows in whose draft one of these texts stands."""


# -- staging ------------------------------------------------------------------------------------------------------


def begin(uow: UnitOfWork, import_id: str, file: str, digest: str, started_at: str) -> None:
    """Note that a file is being read."""
    uow.execute(
        "INSERT INTO intake_file (import_id, state, file, digest, basis, started_at) VALUES (?, 'staging', ?, ?, 0, ?)",
        (import_id, file, digest, started_at),
    )


def stage(uow: UnitOfWork, import_id: str, rows: Iterable[StagedRow]) -> None:
    """Keep judged rows, or replace them by what they are judged now."""
    for row in rows:
        uow.execute(
            "INSERT OR REPLACE INTO intake_row "
            "(import_id, seq, sheet, row, outcome, codes, phone, worker_id, draft, result) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                import_id,
                row.seq,
                row.sheet,
                row.row,
                row.outcome,
                f" {' '.join(row.codes)} ",
                row.phone,
                row.worker_id,
                row.draft,
                row.result,
            ),
        )


def note_workers(uow: UnitOfWork, import_id: str, workers: Iterable[tuple[int, str]]) -> None:
    """Note on staged rows (sequence numbers) whom they made or concerned."""
    uow.db.conn.executemany(
        "UPDATE intake_row SET worker_id = ? WHERE import_id = ? AND seq = ?",
        [(worker, import_id, seq) for seq, worker in workers],
    )


def set_state(uow: UnitOfWork, import_id: str, state: str, *, basis: int | None = None, sheets: str = "") -> None:
    """Move an import on: ``ready``, ``stored``, ``undone``."""
    uow.execute(
        "UPDATE intake_file SET state = ?, basis = coalesce(?, basis), sheets = CASE ? WHEN '' THEN sheets ELSE ? END "
        "WHERE import_id = ?",
        (state, basis, sheets, sheets, import_id),
    )


def discard(uow: UnitOfWork, import_id: str) -> None:
    """Forget an import that was not stored."""
    uow.execute("DELETE FROM intake_terms WHERE import_id = ?", (import_id,))
    uow.execute("DELETE FROM intake_row WHERE import_id = ?", (import_id,))
    uow.execute("DELETE FROM intake_file WHERE import_id = ?", (import_id,))


def unfinished(reader: Rows) -> list[dict[str, Any]]:
    """Imports that were read and neither stored nor given up: import_id, file, state, started_at."""
    return reader.rows(
        "SELECT import_id, file, state, started_at FROM intake_file WHERE state IN ('staging', 'ready') "
        "ORDER BY started_at"
    )


def file_of(reader: Rows, import_id: str) -> dict[str, Any] | None:
    """The local note on an import, or None."""
    found = reader.rows("SELECT * FROM intake_file WHERE import_id = ?", (import_id,))
    return found[0] if found else None


# -- rows ---------------------------------------------------------------------------------------------------------


def _where(import_id: str, query: RowQuery) -> tuple[str, list[Any]]:
    where, params = ["import_id = ?"], [import_id]
    for column, value in (("outcome", query.outcome), ("sheet", query.sheet)):
        if value:
            where.append(f"{column} = ?")
            params.append(value)
    if query.code:
        where.append("codes LIKE ?")
        params.append(f"% {query.code} %")
    if query.asks:
        where.append("result LIKE '%\"asks\": {%'")
    if query.draft:
        where.append("(" + " OR ".join("draft LIKE ?" for _ in query.draft) + ")")
        params += [f"%{text}%" for text in query.draft]
    return " AND ".join(where), params


def rows_of(
    reader: Rows,
    import_id: str,
    query: RowQuery = RowQuery(),
    *,
    after: int = 0,
    limit: int = CHUNK,
) -> list[StagedRow]:
    """At most ``limit`` rows behind the row with sequence number ``after``, in the file's order."""
    where, params = _where(import_id, query)
    found = reader.rows(
        "SELECT seq, sheet, row, outcome, codes, phone, worker_id, draft, result FROM intake_row "
        f"WHERE {where} AND seq > ? ORDER BY seq LIMIT ?",
        (*params, after, limit),
    )
    return [StagedRow(**{**row, "codes": tuple(row["codes"].split())}) for row in found]


def row_at(reader: Rows, import_id: str, sheet: str, number: int) -> int | None:
    """The sequence number of a sheet's row, by the sheet's own number; None if it is none of the import."""
    found = reader.rows(
        "SELECT seq FROM intake_row WHERE import_id = ? AND sheet = ? AND row = ?", (import_id, sheet, number)
    )
    return int(found[0]["seq"]) if found else None


def one_row(reader: Rows, import_id: str, seq: int) -> StagedRow | None:
    """The row with this sequence number, or None."""
    found = rows_of(reader, import_id, after=seq - 1, limit=1)
    return found[0] if found and found[0].seq == seq else None


def count_asking(reader: Rows, import_id: str) -> int:
    """How many rows would change a verified field."""
    where, params = _where(import_id, RowQuery(asks=True))
    return int(reader.rows(f"SELECT count(*) AS n FROM intake_row WHERE {where}", params)[0]["n"])


def all_rows(reader: Rows, import_id: str, query: RowQuery = RowQuery()) -> Iterator[list[StagedRow]]:
    """All rows in the file's order, in batches."""
    after = 0
    while batch := rows_of(reader, import_id, query, after=after):
        yield batch
        after = batch[-1].seq


def sequence(reader: Rows, import_id: str, query: RowQuery) -> list[int]:
    """The sequence numbers of a query's rows, for a list that reads its rows lazily."""
    where, params = _where(import_id, query)
    return [row["seq"] for row in reader.rows(f"SELECT seq FROM intake_row WHERE {where} ORDER BY seq", params)]


def outcome_counts(reader: Rows, import_id: str) -> dict[str, int]:
    """Outcome -> how many rows."""
    rows = reader.rows(
        "SELECT outcome, count(*) AS number FROM intake_row WHERE import_id = ? GROUP BY outcome", (import_id,)
    )
    return {row["outcome"]: row["number"] for row in rows}


def rows_with_phones(reader: Rows, import_id: str, phones: Sequence[str]) -> Iterator[StagedRow]:
    """The rows that have one of these phone numbers."""
    for chunk in chunks(phones):
        marks = ", ".join("?" * len(chunk))
        found = reader.rows(
            "SELECT seq, sheet, row, outcome, codes, phone, worker_id, draft, result FROM intake_row "
            f"WHERE import_id = ? AND phone IN ({marks}) ORDER BY seq",
            (import_id, *chunk),
        )
        for row in found:
            yield StagedRow(**{**row, "codes": tuple(row["codes"].split())})


def same_file(reader: Rows, digest: str) -> list[dict[str, Any]]:
    """Earlier imports of the very same file that still stand, newest first."""
    return reader.rows("SELECT * FROM import WHERE digest = ? AND undone_on IS NULL ORDER BY id DESC", (digest,))


def listing(reader: Rows) -> list[dict[str, Any]]:
    """All imports, newest first."""
    return reader.rows("SELECT * FROM import ORDER BY id DESC")


def new_workers(reader: Rows, import_id: str) -> list[dict[str, Any]]:
    """The people an import brought who are still there: id, pk, full_name."""
    return reader.rows(
        "SELECT id, pk, full_name FROM worker WHERE import_id = ? AND void IS NOT 1 ORDER BY id", (import_id,)
    )


_RESTING = {
    "claim": "x.cancelled IS NOT 1",
    "batch_row": "x.removed IS NOT 1 AND EXISTS (SELECT 1 FROM batch b WHERE b.id = x.batch_id "
    "AND b.cancelled IS NOT 1)",
    "decree_row": "x.removed IS NOT 1 AND EXISTS (SELECT 1 FROM decree d WHERE d.id = x.decree_id "
    "AND d.cancelled IS NOT 1)",
    "enrolment": "x.withdrawn IS NOT 1",
    "handover": "x.withdrawn IS NOT 1",
    "bridge": "x.withdrawn IS NOT 1",
}
"""Kinds of record that are on a person and show that something was decided or paid -> which of them still stand."""


def resting_on(reader: Rows, import_id: str) -> list[str]:
    """Names of people of an import on whom something rests that was decided or paid since it was stored.

    A slot in force (billed and paid months are such), a place in a Tahap or SK, an answer of BPJS, a card given, a
    bridge, a claim; for those it brought also the decision that they are somebody else. For those it only changed,
    what was decided before does not rest on it.
    """
    on_person = [
        f"EXISTS (SELECT 1 FROM {kind} x WHERE x.worker_id IN (c.id, c.person_id) AND x.created_rev > c.since "
        f"AND {stands})"
        for kind, stands in _RESTING.items()
    ]
    rows = reader.rows(
        "WITH stored AS (SELECT id, created_rev FROM import WHERE id = :id), concerned AS ("
        "SELECT w.id, w.person_id, w.merged_into, w.full_name, '' AS since FROM worker w "
        "WHERE w.import_id = :id AND w.void IS NOT 1 UNION ALL "
        "SELECT w.id, w.person_id, NULL, w.full_name, i.created_rev FROM intake_row r "
        "JOIN worker w ON w.id = r.worker_id JOIN stored i ON i.id = r.import_id "
        "WHERE r.import_id = :id AND r.outcome = 'updated' AND w.void IS NOT 1) "
        "SELECT DISTINCT c.full_name AS name FROM concerned c JOIN worker p ON p.id = c.person_id WHERE "
        "EXISTS (SELECT 1 FROM seat_month m JOIN slot s ON s.pk = m.slot "
        "WHERE m.person = p.pk AND m.in_force = 1 AND s.created_rev > c.since) OR "
        f"{' OR '.join(on_person)} OR c.merged_into IS NOT NULL "
        "OR (c.since = '' AND EXISTS (SELECT 1 FROM worker o WHERE o.merged_into = c.id)) ORDER BY c.full_name",
        {"id": import_id},
    )
    return [row["name"] or "" for row in rows]
