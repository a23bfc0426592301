"""Perlu keputusan as queues: what waits for a person, a page at a time, counted by sender and by column.

Reads only; `ntt_desktop.services.sync.answering` answers. Nothing waits for these queues.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.sync.codes import check_code
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package.columns import WORKERS
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import contested, sayings
from ntt_desktop.services.sync.contested import Contest
from ntt_desktop.services.sync.sayings import Said
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.life_events import reopenings
from ntt_desktop.store.people.pairs import LIKELY
from ntt_desktop.store.rows import CHUNK, Rows, chunks

EDITS, CONFLICTS, SAME, SLOTS, ENDS = "edits", "conflicts", "same", "slots", "ends"
EDIT, MISSING_ROW, ADDED_ROW = "edit", "missing_row", "added_row"
CONFLICT, SAME_NIK, CONTESTED = "conflict", "same_nik", "contested_slot"
REOPENING = reopenings.CASE
QUEUES: dict[str, tuple[str, ...]] = {
    SAME: (LIKELY, SAME_NIK),
    CONFLICTS: (CONFLICT,),
    EDITS: (EDIT, MISSING_ROW, ADDED_ROW),
    SLOTS: (CONTESTED,),
    ENDS: (REOPENING,),
}
"""Queue -> the kinds of open cases in it."""

PEOPLE_SHEET = WORKERS.title
"""Rows added to this sheet are people, and can be taken in like a list."""

SINGLY = frozenset(
    ("nik", "full_name", "name", "birth_date", "mother_name", "bank_name", "bank_account", "account_holder")
)
"""Columns whose edited cells are looked at one by one (design section 5)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open case. ``code`` stays the same while it is open; ``worker`` is the person concerned, "" when unknown."""

    code: str
    kind: str
    subject: str
    other: str
    field: str
    detail: Any
    worker: str = ""
    name: str = ""
    village: str = ""
    sender: str = ""
    """The name of the node whose file was edited by hand."""
    said: tuple[Said, ...] = ()
    """Of a conflict: the values, the one shown now first."""
    contest: Contest | None = None
    """Of a contested slot: who holds what; None when nothing is contested any more."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of a queue: one column (field of a record), one sender (node)."""

    queue: str
    field: str = ""
    node: str = ""


def counts(ctx: Context, node: str = "") -> dict[str, int]:
    """How many cases wait in each queue, of all senders or of one."""
    with ctx.store.read() as reader:
        return {queue: _total(reader, Filter(queue, node=node)) for queue in QUEUES}


def waiting(source: Rows) -> int:
    """How many cases wait in all."""
    return int(source.rows("SELECT count(*) AS cases FROM open_case")[0]["cases"])


def counts_by_sender(source: Rows) -> dict[str, dict[str, int]]:
    """Node -> queue -> how many cases its files opened or its people stand in."""
    found: dict[str, dict[str, int]] = {}
    for queue, sql in _BY_SENDER.items():
        for row in source.rows(sql):
            found.setdefault(str(row["node"]), {})[queue] = int(row["cases"])
    return found


def listing(ctx: Context, asked: Filter, start: int = 0, limit: int = 100) -> tuple[int, list[Waiting]]:
    """How many cases a part of a queue has, and a page of them, of one column together."""
    with ctx.store.read() as reader:
        rows = _rows(reader, asked, limit, start)
        return _total(reader, asked), _complete(reader, rows)


def codes(ctx: Context, asked: Filter) -> list[str]:
    """The codes of all cases of a part of a queue, in the order of `listing`."""
    with ctx.store.read() as reader:
        return [code_of(row) for row in _rows(reader, asked)]


def columns(ctx: Context, asked: Filter) -> list[tuple[str, int]]:
    """The columns (fields) in a queue, and how many cases each has; most first."""
    where, params = _where(Filter(asked.queue, node=asked.node))
    with ctx.store.read() as reader:
        rows = reader.rows(
            f"SELECT c.field, count(*) AS cases FROM open_case c WHERE {where} AND c.kind IN ('{EDIT}', '{CONFLICT}') "
            "GROUP BY c.field ORDER BY cases DESC, c.field",
            params,
        )
    return [(row["field"], row["cases"]) for row in rows]


