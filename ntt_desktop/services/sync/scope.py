"""Which records go into a file. Whole records always: all change records of each, not only the newest.

A whole record lets the receiver render the visible sheets again from the payload alone, and lets any later file
mend what an earlier one lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ntt_desktop.domain.changes import Change
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.store import schema as _schema  # noqa: F401  (the kinds below are all registered)
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.rows import chunks
from ntt_desktop.store.sync import epochs, nodes, outgoing

_PARTS = "worker_id"
_EVERYWHERE = frozenset(
    kind.name
    for kind in KINDS.values()
    if kind.shared and not kind.worker_field and not {"programme_id", "block_id"} & set(kind.fields)
) - {"node", "programme"}
"""Kinds that belong to no person and no programme (targets): every node below is told."""


@dataclass(slots=True)
class Scope:
    """The records chosen for a file, and their changes."""

    changes: list[Change] = field(default_factory=list)
    workers: set[str] = field(default_factory=set)
    slots: set[str] = field(default_factory=set)


def upward(reader: Reader, *, parent: str, after: int, upto: int) -> Scope:
    """What the parent does not have: records touched in ``(after, upto]`` by anyone but the parent.

    Local kinds stay; kinds that this version does not know are passed on. A part of a person brings the person
    along; a person who only now has a NIK brings all parts.
    """
    chosen: dict[str, set[str]] = {}
    lost = epochs.lost_until(reader, parent) if parent else 0
    for kind, record in outgoing.touched(reader, after, upto, not_from=parent, lost_until=lost):
        if kind not in KINDS or KINDS[kind].shared:
            chosen.setdefault(kind, set()).add(record)
    chosen.get("node", set()).difference_update(_places_left(reader))
    named = _newly_named(reader, chosen.get("worker", set()), after, upto)
    for kind, parts in _parts_of(reader, named).items():
        chosen.setdefault(kind, set()).update(parts)
    return _collect(reader, chosen, upto)


def downward(reader: Reader, *, node: str, own: str, after: int, upto: int) -> Scope:
    """What a node below does not have of what concerns it.

    Its programmes with the chain of blocks, whole and always; both nodes' own records; of the people whom it
    holds, what others changed since it last acknowledged, or at any time if it came to hold them only since; the
    end of a person whom it holds by another record; and what a restored store sent itself and has lost. Of what
    their slots stand on, too, what changed since: bills and payments name no person, and say who is covered.
    """
    held = nodes.held(reader, node)
    chosen = _capacity_of(reader, node)
    chosen["node"] = {own, node}
    under = _under_slots(reader, node)
    lost = epochs.lost_until(reader, node)
    for kind, record in outgoing.touched(reader, after, upto, not_from=node, lost_until=lost):
        everywhere = kind in KINDS and KINDS[kind].shared and (KINDS[kind].worker_field or kind in _EVERYWHERE)
        if everywhere or record in under.get(kind, ()):
            chosen.setdefault(kind, set()).add(record)
    _keep_held(reader, chosen, set(held))
    late = {worker for worker, since in held.items() if since > after}
    parts = {**_parts_of(reader, late), "worker": late, "same_person": _decisions_on(reader, late)}
    for kind, records in parts.items():
        chosen.setdefault(kind, set()).update(_changed_by_others(reader, records, node, upto, lost))
    for kind, records in _capacity_below(reader, node).items():
        chosen.setdefault(kind, set()).update(_changed_by_others(reader, records, node, upto, lost))
    _tell_ends(reader, chosen, set(held))
    _bring_capacity(reader, chosen)
    return _collect(reader, chosen, upto, set(held))


def whole_region(reader: Reader, regions: RegionTree, *, node: str, own: str, area: str, upto: int) -> Scope:
    """Everything of a region and of the people whom a node holds, for a replacement laptop."""
    people = reader.rows("SELECT id, village_code FROM worker WHERE coalesce(void, 0) = 0")
    workers = {row["id"] for row in people if regions.contains(area, row["village_code"] or "")}
    workers |= set(nodes.held(reader, node))
    chosen = _capacity_of(reader, node)
    chosen |= {"node": {own, node}, "worker": workers}
    chosen |= {kind: {row["id"] for row in reader.rows(f'SELECT id FROM "{kind}"')} for kind in _EVERYWHERE}
    for kind, parts in _parts_of(reader, workers).items():
        chosen.setdefault(kind, set()).update(parts)
    chosen.setdefault("same_person", set()).update(_decisions_on(reader, workers))
    for kind, records in _capacity_below(reader, node).items():
        chosen.setdefault(kind, set()).update(records)
    _tell_ends(reader, chosen, workers)
    _bring_capacity(reader, chosen)
    return _collect(reader, chosen, upto, workers)


def _collect(reader: Reader, chosen: dict[str, set[str]], upto: int, held: set[str] | None = None) -> Scope:
    """The changes of the chosen records, without the people who never had a NIK and what belongs to them.

    ``held``: the people whom the receiver holds; of a decision on two people it may hold only one.
    """
    owners = _owners(reader, chosen, held)
    workers = chosen.get("worker", set()) | set(owners.values())
    changes = list(outgoing.changes_of(reader, workers, upto))
    with_nik = {change.record for change in changes if change.values.get("nik")}
    scope = Scope(
        [change for change in changes if change.record in with_nik],
        workers & with_nik,
        {slot for slot in chosen.get("slot", ()) if owners.get(slot) in with_nik},
    )
    others = {
        record
        for kind, records in chosen.items()
        if kind != "worker"
        for record in records
        if record not in owners or owners[record] in with_nik
    }
    scope.changes += outgoing.changes_of(reader, others, upto)
    return scope


def _owners(reader: Reader, chosen: dict[str, set[str]], held: set[str] | None = None) -> dict[str, str]:
    """Worker of each chosen part of a person; of a decision on two people one whom the receiver holds."""
    owners: dict[str, str] = {}
    for kind, records in chosen.items():
        if kind in KINDS and KINDS[kind].worker_field == _PARTS:
            for chunk in chunks(records):
                marks = ", ".join("?" * len(chunk))
                for row in reader.rows(f"SELECT id, {_PARTS} FROM {kind} WHERE id IN ({marks})", chunk):
                    if row[_PARTS]:
                        owners[row["id"]] = row[_PARTS]
    if held is not None:
        for chunk in chunks(chosen.get("same_person", ())):
            marks = ", ".join("?" * len(chunk))
            for row in reader.rows(f"SELECT id, worker_id, other_id FROM same_person WHERE id IN ({marks})", chunk):
                if row["worker_id"] not in held and row["other_id"] in held:
                    owners[row["id"]] = row["other_id"]
    return owners


def _decisions_on(reader: Reader, workers: Iterable[str]) -> set[str]:
    """Decisions on two people of whom one is among these."""
    wanted = set(workers)
    rows = reader.rows("SELECT id, worker_id, other_id FROM same_person")
    return {row["id"] for row in rows if {row["worker_id"], row["other_id"]} & wanted}


def _parts_of(reader: Reader, workers: set[str]) -> dict[str, set[str]]:
    """The ids of everything that belongs to these workers, by kind."""
    parts: dict[str, set[str]] = {}
    for kind in KINDS.values():
        if kind.shared and kind.worker_field == _PARTS:
            for chunk in chunks(workers):
                marks = ", ".join("?" * len(chunk))
                rows = reader.rows(f"SELECT id FROM {kind.name} WHERE {_PARTS} IN ({marks})", chunk)
                parts.setdefault(kind.name, set()).update(row["id"] for row in rows)
    return parts


def _places_left(reader: Reader) -> set[str]:
    """Node records of this very device other than its own: what it was before an enrolment file gave it its place."""
    own = reader.setting("node_id")
    rows = reader.rows(
        "SELECT o.id FROM node n JOIN node o ON o.public_key = n.public_key AND o.id <> n.id WHERE n.id = ?", (own,)
    )
    return {row["id"] for row in rows}


def _newly_named(reader: Reader, workers: set[str], after: int, upto: int) -> set[str]:
    """Of these workers, those who were given a NIK in the range: their parts were held back until now."""
    rows = reader.rows(
        "SELECT DISTINCT record FROM change WHERE kind = 'worker' AND seq > ? AND seq <= ? "
        "AND json_extract(body, '$.v.nik') IS NOT NULL",
        (after, upto),
    )
    return {row["record"] for row in rows} & workers


def _keep_held(reader: Reader, chosen: dict[str, set[str]], held: set[str]) -> None:
    """Take out what belongs to people whom the node does not hold."""
    owners = _owners(reader, chosen, held)
    for kind, records in chosen.items():
        if kind == "worker":
            records &= held
        elif KINDS[kind].worker_field == _PARTS:
            records.intersection_update({record for record in records if owners.get(record) in held})


def _changed_by_others(reader: Reader, records: set[str], node: str, upto: int, lost: int) -> set[str]:
    changed: set[str] = set()
    for chunk in chunks(records):
        marks = ", ".join("?" * len(chunk))
        rows = reader.rows(
            f"SELECT DISTINCT record FROM change WHERE record IN ({marks}) AND (source <> ? OR seq <= ?) AND seq <= ?",
            (*chunk, node, lost, upto),
        )
        changed |= {row["record"] for row in rows}
    return changed


def _tell_ends(reader: Reader, chosen: dict[str, set[str]], held: set[str]) -> None:
    """Add the other records of held people that say an end or a void, or ever said one, and their claims.

    A void record is joined with nobody: it is told only to those who hold it, as any change of it is.

    Who died on one laptop must not stay alive on another that has the person by a record of its own. A record that
    once said so and was taken back has to travel as well. They go into every file until the receiver's stock
    names them: when two records became one person stands in no log.
    """
    others: set[str] = set()
    for chunk in chunks(held):
        marks = ", ".join("?" * len(chunk))
        rows = reader.rows(
            f"SELECT o.id FROM worker w JOIN worker o ON o.person_id = w.person_id WHERE w.id IN ({marks})", chunk
        )
        others |= {row["id"] for row in rows}
    telling: set[str] = set()
    for chunk in chunks(others - held):
        marks = ", ".join("?" * len(chunk))
        rows = reader.rows(
            f"SELECT DISTINCT record FROM change WHERE record IN ({marks}) AND kind = 'worker' AND coalesce("
            "json_extract(body, '$.v.ended_on'), json_extract(body, '$.v.void')"
            ") IS NOT NULL",
            chunk,
        )
        telling |= {row["record"] for row in rows}
        chosen.setdefault("worker", set()).update(telling)
    chosen.setdefault("claim", set()).update(_parts_of(reader, telling).get("claim", ()))


def _capacity_of(reader: Reader, node: str) -> dict[str, set[str]]:
    """The node's blocks, the blocks above them, what was given back of these, and the programmes."""
    return _chain(reader, {row["id"] for row in reader.rows("SELECT id FROM block WHERE holder_node = ?", (node,))})


