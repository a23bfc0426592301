"""What a received file leaves for a person to look at: edits by hand, missing and added rows. Local to this store."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from ntt_desktop.formats.package.differences import Differences, Edit
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync.queue import ADDED_ROW, EDIT, MISSING_ROW
from ntt_desktop.store.unit_of_work import UnitOfWork

EDITED_SINCE = "edited_since"
"""Reason of a file that was taken in before and brings other changes by hand now."""

_SEEN, _MOST = "changes_by_hand", 500


def note(uow: UnitOfWork, package: str, differences: Differences) -> None:
    """Open a case for each difference that concerns a record; what differs on Ringkasan is only reported."""
    if mark := _mark_of(differences):
        _remember(uow, package, mark)
    for edit in differences.edits:
        if edit.record and edit.offered:
            detail = {"sheet": edit.sheet, "key": edit.key, "kind": edit.kind, "was": edit.was, "is": edit.found}
            _open(uow, EDIT, edit.record, package, edit.field, detail)
    for missing in differences.missing:
        if missing.record:
            detail = {"sheet": missing.sheet, "key": missing.key, "label": missing.label}
            _open(uow, MISSING_ROW, missing.record, package, missing.sheet, detail)
    for added in differences.added:
        _open(uow, ADDED_ROW, package, f"{added.sheet}:{added.row}", "", {"sheet": added.sheet, "values": added.values})


def note_again(ctx: Context, package: str, differences: Differences) -> bool:
    """Open the cases of a file that was taken in before, when it was changed by hand since; whether it was.

    The very changes that were seen in it before stay decided as they were.
    """
    mark = _mark_of(differences)
    if not mark or mark in ctx.store.setting(_SEEN, {}).get(package, ()):
        return False
    with ctx.store.write(ctx.actor, "receive") as uow:
        standing = tuple(edit for edit in differences.edits if not _holds(uow, edit))
        note(uow, package, replace(differences, edits=standing))
        _remember(uow, package, mark)
    return True


def _holds(uow: UnitOfWork, edit: Edit) -> bool:
    """Whether the record says by now what was typed."""
    row = uow.get(edit.kind, edit.record) if edit.kind and edit.record else None
    return row is not None and edit.field in row and str(row[edit.field] or "") == edit.found


def _mark_of(differences: Differences) -> str:
    """A short digest of what was changed by hand apart from Ringkasan; "" for nothing."""
    said = [
        *sorted((edit.record, edit.field, edit.found) for edit in differences.edits if edit.record and edit.offered),
        *sorted((row.record, row.sheet) for row in differences.missing if row.record),
        *sorted((row.sheet, *sorted(row.values.items())) for row in differences.added),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16] if said else ""


def _remember(uow: UnitOfWork, package: str, mark: str) -> None:
    found = uow.rows("SELECT value FROM setting WHERE key = ?", (_SEEN,))
    seen: dict[str, list[str]] = json.loads(found[0]["value"]) if found else {}
    said = [*seen.pop(package, []), mark]
    uow.set_setting(_SEEN, dict([*seen.items(), (package, sorted(set(said)))][-_MOST:]))


def _open(uow: UnitOfWork, kind: str, subject: str, other: str, field: str, detail: dict[str, Any]) -> None:
    uow.execute(
        "INSERT OR IGNORE INTO open_case (kind, subject, other, field, detail) VALUES (?, ?, ?, ?, ?)",
        (kind, subject, other, field, json.dumps(detail, ensure_ascii=False)),
    )
