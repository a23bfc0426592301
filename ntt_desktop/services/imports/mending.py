"""Mending rows after they were judged: what was dictated by telephone, and verified fields that may change after all.

A row of a plan that is still being looked at is judged again with the whole plan; a row of a stored import is judged
by itself, through the same rules, and stored. What the sheet has stays readable beside what was typed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ntt_desktop.domain.intake.draft import Draft, World, ordered
from ntt_desktop.domain.intake.judging import SHARING, Judged, Outcome, shared_phone
from ntt_desktop.domain.intake.records import read_draft, read_judged, write_draft
from ntt_desktop.domain.intake.redraft import redraft
from ntt_desktop.domain.text import clean
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.imports.judged import Judging, staged_row
from ntt_desktop.services.imports.listing import ImportRow, read_plan, rows_by_keys
from ntt_desktop.services.imports.plan import ImportPlan
from ntt_desktop.services.imports.previewing import import_fields
from ntt_desktop.services.imports.storing import CHANGED, Mover, judge_again, put_counts
from ntt_desktop.services.people.person_findings import renew
from ntt_desktop.store.intake import imports as store_imports
from ntt_desktop.store.intake import intake_known
from ntt_desktop.store.intake.imports import RowQuery, StagedRow
from ntt_desktop.store.unit_of_work import UnitOfWork

_OPEN = ("ready", "stored")
_NOT_TYPED = frozenset(("row_no", "package_code", "age", "payer", "months"))


@dataclass(frozen=True, slots=True)
class Mended:
    """A row as it is now, and its import with the counts that follow."""

    row: ImportRow
    plan: ImportPlan

    @property
    def stored(self) -> bool:
        """Whether the row is rejected no longer."""
        return self.row.outcome is not Outcome.REJECTED


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many rows' verified fields were changed (or will be, in a plan), and the import with its counts."""

    rows: int
    plan: ImportPlan


def mending_fields(ctx: Context) -> list[str]:
    """The fields that can be typed for a rejected row: those of an import, and the village by its code."""
    return [name for name in (*import_fields(ctx), "village_code") if name not in _NOT_TYPED]


def mend(ctx: Context, import_id: str, seq: int, typed: Mapping[str, str], *, reason: str = "") -> Result[Mended]:
    """Run the rules again over a rejected row with ``typed`` (field of `mending_fields` -> text) over its cells.

    In a stored import a row that passes is stored at once: its outcome becomes ``new``, ``updated``, ``identical`` or,
    where another row of the import holds the NIK, ``duplicate``. One that does not pass stays rejected, with what was
    typed. Raises ``import_missing``, ``import_undone``, ``import_row_missing``, ``row_not_rejected`` and
    ``field_unknown``.
    """
    fields = set(mending_fields(ctx))
    for name in typed:
        if name not in fields:
            raise UserError("field_unknown", field=name)
    with ctx.store.write(ctx.actor, _reason(ctx, import_id, reason)) as uow:
        state = _state(uow, import_id)
        row = _row(uow, import_id, seq)
        if row.outcome != Outcome.REJECTED:
            raise UserError("row_not_rejected", row=row.row, sheet=row.sheet)
        plan = read_plan(ctx, uow, import_id)
        before = read_draft(row.draft, row.sheet, row.row)
        draft = redraft(before, typed, world_of(ctx, plan, before.sheet))
        if state == "stored":
            judged = _judge_alone(uow, import_id, seq, draft)
            Mover(ctx, uow, plan).move([staged_row(seq, draft, judged)], always=True)
            put_counts(uow, import_id)
        else:
            store_imports.stage(uow, import_id, [replace(row, draft=write_draft(draft))])
            judge_again(uow, import_id)
        plan = read_plan(ctx, uow, import_id)
    return Result(Mended(rows_by_keys(ctx, import_id, [seq])[0], plan), CHANGED)


