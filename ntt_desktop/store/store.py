"""The encrypted store of one node: one writer, many readers, one process."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ntt_desktop.domain.revision import MACHINE, HybridClock, counter_of, milliseconds_of
from ntt_desktop.store import (
    migrations,
    schema,  # noqa: F401  (registers every kind of record with the unit of work)
)
from ntt_desktop.store.care import identity, learning
from ntt_desktop.store.care.drafts import Drafts
from ntt_desktop.store.care.identity import NodeIdentity
from ntt_desktop.store.driver import Connection, connect, keep_pages, known_errors
from ntt_desktop.store.files import set_aside
from ntt_desktop.store.ids import uuid7
from ntt_desktop.store.lock import HomeLock
from ntt_desktop.store.people import standing
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.unit_of_work import UnitOfWork

FILE = "store.db"
_GIVING_WAY = 0.002
"""Seconds in which a waiting thread wakes and takes the writing connection."""
FILES = (FILE, f"{FILE}-wal", f"{FILE}-shm", "drafts.db")
"""A home's data. SQLite makes the second and third while it is open, and may leave them when a process dies."""


@dataclass(frozen=True, slots=True)
class NewNode:
    """What set-up asks for."""

    role: str
    region: str
    device: str
    officer: str


class Store:
    """An open store. ``home`` is locked until `close`.

    Reading and writing never share a connection: `read` gives each thread its own, `write` hands out the one
    writing connection to one unit of work at a time.
    """

    def __init__(
        self,
        home: Path,
        key: bytes,
        *,
        program: str = "NTT Desktop",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open (and migrate) the store in ``home``.

        Raises `StoreError`: ``home_locked``, ``store_newer``, ``store_damaged``, ``disk_full``, ``read_only``.
        """
        self.home = home
        self._key = key
        self._clock = clock
        self._path = home / FILE
        self._writing = threading.Lock()
        self._writer_thread: int | None = None
        self._local = threading.local()
        self._readers: list[Connection] = []
        self._readers_lock = threading.Lock()
        self._lock = HomeLock(home, program)
        try:
            self._writer = connect(self._path, key)
            try:
                stamp = clock().strftime("%Y%m%d-%H%M%S")
                with known_errors(self._path):
                    migrations.migrate(self._writer, self._path, home / "backups", stamp)
                self.drafts = Drafts(home / "drafts.db", key)
            except BaseException:
                self._writer.close()
                raise
        except BaseException:
            self._lock.release()
            raise
        self._hybrid: HybridClock | None = None
        self._node: NodeIdentity | None = None

    @classmethod
    def create(
        cls,
        home: Path,
        key: bytes,
        node: NewNode,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> "Store":
        """Make a store for a new node: device key, epoch, and the node's own record.

        A store that stands there without its keys is set aside in ``backups``, never deleted: a backup may hold them.
        """
        lock = HomeLock(home, "NTT Desktop")
        try:
            set_aside(home, FILES, f"without-keys-{clock():%Y%m%d-%H%M%S}")
        finally:
            lock.release()
        store = cls(home, key, clock=clock)
        private_key = identity.new_private_key()
        public_key = identity.public_key_of(private_key)
        now_ms = int(clock().timestamp() * 1000)
        with store._transaction() as connection:
            settings: dict[str, Any] = {
                "node_id": uuid7(now_ms),
                "private_key": private_key.hex(),
                "epoch": identity.new_epoch(),
                "parent": "",
                learning.SETTING: learning.present(),
            }
            for name, value in settings.items():
                connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (name, json.dumps(value)))
            unit = UnitOfWork(
                connection, HybridClock(identity.device_code(public_key)), clock(), node.officer, "set up"
            )
            unit.put(
                "node",
                settings["node_id"],
                {
                    "name": node.device,
                    "region": node.region,
                    "role": node.role,
                    "officer": node.officer,
                    "device": identity.device_code(public_key),
                    "public_key": public_key,
                },
            )
            unit.finish()
        return store

    @property
    def key(self) -> bytes:
        """The data key, for backups and for a new passphrase."""
        return self._key

    @property
    def node(self) -> NodeIdentity:
        """Who this store is."""
        if self._node is None:
            with self.read() as reader:
                found = reader.setting("node_id")
                row = reader.one("SELECT * FROM node WHERE id = ?", (found,)) or {}
                public_key = str(row["public_key"])
                self._node = NodeIdentity(
                    id=found,
                    device=row["device"],
                    name=row["name"],
                    region=row["region"],
                    role=row["role"],
                    officer=row["officer"] or "",
                    parent=reader.setting("parent", ""),
                    epoch=reader.setting("epoch"),
                    public_key=public_key,
                    fingerprint=identity.fingerprint(public_key),
                )
        return self._node

    def sign(self, content: bytes) -> bytes:
        """This device's Ed25519 signature of ``content``."""
        with self.read() as reader:
            return identity.sign(bytes.fromhex(reader.setting("private_key")), content)

    @contextmanager
    def write(self, actor: str, reason: str = "") -> Iterator[UnitOfWork]:
        """One unit of work: BEGIN IMMEDIATE, commit on leaving, roll back on any exception.

        Units from several threads wait for each other. A unit inside another on the same thread is a bug.
        """
        with self._transaction() as connection:
            unit = UnitOfWork(connection, self._hybrid_clock(connection), self._clock(), actor, reason)
            yield unit
            unit.finish()
        if "node" in unit.touched:
            self._node = None

    def pass_month(self) -> None:
        """In a new month: bring what depends on the present month up to date. Writes no change records."""
        if self.setting(standing.MONTH) != standing.present_month(self._clock()):
            with self.write(""):
                pass  # the unit of work does it at its end

    def give_way(self) -> None:
        """Between units of work of one long job: whoever waits to write does so now. A lock by itself is not fair."""
        time.sleep(_GIVING_WAY)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent view of the committed store, on this thread's own connection; may be nested."""
        connection = self._reading_connection()
        if connection.in_transaction:
            yield Reader(connection)
            return
        with known_errors(self._path):
            connection.execute("BEGIN")
        try:
            yield Reader(connection)
        finally:
            connection.execute("COMMIT")

    def setting(self, key: str, default: Any = None) -> Any:
        """A local setting (JSON), never synced."""
        with self.read() as reader:
            return reader.setting(key, default)

    def forget_identity(self) -> None:
        """Read the node's identity anew at next use, after a setting that it shows was changed."""
        self._node = self._hybrid = None

    def close(self) -> None:
        """Close every connection and let the home folder go."""
        with self._readers_lock:
            for connection in self._readers:
                connection.close()
            self._readers.clear()
        self._local = threading.local()
        self.drafts.close()
        self._writer.close()
        self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self._writer_thread == threading.get_ident():
            raise RuntimeError("a unit of work inside another one")
        with self._writing:
            self._writer_thread = threading.get_ident()
            try:
                with known_errors(self._path):
                    # IMMEDIATE: a deferred transaction fails at once with "locked" when another writer is active.
                    self._writer.execute("BEGIN IMMEDIATE")
                    try:
                        keep_pages(self._writer)
                        yield self._writer
                        self._writer.execute("COMMIT")
                    except BaseException:
                        if self._writer.in_transaction:
                            self._writer.execute("ROLLBACK")
                        self._hybrid = None
                        raise
            finally:
                self._writer_thread = None

    def _hybrid_clock(self, connection: Connection) -> HybridClock:
        if self._hybrid is None:
            device, life = connection.execute(
                "SELECT device, (SELECT value ->> '$' FROM setting WHERE key = ?) FROM node "
                "WHERE id = (SELECT value ->> '$' FROM setting WHERE key = 'node_id')",
                (identity.LIFE,),
            ).fetchone()
            now_ms = int(self._clock().timestamp() * 1000)
            clock = HybridClock(device + (life or ""))
            limit = f"{now_ms + 24 * 3600 * 1000:012x}g"
            newest = connection.execute("SELECT max(revision) FROM change WHERE revision < ?", (limit,)).fetchone()[0]
            own = connection.execute(
                "SELECT max(revision) FROM change WHERE source = '' AND substr(revision, 17, ?) = ?", (MACHINE, device)
            ).fetchone()[0]
            latest = max(filter(None, (newest, own)), default=None)
            if latest:
                clock.milliseconds, clock.counter = milliseconds_of(latest), counter_of(latest)
            self._hybrid = clock
        return self._hybrid

    def _reading_connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path, self._key, read_only=True)
            self._local.connection = connection
            with self._readers_lock:
                self._readers.append(connection)
        return connection
