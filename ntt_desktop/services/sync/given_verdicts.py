"""The verdicts that this node gives to those below, computed from the store.

A node in the middle passes on what its own parent said of the people of a node below, so that a verdict reaches the
laptop that registered the person.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.nik import mask
from ntt_desktop.domain.sync.codes import pack_stock, stock_key
from ntt_desktop.formats.package.payload import Line
from ntt_desktop.services.sync.contested import OTHER_PAYER
from ntt_desktop.services.sync.verdicts import (
    ACCEPTED,
    APPROVED,
    BPJS_ACCEPTED,
    BPJS_REFUSED,
    CONTESTED,
    CORRECT,
    JOINED,
    MAYBE,
    REFUSED,
    VERDICT,
    WAITING,
    Said,
    Verdict,
    read,
    weight,
)
from ntt_desktop.store.rows import Rows

_INSTEAD = frozenset((JOINED, WAITING, CORRECT))
"""Who has one of these is not listed as accepted as well."""


def verdict_lines(source: Rows, node: str) -> list[Line]:
    """The verdicts on all people whom a node holds, our own and those of the node above us."""
    held = {
        row["id"]: row
        for row in source.rows(
            "SELECT w.id, w.nik, w.person_id, w.void FROM worker w "
            "JOIN node_record n ON n.worker = w.id AND n.node = ?",
            (node,),
        )
    }
    said, listed = _said_of(source, held)
    listed[ACCEPTED] = {
        worker
        for worker, row in held.items()
        if row["nik"] and not row["void"] and not _INSTEAD & {one["s"] for one in said.get(worker, ())}
    }
    lines: list[Line] = [{"t": VERDICT, "i": worker, **one} for worker, all_said in said.items() for one in all_said]
    lines += [
        {"t": VERDICT, "s": state, "v": pack_stock(stock_key(worker) for worker in workers)}
        for state, workers in listed.items()
        if workers
    ]
    return lines


def about(source: Rows, workers: Collection[str]) -> dict[str, list[Verdict]]:
    """What this node and those above it say of these people now, what asks for something first; for senders who get no
    return file. People of whom nothing is said are left out."""
    wanted = json.dumps(sorted(workers))
    rows = source.rows(f"SELECT id, nik, person_id, void FROM worker WHERE id {_AMONG}", (wanted,))
    said, listed = _said_of(source, {row["id"]: row for row in rows})
    found = {
        worker: [Verdict(one["s"], {k: v for k, v in one.items() if k != "s"}) for one in every]
        for worker, every in said.items()
    }
    for state, people in listed.items():
        for worker in people:
            found.setdefault(worker, []).append(Verdict(state, {}))
    return {worker: sorted(every, key=lambda one: weight(one.state)) for worker, every in found.items()}


_AMONG = "IN (SELECT value FROM json_each(?))"
"""Among the ids of a JSON list."""


_Held = Mapping[str, Mapping[str, Any]]


_Found = Iterable[tuple[str, dict[str, Any]]]


def _said_of(source: Rows, held: _Held) -> tuple[Said, dict[str, set[str]]]:
    """What is said of each of these people, and state -> the people of whom it is said without a detail."""
    ids = json.dumps(sorted(held))
    said: Said = {}
    slots = _with_slot(source, ids)
    for asked in (_joined, _waiting, _maybe, _to_correct, _contested, _refused, _bpjs_refused):
        for worker, detail in asked(source, ids, held):
            said.setdefault(worker, []).append(detail)
    lost = {worker for worker, every in said.items() if any(one["s"] == REFUSED for one in every)}
    elsewhere = dict.fromkeys(slots["any"] - slots["own"] - lost, False)
    for worker, detail in _by_another_record(source, ids):
        if worker in elsewhere:
            elsewhere[worker] = True
            said.setdefault(worker, []).append(detail)
    # Whom another payer has now is not told that a slot was approved.
    approved = slots["own"] | {worker for worker, is_told in elsewhere.items() if not is_told}
    listed = {APPROVED: approved, BPJS_ACCEPTED: _bpjs_accepted(source, ids)}
    _pass_on(source, held, said, listed)
    return said, listed


def _joined(source: Rows, ids: str, held: _Held) -> _Found:
    """Who is one person with a record that the node does not hold: whoever has either of the two is told."""
    rows = source.rows(
        "SELECT w.person_id, min(o.id) AS other FROM worker w JOIN worker o ON o.person_id = w.person_id "
        "WHERE w.person_id IN (SELECT person_id FROM worker WHERE person_id <> id) "
        f"AND w.id {_AMONG} AND o.id NOT {_AMONG} AND coalesce(o.void, 0) = 0 GROUP BY w.person_id",
        (ids, ids),
    )
    elsewhere = {row["person_id"]: str(row["other"]) for row in rows}
    for worker, row in held.items():
        person = row["person_id"]
        if person in elsewhere and (worker == person or person not in held):
            other = person if person not in held else elsewhere[person]
            yield worker, {"s": JOINED, "with": other, "region": _holder_of(source, other)}


def _waiting(source: Rows, ids: str, held: _Held) -> _Found:
    for row in source.rows("SELECT subject, other FROM open_case WHERE kind = 'same_nik'"):
        for mine, other in ((row["subject"], row["other"]), (row["other"], row["subject"])):
            if mine in held:
                yield mine, {"s": WAITING, "region": _region_of(source, other)}


def _maybe(source: Rows, ids: str, held: _Held) -> _Found:
    """Likely duplicates of somebody whom the node does not hold: the other's NIK masked, and the kabupaten."""
    for row in source.rows("SELECT subject, other FROM open_case WHERE kind = 'likely_duplicate'"):
        for mine, other in ((row["subject"], row["other"]), (row["other"], row["subject"])):
            if mine in held and other not in held:
                found = source.rows("SELECT nik, village_code FROM worker WHERE id = ?", (other,))
                nik, village = (found[0]["nik"], found[0]["village_code"]) if found else ("", "")
                yield mine, {"s": MAYBE, "region": str(village or "")[:5], "nik": mask(nik) if nik else ""}


