"""Contested slots: decided once, told to both laptops by name and reason, every seat-month in one place."""

from datetime import timedelta
from pathlib import Path

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import contested, decisions
from ntt_desktop.services.sync.history import outbox
from tests.conftest import Clock, MakeContext
from tests.services.sync.nodes import answer, change, register, send, state, take


def settle(ctx: Context, slot: str, keep: str) -> contested.Settled:
    """Decide a contest in a unit of work of its own."""
    with ctx.store.write(ctx.actor) as uow:
        return contested.settle_in(ctx, uow, slot, keep)


def verdicts(ctx: Context) -> dict[str, set[str]]:
    """Worker -> the states said of the person."""
    from ntt_desktop.services.sync.verdicts import of_worker

    with ctx.store.read() as reader:
        people = [row["id"] for row in reader.rows("SELECT id FROM worker")]
    return {worker: {verdict.state for verdict in of_worker(ctx, worker)} for worker in people}


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    return make_ctx("supervisor", "53", name="provinsi")


def two_payers(office: Context, make_ctx: MakeContext, clock: Clock, folder: Path) -> tuple[Context, Context]:
    """One person with a slot of P1 on one laptop and of P2 on another, in the same months."""
    one = make_ctx("petugas", "53.11", name="satu")
    two = make_ctx("petugas", "53.04", name="dua")
    for code, region in (("P1", "53.11"), ("P2", "53.04")):
        programmes.add(office, NewProgramme(code, code, "provinsi", "53", "2026-01", 12, 5, 16_800))
        programmes.allot(office, code, region, 2)
    register(one, 5, full_name="AGNES LOBO")
    clock.now += timedelta(hours=1)
    register(two, 5, full_name="AGNES LOBO", village_code="53.04.01.2001")
    for laptop, code in ((one, "P1"), (two, "P2")):
        clock.now += timedelta(hours=1)
        take(office, send(laptop, folder).path, trust=[laptop])
        take(laptop, answer(office, folder)[laptop.store.node.name])
        assert len(slots.assign(laptop, code).value.given) == 1
    for laptop in (one, two):
        take(office, send(laptop, folder).path)
    return one, two


@pytest.mark.parametrize("keep", ["P1", "P2"])
def test_one_person_with_two_payers_keeps_the_chosen_one(
    office: Context, make_ctx: MakeContext, clock: Clock, tmp_path: Path, keep: str
) -> None:
    one, two = two_payers(office, make_ctx, clock, tmp_path)
    (case,) = decisions.open_cases(office, "contested_slot")
    assert isinstance(case.detail, dict)
    assert case.detail["claim"]["programme"] == "P2"
    assert [rival["programme"] for rival in case.detail["rivals"]] == ["P1"]
    with pytest.raises(UserError, match="case_other_answer"):
        decisions.settle_slot(office, case.id, "P9")
    decisions.settle_slot(office, case.id, keep)
    assert decisions.open_cases(office, "contested_slot") == []
    with office.store.read() as reader:
        paid = reader.rows(
            "SELECT p.code, count(*) AS months FROM seat_month m JOIN programme p ON p.pk = m.programme "
            "WHERE m.in_force = 1 GROUP BY p.code"
        )
    assert paid == [{"code": keep, "months": 12}]
    for laptop in (one, two):
        (report,) = take(laptop, answer(office, tmp_path)[laptop.store.node.name])
        assert report.status == "received"
    loser, winner = (two, one) if keep == "P1" else (one, two)
    lost = [row for row in state(loser)["slot"] if row["cancelled"]]
    assert [row["end_reason"] for row in lost] == ["other_payer"]
    # Whoever lost is not told as well that a slot was approved: the one in force is the other's.
    assert list(verdicts(loser).values()) == [{"slot_refused", "joined"}]
    assert outbox(loser).mend == 0  # nor is there anything that could be mended
    # Given the slot again, the person would be contested again.
    waiting = slots.assign(loser, {"P1": "P2", "P2": "P1"}[keep]).value.waiting
    assert [(one.reason.code, one.reason.params) for one in waiting] == [("already_paid", {"programme": keep})]
    assert any("slot_approved" in said for said in verdicts(winner).values())
    # The months are free where the seat is held, and nothing of the decision goes round in circles.
    with loser.store.read() as reader:
        assert reader.value("SELECT count(*) FROM seat_month") == 0
    assert send(loser, tmp_path).nothing_new
    assert send(winner, tmp_path).nothing_new


