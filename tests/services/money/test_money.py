"""Bills and payments: sums that fit, months that close, and nothing half done."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.context import Cancelled, Context
from ntt_desktop.services.life_events import events, reopening
from ntt_desktop.services.money import bills, ledger, month_report, payments
from ntt_desktop.wording.errors import message
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import add_programme, day, people

RATE = 16_800
NUMBERS = count(1)


@pytest.fixture
def province(make_ctx: MakeContext) -> Context:
    """Ten people on the first ten seats of P26, from January on."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    add_programme(ctx, seats=20)
    people(ctx, 10)
    slots.assign(ctx, "P26", from_month="2026-01")
    return ctx


def nik_of(ctx: Context, seat: int) -> str:
    with ctx.store.read() as reader:
        return str(
            reader.value("SELECT w.nik FROM slot s JOIN worker w ON w.id = s.worker_id WHERE s.seat = ?", (seat,))
        )


def answer(ctx: Context, nik: str, result: str) -> None:
    with ctx.store.write("tester") as uow:
        worker = uow.rows("SELECT id FROM worker WHERE nik = ?", (nik,))[0]["id"]
        values = {"worker_id": worker, "result": result, "dated_on": "2026-01-20"}
        uow.put("enrolment", uow.new_id(), values)


def test_a_bill_is_people_times_rate_and_closes_its_months(province: Context) -> None:
    made = bills.plan(province, "P26", "2026-03")
    assert [month.people for month in made.months] == [10, 10, 10]
    assert made.rupiah == made.person_months * RATE == 30 * RATE
    assert bills.listing(province, "P26") == [], "a plan stores nothing"
    before = ledger.balance(province)[0].own
    issued = bills.issue(province, "P26", "2026-03", number="001/BPU/2026").value
    assert issued.months == made.months
    after = ledger.balance(province)[0].own
    assert made.expires == after.expired - before.expired == before.free - after.free == 30, "said before it is stored"
    rows = bills.listing(province, "P26")
    assert [(row.month.text, row.seats, row.open_rupiah) for row in rows] == [
        (month, "1-10", 10 * RATE) for month in ("2026-01", "2026-02", "2026-03")
    ]
    with province.store.read() as reader:
        assert reader.value("SELECT closed_through FROM programme") == "2026-03"
    assert [month.month for month in bills.plan(province, "P26", "2026-04").months] == [Month(2026, 4)]


