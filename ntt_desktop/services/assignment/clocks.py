"""What an act that frees months would cost a family.

Where its clocks stand says `ntt_desktop.services.assignment.covers`.

A month counts as paid when its seat-month is paid; months of earlier cover count as they were taken in. Where neither
says anything the clocks are unknown, never 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.cover import Clocks, Terms, clocks
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.effects import Loss
from ntt_desktop.domain.months import PAID
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.rows import Rows


@dataclass(frozen=True, slots=True)
class Cover:
    """Everything that the clocks are made of: months paid, months meant to be paid, and the terms that count."""

    paid: frozenset[Month]
    planned: frozenset[Month]
    known: bool
    terms: Terms

    def clocks(self, today: Month, *, without: Iterable[Month] = ()) -> Clocks:
        """The clocks in the month ``today``; ``without``: planned months that an act would free."""
        return clocks(
            self.paid,
            known=self.known,
            today=today,
            planned=self.planned - frozenset(without),
            full_jkm_after=self.terms.full_jkm_after,
            scholarship_after=self.terms.scholarship_after,
            lapse_after=self.terms.lapse_after,
        )


def is_paid(row: dict[str, Any]) -> bool:
    """Whether a seat-month in force (``stage``) is paid. Closed for billing is not paid, nor is billed."""
    return bool(row["stage"] == PAID)


def cover_of(source: Rows, person: str) -> Cover:
    """What is known of the cover of a surviving person (id)."""
    paid: set[Month] = set()
    planned: set[Month] = set()
    terms = Terms()
    months = source.rows(
        "SELECT m.month, m.stage, m.programme, p.clocks FROM seat_month m JOIN worker w ON w.pk = m.person "
        "LEFT JOIN programme p ON p.pk = m.programme WHERE w.id = ? AND m.in_force = 1 ORDER BY m.month",
        (person,),
    )
    for row in months:
        (paid if is_paid(row) else planned).add(Month.at(row["month"]))
        terms = Terms.read(row["clocks"])
    for cover in queries.parts(source, "cover", [person], "k.removed IS NOT 1")[person]:
        paid |= _months(cover["first_month"], cover["last_paid_month"])
    for bridge in queries.parts(source, "bridge", [person], "k.withdrawn IS NOT 1")[person]:
        planned |= _months(bridge["first_month"], bridge["last_month"])
    return Cover(frozenset(paid), frozenset(planned - paid), bool(paid), terms)


def loss(cover: Cover, freed: Iterable[Month], today: Month) -> Loss | None:
    """What freeing these months costs; None when they are nothing, or when no cover ends with them."""
    gone = frozenset(freed) & cover.planned
    if not gone:
        return None
    held = cover.paid | cover.planned
    left = held - gone
    last = max(left, default=None)
    until = max(held)
    run = _run(held, until, cover.terms.lapse_after)
    kept = _run(left, last, cover.terms.lapse_after) if last else 0
    now = cover.clocks(today)
    return Loss(
        months_in_row=max(now.months_in_row or 0, kept),
        ends_after=last,
        full_jkm=run > cover.terms.full_jkm_after,
        scholarship=run >= cover.terms.scholarship_after,
    )


def _run(months: Iterable[Month], until: Month, lapse_after: int) -> int:
    """Months of the membership that runs through ``until``."""
    count = previous = 0
    for index in sorted(month.index for month in months):
        if index > until.index:
            break
        count = count + 1 if count and index - previous <= lapse_after else 1
        previous = index
    return count


def _months(first: str | None, last: str | None) -> set[Month]:
    try:
        begun, ended = Month.parse(first or ""), Month.parse(last or "")
    except ValueError:
        return set()
    return {Month.at(index) for index in range(begun.index, min(ended.index, begun.index + 1200) + 1)}
