"""How far our records have travelled, every file made or received, and one line per sender.

Reads only; what the pages *Kirim & Terima* and *Penerimaan* show.
"""

import json
from dataclasses import dataclass
from typing import Any

from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import stock, verdicts
from ntt_desktop.store import schema as _schema  # noqa: F401  (the kinds below are all registered)
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.sync import epochs, nodes, packages

UNPACKED, SENT, ACKNOWLEDGED = "unpacked", "sent", "acknowledged"
"""Stages of a record on its way to the parent."""
MEND = "mend"
"""People of whom the parent's newest verdict asks for something, whatever their stage."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Worker records by how far they have travelled: those with a change in no package, those that are in a package
    which the parent has not acknowledged, and the rest. People without a NIK travel in no file."""

    unpacked: int = 0
    sent: int = 0
    acknowledged: int = 0
    incomplete: int = 0
    mend: int = 0
    """People of whom the parent's newest verdict asks for something."""
    other_unpacked: int = 0
    """Changed records that are no person's: programmes, blocks, this node."""
    parent: str = ""
    """The parent's name; empty when it is not known yet."""
    is_introduced: bool = False
    """Whether a package was ever made here."""


@dataclass(frozen=True, slots=True)
class SenderLine:
    """What is known of one node below. Ages in seconds; ``missing`` are ranges of its numbering."""

    node: str
    name: str
    region: str
    officer: str
    files: int
    sequence: int
    made_at: str
    stored_at: str
    missing: tuple[tuple[int, int], ...]
    people: int
    person_months: int
    rupiah: int
    replied_at: str
    is_cloned: bool


def outbox(ctx: Context) -> Outbox:
    """Count the worker records by stage."""
    parent = ctx.store.node.parent
    with ctx.store.read() as reader:
        acknowledged, packed = _marks(ctx, reader)
        staged = reader.rows(
            f"{_PEOPLE} SELECT stage, count(*) AS people FROM people p JOIN worker w ON w.id = p.worker "
            "WHERE w.nik IS NOT NULL AND w.nik <> '' GROUP BY stage",
            {"acknowledged": acknowledged, "packed": packed, "parent": parent},
        )
        counts = {row["stage"]: int(row["people"]) for row in staged}
        params = {"acknowledged": acknowledged, "packed": packed, "parent": parent, "stage": ""}
        other = reader.value(
            "SELECT count(DISTINCT record) FROM change WHERE seq > ? AND source <> ? "
            f"AND kind IN ({', '.join('?' * len(_OTHERS))})",
            (packed, parent or "-", *_OTHERS),
        )
        known = nodes.peer(reader, parent) if parent else None
        return Outbox(
            unpacked=counts.get(UNPACKED, 0),
            sent=counts.get(SENT, 0),
            acknowledged=int(reader.value(_chosen(ACKNOWLEDGED, "count(*)"), params)) if parent else 0,
            mend=int(reader.value(_chosen(MEND, "count(*)"), params)),
            incomplete=stock.incomplete(reader),
            other_unpacked=int(other or 0),
            parent=known.name if known else "",
            is_introduced=bool(
                reader.value("SELECT 1 FROM package WHERE direction = 'out' AND kind = 'package' LIMIT 1")
            ),
        )


def unpacked(ctx: Context) -> int:
    """How many people have a change that is in no package yet."""
    return outbox(ctx).unpacked


def travelling(ctx: Context, stage: str, offset: int = 0, limit: int = 100) -> tuple[int, list[dict[str, Any]]]:
    """The people of a stage, by name: how many in all, and rows with id, full_name, nik, village_code, what (kinds of
    changed records), verdict (the parent's newest, "" while there is none) and its detail."""
    with ctx.store.read() as reader:
        acknowledged, packed = _marks(ctx, reader)
        params = {
            "acknowledged": acknowledged,
            "packed": packed,
            "parent": ctx.store.node.parent,
            "stage": stage,
            "limit": limit,
            "offset": offset,
        }
        if stage == ACKNOWLEDGED and not ctx.store.node.parent:
            return 0, []
        total = int(reader.value(_chosen(stage, "count(*)"), params) or 0)
        columns = (
            "w.id, w.full_name, w.nik, w.village_code, w.state, p.kinds, coalesce(v.state, '') AS verdict, v.detail"
        )
        rows = reader.rows(
            _chosen(stage, columns) + " ORDER BY w.name_sort, w.id LIMIT :limit OFFSET :offset",
            params,
        )
        for row in rows:
            row["what"] = sorted(set(filter(None, str(row.pop("kinds") or "").split(","))))
            row["detail"] = json.loads(row["detail"] or "{}")
        return total, rows


def _chosen(stage: str, columns: str) -> str:
    """The query for ``columns`` of the people of a stage: worker ``w``, what moves ``p``, verdict ``v``."""
    which = {
        ACKNOWLEDGED: "p.worker IS NULL AND coalesce(w.void, 0) = 0",
        MEND: f"v.state NOT IN ({', '.join(repr(state) for state in verdicts.DONE)}) AND coalesce(w.void, 0) = 0",
    }.get(stage, "p.stage = :stage")
    return (
        f"{_PEOPLE} SELECT {columns} FROM worker w LEFT JOIN people p ON p.worker = w.id "
        f"LEFT JOIN verdict v ON v.worker = w.id WHERE {which} AND w.nik IS NOT NULL AND w.nik <> ''"
    )