def _to_correct(source: Rows, ids: str, held: _Held) -> _Found:
    rows = source.rows(
        "SELECT f.worker_id, f.code, f.field, f.value, f.params FROM finding f "
        f"JOIN worker w ON w.id = f.worker_id WHERE f.worker_id {_AMONG} "
        "AND f.severity = 'evidence' AND f.settled_by IS NULL AND coalesce(f.cleared, 0) = 0 "
        "AND w.state NOT IN ('void', 'ended') ORDER BY f.worker_id, f.id",
        (ids,),
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        params = json.loads(row["params"]) if row["params"] else {}
        one = {"code": row["code"], "field": row["field"], "value": row["value"], "params": params}
        found.setdefault(row["worker_id"], []).append({key: value for key, value in one.items() if value})
    for worker, findings in found.items():
        yield worker, {"s": CORRECT, "findings": findings}


def _contested(source: Rows, ids: str, held: _Held) -> _Found:
    rows = source.rows(
        "SELECT s.id, s.worker_id, min(m.contested) AS why, count(*) AS months, max(p.code) AS programme FROM slot s "
        "JOIN seat_month m ON m.slot = s.pk AND m.in_force = 0 LEFT JOIN programme p ON p.id = s.programme_id "
        f"WHERE s.worker_id {_AMONG} AND coalesce(s.cancelled, 0) = 0 GROUP BY s.pk ORDER BY s.id",
        (ids,),
    )
    for row in rows:
        detail = {"slot": row["id"], "why": row["why"], "months": row["months"], "programme": row["programme"]}
        yield row["worker_id"], {"s": CONTESTED, **detail}


def _refused(source: Rows, ids: str, held: _Held) -> _Found:
    """What was decided of a contested slot stands in its own record (`ntt_desktop.services.sync.contested`); that
    another payer has the person is said as long as one has, in any of these months, as far as is known here."""
    rows = source.rows(
        "SELECT s.id, s.worker_id, s.explanation ->> '$.decided' AS decided, (SELECT group_concat(m.month) "
        "FROM seat_month m JOIN worker p ON p.pk = m.person JOIN worker w ON w.person_id = p.id "
        "WHERE w.id = s.worker_id AND m.in_force = 1) AS paid FROM slot s "
        f"WHERE s.worker_id {_AMONG} AND json_valid(s.explanation) AND s.explanation ->> '$.decided' IS NOT NULL "
        "AND s.explanation ->> '$.decided.moved_from' IS NULL ORDER BY s.id",
        (ids,),
    )
    for row in rows:
        told = json.loads(row["decided"])
        paid = {Month.at(int(month)).text for month in (row["paid"] or "").split(",") if month}
        if told.get("why") != OTHER_PAYER or paid & set(told.get("months") or ()):
            yield row["worker_id"], {**told, "s": REFUSED, "slot": row["id"]}


def _bpjs_refused(source: Rows, ids: str, held: _Held) -> _Found:
    for worker, row in _enrolments(source, ids).items():
        if not str(row["result"]).startswith("accepted"):
            yield worker, {"s": BPJS_REFUSED, "reason": row["reason"] or "", "date": row["dated_on"] or ""}


def _bpjs_accepted(source: Rows, ids: str) -> set[str]:
    return {worker for worker, row in _enrolments(source, ids).items() if str(row["result"]).startswith("accepted")}


def _enrolments(source: Rows, ids: str) -> dict[str, dict[str, Any]]:
    """BPJS's newest answer on each person whom the node holds, by the node's record."""
    rows = source.rows(
        "SELECT w.id, e.result, e.reason, e.dated_on FROM enrolment e JOIN worker o ON o.id = e.worker_id "
        "JOIN worker w ON w.person_id = o.person_id "
        f"WHERE w.id {_AMONG} AND coalesce(e.withdrawn, 0) = 0 AND e.result IS NOT NULL "
        "ORDER BY e.dated_on, e.created_rev",
        (ids,),
    )
    return {row["id"]: row for row in rows}


def _with_slot(source: Rows, ids: str) -> dict[str, set[str]]:
    """The node's people who have a month in force: ``own``, by the node's own record; ``any``, by whichever."""
    rows = source.rows(
        "SELECT w.id, EXISTS (SELECT 1 FROM slot s JOIN seat_month m ON m.slot = s.pk AND m.in_force = 1 "
        "WHERE s.worker_id = w.id) AS own FROM worker w JOIN worker p ON p.id = w.person_id "
        f"WHERE w.id {_AMONG} AND EXISTS (SELECT 1 FROM seat_month m WHERE m.person = p.pk AND m.in_force = 1)",
        (ids,),
    )
    return {"own": {row["id"] for row in rows if row["own"]}, "any": {row["id"] for row in rows}}


def _by_another_record(source: Rows, ids: str) -> _Found:
    """Months in force by a record of the person that the node does not hold: no slot in its files tells it of them."""
    rows = source.rows(
        "SELECT w.id, g.code AS programme, group_concat(DISTINCT m.month) AS months FROM worker w "
        "JOIN worker p ON p.id = w.person_id JOIN seat_month m ON m.person = p.pk AND m.in_force = 1 "
        "JOIN slot s ON s.pk = m.slot JOIN programme g ON g.pk = m.programme "
        f"WHERE w.id {_AMONG} AND s.worker_id NOT {_AMONG} GROUP BY w.id, g.pk ORDER BY w.id, g.code",
        (ids, ids),
    )
    for row in rows:
        told = [Month.at(month).text for month in sorted(map(int, row["months"].split(",")))]
        yield row["id"], {"s": APPROVED, "programme": row["programme"], "months": told}


def _pass_on(source: Rows, held: _Held, said: Said, listed: dict[str, set[str]]) -> None:
    """Add what the node above us said of the people of a node below, unless we say the same ourselves."""
    above = source.rows("SELECT name FROM peer WHERE relation = 'parent'")
    by = above[0]["name"] if above else ""
    rows: Sequence[dict[str, Any]] = source.rows("SELECT worker, state, detail FROM verdict") if above else ()
    for row in rows:
        if row["worker"] not in held:
            continue
        ours = {known["s"] for known in said.get(row["worker"], ())}
        for one in read(row["state"], json.loads(row["detail"])):
            if one.state in listed and not one.detail:
                listed[one.state].add(row["worker"])
            elif one.state != ACCEPTED and one.state not in ours:
                told = {"by": by, **one.detail, "s": one.state}
                if told.get("with") not in held:
                    said.setdefault(row["worker"], []).append(told)


def _holder_of(source: Rows, worker: str) -> str:
    """The kabupaten of the node that sent a record, also after the person moved; of our own people where they live."""
    sent = source.rows(
        "SELECT n.region FROM node_record r JOIN node n ON n.id = r.node WHERE r.worker = ? AND length(n.region) > 2 "
        "ORDER BY n.id LIMIT 1",
        (worker,),
    )
    return str(sent[0]["region"])[:5] if sent else _region_of(source, worker)


def _region_of(source: Rows, worker: str) -> str:
    """The kabupaten of a worker: as much as another node is told of who else has the person."""
    found = source.rows("SELECT village_code FROM worker WHERE id = ?", (worker,))
    return str(found[0]["village_code"] or "")[:5] if found else ""
