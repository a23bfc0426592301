"""Jembatan: who is between two budgets, what it costs, and who pays, against a plain model."""

from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.bridging import run_through
from ntt_desktop.domain.cover import clocks
from ntt_desktop.domain.dates import Month
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import covers, slots
from ntt_desktop.services.context import Cancelled, Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import arrears, bills, bridging, bridging_marks, month_report, payments
from ntt_desktop.wording.errors import message
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import VILLAGE, add_programme, day, people, person

RATE = 16_800
NAMES = count(1)


def at(ctx: Context, text: str) -> Context:
    """The same store on another day."""
    from dataclasses import replace

    moment = datetime.fromisoformat(f"{text}T03:00:00").replace(tzinfo=UTC)
    return replace(ctx, clock=lambda: moment)


@pytest.fixture
def autumn(make_ctx: MakeContext) -> Context:
    """October 2026: five people on P26 until December, nothing known of 2027."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    add_programme(ctx, seats=5)
    people(ctx, 5)
    slots.assign(ctx, "P26", from_month="2026-01")
    return at(ctx, "2026-10-05")


def test_a_gap_in_january_is_seen_in_october_with_what_it_costs(autumn: Context) -> None:
    found = bridging.listing(autumn)
    assert (found.start.month, found.start.assumed) == (Month(2027, 4), True)
    assert [(gap.last, gap.months, gap.rupiah, gap.ends) for gap in found.people] == [
        (Month(2026, 12), 3, 3 * RATE, Month(2027, 3))
    ] * 5
    lost = found.people[0].lost
    assert (lost.months_in_row, lost.ends, lost.full_jkm, lost.scholarship) == (12, True, True, False)
    (village,) = found.villages
    assert (village.village, village.people, village.rupiah, village.losing_jkm) == (VILLAGE, 5, 15 * RATE, 5)
    assert village.payers == ("mandiri",), "the province is the one whose money ends"
    summary = bridging.summary(autumn)
    assert summary is not None
    assert (summary.people, summary.open, summary.open_rupiah) == (5, 5, 15 * RATE)
    assert summary.first_lapse == Month(2027, 1)
    assert bridging.summary(at(autumn, "2026-06-05")) is None


def test_a_programme_that_starts_at_once_leaves_no_gap_and_a_short_one_ends_nothing(autumn: Context) -> None:
    assert not bridging.listing(autumn, start="2027-01").people
    one = bridging.listing(autumn, start="2027-02").people[0]
    assert (one.months, one.ends, one.lost.ends) == (1, None, False)
    add_programme(autumn, code="P27", first_month="2027-03", seats=5)
    found = bridging.listing(autumn)
    assert (found.start.month, found.start.assumed, found.start.programme) == (Month(2027, 3), False, "P27")
    assert {gap.months for gap in found.people} == {2}


def test_people_are_bridged_in_bulk_once_and_taken_back(autumn: Context) -> None:
    everybody = [gap.worker for gap in bridging.listing(autumn).people]

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        bridging_marks.mark(autumn, everybody, "desa", progress=stop)
    assert not any(gap.bridged_by for gap in bridging.listing(autumn).people), "all of them or none"
    made = bridging_marks.mark(autumn, everybody[:3], "desa", last="2027-02").value
    assert (made.people, made.person_months, made.rupiah) == (3, 6, 6 * RATE)
    found = bridging.listing(autumn)
    assert (found.bridged, found.open, found.open_rupiah) == (0, 5, 9 * RATE)
    rest = bridging_marks.mark(autumn, everybody, "kabupaten").value
    assert (rest.people, rest.person_months, rest.already, rest.without_gap) == (5, 9, 0, 0), "only what was open"
    found = bridging.listing(autumn)
    assert (found.bridged, found.open) == (5, 0)
    assert {gap.bridged_by for gap in found.people} == {("desa", "kabupaten"), ("kabupaten",)}
    with pytest.raises(UserError, match="bridge_nobody"):
        bridging_marks.mark(autumn, everybody, "csr")
    assert covers.clocks(autumn, everybody[0], on=Month(2026, 12)).months_in_row is None, "planned is not paid"
    assert bridging_marks.withdraw(autumn, everybody[:3], "dana desa batal").value == 6
    assert bridging.listing(autumn).bridged == 2


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda ctx, who: bridging_marks.mark(ctx, who, "raja"), "bridge_payer"),
        (lambda ctx, who: bridging_marks.mark(ctx, who, "desa", first="2027-02", last="2027-01"), "bridge_months"),
        (lambda ctx, who: bridging_marks.mark(ctx, [], "desa"), "bridge_nobody"),
        (lambda ctx, who: bridging_marks.mark(ctx, who, "desa", start="2027-01"), "bridge_nobody"),
        (lambda ctx, who: bridging_marks.withdraw(ctx, who, " "), "reason_missing"),
        (lambda ctx, who: bridging_marks.withdraw(ctx, who, "salah"), "bridge_unknown"),
        (lambda ctx, who: bridging.listing(ctx, area="99"), "unknown_region"),
        (lambda ctx, who: bridging.listing(ctx, start="soon"), "month_invalid"),
        (lambda ctx, who: month_report.people(ctx, "P26", Month(2026, 1), "all"), "month_figure"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(autumn: Context, call: object, code: str) -> None:
    who = [gap.worker for gap in bridging.listing(autumn).people]
    with pytest.raises(UserError) as caught:
        call(autumn, who)  # type: ignore[operator]
    assert caught.value.code == code
    happened, todo = message(caught.value)
    assert code not in happened
    assert todo
    assert bridging.listing(autumn).bridged == 0


def test_the_dead_and_the_lapsed_are_not_bridged_and_earlier_cover_counts(autumn: Context) -> None:
    first, second = (gap.worker for gap in bridging.listing(autumn).people[:2])
    events.end_worker(autumn, first, "died", day("2026-10-01"))
    covers.add(autumn, second, payer="provinsi", first="2023-01", last="2025-12")
    last_year = person(autumn, 90)
    covers.add(autumn, last_year, payer="desa", first="2026-01", last="2026-09")
    long_gone = person(autumn, 91)
    covers.add(autumn, long_gone, payer="desa", first="2024-01", last="2026-05")
    found = {gap.worker: gap for gap in bridging.listing(autumn).people}
    assert first not in found
    assert long_gone not in found
    assert (found[second].lost.months_in_row, found[second].lost.scholarship) == (48, True)
    assert (found[last_year].last, found[last_year].months, found[last_year].payer) == (Month(2026, 9), 6, "")


def test_every_figure_of_a_month_has_exactly_its_people(autumn: Context) -> None:
    leaver = bridging.listing(autumn).people[0].worker
    with autumn.store.write("tester") as uow:
        for gap in bridging.listing(autumn).people[1:3]:
            uow.put(
                "enrolment", uow.new_id(), {"worker_id": gap.worker, "result": "accepted", "dated_on": "2026-02-01"}
            )
    bills.issue(autumn, "P26", "2026-03", number="001")
    payments.pay(autumn, "P26", "001", through="2026-02", paid_on="2026-03-01")
    events.end_worker(autumn, leaver, "moved", day("2026-05-10"))
    lines = month_report.lines(autumn, "P26")
    for line in lines:
        for which in month_report.FIGURES:
            listed = month_report.people(autumn, "P26", line.month, which)
            assert len(listed) == getattr(line, which), (line.month, which)
    assert [(line.seated, line.billed, line.paid, line.covered) for line in lines[:4]] == [
        (5, 5, 5, 2), (5, 5, 5, 2), (5, 5, 0, 0), (5, 0, 0, 0),
    ]  # fmt: skip
    assert sum(line.left for line in lines) == 1


def test_arrears_say_what_is_owed_and_when_the_membership_ends(autumn: Context) -> None:
    bills.issue(autumn, "P26", "2026-09", number="001")
    payments.pay(autumn, "P26", "001", through="2026-07", paid_on="2026-08-01")
    owed = arrears.listing(autumn, "P26")
    assert [(one.months, one.billed, one.rupiah, one.last_paid, one.ends, one.lapsed) for one in owed] == [
        (2, 2, 2 * RATE, Month(2026, 7), Month(2026, 10), False)
    ] * 5
    assert [(lapse.month, lapse.people) for lapse in arrears.lapses(autumn)] == [(Month(2026, 10), 5)]
    assert len(arrears.lapsing(autumn, Month(2026, 10))) == 5
    assert all(one.lapsed for one in arrears.listing(at(autumn, "2026-11-05")))


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda pair: (pair[0], sum(pair))), max_size=5)


@settings(max_examples=60, deadline=None)
@given(SPANS.filter(bool), st.integers(1, 4))
def test_runs_are_those_of_the_clocks(spans: list[tuple[int, int]], lapse: int) -> None:
    months = {index for first, last in spans for index in range(first, last + 1)}
    paid = [Month(2020, 1) + index for index in months]
    known = clocks(paid, known=True, today=Month(2020, 1) + max(months), lapse_after=lapse)
    assert run_through(spans, lapse) == known.months_in_row


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ends=st.lists(st.integers(0, 11), min_size=1, max_size=5),
    bridged=st.sets(st.integers(0, 4)),
    start=st.integers(10, 16),
)
def test_the_list_is_that_of_a_plain_model(
    make_ctx: MakeContext, ends: list[int], bridged: set[int], start: int
) -> None:
    ctx = make_ctx("supervisor", "53", name=f"p{next(NAMES)}")
    january = Month(2026, 1)
    for number, end in enumerate(ends):
        who = person(ctx, number)
        with ctx.store.write("tester") as uow:
            values = {"payer": "desa", "first_month": "2026-01", "last_paid_month": (january + end).text}
            uow.put("cover", uow.new_id(), {"worker_id": who, **values})
            if number in bridged:
                months = {"first_month": (january + end + 1).text, "last_month": (january + end + 2).text}
                uow.put("bridge", uow.new_id(), {"worker_id": who, "payer": "desa", **months})
    ctx = at(ctx, "2026-10-05")
    found = bridging.listing(ctx, start=(january + start).text)
    model = sorted(
        (end, start - 1 - end, max(start - 1 - end - (2 if number in bridged else 0), 0))
        for number, end in enumerate(ends)
        if end < start - 1 and 9 - end <= 3
    )
    assert sorted((gap.last.index - january.index, gap.months, gap.open_months) for gap in found.people) == model
    assert sum(village.people for village in found.villages) == len(found.people)
    assert sum(village.bridged for village in found.villages) == found.bridged
    assumed, summary = bridging.listing(ctx), bridging.summary(ctx)
    assert summary is not None
    assert (summary.people, summary.bridged, summary.open) == (len(assumed.people), assumed.bridged, assumed.open)
    assert summary.open_rupiah == assumed.open_rupiah
