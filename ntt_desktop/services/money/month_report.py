"""The months of a programme side by side: billed, paid, covered; and who stands behind each figure.

A figure and its list come from the same sets of seats, so that they cannot differ.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.money import bills as records
from ntt_desktop.store.money.bills import BillRow, PaymentRow
from ntt_desktop.store.rows import Rows

FIGURES = (*("seated", "billed", "paid", "covered", "not_billed", "unpaid", "paid_not_covered", "joined", "left"),)
"""The figures of a `MonthLine` that are people, each with its list (`people`)."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month: people and whole rupiah."""

    month: Month
    seated: int
    billed: int
    paid: int
    covered: int
    """Paid, and accepted by BPJS; on screen not *Terlindungi*, which is the state of whose month is paid."""
    not_billed: int
    """On a seat, not in the bill."""
    unpaid: int
    """In the bill, not paid."""
    paid_not_covered: int
    """Paid for, but BPJS has not accepted them: money without protection."""
    billed_rupiah: int
    paid_rupiah: int
    joined: int
    left: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody behind a figure. ``worker``: the surviving record's id, "" for a seat that has nobody any more."""

    worker: str
    name: str
    nik: str
    village_code: str
    state: str
    seat: int
    """0 for who left."""


@dataclass(slots=True)
class _Sets:
    """One month: seat -> person, and the seats billed and paid."""

    here: dict[int, int]
    billed: set[int] = field(default_factory=set)
    paid: set[int] = field(default_factory=set)

    def seats(self, which: str, accepted: set[int]) -> set[int]:
        """The seats behind a figure."""
        covered = {seat for seat in self.paid if self.here.get(seat) in accepted}
        found = {
            "seated": set(self.here),
            "billed": self.billed,
            "paid": self.paid,
            "covered": covered,
            "not_billed": self.here.keys() - self.billed,
            "unpaid": self.billed - self.paid,
            "paid_not_covered": self.paid - covered,
        }
        return set(found[which])


def lines(ctx: Context, programme: str, *, area: str = "") -> list[MonthLine]:
    """A line for every month of a programme; ``area``: only of the people who live there.

    Raises ``programme_unknown``, ``programme_ambiguous``.
    """
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
        accepted = _accepted(reader)
        bills, payments = _papers(reader, found, area)
        living = _living(reader, area)
        before: set[int] | None = None
        made = []
        for month, sets in _months(reader, found, bills, payments):
            if living is not None:
                sets.here = {seat: who for seat, who in sets.here.items() if who in living}
            now = set(sets.here.values())
            counts = {which: len(sets.seats(which, accepted)) for which in FIGURES[:7]}
            made.append(
                MonthLine(
                    month=month,
                    **counts,
                    billed_rupiah=sum(bill.rupiah for bill in bills if bill.month == month),
                    paid_rupiah=sum(payment.rupiah for payment in payments if payment.month == month),
                    joined=0 if before is None else len(now - before),
                    left=0 if before is None else len(before - now),
                )
            )
            before = now
        return made


def papers(ctx: Context, programme: str, *, area: str = "") -> tuple[list[BillRow], list[PaymentRow]]:
    """Bills and payments of a programme by month; ``area``: as far as they are for people who live there.

    Raises ``programme_unknown``, ``programme_ambiguous``.
    """
    with ctx.store.read() as reader:
        return _papers(reader, resolve(reader, programme), area)


def _papers(source: Rows, programme: Programme, area: str) -> tuple[list[BillRow], list[PaymentRow]]:
    bills, payments = records.bills(source, programme.id), records.payments(source, programme.id)
    living = _living(source, area)
    if living is None:
        return bills, payments
    months = {bill.month.index for bill in bills} | {payment.month.index for payment in payments}
    there = {
        month: {seat for seat, who in zip(here.seats, here.persons, strict=True) if who in living}
        for month, here in records.occupied(source, records.programme_pk(source, programme.id), months).items()
    }

    def share(one: BillRow | PaymentRow) -> dict[str, Any]:
        """The seats of a paper that are there; each costs the same."""
        seats = records.seats_of(one.seats) & there[one.month.index]
        each = one.rupiah // one.people if one.people else 0
        return {"seats": seat_ranges.write(seats), "people": len(seats), "rupiah": len(seats) * each}

    paid = [replace(one, **share(one)) for one in payments]
    sums: dict[str, tuple[int, int]] = {}
    for payment in paid:
        before = sums.get(payment.bill_id, (0, 0))
        sums[payment.bill_id] = (before[0] + payment.people, before[1] + payment.rupiah)
    billed = [
        replace(one, **share(one), paid_people=sums.get(one.id, (0, 0))[0], paid_rupiah=sums.get(one.id, (0, 0))[1])
        for one in bills
    ]
    return [one for one in billed if one.people], [one for one in paid if one.people]


