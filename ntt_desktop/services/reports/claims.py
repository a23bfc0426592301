"""Claims whose event lies in the period, of people of the region."""

from ntt_desktop.domain.claims import COURSE, PAID
from ntt_desktop.domain.dates import Month, shown
from ntt_desktop.domain.money import number
from ntt_desktop.domain.nik import mask
from ntt_desktop.formats.documents.parts import Amount, Column, Facts, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import claim_papers, claims
from ntt_desktop.services.claims.claim_view import ClaimView
from ntt_desktop.services.context import Context, Progress
from ntt_desktop.services.reports.content import Asked, Content
from ntt_desktop.wording import claims as words


def listing(ctx: Context, asked: Asked) -> list[ClaimView]:
    """The claims of the page that a report is about."""
    first, last = asked.span
    contains = ctx.reference.regions.contains
    return [
        view
        for view in claims.listing(ctx)
        if first <= Month.of(view.event_date) <= last and contains(asked.region, view.worker["village_code"] or "")
    ]


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """A line a claim, those first whose clock runs out first."""
    progress(0, 0)
    views = listing(ctx, asked)
    regions = ctx.reference.regions
    columns = (
        *(Column(tr("No."), 0.5, "right", "number"), Column(tr("Name"), 2), Column(tr("NIK"), 1.7)),
        *(Column(tr("Village"), 1.9), Column(tr("What happened"), 1.6), Column(tr("Event"), 1.1)),
        *(Column(tr("State"), 1.1), Column(tr("Expected"), 1.6), Column(tr("Paid"), 1.4, "right", "rupiah")),
    )
    rows = tuple(
        (
            *(at, view.worker["full_name"] or "", mask(view.worker["nik"] or "")),
            ", ".join(regions.label(view.worker["village_code"] or "").split(", ")[:2]),
            *(words.event(view.claim_type, view.cause), shown(view.event_date)),
            *(words.state(view.status), claim_papers.expected(view)),
            view.values["amount"] if view.status == PAID else None,
        )
        for at, view in enumerate(views, start=1)
    )
    counted = {code: sum(view.status == code for view in views) for code in COURSE}
    paid = claim_papers.paid_sum(views)
    parts: tuple[Part, ...] = (
        Facts(
            (
                (tr("Claims"), number(len(views))),
                *((words.state(code), number(count)) for code, count in counted.items() if count),
            )
        ),
        Amount(tr("Paid by BPJS"), paid),
        Table(columns, rows, total=(None, tr("Total"), "", "", "", "", "", "", paid), name=tr("Claims"))
        if rows
        else Paragraph(tr("No claim in this period.")),
        Paragraph(tr("What is expected is computed here; BPJS decides what is paid."), muted=True),
    )
    persons = [view.worker["id"] for view in views]
    return Content(tr("Claims of the period"), parts, persons, len(rows), landscape=True)
