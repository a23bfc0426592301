"""Serapan: what was used of the capacity that is held, by payer, kabupaten and programme. Money is whole rupiah."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ntt_desktop.domain.balance import Balance
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import BILLED, DECREED, PAID, Shown
from ntt_desktop.domain.shares import permille
from ntt_desktop.services.capacity.held_blocks import held_here, node_regions, regency_of
from ntt_desktop.services.context import Context
from ntt_desktop.services.money.ledger import Amount
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Ledger, Occupancy

BY = ("payer", "regency", "programme")
"""What `uptake` can be asked by."""

_NONE = Amount()


@dataclass(frozen=True, slots=True)
class Uptake:
    """What of the capacity was used. Each stage counts what came further as well: paid months were billed."""

    key: str
    """A payer, the code of a kabupaten ("" for what no kabupaten holds), or a programme's id."""
    held: Amount = _NONE
    """Occupied, free and expired; what was given back is held by whoever got it."""
    occupied: Amount = _NONE
    decreed: Amount = _NONE
    billed: Amount = _NONE
    paid: Amount = _NONE
    arrears: Amount = _NONE
    """Billed, over and unpaid: a part of ``billed``."""
    free: Amount = _NONE
    expired: Amount = _NONE

    @property
    def permille(self) -> int:
        """Paid of held, in thousandths, rounded down; 0 where nothing is held."""
        return self.share or 0

    @property
    def share(self) -> int | None:
        """The same, and None where nothing is held."""
        return permille(self.paid.rupiah, self.held.rupiah)

    def parts(self) -> dict[Shown, Amount]:
        """What is held, by how far each month of it has come; adds up to ``held``."""
        return {
            Shown.PAID: self.paid,
            Shown.ARREARS: self.arrears,
            Shown.BILLED: self.billed - self.paid - self.arrears,
            Shown.DECREED: self.decreed - self.billed,
            Shown.PROPOSED: self.occupied - self.decreed,
            Shown.PLANNED: self.free,
            Shown.EXPIRED: self.expired,
        }


_PARTS = ("held", "occupied", "decreed", "billed", "paid", "arrears", "free", "expired")


@dataclass(frozen=True, slots=True)
class Books:
    """The ledgers of all programmes, and what was used of them by each of `BY`; read in one pass."""

    ledgers: tuple[Ledger, ...]
    uptake: dict[str, list[Uptake]]
    paid: dict[Month, int]
    """Month -> people whom somebody paid for: nobody is paid for twice in one month."""


def uptake(ctx: Context, by: str = "payer") -> list[Uptake]:
    """Serapan of everything that this node and those below it hold, as far as known here, by key."""
    return books(ctx).uptake[by]


def books(ctx: Context) -> Books:
    """Every programme's ledger with its uptake."""
    found: dict[str, dict[str, Uptake]] = {by: {} for by in BY}
    now = Month.of(ctx.today).index
    ledgers = []
    paid: dict[Month, int] = {}
    with ctx.store.read() as reader:
        counted = programmes.occupancy(reader)
        regions = node_regions(reader)
        for part in counted:
            if part.in_force and part.stage == PAID:
                paid[Month.at(part.month)] = paid.get(Month.at(part.month), 0) + part.count
        for programme in programmes.every(reader):
            ledger = programmes.ledger(reader, programme, ctx.store.node.id, counted)
            ledgers.append(ledger)
            sums = {block.id: balance for block, balance in ledger.blocks}
            for block in held_here(ctx, [block for block, _ in ledger.blocks]):
                numbers = _numbers(sums[block.id], [one for one in counted if one.block == block.pk], now)
                keys = {"payer": programme.payer, "programme": programme.id, "regency": regency_of(block, regions)}
                for by, key in keys.items():
                    before = found[by].get(key, Uptake(key))
                    added = {name: Amount(count, count * programme.rate) for name, count in numbers.items()}
                    found[by][key] = replace(before, **{name: getattr(before, name) + added[name] for name in _PARTS})
    return Books(tuple(ledgers), {by: [rows_[key] for key in sorted(rows_)] for by, rows_ in found.items()}, paid)


def _numbers(balance: Balance, counted: Iterable[Occupancy], now: int) -> dict[str, int]:
    """The parts of `Uptake` of one block, in person-months."""
    reached = [one for one in counted if one.in_force]
    numbers = {
        name: sum(one.count for one in reached if one.stage >= least)
        for name, least in (("decreed", DECREED), ("billed", BILLED), ("paid", PAID))
    }
    return {
        **numbers,
        "held": balance.occupied + balance.free + balance.expired,
        "occupied": balance.occupied,
        "free": balance.free,
        "expired": balance.expired,
        "arrears": sum(one.count for one in reached if one.stage == BILLED and one.month < now),
    }


def in_all(rows_: Iterable[Uptake]) -> Uptake:
    """The sum of rows of `uptake`."""
    total = Uptake("")
    for row in rows_:
        total = replace(total, **{name: getattr(total, name) + getattr(row, name) for name in _PARTS})
    return total
