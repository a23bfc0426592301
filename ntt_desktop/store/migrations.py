"""Schema migrations: ``resources/schema/NNNN_name.sql`` in order, each applied once, each preceded by a copy.

They are written out in SQL (sqlite-utils' ``transform()`` drops triggers in silence) and create no change records.
"""

from pathlib import Path

from sqlite_utils.migrations import Migrations

from ntt_desktop import paths
from ntt_desktop.errors import StoreError
from ntt_desktop.store.driver import Connection, Database
from ntt_desktop.store.files import write_atomic

MIGRATIONS = Migrations("ntt_desktop")


def _register(name: str, path: Path) -> None:
    @MIGRATIONS(name=name)
    def written_out(db: Database) -> None:
        for statement in _statements(path):
            db.execute(statement)


def _statements(path: Path) -> list[str]:
    """The statements of a migration; parted by a line with two semicolons, since triggers hold single ones."""
    text = path.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return [statement.strip() for statement in "\n".join(lines).split("\n;;\n")]


for _path in sorted(paths.resource("schema").glob("*.sql")):
    _register(_path.stem, _path)


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
