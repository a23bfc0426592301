"""The correction workbook of an import: the rows that need work, back to the sender."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ntt_desktop.domain.findings import Finding, Severity
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.imports.keyed import write_key
from ntt_desktop.services.imports.listing import ImportRow, rows
from ntt_desktop.services.imports.plan import ImportPlan
from ntt_desktop.services.imports.sender_columns import PLACES, SenderColumns, cells_with_title
from ntt_desktop.services.people.village_choices import VillageChoices
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.files import write_atomic
from ntt_desktop.store.intake import imports as store_imports
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.wording import findings as wording

if TYPE_CHECKING:
    from ntt_desktop.formats.corrections import CorrectionRow

_CHOSEN = {"sex": "sex", "occupation": "occupation"}
"""Field -> the list of that name."""


def write_corrections(ctx: Context, plan: ImportPlan, target: Path, *, overwrite: bool = False) -> Result[Path]:
    """Write the rows that are rejected or need evidence into a workbook; returns its path.

    Of a stored import, rows that came back since and findings that were settled since are left out. Raises
    ``file_exists`` unless told to overwrite, and `StoreError` for the disk.
    """
    # The writer of workbooks is heavy; whoever only looks at an import does not wait for it.
    from ntt_desktop.formats import corrections

    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    columns = SenderColumns(ctx)
    villages = VillageChoices(ctx.reference.regions, plan.region)
    sheets, concerned = [], list[ImportRow]()
    for sheet in plan.sheets:
        titles = dict(zip(PLACES, (sheet.village, sheet.subdistrict, sheet.regency), strict=True))
        needing = _needing(ctx, plan, sheet.name)
        if not needing:
            continue
        concerned += (row for row, _ in needing)
        made = [_correction(ctx, plan, row, found, titles, villages) for row, found in needing]
        used = dict.fromkeys(name for row in made for name in (*row.cells, *row.choices))
        listed = [*(name for name in used if name not in PLACES), *PLACES]
        headers = columns.of(sheet, [row.cells for row in made], listed)
        sheets.append(corrections.CorrectionSheet(sheet.name, headers, made))
    occupations = tuple(sorted(ctx.reference.occupations.labels().values()))
    lists = {"sex": ("L", "P"), "occupation": occupations, **villages.lists}
    write_atomic(target, corrections.render(sheets, lists))
    written_files.note(ctx, [target], about("corrections", plan, concerned))
    return Result(target)


def about(what: str, plan: ImportPlan, concerned: Iterable[ImportRow]) -> About:
    """What the log of written files says of a workbook with rows of an import: most of them may be nobody's yet."""
    persons = [row.worker_id for row in concerned]
    known = [person for person in persons if person]
    return About(what, known, others=len(persons) - len(known), region=plan.region, full_nik=True)


def _needing(ctx: Context, plan: ImportPlan, sheet: str) -> list[tuple[ImportRow, list[Finding]]]:
    """The rows of a sheet that need work, each with the findings that ask for it."""
    found = []
    for batch in rows(ctx, plan.id, sheet=sheet):
        still_open = _still_open(ctx, plan.id, batch)
        for row in batch:
            if row.mended_by:
                continue
            asking = [
                finding
                for finding in row.findings
                if finding.severity is Severity.REJECT
                or (
                    finding.severity is Severity.EVIDENCE
                    and (still_open is None or not row.worker_id or finding.code in still_open.get(row.worker_id, ()))
                )
            ]
            if asking:
                found.append((row, asking))
    return found


def _still_open(ctx: Context, import_id: str, batch: Sequence[ImportRow]) -> dict[str, set[str]] | None:
    """Worker -> codes that stand open, for a stored import; None while nothing is stored."""
    with ctx.store.read() as reader:
        noted = store_imports.file_of(reader, import_id)
        if noted is None or noted["state"] != "stored":
            return None
        workers = sorted({row.worker_id for row in batch if row.worker_id})
        survivors = {worker: queries.find_one(reader, worker) for worker in workers}
        people = {worker: str(row["id"]) for worker, row in survivors.items() if row}
        parts = queries.parts(reader, "finding", set(people.values()), "k.cleared IS NOT 1 AND k.settled_by IS NULL")
    return {worker: {row["code"] for row in parts[person]} for worker, person in people.items()}


def _correction(
    ctx: Context,
    plan: ImportPlan,
    row: ImportRow,
    asking: Sequence[Finding],
    titles: dict[str, str],
    villages: VillageChoices,
) -> "CorrectionRow":
    from ntt_desktop.formats.corrections import CorrectionRow, Remark

    cells = cells_with_title(row, titles)
    if chosen := row.typed.get("village_code"):
        cells["village"] = villages.coded(chosen)  # what somebody chose is not asked of the sender again
    label = ctx.reference.regions.label
    remarks = [Remark(finding.field, *wording.words(finding, label)) for finding in asking]
    choices = {name: listed for name, listed in _CHOSEN.items() if any(finding.field == name for finding in asking)}
    village = next((finding for finding in asking if finding.field == "village_code"), None)
    if village:
        candidates = village.params.get("candidates", "").split()
        listed = villages.list_for(cells.get("subdistrict", ""), cells.get("regency", ""), candidates)
        if listed:
            choices["village"] = listed
    return CorrectionRow(write_key(plan.id, row.seq), row.row, cells, remarks, choices)
