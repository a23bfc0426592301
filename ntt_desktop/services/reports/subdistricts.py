"""Recap by kecamatan: people by state, person-months and rupiah of the period."""

from ntt_desktop.domain.money import number
from ntt_desktop.domain.months import Shown
from ntt_desktop.formats.documents.parts import Amount as Sum
from ntt_desktop.formats.documents.parts import Column, Facts, Heading, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Progress
from ntt_desktop.services.money import ledger
from ntt_desktop.services.money.ledger import Amount, Filter, total_of
from ntt_desktop.services.people import people_counts
from ntt_desktop.services.reports.content import Asked, Content
from ntt_desktop.wording.states import STATES
from ntt_desktop.wording.states import state as state_word


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """A line a kecamatan with a sum for each kabupaten where there are several."""
    first, last = asked.span
    progress(0, 0)
    people = people_counts.by_subdistrict(ctx, asked.region)
    sums = ledger.sums(ctx, Filter(area=asked.region, first=first, last=last))
    used = [code for code in STATES if any(counts.get(code) for counts in people.values())]
    columns = (
        *(
            Column(tr("Kabupaten/kota"), 1.6),
            Column(tr("Kecamatan"), 1.8),
            Column(tr("People"), 0.9, "right", "number"),
        ),
        *(Column(state_word(code), 0.9, "right", "number") for code in used),
        Column(tr("Person-months"), 1, "right", "number"),
        *(Column(tr("Paid"), 0.9, "right", "number"), Column(tr("In arrears"), 0.9, "right", "number")),
        Column(tr("Paid (rupiah)"), 1.6, "right", "rupiah"),
    )
    regions = ctx.reference.regions
    lines: list[tuple[str | int | None, ...]] = []
    for code in sorted(set(people) | set(sums.by_subdistrict)):
        counts, parts = people.get(code, {}), sums.by_subdistrict.get(code, {})
        paid = parts.get(Shown.PAID, Amount())
        regency = regions.find(regions.regency_of(code))
        place = regions.find(code)
        lines.append(
            (
                regency.title if regency else "–",
                place.title if place and place.level == "kecamatan" else tr("Village not known"),
                sum(counts.values()),
                *(counts.get(state, 0) for state in used),
                total_of(parts).months,
                *(paid.months, parts.get(Shown.ARREARS, Amount()).months, paid.rupiah),
            )
        )
    everybody = sum(sum(counts.values()) for counts in people.values())
    paid = sums.totals.get(Shown.PAID, Amount())
    total: tuple[str | int | None, ...] = (
        tr("Total"),
        "",
        everybody,
        *(sum(counts.get(state, 0) for counts in people.values()) for state in used),
        total_of(sums.totals).months,
        *(paid.months, sums.totals.get(Shown.ARREARS, Amount()).months, paid.rupiah),
    )
    parts_: tuple[Part, ...] = (
        Facts(
            (
                (tr("People"), number(everybody)),
                (tr("Kecamatan with people"), number(sum(bool(code) for code in people))),
                (tr("Person-months in the period"), number(total_of(sums.totals).months)),
            )
        ),
        Sum(tr("Paid in the period"), paid.rupiah),
        Heading(tr("By kecamatan")),
        Table(columns, tuple(lines), total=total, name=tr("Recap by kecamatan"))
        if lines
        else Paragraph(tr("Nobody is registered here yet.")),
    )
    return Content(tr("Recap by kecamatan"), parts_, rows=len(lines), landscape=True)
