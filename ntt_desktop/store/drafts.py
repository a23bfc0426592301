"""Drafts of forms: a small SQLCipher file of its own, so that saving one never waits for the store's writer."""

import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

from ntt_desktop.store.driver import connect, known_errors


class Drafts:
    """Drafts by key; the newest of each key is kept until it is removed. Safe to call from any thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection = connect(path, key)
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS draft (key TEXT PRIMARY KEY, body TEXT NOT NULL, saved_at TEXT NOT NULL)"
        )

    def save(self, key: str, body: dict[str, Any], saved_at: datetime) -> None:
        """Keep a draft."""
        with self._lock, known_errors(self._path):
            self._connection.execute(
                "INSERT OR REPLACE INTO draft (key, body, saved_at) VALUES (?, ?, ?)",
                (key, json.dumps(body, ensure_ascii=False), saved_at.isoformat(timespec="seconds")),
            )

    def load(self, key: str) -> dict[str, Any] | None:
        """A kept draft, or None."""
        with self._lock, known_errors(self._path):
            row = self._connection.execute("SELECT body FROM draft WHERE key = ?", (key,)).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def all(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Every draft as (key, saved_at, body), newest first."""
        with self._lock, known_errors(self._path):
            rows = self._connection.execute("SELECT key, saved_at, body FROM draft ORDER BY saved_at DESC").fetchall()
        return [(key, saved_at, dict(json.loads(body))) for key, saved_at, body in rows]

    def remove(self, key: str) -> None:
        """Forget a draft."""
        with self._lock, known_errors(self._path):
            self._connection.execute("DELETE FROM draft WHERE key = ?", (key,))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
