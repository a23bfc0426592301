"""The stage of seat-months: a function of the set of records, and what it makes of people's states."""

import random
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import BILLED, DECREED, PAID, PROPOSED
from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.unit_of_work import UnitOfWork
from tests.conftest import Clock, MakeContext
from tests.store.records import (
    LABELS,
    MONTHS,
    SEATS,
    Maker,
    apply_in_pieces,
    one_block,
    programme,
    slot,
    span,
    trial,
    worker,
)

HAPPENINGS = ("slot", "slot", "cut", "decree", "row", "unrow", "bill", "payment", "move", "cancel", "release")


def stages(uow: UnitOfWork) -> dict[tuple[str, int], tuple[int, int, str]]:
    """(slot, month) -> in force, stage, state of the person."""
    rows = uow.execute(
        "SELECT s.id, m.month, m.in_force, m.stage, w.state FROM seat_month m JOIN slot s ON s.pk = m.slot "
        "LEFT JOIN worker w ON w.pk = m.person"
    ).fetchall()
    return {(row[0], row[1]): row[2:] for row in rows}


@st.composite
def years(draw: st.DrawFn) -> Maker:
    """Two programmes with a few slots, and decrees, bills and payments over some seats and months of them."""
    maker = Maker()
    slots: list[str] = []
    decrees: list[str] = []
    money: list[str] = []
    for number in range(2):
        maker.add("programme", f"P{number}", **programme())
        maker.add("block", f"B{number}", programme_id=f"P{number}", seat_from=1, seat_to=SEATS, **span())
    for number in range(draw(st.integers(4, 16))):
        device = draw(st.sampled_from("abc"))
        what = draw(st.sampled_from(HAPPENINGS))
        first = draw(st.integers(0, MONTHS - 1))
        months = span(first, draw(st.integers(first, MONTHS - 1)))
        owner = draw(st.sampled_from(["P0", "P0", "P1"]))
        if what == "slot" or not slots:
            person = maker.add("worker", f"W{draw(st.integers(0, 5))}", device, full_name="Nama")
            values = {"programme_id": owner, "block_id": f"B{owner[1]}", "worker_id": person}
            slots.append(maker.add("slot", f"S{number}", device, seat=draw(st.integers(1, SEATS)), **values, **months))
        elif what == "cut":
            maker.add("slot", draw(st.sampled_from(slots)), device, last_month=months["last_month"])
        elif what == "decree":
            decrees.append(maker.add("decree", f"D{number}", device, programme_id=owner))
        elif what == "row" and decrees:
            named = {"decree_id": draw(st.sampled_from(decrees)), "slot_id": draw(st.sampled_from(slots))}
            maker.add("decree_row", f"R{draw(st.integers(0, 2))}", device, **named)
        elif what == "unrow" and any(change.record == "R0" for change in maker.changes):
            maker.add("decree_row", "R0", device, removed=draw(st.sampled_from([1, None])))
        elif what in ("bill", "payment"):
            seats = seat_ranges.write(draw(st.sets(st.integers(1, SEATS))))
            knows = draw(st.sampled_from([None, "{}", maker.read()]))
            values = {"programme_id": owner, "seats": seats, "knows": knows}
            money.append(maker.add(what, f"{what[0]}{number}", device, **values, **months))
        elif what == "release":
            rect = {"seat_from": 1, "seat_to": draw(st.integers(1, SEATS))}
            maker.add("release", f"G{number}", device, block_id=f"B{owner[1]}", **rect, **months)
        elif what == "move" and money:
            record = draw(st.sampled_from(money))
            maker.add({"b": "bill", "p": "payment"}[record[0]], record, device, programme_id=owner, **months)
        elif what == "cancel" and money + decrees:
            record = draw(st.sampled_from(money + decrees))
            kind = {"b": "bill", "p": "payment", "D": "decree"}[record[0]]
            maker.add(kind, record, device, cancelled=draw(st.sampled_from([1, None])))
    return maker


