"""Billing: which months of which seats are billed, how many people and how much, and who is left out.

A bill closes its months: what was empty has expired, and whoever sits there stays the one who was billed. One record a
month, all of one bill under its number, since from month to month other people may sit there.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month, safe_date
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity.programme_lookup import owned, resolve
from ntt_desktop.services.context import Context, Progress, Result, scaled, silent, unknown
from ntt_desktop.services.life_events import event_effects
from ntt_desktop.store.money import bills as records
from ntt_desktop.store.money.billed import knowledge
from ntt_desktop.store.money.bills import BillRow, Occupied
from ntt_desktop.store.rows import Rows

ALL, DECREED, ENROLLED = "all", "decreed", "enrolled"
BASES = (ALL, DECREED, ENROLLED)
"""Who is billed: everybody on a seat, those whom a decree names, or those whom BPJS accepted."""

CHANGED = frozenset(("bill", "programme", "slot", "worker"))
_STAGE_DECREED = 2


@dataclass(frozen=True, slots=True)
class MonthBill:
    """One month of a bill. Left out: refused by BPJS always, and whom the basis does not take."""

    month: Month
    seats: str
    people: int
    rupiah: int
    refused: int
    not_decreed: int
    not_enrolled: int
    """Of ``people``, or when the basis asks for it of those left out: no decree names them; BPJS has not accepted."""


@dataclass(frozen=True, slots=True)
class BillPlan:
    """What a bill would hold."""

    programme: Programme
    basis: str
    months: tuple[MonthBill, ...]
    too_old: int = 0
    """How many of these people are over the programme's limit of age in a month of it; they are billed all the same."""
    expires: int = 0
    """Person-months that are empty now and expire with the bill, which closes its months."""

    @property
    def person_months(self) -> int:
        """People, month by month."""
        return sum(month.people for month in self.months)

    @property
    def rupiah(self) -> int:
        """Person-months x rate."""
        return sum(month.rupiah for month in self.months)


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill as it was issued, all its months together. Money is whole rupiah."""

    number: str
    first: Month
    last: Month
    person_months: int
    rupiah: int
    paid_rupiah: int
    made_on: str
    due_on: str

    @property
    def open_rupiah(self) -> int:
        """What is still to be paid."""
        return self.rupiah - self.paid_rupiah


def plan(ctx: Context, programme: str, through: str, *, basis: str = ALL, progress: Progress = silent) -> BillPlan:
    """What billing a programme through the month ``through`` (yyyy-mm) would hold; nothing is stored.

    Raises `UserError` ``programme_unknown``, ``programme_ambiguous``, ``not_owner``, ``month_invalid``,
    ``month_outside``, ``bill_basis``, ``all_billed`` (no month is left), ``nobody_to_bill``.
    """
    with ctx.store.read() as reader:
        return _plan(owned(ctx, reader, programme), reader, read_month(through), basis, progress)


def issue(
    ctx: Context,
    programme: str,
    through: str,
    *,
    number: str,
    basis: str = ALL,
    due_on: str = "",
    note: str = "",
    progress: Progress = silent,
) -> Result[BillPlan]:
    """Store the bill that `plan` shows and close its months. Raises also ``bill_number``, ``bill_number_taken``.

    ``progress`` counts person-months.
    """
    if not has_value(clean(number)):
        raise UserError("bill_number")
    with ctx.store.write(ctx.actor, clean(number)) as uow:
        made = _plan(owned(ctx, uow, programme), uow, read_month(through), basis, unknown(progress))
        uow.progress = scaled(progress, made.person_months)
        name = clean(number)
        if any(bill.number == name for bill in records.bills(uow, made.programme.id)):
            raise UserError("bill_number_taken", number=name)
        knows = knowledge(uow, made.programme.id)
        for month in made.months:
            uow.put(
                "bill",
                uow.new_id(),
                {
                    "programme_id": made.programme.id,
                    "number": name,
                    "first_month": month.month.text,
                    "last_month": month.month.text,
                    "seats": month.seats,
                    "people": month.people,
                    "person_months": month.people,
                    "rupiah": month.rupiah,
                    "made_on": ctx.today.isoformat(),
                    "due_on": due_on or None,
                    "note": clean(note) or None,
                    "knows": knows,
                },
            )
        last = made.months[-1].month
        if made.programme.closed is None or made.programme.closed < last:
            uow.put("programme", made.programme.id, {"closed_through": last.text})
    return Result(made, CHANGED)


def cancel(ctx: Context, programme: str, number: str, reason: str, *, progress: Progress = silent) -> Result[int]:
    """Take a bill back by record; returns how many months it had. Its months stay closed; whoever ended before them
    leaves them.

    ``progress`` counts person-months. Raises `UserError` ``reason_missing``, ``bill_unknown``, ``bill_paid``.
    """
    if not has_value(clean(reason)):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        owner = owned(ctx, uow, programme)
        found = of_number(uow, owner.id, number)
        if any(bill.paid_rupiah for bill in found):
            raise UserError("bill_paid", number=number)
        for bill in found:
            uow.put("bill", bill.id, {"cancelled": 1})
        uow.progress = scaled(progress, sum(bill.people for bill in found))
        event_effects.fall_back(uow, owner, max(bill.month for bill in found))
    return Result(len(found), CHANGED)


def listing(ctx: Context, programme: str) -> list[BillRow]:
    """The bills of a programme, month by month."""
    with ctx.store.read() as reader:
        return records.bills(reader, resolve(reader, programme).id)


def grouped(ctx: Context, programme: str) -> list[Bill]:
    """The bills of a programme as they were issued, newest first."""
    made: dict[str, Bill] = {}
    for row in listing(ctx, programme):
        known = made.get(row.number)
        made[row.number] = Bill(
            row.number,
            min(row.month, known.first) if known else row.month,
            max(row.month, known.last) if known else row.month,
            row.people + (known.person_months if known else 0),
            row.rupiah + (known.rupiah if known else 0),
            row.paid_rupiah + (known.paid_rupiah if known else 0),
            row.made_on,
            row.due_on,
        )
    return sorted(made.values(), key=lambda bill: (bill.first, bill.number), reverse=True)


def of_number(source: Rows, programme_id: str, number: str) -> list[BillRow]:
    """The months of one bill. Raises `UserError` ``bill_unknown``."""
    every = records.bills(source, programme_id)
    found = [bill for bill in every if bill.number == clean(number)]
    if not found:
        raise UserError("bill_unknown", number=number, known=", ".join(sorted({bill.number for bill in every})) or "–")
    return found


def _plan(programme: Programme, source: Rows, through: Month, basis: str, progress: Progress) -> BillPlan:
    if basis not in BASES:
        raise UserError("bill_basis", value=basis, known=", ".join(BASES))
    if not programme.first <= through <= programme.last:
        raise UserError("month_outside", value=through.text, first=programme.first.text, last=programme.last.text)
    billed = {bill.month.index for bill in records.bills(source, programme.id)}
    due = [index for index in range(programme.first.index, through.index + 1) if index not in billed]
    if not due:
        raise UserError("all_billed", programme=programme.code, through=through.text)
    answered = records.results(source)
    aged: set[int] = set()
    seats: dict[int, list[int]] = {index: [] for index in due}
    counts: dict[str, Counter[int]] = {name: Counter() for name in ("refused", "not_decreed", "not_enrolled")}
    everybody = records.occupied(source, records.programme_pk(source, programme.id), due)
    old_from = _old_from(source, programme, everybody.values(), Month.at(max(due)))
    for done, (index, here) in enumerate(everybody.items()):
        progress(done, len(due))
        for seat, person, stage in zip(here.seats, here.persons, here.stages, strict=True):
            result = answered.get(person)
            undecreed, unenrolled = stage < _STAGE_DECREED, result != "accepted"
            if result == "refused":
                counts["refused"][index] += 1
                continue
            counts["not_decreed"][index] += undecreed
            counts["not_enrolled"][index] += unenrolled
            if (basis == DECREED and undecreed) or (basis == ENROLLED and unenrolled):
                continue
            seats[index].append(seat)
            if old_from.get(person, index + 1) <= index:
                aged.add(person)
    months = tuple(
        MonthBill(
            month=Month.at(index),
            seats=seat_ranges.write(seats[index]),
            people=len(seats[index]),
            rupiah=len(seats[index]) * programme.rate,
            **{name: counts[name][index] for name in counts},
        )
        for index in due
        if seats[index]
    )
    if not months:
        raise UserError("nobody_to_bill", programme=programme.code, through=through.text)
    empty = (programme.seats - len(everybody[index].seats) for index in due if index >= programme.first_open.index)
    return BillPlan(programme, basis, months, len(aged), sum(empty))


def _old_from(source: Rows, programme: Programme, everybody: Iterable[Occupied], last: Month) -> dict[int, int]:
    """Person (``pk``) -> the first month (``Month.index``, up to ``last``) over the age limit of the rules."""
    below = next((int(rule.params.get("below", 65)) for rule in programme.eligibility.rules if rule.code == "age"), 0)
    if not below:
        return {}
    people = {person for month in everybody for person in month.persons}
    born = records.born_until(source, people, safe_date(last.year - below, last.month, 1))
    turned = {person: safe_date(day.year + below, day.month, day.day) for person, day in born.items()}
    return {person: Month.of(day).index + (day.day > 1) for person, day in turned.items()}
