"""Payments of bills: which months are paid, with kode iuran, SPM and SP2D; and what stays unpaid."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.money import rupiah as written
from ntt_desktop.domain.nik import clean_nik, mask
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity.programme_lookup import owned, resolve
from ntt_desktop.services.context import Context, Progress, Result, scaled, silent
from ntt_desktop.services.money.bills import of_number
from ntt_desktop.store.money import bills as records
from ntt_desktop.store.money.billed import knowledge
from ntt_desktop.store.money.bills import BillRow, PaymentRow
from ntt_desktop.store.rows import Rows

CHANGED = frozenset(("payment", "worker", "slot"))


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid. ``rupiah`` is what the papers say; ``months`` in order."""

    programme: str
    number: str
    months: tuple[Month, ...]
    people: int
    """Different people."""
    person_months: int
    rupiah: int
    open_rupiah: int
    """What of the bill is still unpaid."""


def pay(
    ctx: Context,
    programme: str,
    number: str,
    *,
    through: str = "",
    paid_on: str,
    rupiah: int | None = None,
    left_out: Sequence[str] = (),
    contribution_code: str = "",
    spm: str = "",
    sp2d: str = "",
    note: str = "",
    progress: Progress = silent,
) -> Result[Payment]:
    """Record that a bill was paid, all of it or the months up to ``through``, except for the NIKs ``left_out``.

    ``rupiah``: the sum on the papers; None takes what the people and months come to. ``progress`` counts
    person-months. Raises `UserError` ``programme_unknown``, ``not_owner``, ``bill_unknown``, ``month_invalid``,
    ``bill_paid_already``, ``left_out_unknown``, ``payment_above_bill``, ``payment_below_people``, ``date_in_future``,
    ``code_paid_already``.
    """
    if paid_on > ctx.today.isoformat():
        raise UserError("date_in_future", value=paid_on)
    with ctx.store.write(ctx.actor, clean(note) or clean(sp2d) or clean(number)) as uow:
        found = owned(ctx, uow, programme)
        sums, come_to = _due(uow, found, number, through, rupiah, left_out)
        _unused(uow, clean(contribution_code))
        uow.progress = scaled(progress, sum(len(kept) for _, kept in sums))
        people: set[int] = set()
        pk = records.programme_pk(uow, found.id)
        occupied = records.occupied(uow, pk, [bill.month.index for bill, _ in sums])
        knows = knowledge(uow, found.id)
        for bill, kept in sums:
            here = occupied[bill.month.index]
            people |= {who for seat, who in zip(here.seats, here.persons, strict=True) if seat in kept}
            uow.put(
                "payment",
                uow.new_id(),
                {
                    "programme_id": found.id,
                    "bill_id": bill.id,
                    "first_month": bill.month.text,
                    "last_month": bill.month.text,
                    "seats": seat_ranges.write(kept),
                    "people": len(kept),
                    "person_months": len(kept),
                    "rupiah": len(kept) * found.rate,
                    "paid_on": paid_on,
                    "contribution_code": clean(contribution_code) or None,
                    "spm": clean(spm) or None,
                    "sp2d": clean(sp2d) or None,
                    "note": clean(note) or None,
                    "knows": knows,
                },
            )
        left = sum(bill.open_rupiah for bill in of_number(uow, found.id, number))
    answer = Payment(
        found.code,
        number,
        tuple(bill.month for bill, _ in sums),
        len(people),
        sum(len(kept) for _, kept in sums),
        come_to,
        left,
    )
    return Result(answer, CHANGED)


def preview(
    ctx: Context,
    programme: str,
    number: str,
    *,
    through: str = "",
    rupiah: int | None = None,
    left_out: Sequence[str] = (),
) -> Payment:
    """What `pay` would record, except for how many different people; nothing is stored. Raises what `pay` raises."""
    with ctx.store.read() as reader:
        found = owned(ctx, reader, programme)
        sums, come_to = _due(reader, found, number, through, rupiah, left_out)
        left = sum(bill.open_rupiah for bill in of_number(reader, found.id, number)) - come_to
    most = max((len(kept) for _, kept in sums), default=0)
    count = sum(len(kept) for _, kept in sums)
    return Payment(found.code, number, tuple(bill.month for bill, _ in sums), most, count, come_to, left)


