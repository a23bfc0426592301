"""The result workbook of an import: what became of every row, for senders who have no program."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ntt_desktop.domain.dates import shown, shown_iso
from ntt_desktop.domain.findings import Severity
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.imports.correcting import about
from ntt_desktop.services.imports.listing import ImportRow, plan_of, rows
from ntt_desktop.services.imports.plan import ImportPlan
from ntt_desktop.services.imports.sender_columns import SenderColumns, cells_of
from ntt_desktop.services.imports.standing_now import standing_now
from ntt_desktop.services.printing import written_files
from ntt_desktop.store.files import write_atomic
from ntt_desktop.wording import findings as wording
from ntt_desktop.wording import outcomes

if TYPE_CHECKING:
    from ntt_desktop.formats.results import ResultRow


def write_results(ctx: Context, plan: ImportPlan, target: Path, *, overwrite: bool = False) -> Result[Path]:
    """Write a workbook with every row of an import, its verdict and what stands of the person today; returns its path.

    Raises ``file_exists`` unless told to overwrite, and `StoreError` for the disk.
    """
    from ntt_desktop.formats import results

    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    columns = SenderColumns(ctx)
    sheets, concerned = [], list[ImportRow]()
    for sheet in plan.sheets:
        found = [row for batch in rows(ctx, plan.id, sheet=sheet.name) for row in batch]
        concerned += found
        now = standing_now(ctx, {row.worker_id for row in found if row.worker_id})
        made = [_row(ctx, row, now.get(row.worker_id, [])) for row in found]
        if made:
            sheets.append(results.ResultSheet(sheet.name, columns.of(sheet, [row.cells for row in made]), made))
    write_atomic(target, results.render(_summary(ctx, plan), sheets))
    written_files.note(ctx, [target], about("results", plan, concerned))
    return Result(target)


def write_results_of(ctx: Context, wanted: Sequence[str], folder: Path, sender: str) -> Result[list[Path]]:
    """Write the result workbook of each of a sender's imports, newest first, into a folder; earlier ones are replaced.

    Villages call their lists alike: a file is named after the sender and the list, a namesake has a number.
    """
    made: list[Path] = []
    for one in reversed(wanted):
        plan = plan_of(ctx, one)
        name = "-".join(filter(None, ("hasil", _plain(sender), _plain(Path(plan.file).stem))))
        target, copy = folder / f"{name}.xlsx", 1
        while target in made:
            copy += 1
            target = folder / f"{name}-{copy}.xlsx"
        made.append(write_results(ctx, plan, target, overwrite=True).value)
    return Result(made[::-1])


def _plain(text: str) -> str:
    """A text as a part of a file name that every system takes."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")[:60]


def _summary(ctx: Context, plan: ImportPlan) -> list[tuple[str, str]]:
    letter = ", ".join(filter(None, (plan.letter.number, shown_iso(plan.letter.date), plan.letter.sender)))
    office = ctx.reference.regions.label(ctx.store.node.region)
    lines = outcomes.summary(plan.file, letter, office, ctx.actor, shown(ctx.today), plan.read)
    return lines + [(outcomes.outcome(code), str(plan.counts.get(code, 0))) for code in outcomes.OUTCOMES]


def _row(ctx: Context, row: ImportRow, now: list[str]) -> "ResultRow":
    from ntt_desktop.formats.results import ResultRow

    verdict = outcomes.outcome(row.outcome, came_back=bool(row.mended_by))
    return ResultRow(row.row, cells_of(row), str(row.outcome), verdict, " ".join([*_said(ctx, row), *now]))


def _said(ctx: Context, row: ImportRow) -> list[str]:
    """The sentences on a row: findings with hints, which row holds the NIK, what changed and what is asked."""
    label = ctx.reference.regions.label
    said = []
    for finding in row.findings:
        sentence, hint = wording.words(finding, label)
        said.append(sentence if finding.severity is Severity.NOTE else f"{sentence} {hint}".strip())
    if row.kept_by:
        said.append(outcomes.kept_by(row.kept_by))
    if row.village_kept:
        said.append(outcomes.village_kept(row.village_kept, label(str(row.worker.get("village_code") or ""))))
    if row.changes:
        said.append(outcomes.renewed(row.changes))
    if row.asks:
        said.append(outcomes.held(row.asks))
    return said
