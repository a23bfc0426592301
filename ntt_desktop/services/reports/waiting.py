"""Waiting list of one programme: who would be given a slot next, who waits by rank, who may not be ranked yet."""

from ntt_desktop.domain.money import number
from ntt_desktop.domain.nik import mask
from ntt_desktop.domain.ranking import Ranked
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Column, Facts, Heading, Paragraph, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.areas import area_of
from ntt_desktop.services.assignment import candidates, slots
from ntt_desktop.services.assignment.candidate_lines import Person
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Progress
from ntt_desktop.services.reports.content import Asked, Content, masked_numbers
from ntt_desktop.wording import waiting as words
from ntt_desktop.wording.months import month_words

Cells = tuple[str | int | None, ...]


def build(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """As giving slots now would go; of a programme that is over, who had no slot in its last month.

    Raises ``report_programme`` and what else `slots.assign` raises.
    """
    if not asked.programme:
        raise UserError("report_programme")
    try:
        plan = slots.assign(ctx, asked.programme, region=asked.region, dry_run=True, progress=progress).value
    except UserError as error:
        if error.code != "programme_over":
            raise
        return _last(ctx, asked, progress)
    persons: list[str] = []
    next_ones: list[Cells] = []
    for given in plan.given:
        persons.append(given.person.id)
        next_ones.append((*_who(ctx, given.person, given.place), tr("Seat {seat}", seat=given.seat)))
    ranked: list[Cells] = []
    others: list[Cells] = []
    for at, one in enumerate(plan.waiting):
        if at % 500 == 0:
            progress(at, len(plan.waiting))
        persons.append(one.person.id)
        said = words.waiting(one.reason.code, one.reason.params)
        who = _who(ctx, one.person, one.rank)
        if one.rank is None:
            others.append((len(others) + 1, *who[1:4], said))
        else:
            ranked.append((*who, said))
    parts: list[Part] = [
        Facts(
            (
                (tr("Programme"), f"{plan.programme.code} · {plan.programme.name}"),
                (tr("From month"), month_words(plan.first)),
                (tr("Ranked people"), number(plan.ranked)),
                (tr("Would be given a slot now"), number(len(plan.given))),
                (tr("Waiting"), number(len(plan.waiting))),
                (tr("May not by the rules"), number(len(plan.refused))),
                (tr("Free slots after that"), number(plan.free)),
            )
        )
    ]
    for title, rows, columns in (
        (tr("Would be given a slot now"), next_ones, _columns(tr("Slot"), 1.2)),
        (tr("Waiting by rank"), ranked, _columns(tr("Why"), 3)),
        (tr("Not ranked yet"), others, _unranked()),
    ):
        if rows:
            parts += [Heading(title), Table(columns, tuple(rows), name=title)]
    if len(parts) == 1:
        parts.append(Paragraph(tr("Nobody waits.")))
    parts.append(Paragraph(masked_numbers(), muted=True))
    count = len(next_ones) + len(ranked) + len(others)
    return Content(tr("Waiting list by rank"), tuple(parts), persons, count, with_period=False)


def _last(ctx: Context, asked: Asked, progress: Progress) -> Content:
    """Who was left in the order when the last month of the programme was closed."""
    with ctx.store.read() as reader:
        programme = resolve(reader, asked.programme)
        pk = reader.value("SELECT pk FROM programme WHERE id = ?", (programme.id,))
        found = candidates.sort(
            ctx, reader, programme, pk, programme.last, area=area_of(ctx, asked.region or ""), progress=progress
        )
    rows = [_who(ctx, person, place) for person, place in found.ranked]
    facts = (
        (tr("Programme"), f"{programme.code} · {programme.name}"),
        (tr("Last month"), month_words(programme.last)),
        (tr("Without a slot in that month"), number(len(rows))),
        (tr("Not ranked"), number(len(found.waiting))),
    )
    said = tr("The programme is over: nobody can be given a slot of it. This is who waited at its end.")
    parts: list[Part] = [Facts(facts), Paragraph(said)]
    if rows:
        title = tr("Waiting by rank")
        parts += [Heading(title), Table(_columns("", 0)[:-1], tuple(rows), name=title)]
    parts.append(Paragraph(masked_numbers(), muted=True))
    persons = [person.id for person, _ in found.ranked]
    return Content(tr("Waiting list by rank"), tuple(parts), persons, len(rows), with_period=False)


def _columns(last: str, share: float) -> tuple[Column, ...]:
    return (
        *(Column(tr("Rank"), 0.5, "right", "number"), Column(tr("Name"), 2), Column(tr("NIK"), 1)),
        *(Column(tr("Village"), 2), Column(tr("Points"), 0.5, "right", "number"), Column(last, share)),
    )


def _unranked() -> tuple[Column, ...]:
    """People without a place have no points either."""
    return (
        *(Column(tr("No."), 0.5, "right", "number"), Column(tr("Name"), 2), Column(tr("NIK"), 1)),
        *(Column(tr("Village"), 2), Column(tr("Why"), 3.5)),
    )


def _who(ctx: Context, person: Person, place: Ranked | None) -> Cells:
    village = ", ".join(ctx.reference.regions.label(person.village).split(", ")[:2])
    rank, points = (place.rank, place.points) if place else (None, None)
    return (rank, person.name, mask(person.nik), village, points)
