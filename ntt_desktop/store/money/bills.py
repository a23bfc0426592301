"""Reading bills and payments, and who sits where in a month."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month
from ntt_desktop.store.rows import Rows

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BillRow:
    """One month of a bill with what was paid of it."""

    id: str
    number: str
    month: Month
    seats: str
    people: int
    rupiah: int
    made_on: str
    due_on: str
    note: str
    paid_people: int
    paid_rupiah: int

    @property
    def open_rupiah(self) -> int:
        """What is still to be paid."""
        return self.rupiah - self.paid_rupiah


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One month of a payment."""

    id: str
    bill_id: str
    month: Month
    seats: str
    people: int
    rupiah: int
    paid_on: str
    contribution_code: str
    spm: str
    sp2d: str
    note: str


@dataclass(slots=True)
class Occupied:
    """Who sits where in one month: seats, surviving persons (``pk``) and stages, side by side."""

    seats: "array[int]" = field(default_factory=lambda: array("i"))
    persons: "array[int]" = field(default_factory=lambda: array("i"))
    stages: "array[int]" = field(default_factory=lambda: array("b"))


def occupied(source: Rows, programme_pk: int, months: Iterable[int]) -> dict[int, Occupied]:
    """Month (``Month.index``) -> everybody in force on a seat of a programme; in no order.

    One pass through the table in its own order: 50,000 people x 12 months in arrays, not in objects.
    """
    found = {month: Occupied() for month in months}
    if not found:
        return found
    for month, seat, person, stage in source.execute(
        "SELECT month, seat, person, stage FROM seat_month NOT INDEXED WHERE in_force = 1 AND programme = ? "
        "AND month BETWEEN ? AND ? AND person IS NOT NULL",
        (programme_pk, min(found), max(found)),
    ):
        one = found.get(month)
        if one is not None:
            one.seats.append(seat)
            one.persons.append(person)
            one.stages.append(stage)
    return found


def born_until(source: Rows, people: Iterable[int], last: date) -> dict[int, date]:
    """Of these persons (``pk``) who were born on ``last`` or before, with the day."""
    wanted, found = list(people), dict[int, date]()
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        sql = f"SELECT pk, birth_date FROM worker WHERE pk IN ({marks}) AND birth_date <= ?"
        rows = source.execute(sql, (*some, last.isoformat()))
        found.update((pk, date.fromisoformat(born)) for pk, born in rows)
    return found


def programme_pk(source: Rows, programme: str) -> int:
    """The ``pk`` of a programme's record."""
    return int(source.rows("SELECT pk FROM programme WHERE id = ?", (programme,))[0]["pk"])


def bills(source: Rows, programme: str) -> list[BillRow]:
    """The bills in force of a programme, by month."""
    paid: dict[str, tuple[int, int]] = {}
    for payment in payments(source, programme):
        people, rupiah = paid.get(payment.bill_id, (0, 0))
        paid[payment.bill_id] = (people + payment.people, rupiah + payment.rupiah)
    return [
        BillRow(
            id=row["id"],
            number=row["number"] or "",
            month=Month.parse(row["first_month"]),
            seats=row["seats"] or "",
            people=row["people"] or 0,
            rupiah=row["rupiah"] or 0,
            made_on=row["made_on"] or "",
            due_on=row["due_on"] or "",
            note=row["note"] or "",
            paid_people=paid.get(row["id"], (0, 0))[0],
            paid_rupiah=paid.get(row["id"], (0, 0))[1],
        )
        for row in _in_force(source, "bill", programme)
    ]


def payments(source: Rows, programme: str) -> list[PaymentRow]:
    """The payments in force of a programme, by month."""
    return [
        PaymentRow(
            id=row["id"],
            bill_id=row["bill_id"] or "",
            month=Month.parse(row["first_month"]),
            seats=row["seats"] or "",
            people=row["people"] or 0,
            rupiah=row["rupiah"] or 0,
            paid_on=row["paid_on"] or "",
            contribution_code=row["contribution_code"] or "",
            spm=row["spm"] or "",
            sp2d=row["sp2d"] or "",
            note=row["note"] or "",
        )
        for row in _in_force(source, "payment", programme)
    ]


def _in_force(source: Rows, kind: str, programme: str) -> list[dict[str, Any]]:
    return source.rows(
        f"SELECT * FROM {kind} WHERE programme_id = ? AND coalesce(cancelled, 0) = 0 AND first_month IS NOT NULL "
        "ORDER BY first_month, created_rev",
        (programme,),
    )


def seats_of(text: str) -> set[int]:
    """The seats of a bill or payment."""
    return {seat for low, high in seat_ranges.read(text) for seat in range(low, high + 1)}


def results(source: Rows) -> dict[int, str]:
    """Surviving person (``pk``) -> what BPJS last answered to an upload: ``accepted`` or ``refused``."""
    rows = source.rows(
        "SELECT p.pk AS person, e.result FROM enrolment e JOIN worker w ON w.id = e.worker_id "
        "JOIN worker p ON p.id = w.person_id WHERE coalesce(e.withdrawn, 0) = 0 ORDER BY e.dated_on, e.created_rev"
    )
    return {row["person"]: row["result"] for row in rows}
