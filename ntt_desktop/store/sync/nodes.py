"""Partners in sync: trusted nodes, strangers who knocked, and what each node is known to hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

PARENT, CHILD = "parent", "child"


@dataclass(frozen=True, slots=True)
class Peer:
    """A trusted node. ``relation`` is ``parent`` or ``child``, seen from here; ``public_key`` is hex."""

    node: str
    relation: str
    public_key: str
    device: str
    name: str
    region: str
    role: str
    officer: str
    reads: str


_COLUMNS = "node, relation, public_key, device, name, region, role, officer, reads"


def peer(source: Rows, node: str) -> Peer | None:
    """The trusted node with this id."""
    found = source.rows(f"SELECT {_COLUMNS} FROM peer WHERE node = ?", (node,))
    return Peer(**found[0]) if found else None


def subtree(source: Rows, node: str) -> dict[str, tuple[str, ...]]:
    """The nodes below ``node`` as far as they are known, each with the way to it: from the one directly below, itself
    last. Machines given up for lost are left out with what is below them."""
    below: dict[str, list[str]] = {}
    for row in source.rows("SELECT id, parent_id FROM node WHERE retired_on IS NULL AND parent_id IS NOT NULL"):
        below.setdefault(row["parent_id"], []).append(row["id"])
    found: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [(node, ())]
    while waiting:
        above, way = waiting.pop()
        for one in below.get(above, ()):
            if one != node and one not in found:
                found[one] = (*way, one)
                waiting.append((one, found[one]))
    return found


def children(source: Rows) -> list[Peer]:
    """The nodes that send to us, by region and name."""
    found = source.rows(f"SELECT {_COLUMNS} FROM peer WHERE relation = 'child' ORDER BY region, name, node")
    return [Peer(**row) for row in found]


def in_use(source: Rows) -> list[Peer]:
    """`children` without those that were given up for lost."""
    lost = {row["id"] for row in source.rows("SELECT id FROM node WHERE retired_on IS NOT NULL")}
    return [peer for peer in children(source) if peer.node not in lost]


def enrol(uow: UnitOfWork, known: Peer, trusted_by: str) -> None:
    """Trust a node from now on, or bring what is known of it up to date.

    A parent takes the place of an earlier one: a node has one parent.
    """
    if known.relation == PARENT:
        uow.execute("DELETE FROM peer WHERE relation = 'parent' AND node <> ?", (known.node,))
    values = (
        *(known.node, known.relation, known.public_key, known.device, known.name, known.region),
        *(known.role, known.officer, known.reads, uow.now.isoformat(timespec="seconds"), trusted_by),
    )
    updates = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
    uow.execute(
        f"INSERT INTO peer ({_COLUMNS}, trusted_at, trusted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        f"ON CONFLICT (node) DO UPDATE SET {updates}",
        values,
    )


def note_stranger(uow: UnitOfWork, fingerprint: str) -> None:
    """Remember that an unknown device knocked: its fingerprint and nothing else."""
    uow.execute(
        "INSERT INTO stranger (fingerprint, seen_at) VALUES (?, ?) ON CONFLICT (fingerprint) DO NOTHING",
        (fingerprint, uow.now.isoformat(timespec="seconds")),
    )


def held(source: Rows, node: str) -> dict[str, int]:
    """The worker records that a node is known to hold, with the number of our log when that became known."""
    found = source.rows("SELECT worker, since FROM node_record WHERE node = ?", (node,))
    return {row["worker"]: row["since"] for row in found}


def note_held(uow: UnitOfWork, node: str, workers: Iterable[str], since: int) -> None:
    """A node holds these worker records; those already noted keep their number."""
    uow.db.conn.executemany(
        "INSERT INTO node_record (node, worker, since) VALUES (?, ?, ?) ON CONFLICT (node, worker) DO NOTHING",
        [(node, worker, since) for worker in sorted(workers)],
    )


def invite(uow: UnitOfWork, node: str, secret: str) -> None:
    """A node was given an enrolment file; its first package has to show that it knows the secret (hex)."""
    uow.execute(
        "INSERT INTO invitation (node, secret, made_at) VALUES (?, ?, ?)",
        (node, secret, uow.now.isoformat(timespec="seconds")),
    )


def invitation(source: Rows, node: str) -> str:
    """The secret of a node's invitation, "" when there is none that waits."""
    found = source.rows("SELECT secret FROM invitation WHERE node = ?", (node,))
    return str(found[0]["secret"]) if found else ""


def invitation_used(uow: UnitOfWork, node: str) -> None:
    """The invited node sent its first package: the secret opens nothing any more."""
    uow.execute("DELETE FROM invitation WHERE node = ?", (node,))


def retired_on(source: Rows, node: str) -> str:
    """The day on which a node was given up, "" while it is in use."""
    found = source.rows("SELECT retired_on FROM node WHERE id = ?", (node,))
    return str(found[0]["retired_on"] or "") if found else ""
