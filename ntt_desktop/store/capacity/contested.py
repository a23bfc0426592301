"""Claims that are not in force: those made here are refused, those received open a case."""

from typing import TYPE_CHECKING

from ntt_desktop.domain.dates import Month
from ntt_desktop.errors import UserError
from ntt_desktop.store.rows import chunks

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

TAKEN = "taken"
"""Contested because the seat or the person is taken in that month by an earlier claim, or by one that a bill holds."""


def refuse_own(uow: "UnitOfWork", new: set[int]) -> None:
    """Refuse a slot made in this very unit, here, that an earlier claim or a rule keeps out of force."""
    rows = uow.rows(
        "SELECT m.slot, m.month, m.contested, m.programme, m.seat, m.person FROM temp.settling t "
        "JOIN seat_month m ON m.slot = t.slot AND m.in_force = 0 JOIN slot s ON s.pk = m.slot "
        "JOIN change c ON c.revision = s.created_rev AND c.source = '' WHERE s.created_rev = s.updated_rev"
    )
    for row in rows:
        if row["slot"] not in new:
            continue
        paid = uow.rows(
            "SELECT p.name AS programme, p.payer, w.full_name AS name FROM seat_month m "
            "JOIN programme p ON p.pk = m.programme JOIN worker w ON w.pk = m.person "
            "WHERE m.in_force = 1 AND m.person = ? AND m.month = ?",
            (row["person"], row["month"]),
        )
        month = Month.at(row["month"]).text
        if row["contested"] != TAKEN:
            raise UserError("slot_outside", seat=row["seat"], month=month, reason=row["contested"])
        if paid:
            raise UserError("already_paid", month=month, **paid[0])
        raise UserError("seat_taken", seat=row["seat"], month=month)


def open_cases(uow: "UnitOfWork", slots: set[int]) -> None:
    """Open a case for each slot with contested months, and close those of slots that have none any more."""
    for chunk in chunks(slots):
        among = f"IN ({', '.join('?' * len(chunk))})"
        uow.execute(
            "DELETE FROM open_case WHERE kind = 'contested_slot' "
            f"AND subject IN (SELECT id FROM slot WHERE pk {among})",
            chunk,
        )
        uow.execute(
            "INSERT INTO open_case (kind, subject) SELECT 'contested_slot', s.id FROM slot s "
            f"WHERE s.pk {among} AND EXISTS (SELECT 1 FROM seat_month m WHERE m.slot = s.pk AND m.in_force = 0)",
            chunk,
        )
