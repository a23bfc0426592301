"""One month of one person in the ledger: who pays, which papers stand behind it, and what is still to come."""

from typing import TypeVar

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.month_story import Paid, Story
from ntt_desktop.domain.months import Shown, shown
from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.money import bills
from ntt_desktop.store.reader import Reader

Line = TypeVar("Line", bills.BillRow, bills.PaymentRow)


def story(ctx: Context, worker_id: str, month: Month) -> Story:
    """The month of the surviving person. Raises `UserError` ``worker_missing``."""
    with ctx.store.read() as reader:
        person = reader.one(
            "SELECT h.id, h.pk, h.full_name FROM worker w JOIN worker h ON h.id = w.person_id WHERE w.id = ?",
            (worker_id,),
        )
        if person is None:
            raise UserError("worker_missing", id=worker_id)
        found = reader.rows(
            "SELECT m.stage, m.seat, m.in_force, p.id AS programme, p.code, s.id AS slot FROM seat_month m "
            "JOIN slot s ON s.pk = m.slot LEFT JOIN programme p ON p.pk = m.programme "
            "WHERE m.person = ? AND m.month = ? ORDER BY m.in_force DESC, p.code",
            (person["pk"], month.index),
        )
        contested = tuple(row["code"] or "" for row in found if not row["in_force"])
        plain = Story(person["id"], person["full_name"] or "", month, contested=contested)
        known = {programme.id: programme for programme in programmes.every(reader, joined=True)}
        for row in found:
            if row["in_force"] and row["programme"] in known:
                code = shown(row["stage"], month.index, Month.of(ctx.today).index)
                return _told(reader, plain, code, known[row["programme"]], row["seat"], row["slot"])
        return plain


def _told(reader: Reader, plain: Story, code: Shown, programme: Programme, seat: int, slot: str) -> Story:
    decree = reader.one(
        "SELECT d.number, d.date FROM decree_row r JOIN decree d ON d.id = r.decree_id WHERE r.slot_id = ? "
        "AND r.removed IS NOT 1 AND d.cancelled IS NOT 1 ORDER BY d.date DESC, d.created_rev DESC LIMIT 1",
        (slot,),
    )
    bill = _covering(bills.bills(reader, programme.id), plain.month, seat)
    payment = _covering(bills.payments(reader, programme.id), plain.month, seat)
    return Story(
        plain.worker,
        plain.name,
        plain.month,
        shown=code,
        programme=programme,
        seat=seat,
        decree_number=(decree or {}).get("number") or "",
        decree_date=(decree or {}).get("date") or "",
        bill_number=bill.number if bill else "",
        bill_date=bill.made_on if bill else "",
        due_on=bill.due_on if bill else "",
        payment=Paid(payment.paid_on, payment.contribution_code, payment.spm, payment.sp2d) if payment else None,
        contested=plain.contested,
    )


def _covering(lines: list[Line], month: Month, seat: int) -> Line | None:
    """The newest line of this month that names the seat."""
    for line in reversed(lines):
        if line.month == month and any(low <= seat <= high for low, high in seat_ranges.read(line.seats)):
            return line
    return None
