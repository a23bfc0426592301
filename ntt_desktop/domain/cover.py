"""Cover clocks: how long somebody has been covered without a break, and what that gives a right to (domain section 1).

A JKM death in the first months pays only a part; the scholarship after one needs years of contributions; some unpaid
months in a row end the membership, and coming back counts as new, so that both clocks begin again. How many months
each is belongs to a programme (`Terms`), never to the code.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from ntt_desktop.domain.dates import Month

AHEAD = 12
"""Months ahead in which gaps are looked for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A programme's waiting clocks in months."""

    full_jkm_after: int = 3
    scholarship_after: int = 36
    lapse_after: int = 3

    @classmethod
    def read(cls, text: str | None) -> "Terms":
        """From the JSON of a programme's ``clocks``; what it lacks, or cannot be, is the default."""
        try:
            said = json.loads(text or "{}")
        except ValueError:
            said = {}
        names = ("full_jkm_after", "scholarship_after", "lapse_after")
        given = {
            name: said[name]
            for name in names
            if isinstance(said, dict) and type(said.get(name)) is int and said[name] >= (name == "lapse_after")
        }
        return cls(**given)

    def write(self) -> str:
        """The JSON that `read` reads."""
        return json.dumps(
            {
                "full_jkm_after": self.full_jkm_after,
                "lapse_after": self.lapse_after,
                "scholarship_after": self.scholarship_after,
            }
        )


@dataclass(frozen=True, slots=True)
class Clocks:
    """Where a person's clocks stand in the month ``today``. None: the history is not known, which is not 0."""

    months_in_row: int | None
    """Months paid through this one since the membership began or began again; short gaps do not end it."""
    jkm_full_in: int | None
    """Paid months still missing until a death pays in full; 0 when it does so this month."""
    scholarship_in: int | None
    """Paid months still missing until the scholarship after an ordinary death; 0 when the right is there."""
    last_paid: Month | None
    """The last month paid, which may lie ahead."""
    gaps: tuple[Month, ...]
    """Months from this one on that nobody pays or means to pay, up to the one with which the membership ends."""


def clocks(
    paid: Iterable[Month],
    *,
    known: bool,
    today: Month,
    planned: Iterable[Month] = (),
    full_jkm_after: int = 3,
    scholarship_after: int = 36,
    lapse_after: int = 3,
) -> Clocks:
    """The clocks of somebody with these months ``paid`` (by anybody) and ``planned`` (a seat or a bridge ahead).

    ``known``: whether anything is known of the history; months paid are knowledge by themselves. The month after the
    first ``full_jkm_after`` months is the first with the full benefit; ``scholarship_after`` months have to be paid.
    """
    months = sorted({month.index for month in paid})
    if not months and not known:
        return Clocks(None, None, None, None, ())
    now = today.index
    run = last = 0
    for month in months:
        if month > now:
            break
        run = run + 1 if run and month - last <= lapse_after else 1
        last = month
    if run and now - last > lapse_after:
        run = 0
    return Clocks(
        months_in_row=run,
        jkm_full_in=max(full_jkm_after + 1 - run, 0),
        scholarship_in=max(scholarship_after - run, 0),
        last_paid=Month.at(months[-1]) if months else None,
        gaps=_gaps({*months, *(month.index for month in planned)}, last, now, lapse_after) if run else (),
    )


def _gaps(covered: set[int], last: int, now: int, lapse_after: int) -> tuple[Month, ...]:
    """Months of ``now`` and the `AHEAD` after it that are not covered, until ``lapse_after`` in a row are unpaid."""
    gaps = []
    unpaid = max(now - last - 1, 0)
    for index in range(now, now + AHEAD + 1):
        if index in covered:
            unpaid = 0
            continue
        gaps.append(Month.at(index))
        unpaid += 1
        if unpaid >= lapse_after:
            break
    return tuple(gaps)
