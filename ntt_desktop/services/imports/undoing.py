"""Taking a whole import back: its people become void, its updates go back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.intake.judging import Judged, Outcome
from ntt_desktop.domain.intake.records import read_draft, read_judged
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store.intake import imports as store_imports
from ntt_desktop.store.intake import intake_known
from ntt_desktop.store.intake.imports import RowQuery, StagedRow
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class UndoChange:
    """One field that an import gave a person who was known: what it holds now, and after taking the import back."""

    worker_id: str
    name: str
    field: str
    """A field of the person, ``heir_name`` for a family contact, ``cover_payer`` for earlier cover."""
    now: Value
    after: Value
    stays: bool
    """Whether it was changed again since, and so is left as it is now."""


@dataclass(frozen=True, slots=True)
class UndoExtent:
    """What taking an import back would do."""

    people: tuple[str, ...]
    """Names of the people it brought, who become void."""
    updates: int
    """Rows whose changes go back, all or some."""
    changes: tuple[UndoChange, ...]
    """Field by field, in the file's order."""
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
        updates, changes = 0, []
        for batch in store_imports.all_rows(reader, import_id, RowQuery(outcome=Outcome.UPDATED)):
            judged = [_judged(row) for row in batch]
            known = _people(reader, [one.worker_id for one in judged])
            for one in judged:
                found = list(_changes(reader, one, known.get(one.worker_id, {})))
                updates += any(not change.stays for change in found)
                changes += found
        return UndoExtent(people, updates, tuple(changes), tuple(store_imports.resting_on(reader, import_id)))


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
                judged = _judged(staged)
                if _restore(uow, judged):
                    done["restored"] += 1
                    _restore_findings(uow, judged.worker_id, record)
            progress(batch[-1].seq, total)
        uow.put("import", import_id, {"undone_on": ctx.today.isoformat(), "undone_reason": clean(reason)})
        if store_imports.file_of(uow, import_id):
            store_imports.set_state(uow, import_id, "undone")
    return Result(done, frozenset(("worker", "heir", "cover", "finding", "import")))


def _judged(row: StagedRow) -> Judged:
    return read_judged(row.result, row.outcome, row.worker_id, read_draft(row.draft, row.sheet, row.row))


def _people(reader: Rows, workers: Sequence[str]) -> dict[str, dict[str, Any]]:
    marks = ", ".join("?" * len(workers))
    return {row["id"]: row for row in reader.rows(f"SELECT * FROM worker WHERE id IN ({marks})", workers)}


def _changes(reader: Rows, judged: Judged, now: dict[str, Any]) -> Iterator[UndoChange]:
    """What taking a row's update back changes in a person as they are ``now``, and what it leaves."""
    worker, name = judged.worker_id, str(now.get("full_name") or "")
    for field, value in judged.changes.items():
        if field in now:
            stays = now[field] != value
            after = now[field] if stays else judged.was.get(field)
            yield UndoChange(worker, name, field, now[field], after, stays)
    if _contact(reader, judged):
        yield UndoChange(worker, name, "heir_name", judged.changes["heir_name"], None, False)
    if _covers(reader, judged):
        yield UndoChange(worker, name, "cover_payer", judged.changes["cover_payer"], None, False)


def _contact(reader: Rows, judged: Judged) -> list[str]:
    """The family contacts that an update brought and that are there still."""
    return intake_known.heirs_named(reader, judged.worker_id, str(judged.changes.get("heir_name") or ""))


def _covers(reader: Rows, judged: Judged) -> list[str]:
    """The earlier cover that an update brought and that is there still."""
    payer = judged.changes.get("cover_payer")
    first, last = (str(judged.changes.get(f"cover_{name}")) for name in ("first_month", "last_paid_month"))
    return intake_known.cover_ids(reader, judged.worker_id, str(payer), first, last) if payer else []


def _restore(uow: UnitOfWork, judged: Judged) -> bool:
    """Put an update's fields back where they still hold what it wrote; whether anything went back."""
    now = uow.get("worker", judged.worker_id) or {}
    own = [change for change in _changes(uow, judged, now) if not change.stays]
    back = {change.field: change.after for change in own if change.field in now}
    if back:
        uow.put("worker", judged.worker_id, back)
    for heir in _contact(uow, judged):
        uow.put("heir", heir, {"removed": 1})
    for cover in _covers(uow, judged):
        uow.put("cover", cover, {"removed": 1})
    return bool(own)


def _restore_findings(uow: UnitOfWork, worker: str, record: dict[str, Any]) -> None:
    """Take back what the import made known of a person, and say again what it had cleared."""
    made, cleared = intake_known.findings_by_import(uow, worker, record["file"], record["created_rev"])
    for finding in made:
        uow.put("finding", finding, {"cleared": 1})
    for finding in cleared:
        uow.put("finding", finding, {"cleared": None})