def _capacity_below(reader: Reader, node: str) -> dict[str, set[str]]:
    """Programmes and blocks of the nodes below a node: somebody above may have joined or confirmed them."""
    below = nodes.subtree(reader, node)
    programmes = {
        row["id"] for row in reader.rows("SELECT id, owner_node FROM programme") if row["owner_node"] in below
    }
    blocks = {row["id"] for row in reader.rows("SELECT id, holder_node FROM block") if row["holder_node"] in below}
    return {"programme": programmes, "block": blocks}


def _under_slots(reader: Reader, node: str) -> dict[str, set[str]]:
    """What the slots of the people whom a node holds stand on; it was sent with them."""
    held = "node_record h CROSS JOIN slot s ON s.worker_id = h.worker WHERE h.node = ?"
    return _stands_on(reader, reader.rows(f"SELECT DISTINCT s.block_id, s.programme_id FROM {held}", (node,)))


def _bring_capacity(reader: Reader, chosen: dict[str, set[str]]) -> None:
    """Add what the chosen slots stand on: without their blocks they would look contested to the receiver."""
    rows: list[dict[str, str]] = []
    for chunk in chunks(chosen.get("slot", ())):
        marks = ", ".join("?" * len(chunk))
        rows += reader.rows(f"SELECT DISTINCT block_id, programme_id FROM slot WHERE id IN ({marks})", chunk)
    for kind, records in _stands_on(reader, rows).items():
        chosen.setdefault(kind, set()).update(records)


