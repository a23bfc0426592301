"""Marking people as bridged by a payer between two budgets, many at once, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import PAYERS, read_month
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.bridging import gaps_of, start_of
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store import programmes
from ntt_desktop.store.programmes import Rows

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


def mark(
    ctx: Context,
    workers: Sequence[str],
    payer: str,
    *,
    start: str = "",
    first: str = "",
    last: str = "",
    note: str = "",
) -> Result[Marked]:
    """Record that ``payer`` pays for these people in the months of their gap (those from ``first`` to ``last``).

    Who is bridged already in one of these months is left as they are and counted. Raises `UserError`
    ``bridge_payer``, ``month_invalid``, ``bridge_months``, ``bridge_nobody`` (nobody of them could be marked).
    """
    if payer not in PAYERS:
        raise UserError("bridge_payer", value=payer, known=", ".join(PAYERS))
    begun = read_month(first) if first else None
    ended = read_month(last) if last else None
    if begun and ended and begun > ended:
        raise UserError("bridge_months", first=first, last=last)
    made = months = rupiah = already = 0
    wanted = set(workers)
    with ctx.store.write(ctx.actor, clean(note)) as uow:
        begin = start_of(ctx, uow, start)
        gaps = {gap.worker: gap for gap in gaps_of(ctx, uow, begin, programmes.every(uow)) if gap.worker in wanted}
        taken = {row["person"] for row in uow.rows(_BRIDGED, (begin.month.text,))}
        for worker in sorted(gaps):
            gap = gaps[worker]
            span = (max(gap.last + 1, begun or gap.last + 1), min(begin.month - 1, ended or begin.month - 1))
            if worker in taken and _overlaps(uow, worker, *span):
                already += 1
                continue
            if span[0] > span[1]:
                continue
            uow.put(
                "bridge",
                uow.new_id(),
                {
                    "worker_id": worker,
                    "payer": payer,
                    "first_month": span[0].text,
                    "last_month": span[1].text,
                    "marked_on": ctx.today.isoformat(),
                    "by": ctx.actor,
                    "note": clean(note) or None,
                },
            )
            made += 1
            months += span[1].index - span[0].index + 1
            rupiah += (span[1].index - span[0].index + 1) * gap.rate
        if not made:
            raise UserError("bridge_nobody", already=already)
    return Result(Marked(made, months, rupiah, already, len(wanted) - made - already), CHANGED)


def withdraw(ctx: Context, workers: Sequence[str], reason: str) -> Result[int]:
    """Take the bridges of these people back that end this month or later; returns how many.

    Raises `UserError` ``reason_missing``, ``bridge_unknown``.
    """
    if not has_value(clean(reason)):
        raise UserError("reason_missing")
    now = Month.of(ctx.today)
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        done = 0
        for worker in dict.fromkeys(workers):
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


_BRIDGED = (
    "SELECT DISTINCT w.person_id AS person FROM bridge b JOIN worker w ON w.id = b.worker_id "
    "WHERE b.withdrawn IS NOT 1 AND b.first_month < ?"
)


def _overlaps(source: Rows, worker: str, first: Month, last: Month) -> bool:
    sql = (
        "SELECT 1 FROM bridge b JOIN worker w ON w.id = b.worker_id WHERE w.person_id = ? AND b.withdrawn IS NOT 1 "
        "AND b.first_month <= ? AND b.last_month >= ?"
    )
    return bool(source.rows(sql, (worker, last.text, first.text)))
