"""The person-month ledger: how far the money for one month of one seat has come (domain section 1, "orang-bulan").

The stage of a seat-month in force is stored; what a page shows of it depends on the present month as well.
"""

from enum import StrEnum

PROPOSED, DECREED, BILLED, PAID = 1, 2, 3, 4
"""Stages of an occupied seat-month, each later than the one before. A decree, a bill or a payment lifts it; a bill
without a decree does so too, since what was billed was billed."""


class Shown(StrEnum):
    """What a page says of a seat-month."""

    PLANNED = "planned"
    """Nobody sits there yet, and somebody still can."""
    PROPOSED = "proposed"
    DECREED = "decreed"
    BILLED = "billed"
    PAID = "paid"
    ARREARS = "arrears"
    """Billed, and the month is over unpaid."""
    RELEASED = "released"
    """Given back to whoever passed it down."""
    EXPIRED = "expired"
    """Closed for billing while nobody sat there."""


_OF_STAGE = {
    PROPOSED: Shown.PROPOSED,
    DECREED: Shown.DECREED,
    BILLED: Shown.BILLED,
    PAID: Shown.PAID,
}


def shown(stage: int | None, month: int, now: int, *, closed: int = 0, released: bool = False) -> Shown:
    """What stands for a seat-month. ``stage``: None when nobody is there; months are ``Month.index``.

    ``closed``: the last month closed for billing.
    """
    if stage is None:
        if released:
            return Shown.RELEASED
        return Shown.EXPIRED if month <= closed else Shown.PLANNED
    if stage == BILLED and month < now:
        return Shown.ARREARS
    return _OF_STAGE[stage]
