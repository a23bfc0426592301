"""Files made and received, and how far change records have travelled between this store and its partners."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ntt_desktop.domain.sync.ranges import Span, Taken, acknowledged, cloned, missing
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import epochs
from ntt_desktop.store.unit_of_work import UnitOfWork

IN, OUT = "in", "out"
_BEFORE_RESTORE, _EVERY = "files_before_restore", 2**62


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One file in the history.

    ``node`` is the partner: the sender of a received file, the recipient of a made one ("" for a parent not known yet).
    ``range_digest`` covers the revisions of the range, ``digest`` the payload, ``previous`` the payload before it.
    """

    package_id: str
    direction: str
    kind: str
    node: str
    epoch: str
    first: int
    last: int
    sequence: int
    made_at: str
    range_digest: str = ""
    digest: str = ""
    previous: str = ""
    check_code: str = ""
    file: str = ""
    counts: Mapping[str, Any] | None = None
    person_months: int = 0
    rupiah: int = 0
    unprotected: bool = False


_COLUMNS = (
    "package_id, direction, kind, node, epoch, first, last, sequence, made_at, range_digest, digest, previous, "
    "check_code, file, counts, person_months, rupiah, unprotected"
)


def _row(found: dict[str, Any]) -> PackageRow:
    return PackageRow(**{**found, "counts": json.loads(found["counts"]), "unprotected": bool(found["unprotected"])})


def record(uow: UnitOfWork, row: PackageRow, actor: str) -> None:
    """Add a file to the history."""
    uow.execute(
        "INSERT INTO package (package_id, direction, kind, node, epoch, first, last, sequence, range_digest, "
        "digest, previous, check_code, file, counts, person_months, rupiah, unprotected, made_at, stored_at, actor) "
        f"VALUES ({', '.join('?' * 20)})",
        (
            *(row.package_id, row.direction, row.kind, row.node, row.epoch, row.first, row.last, row.sequence),
            *(
                row.range_digest,
                row.digest,
                row.previous,
                row.check_code,
                row.file,
                json.dumps(dict(row.counts or {}), sort_keys=True),
            ),
            *(row.person_months, row.rupiah, int(row.unprotected), row.made_at),
            *(uow.now.isoformat(timespec="seconds"), actor),
        ),
    )


def remove(uow: UnitOfWork, package_id: str) -> None:
    """Take a file out of the history that could not be written after all."""
    uow.execute("DELETE FROM package WHERE package_id = ? AND direction = 'out'", (package_id,))
    uow.execute("DELETE FROM package_body WHERE package_id = ?", (package_id,))


def was_taken(source: Rows, package_id: str) -> bool:
    """Whether this very file was received before."""
    return bool(source.rows("SELECT 1 FROM package WHERE package_id = ? AND direction = 'in'", (package_id,)))


def received(source: Rows, package_id: str) -> PackageRow | None:
    """A file that was taken in, None when it never was."""
    found = source.rows(f"SELECT {_COLUMNS} FROM package WHERE package_id = ? AND direction = 'in'", (package_id,))
    return _row(found[0]) if found else None


def last_made(source: Rows, kind: str, node: str) -> PackageRow | None:
    """The newest file of this kind made for a partner. Packages are numbered in one row, whoever the parent is."""
    condition = "kind = 'package'" if kind == "package" else "kind = 'return' AND node = ?"
    found = source.rows(
        f"SELECT {_COLUMNS} FROM package WHERE direction = 'out' AND {condition} ORDER BY pk DESC LIMIT 1",
        () if kind == "package" else (node,),
    )
    return _row(found[0]) if found else None


def newest_taken(source: Rows, node: str) -> PackageRow | None:
    """The newest file received from a node."""
    found = source.rows(
        f"SELECT {_COLUMNS} FROM package WHERE direction = 'in' AND node = ? ORDER BY pk DESC LIMIT 1", (node,)
    )
    return _row(found[0]) if found else None


def history(source: Rows) -> list[PackageRow]:
    """Every file made and received, the newest first."""
    return [_row(row) for row in source.rows(f"SELECT {_COLUMNS} FROM package ORDER BY pk DESC")]


def made_under_password(source: Rows, digest: str) -> bool:
    """Whether this store made a password-protected package with this payload digest, the last ten counting."""
    found = source.rows(
        "SELECT digest, unprotected FROM package WHERE direction = 'out' AND kind = 'package' ORDER BY pk DESC LIMIT 10"
    )
    return any(row["digest"] == digest and not row["unprotected"] for row in found)


def superseded(source: Rows, node: str, epoch: str, kind: str, sequence: int) -> bool:
    """Whether a file of this kind that its sender made later was taken already."""
    return bool(
        source.rows(
            "SELECT 1 FROM package WHERE direction = 'in' AND node = ? AND epoch = ? AND kind = ? "
            "AND sequence > ? LIMIT 1",
            (node, epoch, kind, sequence),
        )
    )


