"""Likely duplicates as open cases, and what was decided of two records.

A case ``likely_duplicate`` stands between two survivors as long as their records are alike
(`ntt_desktop.store.people.matches`), they are not joined, and nobody said that they are different. It is computed anew
whenever one of the two is touched: a function of the records, whatever the order of arrival. It bars nothing.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ntt_desktop.store.people import matches, persons

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

LIKELY = "likely_duplicate"
"""The kind of the open cases: subject and other are survivors, detail says points and decision of the matcher."""

DUE = "pairs_due"
"""The setting that says behind which record (``pk``) some wait for `settle_due`; null for none."""

SAME, DIFFERENT, LATER = "same", "different", "later"

_NAMESPACE = uuid.UUID("5e0f4c1e-8a52-5d0c-9c3e-6d2f3f0b7a11")
_CHUNK = 500


def record_id(one: str, other: str) -> str:
    """The id of the decision on two records: the same in every store, whoever is named first."""
    return str(uuid.uuid5(_NAMESPACE, " ".join(sorted((one, other)))))


def decided_workers(uow: "UnitOfWork", records: Iterable[str]) -> set[str]:
    """The records on which these decisions are."""
    found: set[str] = set()
    for chunk in _chunks(records):
        marks = ", ".join("?" * len(chunk))
        for one, other in uow.execute(f"SELECT worker_id, other_id FROM same_person WHERE id IN ({marks})", chunk):
            found |= {one, other} - {None}
    return found


def settle(uow: "UnitOfWork", touched: set[str], concerned: set[str]) -> None:
    """Bring the keys of the ``touched`` records up to date, and the cases of these and the ``concerned`` ones.

    ``concerned`` holds everybody who shares a survivor with one of them.
    """
    keys = matches.refresh(uow, touched)
    members = touched | concerned
    if not members:
        return
    for chunk in _chunks(members - uow.unlisted):
        marks = ", ".join("?" * len(chunk))
        uow.execute(f"DELETE FROM open_case WHERE kind = ? AND subject IN ({marks})", (LIKELY, *chunk))
        uow.execute(f"DELETE FROM open_case WHERE kind = ? AND other IN ({marks})", (LIKELY, *chunk))
    best: dict[tuple[str, str], matches.Found] = {}
    for found in matches.among(uow, members, keys):
        pair = (min(found.person, found.other_person), max(found.person, found.other_person))
        if pair not in best or _rank(found) > _rank(best[pair]):
            best[pair] = found
    any_decision = bool(uow.rows("SELECT 1 FROM same_person LIMIT 1"))
    for pair, found in sorted(best.items()):
        said = _decisions(uow, pair) if any_decision else set()
        if DIFFERENT in said:
            continue
        detail = {"points": found.match.points, "decision": str(found.match.decision), "later": LATER in said}
        uow.execute(
            "INSERT OR REPLACE INTO open_case (kind, subject, other, detail) VALUES (?, ?, ?, ?)",
            (LIKELY, *pair, json.dumps(detail)),
        )


def put_off(uow: "UnitOfWork", workers: set[str]) -> None:
    """Leave the cases of these records to `settle_due`: among a million people a long list takes seconds."""
    least = matches.mark(uow, workers)
    if least is not None:
        due = _due(uow)
        uow.set_setting(DUE, least - 1 if due is None else min(due, least - 1))


def settle_due(uow: "UnitOfWork", most: int) -> int:
    """Do for at most ``most`` records what was put off; how many there were, fewer than ``most`` when none is left."""
    due = _due(uow)
    if due is None:
        return 0
    found = matches.waiting(uow, due, most)
    waited = {worker for _, worker in found}
    settle(uow, waited, persons.members(uow, waited, set()))
    uow.set_setting(DUE, found[-1][0] if len(found) == most else None)
    return len(found)


def _due(uow: "UnitOfWork") -> int | None:
    found = uow.rows("SELECT value ->> '$' AS pk FROM setting WHERE key = ?", (DUE,))
    return int(found[0]["pk"]) if found and found[0]["pk"] is not None else None


def _rank(found: matches.Found) -> tuple[bool, int]:
    return found.match.decision == SAME, found.match.points


def _decisions(uow: "UnitOfWork", pair: tuple[str, str]) -> set[str]:
    """What was decided between the records of two survivors."""
    rows = uow.rows(
        "SELECT s.decision FROM worker a JOIN same_person s ON s.worker_id = a.id JOIN worker b ON b.id = s.other_id "
        "WHERE (a.person_id = :one AND b.person_id = :other) OR (a.person_id = :other AND b.person_id = :one)",
        {"one": pair[0], "other": pair[1]},
    )
    return {row["decision"] for row in rows}


def settling(uow: "UnitOfWork", worker: str, finding: Mapping[str, Any]) -> str | None:
    """The decision that settles a finding ``possible_duplicate`` of a worker; None while there is none.

    The finding names the other by id, or by NIK where the other stood in the same list.
    """
    params = json.loads(finding["params"] or "{}")
    wanted = {str(params.get("other") or ""), str(params.get("nik") or "")} - {""}
    mine = "SELECT o.id FROM worker w JOIN worker o ON o.person_id = w.person_id WHERE w.id = ?"
    rows = uow.rows(
        "SELECT s.id, one.id AS one, one.nik AS one_nik, one.person_id AS one_person, other.id AS other, "
        "other.nik AS other_nik, other.person_id AS other_person FROM same_person s "
        "JOIN worker one ON one.id = s.worker_id JOIN worker other ON other.id = s.other_id "
        f"WHERE s.decision IN ('{SAME}', '{DIFFERENT}') AND (s.worker_id IN ({mine}) OR s.other_id IN ({mine})) "
        "ORDER BY s.id",
        (worker, worker),
    )
    for row in rows:
        named = {row["one"], row["one_nik"], row["one_person"], row["other"], row["other_nik"], row["other_person"]}
        if wanted & named:
            return str(row["id"])
    return None


def partners(uow: "UnitOfWork", workers: set[str]) -> set[str]:
    """Everybody about whom and one of these something was decided: their findings may speak of them."""
    found: set[str] = set()
    if uow.rows("SELECT 1 FROM same_person LIMIT 1"):
        for chunk in _chunks(workers):
            marks = ", ".join("?" * len(chunk))
            for mine, other in (("worker_id", "other_id"), ("other_id", "worker_id")):
                sql = f"SELECT {other} FROM same_person WHERE {mine} IN ({marks})"
                found |= {row[0] for row in uow.execute(sql, chunk).fetchall() if row[0]}
    return found


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
