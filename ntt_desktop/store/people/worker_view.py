"""What the lists show of a worker: state, open findings, sort key, search words.

A list brings fifty thousand people at a time: what they need is asked for hundreds of them together.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain import names
from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.findings import SEVERITY, Severity
from ntt_desktop.domain.worker import State
from ntt_desktop.store.people import pairs, standing
from ntt_desktop.store.rows import chunks

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

Row = dict[str, Any]
OWN = ("person_id", "name_sort", "incomplete")
"""The derived columns that a new record's own values tell, unless others say more (`own_columns`)."""
_COLUMNS = (
    "w.pk, w.id, w.nik, w.full_name, w.mother_name, w.phone, w.void, w.person_id, p.pk AS person, "
    "w.name_sort, w.state, w.open_evidence, w.incomplete"
)
_BARE = (
    "SELECT w.pk, w.id, w.full_name, w.mother_name, w.nik, w.phone FROM worker w WHERE w.id IN ({}) "
    "AND w.person_id = w.id AND w.void IS NOT 1 AND w.ended_on IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM worker o WHERE o.person_id = w.id AND o.id <> w.id) "
    + " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM {kind} k WHERE k.worker_id = w.id)"
        for kind in ("finding", "verification", "enrolment", "slot")
    )
)
_ADD_WORDS = "INSERT INTO worker_search (rowid, names, numbers) VALUES (?, ?, ?)"


def own_columns(uow: "UnitOfWork", record: str, values: Mapping[str, Value]) -> tuple[str, str, int]:
    """`OWN` of a record: most people of a list are joined with nobody, and need not be written a second time."""
    alone = "" if values.get("merged_into") else record
    return alone, _normal(uow, str(values.get("full_name") or "")), int(not values.get("nik"))


def refresh(uow: "UnitOfWork", workers: set[str]) -> None:
    """Recompute the derived columns and the search words of these workers.

    One without a record of its own is a part of a person whose record has not arrived yet.
    """
    connection = uow.db.conn
    workers = workers - _settle_bare(uow, workers & uow.unlisted)
    states = standing.States(uow, standing.month_of(uow))
    for chunk in chunks(workers):
        rows = _rows(uow, chunk)
        wanted, settled = _compute(uow, rows, states)
        connection.executemany("UPDATE finding SET severity = ?, settled_by = ? WHERE id = ?", settled)
        connection.executemany(
            "UPDATE worker SET name_sort = ?, state = ?, open_evidence = ?, incomplete = ? WHERE pk = ?",
            [(*wanted[row["id"]], row["pk"]) for row in rows if wanted[row["id"]] != _present(row)],
        )
        _search_words(uow, rows, wanted)


def _settle_bare(uow: "UnitOfWork", workers: set[str]) -> set[str]:
    """Those of these new workers of whom nothing is known but their own record: their columns hold already.

    Nearly everybody of a package is; only their search words are stored.
    """
    bare: set[str] = set()
    for chunk in chunks(workers):
        rows = uow.execute(_BARE.format(", ".join("?" * len(chunk))), chunk).fetchall()
        uow.db.conn.executemany(_ADD_WORDS, [(pk, *_words(uow, *texts)) for pk, _, *texts in rows])
        bare |= {row[1] for row in rows}
    uow.unlisted -= bare
    return bare


def _normal(uow: "UnitOfWork", name: str) -> str:
    """What lists sort a name by, and what it is found by."""
    found = uow.normal_names.get(name)
    return names.normal(name) if found is None else found


def _words(
    uow: "UnitOfWork", full_name: str | None, mother: str | None, nik: str | None, phone: str | None
) -> tuple[str, str]:
    """The words and the numbers by which a worker is found."""
    name = _normal(uow, full_name or "")
    words = f"{name} {_normal(uow, mother)}".strip() if mother else name
    return words, " ".join(filter(None, (nik, f"z{nik[::-1]}" if nik else "", phone)))


