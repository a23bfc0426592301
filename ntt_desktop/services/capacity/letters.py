"""Allotments typed from a letter (*tercatat*), before the file of the node above is there.

A letter becomes a programme of this node's own, of the code that the letter names, with one block that keeps number and
date of the letter. People can be assigned from it at once. When the node above joins it to the real programme
(`ntt_desktop.services.capacity.joining`), its capacity is that of the real block and the slots move there: see
docs/decisions/011-letters.md.
"""

from dataclasses import dataclass, replace
from datetime import date

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity.allotting import RECORDED, put_block
from ntt_desktop.services.capacity.confirming import chain, confirming
from ntt_desktop.services.capacity.programme_lookup import CHANGED
from ntt_desktop.services.capacity.programmes import whole
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.spans import rect_of
from ntt_desktop.store.rows import Rows


@dataclass(frozen=True, slots=True)
class NewLetter:
    """What a letter of allotment says. Months as ``yyyy-mm``; ``rate`` in whole rupiah."""

    code: str
    letter_number: str
    letter_date: date
    seats: int
    first_month: str
    months: int
    payer: str = ""
    """Empty, like name and rate: as the programme of this code that is known here, else it must be said."""
    name: str = ""
    rate: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A block typed from a letter, beside what the node above confirmed of it."""

    block: str
    programme: Programme
    holder: str
    number: str
    dated: str
    seats: int
    first: Month
    last: Month
    confirmed_by: str = ""
    """Code of the programme that it was joined to; "" while it is *tercatat*."""
    confirmed_seats: int = 0
    confirmed_first: Month | None = None
    confirmed_last: Month | None = None
    contested: int = 0
    """Seat-months claimed on it that the confirmation has no room for."""

    @property
    def is_confirmed(self) -> bool:
        """Whether the node above joined it."""
        return bool(self.confirmed_by)

    @property
    def differs(self) -> bool:
        """Whether what was confirmed is not what was typed."""
        return self.is_confirmed and (
            (self.confirmed_seats, self.confirmed_first, self.confirmed_last) != (self.seats, self.first, self.last)
        )


def record(ctx: Context, new: NewLetter) -> Result[Programme]:
    """Type an allotment from a letter. The terms that it does not name are those of the programme of its code.

    Raises `UserError` ``letter_missing`` (field), ``letter_known``, ``letter_future``, ``letter_is_own`` (this office
    made the programme of this code itself), ``programme_value``, ``month_invalid``.
    """
    number = new.letter_number.strip()
    if not number:
        raise UserError("letter_missing")
    if new.letter_date > ctx.today:
        raise UserError("letter_future", date=new.letter_date.isoformat())
    node = ctx.store.node
    with ctx.store.write(ctx.actor, number) as uow:
        same_code = programmes.find(uow, new.code.strip())
        known = next((one for one in same_code if one.owner != node.id), None)
        for letter in _letters(uow):
            if letter.number.casefold() == number.casefold() and letter.holder == node.id:
                raise UserError("letter_known", number=number, programme=letter.programme.code)
        typed = {letter.programme.id for letter in _letters(uow)}
        if any(one.owner == node.id and one.id not in typed for one in same_code):
            raise UserError("letter_is_own", programme=new.code.strip().upper())
        rate = new.rate or (known.rate if known else ctx.reference.bands.for_income(0).total)
        programme = Programme(
            id=uow.new_id(),
            code=new.code.strip().upper(),
            name=new.name.strip() or (known.name if known else new.code.strip()),
            payer=new.payer or (known.payer if known else ""),
            region=node.region,
            owner=node.id,
            first=read_month(new.first_month),
            months=new.months,
            rate=rate,
            seats=new.seats,
        )
        if known:
            programme = replace(
                programme,
                payment_period=known.payment_period,
                rules=known.eligibility,
                weights=known.weights,
                clocks=known.clocks,
                benefits=known.benefits,
                discount=known.discount,
            )
        programme.check()
        uow.put("programme", programme.id, programme.to_values())
        put_block(
            uow,
            programme,
            whole(programme),
            holder=node.id,
            parent=None,
            letter=(number, new.letter_date.isoformat()),
        )
    return Result(programme, CHANGED)


def letters(ctx: Context) -> list[Letter]:
    """Every allotment typed from a letter that is known here, the oldest first."""
    with ctx.store.read() as reader:
        return _letters(reader)


def _letters(source: Rows) -> list[Letter]:
    known = {one.id: one for one in programmes.every(source, joined=True)}
    found = []
    for row in source.rows(f"SELECT * FROM block WHERE status = '{RECORDED}' ORDER BY created_rev"):
        programme, rect = known.get(row["programme_id"]), rect_of(row)
        if programme is None or rect is None:
            continue
        letter = Letter(
            block=row["id"],
            programme=programme,
            holder=row["holder_node"] or "",
            number=row["letter_number"] or "",
            dated=row["letter_date"] or "",
            seats=rect.seats,
            first=Month.at(rect.first),
            last=Month.at(rect.last),
        )
        found.append(_confirmed(source, letter, known) if programme.joined_into else letter)
    return found


def _confirmed(source: Rows, letter: Letter, known: dict[str, Programme]) -> Letter:
    into = known.get(letter.programme.joined_into)
    while into and into.joined_into in known:
        into = known[into.joined_into]
    blocks = confirming(source, letter.block)
    return replace(
        letter,
        confirmed_by=into.code if into else letter.programme.code,
        confirmed_seats=sum(one.rect.seats for one in blocks),
        confirmed_first=Month.at(min(one.rect.first for one in blocks)) if blocks else None,
        confirmed_last=Month.at(max(one.rect.last for one in blocks)) if blocks else None,
        contested=_contested(source, letter.block),
    )


def _contested(source: Rows, block: str) -> int:
    """Seat-months claimed on a typed block, or on what confirms it, that are not in force."""
    blocks = [block, *chain(source, block)]
    marks = ", ".join("?" * len(blocks))
    rows = source.rows(
        "SELECT count(*) AS months FROM seat_month m JOIN slot s ON s.pk = m.slot "
        f"WHERE m.in_force = 0 AND s.block_id IN ({marks})",
        blocks,
    )
    return int(rows[0]["months"])
