"""Who is the same person: which workers are read through one survivor.

A function of the records alone, so that every node finds the same survivors whatever the order of arrival:
records with one NIK, an alike name and no different birth date are joined; the lowest id survives. A recorded
decision (``merged_into``, or ``same`` in ``same_person``) joins as well, and one that they are ``different`` keeps
two records apart. One NIK with a different person waits for a human as a case.
"""

import json
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain import names

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

_COLUMNS = "id, nik, full_name, birth_date, merged_into, void, person_id"


def join(uow: "UnitOfWork", workers: set[str]) -> set[str]:
    """Compute ``person_id`` of these workers and all linked to them; returns the ids whose survivor changed."""
    changed: set[str] = set()
    done: set[str] = set()
    for worker in sorted(workers):
        if worker in done:
            continue
        group = _linked(uow, worker)
        done |= set(group)
        changed |= _settle(uow, group)
    return changed


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


def _settle(uow: "UnitOfWork", group: dict[str, dict[str, Any]]) -> set[str]:
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
    changed = {worker for worker in group if group[worker]["person_id"] != find(worker)}
    for worker in changed:
        uow.execute("UPDATE worker SET person_id = ? WHERE id = ?", (find(worker), worker))
    if len(group) > 1:
        for worker in group:
            uow.execute("DELETE FROM open_case WHERE kind = 'same_nik' AND ? IN (subject, other)", (worker,))
        for one, other in apart:
            if find(one) != find(other):
                detail = json.dumps({"nik": group[one]["nik"]})
                uow.execute(
                    "INSERT INTO open_case (kind, subject, other, detail) VALUES ('same_nik', ?, ?, ?)",
                    (one, other, detail),
                )
    return changed


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
