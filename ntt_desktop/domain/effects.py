"""What an event brings about: computed before anything is stored, shown, and then done exactly so."""

from dataclasses import dataclass
from datetime import date

from ntt_desktop.domain.dates import Month

DIED, MOVED = "died", "moved"


@dataclass(frozen=True, slots=True)
class Loss:
    """What a family loses when months that were meant to be paid are freed."""

    months_in_row: int
    """Months in a row that end with it."""
    ends_after: Month | None
    """The last month that stays covered."""
    full_jkm: bool
    """The right to the full JKM was there, or would have come within the months freed."""
    scholarship: bool
    """The same of the scholarship."""


@dataclass(frozen=True, slots=True)
class SlotEffect:
    """What happens to one slot of the person."""

    slot: str
    programme: str
    """Its code."""
    seat: int
    kept_to: Month | None
    """The last month that stays; None when none does."""
    last_paid: Month | None
    freed: int
    """Months that become free."""
    rupiah: int
    stays: bool = False
    """The slot is not touched: the new domicile lies in the payer's area."""
    replacement_from: Month | None = None
    """The first month that somebody else may have; None when no month is left."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything that an event brings about, before it is stored."""

    worker: str
    name: str
    event_type: str
    on: date
    ends: bool
    """The person ends; False when only the domicile changes."""
    village: str
    """The new domicile, "" when it is not known."""
    opens_claim: bool
    claim: str
    """A claim of this death that is open already, else ""."""
    slots: tuple[SlotEffect, ...]
    paid_months: int
    """Months paid up to the event."""
    loss: Loss | None

    @property
    def freed_months(self) -> int:
        """Months that become free."""
        return sum(slot.freed for slot in self.slots)

    @property
    def freed_rupiah(self) -> int:
        """What they cost, in whole rupiah."""
        return sum(slot.rupiah for slot in self.slots)

    @property
    def has_no_months_left(self) -> bool:
        """There was a slot, and all that lies ahead of it is billed or paid already."""
        touched = [slot for slot in self.slots if not slot.stays]
        return bool(touched) and not self.freed_months