def _living(source: Rows, area: str) -> set[int] | None:
    """The people (``pk``) of an area; None for everywhere."""
    if not area:
        return None
    sql = "SELECT pk FROM worker WHERE village_code = ? OR village_code BETWEEN ? AND ?"
    return {pk for (pk,) in source.execute(sql, (area, area + ".", area + "/"))}


def people(ctx: Context, programme: str, month: Month, which: str) -> list[Listed]:
    """Who stands behind a figure (`FIGURES`) of a month, by name: exactly as many as `lines` counts.

    Raises ``programme_unknown``, ``programme_ambiguous``, ``month_figure``, ``month_outside``.
    """
    if which not in FIGURES:
        raise UserError("month_figure", value=which, known=", ".join(FIGURES))
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
        if not found.first <= month <= found.last:
            raise UserError("month_outside", value=month.text, first=found.first.text, last=found.last.text)
        bills, payments = records.bills(reader, found.id), records.payments(reader, found.id)
        pair = [month] if month == found.first else [month - 1, month]
        sets = dict(_months(reader, found, bills, payments, pair))
        now = sets[month]
        if which in ("joined", "left"):
            if month == found.first:
                return []
            before = set(sets[pair[0]].here.values())
            current = set(now.here.values())
            if which == "left":
                return _listed(reader, dict.fromkeys(before - current, 0), ())
            return _listed(reader, {who: seat for seat, who in now.here.items() if who not in before}, ())
        seats = now.seats(which, _accepted(reader))
        owners = {now.here[seat]: seat for seat in seats if seat in now.here}
        return _listed(reader, owners, sorted(seat for seat in seats if seat not in now.here))


@dataclass(frozen=True, slots=True)
class PayerLine:
    """One programme in one month: whom its payer covers. People."""

    programme: str
    """Its code."""
    payer: str
    region: str
    seated: int
    billed: int
    paid: int
    covered: int


def payers(ctx: Context, month: Month) -> list[PayerLine]:
    """Who is covered by whom in a month: a line for every programme that runs then, most people first."""
    with ctx.store.read() as reader:
        accepted = _accepted(reader)
        made = []
        for found in programmes.every(reader):
            if found.joined_into or not found.first <= month <= found.last:
                continue
            bills, payments = records.bills(reader, found.id), records.payments(reader, found.id)
            ((_, sets),) = _months(reader, found, bills, payments, [month])
            counts = {which: len(sets.seats(which, accepted)) for which in ("seated", "billed", "paid", "covered")}
            made.append(PayerLine(found.code, found.payer, found.region, **counts))
    return sorted(made, key=lambda line: (-line.seated, line.programme))


def _accepted(source: Rows) -> set[int]:
    return {person for person, result in records.results(source).items() if result == "accepted"}


def _months(
    source: Rows,
    programme: Programme,
    bills: Iterable[BillRow],
    payments: Iterable[PaymentRow],
    months: Iterable[Month] | None = None,
) -> Iterator[tuple[Month, _Sets]]:
    """Month by month, so that the sets of a programme of 50,000 seats never stand in memory all at once."""
    pk = records.programme_pk(source, programme.id)
    billed, paid = list(bills), list(payments)
    wanted = list(months or (programme.first + number for number in range(programme.months)))
    occupied = records.occupied(source, pk, [month.index for month in wanted])
    for month in wanted:
        here = occupied.pop(month.index)
        sets = _Sets(dict(zip(here.seats, here.persons, strict=True)))
        for bill in billed:
            if bill.month == month:
                sets.billed |= records.seats_of(bill.seats)
        for payment in paid:
            if payment.month == month:
                sets.paid |= records.seats_of(payment.seats)
        yield month, sets


def _listed(source: Rows, owners: dict[int, int], empty: Iterable[int]) -> list[Listed]:
    """People by ``pk`` -> seat, by name; then the seats that have nobody any more."""
    found: list[Listed] = []
    ordered = sorted(owners)
    for start in range(0, len(ordered), 500):
        chunk = ordered[start : start + 500]
        marks = ", ".join("?" * len(chunk))
        found += [
            Listed(
                row["id"],
                row["full_name"] or "",
                row["nik"] or "",
                row["village_code"] or "",
                row["state"] or "",
                owners[row["pk"]],
            )
            for row in source.rows(
                f"SELECT pk, id, full_name, nik, village_code, state FROM worker WHERE pk IN ({marks})", chunk
            )
        ]
    found.sort(key=lambda one: (one.name, one.worker))
    return [*found, *(Listed("", "", "", "", "", seat) for seat in empty)]
