"""The correction workbook of an import: the rows that need work, back to the sender."""

from pathlib import Path
from typing import TYPE_CHECKING

from ntt_desktop.domain.findings import Severity
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.imports.listing import ImportRow, rows
from ntt_desktop.services.imports.plan import ImportPlan
from ntt_desktop.store.files import write_atomic
from ntt_desktop.wording import findings as wording

if TYPE_CHECKING:
    from ntt_desktop.formats.corrections import CorrectionRow

_PLACES = ("village", "subdistrict", "regency")
_ALWAYS = ("nik", "full_name")


def write_corrections(ctx: Context, plan: ImportPlan, target: Path, *, overwrite: bool = False) -> Result[Path]:
    """Write the rows that are rejected or need evidence into a workbook; returns its path.

    Raises ``file_exists`` unless told to overwrite, and `StoreError` for the disk.
    """
    # The writer of workbooks is heavy; whoever only looks at an import does not wait for it.
    from ntt_desktop.formats import corrections

    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    needing = [row for batch in rows(ctx, plan.id) for row in batch if _needs_work(row)]
    spelled = _headers(ctx)
    fields = [column.field for sheet in plan.sheets for column in sheet.columns if column.field]
    order = list(dict.fromkeys((*_ALWAYS, *fields, *_PLACES)))
    headers = {name: spelled[name] for name in order if name in spelled and name != "row_no"}
    regions = {sheet.name: (sheet.village, sheet.subdistrict, sheet.regency) for sheet in plan.sheets}
    made = [_correction(ctx, row, regions.get(row.sheet, ("", "", ""))) for row in needing]
    choices = {"sex": ("L", "P"), "occupation": tuple(ctx.reference.occupations.labels().values())}
    write_atomic(target, corrections.render(made, headers, choices))
    return Result(target)


def _headers(ctx: Context) -> dict[str, str]:
    """Field -> a spelling of its header that intake reads back."""
    spelled: dict[str, str] = {}
    for header, name in ctx.reference.headers.items():
        spelled.setdefault(name, header)
    return spelled


def _needs_work(row: ImportRow) -> bool:
    return any(finding.severity in (Severity.REJECT, Severity.EVIDENCE) for finding in row.findings)


def _correction(ctx: Context, row: ImportRow, title: tuple[str, str, str]) -> "CorrectionRow":
    from ntt_desktop.formats.corrections import CorrectionRow, Remark

    cells = dict(row.cells)
    # What only the title or the sheet's name said goes along, for the row leaves its sheet.
    for name, said in zip(_PLACES, title, strict=True):
        cells.setdefault(name, said)
    label = ctx.reference.regions.label
    remarks = [
        Remark(finding.field, *wording.words(finding, label))
        for finding in row.findings
        if finding.severity is not Severity.NOTE
    ]
    return CorrectionRow(row.sheet, row.row, {name: text for name, text in cells.items() if text}, remarks)
