"""Moving a judged file into the people's tables: one transaction, everything or nothing."""

from dataclasses import replace
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.intake.draft import Draft
from ntt_desktop.domain.intake.judging import Judged, Outcome
from ntt_desktop.domain.intake.records import read_draft, read_judged
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import covers
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.garbage import not_collecting
from ntt_desktop.services.imports.judged import Judging, own_changes, staged_row
from ntt_desktop.services.imports.keyed import read_key
from ntt_desktop.services.imports.listing import read_plan
from ntt_desktop.services.imports.plan import ImportPlan, all_counts
from ntt_desktop.services.imports.remembering import remember_mapping
from ntt_desktop.services.people import same_person
from ntt_desktop.services.people.person_findings import put_finding, renew
from ntt_desktop.store import audit
from ntt_desktop.store.intake import imports as store_imports
from ntt_desktop.store.intake import intake_known, intake_memory
from ntt_desktop.store.unit_of_work import UnitOfWork

CHANGED = frozenset(("worker", "heir", "cover", "finding", "import"))
"""Kinds of record that storing an import changes."""

_SPOKEN_OF = {
    "village": "village_code",
    "subdistrict": "village_code",
    "regency": "village_code",
    "birth": "birth_date",
}
"""Column -> the field whose findings speak of it."""


def store_import(
    ctx: Context, plan: ImportPlan, progress: Progress = silent, *, pairs_later: bool = False
) -> Result[ImportPlan]:
    """Store a plan: new people, updates, family contacts, findings, and the record of the import.

    The rows are judged again if the store has changed since the preview; the plan that comes back has the counts
    of what was stored. Raises ``import_gone`` when the plan was stored or given up before. Cancelled through
    ``progress``, the plan stays as it was. Its likely duplicates are looked for afterwards, in small units of work:
    here, or with ``pairs_later`` by whoever calls `ntt_desktop.services.people.same_person.find_waiting`.
    """
    with not_collecting(), ctx.store.write(ctx.actor, f"import {plan.file}") as uow:
        uow.pairs_later = True
        noted = store_imports.file_of(uow, plan.id)
        if noted is None or noted["state"] != "ready":
            raise UserError("import_gone", name=plan.file)
        if noted["basis"] != audit.newest_change(uow):
            judge_again(uow, plan.id)
        stored = replace(read_plan(ctx, uow, plan.id), letter=plan.letter, stored_before=plan.stored_before)
        _put_record(ctx, uow, stored)
        mover = Mover(ctx, uow, stored)
        for batch in store_imports.all_rows(uow, plan.id):
            mover.move(batch)
            progress(batch[-1].seq, stored.read)
        intake_memory.note_mended(uow, plan.id, mover.mended)
        remember_mapping(uow, stored, ctx.today.isoformat())
        store_imports.set_state(uow, plan.id, "stored")
        # Whoever asked for it says that it is done; if the program ends before, the next start does.
        intake_memory.put_terms(uow, plan.id, {**intake_memory.terms_of(uow, plan.id), "unsaid": True})
    if not pairs_later:
        same_person.find_waiting(ctx)
    return Result(stored, CHANGED)


def judge_again(uow: UnitOfWork, import_id: str, progress: Progress = silent) -> None:
    """Judge every staged row once more beside the store as it is now."""
    judging = Judging()
    basis = audit.newest_change(uow)
    for batch in store_imports.all_rows(uow, import_id):
        drafts = [read_draft(row.draft, row.sheet, row.row) for row in batch]
        again = judging.judge(uow, drafts, [row.draft for row in batch])
        store_imports.stage(uow, import_id, [new for new, old in zip(again, batch, strict=True) if new != old])
        progress(batch[-1].seq, 0)
    store_imports.stage(uow, import_id, list(judging.finish(uow, import_id)))
    store_imports.set_state(uow, import_id, "ready", basis=basis)


def put_counts(uow: UnitOfWork, import_id: str) -> None:
    """Let the record of a stored import say what its rows say now."""
    counts = all_counts(store_imports.outcome_counts(uow, import_id))
    uow.put("import", import_id, {f"rows_{outcome}": number for outcome, number in counts.items()})


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


class Mover:
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
        self._month = Month.of(ctx.today)
        self.mended: list[tuple[str, int, int]] = []
        """Rows of earlier imports that came back: (import, row's number, number here)."""

    def move(self, batch: list[store_imports.StagedRow], *, always: bool = False) -> None:
        """Store a batch and note on each row whom it made or concerned; ``always``: also on those that say it."""
        said, met = [], []
        for row in batch:
            draft = read_draft(row.draft, row.sheet, row.row)
            judged = read_judged(row.result, row.outcome, row.worker_id, draft)
            if key := read_key(draft.key):
                self.mended.append((*key, row.seq))
            worker = self._store(draft, judged)
            if always:
                said.append(staged_row(row.seq, draft, replace(judged, worker_id=worker)))
            elif worker != judged.worker_id:
                met.append((row.seq, worker))
        store_imports.stage(self._uow, self._plan.id, said)
        store_imports.note_workers(self._uow, self._plan.id, met)

    def _store(self, draft: Draft, judged: Judged) -> str:
        if judged.outcome is Outcome.NEW:
            worker = self._uow.new_id()
            self._uow.put("worker", worker, {**self._extra, **draft.values})
            for finding in judged.findings:
                put_finding(self._uow, worker, finding, self._plan.id)
            if draft.heir:
                self._put_heir(worker, draft.heir)
            self._put_cover(worker, draft.cover)
        elif judged.outcome is Outcome.UPDATED:
            worker = judged.worker_id
            own = own_changes(judged)
            self._uow.put("worker", worker, own)
            renew(self._uow, worker, set(own) | self._said_anew(draft), judged.findings)
            if "heir_name" in judged.changes:
                self._put_heir(worker, draft.heir)
            if "cover_payer" in judged.changes:
                self._put_cover(worker, draft.cover)
        elif judged.outcome is Outcome.DUPLICATE:
            return self._holders.get(draft.nik, judged.worker_id)
        else:
            worker = judged.worker_id
            if judged.outcome is Outcome.IDENTICAL and (said := self._said_anew(draft)):
                renew(self._uow, worker, said, judged.findings)
        if worker and draft.nik_ok:
            self._holders.setdefault(draft.nik, worker)
        return worker

    def _said_anew(self, draft: Draft) -> set[str]:
        """For a row of a correction workbook: the fields that were filled in anew, whether or not they change."""
        key = read_key(draft.key)
        row = intake_known.stored_rows(self._uow, [key]).get(key) if key else None
        if row is None:
            return set()
        before = read_draft(row["draft"], row["sheet"], row["row"]).cells
        fields = {name for name, text in draft.cells.items() if text != before.get(name)}
        # An evidence finding on a verified field waits for its question as well.
        return {_SPOKEN_OF.get(name, name) for name in fields}

    def _put_cover(self, worker: str, cover: dict[str, str]) -> None:
        if cover:
            covers.put_cover(
                self._uow,
                worker,
                payer=cover["payer"],
                first=cover["first_month"],
                last=cover["last_paid_month"],
                source=covers.BPJS_LIST,
                note=self._plan.file,
                now=self._month,
            )

    def _put_heir(self, worker: str, heir: dict[str, str]) -> None:
        self._uow.put("heir", self._uow.new_id(), {"worker_id": worker, **heir})
