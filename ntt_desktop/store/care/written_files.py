"""The local log of files with people's data, and of who opened whose page."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file. ``what``: a report's name or another paper's code; ``people``: how many stand in it."""

    pk: int
    file: str
    digest: str
    """SHA-256, hexadecimal; "" for packages, which are known by their payload's."""
    size: int
    what: str
    region: str
    period: str
    people: int
    full_nik: bool
    """NIKs stand in it in full."""
    made_at: str
    """UTC, ISO 8601."""
    actor: str


_COLUMNS = "pk, file, digest, size, what, region, period, people, full_nik, made_at, actor"


def add(
    uow: UnitOfWork,
    *,
    file: str,
    digest: str,
    size: int,
    what: str,
    region: str,
    period: str,
    persons: Sequence[str],
    others: int,
    full_nik: bool,
    actor: str,
) -> None:
    """Log a file; ``persons`` are ids of workers, ``others``: how many stand in it who have none."""
    packed = zlib.compress(json.dumps(list(persons)).encode(), 6)
    uow.execute(
        f"INSERT INTO written_file ({_COLUMNS.removeprefix('pk, ')}, persons) VALUES ({', '.join('?' * 11)})",
        (
            *(file, digest, size, what, region, period, len(persons) + others, int(full_nik)),
            *(uow.now.isoformat(timespec="seconds"), actor, packed),
        ),
    )


def listing(source: Rows) -> list[WrittenFile]:
    """All logged files, the newest first."""
    return [_row(row) for row in source.rows(f"SELECT {_COLUMNS} FROM written_file ORDER BY pk DESC")]


def of_digest(source: Rows, digest: str) -> list[WrittenFile]:
    """The entries of files with exactly this content."""
    return [
        _row(row)
        for row in source.rows(f"SELECT {_COLUMNS} FROM written_file WHERE digest = ? ORDER BY pk DESC", (digest,))
    ]


def persons(source: Rows, pk: int) -> list[str] | None:
    """Ids of the people in a file; None when there is no such entry."""
    rows = source.rows("SELECT persons FROM written_file WHERE pk = ?", (pk,))
    return [str(one) for one in json.loads(zlib.decompress(bytes(rows[0]["persons"])))] if rows else None


def saw(uow: UnitOfWork, person: str, day: str, actor: str) -> None:
    """Note that somebody looked at a person on a day."""
    uow.execute("INSERT OR IGNORE INTO person_view (person, day, actor) VALUES (?, ?, ?)", (person, day, actor))


def views(source: Rows, first: str, last: str) -> list[dict[str, Any]]:
    """``person``, ``day``, ``actor`` of the looks between two ISO days, the newest first."""
    return source.rows(
        "SELECT person, day, actor FROM person_view WHERE day BETWEEN ? AND ? ORDER BY day DESC, actor, person",
        (first, last),
    )


def _row(row: dict[str, Any]) -> WrittenFile:
    return WrittenFile(**{**row, "full_nik": bool(row["full_nik"])})
