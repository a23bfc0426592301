"""What a received file leaves for a person to look at: edits by hand, missing and added rows. Local to this store."""

import json
from typing import Any

from ntt_desktop.formats.package.differences import Differences
from ntt_desktop.store.unit_of_work import UnitOfWork

EDIT, MISSING_ROW, ADDED_ROW = "edit", "missing_row", "added_row"


def note(uow: UnitOfWork, package: str, differences: Differences) -> None:
    """Open a case for each difference that concerns a record; what differs on Ringkasan is only reported."""
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


def _open(uow: UnitOfWork, kind: str, subject: str, other: str, field: str, detail: dict[str, Any]) -> None:
    uow.execute(
        "INSERT OR IGNORE INTO open_case (kind, subject, other, field, detail) VALUES (?, ?, ?, ?, ?)",
        (kind, subject, other, field, json.dumps(detail, ensure_ascii=False)),
    )