def take_back(ctx: Context, payment_ids: Sequence[str], reason: str, *, progress: Progress = silent) -> Result[int]:
    """Take wrongly recorded payments back by record. Raises ``reason_missing``, ``payment_unknown``, ``not_owner``.

    ``progress`` counts person-months.
    """
    if not has_value(clean(reason)):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        months = 0
        for record in payment_ids:
            row = uow.get("payment", record)
            if row is None or row["cancelled"]:
                raise UserError("payment_unknown", id=record)
            owned(ctx, uow, row["programme_id"])
            uow.put("payment", record, {"cancelled": 1})
            months += int(row["person_months"] or 0)
        uow.progress = scaled(progress, months)
    return Result(len(payment_ids), CHANGED)


def listing(ctx: Context, programme: str) -> list[PaymentRow]:
    """The payments of a programme, month by month."""
    with ctx.store.read() as reader:
        return records.payments(reader, resolve(reader, programme).id)


def _unused(source: Rows, code: str) -> None:
    """Raise ``code_paid_already`` when a payment that stands has this kode iuran: one code pays once."""
    rows = source.rows(
        "SELECT y.paid_on, b.number, p.code FROM payment y JOIN programme p ON p.id = y.programme_id "
        "LEFT JOIN bill b ON b.id = y.bill_id WHERE y.contribution_code = ? AND y.cancelled IS NOT 1 LIMIT 1",
        (code,),
    )
    if code and rows:
        (row,) = rows
        raise UserError(
            "code_paid_already", value=code, number=row["number"] or "–", programme=row["code"], date=row["paid_on"]
        )


def _due(
    source: Rows, found: Programme, number: str, through: str, rupiah: int | None, left_out: Sequence[str]
) -> tuple[list[tuple[BillRow, set[int]]], int]:
    """The months and seats that are to be paid without those left out, and what they come to."""
    last = read_month(through) if through else found.last
    bills = [bill for bill in of_number(source, found.id, number) if bill.month <= last]
    due = [(bill, _unpaid(source, found.id, bill)) for bill in bills]
    due = [(bill, seats) for bill, seats in due if seats]
    if not due:
        raise UserError("bill_paid_already", number=number)
    billed = sum(len(seats) for _, seats in due) * found.rate
    if rupiah is not None and rupiah > billed:
        raise UserError(
            "payment_above_bill", paid=written(rupiah), billed=written(billed), above=written(rupiah - billed)
        )
    gone = _seats_of(source, found.id, due, left_out)
    sums = []
    for bill, seats in due:
        kept = {seat for seat in seats if (bill.month.index, seat) not in gone} if gone else seats
        if kept:
            sums.append((bill, kept))
    come_to = sum(len(kept) for _, kept in sums) * found.rate
    if rupiah is not None and rupiah != come_to:
        difference = written(abs(come_to - rupiah))
        raise UserError("payment_below_people", paid=written(rupiah), due=written(come_to), difference=difference)
    return sums, come_to


def _unpaid(source: Rows, programme: str, bill: BillRow) -> set[int]:
    seats = records.seats_of(bill.seats)
    for payment in records.payments(source, programme):
        if payment.bill_id == bill.id:
            seats -= records.seats_of(payment.seats)
    return seats


def _seats_of(
    source: Rows, programme: str, due: Sequence[tuple[BillRow, set[int]]], niks: Sequence[str]
) -> set[tuple[int, int]]:
    """The (month, seat) of people by NIK among those that are due."""
    if not niks:
        return set()
    wanted = {clean_nik(nik) for nik in niks}
    marks = ", ".join("?" * len(wanted))
    rows = source.rows(
        f"SELECT w.nik, p.pk FROM worker w JOIN worker p ON p.id = w.person_id WHERE w.nik IN ({marks})",
        sorted(wanted),
    )
    owner = {row["pk"]: row["nik"] for row in rows}
    found: set[tuple[int, int]] = set()
    seen: set[str] = set()
    unpaid = {(bill.month.index, seat) for bill, seats in due for seat in seats}
    months = [bill.month.index for bill, _ in due]
    for month, here in records.occupied(source, records.programme_pk(source, programme), months).items():
        for seat, who in zip(here.seats, here.persons, strict=True):
            if who in owner and (month, seat) in unpaid:
                found.add((month, seat))
                seen.add(owner[who])
    missing = wanted - seen
    if missing:
        raise UserError("left_out_unknown", niks=", ".join(mask(nik) for nik in sorted(missing)))
    return found
