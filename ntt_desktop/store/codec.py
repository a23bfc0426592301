"""How a change is kept in the log's table: fields and replaced revisions as compact JSON."""

import json
from typing import Any

from ntt_desktop.domain.changes import Change, Value

_BODY = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def encode_body(change: Change) -> str:
    """``{"v": values, "r": replaces}`` with sorted keys; ``r`` is left out when nothing is replaced."""
    body: dict[str, Any] = {"v": dict(change.values)}
    if change.replaces:
        body["r"] = {name: sorted(revisions) for name, revisions in change.replaces.items()}
    return _BODY.encode(body)


def decode(revision: str, kind: str, record: str, body: str, actor: str, reason: str) -> Change:
    """A `Change` from the log's columns, in the order of `COLUMNS`."""
    content = json.loads(body)
    replaces = {name: tuple(revisions) for name, revisions in content.get("r", {}).items()}
    return Change(revision, kind, record, content["v"], replaces, actor, reason)


COLUMNS = "revision, kind, record, body, actor, reason"


def to_column(value: Value) -> str | int | None:
    """A field's value as its table keeps it: booleans as 0/1, lists as JSON text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value
