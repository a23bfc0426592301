"""Connections to SQLCipher files, and what the driver's errors mean.

The driver is joined with sqlite-utils in ``ntt_desktop/store/__init__.py``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from ntt_desktop.errors import StoreError, disk_error

__all__ = ["Connection", "Cursor", "Database", "DatabaseError", "IntegrityError", "connect", "known_errors"]

if TYPE_CHECKING:  # SQLCipher's driver has no type hints; it has the shape of the standard one
    from sqlite3 import Connection, Cursor, DatabaseError, IntegrityError
else:
    Connection, Cursor = dbapi2.Connection, dbapi2.Cursor
    DatabaseError, IntegrityError = dbapi2.DatabaseError, dbapi2.IntegrityError

WRITER_CACHE_KIB = 64 * 1024
"""Pages kept by the one writing connection; only as many as a unit of work touches are ever held."""

LARGE_CACHE_KIB = 192 * 1024
"""What the writing connection of a large store keeps at most."""

BUSY_TIMEOUT_MS = 5000

_KNOWN = (
    ("disk is full", "disk_full"),
    ("readonly", "read_only"),
    ("unable to open", "cannot_open"),
    ("locked", "store_busy"),
    ("not a database", "store_damaged"),
    ("malformed", "store_damaged"),
    ("disk i/o", "disk_error"),
    ("hmac check failed", "store_damaged"),
)


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Connection:
    """Open an SQLCipher file with a raw 32-byte key (0.2 ms; a passphrase would cost 150 ms a connection).

    Transactions are explicit (``isolation_level=None``). Raises `StoreError` for disk trouble or a wrong key.
    """
    with known_errors(path):
        connection: Connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to stderr past everybody
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("PRAGMA cipher_memory_security = OFF")
            connection.execute("PRAGMA temp_store = memory")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if read_only:
                connection.execute("PRAGMA query_only = ON")
            else:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                keep_pages(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def keep_pages(connection: Connection) -> None:
    """Let a writing connection keep a quarter of its file's pages, within `WRITER_CACHE_KIB` and `LARGE_CACHE_KIB`.

    A page costs its decryption, and its encryption again once it was changed and had to go: giving fifty thousand
    seats touches pages all over a large store.
    """
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    wanted = min(max(int(pages) * int(size) // 4096, WRITER_CACHE_KIB), LARGE_CACHE_KIB)
    connection.execute(f"PRAGMA cache_size = -{wanted}")


@contextmanager
def known_errors(path: Path) -> Iterator[None]:
    """Turn the driver's operational errors into `StoreError`; integrity errors pass (they are bugs or rules)."""
    try:
        yield
    except IntegrityError:
        raise
    except DatabaseError as error:
        text = str(error).lower()
        for part, code in _KNOWN:
            if part in text:
                raise StoreError(code, path=str(path)) from error
        raise
    except OSError as error:
        # By its number: the text names the path, and a folder may be called "unlocked".
        known = disk_error(error, path)
        if known is None:
            raise
        raise known from error
