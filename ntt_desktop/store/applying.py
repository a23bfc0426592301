"""Storing received changes many at a time: what is known, what is new, and which records have to be written again."""

from collections.abc import Iterable, Sequence

from ntt_desktop.domain.changes import Change
from ntt_desktop.store.codec import COLUMNS, decode, encode_body
from ntt_desktop.store.driver import Connection
from ntt_desktop.store.rows import chunks


def known_among(connection: Connection, revisions: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Of these revisions those that the log has: revision -> (record, body)."""
    found: dict[str, tuple[str, str]] = {}
    for chunk in chunks(sorted(set(revisions))):
        marks = ", ".join("?" * len(chunk))
        rows = connection.execute(f"SELECT revision, record, body FROM change WHERE revision IN ({marks})", chunk)
        found |= {revision: (record, body) for revision, record, body in rows}
    return found


LogRow = tuple[str, str, str, str, str, str, str, str]
"""`COLUMNS`, then ``source`` and ``stored_at``."""


def log_row(change: Change, source: str, stored_at: str) -> LogRow:
    """A change as the log keeps it; ``source`` is the node that brought it, "" for our own."""
    body = encode_body(change)
    return change.revision, change.kind, change.record, body, change.actor, change.reason, source, stored_at


def append(connection: Connection, rows: Sequence[LogRow]) -> None:
    """Number and store changes in this order."""
    connection.executemany(f"INSERT INTO change ({COLUMNS}, source, stored_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def earlier(connection: Connection, records: Iterable[str]) -> dict[str, list[Change]]:
    """Of these records those that the log has, each with all its changes."""
    found: dict[str, list[Change]] = {}
    for chunk in chunks(sorted(records)):
        marks = ", ".join("?" * len(chunk))
        for row in connection.execute(f"SELECT {COLUMNS} FROM change WHERE record IN ({marks})", chunk):
            change = decode(*row)
            found.setdefault(change.record, []).append(change)
    return found
