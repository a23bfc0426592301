"""A tahap on paper: the berita acara with its daftar nominatif, as PDF and as a workbook."""

from datetime import date
from pathlib import Path

from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.domain.nik import group
from ntt_desktop.errors import UserError
from ntt_desktop.formats.batch_list import BatchList, BatchListRow
from ntt_desktop.formats.documents.parts import Paper
from ntt_desktop.services.assignment.batches import Batch, show
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.printing import letterhead
from ntt_desktop.services.printing.papers import WORKBOOK, makers_of, plain, write_made
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.wording.months import day_words


def write(
    ctx: Context, batch: str, out: Path, *, paper: Paper | None = None, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write the berita acara with its daftar nominatif: workbook and PDF into a folder, or what ``out`` names
    by its ending. Raises ``batch_missing``, ``batch_empty``, ``file_exists``."""
    found = show(ctx, batch)
    if not found.rows:
        raise UserError("batch_empty", programme=found.batch["programme_code"] or "")
    content = content_of(ctx, found)
    from ntt_desktop.formats import batch_document, batch_workbook

    head = letterhead.load(ctx)
    paper = paper or head.paper
    document = batch_document.report(content, paper, head.lines)
    makers = {**makers_of(document), WORKBOOK: lambda: batch_workbook.to_workbook(content, paper)}
    stem = plain(found.batch["name"] or "tahap")
    persons = [row["person_id"] for row in found.rows]
    return write_made(ctx, makers, out, stem, About("batch_list", persons, full_nik=True), overwrite=overwrite)


def content_of(ctx: Context, found: Batch) -> BatchList:
    """A batch as it is printed."""
    head, regions = found.batch, ctx.reference.regions
    rows = tuple(
        BatchListRow(
            row["full_name"] or "",
            group(row["nik"]) if row["nik"] else "",
            shown_iso(row["birth_date"]),
            row["sex"] or "",
            ", ".join(regions.label(row["village_code"] or "").split(", ")[:2]),
            ctx.reference.occupations.label(row["occupation"] or ""),
            row["first_month"] or "",
            row["last_month"] or "",
            row["months"],
            row["rupiah"],
        )
        for row in found.rows
    )
    office = letterhead.load(ctx)
    own = not head["signer_name"]
    return BatchList(
        name=head["name"] or "",
        programme=f"{head['programme_code'] or ''} · {head['programme_name'] or ''}",
        payer=head["payer"] or "",
        region=regions.label(head["region"] or ctx.store.node.region),
        report_number=head["report_number"] or "",
        report_date=_long_day(head["report_date"] or head["made_on"]),
        place=head["place"] or office.place,
        signer_name=head["signer_name"] or office.name,
        signer_title=head["signer_title"] or office.title,
        signer_id=head["signer_id"] or (office.number if own else ""),
        rate=head["rate"] or 0,
        rows=rows,
        check_code=found.check_code,
        officer=ctx.actor,
    )


def _long_day(text: str | None) -> str:
    try:
        return day_words(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text or ""
