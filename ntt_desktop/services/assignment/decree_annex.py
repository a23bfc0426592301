"""The annex of an SK: everybody whom it names, as it writes them, with months, sums and the amount in words."""

from pathlib import Path

from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.domain.nik import group
from ntt_desktop.domain.sync.codes import check_code
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import (
    Amount,
    Column,
    Document,
    Facts,
    Paper,
    Signature,
    Signatures,
    Table,
)
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment.decrees import found_decree
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.printing import letterhead
from ntt_desktop.services.printing.papers import plain, write_document
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.assignment import batches as queries
from ntt_desktop.wording.months import span_words


def annex(ctx: Context, decree: str, *, paper: Paper | None = None) -> Document:
    """The annex of an SK (id or number); NIKs stand there in full. Raises ``decree_missing``,
    ``decree_names_nobody``."""
    with ctx.store.read() as reader:
        head = found_decree(reader, decree)
        rows = queries.decreed(reader, head["id"])
        rate = resolve(reader, head["programme_id"]).rate
    if not rows:
        raise UserError("decree_names_nobody")
    regions, occupations = ctx.reference.regions, ctx.reference.occupations
    months = sum(row["months"] for row in rows)
    cells = tuple(
        (
            number,
            row["full_name"] or "",
            group(row["nik"]) if row["nik"] else "",
            shown_iso(row["birth_date"]),
            ", ".join(regions.label(row["village_code"] or "").split(", ")[:2]),
            occupations.label(row["occupation"] or ""),
            span_words(row["first_month"], row["last_month"]),
            row["months"],
            row["months"] * rate,
        )
        for number, row in enumerate(rows, start=1)
    )
    content = [f"{row['nik']}{row['full_name']}{row['first_month']}{row['months']}" for row in rows]
    return Document(
        title=tr("Annex to the SK {number}", number=head["number"] or ""),
        about=tuple(filter(None, (head["title"] or "", tr("dated {day}", day=shown_iso(head["date"]))))),
        parts=(
            Facts(
                (
                    (tr("Programme"), f"{head['programme_code'] or ''}"),
                    (tr("People"), str(len(rows))),
                    (tr("Check code"), check_code((head["number"] or "", str(rate), *content))),
                )
            ),
            Table(
                (
                    *(Column(tr("No."), 0.5, "right", "number"), Column(tr("Name"), 2.2), Column(tr("NIK"), 2.0)),
                    *(Column(tr("Born"), 1.1), Column(tr("Village"), 2.6), Column(tr("Occupation"), 1.8)),
                    *(Column(tr("Months"), 1.7), Column(tr("Person-months"), 0.9, "right", "number")),
                    Column(tr("Rupiah"), 1.4, "right", "rupiah"),
                ),
                cells,
                total=(None, tr("Total"), None, None, None, None, None, months, months * rate),
                name=tr("Annex"),
            ),
            Amount(tr("Contributions"), months * rate),
            Signatures((Signature("", head["signer_title"] or "", head["signer_name"] or ""),)),
        ),
        letterhead=letterhead.load(ctx).lines,
        foot=tr("Annex to the SK {number}", number=head["number"] or ""),
        paper=paper,
        landscape=True,
    )


def write(
    ctx: Context, decree: str, out: Path, *, paper: Paper | None = None, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write the annex as workbook and PDF into a folder, or as what ``out`` names by its ending.

    Raises what `annex` raises and ``file_exists`` (and then writes nothing).
    """
    document = annex(ctx, decree, paper=paper)
    with ctx.store.read() as reader:
        head = found_decree(reader, decree)
        persons = [row["person_id"] for row in queries.decreed(reader, head["id"])]
    stem = f"lampiran-SK-{plain(head['number'] or '')}"
    return write_document(ctx, document, out, stem, About("decree_annex", persons, full_nik=True), overwrite=overwrite)
