"""How a change is kept in the log's table: fields and replaced revisions as compact JSON."""

import json
from collections.abc import Sequence
from types import NoneType
from typing import Any, cast

import orjson

from ntt_desktop.domain.changes import Change, Value


def encode_body(change: Change) -> str:
    """``{"v": values, "r": replaces}`` with sorted keys; ``r`` is left out when nothing is replaced."""
    body: dict[str, Any] = {"v": change.values}
    if change.replaces:
        body["r"] = {name: sorted(revisions) for name, revisions in change.replaces.items()}
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()


def decode(revision: str, kind: str, record: str, body: str, actor: str, reason: str) -> Change:
    """A `Change` from the log's columns, in the order of `COLUMNS`."""
    content = json.loads(body)
    replaces = {name: tuple(revisions) for name, revisions in content.get("r", {}).items()}
    return Change(revision, kind, record, content["v"], replaces, actor, reason)


COLUMNS = "revision, kind, record, body, actor, reason"


_PLAIN = frozenset((str, int, NoneType))


def to_columns(values: Sequence[Value]) -> Sequence[str | int | None]:
    """Fields' values as their table keeps them: booleans as 0/1, lists as JSON text."""
    if _PLAIN.issuperset(map(type, values)):
        return cast(Sequence[str | int | None], values)
    return [_to_column(value) for value in values]


def _to_column(value: Value) -> str | int | None:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value
