"""Looking at imports: the rows of one, read lazily, and the list of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.findings import Finding
from ntt_desktop.domain.intake.draft import CoverTerms, Draft
from ntt_desktop.domain.intake.judging import Judged, Outcome
from ntt_desktop.domain.intake.records import read_draft, read_judged
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.imports.judged import own_changes, worker_fields
from ntt_desktop.services.imports.plan import ImportPlan, Letter, all_counts, read_sheets
from ntt_desktop.store.intake import imports as store_imports
from ntt_desktop.store.intake import intake_memory
from ntt_desktop.store.intake.imports import RowQuery, StagedRow
from ntt_desktop.store.rows import Rows

_VILLAGE_NOT_TOLD = frozenset(("village_unknown", "village_ambiguous"))


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of an import and what became of it."""

    seq: int
    """1, 2, 3... over the whole file."""
    sheet: str
    row: int
    """The sheet's own 1-based number."""
    outcome: Outcome
    worker_id: str
    worker: Mapping[str, Value]
    """The person as the row leaves it: every field that is filled."""
    changes: Mapping[str, Value]
    """For an update: field -> new value."""
    was: Mapping[str, Value]
    """For an update: field -> the value it had."""
    adds: tuple[str, ...]
    """For a duplicate: the fields in which it would add something."""
    kept_by: str
    """For a duplicate: ``sheet!row`` of the row that keeps the NIK."""
    heir: Mapping[str, str]
    cells: Mapping[str, str]
    """The mapped cells as the sheet has them, as text."""
    findings: tuple[Finding, ...]
    asks: Mapping[str, Value] = field(default_factory=dict)
    """Verified field -> the value that the row would give it; held until somebody confirms it. ``was`` says the old."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """Field -> what somebody typed or chose in place of the cell."""
    cover: Mapping[str, str] = field(default_factory=dict)
    """Earlier cover that the row states: payer, first_month, last_paid_month."""
    others: Mapping[str, str] = field(default_factory=dict)
    """A column's letters -> what stands in it, of the columns from which no field takes its cell."""
    mended_by: str = ""
    """For a rejected row that came back in a correction workbook and was stored: that import's id."""
    village_kept: str = ""
    """For a known person: the village as the row says it, where none or several are meant. The person's own stays."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A file that was read and neither stored nor given up when the program ended."""

    import_id: str
    file: str
    started_at: str
    path: str = ""
    """Where the file lay; "" where that is not known."""
    was_read: bool = False
    """Whether it was read to the end, and waited for a look or was being stored."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """An import that was stored, while the program ended before anybody was told."""

    import_id: str
    file: str
    people: int


def rows(
    ctx: Context, import_id: str, *, outcome: str = "", code: str = "", sheet: str = "", asks: bool = False
) -> Iterator[list[ImportRow]]:
    """The rows of an import in the file's order, in batches, perhaps only those of an outcome or with a finding.

    ``asks``: only rows that would change a verified field.
    """
    with ctx.store.read() as reader:
        mended = intake_memory.mended_rows(reader, import_id)
        for batch in store_imports.all_rows(reader, import_id, RowQuery(outcome, code, sheet, asks)):
            yield _read(reader, batch, mended)


def row_keys(
    ctx: Context, import_id: str, *, outcome: str = "", code: str = "", sheet: str = "", asks: bool = False
) -> list[int]:
    """The sequence numbers of the rows of a filter, for a list that reads its rows lazily."""
    with ctx.store.read() as reader:
        return store_imports.sequence(reader, import_id, RowQuery(outcome, code, sheet, asks))


def row_number(ctx: Context, import_id: str, sheet: str, number: int) -> int:
    """The sequence number of a row, by the sheet's own number. Raises ``import_missing``, ``import_row_missing``."""
    with ctx.store.read() as reader:
        if store_imports.file_of(reader, import_id) is None:
            raise UserError("import_missing")
        seq = store_imports.row_at(reader, import_id, sheet, number)
    if seq is None:
        raise UserError("import_row_missing", sheet=sheet, row=number)
    return seq


def rows_by_keys(ctx: Context, import_id: str, keys: Sequence[int]) -> list[ImportRow]:
    """The rows with these sequence numbers, in the file's order."""
    if not keys:
        return []
    wanted = set(keys)
    found: list[StagedRow] = []
    with ctx.store.read() as reader:
        after = min(wanted) - 1
        while len(found) < len(wanted):
            batch = store_imports.rows_of(reader, import_id, after=after)
            if not batch:
                break
            found += [row for row in batch if row.seq in wanted]
            later = [seq for seq in wanted if seq > batch[-1].seq]
            if not later:
                break
            after = min(later) - 1
        return _read(reader, found, intake_memory.mended_rows(reader, import_id))


def list_imports(ctx: Context) -> list[dict[str, Any]]:
    """Every import, newest first: id, file, digest, imported_on, officer, rows_*, letter_*, undone_on.

    ``rows_mended``: how many of the rejected rows came back in a correction workbook and were stored by it.
    """
    with ctx.store.read() as reader:
        mended = intake_memory.mended_counts(reader)
        return [{**row, "rows_mended": mended.get(row["id"], 0)} for row in store_imports.listing(reader)]


