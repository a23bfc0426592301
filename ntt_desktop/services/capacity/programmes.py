"""Programmes: make one, close its months for billing, see where its seat-months are.

Passing capacity down and back is in `allotting`, changing terms in `programme_terms`; their names are here as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ntt_desktop.domain.benefit import Benefits
from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.cover import Terms
from ntt_desktop.domain.programme import DEFAULT_BENEFITS, DEFAULT_CLOCKS, Programme, read_month
from ntt_desktop.errors import UserError
from ntt_desktop.services.areas import own_area
from ntt_desktop.services.capacity.allotting import (
    CONFIRMED,
    RECORDED,
    Allotment,
    allot,
    hand_over_reservations,
    only_node_of,
    put_block,
)
from ntt_desktop.services.capacity.giving_back import extend, release
from ntt_desktop.services.capacity.programme_lookup import CHANGED, node_names, owned, resolve
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Ledger

__all__: Sequence[str] = (
    "CHANGED",
    "CONFIRMED",
    "RECORDED",
    "Allotment",
    "NewProgramme",
    "add",
    "allot",
    "close",
    "extend",
    "hand_over_reservations",
    "ledger",
    "node_names",
    "only_node_of",
    "release",
    "resolve",
)


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """What it takes to make a programme. ``rate`` is whole rupiah a person-month; months as ``yyyy-mm``."""

    code: str
    name: str
    payer: str
    region: str
    first_month: str
    months: int
    seats: int
    rate: int | None = None
    """None: the lowest contribution band."""
    payment_period: int = 1
    decree_number: str = ""
    agreement_number: str = ""
    decree_date: str = ""
    """ISO date, or empty; likewise ``agreement_date``."""
    agreement_date: str = ""
    budget: int | None = None
    """What the budget says, in whole rupiah, if it is known."""
    discount: bool = False
    clocks: Terms = DEFAULT_CLOCKS
    benefits: Benefits = DEFAULT_BENEFITS


def add(ctx: Context, new: NewProgramme) -> Result[Programme]:
    """Make a programme that this node owns, with one block of all its seats and months.

    Raises `UserError` ``programme_value``, ``month_invalid``, ``unknown_region``, ``region_not_own`` (any node may own
    programmes, for its own region only), ``programme_exists`` (this node has one of that code).
    """
    node = ctx.store.node
    region = own_area(ctx, new.region)
    rate = ctx.reference.bands.for_income(0).total if new.rate is None else new.rate
    with ctx.store.write(ctx.actor) as uow:
        programme = Programme(
            id=uow.new_id(),
            code=new.code.strip().upper(),
            name=new.name.strip() or new.code.strip(),
            payer=new.payer,
            region=region,
            owner=node.id,
            first=read_month(new.first_month),
            months=new.months,
            rate=rate,
            seats=new.seats,
            payment_period=new.payment_period,
            discount=new.discount,
            decree_number=new.decree_number.strip(),
            agreement_number=new.agreement_number.strip(),
            decree_date=new.decree_date,
            agreement_date=new.agreement_date,
            budget=new.budget,
            clocks=new.clocks,
            benefits=new.benefits,
        )
        programme.check()
        if any(other.owner == node.id for other in programmes.find(uow, programme.code)):
            raise UserError("programme_exists", programme=programme.code)
        uow.put("programme", programme.id, programme.to_values())
        put_block(uow, programme, whole(programme), holder=node.id, parent=None)
    return Result(programme, CHANGED)


def whole(programme: Programme) -> Rect:
    """All seats and months of a programme."""
    return Rect(1, programme.seats, programme.first.index, programme.last.index)


def close(ctx: Context, code: str, through: str) -> Result[Programme]:
    """Close a programme's months up to ``through`` for billing: what is empty until then has expired.

    Raises `UserError` ``not_owner``, ``close_backwards``, ``month_invalid``, ``month_outside``.
    """
    month = read_month(through)
    with ctx.store.write(ctx.actor) as uow:
        programme = owned(ctx, uow, code)
        if not programme.first <= month <= programme.last:
            raise UserError("month_outside", value=month.text, first=programme.first.text, last=programme.last.text)
        if programme.closed and month < programme.closed:
            raise UserError("close_backwards", programme=programme.code, closed=programme.closed.text)
        uow.put("programme", programme.id, {"closed_through": month.text})
        closed = resolve(uow, programme.id)
    return Result(closed, frozenset(("programme",)))


def ledger(ctx: Context, code: str) -> Ledger:
    """One programme with where its seat-months are. Raises ``programme_unknown``, ``programme_ambiguous``."""
    with ctx.store.read() as reader:
        return programmes.ledger(reader, resolve(reader, code), ctx.store.node.id)
