"""What this machine has to be told about its data and that of its partners. Local; see the table ``notice``.

A notice is a code with parameters; ``node`` says whom it is about, "" for this store itself.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

RESTORED = "restored_here"
"""This store is an older state of itself, and the parent has not sent back yet what it lost."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice."""

    code: str
    node: str
    params: Mapping[str, Any]


def note(uow: UnitOfWork, code: str, node: str = "", **params: Any) -> None:
    """Note something; said again, it keeps the day on which it was noted first."""
    uow.execute(
        "INSERT INTO notice (code, node, params, noted_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (code, node) DO UPDATE SET params = excluded.params",
        (code, node, json.dumps(params, ensure_ascii=False), uow.now.isoformat(timespec="seconds")),
    )


def clear(uow: UnitOfWork, codes: Iterable[str], node: str = "") -> None:
    """What was noted holds no longer."""
    for code in codes:
        uow.execute("DELETE FROM notice WHERE code = ? AND node = ?", (code, node))


def of(source: Rows, node: str = "") -> list[Notice]:
    """The notices about a node, by code."""
    rows = source.rows("SELECT code, node, params FROM notice WHERE node = ? ORDER BY code", (node,))
    return [Notice(row["code"], row["node"], json.loads(row["params"])) for row in rows]


def nodes_below(source: Rows) -> int:
    """How many of the nodes in use that send to us there is a notice about."""
    rows = source.rows(
        "SELECT count(DISTINCT n.node) AS nodes FROM notice n JOIN peer p ON p.node = n.node AND p.relation = 'child' "
        "LEFT JOIN node k ON k.id = n.node WHERE k.retired_on IS NULL"
    )
    return int(rows[0]["nodes"])
