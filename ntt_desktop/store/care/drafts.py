"""Drafts of forms: a small SQLCipher file of its own, so that saving one never waits for the store's writer."""

import json
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ntt_desktop.store.driver import connect, known_errors


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form held; ``saved_at`` is ISO time UTC."""

    saved_at: str
    body: dict[str, Any]


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

    def load(self, key: str) -> Draft | None:
        """A kept draft, or None."""
        with self._lock, known_errors(self._path):
            row = self._connection.execute("SELECT saved_at, body FROM draft WHERE key = ?", (key,)).fetchone()
        return None if row is None else Draft(row[0], json.loads(row[1]))

    def remove(self, key: str) -> None:
        """Forget a draft."""
        with self._lock, known_errors(self._path):
            self._connection.execute("DELETE FROM draft WHERE key = ?", (key,))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
