"""Who said what of a field in conflict: the values that stand against each other, and what an undo says again.

Taking a decision back makes a change for each value, which replaces the decision and not the others, so that every
node sees the conflict again; its reason names the change that said the value first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.revision import milliseconds_of
from ntt_desktop.store.rows import Rows

_CHUNK = 500
AGAIN = "said in "
"""Begins the reason of a change that says again what the revision named after it said."""

JOINED = (
    "JOIN change g ON g.revision = h.value ->> '$.revision' "
    f"JOIN change x ON x.revision = iif(g.reason LIKE '{AGAIN}%', substr(g.reason, {len(AGAIN) + 1}), g.revision)"
)
"""Joins a head ``h`` of a conflict with the change ``x`` that said its value first."""


@dataclass(frozen=True, slots=True)
class Said:
    """One of the values that stand against each other, and who said it where and when (UTC milliseconds)."""

    revision: str
    value: Any
    actor: str
    when: int
    here: bool
    """Said on this machine."""
    node: str
    """The name of the node whose file brought it; "" when it is not known, or said here."""


def said_again(revision: str, reason: str) -> str:
    """The reason of a change that says again what a decided conflict's ``revision`` said, for the ``reason`` there."""
    return reason if reason.startswith(AGAIN) else f"{AGAIN}{revision}"


def of_conflicts(source: Rows, rows: Sequence[Mapping[str, Any]]) -> dict[int, tuple[Said, ...]]:
    """Who said each value of a conflict, where and when; what was said again after an undo, as it was said first."""
    origin = _origins(source, {head["revision"] for row in rows for head in row["detail"]})
    first = {
        revision: found["reason"].removeprefix(AGAIN)
        for revision, found in origin.items()
        if found["reason"].startswith(AGAIN)
    }
    origin |= _origins(source, set(first.values()))
    return {
        row["pk"]: tuple(
            _said(head, origin.get(first.get(head["revision"], head["revision"]))) for head in row["detail"]
        )
        for row in rows
    }


def _said(head: Mapping[str, Any], found: Mapping[str, Any] | None) -> Said:
    """``found``: the change that said the value first, if it is known here."""
    return Said(
        revision=head["revision"],
        value=head["value"],
        actor=str((found["actor"] if found else head.get("actor")) or ""),
        when=milliseconds_of(found["revision"] if found else head["revision"]),
        here=found is not None and found["source"] == "",
        node=found["name"] if found else "",
    )


def _origins(source: Rows, revisions: set[str]) -> dict[str, dict[str, Any]]:
    ordered = sorted(revisions)
    found: dict[str, dict[str, Any]] = {}
    for at in range(0, len(ordered), _CHUNK):
        chunk = ordered[at : at + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(
            "SELECT x.revision, x.source, x.actor, x.reason, coalesce(p.name, n.name, '') AS name FROM change x "
            "LEFT JOIN peer p ON p.node = x.source LEFT JOIN node n ON n.id = x.source "
            f"WHERE x.revision IN ({marks})",
            chunk,
        ):
            found[row["revision"]] = row
    return found
