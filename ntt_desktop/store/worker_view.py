"""What the lists show of a worker: state, open findings, sort key, search words."""

import json
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain import names
from ntt_desktop.domain.findings import SEVERITY, Severity
from ntt_desktop.domain.worker import State
from ntt_desktop.store import pairs, seats

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork


def refresh(uow: "UnitOfWork", workers: set[str]) -> None:
    """Recompute the derived columns and the search words of these workers."""
    for worker in sorted(workers):
        row = uow.get("worker", worker)
        if row is None:
            continue  # a part of a person whose own record has not arrived yet
        findings = uow.rows("SELECT id, code, params, cleared, created_rev FROM finding WHERE worker_id = ?", (worker,))
        seen = uow.rows("SELECT * FROM verification WHERE worker_id = ? AND withdrawn IS NULL", (worker,))
        evidence = _settle(uow, worker, findings, seen)
        state = _state(uow, row, evidence, seen)
        uow.execute(
            "UPDATE worker SET name_sort = ?, state = ?, open_evidence = ?, incomplete = ? WHERE pk = ?",
            (names.sort_key(row["full_name"] or ""), state, evidence, int(not row["nik"]), row["pk"]),
        )
        _search_words(uow, row, hidden=state == State.VOID or row["person_id"] != row["id"])


def _settle(uow: "UnitOfWork", worker: str, findings: list[dict[str, Any]], seen: list[dict[str, Any]]) -> int:
    """Note what settles which finding: a verification, or a decision on two people.

    Returns how many evidence findings stay open.
    """
    still_open = 0
    for finding in findings:
        severity = SEVERITY.get(finding["code"], Severity.NOTE)
        settled = next(
            (
                verification["id"]
                for verification in seen
                if finding["code"] in json.loads(verification["settles"] or "[]")
                and verification["created_rev"] > finding["created_rev"]
            ),
            None,
        )
        if settled is None and finding["code"] == "possible_duplicate":
            settled = pairs.settling(uow, worker, finding)
        uow.execute(
            "UPDATE finding SET severity = ?, settled_by = ? WHERE id = ?", (str(severity), settled, finding["id"])
        )
        if severity is Severity.EVIDENCE and settled is None and not finding["cleared"]:
            still_open += 1
    return still_open


def _state(uow: "UnitOfWork", row: dict[str, Any], evidence: int, seen: list[dict[str, Any]]) -> str:
    if row["void"]:
        return State.VOID
    if row["ended_on"]:
        return State.ENDED
    if seats.slot_state(uow.execute, [row["id"]]):
        return State.PROPOSED
    looked_at = {item for verification in seen for item in json.loads(verification["seen"] or "[]")}
    if not evidence and looked_at & {"ktp", "kk"} and {"work", "domicile"} <= looked_at:
        return State.VERIFIED
    return State.REGISTERED


def _search_words(uow: "UnitOfWork", row: dict[str, Any], *, hidden: bool) -> None:
    uow.execute("DELETE FROM worker_search WHERE rowid = ?", (row["pk"],))
    if hidden:
        return
    nik, phone = row["nik"] or "", row["phone"] or ""
    words = " ".join(filter(None, (names.normal(row["full_name"] or ""), names.normal(row["mother_name"] or ""))))
    numbers = " ".join(filter(None, (nik, f"z{nik[::-1]}" if nik else "", phone)))
    uow.execute("INSERT INTO worker_search (rowid, names, numbers) VALUES (?, ?, ?)", (row["pk"], words, numbers))