def test_whom_bpjs_refused_is_not_billed_and_the_others_can_be_waited_for(province: Context) -> None:
    answer(province, nik_of(province, 3), "refused")
    answer(province, nik_of(province, 4), "accepted")
    (month,) = bills.plan(province, "P26", "2026-01").months
    assert (month.seats, month.people, month.refused, month.not_enrolled) == ("1-2,4-10", 9, 1, 8)
    (month,) = bills.plan(province, "P26", "2026-01", basis=bills.ENROLLED).months
    assert (month.seats, month.people) == ("4", 1)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda ctx: bills.plan(ctx, "P26", "2027-01"), "month_outside"),
        (lambda ctx: bills.plan(ctx, "P26", "soon"), "month_invalid"),
        (lambda ctx: bills.plan(ctx, "P26", "2026-01", basis="some"), "bill_basis"),
        (lambda ctx: bills.plan(ctx, "P26", "2026-03", basis=bills.DECREED), "nobody_to_bill"),
        (lambda ctx: bills.issue(ctx, "P26", "2026-03", number=" "), "bill_number"),
        (lambda ctx: bills.issue(ctx, "P26", "2026-03", number="001"), "bill_number_taken"),
        (lambda ctx: bills.plan(ctx, "P26", "2026-02"), "all_billed"),
        (lambda ctx: bills.cancel(ctx, "P26", "001", ""), "reason_missing"),
        (lambda ctx: bills.cancel(ctx, "P26", "009", "salah"), "bill_unknown"),
        (lambda ctx: payments.pay(ctx, "P26", "009", paid_on="2026-02-10"), "bill_unknown"),
        (lambda ctx: payments.pay(ctx, "P26", "001", paid_on="2099-02-10"), "date_in_future"),
        (lambda ctx: payments.pay(ctx, "P26", "001", paid_on="2026-02-10", rupiah=20 * RATE + 1), "payment_above_bill"),
        (lambda ctx: payments.pay(ctx, "P26", "001", paid_on="2026-02-10", rupiah=RATE), "payment_below_people"),
        (
            lambda ctx: payments.pay(ctx, "P26", "001", paid_on="2026-02-10", left_out=["5311180101800999"]),
            "left_out_unknown",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_stored(
    province: Context, call: object, code: str
) -> None:
    bills.issue(province, "P26", "2026-02", number="001")
    before = bills.listing(province, "P26")
    with pytest.raises(UserError) as caught:
        call(province)  # type: ignore[operator]
    assert caught.value.code == code
    happened, todo = message(caught.value)
    assert code not in happened
    assert todo
    assert bills.listing(province, "P26") == before
    assert payments.listing(province, "P26") == []


def test_a_bill_is_paid_in_parts_and_the_rest_stays_open(province: Context) -> None:
    bills.issue(province, "P26", "2026-02", number="001")
    first = payments.pay(
        province, "P26", "001", through="2026-01", paid_on="2026-02-10", rupiah=9 * RATE,
        left_out=[nik_of(province, 5)], contribution_code="260100012345", spm="SPM-1", sp2d="SP2D-1",
    ).value  # fmt: skip
    assert (first.people, first.person_months, first.rupiah, first.open_rupiah) == (9, 9, 9 * RATE, 11 * RATE)
    with pytest.raises(UserError, match="bill_paid"):
        bills.cancel(province, "P26", "001", "salah")
    rest = payments.pay(province, "P26", "001", paid_on="2026-02-10").value
    assert (rest.person_months, rest.open_rupiah) == (11, 0)
    rows = payments.listing(province, "P26")
    assert [(row.month.text, row.seats, row.sp2d) for row in rows] == [
        ("2026-01", "1-4,6-10", "SP2D-1"),
        ("2026-01", "5", ""),
        ("2026-02", "1-10", ""),
    ]
    with pytest.raises(UserError, match="bill_paid_already"):
        payments.pay(province, "P26", "001", paid_on="2026-02-10")
    payments.take_back(province, [row.id for row in rows], "salah ketik")
    assert bills.cancel(province, "P26", "001", "salah").value == 2
    assert bills.listing(province, "P26") == payments.listing(province, "P26") == []


def test_the_months_side_by_side_say_who_came_and_went(province: Context) -> None:
    with province.store.read() as reader:
        leaver = reader.value("SELECT worker_id FROM slot WHERE seat = 2")
    bills.issue(province, "P26", "2026-01", number="001")
    payments.pay(province, "P26", "001", paid_on="2026-01-31")
    events.end_worker(province, leaver, "wage_job", day("2026-01-15"))
    january, february = month_report.lines(province, "P26")[:2]
    assert (january.seated, january.billed, january.paid, january.paid_rupiah) == (10, 10, 10, 10 * RATE)
    assert (february.seated, february.left, february.joined, february.billed) == (9, 1, 0, 0)
    (left,) = month_report.people(province, "P26", Month(2026, 2), "left")
    assert left.worker == leaver


@pytest.mark.parametrize(("reason", "through"), [("died", "2026-06"), ("moved", "2026-12")])
def test_a_bill_made_anew_leaves_out_who_ended_before_its_months(province: Context, reason: str, through: str) -> None:
    """The first bill held the person on the seat; with it that hold goes, and the dead are not billed again."""
    bills.issue(province, "P26", through, number="001")
    slot = slots.slots(province)[0]
    events.record(province, slot["worker_id"], reason, day("2026-02-05"))
    back = slots.slots(province)[1]["worker_id"]
    events.record(province, back, "withdrew", day("2026-02-05"))
    reopening.reopen_worker(province, back, "salah orang")
    bills.cancel(province, "P26", "001", "salah bulan")
    assert next(one for one in slots.slots(province) if one["id"] == slot["id"])["last_month"] == "2026-02"
    made = bills.issue(province, "P26", "2026-06", number="002").value
    assert [month.people for month in made.months] == [10, 10, 9, 9, 9, 9], "whose end was taken back is billed"
    (one,) = ledger.balance(province)
    assert one.own.holds
    assert one.own.expired == int(through[-2:]) * 11 - 2


@pytest.mark.parametrize("report", [1, 3, 5])
def test_a_bill_or_payment_that_is_cancelled_leaves_nothing(province: Context, report: int) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if len(seen) == report:
            raise Cancelled

    with pytest.raises(Cancelled):
        bills.issue(province, "P26", "2026-03", number="001", progress=stop)
    assert bills.listing(province, "P26") == []
    assert stages(province) == {1}
    seen.clear()
    bills.issue(province, "P26", "2026-03", number="001", progress=lambda done, total: seen.append((done, total)))
    assert {total for _, total in seen} == {0, 30}, "it is counted in person-months, once they are known"
    assert seen == sorted(seen)
    seen.clear()
    with pytest.raises(Cancelled):
        payments.pay(province, "P26", "001", paid_on="2026-02-01", progress=stop)
    assert payments.listing(province, "P26") == []
    assert 4 not in stages(province)


def stages(ctx: Context) -> set[int]:
    with ctx.store.read() as reader:
        return {row["stage"] for row in reader.rows("SELECT DISTINCT stage FROM seat_month")}


@given(parts=st.lists(st.sets(st.integers(1, 10)), min_size=1, max_size=4))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_left_out_billed_is_paid_and_open(make_ctx: MakeContext, parts: list[set[int]]) -> None:
    ctx = make_ctx("supervisor", "53", name=f"provinsi-{next(NUMBERS)}")
    add_programme(ctx, seats=20)
    people(ctx, 10)
    slots.assign(ctx, "P26", from_month="2026-01")
    bills.issue(ctx, "P26", "2026-01", number="001")
    open_seats = set(range(1, 11))
    for left in parts:
        if not open_seats:
            break
        if open_seats <= left:
            continue
        paid = payments.pay(
            ctx, "P26", "001", paid_on="2026-02-01", left_out=[nik_of(ctx, seat) for seat in left & open_seats]
        ).value
        assert paid.person_months == len(open_seats - left)
        open_seats &= left
        assert paid.open_rupiah == len(open_seats) * RATE
    (bill,) = bills.listing(ctx, "P26")
    assert bill.people - bill.paid_people == len(open_seats)
    seats = [pair for row in payments.listing(ctx, "P26") for pair in seat_ranges.read(row.seats)]
    assert sum(high - low + 1 for low, high in seats) == bill.paid_people
    ctx.store.close()
