"""Rows that somebody added by hand to a package: they go through intake like any list, with its preview and findings.

Only rows of the sheet of workers are people; rows added to other sheets are shown and can be ignored.
"""

import json
import secrets
from dataclasses import dataclass

from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import protection
from ntt_desktop.formats.package.columns import WORKERS
from ntt_desktop.formats.package.plain_rows import write_rows
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.imports import ImportOptions, ImportPlan
from ntt_desktop.services.sync.queue import ADDED_ROW
from ntt_desktop.store.files import write_atomic
from ntt_desktop.store.rows import Rows


@dataclass(frozen=True, slots=True)
class AddedRows:
    """The preview of added rows, and the cases they stand for: (package, row's place)."""

    plan: ImportPlan
    cases: tuple[tuple[str, str], ...]


def preview_added(ctx: Context, package: str = "", *, progress: Progress = silent) -> Result[AddedRows]:
    """Judge the people whom somebody added by hand, of one package (its id) or of all; nothing is stored yet.

    Raises `UserError` ``no_added_rows``, and what `imports.preview` raises.
    """
    with ctx.store.read() as reader:
        found = _waiting(reader, package)
    if not found:
        raise UserError("no_added_rows")
    headers = {column.name: column.header for column in WORKERS.columns}
    rows = [{headers.get(name, name): text for name, text in values.items()} for _, values in found]
    # On its way to the reading process the list lies on the disk under a password that nobody ever sees.
    password = secrets.token_urlsafe(24)
    path = ctx.store.home / "baris-tambahan.xlsx"
    write_atomic(path, protection.encrypt(write_rows(WORKERS.title, list(headers.values()), rows), password))
    try:
        plan = imports.preview(ctx, path, ImportOptions(password=password), progress).value
    finally:
        path.unlink(missing_ok=True)
    return Result(AddedRows(plan, tuple(case for case, _ in found)))


def store_added(ctx: Context, added: AddedRows, *, progress: Progress = silent) -> Result[ImportPlan]:
    """Store the previewed rows and close their cases; rejected ones stay in the import, where they can be mended."""
    stored = imports.store_import(ctx, added.plan, progress=progress)
    imports.note_said(ctx, stored.value.id)  # whoever asked for it is told now, not when the program starts again
    with ctx.store.write(ctx.actor, "rows added by hand taken in") as uow:
        for subject, other in added.cases:
            uow.execute(
                "DELETE FROM open_case WHERE kind = ? AND subject = ? AND other = ?", (ADDED_ROW, subject, other)
            )
    return Result(stored.value, stored.changed | {"case"})


def _waiting(source: Rows, package: str) -> list[tuple[tuple[str, str], dict[str, str]]]:
    rows = source.rows(
        "SELECT subject, other, detail FROM open_case WHERE kind = ? AND ? IN ('', subject) ORDER BY pk",
        (ADDED_ROW, package),
    )
    found = []
    for row in rows:
        detail = json.loads(row["detail"])
        if detail.get("sheet") == WORKERS.title:
            found.append(((row["subject"], row["other"]), dict(detail.get("values") or {})))
    return found
