"""Taking a whole import back: its people become void, its updates go back."""

from ntt_desktop.domain.intake.judging import Judged, Outcome
from ntt_desktop.domain.intake.records import read_draft, read_judged
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store import imports as store_imports
from ntt_desktop.store.imports import RowQuery
from ntt_desktop.store.unit_of_work import UnitOfWork


def undo_import(ctx: Context, import_id: str, *, reason: str, progress: Progress = silent) -> Result[dict[str, int]]:
    """Take an import back; ``voided`` people and ``restored`` updates are counted.

    A value that was changed again after the import stays. Raises ``import_missing``, ``import_undone``,
    ``reason_missing``, and ``import_in_use`` while a slot rests on one of its people.
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
        if held := store_imports.held_by_slots(uow, import_id):
            raise UserError("import_in_use", count=len(held), names=", ".join(held[:5]))
        total = int(record["rows_read"] or 0)
        for row in store_imports.new_workers(uow, import_id):
            uow.put("worker", row["id"], {"void": 1, "void_reason": clean(reason)})
            done["voided"] += 1
        for batch in store_imports.all_rows(uow, import_id, RowQuery(outcome=Outcome.UPDATED)):
            for staged in batch:
                draft = read_draft(staged.draft, staged.sheet, staged.row)
                judged = read_judged(staged.result, staged.outcome, staged.worker_id, draft)
                done["restored"] += _restore(uow, judged)
            progress(batch[-1].seq, total)
        uow.put("import", import_id, {"undone_on": ctx.today.isoformat(), "undone_reason": clean(reason)})
        if store_imports.file_of(uow, import_id):
            store_imports.set_state(uow, import_id, "undone")
    return Result(done, frozenset(("worker", "heir", "import")))


def _restore(uow: UnitOfWork, judged: Judged) -> bool:
    """Put an update's fields back where they still hold what it wrote; whether anything went back."""
    now = uow.get("worker", judged.worker_id) or {}
    back = {name: judged.was.get(name) for name, value in judged.changes.items() if name in now and now[name] == value}
    restored = bool(back and uow.put("worker", judged.worker_id, back))
    for heir in store_imports.heirs_named(uow, judged.worker_id, str(judged.changes.get("heir_name") or "")):
        uow.put("heir", heir, {"removed": 1})
        restored = True
    return restored
