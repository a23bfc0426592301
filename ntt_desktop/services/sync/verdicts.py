"""Verdicts: what the parent says of each person whom a node sent, kept and read here. They ride in return files; none
is a change record.

A person may have several: on the record, on the slot, and BPJS's. Verdicts without a detail are lists of short keys,
all others name the worker's id with what is to be known or done.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.sync.codes import stock_key
from ntt_desktop.formats.package.payload import Payload
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync.stock import keys_of
from ntt_desktop.store.unit_of_work import UnitOfWork

VERDICT = "verdict"
"""Type of the payload lines: ``{"t":..,"s":state,"v":packed keys}`` or ``{"t":..,"s":state,"i":worker,...}``."""

ACCEPTED, JOINED, WAITING, MAYBE, CORRECT = "accepted", "joined", "same_nik_waits", "maybe_duplicate", "correct"
CONTESTED, REFUSED, APPROVED = "slot_contested", "slot_refused", "slot_approved"
BPJS_ACCEPTED, BPJS_REFUSED = "bpjs_accepted", "bpjs_refused"

QUIET = (MAYBE, JOINED, BPJS_ACCEPTED, APPROVED, ACCEPTED)
"""Verdicts that ask nothing of the officer."""

DONE = (REFUSED, CONTESTED, *QUIET)
"""Verdicts that nothing can be mended about: a slot went to somebody else, or the parent decides."""

_RANK = (WAITING, CORRECT, BPJS_REFUSED, *DONE)

Said = dict[str, list[dict[str, Any]]]
"""Worker -> what is said of it: ``s`` is the state, the other keys its detail."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing said of a person. ``detail`` by state: `docs/sync-format.md` section 4."""

    state: str
    detail: Mapping[str, Any]


def keep(uow: UnitOfWork, payload: Payload, package: str) -> dict[str, int]:
    """Keep the verdicts of a return file on our people; the newest file's verdict on a person counts.

    Returns how many people each state was said of.
    """
    said: Said = {}
    ours: dict[bytes, str] = {}
    for line in payload.lines_of(VERDICT):
        state = str(line.get("s"))
        if isinstance(line.get("v"), str):
            ours = ours or {stock_key(row["id"]): row["id"] for row in uow.rows("SELECT id FROM worker")}
            for key in keys_of(line):
                if key in ours:
                    said.setdefault(ours[key], []).append({"s": state})
        elif isinstance(line.get("i"), str):
            detail = {key: value for key, value in line.items() if key not in ("t", "i")}
            said.setdefault(line["i"], []).append(detail)
    counts: Counter[str] = Counter()
    for worker, found in said.items():
        first, *others = sorted(found, key=_rank)
        counts.update({one["s"] for one in found})
        detail = {key: value for key, value in first.items() if key != "s"}
        if others:
            detail["also"] = others
        uow.execute(
            "INSERT INTO verdict (worker, state, detail, package) VALUES (?, ?, ?, ?) ON CONFLICT (worker) "
            "DO UPDATE SET state = excluded.state, detail = excluded.detail, package = excluded.package",
            (worker, first["s"], json.dumps(detail, sort_keys=True), package),
        )
    return dict(sorted(counts.items(), key=lambda item: weight(item[0])))


def of_worker(ctx: Context, worker: str) -> list[Verdict]:
    """Everything the parent's newest file says of a person, what asks for something first; none while it said nothing.

    A person joined of several records has what is said of each.
    """
    with ctx.store.read() as reader:
        rows = reader.rows(
            "SELECT v.state, v.detail FROM worker w JOIN worker o ON o.person_id = w.person_id "
            "JOIN verdict v ON v.worker = o.id WHERE w.id = ? ORDER BY o.id",
            (worker,),
        )
    found = [one for row in rows for one in read(row["state"], json.loads(row["detail"]))]
    return sorted(found, key=lambda one: weight(one.state))


def read(state: str, detail: Mapping[str, Any]) -> list[Verdict]:
    """The verdicts of a stored row: the one that weighs most, then the others."""
    rest = {key: value for key, value in detail.items() if key != "also"}
    others = [
        Verdict(str(one.get("s", "")), {key: value for key, value in one.items() if key != "s"})
        for one in detail.get("also", ())
        if isinstance(one, Mapping)
    ]
    return [Verdict(state, rest), *others]


def counts(ctx: Context) -> dict[str, int]:
    """How many of our people each verdict was said of; what asks for something first."""
    with ctx.store.read() as reader:
        rows = reader.rows(f"SELECT s AS state, count(DISTINCT worker) AS people FROM ({_EVERY}) GROUP BY s")
    return {row["state"]: row["people"] for row in sorted(rows, key=lambda row: weight(row["state"]))}


def people(ctx: Context, state: str, offset: int = 0, limit: int = 100) -> tuple[int, list[dict[str, Any]]]:
    """Who has a verdict, by name: how many in all, and rows with id, full_name, nik, village_code, state and verdicts
    (a list of `Verdict`, the one that weighs most first)."""
    chosen = (
        "FROM worker w JOIN verdict v ON v.worker = w.id "
        f"WHERE w.id IN (SELECT worker FROM ({_EVERY}) WHERE s = :state)"
    )
    with ctx.store.read() as reader:
        total = int(reader.value(f"SELECT count(*) {chosen}", {"state": state}) or 0)
        rows = reader.rows(
            f"SELECT w.id, w.full_name, w.nik, w.village_code, w.state, v.state AS said, v.detail {chosen} "
            "ORDER BY w.name_sort, w.id LIMIT :limit OFFSET :offset",
            {"state": state, "limit": limit, "offset": offset},
        )
    for row in rows:
        row["verdicts"] = read(row.pop("said"), json.loads(row.pop("detail")))
    return total, rows


_EVERY = (
    "SELECT v.worker, v.state AS s FROM verdict v JOIN worker w ON w.id = v.worker AND coalesce(w.void, 0) = 0 "
    "UNION SELECT v.worker, e.value ->> '$.s' FROM verdict v JOIN worker w ON w.id = v.worker "
    "AND coalesce(w.void, 0) = 0, json_each(v.detail, '$.also') e"
)


def weight(state: str) -> int:
    """The place of a state: what asks for something first, then what a newer version says, then what asks nothing."""
    return _RANK.index(state) if state in _RANK else _RANK.index(QUIET[0])


def _rank(one: Mapping[str, Any]) -> int:
    return weight(str(one.get("s")))
