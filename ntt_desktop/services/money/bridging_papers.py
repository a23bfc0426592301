"""Papers of the time between two budgets: the list with names, the letter and the short message without any."""

from pathlib import Path

from ntt_desktop.domain.dates import shown
from ntt_desktop.domain.money import number as written
from ntt_desktop.domain.money import rupiah, terbilang
from ntt_desktop.domain.nik import mask
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import (
    Amount,
    Column,
    Document,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.money import bridging
from ntt_desktop.services.money.bridging import Bridging, Gap
from ntt_desktop.services.printing import letterhead
from ntt_desktop.services.printing.papers import PDF, WORKBOOK, stem_of, write_document
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.wording.months import month_words, span_words
from ntt_desktop.wording.payers import payer as payer_words


def loss_words(gap: Gap) -> str:
    """What a family loses if nobody pays, in a line."""
    if not gap.lost.ends:
        return tr("nothing is paid for these months; the membership goes on")
    lost = [tr("full JKM")] if gap.lost.full_jkm else []
    lost += [tr("scholarship")] if gap.lost.scholarship else []
    row = tr("run of {count} months", count=gap.lost.months_in_row)
    return ", ".join([row, *lost])


def payers_words(codes: tuple[str, ...]) -> str:
    """Payers in a line."""
    return ", ".join(payer_words(code) for code in codes)


def list_document(ctx: Context, *, start: str = "", area: str = "", paper: Paper | None = None) -> Document:
    """Everybody between two budgets: a line a village, then a line a person. Raises ``bridging_empty``."""
    found = _found(ctx, start, area)
    regions = ctx.reference.regions
    villages = Table(
        (
            *(Column(tr("Village"), 2.4), Column(tr("People"), 0.7, "right", "number")),
            *(Column(tr("Bridged"), 0.9, "right", "number"), Column(tr("First month without cover"), 1.2)),
            *(Column(tr("Cost"), 1.2, "right", "rupiah"), Column(tr("Still to be found"), 1.2, "right", "rupiah")),
            Column(tr("Could pay"), 1.8),
        ),
        tuple(
            (
                _place(ctx, one.village),
                one.people,
                one.bridged,
                month_words(one.first_lapse),
                one.rupiah,
                one.open_rupiah,
                payers_words(one.payers),
            )
            for one in found.villages
        ),
        total=(tr("Total"), len(found.people), found.bridged, "", found.rupiah, found.open_rupiah, ""),
        name=tr("Villages"),
    )
    people = Table(
        (
            *(Column(tr("No."), 0.4), Column(tr("Name"), 2), Column(tr("NIK"), 1.5), Column(tr("Village"), 1.6)),
            *(Column(tr("Covered until"), 0.9), Column(tr("Months"), 0.6, "right", "number")),
            *(Column(tr("Cost"), 1, "right", "rupiah"), Column(tr("The family loses"), 2)),
            Column(tr("Bridged by"), 1.2),
        ),
        tuple(
            (
                str(at),
                gap.name,
                mask(gap.nik),
                regions.label(gap.village).split(", ")[0] if gap.village else "",
                month_words(gap.last),
                gap.months,
                gap.rupiah,
                loss_words(gap),
                payers_words(gap.bridged_by),
            )
            for at, gap in enumerate(found.people, start=1)
        ),
        name=tr("People"),
    )
    return Document(
        title=tr("Bridging between two budgets"),
        about=(
            regions.label(area or ctx.store.node.region),
            _start_words(found),
            tr(
                "{count} people. Made on {day} by {officer}.",
                count=written(len(found.people)),
                day=shown(ctx.today),
                officer=ctx.actor,
            ),
        ),
        parts=(
            Amount(tr("Still to be found"), found.open_rupiah),
            villages,
            Paragraph(tr("Planned months are counted as if they will be paid."), muted=True),
            Heading(tr("People"), new_page=True),
            people,
        ),
        foot=tr("Bridging between two budgets"),
        paper=paper,
        landscape=True,
    )


def letter_document(
    ctx: Context, *, payer: str, start: str = "", area: str = "", number: str = "", paper: Paper | None = None
) -> Document:
    """The letter that asks ``payer`` (words or a code) to pay for whom nobody bridges yet; it names nobody.

    Raises ``bridging_empty``.
    """
    found = _found(ctx, start, area, only_open=True)
    place = ctx.reference.regions.label(area or ctx.store.node.region)
    waiting = [gap for gap in found.people if gap.open_months]
    months = sum(gap.open_months for gap in waiting)
    ending = sum(gap.lost.ends for gap in waiting)
    jkm = sum(gap.lost.ends and gap.lost.full_jkm for gap in waiting)
    school = sum(gap.lost.ends and gap.lost.scholarship for gap in waiting)
    first = min(gap.last for gap in waiting) + 1
    facts = [(tr("Number"), number)] if number else []
    facts += [
        (tr("To"), payer_words(payer)),
        (tr("About"), tr("Contributions between two budgets")),
        (tr("Region"), place),
        (tr("Months"), span_words(first, found.start.month - 1)),
    ]
    table = Table(
        (
            *(Column(tr("Village"), 2.6), Column(tr("People"), 0.8, "right", "number")),
            *(Column(tr("First month without cover"), 1.4), Column(tr("Amount"), 1.4, "right", "rupiah")),
        ),
        tuple(
            (_place(ctx, one.village), one.people - one.bridged, month_words(one.first_lapse), one.open_rupiah)
            for one in found.villages
            if one.open_rupiah or one.people > one.bridged
        ),
        total=(tr("Total"), len(waiting), "", found.open_rupiah),
        name=tr("Villages"),
    )
    texts = [
        tr(
            "From {month} on {count} vulnerable workers are without cover, because the budget that pays for them ends "
            "and the next one starts in {start}.",
            month=month_words(first),
            count=written(len(waiting)),
            start=month_words(found.start.month),
        ),
        tr("Who dies or has an accident in these months leaves the family without any benefit."),
    ]
    if ending:
        texts.append(
            tr(
                "For {ending} people the membership ends: {jkm} lose the right to the full death benefit and {school} "
                "that to the scholarship, and begin anew.",
                ending=written(ending),
                jkm=written(jkm),
                school=written(school),
            )
        )
    texts.append(
        tr(
            "We ask you to pay the contributions of {months} person-months, in all {rupiah} ({words} rupiah).",
            months=written(months),
            rupiah=rupiah(found.open_rupiah),
            words=terbilang(found.open_rupiah),
        )
    )
    return Document(
        title=tr("Request to bridge contributions"),
        parts=(
            Facts(tuple(facts)),
            *(Paragraph(text) for text in texts),
            table,
            Amount(tr("To be paid"), found.open_rupiah),
            Signatures((letterhead.signature(ctx),)),
        ),
        letterhead=letterhead.load(ctx).lines,
        foot=tr("Request to bridge contributions"),
        paper=paper,
    )


def message(ctx: Context, *, start: str = "", area: str = "") -> str:
    """A short message for a telephone; it names nobody. Raises ``bridging_empty``."""
    found = _found(ctx, start, area, only_open=True)
    waiting = [gap for gap in found.people if gap.open_months]
    place = ctx.reference.regions.label(area or ctx.store.node.region).split(", ")[0]
    return tr(
        "{place}: from {month} on {count} vulnerable workers are without cover until {start}. Needed: {rupiah} "
        "({words} rupiah). Without payment the waiting times begin anew. Who can bridge?",
        place=place,
        month=month_words(min(gap.last for gap in waiting) + 1),
        count=written(len(waiting)),
        start=month_words(found.start.month),
        rupiah=rupiah(found.open_rupiah),
        words=terbilang(found.open_rupiah),
    )


def write_list(
    ctx: Context,
    out: Path,
    *,
    start: str = "",
    area: str = "",
    paper: Paper | None = None,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[tuple[Path, ...]]:
    """Write the list as workbook and PDF. Raises what `list_document` raises and ``file_exists``."""
    document = list_document(ctx, start=start, area=area, paper=paper)
    stem = stem_of(tr("bridging"), area or ctx.store.node.region, ctx.today.isoformat())
    persons = [one.worker for one in _found(ctx, start, area).people]
    return write_document(ctx, document, out, stem, About("bridging_list", persons), overwrite=overwrite, told=progress)


def write_letter(
    ctx: Context,
    out: Path,
    *,
    payer: str,
    start: str = "",
    area: str = "",
    number: str = "",
    paper: Paper | None = None,
    overwrite: bool = False,
) -> Result[tuple[Path, ...]]:
    """Write the letter as PDF. Raises what `letter_document` raises and ``file_exists``."""
    document = letter_document(ctx, payer=payer, start=start, area=area, number=number, paper=paper)
    stem = stem_of(tr("bridging-letter"), area or ctx.store.node.region, ctx.today.isoformat())
    kinds = (PDF,) if out.suffix.lower() != WORKBOOK else (WORKBOOK,)
    return write_document(ctx, document, out, stem, About("bridging_letter"), kinds=kinds, overwrite=overwrite)


def _found(ctx: Context, start: str, area: str, *, only_open: bool = False) -> Bridging:
    found = bridging.listing(ctx, start=start, area=area)
    if not (found.open if only_open else found.people):
        raise UserError("bridging_empty")
    return found


def _start_words(found: Bridging) -> str:
    month = month_words(found.start.month)
    if found.start.assumed:
        return tr("No next programme is known here; {month} is assumed.", month=month)
    return tr("The next programme starts in {month}.", month=month)


def _place(ctx: Context, village: str) -> str:
    return ", ".join(ctx.reference.regions.label(village).split(", ")[:2]) if village else tr("village not known")
