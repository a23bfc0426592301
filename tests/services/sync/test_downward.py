"""What a return file brings: ends of joined people, and what slots stand on."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import targets
from ntt_desktop.services.figures.targets import Target
from ntt_desktop.services.life_events import events, reopening
from ntt_desktop.services.money import bills, payments
from ntt_desktop.services.people import person_detail
from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery
from ntt_desktop.services.sync import decisions, scope
from ntt_desktop.store.assignment import candidates
from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.people import worker_records as queries
from tests.conftest import Clock, MakeContext
from tests.services.sync.nodes import answer, register, send, state, take


def test_an_end_reaches_the_laptop_that_has_the_person_by_another_record(
    make_ctx: MakeContext, clock: Clock, tmp_path: Path
) -> None:
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    one = make_ctx("petugas", "53.11", name="satu")
    two = make_ctx("petugas", "53.11", name="dua")
    first = register(one, 5)
    clock.now += timedelta(seconds=1)  # the lower id survives
    second = register(two, 5)
    assert first < second
    take(office, send(one, tmp_path).path, send(two, tmp_path).path, trust=[one, two])
    back = answer(office, tmp_path)
    take(one, back["satu"])
    take(two, back["dua"])
    events.end_worker(one, first, "died", date(2026, 2, 1))
    take(office, send(one, tmp_path).path)
    take(two, answer(office, tmp_path)["dua"])
    with two.store.read() as reader:
        shown = reader.rows("SELECT id, state FROM worker WHERE person_id = id")
        assert reader.value("SELECT count(*) FROM claim") == 1
    assert shown == [{"id": first, "state": "ended"}]
    assert send(two, tmp_path).nothing_new
    # An end that is taken back comes down as well.
    assert events.reopen_worker(one, first, "salah orang").value.waits
    take(office, send(one, tmp_path).path, send(two, tmp_path).path)
    (case,) = [case for case in decisions.open_cases(office) if case.kind == "reopening"]
    reopening.confirm(office, case.subject)
    assert decisions.open_cases(office) == []
    take(two, answer(office, tmp_path)["dua"])
    with two.store.read() as reader:
        assert reader.value("SELECT state FROM worker WHERE id = ?", (first,)) != "ended"


def test_an_end_on_the_record_that_does_not_survive_ends_the_person(
    make_ctx: MakeContext, clock: Clock, tmp_path: Path
) -> None:
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    one = make_ctx("petugas", "53.11", name="satu")
    two = make_ctx("petugas", "53.11", name="dua")
    first = register(one, 5)
    clock.now += timedelta(seconds=1)  # the lower id survives
    second = register(two, 5)
    events.end_worker(two, second, "died", date(2026, 2, 1))
    take(office, send(one, tmp_path).path, send(two, tmp_path).path, trust=[one, two])
    take(one, answer(office, tmp_path)["satu"])
    for ctx in (office, one):
        assert _shown_as(ctx, first) == {"ended"}
        detail = person_detail.get(ctx, first).worker
        assert (detail["state"], detail["ended_on"], detail["end_reason"]) == ("ended", "2026-02-01", "died")
        with ctx.store.read() as reader:
            assert candidates.people(reader) == []
            assert reader.rows("SELECT * FROM worker WHERE state <> 'ended'") == []
    with pytest.raises(UserError, match="worker_already_ended"):
        events.end_worker(office, first, "moved", date(2026, 2, 3))
    events.reopen_worker(office, first, "salah orang")
    assert _shown_as(office, first) == {"registered"}
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker WHERE state = 'ended' OR ended_on IS NOT NULL") == 0
        assert reader.value("SELECT count(*) FROM claim WHERE cancelled IS NOT 1") == 0
        assert len(candidates.people(reader)) == 1
    for ctx in (one, two):
        take(ctx, answer(office, tmp_path)[ctx.store.node.name])
        assert _shown_as(ctx, first if ctx is one else second) == {"registered"}


def _shown_as(ctx: Context, worker: str) -> set[str]:
    """The states of a person in the list, by search and by NIK."""
    people = WorkerList(ctx)
    rows = people.rows(people.keys(WorkerQuery())) + people.rows(people.keys(WorkerQuery(text="agnes")))
    with ctx.store.read() as reader:
        known = queries.find_one(reader, worker)
        assert known is not None
        by_nik = queries.by_nik(reader, known["nik"])
        assert by_nik is not None
    return {row["state"] for row in (*rows, known, by_nik)}


def test_slots_for_a_replacement_laptop_bring_what_they_stand_on(make_ctx: MakeContext, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    old = make_ctx("petugas", "53.11", name="laptop-1")
    for number in range(3):
        register(old, number)
    programmes.add(office, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
    programmes.allot(office, "P26", "53.11", 3)
    take(office, send(old, tmp_path).path, trust=[old])
    take(old, answer(office, tmp_path)["laptop-1"])
    assert len(slots.assign(old, "P26").value.given) == 3
    take(office, send(old, tmp_path).path)
    fresh = make_ctx("petugas", "53.11", name="laptop-2")
    take(office, send(fresh, tmp_path).path, trust=[fresh])
    take(fresh, answer(office, tmp_path, full=True, to="laptop-2")["laptop-2"])
    with fresh.store.read() as reader:
        assert reader.rows("SELECT kind, subject FROM open_case") == []
        assert reader.value("SELECT count(*) FROM seat_month WHERE in_force = 1") == 36
    assert state(fresh)["slot"] == state(old)["slot"]


def test_a_laptop_without_capacity_learns_who_is_paid_for(make_ctx: MakeContext, tmp_path: Path) -> None:
    """Bills and payments name seats, no people; the kabupaten gave the slots."""
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    laptop = make_ctx("petugas", "53.11", name="satu")
    worker = register(laptop, 5)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    programmes.add(office, NewProgramme("K1", "APBD II", "kabupaten", "53.11", "2026-01", 12, 3, 16_800))
    slots.assign(office, "K1")
    take(laptop, answer(office, tmp_path)["satu"])
    take(office, send(laptop, tmp_path).path)
    assert _shown_as(laptop, worker) == {"proposed"}
    bills.issue(office, "K1", "2026-02", number="B1")
    payments.pay(office, "K1", "B1", paid_on="2026-02-10")
    take(laptop, answer(office, tmp_path)["satu"])
    assert _shown_as(laptop, worker) == {"covered"} == _shown_as(office, worker)
    assert _months(laptop) == _months(office)
    assert send(laptop, tmp_path).nothing_new
    payments.take_back(office, [one.id for one in payments.listing(office, "K1")], "salah ketik")
    take(laptop, answer(office, tmp_path)["satu"])
    assert _shown_as(laptop, worker) == _shown_as(office, worker) != {"covered"}
    with office.store.read() as reader:
        top = newest_change(reader)
        again = scope.downward(reader, node=laptop.store.node.id, own=office.store.node.id, after=top, upto=top)
    assert {change.kind for change in again.changes} == {"node"}  # nothing of it comes twice


def test_a_file_with_everything_brings_the_targets_too(make_ctx: MakeContext, tmp_path: Path) -> None:
    """It acknowledges all numbers up to its own, so that nothing below them comes later."""
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    laptop = make_ctx("petugas", "53.11", name="satu")
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    targets.set_target(office, Target("53.11", 2026, 1000, None, 500, date(2026, 1, 31)))
    take(laptop, answer(office, tmp_path, full=True)["satu"])
    assert [target.eligible for target in targets.listing(laptop)] == [1000]


def _months(ctx: Context) -> list[dict[str, object]]:
    with ctx.store.read() as reader:
        return reader.rows("SELECT seat, month, in_force, stage FROM seat_month ORDER BY seat, month")