def find(source: Rows, wanted: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The rows of the open cases with these codes; a code that does not wait any more is left out."""
    asked = {code.strip().upper() for code in wanted}
    rows = source.rows("SELECT c.pk, c.kind, c.subject, c.other, c.field FROM open_case c")
    known = {code: row["pk"] for row in rows if (code := code_of(row)) in asked}
    found: dict[str, dict[str, Any]] = {}
    chosen = list(known.items())
    for at in range(0, len(chosen), CHUNK):
        chunk = dict(chosen[at : at + CHUNK])
        marks = ", ".join("?" * len(chunk))
        full = source.rows(f"SELECT {_COLUMNS} FROM open_case c WHERE c.pk IN ({marks})", list(chunk.values()))
        by_pk = {row["pk"]: {**row, "detail": json.loads(row["detail"])} for row in full}
        found |= {code: by_pk[pk] for code, pk in chunk.items()}
    return found


def code_of(row: Mapping[str, Any]) -> str:
    """The code of a case, as `ntt_desktop.services.sync.decisions.Case` has it."""
    return check_code((row["kind"], row["subject"], row["other"], row["field"]))


def kind_of(row: Mapping[str, Any]) -> str:
    """The kind of record that a case is about; "" when there is none here."""
    if row["kind"] == CONFLICT:
        return str(row["other"])
    if row["kind"] == EDIT:
        return str(row["detail"].get("kind", ""))
    if row["kind"] == MISSING_ROW:
        return str(row["detail"].get("kind", "worker"))
    return {CONTESTED: "slot", REOPENING: "event"}.get(str(row["kind"]), "worker")


# -- parts ----------------------------------------------------------------------------------------------------------

_COLUMNS = "c.pk, c.kind, c.subject, c.other, c.field, c.detail"
# The file that an edited cell, a missing or an added row stood in.
_FILE = f"k.package_id = CASE c.kind WHEN '{ADDED_ROW}' THEN c.subject ELSE c.other END AND k.direction = 'in'"
_OF_NODE = {
    EDITS: f"EXISTS (SELECT 1 FROM package k WHERE {_FILE} AND k.node = :node)",
    CONFLICTS: f"EXISTS (SELECT 1 FROM json_each(c.detail) h {sayings.JOINED} WHERE x.source = :node)",
    SAME: "EXISTS (SELECT 1 FROM node_record r WHERE r.node = :node AND r.worker IN (c.subject, c.other))",
    SLOTS: "EXISTS (SELECT 1 FROM slot s JOIN node_record r ON r.worker = s.worker_id "
    "WHERE s.id = c.subject AND r.node = :node)",
    ENDS: "EXISTS (SELECT 1 FROM event e JOIN node_record r ON r.worker = e.worker_id "
    "WHERE e.id = c.subject AND r.node = :node)",
}


def _kinds(queue: str) -> str:
    return ", ".join(f"'{kind}'" for kind in QUEUES[queue])


_BY_SENDER = {
    EDITS: f"SELECT k.node, count(*) AS cases FROM open_case c JOIN package k ON {_FILE} "
    f"WHERE c.kind IN ({_kinds(EDITS)}) GROUP BY k.node",
    CONFLICTS: "SELECT x.source AS node, count(DISTINCT c.pk) AS cases FROM open_case c, json_each(c.detail) h "
    f"{sayings.JOINED} WHERE c.kind = '{CONFLICT}' AND x.source <> '' GROUP BY x.source",
    SAME: "SELECT r.node, count(DISTINCT c.pk) AS cases FROM open_case c "
    f"JOIN node_record r ON r.worker IN (c.subject, c.other) WHERE c.kind IN ({_kinds(SAME)}) GROUP BY r.node",
    SLOTS: "SELECT r.node, count(DISTINCT c.pk) AS cases FROM open_case c JOIN slot s ON s.id = c.subject "
    f"JOIN node_record r ON r.worker = s.worker_id WHERE c.kind = '{CONTESTED}' GROUP BY r.node",
    ENDS: "SELECT r.node, count(DISTINCT c.pk) AS cases FROM open_case c JOIN event e ON e.id = c.subject "
    f"JOIN node_record r ON r.worker = e.worker_id WHERE c.kind = '{REOPENING}' GROUP BY r.node",
}


def _where(asked: Filter) -> tuple[str, dict[str, Any]]:
    parts = [f"c.kind IN ({_kinds(asked.queue)})"]
    if asked.field:
        parts.append("c.field = :field")
    if asked.node:
        parts.append(_OF_NODE[asked.queue])
    return " AND ".join(parts), {"field": asked.field, "node": asked.node}


def _total(source: Rows, asked: Filter) -> int:
    where, params = _where(asked)
    return int(source.rows(f"SELECT count(*) AS cases FROM open_case c WHERE {where}", params)[0]["cases"])


def _rows(source: Rows, asked: Filter, limit: int = -1, start: int = 0) -> list[dict[str, Any]]:
    where, params = _where(asked)
    order = f"c.kind <> '{EDIT}', c.kind, c.field, c.pk"
    return source.rows(
        f"SELECT {_COLUMNS} FROM open_case c WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :start",
        {**params, "limit": limit, "start": start},
    )


def complete(source: Rows, rows: Sequence[dict[str, Any]]) -> list[Waiting]:
    """Cases with names, villages, senders and who said what."""
    return _complete(source, rows)


def _complete(source: Rows, rows: Sequence[dict[str, Any]]) -> list[Waiting]:
    for row in rows:
        if isinstance(row["detail"], str):
            row["detail"] = json.loads(row["detail"])
    people = _people(source, rows)
    senders = _senders(source, rows)
    said = sayings.of_conflicts(source, [row for row in rows if row["kind"] == CONFLICT])
    made = []
    for row in rows:
        person = people.get((kind_of(row), row["subject"]), {})
        made.append(
            Waiting(
                code=code_of(row),
                kind=row["kind"],
                subject=row["subject"],
                other=row["other"],
                field=row["field"],
                detail=row["detail"],
                worker=str(person.get("id") or ""),
                name=str(person.get("full_name") or _told(row)),
                village=str(person.get("village_code") or ""),
                sender=senders.get(row["subject"] if row["kind"] == ADDED_ROW else row["other"], ""),
                said=said.get(row["pk"], ()),
                contest=_contest(source, row) if row["kind"] == CONTESTED else None,
            )
        )
    return made


def _contest(source: Rows, row: Mapping[str, Any]) -> Contest | None:
    try:
        return contested.read_contest(source, row["subject"])
    except UserError:
        return None


def _told(row: Mapping[str, Any]) -> str:
    """The name that stands in the file, where no record here is concerned."""
    if row["kind"] == MISSING_ROW:
        return str(row["detail"].get("label") or "")
    if row["kind"] == ADDED_ROW:
        values = row["detail"].get("values") or {}
        return str(values.get("full_name") or values.get("name") or "")
    return ""


def _people(source: Rows, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """(kind, record) -> the worker that the record is or belongs to."""
    wanted: dict[str, set[str]] = {}
    for row in rows:
        if row["kind"] != ADDED_ROW and kind_of(row) in KINDS:
            wanted.setdefault(kind_of(row), set()).add(row["subject"])
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, records in wanted.items():
        owner = KINDS[kind].worker_field
        if not owner:
            continue
        for chunk in chunks(records):
            marks = ", ".join("?" * len(chunk))
            people = source.rows(
                f"SELECT r.id AS record, w.id, w.full_name, w.village_code FROM {kind} r "
                f"JOIN worker w ON w.id = r.{owner} WHERE r.id IN ({marks})",
                chunk,
            )
            found |= {(kind, row["record"]): row for row in people}
    return found


def _senders(source: Rows, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    packages = {
        row["subject"] if row["kind"] == ADDED_ROW else row["other"] for row in rows if row["kind"] in QUEUES[EDITS]
    }
    found: dict[str, str] = {}
    for chunk in chunks(packages):
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(
            f"SELECT k.package_id, coalesce(p.name, k.file) AS name FROM package k LEFT JOIN peer p ON p.node = k.node "
            f"WHERE k.direction = 'in' AND k.package_id IN ({marks})",
            chunk,
        ):
            found[row["package_id"]] = row["name"]
    return found
