"""Storing received changes many at a time: what is known, what is new, and which records have to be written again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from ntt_desktop.domain.changes import Change
from ntt_desktop.store.codec import COLUMNS, decode
from ntt_desktop.store.driver import Connection

CHUNK = 500


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


def logs(
    connection: Connection, records: Iterable[str], fresh: dict[str, Change]
) -> Iterator[tuple[str, list[Change]]]:
    """Every record with all its changes; ``fresh`` are changes by revision that need not be read again."""
    for chunk in chunks(sorted(records)):
        marks = ", ".join("?" * len(chunk))
        found: dict[str, list[Change]] = {record: [] for record in chunk}
        others: list[str] = []
        for revision, record in connection.execute(
            f"SELECT revision, record FROM change WHERE record IN ({marks})", chunk
        ):
            if revision in fresh:
                found[record].append(fresh[revision])
            else:
                others.append(revision)
        for part in chunks(others):
            marks = ", ".join("?" * len(part))
            for row in connection.execute(f"SELECT {COLUMNS} FROM change WHERE revision IN ({marks})", part):
                change = decode(*row)
                found[change.record].append(change)
        yield from found.items()


def chunks(values: Sequence[str]) -> Iterator[list[str]]:
    """Lists of at most `CHUNK`."""
    for start in range(0, len(values), CHUNK):
        yield list(values[start : start + CHUNK])
