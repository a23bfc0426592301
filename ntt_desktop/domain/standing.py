"""Where a person stands on the ladder of states (domain section 3), from what is recorded and the present month.

Months are ``Month.index`` integers, stages those of `ntt_desktop.domain.months`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ntt_desktop.domain.months import BILLED, DECREED, PAID
from ntt_desktop.domain.worker import State


@dataclass(frozen=True, slots=True)
class Money:
    """How far the money for a person has come, over all seat-months in force."""

    stage: int = 0
    """The furthest stage of any month; 0 without a seat."""
    owing: bool = False
    """Some month is billed, over and unpaid."""
    last_paid: int | None = None
    """The last month paid that is not ahead."""
    came_back: bool = False
    """After the membership had ended a new seat began; ``stage`` and ``owing`` speak of the months since."""
    lapsed: bool = False
    """Paid before, and unpaid for as many months in a row as end a membership; no seat began after that."""


def money(months: Iterable[tuple[int, int]], now: int, lapse_after: int = 3) -> Money:
    """From the (month, stage) pairs of a person in any order. ``lapse_after``: unpaid months that end a membership."""
    ordered = sorted(months)
    last_paid = max((month for month, stage in ordered if stage == PAID and month <= now), default=None)
    came_back = lapsed = False
    if last_paid is not None and now - last_paid > lapse_after:
        later = [(month, stage) for month, stage in ordered if month > last_paid]
        # A seat that goes on through the unpaid months is the old one; coming back counts as new.
        came_back = bool(later) and later[0][0] - last_paid > lapse_after
        lapsed = not came_back
        ordered = later if came_back else ordered
    return Money(
        stage=max((stage for _, stage in ordered), default=0),
        owing=any(stage == BILLED and month < now for month, stage in ordered),
        last_paid=last_paid,
        came_back=came_back,
        lapsed=lapsed,
    )


def state(
    paid: Money, now: int, *, void: bool = False, ended: bool = False, enrolled: bool = False, verified: bool = False
) -> State:
    """The one state that is shown. Only a paid present month is ``covered``, whatever is owed for others."""
    if void:
        return State.VOID
    if ended:
        return State.ENDED
    if paid.last_paid is not None and paid.last_paid == now:
        return State.COVERED
    if paid.lapsed:
        return State.LAPSED
    if paid.owing:
        return State.ARREARS
    if enrolled:
        return State.ENROLLED
    if paid.stage >= DECREED:
        return State.DECREED
    if paid.stage:
        return State.PROPOSED
    return State.VERIFIED if verified else State.REGISTERED