def _rows(uow: "UnitOfWork", chunk: Sequence[str]) -> list[Row]:
    marks = ", ".join("?" * len(chunk))
    return uow.rows(
        f"SELECT {_COLUMNS} FROM worker w LEFT JOIN worker p ON p.id = w.person_id WHERE w.id IN ({marks})", chunk
    )


def _present(row: Row) -> tuple[str, str, int, int]:
    return row["name_sort"], row["state"], row["open_evidence"], row["incomplete"]


def _compute(
    uow: "UnitOfWork", rows: Sequence[Row], states: standing.States
) -> tuple[dict[str, tuple[str, str, int, int]], list[tuple[str, str | None, str]]]:
    """Id -> (name_sort, state, open_evidence, incomplete), and (severity, settled_by, id) of findings that differ."""
    ids = [row["id"] for row in rows]
    evidence, settled = _evidence(uow, ids)
    seen = standing.seen_of(uow, ids)
    verified = {worker: standing.is_verified(evidence.get(worker, 0), seen.get(worker, ())) for worker in ids}
    found = states.of(rows, verified)
    wanted = {
        row["id"]: (
            _normal(uow, row["full_name"] or ""),
            found[row["id"]],
            evidence.get(row["id"], 0),
            int(not row["nik"]),
        )
        for row in rows
    }
    return wanted, settled


def _evidence(uow: "UnitOfWork", workers: Sequence[str]) -> tuple[dict[str, int], list[tuple[str, str | None, str]]]:
    """How many evidence findings of each stay open, and what to note on findings.

    A finding is settled by a verification that came after it, or by a decision on two people.
    """
    still_open: dict[str, int] = {}
    settled: list[tuple[str, str | None, str]] = []
    marks = ", ".join("?" * len(workers))
    findings = uow.rows(
        "SELECT worker_id, id, code, params, cleared, created_rev, severity, settled_by FROM finding "
        f"WHERE worker_id IN ({marks})",
        workers,
    )
    settling: dict[tuple[str, str], list[tuple[str, str]]] = {}
    if findings:
        for row in uow.rows(
            f"SELECT worker_id, id, settles, created_rev FROM verification WHERE worker_id IN ({marks}) "
            "AND withdrawn IS NULL ORDER BY created_rev, id",
            workers,
        ):
            for code in json.loads(row["settles"] or "[]"):
                settling.setdefault((row["worker_id"], code), []).append((row["created_rev"], row["id"]))
    for finding in findings:
        worker, code = finding["worker_id"], finding["code"]
        severity = SEVERITY.get(code, Severity.NOTE)
        later = (made for at, made in settling.get((worker, code), ()) if at > finding["created_rev"])
        by: str | None = next(later, None)
        if by is None and code == "possible_duplicate":
            by = pairs.settling(uow, worker, finding)
        if (finding["severity"], finding["settled_by"]) != (str(severity), by):
            settled.append((str(severity), by, finding["id"]))
        if severity is Severity.EVIDENCE and by is None and not finding["cleared"]:
            still_open[worker] = still_open.get(worker, 0) + 1
    return still_open, settled


def _search_words(uow: "UnitOfWork", rows: Sequence[Row], wanted: Mapping[str, tuple[str, str, int, int]]) -> None:
    # A row without a sort key so far is new as well, and has no words yet.
    known = [
        (row["pk"],) for row in rows if row["id"] not in uow.unlisted and (row["name_sort"] or not wanted[row["id"]][0])
    ]
    uow.unlisted.difference_update(wanted)
    uow.db.conn.executemany("DELETE FROM worker_search WHERE rowid = ?", known)
    made = [
        (row["pk"], *_words(uow, row["full_name"], row["mother_name"], row["nik"], row["phone"]))
        for row in rows
        if wanted[row["id"]][1] != State.VOID and row["person_id"] == row["id"]  # others are hidden
    ]
    uow.db.conn.executemany(_ADD_WORDS, made)
