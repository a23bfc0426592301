"""Taking a whole import back: its people become void, its updates go back."""

from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.intake.judging import Judged, Outcome
from ntt_desktop.domain.intake.records import read_draft, read_judged
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store import imports as store_imports
from ntt_desktop.store import intake_known
from ntt_desktop.store.imports import RowQuery
from ntt_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class UndoExtent:
    """What taking an import back would do."""

    people: tuple[str, ...]
    """Names of the people it brought, who become void."""
    updates: int
    """Rows whose changes go back."""
    held: tuple[str, ...]
    """Names of those of its people on whom something rests that was decided or paid since: with any, it cannot be
    taken back."""


def undo_extent(ctx: Context, import_id: str) -> UndoExtent:
    """What `undo_import` would take back, to be shown before. Raises ``import_missing``, ``import_undone``."""
    with ctx.store.read() as reader:
        record = reader.one("SELECT file, undone_on FROM import WHERE id = ?", (import_id,))
        if record is None:
            raise UserError("import_missing")
        if record["undone_on"]:
            raise UserError("import_undone", name=record["file"])
        people = tuple(row["full_name"] or "" for row in store_imports.new_workers(reader, import_id))
        updates = len(store_imports.sequence(reader, import_id, RowQuery(outcome=Outcome.UPDATED)))
        return UndoExtent(people, updates, tuple(store_imports.resting_on(reader, import_id)))


def undo_import(ctx: Context, import_id: str, *, reason: str, progress: Progress = silent) -> Result[dict[str, int]]:
    """Take an import back; ``voided`` people and ``restored`` updates are counted.

    A value that was changed again after the import stays. Raises ``import_missing``, ``import_undone``,
    ``reason_missing``, and ``import_in_use`` while a slot, a place in a Tahap or SK, or a claim rests on a row.
    """
    if not has_value(reason):
        raise UserError("reason_missing")
    done = {"voided": 0, "restored": 0}
    with ctx.store.write(ctx.actor, reason) as uow:
        record = uow.get("import", import_id)
        if record is None:
            raise UserError("import_missing")
        if record["undone_on"]:
            raise UserError("import_undone", name=record["file"])
        if held := store_imports.resting_on(uow, import_id):
            raise UserError("import_in_use", count=len(held), names=", ".join(held[:5]))
        total = int(record["rows_read"] or 0)
        for row in store_imports.new_workers(uow, import_id):
            uow.put("worker", row["id"], {"void": 1, "void_reason": clean(reason)})
            done["voided"] += 1
        for batch in store_imports.all_rows(uow, import_id, RowQuery(outcome=Outcome.UPDATED)):
            for staged in batch:
                draft = read_draft(staged.draft, staged.sheet, staged.row)
                judged = read_judged(staged.result, staged.outcome, staged.worker_id, draft)
                if _restore(uow, judged):
                    done["restored"] += 1
                    _restore_findings(uow, judged.worker_id, record)
            progress(batch[-1].seq, total)
        uow.put("import", import_id, {"undone_on": ctx.today.isoformat(), "undone_reason": clean(reason)})
        if store_imports.file_of(uow, import_id):
            store_imports.set_state(uow, import_id, "undone")
    return Result(done, frozenset(("worker", "heir", "cover", "finding", "import")))


def _restore(uow: UnitOfWork, judged: Judged) -> bool:
    """Put an update's fields back where they still hold what it wrote; whether anything went back."""
    now = uow.get("worker", judged.worker_id) or {}
    back = {name: judged.was.get(name) for name, value in judged.changes.items() if name in now and now[name] == value}
    restored = bool(back and uow.put("worker", judged.worker_id, back))
    for heir in store_imports.heirs_named(uow, judged.worker_id, str(judged.changes.get("heir_name") or "")):
        uow.put("heir", heir, {"removed": 1})
        restored = True
    if payer := judged.changes.get("cover_payer"):
        first, last = (str(judged.changes.get(f"cover_{name}")) for name in ("first_month", "last_paid_month"))
        for cover in intake_known.cover_ids(uow, judged.worker_id, str(payer), first, last):
            uow.put("cover", cover, {"removed": 1})
            restored = True
    return restored


def _restore_findings(uow: UnitOfWork, worker: str, record: dict[str, Any]) -> None:
    """Take back what the import made known of a person, and say again what it had cleared."""
    made, cleared = intake_known.findings_by_import(uow, worker, record["file"], record["created_rev"])
    for finding in made:
        uow.put("finding", finding, {"cleared": 1})
    for finding in cleared:
        uow.put("finding", finding, {"cleared": None})
