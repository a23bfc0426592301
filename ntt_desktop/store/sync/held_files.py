"""Files that could not be taken in yet: kept whole in the encrypted store until they can. Local."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

LARGEST = 40 * 1024 * 1024
"""A single file of more bytes is only reported: no real package is that large."""
LARGEST_SUM = 400 * 1024 * 1024
"""What all held files may take together. A file beyond is only reported; none is ever pushed out."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One held file. ``status`` and ``reason`` say why; ``held_at`` is UTC, ISO 8601."""

    id: str
    """The first twelve characters of its SHA-256."""
    file: str
    size: int
    status: str
    reason: str
    params: Mapping[str, Any]
    sender: str
    fingerprint: str
    held_at: str
    actor: str

    @property
    def trusted_by(self) -> str:
        """The spoken code that lets the file in: of a machine that is unknown, or was given up; "" where none does."""
        return str(self.params.get("fingerprint", ""))


_COLUMNS = "digest, file, size, status, reason, params, sender, fingerprint, held_at, actor"


def keep(
    uow: UnitOfWork,
    content: bytes,
    *,
    file: str,
    status: str,
    reason: str,
    params: Mapping[str, Any],
    sender: str,
    fingerprint: str,
    actor: str,
) -> bool:
    """Keep a file, or bring up to date why it is held. False when there is no room for it."""
    taken = int(uow.rows("SELECT coalesce(sum(size), 0) AS size FROM held_file")[0]["size"])
    digest = hashlib.sha256(content).hexdigest()
    if not uow.rows("SELECT 1 FROM held_file WHERE digest = ?", (digest,)) and (
        len(content) > LARGEST or taken + len(content) > LARGEST_SUM
    ):
        return False
    said = json.dumps({key: str(value) for key, value in params.items()}, ensure_ascii=False)
    uow.execute(
        f"INSERT INTO held_file ({_COLUMNS}, content) VALUES ({', '.join('?' * 11)}) ON CONFLICT (digest) DO UPDATE "
        "SET status = excluded.status, reason = excluded.reason, params = excluded.params, "
        "sender = excluded.sender, fingerprint = excluded.fingerprint",
        (
            *(digest, file, len(content), status, reason, said, sender, fingerprint),
            *(uow.now.isoformat(timespec="seconds"), actor, content),
        ),
    )
    return True


def drop(uow: UnitOfWork, content: bytes) -> bool:
    """Forget a file that was taken in, or that nobody needs; whether it was held."""
    return uow.execute("DELETE FROM held_file WHERE digest = ?", (hashlib.sha256(content).hexdigest(),)).rowcount > 0


def drop_id(uow: UnitOfWork, held: str) -> bool:
    """Forget the held file with this id; whether there was one."""
    return uow.execute("DELETE FROM held_file WHERE substr(digest, 1, 12) = ?", (held,)).rowcount > 0


def listing(source: Rows) -> list[HeldFile]:
    """The held files, the oldest first."""
    rows = source.rows(f"SELECT {_COLUMNS} FROM held_file ORDER BY pk")
    return [HeldFile(**{"id": row.pop("digest")[:12], **row, "params": json.loads(row["params"])}) for row in rows]


def content(source: Rows, held: str) -> bytes | None:
    """The bytes of a held file."""
    rows = source.rows("SELECT content FROM held_file WHERE substr(digest, 1, 12) = ?", (held,))
    return bytes(rows[0]["content"]) if rows else None