def files(ctx: Context, limit: int = 500) -> list[dict[str, Any]]:
    """The newest files made and received: direction, kind, partner, sequence, file, counts, person_months, rupiah,
    check_code, digest (SHA-256 of the payload), made_at, stored_at, actor, unprotected, can_be_made_again
    (`ntt_desktop.services.sync.outgoing.make_again`)."""
    with ctx.store.read() as reader:
        rows = reader.rows(
            "SELECT k.package_id AS id, k.direction, k.kind, k.node, coalesce(p.name, n.name, '') AS partner, "
            "coalesce(p.region, n.region, '') AS region, k.sequence, k.file, k.counts, k.person_months, k.rupiah, "
            "k.check_code, k.digest, k.made_at, k.stored_at, k.actor, k.unprotected, k.direction = 'out' AND EXISTS "
            "(SELECT 1 FROM package_body b WHERE b.package_id = k.package_id) AS can_be_made_again FROM package k "
            "LEFT JOIN peer p ON p.node = k.node LEFT JOIN node n ON n.id = k.node ORDER BY k.pk DESC LIMIT ?",
            (limit,),
        )
    for row in rows:
        row["counts"] = json.loads(row["counts"] or "{}")
        row["workers"] = int(row["counts"].get("workers", 0))
    return rows


def senders(ctx: Context) -> list[SenderLine]:
    """One line per node below, by region and name."""
    with ctx.store.read() as reader:
        return [_sender(reader, peer) for peer in nodes.children(reader)]


def behind(ctx: Context) -> tuple[int, int, int]:
    """How many nodes in use are below, of how many of them packages are missing, and how many sent something since
    their last reply was made; without adding up what they hold."""
    with ctx.store.read() as reader:
        below = nodes.in_use(reader)
        newest = {peer.node: _newest(reader, peer) for peer in below}
        missing = sum(bool(_missing(reader, node, str(file["epoch"]))) for node, file in newest.items())
        waiting = sum(_replied_at(reader, node) < str(file["stored_at"]) for node, file in newest.items())
        return len(below), missing, waiting


def _newest(reader: Reader, peer: nodes.Peer) -> dict[str, Any]:
    """Number and times of the newest file that came from a node."""
    return reader.one(
        "SELECT epoch, sequence, made_at, stored_at FROM package WHERE direction = 'in' AND node = ? "
        "ORDER BY pk DESC LIMIT 1",
        (peer.node,),
    ) or {"epoch": "", "sequence": 0, "made_at": "", "stored_at": ""}


def _replied_at(reader: Reader, node: str) -> str:
    """When the last file for a node was made; "" before the first."""
    last = reader.value("SELECT max(stored_at) FROM package WHERE direction = 'out' AND node = ?", (node,))
    return str(last or "")


def _missing(reader: Reader, node: str, epoch: str) -> tuple[tuple[int, int], ...]:
    """Ranges of a node's numbering that no file covered yet."""
    return tuple((gap.start, gap.end) for gap in packages.gaps(reader, node, epoch)) if epoch else ()


def _sender(reader: Reader, peer: nodes.Peer) -> SenderLine:
    newest = _newest(reader, peer)
    epoch = str(newest["epoch"])
    held = stock.totals(reader, peer.node)
    return SenderLine(
        node=peer.node,
        name=peer.name,
        region=peer.region,
        officer=peer.officer,
        files=int(reader.value("SELECT count(*) FROM package WHERE direction = 'in' AND node = ?", (peer.node,)) or 0),
        sequence=int(newest["sequence"]),
        made_at=str(newest["made_at"]),
        stored_at=str(newest["stored_at"]),
        missing=_missing(reader, peer.node, epoch),
        people=sum(held.regions.values()),
        person_months=held.person_months,
        rupiah=held.rupiah,
        replied_at=_replied_at(reader, peer.node),
        is_cloned=epochs.is_cloned(reader, peer.node, epoch),
    )


def _marks(ctx: Context, reader: Reader) -> tuple[int, int]:
    """Up to which number the parent has acknowledged our log, and up to which it is packed."""
    node = ctx.store.node
    acknowledged = packages.partner_has(reader, node.parent, node.epoch) if node.parent else 0
    packed = int(
        reader.value(
            "SELECT max(last) FROM package WHERE direction = 'out' AND kind = 'package' AND epoch = ?", (node.epoch,)
        )
        or 0
    )
    return acknowledged, max(packed, acknowledged)


_PARTS = tuple(kind.name for kind in KINDS.values() if kind.shared and kind.worker_field == "worker_id")
_OTHERS = tuple(kind.name for kind in KINDS.values() if kind.shared and not kind.worker_field)

# Of every worker with a change beyond what is acknowledged: the highest such number, and the kinds concerned.
_PEOPLE = (
    "WITH moved AS (SELECT kind, record, max(seq) AS seq FROM change WHERE seq > :acknowledged "
    "AND (source = '' OR source <> :parent) GROUP BY kind, record), "
    "owned AS (SELECT record AS worker, kind, seq FROM moved WHERE kind = 'worker'"
    + "".join(
        f" UNION ALL SELECT t.worker_id, m.kind, m.seq FROM moved m JOIN {part} t ON t.id = m.record "
        f"WHERE m.kind = '{part}'"
        for part in _PARTS
    )
    + "), people AS (SELECT worker, group_concat(DISTINCT kind) AS kinds, "
    f"CASE WHEN max(seq) > :packed THEN '{UNPACKED}' ELSE '{SENT}' END AS stage FROM owned "
    "WHERE worker IS NOT NULL GROUP BY worker)"
)
