"""The months of a programme side by side: billed, paid, covered; who joined and who left; arrears and lapses ahead."""

from collections import Counter
from dataclasses import dataclass

from ntt_desktop.domain.dates import Month
from ntt_desktop.services.context import Context
from ntt_desktop.services.programme_lookup import resolve
from ntt_desktop.store import bills as records
from ntt_desktop.store.programmes import Rows

PAID = 4
"""The stage of a seat-month that is paid."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month: people and whole rupiah."""

    month: Month
    seated: int
    billed: int
    paid: int
    covered: int
    """Paid, and accepted by BPJS: really protected."""
    billed_rupiah: int
    paid_rupiah: int
    joined: int
    left: int

    @property
    def not_billed(self) -> int:
        """On a seat, not in the bill."""
        return self.seated - self.billed

    @property
    def unpaid(self) -> int:
        """In the bill, not paid."""
        return self.billed - self.paid

    @property
    def paid_not_covered(self) -> int:
        """Paid for, but BPJS has not accepted them: money without protection."""
        return self.paid - self.covered


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who joined in a month or left after the month before. ``worker``: the surviving record's id."""

    worker: str
    name: str
    village_code: str
    joined: bool


def lines(ctx: Context, programme: str) -> list[MonthLine]:
    """A line for every month of a programme. Raises ``programme_unknown``, ``programme_ambiguous``."""
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
        months = [(found.first + number).index for number in range(found.months)]
        everybody = records.seated(reader, records.programme_pk(reader, found.id), months)
        accepted = {person for person, result in records.results(reader).items() if result == "accepted"}
        bills, payments = records.bills(reader, found.id), records.payments(reader, found.id)
    here: dict[int, set[int]] = {month: set() for month in months}
    covered: Counter[int] = Counter()
    for one in everybody:
        here[one.month].add(one.person)
        covered[one.month] += one.stage == PAID and one.person in accepted
    billed, paid, asked, given = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    for bill in bills:
        billed[bill.month.index] += bill.people
        asked[bill.month.index] += bill.rupiah
    for payment in payments:
        paid[payment.month.index] += payment.people
        given[payment.month.index] += payment.rupiah
    return [
        MonthLine(
            month=found.first + number,
            seated=len(here[index]),
            billed=billed[index],
            paid=paid[index],
            covered=covered[index],
            billed_rupiah=asked[index],
            paid_rupiah=given[index],
            joined=len(here[index] - here.get(index - 1, set())) if number else 0,
            left=len(here.get(index - 1, set()) - here[index]) if number else 0,
        )
        for number, index in enumerate(months)
    ]


def movers(ctx: Context, programme: str, month: Month) -> list[Mover]:
    """Who joined a programme in a month, and who was there the month before and is not any more."""
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
        pair = records.seated(reader, records.programme_pk(reader, found.id), [month.index - 1, month.index])
        before = {one.person for one in pair if one.month == month.index - 1}
        now = {one.person for one in pair if one.month == month.index}
        return [*_people(reader, now - before, joined=True), *_people(reader, before - now, joined=False)]


def _people(source: Rows, persons: set[int], *, joined: bool) -> list[Mover]:
    found: list[Mover] = []
    ordered = sorted(persons)
    for start in range(0, len(ordered), 500):
        chunk = ordered[start : start + 500]
        marks = ", ".join("?" * len(chunk))
        found += [
            Mover(row["id"], row["full_name"] or "", row["village_code"] or "", joined)
            for row in source.rows(f"SELECT id, full_name, village_code FROM worker WHERE pk IN ({marks})", chunk)
        ]
    return sorted(found, key=lambda mover: (mover.name, mover.worker))