def plan_of(ctx: Context, import_id: str) -> ImportPlan:
    """The plan of an import that is still being looked at or was stored here. Raises ``import_missing``."""
    with ctx.store.read() as reader:
        return read_plan(ctx, reader, import_id)


def read_plan(ctx: Context, reader: Rows, import_id: str) -> ImportPlan:
    """`plan_of` inside a unit of work or a view."""
    noted = store_imports.file_of(reader, import_id)
    if noted is None:
        raise UserError("import_missing")
    records = reader.rows("SELECT * FROM import WHERE id = ?", (import_id,))
    record = records[0] if records else {}
    terms = intake_memory.terms_of(reader, import_id)
    said = terms.get("letter") or {name: record.get(f"letter_{name}") or "" for name in ("number", "date", "sender")}
    cover = terms.get("cover")
    return ImportPlan(
        import_id,
        noted["file"],
        noted["digest"],
        terms.get("region") or record.get("region") or ctx.store.node.region,
        Letter(**said),
        read_sheets(noted["sheets"]),
        all_counts(store_imports.outcome_counts(reader, import_id)),
        mapping=terms.get("mapping") or {},
        cover=CoverTerms(**cover) if cover else None,
        asking=store_imports.count_asking(reader, import_id),
    )


def unfinished(ctx: Context) -> list[Unfinished]:
    """What the program had read and not stored when it ended: nothing of it was stored."""
    with ctx.store.read() as reader:
        return [
            Unfinished(
                row["import_id"],
                row["file"],
                row["started_at"],
                str(intake_memory.terms_of(reader, row["import_id"]).get("path") or ""),
                row["state"] == "ready",
            )
            for row in store_imports.unfinished(reader)
        ]


def unsaid(ctx: Context) -> list[Unsaid]:
    """Imports that were stored and not told of (`note_said`), oldest first."""
    with ctx.store.read() as reader:
        return [
            Unsaid(row["id"], row["file"], (row["rows_new"] or 0) + (row["rows_updated"] or 0))
            for row in intake_memory.unsaid_imports(reader)
        ]


def note_said(ctx: Context, import_id: str) -> None:
    """Note that somebody was told of a stored import."""
    with ctx.store.write(ctx.actor) as uow:
        terms = intake_memory.terms_of(uow, import_id)
        if terms.pop("unsaid", None):
            intake_memory.put_terms(uow, import_id, terms)


def forget_unfinished(ctx: Context) -> Result[list[Unfinished]]:
    """Drop what `unfinished` lists; returns it, so that it can be said."""
    left = unfinished(ctx)
    with ctx.store.write(ctx.actor) as uow:
        for item in left:
            store_imports.discard(uow, item.import_id)
    return Result(left)


def _read(reader: Rows, batch: Sequence[StagedRow], mended: Mapping[int, str]) -> list[ImportRow]:
    people = _people(reader, batch)
    return [_row(row, people.get(row.worker_id, {}), mended.get(row.seq, "")) for row in batch]


def _row(row: StagedRow, stored: Mapping[str, Value], mended_by: str) -> ImportRow:
    draft = read_draft(row.draft, row.sheet, row.row)
    judged = read_judged(row.result, row.outcome, row.worker_id, draft)
    outcome = judged.outcome
    if outcome in (Outcome.UPDATED, Outcome.IDENTICAL):
        worker = {**stored, **own_changes(judged)}
    else:
        worker = dict(draft.values)
        if not draft.nik_ok and draft.nik:
            worker["nik"] = draft.nik
    return ImportRow(
        row.seq,
        row.sheet,
        row.row,
        outcome,
        row.worker_id,
        {name: value for name, value in worker.items() if value is not None},
        judged.changes if outcome is Outcome.UPDATED else {},
        judged.was,
        judged.adds,
        judged.kept_by,
        draft.heir,
        draft.cells,
        judged.findings,
        judged.asks,
        draft.overrides,
        draft.cover,
        draft.source.others,
        mended_by if outcome is Outcome.REJECTED else "",
        _village_kept(draft, judged),
    )


def _village_kept(draft: Draft, judged: Judged) -> str:
    """What the row says of a known person's village, where the rules pass over that it cannot be told."""
    if judged.outcome not in (Outcome.UPDATED, Outcome.IDENTICAL):
        return ""
    return next((finding.value for finding in draft.findings if finding.code in _VILLAGE_NOT_TOLD), "")


def _people(reader: Rows, batch: Sequence[StagedRow]) -> dict[str, dict[str, Value]]:
    ids = sorted({row.worker_id for row in batch if row.outcome in ("updated", "identical") and row.worker_id})
    people = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        for row in reader.rows(f"SELECT * FROM worker WHERE id IN ({', '.join('?' * len(some))})", some):
            people[row["id"]] = worker_fields(row)
    return people
