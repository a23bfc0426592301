"""Findings as they stand on a person: stored, renewed when a field changes, settled by verifications."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain import checks
from ntt_desktop.domain.findings import Finding, Severity
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.unit_of_work import UnitOfWork

ASKED = "correction_asked"
"""The finding by which a supervisor asks for a correction; it is about its own field, whatever that is."""


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding that stands on a person; settled ones stay in view."""

    id: str
    code: str
    severity: Severity
    field: str
    value: str
    params: dict[str, str]
    settled_by: str
    """The verification that settled it; empty while open."""

    @property
    def settled(self) -> bool:
        """Whether a verification settled it."""
        return bool(self.settled_by)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "StoredFinding":
        """From a row of the finding table."""
        finding = Finding(row["code"], row["field"] or "", row["value"] or "", queries.params_of(row))
        severity = Severity(row["severity"]) if row["severity"] else finding.severity
        return cls(
            row["id"], row["code"], severity, finding.field, finding.value, finding.params, row["settled_by"] or ""
        )


def put_finding(uow: UnitOfWork, worker: str, finding: Finding, import_id: str = "") -> str:
    """Store a finding of a person; returns its id."""
    record = uow.new_id()
    values = {
        "worker_id": worker,
        "code": finding.code,
        "field": finding.field,
        "value": finding.value,
        "params": json.dumps(finding.params, ensure_ascii=False, sort_keys=True),
        "import_id": import_id or None,
    }
    uow.put("finding", record, {name: value for name, value in values.items() if value is not None})
    return record


def standing(uow: UnitOfWork, worker: str) -> list[dict[str, Any]]:
    """The findings that stand on a person, settled or not, as rows."""
    return queries.parts(uow, "finding", [worker], "k.cleared IS NOT 1")[worker]


def renew(uow: UnitOfWork, worker: str, changed: set[str], findings: Sequence[Finding]) -> None:
    """Clear what was said of changed fields and is no longer true; store what is newly true of them."""
    true_now = {(finding.code, finding.value): finding for finding in findings}
    before = {(row["code"], row["value"] or ""): row for row in standing(uow, worker)}
    for key, row in before.items():
        about = {row["field"]} if row["code"] == ASKED else checks.DEPENDS_ON.get(row["code"], frozenset())
        if about & changed and key not in true_now:
            uow.put("finding", row["id"], {"cleared": 1})
    for key, finding in true_now.items():
        if checks.DEPENDS_ON[finding.code] & changed and key not in before:
            put_finding(uow, worker, finding)
