"""The health of a store: is the file whole, is the schema the declared one, do the tables agree with the log, and is
all that follows from them what it should be?"""

from dataclasses import dataclass, field
from pathlib import Path

from ntt_desktop.domain.changes import resolve
from ntt_desktop.errors import StoreError
from ntt_desktop.store import recompute, schema
from ntt_desktop.store.codec import COLUMNS, decode, to_columns
from ntt_desktop.store.driver import Connection, connect, known_errors
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.store import FILE, Store


@dataclass(slots=True)
class Health:
    """``problems`` holds (code, detail); empty when all is well."""

    problems: list[tuple[str, str]] = field(default_factory=list)
    records: int = 0
    changes: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(store: Store) -> Health:
    """Examine the whole store; stores nothing. Units of work wait for it while what is derived is computed anew."""
    health = Health()
    path = store.home / FILE
    try:
        with known_errors(path):
            _examine(store, path, health)
    except StoreError as error:
        if error.code != "store_damaged":
            raise
        # Nothing can be read beyond the damage: what was found so far says where.
        health.problems = health.problems or [("file_damaged", str(error.__cause__))]
    return health


def _examine(store: Store, path: Path, health: Health) -> None:
    # A connection of its own: the index of words, once read, reports damage where another connection emptied it.
    fresh = connect(path, store.key, read_only=True)
    try:
        fresh.execute("BEGIN")
        reader = Reader(fresh)
        unsigned = [str(line) for (line,) in reader.execute("PRAGMA cipher_integrity_check").fetchall()]
        size = int(reader.value("PRAGMA page_size"))
        health.problems += [("file_damaged", line) for line in unsigned if not _unwritten(path, size, line)]
        for (line,) in reader.execute("PRAGMA integrity_check").fetchall():
            if line != "ok":
                health.problems.append(("file_damaged", str(line)))
        for row in reader.execute("PRAGMA foreign_key_check").fetchall():
            health.problems.append(("link_broken", str(row)))
        _schema(reader, health)
        _numbering(reader, health)
        _tables(reader, health)
    finally:
        fresh.close()
    for _, detail in recompute.differences(store):
        health.problems.append(("derived_differs", detail))


def _unwritten(path: Path, size: int, line: str) -> bool:
    """Whether a page that lacks its signature is one that was never written: its content is in the write-ahead log.

    A checkpoint beside a reader leaves out pages that changed again since; new ones among them are holes in the file.
    A page in use that was lost is named by SQLite's own examination.
    """
    word = line.rpartition(" ")[2]
    if not word.isdigit():
        return False
    with path.open("rb") as file:
        file.seek((int(word) - 1) * size)
        return not any(file.read(size))


def declared_objects(connection: Connection) -> dict[str, str]:
    """Name -> SQL of every table, index and trigger in a file (what the libraries add is left out)."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    ours = {name: sql for name, sql in rows if not name.startswith(("worker_search_", "sqlite_", "_sqlite_", "idx__"))}
    return {name: _folded(sql) for name, sql in ours.items()}


def _folded(sql: str) -> str:
    """SQL without the spaces that a column added later lacks."""
    return " ".join(sql.split()).replace("( ", "(").replace(" )", ")").replace(" ,", ",")


def _schema(reader: Reader, health: Health) -> None:
    fresh = connect(Path(":memory:"), bytes(32))
    try:
        for statement in schema.statements():
            fresh.execute(statement)
        declared = declared_objects(fresh)
    finally:
        fresh.close()
    rows = reader.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    present = {name: _folded(sql) for name, sql in rows}
    for name, sql in declared.items():
        if present.get(name) != sql:
            health.problems.append(("schema_differs", name))


def _numbering(reader: Reader, health: Health) -> None:
    health.changes = reader.value("SELECT count(*) FROM change")
    if health.changes != (reader.value("SELECT max(seq) FROM change") or 0):
        health.problems.append(("numbering_broken", str(health.changes)))


def _tables(reader: Reader, health: Health) -> None:
    """Every record's table row must be what the set of its changes says."""
    for kind in KINDS.values():
        expected = reader.value("SELECT count(DISTINCT record) FROM change WHERE kind = ?", (kind.name,))
        if expected != reader.value(f"SELECT count(*) FROM {kind.name}"):
            health.problems.append(("records_missing", kind.name))
        names = ", ".join(f'"{name}"' for name in kind.fields)
        current = {
            row[0]: row[1:]
            for row in reader.execute(f"SELECT id, {names}, created_rev, updated_rev FROM {kind.name}").fetchall()
        }
        health.records += len(current)
        group: list[tuple[str, ...]] = []
        log = reader.execute(f"SELECT {COLUMNS} FROM change WHERE kind = ? ORDER BY record", (kind.name,))
        for row in [*log.fetchall(), None]:
            if group and (row is None or row[2] != group[0][2]):
                state = resolve(decode(*change) for change in group)
                wanted = (*to_columns([state.values.get(name) for name in kind.fields]), state.created, state.updated)
                if current.get(state.record) != wanted:
                    health.problems.append(("record_differs", f"{kind.name} {state.record}"))
                group = []
            if row is not None:
                group.append(row)
