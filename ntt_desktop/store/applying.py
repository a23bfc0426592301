"""Storing received changes many at a time: what is known, what is new, and which records have to be written again."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from ntt_desktop.domain.changes import Change
from ntt_desktop.store.codec import COLUMNS, decode
from ntt_desktop.store.driver import Connection
from ntt_desktop.store.rows import chunks


def known_among(connection: Connection, revisions: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Of these revisions those that the log has: revision -> (body, record)."""
    found: dict[str, tuple[str, str]] = {}
    for chunk in chunks(sorted(set(revisions))):
        marks = ", ".join("?" * len(chunk))
        rows = connection.execute(f"SELECT revision, body, record FROM change WHERE revision IN ({marks})", chunk)
        found |= {revision: (body, record) for revision, body, record in rows}
    return found


def append(connection: Connection, changes: Sequence[tuple[Change, str]], source: str, now: datetime) -> None:
    """Number and store changes (with their bodies) in this order."""
    stored_at = now.astimezone(UTC).isoformat(timespec="seconds")
    connection.executemany(
        f"INSERT INTO change ({COLUMNS}, source, stored_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(change.revision, change.kind, change.record, body),
                *(change.actor, change.reason, source, stored_at),
            )
            for change, body in changes
        ],
    )


def earlier(connection: Connection, records: Iterable[str]) -> dict[str, list[Change]]:
    """Of these records those that the log has, each with all its changes."""
    found: dict[str, list[Change]] = {}
    for chunk in chunks(sorted(records)):
        marks = ", ".join("?" * len(chunk))
        for row in connection.execute(f"SELECT {COLUMNS} FROM change WHERE record IN ({marks})", chunk):
            change = decode(*row)
            found.setdefault(change.record, []).append(change)
    return found
