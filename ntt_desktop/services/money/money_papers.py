"""Papers about money: the letter of a bill, the list behind a figure of a month, and who is in arrears."""

from datetime import date
from pathlib import Path

from ntt_desktop.domain.dates import Month, shown, shown_iso
from ntt_desktop.domain.money import number as written
from ntt_desktop.domain.money import rupiah
from ntt_desktop.domain.nik import mask
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import (
    Amount,
    Column,
    Document,
    Facts,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.money import arrears, month_report
from ntt_desktop.services.money.bills import of_number
from ntt_desktop.services.printing import letterhead
from ntt_desktop.services.printing.papers import PDF, WORKBOOK, stem_of, write_document
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.wording.months import month_words, span_words
from ntt_desktop.wording.months_report import figure
from ntt_desktop.wording.payers import payer as payer_words


def bill_letter(ctx: Context, programme: str, number: str, *, paper: Paper | None = None) -> Document:
    """The letter that asks for a bill's money; it names nobody. Raises ``programme_unknown``, ``bill_unknown``."""
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
        bills = of_number(reader, found.id, number)
    place = ctx.reference.regions.label(found.region)
    first, last = bills[0].month, bills[-1].month
    people, total = sum(bill.people for bill in bills), sum(bill.rupiah for bill in bills)
    due = next((bill.due_on for bill in bills if bill.due_on), "")
    note = next((bill.note for bill in bills if bill.note), "")
    made = next((bill.made_on for bill in bills if bill.made_on), ctx.today.isoformat())
    facts = [
        (tr("Bill number"), bills[0].number),
        (tr("Programme"), f"{found.code} · {found.name}"),
        (tr("Paid by"), f"{payer_words(found.payer)}, {place}"),
        (tr("Months"), span_words(first, last)),
        (tr("Contribution"), tr("{rupiah} a person and month (JKK and JKM)", rupiah=rupiah(found.rate))),
    ]
    if due:
        facts.append((tr("To be paid by"), shown_iso(due)))
    if note:
        facts.append((tr("Note"), note))
    table = Table(
        (
            Column(tr("Month"), 2),
            Column(tr("People"), 1, "right", "number"),
            Column(tr("Contribution"), 1.4, "right", "rupiah"),
            Column(tr("Amount"), 1.8, "right", "rupiah"),
        ),
        tuple((month_words(bill.month), bill.people, found.rate, bill.rupiah) for bill in bills),
        total=(tr("Total"), people, None, total),
        name=tr("Bill"),
    )
    said = tr(
        "Please pay the contributions of {count} person-months of vulnerable workers as follows.", count=written(people)
    )
    late = tr("A month that is not paid protects nobody; several unpaid months in a row end the membership.")
    return Document(
        title=tr("Bill of contributions"),
        about=(place,),
        parts=(
            Facts(tuple(facts)),
            Paragraph(said),
            table,
            Amount(tr("To be paid"), total),
            Paragraph(late, muted=True),
            Signatures((letterhead.signature(ctx, on=date.fromisoformat(made)),)),
        ),
        letterhead=letterhead.load(ctx).lines,
        foot=tr("Bill {number} · {code}", number=bills[0].number, code=found.code),
        paper=paper,
    )


def people_list(ctx: Context, programme: str, month: Month, which: str, *, paper: Paper | None = None) -> Document:
    """The people behind a figure of a month. Raises what `month_report.people` raises."""
    people = month_report.people(ctx, programme, month, which)
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
    regions = ctx.reference.regions
    columns = (
        *(Column(tr("No."), 0.4), Column(tr("Name"), 2.2), Column(tr("NIK"), 1.6), Column(tr("Village"), 2.6)),
        Column(tr("Seat"), 0.6, "right", "number"),
    )
    cells = tuple(
        (str(at), one.name or "–", mask(one.nik), _village(regions, one.village_code), one.seat or None)
        for at, one in enumerate(people, start=1)
    )
    title = tr("{figure}: {month}", figure=figure(which), month=month_words(month))
    return Document(
        title=title,
        about=(f"{found.code} · {found.name}", _counted(ctx, len(people))),
        parts=(Table(columns, cells, name=figure(which)),),
        foot=f"{found.code} · {title}",
        paper=paper,
    )


def arrears_list(ctx: Context, programme: str = "", *, paper: Paper | None = None) -> Document:
    """Who is in arrears. Raises ``programme_unknown``, ``arrears_empty``."""
    people = arrears.listing(ctx, programme)
    if not people:
        raise UserError("arrears_empty")
    regions = ctx.reference.regions
    columns = (
        *(Column(tr("No."), 0.4), Column(tr("Name"), 2), Column(tr("NIK"), 1.5), Column(tr("Village"), 2.2)),
        Column(tr("Months unpaid"), 0.9, "right", "number"),
        Column(tr("Amount"), 1.2, "right", "rupiah"),
        Column(tr("Last paid month"), 1.1),
        Column(tr("Membership ends"), 1.1),
    )
    cells = tuple(
        (
            *(str(at), one.name, mask(one.nik), _village(regions, one.village_code), one.months, one.rupiah),
            month_words(one.last_paid) if one.last_paid else "–",
            month_words(one.ends) if one.ends else "–",
        )
        for at, one in enumerate(people, start=1)
    )
    months, total = sum(one.months for one in people), sum(one.rupiah for one in people)
    return Document(
        title=tr("In arrears"),
        about=(regions.label(ctx.store.node.region), _counted(ctx, len(people))),
        parts=(
            Table(columns, cells, total=("", tr("Total"), "", "", months, total, "", ""), name=tr("In arrears")),
            Amount(tr("To be paid"), total),
        ),
        foot=tr("In arrears"),
        paper=paper,
        landscape=True,
    )


def write_bill(
    ctx: Context, programme: str, number: str, out: Path, *, paper: Paper | None = None, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write a bill's letter as PDF and workbook. Raises what `bill_letter` raises and ``file_exists``."""
    document = bill_letter(ctx, programme, number, paper=paper)
    stem = stem_of(tr("bill"), number)
    return write_document(ctx, document, out, stem, About("bill_letter"), kinds=(PDF, WORKBOOK), overwrite=overwrite)


def write_people(
    ctx: Context,
    programme: str,
    month: Month,
    which: str,
    out: Path,
    *,
    paper: Paper | None = None,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[tuple[Path, ...]]:
    """Write the list behind a figure of a month. Raises what `people_list` raises and ``file_exists``."""
    document = people_list(ctx, programme, month, which, paper=paper)
    persons = [one.worker for one in month_report.people(ctx, programme, month, which) if one.worker]
    stem = stem_of(figure(which), month.text)
    return write_document(ctx, document, out, stem, About("month_people", persons), overwrite=overwrite, told=progress)


def write_arrears(
    ctx: Context,
    programme: str,
    out: Path,
    *,
    paper: Paper | None = None,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[tuple[Path, ...]]:
    """Write who is in arrears. Raises what `arrears_list` raises and ``file_exists``."""
    document = arrears_list(ctx, programme, paper=paper)
    persons = [one.worker for one in arrears.listing(ctx, programme)]
    stem = stem_of(tr("arrears"), ctx.today.isoformat())
    return write_document(ctx, document, out, stem, About("arrears", persons), overwrite=overwrite, told=progress)


def _counted(ctx: Context, people: int) -> str:
    return tr(
        "{count} people. Made on {day} by {officer}.", count=written(people), day=shown(ctx.today), officer=ctx.actor
    )


def _village(regions: RegionTree, code: str) -> str:
    return ", ".join(regions.label(code).split(", ")[:2]) if code else ""
