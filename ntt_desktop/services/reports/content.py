"""What a report is asked for, what it answers, and the paper it is set on: letterhead, place, signature."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ntt_desktop.domain.dates import Month, month_range, shown
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Document, Paper, Part, Signatures
from ntt_desktop.i18n import tr
from ntt_desktop.services.areas import area_of
from ntt_desktop.services.context import Context
from ntt_desktop.services.printing import letterhead
from ntt_desktop.wording.months import span_words


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is about. Empty: this node's region, this year, every programme."""

    region: str = ""
    """A code of any level."""
    first: Month | None = None
    last: Month | None = None
    programme: str = ""
    """A code or id."""
    person: str = ""
    """An id, for the extract of one person's record."""
    paper: Paper | None = None
    """None: what is set for this office."""
    title: str = ""
    name: str = ""
    number: str = ""
    """Who signs, where it is not who is set for this office."""
    most: int = 0
    """Lines that fit; 0 for a workbook, which holds all."""

    def refuse_long(self, rows: int) -> None:
        """Raise `UserError` ``report_long`` when so many lines do not fit: before they are read."""
        if self.most and rows > self.most:
            raise UserError("report_long", rows=rows, most=self.most)

    def settled(self, ctx: Context) -> "Asked":
        """With region and months said. Raises `UserError` ``unknown_region``, ``period_backwards``, ``period_long``."""
        region = area_of(ctx, self.region) or ctx.store.node.region
        first = self.first or (Month(self.last.year, 1) if self.last else Month(ctx.today.year, 1))
        last = self.last or Month(first.year, 12)
        if last < first:
            raise UserError("period_backwards", first=first.text, last=last.text)
        if last.index - first.index >= MOST_MONTHS:
            raise UserError("period_long", most=MOST_MONTHS)
        return replace(self, region=region, first=first, last=last)

    @property
    def span(self) -> tuple[Month, Month]:
        """First and last month, once it is settled."""
        assert self.first is not None
        assert self.last is not None
        return self.first, self.last

    @property
    def months(self) -> list[Month]:
        """Its months, once it is settled."""
        return month_range(*self.span)

    @property
    def period(self) -> str:
        """Its months in words."""
        return span_words(*self.span)


MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says. ``persons``: ids of everybody who stands in it by name."""

    title: str
    parts: tuple[Part, ...]
    persons: Sequence[str] = ()
    rows: int = 0
    """Lines of its tables that are not sums."""
    landscape: bool = False
    about: tuple[str, ...] = ()
    """Lines below region and period: the programme, what is left out."""
    with_period: bool = True


def document(ctx: Context, asked: Asked, content: Content) -> Document:
    """The report on paper."""
    head = letterhead.load(ctx)
    place = ctx.reference.regions.label(asked.region)
    period = (tr("Period: {months}", months=asked.period),) if content.with_period else ()
    made = tr("Made on {day} by {officer}.", day=shown(ctx.today), officer=ctx.actor)
    signature = letterhead.signature(ctx, title=asked.title, name=asked.name, number=asked.number)
    return Document(
        title=content.title,
        parts=(*content.parts, Signatures((signature,))),
        letterhead=head.lines,
        foot=f"{content.title} · {place}",
        paper=asked.paper or head.paper,
        landscape=content.landscape,
        about=(place, *period, *content.about, made),
    )


def masked_numbers() -> str:
    """The remark below lists that do not show NIKs in full."""
    return tr("NIKs are shortened: this list may be passed on. The verval list holds them in full.")
