"""Rows of a correction workbook go back to the rows they came from: the key that stands in a hidden column.

The key is ``import:row``, the row's number in that import. It lasts through sorting, filtering and saving again in
another program. A key whose row has nothing in common with it, or that stands there twice, is none: the line was
overwritten or copied, and is taken in as any other.
"""

from collections.abc import Sequence
from typing import Any

from ntt_desktop.domain.intake.draft import Draft
from ntt_desktop.domain.intake.records import read_draft
from ntt_desktop.domain.names import clearly_different
from ntt_desktop.domain.nik import clean_nik
from ntt_desktop.store.intake import intake_known
from ntt_desktop.store.rows import Rows

_SEPARATOR = ":"


def write_key(import_id: str, seq: int) -> str:
    """The key of a row."""
    return f"{import_id}{_SEPARATOR}{seq}"


def read_key(text: str) -> tuple[str, int] | None:
    """(import, row's number) of a key; None for other text."""
    import_id, _, seq = text.strip().rpartition(_SEPARATOR)
    return (import_id, int(seq)) if import_id and seq.isascii() and seq.isdigit() else None


class Keyed:
    """Follows the keys of one file; each counts once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def origins(self, reader: Rows, drafts: Sequence[Draft]) -> dict[tuple[str, int], dict[str, Any] | None]:
        """Row -> the person whom the row corrects, None where the row it goes back to made nobody.

        Drafts whose key does not count lose it.
        """
        keys = {draft.row_id: key for draft in drafts if draft.key and (key := read_key(draft.key))}
        if not keys:
            return {}
        stored = intake_known.stored_rows(reader, list(dict.fromkeys(keys.values())))
        people = intake_known.people_of(reader, [row["worker_id"] for row in stored.values() if row["worker_id"]])
        found: dict[tuple[str, int], dict[str, Any] | None] = {}
        for draft in drafts:
            key = keys.get(draft.row_id)
            row = stored.get(key) if key else None
            if row is None or draft.key in self._used or not _same_line(draft, row):
                draft.key = ""
                continue
            self._used.add(draft.key)
            mends = row["outcome"] in ("new", "updated", "identical")
            found[draft.row_id] = people.get(row["worker_id"]) if mends else None
        return found


def _same_line(draft: Draft, row: dict[str, Any]) -> bool:
    """Whether a line still has something of the row its key names: the NIK as it was, or a name not clearly another."""
    before = read_draft(row["draft"], row["sheet"], row["row"])
    if before.nik and clean_nik(before.nik) == clean_nik(draft.nik):
        return True
    return not (before.name and draft.name and clearly_different(before.name, draft.name))