def expected(uow: UnitOfWork) -> dict[tuple[str, int], int]:
    """The stage of each seat-month, looked up record by record."""
    found = {}
    for row in uow.rows(
        "SELECT s.id, m.month, m.seat, m.in_force, s.programme_id FROM seat_month m JOIN slot s ON s.pk = m.slot"
    ):
        stage = PROPOSED
        if row["in_force"]:
            decreed = uow.rows(
                "SELECT 1 FROM decree_row r JOIN decree d ON d.id = r.decree_id "
                "WHERE r.slot_id = ? AND r.removed IS NOT 1 AND d.cancelled IS NOT 1",
                (row["id"],),
            )
            stage = DECREED if decreed else PROPOSED
            for kind, reached in (("bill", BILLED), ("payment", PAID)):
                for record in uow.rows(
                    f"SELECT * FROM {kind} WHERE programme_id = ? AND cancelled IS NOT 1", (row["programme_id"],)
                ):
                    first, last = (Month.parse(record[name]).index for name in ("first_month", "last_month"))
                    seats = seat_ranges.read(record["seats"] or "")
                    if first <= row["month"] <= last and any(low <= row["seat"] <= high for low, high in seats):
                        stage = max(stage, reached)
        found[row["id"], row["month"]] = stage
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=years(), seed=st.integers(0, 10_000))
def test_stages_are_a_function_of_the_set_of_records(ctx: Context, made: Maker, seed: int) -> None:
    with trial(ctx.store) as uow:
        uow.apply(made.changes, "elsewhere")
        uow.finish()
        at_once = stages(uow)
        assert {key: value[1] for key, value in at_once.items()} == expected(uow)
    with trial(ctx.store) as uow:
        apply_in_pieces(uow, made.changes, random.Random(seed))
        assert stages(uow) == at_once


def _state(ctx: Context) -> str:
    with ctx.store.read() as reader:
        return str(reader.value("SELECT state FROM worker"))


def _money(ctx: Context, kind: str, record: str, programme_id: str, first: int, last: int, **more: Any) -> None:
    with ctx.store.write("tester") as uow:
        values = {"programme_id": programme_id, "seats": "1-3", **span(first, last)}
        uow.put(kind, record, {**values, **more})


def test_a_person_climbs_the_ladder_and_falls_as_months_pass(make_ctx: MakeContext, clock: Clock) -> None:
    ctx = make_ctx()
    clock.now = datetime(2026, 1, 10, tzinfo=UTC)
    with ctx.store.write("tester") as uow:
        owner, block = one_block(uow)
        person = worker(uow)
    assert _state(ctx) == "registered"
    with ctx.store.write("tester") as uow:
        given_slot = slot(uow, owner, block, 1, person)
    assert _state(ctx) == "proposed"
    with ctx.store.write("tester") as uow:
        uow.put("decree", "D", {"programme_id": owner, "number": "1/2026"})
        uow.put("decree_row", "R", {"decree_id": "D", "slot_id": given_slot, "worker_id": person})
    assert _state(ctx) == "decreed"
    with ctx.store.write("tester") as uow:
        uow.put("enrolment", "E", {"worker_id": person, "result": "accepted", "dated_on": "2026-01-05"})
    assert _state(ctx) == "enrolled"
    _money(ctx, "bill", "L1", owner, 0, 0)
    _money(ctx, "payment", "Y1", owner, 0, 0)
    assert _state(ctx) == "covered"
    clock.now = datetime(2026, 2, 10, tzinfo=UTC)
    with ctx.store.read() as reader:
        before = reader.value("SELECT count(*) FROM change")
    ctx.store.pass_month()
    assert _state(ctx) == "enrolled"  # paid through January, and February was not billed yet
    _money(ctx, "bill", "L2", owner, 1, 1)
    assert _state(ctx) == "enrolled"
    clock.now = datetime(2026, 2, 28, 20, tzinfo=UTC)  # 1 March in WITA
    ctx.store.pass_month()
    assert _state(ctx) == "arrears"
    _money(ctx, "payment", "Y2", owner, 1, 2)
    assert _state(ctx) == "covered"
    with ctx.store.write("tester") as uow:
        uow.put("payment", "Y2", {"cancelled": 1})
    assert _state(ctx) == "arrears"
    clock.now = datetime(2026, 4, 10, tzinfo=UTC)
    ctx.store.pass_month()
    assert _state(ctx) == "arrears"  # February and March went by: two
    clock.now = datetime(2026, 5, 10, tzinfo=UTC)
    ctx.store.pass_month()
    assert _state(ctx) == "lapsed"
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM change") == before + 3  # passing months writes none
    with ctx.store.write("tester") as uow:
        uow.put("worker", person, {"ended_on": "2026-05-01", "end_reason": "died"})
    assert _state(ctx) == "ended"


def test_a_bill_closes_its_months_for_assigning_and_a_cancelled_one_does_not(ctx: Context) -> None:
    with ctx.store.write("tester") as uow:
        owner, _ = one_block(uow)
        uow.put("programme", owner, {"months": MONTHS, "rate": 16800})
    _money(ctx, "bill", "L1", owner, 0, 2)
    with ctx.store.read() as reader:
        assert programmes.find(reader, owner)[0].first_open.text == LABELS[3]
        assert programmes.every(reader)[0].closed is None
    _money(ctx, "bill", "L1", owner, 0, 2, cancelled=1)
    with ctx.store.read() as reader:
        assert programmes.find(reader, owner)[0].first_open.text == LABELS[0]
