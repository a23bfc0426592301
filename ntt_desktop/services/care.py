"""Looking after a store: backups, restoring, and whether it is whole."""

from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.i18n import mark
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.imports.listing import unfinished
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.care import backup as backups
from ntt_desktop.store.care.check import check as examine

PROBLEMS = {
    "file_damaged": mark("The store's file is damaged: {detail}"),
    "link_broken": mark("A record points to one that is missing: {detail}"),
    "schema_differs": mark("A table is not as the program made it: {detail}"),
    "numbering_broken": mark("The numbering of the log has a gap: {detail}"),
    "records_missing": mark("The list and the log differ in number: {detail}"),
    "record_differs": mark("A record is not what its history says: {detail}"),
    "derived_differs": mark("What follows from the records is not what it should be: {detail}"),
}
"""The msgids of what `check` can find."""


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a store: ``problems`` are (code of `PROBLEMS`, detail)."""

    problems: tuple[tuple[str, str], ...]
    records: int
    changes: int
    unfinished: tuple[str, ...] = ()
    """Files that were read and neither stored nor given up when the program ended: nothing of them is there."""


def backup(ctx: Context, target: Path, *, overwrite: bool = False) -> Result[Path]:
    """Write a backup to a file or into a folder; the file that was written. Raises `UserError` ``file_exists``.

    When it was made is noted in this store (setting ``last_backup``, ISO), so that the window can say how old it is.
    """
    written = backups.write(ctx.store, target, overwrite=overwrite)
    with ctx.store.write(ctx.actor, "backup") as unit:
        unit.set_setting("last_backup", ctx.clock().isoformat(timespec="seconds"))
        people = int(unit.rows("SELECT count(*) AS people FROM worker WHERE person_id = id")[0]["people"])
    written_files.note(ctx, [written], About(written_files.BACKUP, others=people, full_nik=True))
    return Result(written, frozenset({"backup"}))


def restore(file: Path, home: Path, passphrase: str) -> Result[Path]:
    """Put a backup in place in ``home``, setting aside what stood there; ``passphrase`` is the backup's.

    Raises `UserError` ``file_missing``, ``backup_unreadable``, ``wrong_passphrase``.
    """
    backups.restore(file, home, passphrase)
    return Result(home, frozenset({"worker"}))


def check(ctx: Context) -> Result[Health]:
    """Compare file, schema, tables and log."""
    found = examine(ctx.store)
    left = tuple(item.file for item in unfinished(ctx))
    return Result(Health(tuple(found.problems), found.records, found.changes, left))
