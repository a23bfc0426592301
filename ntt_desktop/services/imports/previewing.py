"""Reading and judging a file: the rows are staged, nobody's record is touched."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.intake.draft import CoverTerms, Draft
from ntt_desktop.domain.intake.papers import Filled, filled_paper
from ntt_desktop.domain.intake.spellings import IGNORED, ROW_KEY
from ntt_desktop.domain.text import has_value
from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.limits import Limits, check_file
from ntt_desktop.formats.sheets import ReadOptions, SheetSummary, interpret_workbook, survey_workbook
from ntt_desktop.services.areas import area_of
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.garbage import not_collecting
from ntt_desktop.services.imports.judged import Judging
from ntt_desktop.services.imports.plan import ImportOptions, ImportPlan, all_counts, write_sheets, write_terms
from ntt_desktop.store import audit
from ntt_desktop.store.ids import uuid7
from ntt_desktop.store.intake import imports as store_imports
from ntt_desktop.store.intake import intake_memory

_DEFAULTS = ImportOptions()


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What stands in a file, for the mapping screen."""

    sheets: tuple[SheetSummary, ...]
    """Sheets with their columns, guesses and first rows."""
    stored_before: tuple[str, ...]
    """Dates (ISO) on which the very same file was stored before, newest first."""
    filled: Filled | None
    """A workbook of this program that was filled in and is no list of people: it goes elsewhere."""
    corrects: bool
    """Whether it is a correction workbook, whose rows go back to those they came from."""


def survey(ctx: Context, path: Path, options: ImportOptions, progress: Progress = silent) -> Surveyed:
    """Look at a file. Stores nothing.

    Raises what `preview` raises, except that a sheet without a header is no error.
    """
    sheets = survey_workbook(path, read_options(ctx, options), progress=progress)
    filled = next((paper for sheet in sheets if (paper := filled_paper(sheet.top))), None)
    with ctx.store.read() as reader:
        before = tuple(row["imported_on"] for row in store_imports.same_file(reader, _digest(path)))
    corrects = any(column.field == ROW_KEY for sheet in sheets for column in sheet.columns)
    return Surveyed(tuple(sheets), before, filled, corrects)


def preview(
    ctx: Context,
    path: Path,
    options: ImportOptions = _DEFAULTS,
    progress: Progress = silent,
) -> Result[ImportPlan]:
    """Read, judge and stage a file; what was staged of an earlier file and not stored is forgotten.

    Raises `UserError`: what `ntt_desktop.formats.sheets.interpret_workbook` raises, ``unknown_region``,
    ``mapping_field_unknown``; ``file_is_verval`` and ``file_is_answers`` for papers that are taken in elsewhere.
    Cancelled through ``progress``, or failed, nothing stays behind.
    """
    asked = read_options(ctx, options)
    digest = _digest(path)
    now = ctx.clock()
    import_id = uuid7(int(now.timestamp() * 1000))
    with ctx.store.write(ctx.actor) as uow:
        for left in store_imports.unfinished(uow):
            store_imports.discard(uow, left["import_id"])
        store_imports.begin(uow, import_id, path.name, digest, _stamp(now))
        intake_memory.put_terms(uow, import_id, {"path": str(path.resolve())})
    try:
        with not_collecting():
            sheets = _stage(ctx, path, asked, import_id, progress)
    except BaseException:
        with ctx.store.write(ctx.actor) as uow:
            store_imports.discard(uow, import_id)
        raise
    with ctx.store.write(ctx.actor) as uow:
        counts = all_counts(store_imports.outcome_counts(uow, import_id))
        before = tuple(row["imported_on"] for row in store_imports.same_file(uow, digest))
        plan = ImportPlan(
            import_id,
            path.name,
            digest,
            asked.region,
            options.letter,
            sheets,
            counts,
            before,
            dict(options.mapping),
            options.cover,
            store_imports.count_asking(uow, import_id),
        )
        intake_memory.put_terms(uow, import_id, {**write_terms(plan), "path": str(path.resolve())})
    return Result(plan)


def discard(ctx: Context, plan: ImportPlan) -> Result[None]:
    """Give up a plan that is not to be stored."""
    with ctx.store.write(ctx.actor) as uow:
        if (found := store_imports.file_of(uow, plan.id)) and found["state"] in ("staging", "ready"):
            store_imports.discard(uow, plan.id)
    return Result(None)


def import_fields(ctx: Context) -> list[str]:
    """The fields that a column can be mapped to, in reading order; `IGNORED` is not among them."""
    known = set(ctx.reference.headers.values())
    return [
        name for name in WORKER_FIELDS if name in known | {"employment_status", "other_cover", "bpjs_status"}
    ] + sorted((known | {"payer"}) - set(WORKER_FIELDS))


def read_options(ctx: Context, options: ImportOptions) -> ReadOptions:
    """What the reading process is told.

    Raises ``unknown_region``, ``mapping_field_unknown``, ``cover_payer``, ``cover_months``.
    """
    region = area_of(ctx, options.region) or ctx.store.node.region
    fields = set(import_fields(ctx)) | {IGNORED}
    for name in options.mapping.values():
        if name not in fields:
            raise UserError("mapping_field_unknown", field=name, fields=", ".join(sorted(fields)))
    if options.cover:
        _check_cover(options.cover)
    with ctx.store.read() as reader:
        remembered = {} if options.fresh else intake_memory.remembered(reader, intake_memory.MAPPING)
    return ReadOptions(
        region, ctx.today, options.sheet, dict(options.mapping), options.password, remembered, options.cover
    )


def _check_cover(terms: CoverTerms) -> None:
    if not has_value(terms.payer):
        raise UserError("cover_payer")
    try:
        Month.parse(terms.first_month or "2026-01")
    except ValueError as error:
        raise UserError("cover_months", first=terms.first_month, last="") from error


def _stage(
    ctx: Context, path: Path, options: ReadOptions, import_id: str, progress: Progress
) -> tuple[SheetSummary, ...]:
    sheets: list[SheetSummary] = []
    judging = Judging()
    with ctx.store.read() as reader:
        basis = audit.newest_change(reader)
    for found in interpret_workbook(path, options, progress=progress):
        if isinstance(found, SheetSummary):
            if paper := filled_paper(found.top):
                raise UserError(f"file_is_{paper}", name=path.name)
            sheets.append(found)
            continue
        _stage_batch(ctx, judging, import_id, found)
    with ctx.store.write(ctx.actor) as uow:
        store_imports.stage(uow, import_id, list(judging.finish(uow, import_id)))
        store_imports.set_state(uow, import_id, "ready", basis=basis, sheets=write_sheets(tuple(sheets)))
    return tuple(sheets)


def _stage_batch(ctx: Context, judging: Judging, import_id: str, drafts: list[Draft]) -> None:
    with ctx.store.write(ctx.actor) as uow:
        store_imports.stage(uow, import_id, judging.judge(uow, drafts))


def _digest(path: Path) -> str:
    """SHA-256 of the file. What it is not is reported by the reading process."""
    check_file(path, Limits())
    hashed = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                hashed.update(piece)
    except FileNotFoundError as error:
        raise UserError("file_missing", name=path.name) from error
    except OSError as error:
        raise UserError("file_unreadable", name=path.name) from error
    return hashed.hexdigest()


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
