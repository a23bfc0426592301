"""Marking people as bridged by a payer between two budgets, many at once, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import PAYERS, read_month
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.money.bridging import gaps_of, start_of
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.rows import Rows

CHANGED = frozenset(("bridge", "worker"))


@dataclass(frozen=True, slots=True)
class Marked:
    """What marking came to."""

    people: int
    person_months: int
    rupiah: int
    already: int
    """Were bridged already, by anybody: one person is paid by one payer in one month."""
    without_gap: int


def plan(
    ctx: Context, workers: Sequence[str], payer: str, *, start: str = "", first: str = "", last: str = ""
) -> Marked:
    """What `mark` would come to; nothing is stored. Raises what `mark` raises."""
    with ctx.store.read() as reader:
        return _planned(ctx, reader, workers, payer, start, first, last)[0]


def mark(
    ctx: Context,
    workers: Sequence[str],
    payer: str,
    *,
    start: str = "",
    first: str = "",
    last: str = "",
    note: str = "",
    progress: Progress = silent,
) -> Result[Marked]:
    """Record that ``payer`` pays for these people in the open months of their gap (those from ``first`` to ``last``).

    Months that somebody bridges already stay as they are; who has no open month in between is counted. Raises
    `UserError` ``bridge_payer``, ``month_invalid``, ``bridge_months``, ``bridge_nobody`` (nobody could be marked).
    """
    with ctx.store.write(ctx.actor, clean(note)) as uow:
        made, spans = _planned(ctx, uow, workers, payer, start, first, last)
        for done, (worker, begun, ended) in enumerate(spans):
            progress(done, len(spans))
            uow.put(
                "bridge",
                uow.new_id(),
                {
                    "worker_id": worker,
                    "payer": payer,
                    "first_month": Month.at(begun).text,
                    "last_month": Month.at(ended).text,
                    "marked_on": ctx.today.isoformat(),
                    "by": ctx.actor,
                    "note": clean(note) or None,
                },
            )
    return Result(made, CHANGED)


def _planned(
    ctx: Context, source: Rows, workers: Sequence[str], payer: str, start: str, first: str, last: str
) -> tuple[Marked, list[tuple[str, int, int]]]:
    """The sums, and (person, first, last) of every bridge; months are ``Month.index``."""
    if payer not in PAYERS:
        raise UserError("bridge_payer", value=payer, known=", ".join(PAYERS))
    begun = read_month(first).index if first else 0
    ended = read_month(last).index if last else 12 * 9999
    if begun > ended:
        raise UserError("bridge_months", first=first, last=last)
    wanted = set(workers)
    begin = start_of(ctx, source, start)
    people = already = months = rupiah = 0
    spans: list[tuple[str, int, int]] = []
    for gap in sorted(gaps_of(ctx, source, begin, programmes.every(source)), key=lambda gap: gap.worker):
        if gap.worker not in wanted:
            continue
        asked = range(max(gap.last.index + 1, begun), min(begin.month.index - 1, ended) + 1)
        free = [index for index in asked if index not in gap.bridged]
        if not free:
            already += bool(asked)
            continue
        people += 1
        months += len(free)
        rupiah += len(free) * gap.rate
        spans += [(gap.worker, low, high) for low, high in seat_ranges.ranges_of(free)]
    if not people:
        raise UserError("bridge_nobody", already=already)
    return Marked(people, months, rupiah, already, len(wanted) - people - already), spans


def withdraw(ctx: Context, workers: Sequence[str], reason: str, *, progress: Progress = silent) -> Result[int]:
    """Take the bridges of these people back that end this month or later; returns how many.

    Raises `UserError` ``reason_missing``, ``bridge_unknown``.
    """
    if not has_value(clean(reason)):
        raise UserError("reason_missing")
    now = Month.of(ctx.today)
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        done = 0
        for at, worker in enumerate(dict.fromkeys(workers)):
            progress(at, len(workers))
            for row in uow.rows(
                "SELECT b.id FROM bridge b JOIN worker w ON w.id = b.worker_id "
                "WHERE w.person_id = ? AND b.withdrawn IS NOT 1 AND b.last_month >= ?",
                (worker, now.text),
            ):
                uow.put("bridge", row["id"], {"withdrawn": 1})
                done += 1
        if not done:
            raise UserError("bridge_unknown")
    return Result(done, CHANGED)
