"""What of the log goes into a file for a partner, and the signed parts by which a file can be made again."""

import hashlib
from collections.abc import Iterable, Iterator

from ntt_desktop.domain.changes import Change
from ntt_desktop.store.codec import COLUMNS, decode
from ntt_desktop.store.rows import Rows, chunks
from ntt_desktop.store.unit_of_work import UnitOfWork


def touched(source: Rows, after: int, upto: int, *, not_from: str, lost_until: int = 0) -> list[tuple[str, str]]:
    """(kind, record) of every record with a change numbered in ``(after, upto]`` that ``not_from`` did not send.

    What it sent up to ``lost_until`` (`lost_until` of ``packages``) counts all the same: it may be lost.
    """
    found = source.rows(
        "SELECT DISTINCT kind, record FROM change WHERE seq > ? AND seq <= ? "
        "AND (source = '' OR source <> ? OR seq <= ?)",
        (after, upto, not_from, lost_until),
    )
    return [(row["kind"], row["record"]) for row in found]


def changes_of(source: Rows, records: Iterable[str], upto: int) -> Iterator[Change]:
    """Every change of these records numbered at most ``upto``."""
    for chunk in chunks(sorted(set(records))):
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(f"SELECT {COLUMNS} FROM change WHERE record IN ({marks}) AND seq <= ?", (*chunk, upto)):
            yield decode(**row)


def range_digest(source: Rows, after: int, upto: int) -> str:
    """The digest of the revisions numbered in ``(after, upto]``, in their order: what tells a copied store apart."""
    digest = hashlib.sha256()
    for row in source.rows("SELECT revision FROM change WHERE seq > ? AND seq <= ? ORDER BY seq", (after, upto)):
        digest.update(f"{row['revision']}\n".encode())
    return digest.hexdigest()


def keep_body(uow: UnitOfWork, package_id: str, manifest: bytes, signature: bytes, payload: bytes) -> None:
    """Keep the signed parts of a file made here: the manifest's bytes, the signature, the packed payload."""
    uow.execute(
        "INSERT INTO package_body (package_id, manifest, signature, payload) VALUES (?, ?, ?, ?)",
        (package_id, manifest, signature, payload),
    )


def body_of(source: Rows, package_id: str) -> tuple[bytes, bytes, bytes] | None:
    """What `keep_body` kept of a file."""
    found = source.rows("SELECT manifest, signature, payload FROM package_body WHERE package_id = ?", (package_id,))
    return (found[0]["manifest"], found[0]["signature"], found[0]["payload"]) if found else None
