"""Bill and payment by month of one programme, with the sums in words."""

from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Amount, Column, Facts, Heading, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Progress
from ntt_desktop.services.money import month_report
from ntt_desktop.services.reports.content import Asked, Content
from ntt_desktop.store.money.bills import BillRow, PaymentRow
from ntt_desktop.wording.months import month_words
from ntt_desktop.wording.payers import payer

Cells = tuple[str | int | None, ...]


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """Raises ``report_programme``, ``programme_unknown``, ``programme_ambiguous``."""
    if not asked.programme:
        raise UserError("report_programme")
    first, last = asked.span
    progress(0, 0)
    with ctx.store.read() as reader:
        programme = resolve(reader, asked.programme)
    area = "" if asked.region == str(ctx.store.node.region) else asked.region
    months = [line for line in month_report.lines(ctx, asked.programme, area=area) if first <= line.month <= last]
    bills, payments = month_report.papers(ctx, asked.programme, area=area)
    billed = [row for row in bills if first <= row.month <= last]
    paid = [row for row in payments if first <= row.month <= last]
    asked_for, given = sum(line.billed_rupiah for line in months), sum(line.paid_rupiah for line in months)
    number_of = {row.id: row.number for row in billed}
    parts: list[Part] = [
        Facts(
            (
                (tr("Programme"), f"{programme.code} · {programme.name}"),
                (tr("Payer"), payer(programme.payer)),
                (tr("Contribution a month"), rupiah(programme.rate)),
                (tr("Billed person-months"), number(sum(line.billed for line in months))),
                (tr("Paid person-months"), number(sum(line.paid for line in months))),
            )
        ),
        Amount(tr("Billed"), asked_for),
        Amount(tr("Paid"), given),
        Amount(tr("Still to be paid"), asked_for - given),
        Heading(tr("Month by month")),
        _months(months),
    ]
    if billed:
        parts += [Heading(tr("Bills")), _bills(billed)]
    else:
        parts.append(Paragraph(tr("Nothing is billed in this period.")))
    if paid:
        parts += [Heading(tr("Payments")), _payments(paid, number_of)]
    if area:
        place = ctx.reference.regions.label(area)
        said = tr("Of bills and payments only the part for people who live in {place} is shown.", place=place)
        parts.append(Paragraph(said, muted=True))
    if any(line.paid_not_covered for line in months):
        parts.append(Paragraph(tr("Paid, but BPJS has not accepted these people yet. Send them to BPJS."), muted=True))
    return Content(
        tr("Bill and payment by month"), tuple(parts), rows=len(months) + len(billed) + len(paid), landscape=True
    )


def _months(lines: list[month_report.MonthLine]) -> Table:
    names = (tr("On a slot"), tr("Billed"), tr("Paid"), tr("Covered"), tr("Not billed"), tr("Unpaid"))
    columns = (
        Column(tr("Month"), 1.2),
        *(Column(name, 0.9, "right", "number") for name in names),
        *(Column(name, 0.8, "right", "number") for name in (tr("Joined"), tr("Left"))),
        *(Column(name, 1.6, "right", "rupiah") for name in (tr("Billed (rupiah)"), tr("Paid (rupiah)"))),
    )
    rows = tuple(
        (
            month_words(line.month),
            *(line.seated, line.billed, line.paid, line.covered, line.not_billed, line.unpaid),
            *(line.joined, line.left, line.billed_rupiah, line.paid_rupiah),
        )
        for line in lines
    )
    sums = tuple(sum(int(row[at]) for row in rows) for at in range(1, len(columns)))
    return Table(columns, rows, total=(tr("Total"), *sums), name=tr("Months"))


def _bills(rows: list[BillRow]) -> Table:
    columns = (
        *(Column(tr("Bill"), 1.8), Column(tr("Month"), 1.1), Column(tr("Due"), 1)),
        Column(tr("People"), 0.8, "right", "number"),
        *(Column(name, 1.4, "right", "rupiah") for name in (tr("Billed"), tr("Paid"), tr("Still to be paid"))),
    )
    cells = tuple(
        (
            *(row.number, month_words(row.month), _day(row.due_on), row.people),
            *(row.rupiah, row.paid_rupiah, row.open_rupiah),
        )
        for row in rows
    )
    total: Cells = (
        *(tr("Total"), "", "", sum(row.people for row in rows), sum(row.rupiah for row in rows)),
        *(sum(row.paid_rupiah for row in rows), sum(row.open_rupiah for row in rows)),
    )
    return Table(columns, cells, total=total, name=tr("Bills"))


def _payments(rows: list[PaymentRow], number_of: dict[str, str]) -> Table:
    columns = (
        *(Column(tr("Bill"), 1.6), Column(tr("Month"), 1.1), Column(tr("Paid on"), 1.1)),
        *(Column(tr("Kode iuran"), 1.4), Column(tr("SPM"), 1.3), Column(tr("SP2D"), 1.3)),
        *(Column(tr("People"), 0.8, "right", "number"), Column(tr("Paid"), 1.4, "right", "rupiah")),
    )
    cells = tuple(
        (
            *(number_of.get(row.bill_id, ""), month_words(row.month), _day(row.paid_on)),
            *(row.contribution_code, row.spm, row.sp2d, row.people, row.rupiah),
        )
        for row in rows
    )
    total: Cells = (
        *(tr("Total"), "", "", "", "", ""),
        *(sum(row.people for row in rows), sum(row.rupiah for row in rows)),
    )
    return Table(columns, cells, total=total, name=tr("Payments"))


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
