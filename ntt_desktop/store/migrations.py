"""Schema migrations: ordered functions, each applied once, each preceded by a copy of the store.

They are written out in SQL (sqlite-utils' ``transform()`` drops triggers in silence) and create no change records.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlite_utils.migrations import Migrations

from ntt_desktop.errors import StoreError
from ntt_desktop.store import matches, schema
from ntt_desktop.store.driver import Connection, Database
from ntt_desktop.store.files import write_atomic
from ntt_desktop.store.schema import intake, people

MIGRATIONS = Migrations("ntt_desktop")


@MIGRATIONS(name="0001_first_tables")
def first_tables(db: Database) -> None:
    """Everything that the first version has."""
    for statement in schema.statements():
        db.execute(statement)


@MIGRATIONS(name="0002_duplicates_and_covers")
def duplicates_and_covers(db: Database) -> None:
    """Decisions on likely duplicates, earlier cover, and the keys by which alike people are found."""
    _create_missing(db, [kind.create_table() for kind in people.KINDS] + list(people.STATEMENTS))
    matches.fill(db.conn)


@MIGRATIONS(name="0003_intake_memory")
def intake_memory(db: Database) -> None:
    """What people said of lists, kept for the next one; and which rows came back corrected."""
    _create_missing(db, intake.MEMORY)


def _create_missing(db: Database, statements: Sequence[str]) -> None:
    """Create what a store made by this version has already, and an older one has not."""
    for statement in statements:
        for noun in ("TABLE", "INDEX"):
            statement = statement.replace(f"CREATE {noun} ", f"CREATE {noun} IF NOT EXISTS ", 1)
        db.execute(statement)


def migrate(connection: Connection, path: Path, backups: Path, stamp: str) -> list[str]:
    """Bring the store at ``path`` to this program's schema; returns the names of the migrations applied.

    ``stamp`` names the copies made in ``backups``. Raises `StoreError` ``store_newer`` when the store was made by
    a newer version of the program: it is left untouched.
    """
    db = Database(connection, execute_plugins=False)
    known = [migration.name for migration in MIGRATIONS._migrations]
    applied = [migration.name for migration in MIGRATIONS.applied(db)]
    if not set(applied) <= set(known):
        raise StoreError("store_newer", path=str(path))
    pending = [migration.name for migration in MIGRATIONS.pending(db)]
    for position, name in enumerate(pending):
        if applied:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            write_atomic(backups / f"before-{name}-{stamp}.db", path.read_bytes())
        following = pending[position + 1] if position + 1 < len(pending) else None
        MIGRATIONS.apply(db, stop_before=following)
    return pending


def applied_names(connection: Connection) -> list[str]:
    """The migrations that a store has had, in order."""
    return [migration.name for migration in MIGRATIONS.applied(Database(connection, execute_plugins=False))]
