"""Claims on paper: the list of all of them, and one claim with what its family still has to bring."""

from collections.abc import Sequence
from pathlib import Path

from ntt_desktop.domain.claims import COURSE, PAID
from ntt_desktop.domain.dates import shown, shown_iso
from ntt_desktop.domain.money import number
from ntt_desktop.domain.nik import mask
from ntt_desktop.formats.documents.parts import Amount, Column, Document, Facts, Heading, Paper, Paragraph, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import claims
from ntt_desktop.services.claims.claim_view import ClaimView
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.printing.papers import PDF, write_document
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.wording import claims as words


def paid_sum(views: Sequence[ClaimView]) -> int:
    """Whole rupiah that BPJS paid on these claims."""
    return sum(int(view.values["amount"] or 0) for view in views if view.status == PAID)


def list_document(ctx: Context, *, status: str = "", paper: Paper | None = None) -> Document:
    """All claims (of one ``status``) as a table, with sums by state."""
    views = claims.listing(ctx, status=status)
    regions = ctx.reference.regions
    columns = (
        *(Column(tr("No."), 0.7), Column(tr("Name"), 1.9), Column(tr("NIK"), 2.2), Column(tr("Village"), 1.7)),
        *(Column(tr("What happened"), 1.5), Column(tr("Date"), 1.5), Column(tr("Reporting"), 1.3)),
        *(Column(tr("State"), 1.55), Column(tr("Expected"), 1.8)),
        *(Column(tr("Paid"), 1.8, "right", "rupiah"), Column(tr("Documents"), 1.25)),
    )
    rows = tuple(
        (
            *(str(at), view.worker["full_name"] or "", mask(view.worker["nik"] or "")),
            ", ".join(regions.label(view.worker["village_code"] or "").split(", ")[:2]),
            *(words.event_short(view.claim_type, view.cause), shown(view.event_date)),
            words.clock(view.clock, runs=view.clock_runs, short=True),
            *(words.state(view.status), expected(view)),
            view.values["amount"] if view.status == PAID else None,
            words.document_count(len(view.missing), len(view.documents)),
        )
        for at, view in enumerate(views, start=1)
    )
    counted = {code: sum(view.status == code for view in views) for code in COURSE}
    place = regions.label(str(ctx.store.node.region))
    return Document(
        title=tr("Claims"),
        about=(
            place,
            tr("{count} claims", count=number(len(views))),
            tr("Made on {day} by {officer}.", day=shown(ctx.today), officer=ctx.actor),
        ),
        parts=(
            Facts(tuple((words.state(code), number(count)) for code, count in counted.items() if count)),
            Amount(tr("Paid by BPJS"), paid_sum(views)),
            Table(
                columns,
                rows,
                total=("", tr("Total"), "", "", "", "", "", "", "", paid_sum(views), "") if rows else (),
                name=tr("Claims"),
            ),
            Paragraph(tr("What is expected is computed here; BPJS decides what is paid."), muted=True),
        ),
        foot=place,
        paper=paper,
        landscape=True,
    )


def sheet(ctx: Context, claim_id: str, *, paper: Paper | None = None) -> Document:
    """One claim: event, documents with their days, family, expected benefit. Raises ``claim_unknown``."""
    view = claims.show(ctx, claim_id)
    worker, regions = view.worker, ctx.reference.regions
    given = tuple((words.document(name), shown_iso(day) or tr("missing")) for name, day in view.documents.items())
    heirs = tuple(
        (f"{at}. {heir.name}", heir.relation, heir.phone, heir.account) for at, heir in enumerate(view.heirs, 1)
    )
    basis = words.basis(view.claim_type, covered=view.covered, clocks=view.clocks, terms=view.terms)
    lines = tuple(words.line(line) for line in view.expected.lines)
    return Document(
        title=tr("Claim of {name}", name=worker["full_name"] or ""),
        about=(
            regions.label(worker["village_code"] or ""),
            tr("Made on {day} by {officer}.", day=shown(ctx.today), officer=ctx.actor),
        ),
        parts=(
            Facts(
                (
                    (tr("NIK"), worker["nik"] or ""),
                    ("KPJ", worker["kpj"] or "–"),
                    (tr("What happened"), words.event(view.claim_type, view.cause)),
                    (tr("Date"), shown(view.event_date)),
                    (tr("Place"), view.values["event_place"] or "–"),
                    (tr("State"), words.state(view.status)),
                    (tr("Reporting"), words.clock(view.clock, runs=view.clock_runs)),
                )
            ),
            Heading(tr("Documents")),
            Table((Column(tr("Document"), 3), Column(tr("Handed in"), 1)), given, name=tr("Documents")),
            Heading(tr("Family in legal order")),
            *(
                (
                    Table(
                        (Column(tr("Name"), 2), Column(tr("Relation")), Column(tr("Phone")), Column(tr("Account"), 2)),
                        heirs,
                        name=tr("Family"),
                    ),
                )
                if heirs
                else (Paragraph(tr("No family contact yet: a claim needs one.")),)
            ),
            Paragraph(tr("BPJS decides who is entitled; the order here is for reaching the family."), muted=True),
            Heading(tr("Expected benefit")),
            Table(
                (Column(tr("What"), 2), Column(tr("Amount"), 2), Column(tr("Condition"), 2)),
                lines,
                name=tr("Expected benefit"),
            ),
            Facts(((tr("Together"), expected(view)), *basis)),
            Paragraph(tr("What is expected is computed here; BPJS decides what is paid."), muted=True),
        ),
        foot=regions.label(str(ctx.store.node.region)),
        paper=paper,
    )


def expected(view: ClaimView) -> str:
    """What may be expected, in a few words."""
    if [line.code for line in view.expected.lines] == ["treatment"]:
        return words.line(view.expected.lines[0])[2] if not view.covered else tr("treatment as it is needed")
    return words.span(view.expected.low, view.expected.high)


def write_list(
    ctx: Context, out: Path, *, status: str = "", paper: Paper | None = None, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write the list as workbook and PDF into a folder, or as what ``out`` names. Raises ``file_exists``."""
    stem = f"klaim-{ctx.store.node.region}-{ctx.today.isoformat()}"
    document = list_document(ctx, status=status, paper=paper)
    persons = [view.worker["id"] for view in claims.listing(ctx, status=status)]
    return write_document(ctx, document, out, stem, About("claim_paper", persons), overwrite=overwrite)


def write_sheet(
    ctx: Context, claim_id: str, out: Path, *, paper: Paper | None = None, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write one claim as PDF. Raises ``claim_unknown``, ``file_exists``."""
    document = sheet(ctx, claim_id, paper=paper)
    about = About("claim_paper", [claims.show(ctx, claim_id).worker["id"]], full_nik=True)
    return write_document(ctx, document, out, f"klaim-{claim_id[-8:]}", about, kinds=(PDF,), overwrite=overwrite)
