"""Capacity asked back, last dates, and laptops given up for lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes, recalls, retiring
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import ledger
from ntt_desktop.store.care import backup
from tests.conftest import PASSPHRASE, Clock, MakeContext
from tests.services.capacity.capacity_support import add_programme, day, introduce, people, send


@pytest.fixture
def given(province: Context, laptop: Context) -> None:
    """Ten of twenty seats passed down to the laptop, which knows of them."""
    add_programme(province, seats=20)
    introduce(province, laptop)
    programmes.allot(province, "P26", "laptop-1", 10)
    send(province, laptop)


def own(ctx: Context) -> tuple[int, int, int, int]:
    (one,) = ledger.balance(ctx)
    assert one.own.holds
    assert one.whole.holds
    return one.own.occupied, one.own.free, one.own.passed_down, one.own.released


@pytest.mark.usefixtures("given")
def test_capacity_asked_back_returns_by_the_holders_release_only(province: Context, laptop: Context) -> None:
    people(laptop, 7)
    slots.assign(laptop, "P26")
    (asked,) = recalls.recall(province, "P26", "laptop-1", 5, reason="Dialihkan ke Belu").value
    assert (asked.seats, asked.wanted, asked.missing) == (5, 60, 60)
    assert own(province) == (0, 120, 120, 0)
    send(province, laptop)
    (seen,) = recalls.recalls(laptop)
    assert (seen.reason, seen.seats_missing) == ("Dialihkan ke Belu", 5)
    with pytest.raises(UserError, match="capacity_exceeded"):
        recalls.answer(laptop, seen.id, 4)
    assert recalls.answer(laptop, seen.id).value == 36
    (seen,) = recalls.recalls(laptop)
    assert (seen.returned, seen.seats_missing) == (36, 2)
    with pytest.raises(UserError, match="nothing_to_release"):
        recalls.answer(laptop, seen.id)
    assert own(province) == (0, 120, 120, 0)
    send(laptop, province)
    send(laptop, province)
    assert own(province) == (0, 156, 84, 0)
    programmes.allot(province, "P26", "53.04", 13)
    (open_one,) = recalls.recalls(province)
    assert recalls.withdraw(province, open_one.id).value.missing == 0
    assert recalls.recalls(province) == []
    assert len(recalls.recalls(province, every=True)) == 1


@pytest.mark.usefixtures("given")
def test_no_more_is_asked_back_than_is_held(province: Context, laptop: Context) -> None:
    with pytest.raises(UserError, match="recall_too_much"):
        recalls.recall(province, "P26", "laptop-1", 11)
    recalls.recall(province, "P26", "laptop-1", 4)
    recalls.recall(province, "P26", "laptop-1")
    with pytest.raises(UserError, match="nothing_to_recall"):
        recalls.recall(province, "P26", "laptop-1")
    with pytest.raises(UserError, match="no_such_holder"):
        recalls.recall(province, "P26", "laptop-9", 1)
    send(province, laptop)
    first, second = recalls.recalls(laptop)
    assert (first.seats, second.seats) == (4, 6)
    recalls.answer(laptop, first.id)
    (left,) = recalls.recalls(laptop)
    assert left.id == second.id
    with pytest.raises(UserError, match="recall_done"):
        recalls.answer(laptop, first.id)
    with pytest.raises(UserError, match="not_asked_here"):
        recalls.withdraw(laptop, second.id)


def test_after_the_last_date_the_holder_refuses_and_a_later_one_can_be_given(
    province: Context, laptop: Context, clock: Clock
) -> None:
    add_programme(province, seats=20)
    introduce(province, laptop)
    with pytest.raises(UserError, match="date_passed"):
        programmes.allot(province, "P26", "laptop-1", 5, last_date=day("2026-02-09"))
    (block,) = programmes.allot(province, "P26", "laptop-1", 5, last_date=day("2026-03-31")).value.blocks
    send(province, laptop)
    people(laptop, 2)
    clock.now = datetime(2026, 4, 1, 2, tzinfo=UTC)
    with pytest.raises(UserError, match="last_date_passed"):
        slots.assign(laptop, "P26")
    with pytest.raises(UserError, match="date_passed"):
        programmes.extend(province, block, day("2026-03-31"))
    with pytest.raises(UserError, match="block_unknown"):
        programmes.extend(laptop, block, day("2026-06-30"))
    programmes.extend(province, block, day("2026-06-30"))
    with pytest.raises(UserError, match="date_earlier"):
        programmes.extend(province, block, day("2026-05-31"))
    send(province, laptop)
    assert len(slots.assign(laptop, "P26").value.given) == 2


@pytest.mark.usefixtures("given")
def test_a_lost_laptops_free_part_returns_by_a_recorded_decision(
    province: Context, laptop: Context, clock: Clock
) -> None:
    people(laptop, 3)
    slots.assign(laptop, "P26")
    send(laptop, province)
    people(laptop, 2, start=20)
    slots.assign(laptop, "P26")
    programmes.release(laptop, "P26", 1)
    planned = retiring.retire(province, "laptop-1", dry_run=True).value
    assert (planned.decision_needed, planned.months, planned.returned[0].staying) == (True, 84, 36)
    with pytest.raises(UserError, match="reason_missing"):
        retiring.retire(province, "laptop-1")
    retiring.retire(province, "laptop-1", "Hilang di laut, laporan polisi 12")
    assert own(province) == (0, 204, 36, 0)
    programmes.allot(province, "P26", "53.04", 17)
    assert own(province) == (0, 204, 36, 0)
    send(laptop, province)
    (one,) = ledger.balance(province)
    assert own(province) == (0, 204, 36, 0)
    assert one.whole.contested == 24
    with pytest.raises(UserError, match="no_such_holder"):
        programmes.allot(province, "P26", "laptop-1", 1)
    send(province, laptop)
    assert next(one.own for one in ledger.balance(laptop)).occupied == 36
    people(laptop, 1, start=40)
    with pytest.raises(UserError, match="nothing_allotted"):
        slots.assign(laptop, "P26")
    clock.now = datetime(2026, 3, 20, 2, tzinfo=UTC)
    (first, *_) = [row for row in slots.slots(province) if not row["months_contested"]]
    events.end_worker(province, first["worker_id"], "moved", day("2026-03-15"))
    assert retiring.retire(province, "laptop-1").value.months == 9
    assert own(province) == (0, 213, 27, 0)


@pytest.mark.usefixtures("given")
def test_what_a_lost_laptop_gives_back_after_it_was_put_back_from_a_backup_is_late_too(
    province: Context, laptop: Context, clock: Clock, tmp_path: Path
) -> None:
    people(laptop, 2)
    send(laptop, province)
    made = backup.write(laptop.store, tmp_path / "lama.nttb")
    clock.now += timedelta(days=1)
    retiring.retire(province, "laptop-1", "Hilang di laut, laporan polisi 12")
    assert own(province) == (0, 240, 0, 0)
    clock.now -= timedelta(days=1)
    backup.restore(made, tmp_path / "dua", PASSPHRASE)
    again = bootstrap.open_context(tmp_path / "dua", PASSPHRASE, clock=clock)
    try:
        programmes.release(again, "P26", 1)
        send(again, province)
    finally:
        again.store.close()
    assert own(province) == (0, 240, 0, 0)


def test_after_the_last_date_nobody_has_to_decide(province: Context, laptop: Context, clock: Clock) -> None:
    add_programme(province, seats=20)
    introduce(province, laptop)
    programmes.allot(province, "P26", "laptop-1", 5, last_date=day("2026-03-31"))
    clock.now = datetime(2026, 4, 1, 2, tzinfo=UTC)
    assert not retiring.retire(province, "laptop-1", dry_run=True).value.decision_needed
    assert retiring.retire(province, "laptop-1").value.months == 60
    with pytest.raises(UserError, match="no_such_node"):
        retiring.retire(province, "laptop-7")


def test_only_a_supervisor_gives_a_laptop_up_before_its_last_date(make_ctx: MakeContext) -> None:
    chief, helper = make_ctx(name="laptop-1"), make_ctx(name="laptop-2")
    add_programme(chief, region="53.11", seats=20)
    introduce(chief, helper)
    programmes.allot(chief, "P26", "laptop-2", 5)
    with pytest.raises(UserError, match="retire_needs_supervisor"):
        retiring.retire(chief, "laptop-2", "hilang")


def test_what_a_lost_office_reserved_or_passed_on_is_told_apart(province: Context, make_ctx: MakeContext) -> None:
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    below = make_ctx("petugas", "53.11", name="laptop-3")
    add_programme(province, seats=20)
    introduce(province, office)
    introduce(office, below)
    programmes.allot(province, "P26", "kabupaten", 10)
    send(province, office)
    programmes.allot(office, "P26", "laptop-3", 3)
    programmes.allot(office, "P26", "53.11.18", 2)
    send(office, province)
    programmes.allot(office, "P26", "53.11.01", 2)
    retiring.retire(province, "kabupaten", "Terbakar")
    assert own(province) == (0, 204, 36, 0)
    programmes.allot(province, "P26", "53.04", 17)
    send(office, province)
    assert own(province) == (0, 204, 36, 0)
