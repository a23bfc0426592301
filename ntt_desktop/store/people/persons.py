"""Who is the same person: which workers are read through one survivor.

A function of the records alone, so that every node finds the same survivors whatever the order of arrival:
records with one NIK, an alike name and no different birth date are joined; the lowest id survives. A recorded
decision (``merged_into``, or ``same`` in ``same_person``) joins as well, and one that they are ``different`` keeps
two records apart. One NIK with a different person waits for a human as a case.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain import names

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

_CHUNK = 400
_COLUMNS = "id, nik, full_name, birth_date, merged_into, void, person_id"


@dataclass(slots=True)
class Joined:
    """Who was read through whom, before and after."""

    changed: set[str] = field(default_factory=set)
    """Records whose survivor is another one now."""
    survivors: set[str] = field(default_factory=set)
    """Survivors, then or now, of everybody who was looked at and is not alone."""
    alone: set[str] = field(default_factory=set)
    """Records that were and are their own survivors, and nobody else's."""


def join(uow: "UnitOfWork", workers: set[str]) -> Joined:
    """Compute ``person_id`` of these workers and of all linked to them."""
    joined = Joined()
    joined.alone = _alone(uow, workers, joined.changed)
    done = set(joined.alone)
    for worker in sorted(workers - done):
        if worker in done:
            continue
        group = _linked(uow, worker)
        done |= set(group)
        joined.survivors |= {row["person_id"] for row in group.values() if row["person_id"]}
        survivors = _settle(uow, group)
        joined.survivors |= set(survivors.values())
        joined.changed |= {record for record, row in group.items() if row["person_id"] != survivors[record]}
    return joined


def _alone(uow: "UnitOfWork", workers: set[str], changed: set[str]) -> set[str]:
    """Those who share neither NIK nor decision with anybody: each is their own survivor.

    Nearly everybody of a list of thousands is; they are settled by hundreds.
    """
    alone: set[str] = set()
    wanted = sorted(workers)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        rows = uow.execute(
            "SELECT w.id, w.person_id FROM worker w WHERE w.merged_into IS NULL AND w.person_id IN ('', w.id) "
            f"AND w.id IN ({', '.join('?' * len(chunk))}) "
            "AND NOT EXISTS (SELECT 1 FROM worker o WHERE w.nik <> '' AND o.nik = w.nik AND o.id <> w.id) "
            "AND NOT EXISTS (SELECT 1 FROM worker o WHERE o.merged_into = w.id) "
            "AND NOT EXISTS (SELECT 1 FROM worker o WHERE o.person_id = w.id AND o.id <> w.id) "
            "AND NOT EXISTS (SELECT 1 FROM same_person d WHERE d.worker_id = w.id) "
            "AND NOT EXISTS (SELECT 1 FROM same_person d WHERE d.other_id = w.id)",
            chunk,
        ).fetchall()
        new = [worker for worker, person in rows if not person]
        old = [worker for worker, person in rows if person]
        if new:
            uow.execute(f"UPDATE worker SET person_id = id WHERE id IN ({', '.join('?' * len(new))})", new)
        _close_cases(
            uow, [worker for worker in old if worker not in uow.unlisted]
        )  # who once had another's NIK and has not any more
        changed |= set(new)
        alone |= {*new, *old}
    return alone


def _close_cases(uow: "UnitOfWork", records: Sequence[str]) -> None:
    if records:
        marks = ", ".join("?" * len(records))
        uow.execute(f"DELETE FROM open_case WHERE kind = 'same_nik' AND subject IN ({marks})", records)
        uow.execute(f"DELETE FROM open_case WHERE kind = 'same_nik' AND other IN ({marks})", records)


