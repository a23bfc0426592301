"""Verdicts: what the parent says of each person whom a node sent. They ride in return files; none is a change record.

``accepted`` people are listed by short keys, all others by id with what is to be known or done.
"""

import json
from collections.abc import Iterable
from typing import Any

from ntt_desktop.domain.sync.codes import pack_stock, stock_key
from ntt_desktop.formats.package.payload import Line, Payload
from ntt_desktop.services.sync.stock import keys_of
from ntt_desktop.store.nodes import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

VERDICT = "verdict"
"""Type of the payload lines: ``{"t":..,"s":"accepted","v":packed keys}`` or ``{"t":..,"s":state,"i":worker,...}``."""

ACCEPTED, JOINED, WAITING, CONTESTED = "accepted", "joined", "same_nik_waits", "slot_contested"


def verdict_lines(source: Rows, node: str) -> list[Line]:
    """The verdicts on all people whom a node holds."""
    people = source.rows(
        "SELECT w.id, w.nik, w.person_id, w.void, p.nik AS survivor_nik FROM worker w "
        "JOIN node_record n ON n.worker = w.id AND n.node = ? LEFT JOIN worker p ON p.id = w.person_id",
        (node,),
    )
    held = {row["id"] for row in people}
    said: dict[str, dict[str, Any]] = {}
    for row in people:
        if row["person_id"] != row["id"] and row["person_id"] not in held:
            said[row["id"]] = {"s": JOINED, "with": row["person_id"], "region": _region_of(source, row["person_id"])}
    for row in source.rows("SELECT subject, other FROM open_case WHERE kind = 'same_nik'"):
        for mine, other in ((row["subject"], row["other"]), (row["other"], row["subject"])):
            if mine in held:
                said[mine] = {"s": WAITING, "region": _region_of(source, other)}
    for row in _contested(source, node):
        said[row["worker_id"]] = {"s": CONTESTED, "slot": row["id"], "why": row["why"], "months": row["months"]}
    lines: list[Line] = [{"t": VERDICT, "i": worker, **detail} for worker, detail in said.items()]
    accepted = [stock_key(row["id"]) for row in people if row["id"] not in said and row["nik"] and not row["void"]]
    if accepted:
        lines.append({"t": VERDICT, "s": ACCEPTED, "v": pack_stock(accepted)})
    return lines


def keep(uow: UnitOfWork, payload: Payload, package: str) -> None:
    """Keep the verdicts of a return file on our people; the newest file's verdict on a person counts."""
    keys: set[bytes] = set()
    for line in payload.lines_of(VERDICT):
        if line.get("s") == ACCEPTED:
            keys |= set(keys_of(line))
        elif isinstance(line.get("i"), str):
            detail = {key: value for key, value in line.items() if key not in ("t", "i", "s")}
            _keep(uow, ((line["i"], str(line.get("s")), json.dumps(detail, sort_keys=True)),), package)
    if keys:
        ours = uow.rows("SELECT id FROM worker")
        _keep(uow, ((row["id"], ACCEPTED, "{}") for row in ours if stock_key(row["id"]) in keys), package)


def _keep(uow: UnitOfWork, verdicts: Iterable[tuple[str, str, str]], package: str) -> None:
    for worker, state, detail in verdicts:
        uow.execute(
            "INSERT INTO verdict (worker, state, detail, package) VALUES (?, ?, ?, ?) ON CONFLICT (worker) "
            "DO UPDATE SET state = excluded.state, detail = excluded.detail, package = excluded.package",
            (worker, state, detail, package),
        )


def _region_of(source: Rows, worker: str) -> str:
    """The kabupaten of a worker: as much as another node is told of who else has the person."""
    found = source.rows("SELECT village_code FROM worker WHERE id = ?", (worker,))
    return str(found[0]["village_code"] or "")[:5] if found else ""


def _contested(source: Rows, node: str) -> list[dict[str, Any]]:
    return source.rows(
        "SELECT s.id, s.worker_id, min(m.contested) AS why, count(*) AS months FROM slot s "
        "JOIN seat_month m ON m.slot = s.pk AND m.in_force = 0 JOIN node_record n ON n.worker = s.worker_id "
        "WHERE n.node = ? AND coalesce(s.cancelled, 0) = 0 GROUP BY s.pk ORDER BY s.id",
        (node,),
    )
