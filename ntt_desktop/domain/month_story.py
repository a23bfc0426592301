"""What is known of one month of one person: what is shown for it, who pays, and the papers behind it."""

from dataclasses import dataclass

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import Shown
from ntt_desktop.domain.programme import Programme


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment that covers the month. Texts are empty where nobody typed them."""

    paid_on: str
    contribution_code: str
    spm: str
    sp2d: str


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of a person's month. ``shown`` is None where nobody means to pay."""

    worker: str
    name: str
    month: Month
    shown: Shown | None = None
    programme: Programme | None = None
    seat: int = 0
    decree_number: str = ""
    decree_date: str = ""
    bill_number: str = ""
    bill_date: str = ""
    due_on: str = ""
    payment: Paid | None = None
    contested: tuple[str, ...] = ()
    """Codes of programmes that claim the month too; it counts in none of their sums until decided."""
