"""Where every seat-month of some capacity is: held = occupied + free + passed down + released + expired."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntt_desktop.domain.capacity import Rect


@dataclass(frozen=True, slots=True)
class Balance:
    """Where every seat-month of some capacity is. ``rate``: whole rupiah a seat-month.

    ``contested`` counts received claims that are not in force: outside every sum.
    """

    held: int = 0
    occupied: int = 0
    free: int = 0
    passed_down: int = 0
    released: int = 0
    expired: int = 0
    contested: int = 0
    rate: int = 0

    @property
    def holds(self) -> bool:
        """held = occupied + free + passed down + released + expired, none of them negative."""
        parts = (self.occupied, self.free, self.passed_down, self.released, self.expired)
        return self.held == sum(parts) and min(parts) >= 0

    def rupiah(self, part: str) -> int:
        """A part of the balance ("held", "free", ...) in whole rupiah."""
        return int(getattr(self, part)) * self.rate


@dataclass(frozen=True, slots=True)
class Account:
    """What is counted of one block in force: its place in the tree, and its seat-months that somebody occupies."""

    id: str
    above: str | None
    """The block above, None when there is none or it is not known."""
    holder: str
    rect: Rect
    released: int = 0
    released_closed: int = 0
    """Of them in months that are closed for billing; likewise below."""
    occupied: int = 0
    occupied_closed: int = 0
    contested: int = 0


def until(rect: Rect, closed: int) -> int:
    """Seat-months of ``rect`` up to the month ``closed``."""
    return Rect(rect.seat_from, rect.seat_to, rect.first, min(rect.last, closed)).area


def balance_blocks(accounts: Iterable[Account], closed: int, rate: int) -> dict[str, Balance]:
    """The balance of each block. ``closed``: the last month closed for billing; what is empty until then expired."""
    by_id = {account.id: account for account in accounts}
    passed: dict[str, list[int]] = {block: [0, 0] for block in by_id}
    for account in by_id.values():
        if account.above in by_id:
            passed[account.above][0] += account.rect.area - account.released
            passed[account.above][1] += until(account.rect, closed) - account.released_closed
    balances = {}
    for block, account in by_id.items():
        down, down_closed = passed[block]
        held, held_closed = account.rect.area, until(account.rect, closed)
        expired = held_closed - account.occupied_closed - down_closed - account.released_closed
        empty = held - account.occupied - down - account.released
        balances[block] = Balance(
            held=held,
            occupied=account.occupied,
            free=empty - expired,
            passed_down=down,
            released=account.released,
            expired=expired,
            contested=account.contested,
            rate=rate,
        )
    return balances


def consolidate(
    accounts: Iterable[Account], balances: Mapping[str, Balance], holder: str | None = None, rate: int = 0
) -> Balance:
    """The balance of everything that ``holder`` holds, or of all blocks together when None.

    What a holder reserves within its own block is not passed down, and what such a reservation gives back is not
    released: both stay with the holder.
    """
    accounts = list(accounts)
    own = {account.id for account in accounts if holder is None or account.holder == holder}
    held = occupied = free = passed_down = released = expired = contested = 0
    for account in accounts:
        balance = balances[account.id]
        if account.id in own:
            occupied += balance.occupied
            free += balance.free
            expired += balance.expired
            contested += balance.contested
            if account.above not in own:
                held += balance.held
                released += balance.released
        elif account.above in own:
            passed_down += balance.held - balance.released
    return Balance(held, occupied, free, passed_down, released, expired, contested, rate)