def confirm_verified(
    ctx: Context,
    import_id: str,
    *,
    rows: Sequence[int] | None = None,
    fields: Collection[str] | None = None,
    reason: str = "",
    progress: Progress = silent,
) -> Result[Confirmed]:
    """Let rows change verified fields: all that ask, or these ``rows`` (sequence numbers) and these ``fields``.

    In a stored import the people are changed at once, except where the field has another value by now than the row
    was judged beside. Raises ``import_missing``, ``import_undone``.
    """
    wanted = set(rows) if rows is not None else None
    changed = 0
    with ctx.store.write(ctx.actor, _reason(ctx, import_id, reason)) as uow:
        state = _state(uow, import_id)
        for batch in store_imports.all_rows(uow, import_id, RowQuery(asks=True)):
            for row in batch:
                if wanted is not None and row.seq not in wanted:
                    continue
                draft = read_draft(row.draft, row.sheet, row.row)
                judged = read_judged(row.result, row.outcome, row.worker_id, draft)
                chosen = [name for name in judged.asks if fields is None or name in fields]
                if not chosen:
                    continue
                draft.confirmed = sorted({*draft.confirmed, *chosen})
                if state == "stored":
                    judged = _take(uow, judged, chosen)
                store_imports.stage(uow, import_id, [staged_row(row.seq, draft, judged)])
                changed += 1
            progress(batch[-1].seq, 0)
        if changed and state == "stored":
            put_counts(uow, import_id)
        elif changed:
            judge_again(uow, import_id)
        plan = read_plan(ctx, uow, import_id)
    return Result(Confirmed(changed, plan), CHANGED if state == "stored" else frozenset())


def world_of(ctx: Context, plan: ImportPlan, sheet: str) -> World:
    """What the rules need to know to run again over a row of a sheet."""
    summary = next((found for found in plan.sheets if found.name == sheet), None)
    return World(
        ctx.reference.regions,
        ctx.reference.occupations,
        ctx.today,
        plan.region,
        summary.typed if summary else True,
        summary.date_shift if summary else 0,
        plan.cover,
    )


def _reason(ctx: Context, import_id: str, reason: str) -> str:
    """Begins as the reason of storing the import, so that taking it back finds what mending changed."""
    with ctx.store.read() as reader:
        noted = store_imports.file_of(reader, import_id)
    return ": ".join(filter(None, (f"import {noted['file']}" if noted else "", clean(reason))))


def _state(uow: UnitOfWork, import_id: str) -> str:
    noted = store_imports.file_of(uow, import_id)
    if noted is None or noted["state"] == "staging":
        raise UserError("import_missing")
    if noted["state"] not in _OPEN:
        raise UserError("import_undone", name=noted["file"])
    return str(noted["state"])


def _row(uow: UnitOfWork, import_id: str, seq: int) -> StagedRow:
    row = store_imports.one_row(uow, import_id, seq)
    if row is None:
        raise UserError("import_row_missing", sheet="", row=seq)
    return row


def _judge_alone(uow: UnitOfWork, import_id: str, seq: int, draft: Draft) -> Judged:
    """Judge one row of a stored import beside the store, and beside the row of the import that has its NIK."""
    judging = Judging()
    known = intake_known.known_by_nik(uow, [draft.nik]).get(draft.nik, []) if draft.nik_ok else []
    for person in known:
        if kept := intake_known.keeper(uow, import_id, person["id"]):
            judging.told(read_draft(kept["draft"], kept["sheet"], kept["row"]), person["id"])
    staged = judging.judge(uow, [draft])[0]
    judged = read_judged(staged.result, staged.outcome, staged.worker_id, draft)
    phone = str(draft.values.get("phone") or "")
    if not phone:
        return judged
    people = {nik for _, nik in intake_known.phone_holders(uow, [phone]) if nik != draft.nik}
    others = {row.seq for row in store_imports.rows_with_phones(uow, import_id, [phone]) if row.outcome == "rejected"}
    count = len(people) + len(others - {seq}) + 1
    if count < SHARING:
        return judged
    return replace(judged, findings=tuple(ordered([*judged.findings, shared_phone(phone, count)])))


def _take(uow: UnitOfWork, judged: Judged, fields: Sequence[str]) -> Judged:
    """Change a person's verified fields as a row of a stored import asked, where they still are as they were."""
    now = uow.get("worker", judged.worker_id) or {}
    taken = {name: judged.asks[name] for name in fields if name in now and now[name] == judged.was.get(name)}
    if taken:
        uow.put("worker", judged.worker_id, taken)
        renew(uow, judged.worker_id, set(taken), judged.findings)
    asks = {name: value for name, value in judged.asks.items() if name not in taken}
    outcome = Outcome.UPDATED if taken else judged.outcome
    return replace(judged, outcome=outcome, changes={**judged.changes, **taken}, asks=asks)
