"""Time between two budgets: how long a membership has run when it ends, and what the family loses by the gap."""

from collections.abc import Iterable
from dataclasses import dataclass

from ntt_desktop.domain.cover import Terms


@dataclass(frozen=True, slots=True)
class Lost:
    """What a gap costs a family."""

    months_in_row: int
    """Months of the membership until it stops."""
    ends: bool
    """So many unpaid months end the membership: coming back counts as new, and both clocks begin again."""
    full_jkm: bool
    """The full benefit after an ordinary death was there when cover stops."""
    scholarship: bool
    """The same of the scholarship after one."""


def run_through(spans: Iterable[tuple[int, int]], lapse_after: int) -> int:
    """Months of the membership that runs through the last of these spans (``Month.index``, may overlap).

    Fewer than ``lapse_after`` missing months do not end it.
    """
    count = previous = 0
    for first, last in sorted(spans):
        if count and first - previous <= lapse_after:
            count += max(last - max(first - 1, previous), 0)
        else:
            count = last - first + 1
        previous = max(previous, last)
    return count


def lost(run: int, gap: int, terms: Terms) -> Lost:
    """What ``gap`` unpaid months after a membership of ``run`` months cost."""
    return Lost(
        months_in_row=run,
        ends=gap >= terms.lapse_after,
        full_jkm=run > terms.full_jkm_after,
        scholarship=run >= terms.scholarship_after,
    )