def _stands_on(reader: Reader, slots: list[dict[str, str]]) -> dict[str, set[str]]:
    """Programmes and blocks (`_chain`) of slots, each given by ``block_id`` and ``programme_id``."""
    found = _chain(reader, {row["block_id"] for row in slots} - {None, ""})
    found["programme"] |= {row["programme_id"] for row in slots} - {None, ""}
    return found


def _chain(reader: Reader, start: set[str]) -> dict[str, set[str]]:
    """These blocks, the blocks above them, their programmes, and what belongs to either: releases, bills, decrees."""
    blocks: set[str] = set()
    programmes: set[str] = set()
    waiting = list(start)
    while waiting:
        block = waiting.pop()
        if block in blocks:
            continue
        for row in reader.rows("SELECT programme_id, parent_id FROM block WHERE id = ?", (block,)):
            blocks.add(block)
            programmes |= {row["programme_id"]} - {None}
            waiting += [row["parent_id"]] if row["parent_id"] else []
    releases = {row["id"] for row in reader.rows("SELECT id, block_id FROM release") if row["block_id"] in blocks}
    found = {"programme": programmes, "block": blocks, "release": releases}
    for kind in KINDS.values():
        if kind.shared and not kind.worker_field and kind.name not in found:
            for field_name, owners in (("programme_id", programmes), ("block_id", blocks)):
                if field_name in kind.fields:
                    rows = reader.rows(f"SELECT id, {field_name} AS owner FROM {kind.name}")
                    found[kind.name] = {row["id"] for row in rows if row["owner"] in owners}
    return found