def _linked(uow: "UnitOfWork", start: str) -> dict[str, dict[str, Any]]:
    """The worker and all that share a NIK, a decision or a present survivor with it, directly or through others."""
    found: dict[str, dict[str, Any]] = {}
    waiting = [start]
    niks: set[str] = set()
    while waiting:
        worker = waiting.pop()
        if worker in found:
            continue
        rows = uow.rows(f"SELECT {_COLUMNS} FROM worker WHERE id = ?", (worker,))
        if not rows:
            continue
        row = found[worker] = rows[0]
        if row["nik"] and row["nik"] not in niks:
            niks.add(row["nik"])
            waiting += [other["id"] for other in uow.rows("SELECT id FROM worker WHERE nik = ?", (row["nik"],))]
        if row["merged_into"]:
            waiting.append(row["merged_into"])
        if row["person_id"] and row["person_id"] != worker:
            waiting.append(row["person_id"])
        linked = uow.rows(
            "SELECT id FROM worker WHERE merged_into = ?1 UNION SELECT id FROM worker WHERE person_id = ?1 "
            "UNION SELECT other_id FROM same_person WHERE worker_id = ?1 "
            "UNION SELECT worker_id FROM same_person WHERE other_id = ?1",
            (worker,),
        )
        waiting += [other["id"] for other in linked]
    return found


def _settle(uow: "UnitOfWork", group: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Write who of a group is read through whom, and the cases between them; record -> survivor."""
    root = {worker: worker for worker in group}

    def find(worker: str) -> str:
        while root[worker] != worker:
            worker = root[worker]
        return worker

    def unite(one: str, other: str) -> None:
        low, high = sorted((find(one), find(other)))
        root[high] = low

    live = sorted(worker for worker, row in group.items() if not row["void"])
    apart: list[tuple[str, str]] = []
    decided = _decisions(uow, group) if len(group) > 1 else {}
    for (one, other), said in decided.items():
        if said == "same" and one in live and other in live:
            unite(one, other)
    for position, one in enumerate(live):
        into = group[one]["merged_into"]
        if into in live and decided.get((min(one, into), max(one, into))) != "different":
            unite(one, into)
        for other in live[position + 1 :]:
            if group[one]["nik"] and group[one]["nik"] == group[other]["nik"]:
                if same_person(group[one], group[other]) and decided.get((one, other)) != "different":
                    unite(one, other)
                else:
                    apart.append((one, other))
    survivors = {worker: find(worker) for worker in group}
    for worker, survivor in survivors.items():
        if group[worker]["person_id"] != survivor:
            uow.execute("UPDATE worker SET person_id = ? WHERE id = ?", (survivor, worker))
    _close_cases(uow, sorted(group))
    for one, other in apart:
        if survivors[one] != survivors[other]:
            detail = json.dumps({"nik": group[one]["nik"]})
            uow.execute(
                "INSERT INTO open_case (kind, subject, other, detail) VALUES ('same_nik', ?, ?, ?)",
                (one, other, detail),
            )
    return survivors


def members(uow: "UnitOfWork", workers: set[str], survivors: set[str]) -> set[str]:
    """Everybody read through the survivor of one of ``workers``, or through one of ``survivors``; ``workers`` too."""
    found = set(workers)
    for start, sql in (
        (workers, "SELECT o.id FROM worker w JOIN worker o ON o.person_id = w.person_id WHERE w.id IN ({})"),
        (survivors, "SELECT id FROM worker WHERE person_id IN ({})"),
    ):
        ordered = sorted(start)
        for position in range(0, len(ordered), _CHUNK):
            chunk = ordered[position : position + _CHUNK]
            found |= {row[0] for row in uow.execute(sql.format(", ".join("?" * len(chunk))), chunk).fetchall()}
    return found


def _decisions(uow: "UnitOfWork", group: dict[str, dict[str, Any]]) -> dict[tuple[str, str], str]:
    """What was decided of pairs of these records, lower id first."""
    found: dict[tuple[str, str], str] = {}
    for worker in group:
        for row in uow.rows("SELECT other_id, decision FROM same_person WHERE worker_id = ?", (worker,)):
            if row["other_id"] in group:
                found[worker, row["other_id"]] = row["decision"]
    return found


def same_person(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two records with one NIK are joined without asking: names alike and no different birth date."""
    if one["birth_date"] and other["birth_date"] and one["birth_date"] != other["birth_date"]:
        return False
    return not names.clearly_different(one["full_name"] or "", other["full_name"] or "")
