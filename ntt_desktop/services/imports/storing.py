"""Moving a judged file into the people's tables: one transaction, everything or nothing."""

from dataclasses import replace
from typing import Any

from ntt_desktop.domain.intake.judging import Judged, Outcome
from ntt_desktop.domain.intake.records import read_draft, read_judged
from ntt_desktop.domain.intake.rules import Draft
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.imports.judged import Judging, staged_row
from ntt_desktop.services.imports.plan import ImportPlan, all_counts
from ntt_desktop.services.person_findings import put_finding, renew
from ntt_desktop.store import imports as store_imports
from ntt_desktop.store.unit_of_work import UnitOfWork

_CHANGED = frozenset(("worker", "heir", "finding", "import"))


def store_import(ctx: Context, plan: ImportPlan, progress: Progress = silent) -> Result[ImportPlan]:
    """Store a plan: new people, updates, family contacts, findings, and the record of the import.

    The rows are judged again if the store has changed since the preview; the plan that comes back has the counts
    of what was stored. Raises ``import_gone`` when the plan was stored or given up before. Cancelled through
    ``progress``, the plan stays as it was.
    """
    with ctx.store.write(ctx.actor, f"import {plan.file}") as uow:
        noted = store_imports.file_of(uow, plan.id)
        if noted is None or noted["state"] != "ready":
            raise UserError("import_gone", name=plan.file)
        if noted["basis"] != store_imports.newest_change(uow):
            _judge_again(uow, plan)
        counts = all_counts(store_imports.outcome_counts(uow, plan.id))
        stored = replace(plan, counts=counts)
        _put_record(ctx, uow, stored)
        mover = _Mover(ctx, uow, stored)
        for batch in store_imports.all_rows(uow, plan.id):
            mover.move(batch)
            progress(batch[-1].seq, stored.read)
        store_imports.set_state(uow, plan.id, "stored")
    return Result(stored, _CHANGED)


def _judge_again(uow: UnitOfWork, plan: ImportPlan) -> None:
    judging = Judging()
    for batch in store_imports.all_rows(uow, plan.id):
        drafts = [read_draft(row.draft, row.sheet, row.row) for row in batch]
        store_imports.stage(uow, plan.id, judging.judge(uow, drafts))
    store_imports.stage(uow, plan.id, list(judging.finish(uow, plan.id)))


def _put_record(ctx: Context, uow: UnitOfWork, plan: ImportPlan) -> None:
    values: dict[str, str | int | None] = {
        "file": plan.file,
        "digest": plan.digest,
        "imported_on": ctx.today.isoformat(),
        "officer": ctx.actor,
        "region": plan.region,
        "rows_read": plan.read,
        "letter_number": plan.letter.number or None,
        "letter_date": plan.letter.date or None,
        "letter_sender": plan.letter.sender or None,
    }
    values |= {f"rows_{outcome}": number for outcome, number in plan.counts.items()}
    uow.put("import", plan.id, values)


class _Mover:
    """Writes the rows of one import; knows who came in with it."""

    def __init__(self, ctx: Context, uow: UnitOfWork, plan: ImportPlan) -> None:
        self._uow = uow
        self._plan = plan
        self._extra: dict[str, Any] = {
            "registered_on": plan.letter.date or ctx.today.isoformat(),
            "source": plan.file,
            "import_id": plan.id,
        }
        self._holders: dict[str, str] = {}

    def move(self, batch: list[store_imports.StagedRow]) -> None:
        """Store a batch and note on each row whom it made or concerned."""
        moved = []
        for row in batch:
            draft = read_draft(row.draft, row.sheet, row.row)
            judged = read_judged(row.result, row.outcome, row.worker_id, draft)
            worker = self._store(draft, judged)
            if worker != judged.worker_id:
                moved.append(staged_row(row.seq, draft, replace(judged, worker_id=worker)))
        store_imports.stage(self._uow, self._plan.id, moved)

    def _store(self, draft: Draft, judged: Judged) -> str:
        if judged.outcome is Outcome.NEW:
            worker = self._uow.new_id()
            self._uow.put("worker", worker, {**self._extra, **draft.values})
            for finding in judged.findings:
                put_finding(self._uow, worker, finding, self._plan.id)
            if draft.heir:
                self._put_heir(worker, draft.heir)
        elif judged.outcome is Outcome.UPDATED:
            worker = judged.worker_id
            own = {name: value for name, value in judged.changes.items() if not name.startswith("heir_")}
            self._uow.put("worker", worker, own)
            renew(self._uow, worker, set(own), judged.findings)
            if "heir_name" in judged.changes:
                self._put_heir(worker, draft.heir)
        elif judged.outcome is Outcome.DUPLICATE:
            return self._holders.get(draft.nik, judged.worker_id)
        else:
            worker = judged.worker_id
        if worker and draft.nik_ok:
            self._holders.setdefault(draft.nik, worker)
        return worker

    def _put_heir(self, worker: str, heir: dict[str, str]) -> None:
        self._uow.put("heir", self._uow.new_id(), {"worker_id": worker, **heir})
