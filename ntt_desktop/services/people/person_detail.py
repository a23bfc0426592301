"""Everything about one person, or about several in a few queries; and who changed what."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.services.people.person_findings import StoredFinding
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.people import workers
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """Everything about one person; rows are dicts of the store's columns."""

    worker: dict[str, Any]
    heirs: list[dict[str, Any]]
    children: list[dict[str, Any]]
    verifications: list[dict[str, Any]]
    """``seen`` and ``settles`` as lists; withdrawn ones too, with the date."""
    findings: list[StoredFinding]
    slots: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    covers: list[dict[str, Any]]
    """Earlier cover (`ntt_desktop.services.assignment.covers`), oldest month first."""


def get(ctx: Context, worker_id: str) -> PersonDetail:
    """Everything about a person, by any id that leads to them. Raises ``worker_missing``."""
    with ctx.store.read() as reader:
        row = queries.find_one(reader, worker_id)
        if row is None:
            raise UserError("worker_missing", id=worker_id)
        return details(reader, [row])[0]


def several(ctx: Context, keys: Sequence[int]) -> list[PersonDetail]:
    """Everything about the people of these list keys, in their order."""
    found: list[PersonDetail] = []
    with ctx.store.read() as reader:
        for start in range(0, len(keys), _AT_ONCE):
            found += details(reader, workers.window(reader, keys[start : start + _AT_ONCE], "*"))
    return found


def details(reader: Rows, rows: Sequence[dict[str, Any]]) -> list[PersonDetail]:
    """Everything about these people (rows of the worker table), with a few queries for all of them."""
    ids = [row["id"] for row in rows]
    heirs = queries.parts(reader, "heir", ids, "k.removed IS NOT 1")
    children = queries.parts(reader, "child", ids, "k.removed IS NOT 1")
    verifications = queries.parts(reader, "verification", ids)
    findings = queries.parts(reader, "finding", ids, "k.cleared IS NOT 1")
    slots = queries.slots(reader, ids)
    claims = queries.parts(reader, "claim", ids, "k.cancelled IS NOT 1")
    covers = queries.parts(reader, "cover", ids, "k.removed IS NOT 1")
    for rows_of_one in verifications.values():
        for row in rows_of_one:
            row["seen"], row["settles"] = json.loads(row["seen"] or "[]"), json.loads(row["settles"] or "[]")
    return [
        PersonDetail(
            row,
            heirs[row["id"]],
            children[row["id"]],
            verifications[row["id"]],
            [StoredFinding.of(finding) for finding in findings[row["id"]]],
            slots[row["id"]],
            claims[row["id"]],
            sorted(covers[row["id"]], key=lambda cover: (cover["first_month"] or "", cover["id"])),
        )
        for row in rows
    ]


def history(ctx: Context, worker_id: str) -> list[queries.HistoryEntry]:
    """Who changed what of a person, when and why; newest first. Raises ``worker_missing``."""
    with ctx.store.read() as reader:
        row = queries.find_one(reader, worker_id)
        if row is None:
            raise UserError("worker_missing", id=worker_id)
        return queries.history(reader, row["id"])


def living(uow: UnitOfWork, worker_id: str) -> dict[str, Any]:
    """The surviving record to be written to. Raises ``worker_missing`` when it is unknown or void."""
    row = queries.find_one(uow, worker_id)
    if row is None or row["void"]:
        raise UserError("worker_missing", id=worker_id)
    return row
