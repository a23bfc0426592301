"""Trials of other weights and capacity, and undoing the last assignment."""

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import assignment_runs, batches, rank_of, slots, what_if
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from tests.services.capacity.capacity_support import add_programme, day, people, person


def test_other_weights_show_who_comes_in_and_who_falls_out(ctx: Context) -> None:
    add_programme(ctx, region="53.11", seats=2)
    old = people(ctx, 2, birth_date="1964-01-01", decile=6)
    poor = people(ctx, 2, start=10, birth_date="1995-01-01", decile=2)
    slots.assign(ctx, "P26")
    holders = {row["worker_id"] for row in slots.slots(ctx)}
    assert holders == set(poor)
    found = what_if.compare(ctx, "P26", weights={"decile": 0})
    assert {moved.person.id for moved in found.comes_in} == set(old)
    assert {(moved.person.id, moved.holds) for moved in found.falls_out} == {(one, True) for one in poor}
    assert (found.seats, found.stays) == (2, 0)
    same = what_if.compare(ctx, "P26")
    assert (same.comes_in, same.falls_out, same.stays) == ((), (), 2)
    more = what_if.compare(ctx, "P26", seats=3)
    assert (len(more.comes_in), more.falls_out) == (1, ())
    fewer = what_if.compare(ctx, "P26", seats=1)
    assert (fewer.comes_in, len(fewer.falls_out), fewer.stays) == ((), 1, 1)
    assert {row["worker_id"] for row in slots.slots(ctx)} == holders
    wrong = (({"luck": 1}, "weight_unknown"), ({"age": "x"}, "weight_invalid"), ({"age": -1}, "weight_invalid"))
    for weights, code in wrong:
        with pytest.raises(UserError, match=code):
            what_if.compare(ctx, "P26", weights=weights)


def test_the_last_run_alone_is_undone(ctx: Context) -> None:
    add_programme(ctx, region="53.11", seats=5)
    assert assignment_runs.last_run(ctx, "P26") is None
    with pytest.raises(UserError, match="run_missing"):
        assignment_runs.undo(ctx, "P26")
    first = set(people(ctx, 2))
    slots.assign(ctx, "P26")
    people(ctx, 2, start=20)
    slots.assign(ctx, "P26")
    run = assignment_runs.last_run(ctx, "P26")
    assert run is not None
    assert (run.people, run.months, run.rupiah, run.blocked) == (2, 24, 24 * 16_800, "")
    assignment_runs.undo(ctx, "P26")
    assert {row["worker_id"] for row in slots.slots(ctx)} == first
    # Then the run before is the last one.
    assignment_runs.undo(ctx, "P26")
    assert slots.slots(ctx) == []
    assert len(slots.assign(ctx, "P26").value.given) == 4


def test_nothing_is_undone_once_something_rests_on_it(ctx: Context) -> None:
    add_programme(ctx, region="53.11", seats=5)
    people(ctx, 3)
    slots.assign(ctx, "P26")
    batch = batches.create(ctx, "P26", "Tahap 1").value.batch
    with pytest.raises(UserError) as caught:
        assignment_runs.undo(ctx, "P26")
    assert (caught.value.code, caught.value.params["why"]) == ("run_used", "batch")
    batches.cancel(ctx, batch, "keliru")
    who = slots.slots(ctx)[0]["worker_id"]
    events.end_worker(ctx, who, "moved", day("2026-02-03"))
    run = assignment_runs.last_run(ctx, "P26")
    assert run is not None
    assert run.blocked == "changed"


def test_a_holder_sees_the_place_at_which_the_slot_was_given(ctx: Context) -> None:
    add_programme(ctx, region="53.11", seats=1)
    people(ctx, 3, decile=5)
    best = person(ctx, 40, decile=1)
    (waits,) = rank_of.places(ctx, best)
    assert waits.place is not None
    assert (waits.place.rank, waits.of, waits.area) == (1, 4, "53.11.18")
    slots.assign(ctx, "P26")
    (has,) = rank_of.places(ctx, best)
    assert has.place is not None
    assert (has.place.rank, has.of, has.area) == (1, 4, ""), "the place at which it was given"
    assert has.place.lines[0].code == "decile"


def test_reserved_seats_stay_with_their_kecamatan_in_a_trial(ctx: Context) -> None:
    add_programme(ctx, region="53.11", seats=3)
    programmes.allot(ctx, "P26", "53.11.18", 2)
    there = set(people(ctx, 3, decile=6))
    elsewhere = {person(ctx, 20 + at, village_code="53.11.01.2001", decile=1) for at in range(2)}
    slots.assign(ctx, "P26")
    now = {row["worker_id"] for row in slots.slots(ctx)}
    assert len(now & elsewhere) == 1
    same = what_if.compare(ctx, "P26")
    assert (same.comes_in, same.falls_out, same.stays) == ((), (), 3)
    more = what_if.compare(ctx, "P26", seats=4)
    assert {moved.person.id for moved in more.comes_in} == elsewhere - now
    other = what_if.compare(ctx, "P26", weights={"decile": 0})
    assert (other.seats, other.stays + len(other.comes_in)) == (3, 3)
    kept = (now | {moved.person.id for moved in other.comes_in}) - {moved.person.id for moved in other.falls_out}
    assert len(kept & there) >= 2