def test_when_the_other_payer_has_the_person_no_more_a_slot_can_be_given_again(
    office: Context, make_ctx: MakeContext, clock: Clock, tmp_path: Path
) -> None:
    one, two = two_payers(office, make_ctx, clock, tmp_path)
    (case,) = decisions.open_cases(office, "contested_slot")
    decisions.settle_slot(office, case.id, "P1")
    for laptop in (one, two):
        take(laptop, answer(office, tmp_path)[laptop.store.node.name])
    assert slots.assign(two, "P2", dry_run=True).value.given == []
    (kept,) = [row for row in state(one)["slot"] if not row["cancelled"]]
    change(one, "slot", str(kept["id"]), cancelled=1)
    take(office, send(one, tmp_path).path)
    clock.now += timedelta(hours=1)
    take(two, answer(office, tmp_path)["dua"])
    assert list(verdicts(two).values()) == [{"joined"}]
    assert len(slots.assign(two, "P2").value.given) == 1


def clashing(office: Context) -> tuple[str, str]:
    """Two people on one seat: what two copies of a store can do, made through records."""
    programmes.add(office, NewProgramme("P1", "P1", "provinsi", "53", "2026-01", 12, 1, 16_800))
    register(office, 1)
    slots.assign(office, "P1")
    other = register(office, 2)
    with office.store.read() as reader:
        first = reader.one("SELECT * FROM slot") or {}
    from ntt_desktop.domain.changes import Change

    values = {
        name: first[name] for name in ("programme_id", "block_id", "seat", "first_month", "last_month", "rule_version")
    }
    later = Change("fffffffff0000000zz", "slot", "slot-of-a-copy", {**values, "worker_id": other}, {}, "x", "")
    with office.store.write("t") as uow:
        uow.apply([later], "elsewhere")
    return str(first["id"]), later.record


@pytest.mark.parametrize(("keep", "stays"), [("other", 0), ("this", 1)])
def test_two_people_on_one_seat_one_stays_and_the_other_moves_or_waits(office: Context, keep: str, stays: int) -> None:
    pair = clashing(office)
    found = contested.contest(office, pair[1])
    assert [rival.why for rival in found.rivals] == ["seat_taken"]
    done = settle(office, pair[1], keep)
    assert (done.kept, done.gave_way, done.moved) == (pair[stays], (pair[1 - stays],), ())
    with office.store.read() as reader:
        in_force = reader.rows("SELECT DISTINCT s.id FROM seat_month m JOIN slot s ON s.pk = m.slot WHERE in_force = 1")
    assert [row["id"] for row in in_force] == [pair[stays]]
    assert len(slots.assign(office, "P1", dry_run=True).value.waiting) == 1
    with pytest.raises(UserError, match="slot_not_contested"):
        settle(office, pair[1], keep)


def test_nobody_keeps_months_that_were_freed(office: Context) -> None:
    pair = clashing(office)
    done = settle(office, pair[1], "free")
    assert (done.kept, set(done.gave_way), done.moved) == ("", set(pair), ())
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM seat_month") == 0
        reasons = reader.rows("SELECT DISTINCT end_reason, cancelled FROM slot")
    assert reasons == [{"end_reason": "freed", "cancelled": 1}]


def test_a_free_seat_takes_whoever_gives_way(office: Context) -> None:
    pair = clashing(office)
    with office.store.write("t") as uow:
        programme = uow.rows("SELECT * FROM programme")[0]
        block = uow.rows("SELECT * FROM block")[0]
        uow.put("programme", programme["id"], {"seats": 3})
        uow.put("block", block["id"], {"seat_to": 3})
    done = settle(office, pair[1], "other")
    assert len(done.moved) == 1
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM seat_month WHERE in_force = 1") == 24
        assert reader.value("SELECT count(*) FROM seat_month WHERE in_force = 0") == 0


def test_months_in_the_middle_part_a_slot_and_closed_ones_stay(office: Context) -> None:
    pair = clashing(office)
    with office.store.write("t") as uow:
        uow.put("slot", pair[1], {"first_month": "2026-04", "last_month": "2026-05"})
    settle(office, pair[1], "this")
    with office.store.read() as reader:
        spans = reader.rows(
            "SELECT first_month, last_month FROM slot WHERE coalesce(cancelled, 0) = 0 ORDER BY first_month"
        )
        assert [(row["first_month"], row["last_month"]) for row in spans] == [
            ("2026-01", "2026-03"),
            ("2026-04", "2026-05"),
            ("2026-06", "2026-12"),
        ]
        assert reader.value("SELECT count(*) FROM seat_month WHERE in_force = 1") == 12


def test_billed_months_keep_their_occupant(office: Context) -> None:
    pair = clashing(office)
    programmes.close(office, "P1", "2026-01")
    for answered in ("this", "free"):
        with pytest.raises(UserError, match="contest_closed"):
            settle(office, pair[1], answered)
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM slot WHERE cancelled = 1") == 0
    settle(office, pair[1], "other")
