"""What a return file brings: ends of joined people, and what slots stand on."""

from datetime import date, timedelta
from pathlib import Path

from ntt_desktop.services import events, programmes, reopening, slots
from ntt_desktop.services.programmes import NewProgramme
from ntt_desktop.services.sync import decisions
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