def reached(source: Rows, node: str, epoch: str) -> int:
    """The highest number of a sender's epoch up to which everything arrived; 0 once the epoch proved cloned.

    In a restored store files taken since count only once the sender knows of the restore: until then they leave out
    what this store sent itself and has lost.
    """
    if epochs.is_cloned(source, node, epoch):
        return 0
    return acknowledged(taken.span for taken in _taken(source, node, epoch, upto=_counting(source, node)))


def note_restored(uow: UnitOfWork) -> None:
    """Note at a restore which files the backup knew of."""
    uow.set_setting(_BEFORE_RESTORE, int(uow.rows("SELECT coalesce(max(pk), 0) AS last FROM package")[0]["last"]))


def note_renewed(uow: UnitOfWork) -> None:
    """Note that another store wrote under this one's numbering: no file left out only what was sent from here."""
    uow.set_setting(_BEFORE_RESTORE, 0)


def _counting(source: Rows, node: str) -> int:
    """The last file (`pk`) of a sender that counts; who never had anything of this store leaves nothing out."""
    found = source.rows(
        "SELECT value FROM setting WHERE key = ? AND EXISTS (SELECT 1 FROM partner_ack a JOIN setting e "
        "ON e.key = 'epoch' AND json_extract(e.value, '$') <> a.epoch WHERE a.node = ?)",
        (_BEFORE_RESTORE, node),
    )
    return int(found[0]["value"]) if found else _EVERY


def gaps(source: Rows, node: str, epoch: str) -> list[Span]:
    """The ranges of a sender's epoch that no received file covers."""
    return missing(taken.span for taken in _taken(source, node, epoch))


def note_clone(uow: UnitOfWork, node: str, epoch: str, *, seen: bool = False) -> bool:
    """Whether two stores write under this identity, noted so that nothing of the epoch is acknowledged any more.

    ``seen`` says that the change records themselves gave it away.
    """
    kinds = ("package", "return")
    if not seen and not any(cloned(_taken(uow, node, epoch, kind)) for kind in kinds):
        return False
    uow.execute("INSERT OR IGNORE INTO cloned_epoch (node, epoch) VALUES (?, ?)", (node, epoch))
    return True


def _taken(source: Rows, node: str, epoch: str, kind: str = "%", *, upto: int = _EVERY) -> list[Taken]:
    found = source.rows(
        "SELECT first, last, sequence, range_digest, digest, previous FROM package "
        "WHERE direction = 'in' AND node = ? AND epoch = ? AND kind LIKE ? AND pk <= ?",
        (node, epoch, kind, upto),
    )
    return [
        Taken(Span(row["first"], row["last"]), row["sequence"], row["range_digest"], row["digest"], row["previous"])
        for row in found
    ]


def partner_has(source: Rows, node: str, epoch: str) -> int:
    """The highest number of our ``epoch`` up to which a partner says it has everything; 0 when it never said."""
    found = source.rows("SELECT reached FROM partner_ack WHERE node = ? AND epoch = ?", (node, epoch))
    return int(found[0]["reached"]) if found else 0


def note_acknowledged(uow: UnitOfWork, node: str, epoch: str, upto: int, their_epoch: str, their_sequence: int) -> None:
    """Keep what a partner's file acknowledges of our numbering, unless a newer file of its epoch already did."""
    uow.execute(
        "INSERT INTO partner_ack (node, epoch, reached, their_epoch, their_sequence) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (node) DO UPDATE SET epoch = excluded.epoch, reached = excluded.reached, "
        "their_epoch = excluded.their_epoch, their_sequence = excluded.their_sequence "
        "WHERE their_epoch <> excluded.their_epoch OR their_sequence < excluded.their_sequence",
        (node, epoch, upto, their_epoch, their_sequence),
    )


def made_out_of_order(source: Rows, node: str, epoch: str, kind: str, sequence: int, made: datetime) -> bool:
    """Whether a file says it was made more than an hour before the one with the next lower number, or after the one
    with the next higher. One that was dated in the future when it arrived says nothing of a later clock."""
    early, late = (made + sign * timedelta(hours=1) for sign in (-1, 1))
    of_sender = "direction = 'in' AND node = :node AND epoch = :epoch AND kind = :kind"
    return bool(
        source.rows(
            f"SELECT 1 FROM package WHERE {of_sender} AND ("
            f"sequence = (SELECT max(sequence) FROM package WHERE {of_sender} AND sequence < :sequence) "
            "AND datetime(made_at) > datetime(:late) AND datetime(made_at) <= datetime(stored_at, '+1 day') "
            f"OR sequence = (SELECT min(sequence) FROM package WHERE {of_sender} AND sequence > :sequence) "
            "AND datetime(made_at) < datetime(:early))",
            {
                "node": node,
                "epoch": epoch,
                "kind": kind,
                "sequence": sequence,
                "early": early.isoformat(),
                "late": late.isoformat(),
            },
        )
    )
