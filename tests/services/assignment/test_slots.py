"""Programmes, allotments, assignment, events: what the promises of capacity mean to an officer."""

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import replacing, slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import ledger
from ntt_desktop.store.capacity.programmes import Ledger
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import VILLAGE, add_programme, day, introduce, people, person, send


def only(ctx: Context) -> Ledger:
    (found,) = ledger.balance(ctx)
    assert found.own.holds
    assert found.whole.holds
    assert all(balance.holds for _, balance in found.blocks)
    return found


def test_the_budget_of_2026_is_ten_billion_and_eighty_million(province: Context) -> None:
    add_programme(province, seats=50_000)
    found = only(province)
    assert found.programme.cost == 10_080_000_000
    assert found.own.held == found.own.free == 600_000
    assert found.own.rupiah("free") == 10_080_000_000


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"payer": "bank"}, "programme_value"),
        ({"months": 0}, "programme_value"),
        ({"seats": 0}, "programme_value"),
        ({"rate": 0}, "programme_value"),
        ({"payment_period": 2}, "programme_value"),
        ({"code": "P 26"}, "programme_value"),
        ({"first_month": "2026-13"}, "month_invalid"),
        ({"region": "99"}, "unknown_region"),
    ],
)
def test_terms_that_cannot_be_are_refused(province: Context, changes: dict[str, object], code: str) -> None:
    with pytest.raises(UserError) as caught:
        add_programme(province, **changes)
    assert caught.value.code == code
    assert ledger.balance(province) == []


def test_a_programme_is_for_the_own_region_and_a_code_is_used_once(laptop: Context) -> None:
    with pytest.raises(UserError, match="region_not_own"):
        add_programme(laptop)
    add_programme(laptop, code="K26", region="53.11", payer="kabupaten")
    with pytest.raises(UserError, match="programme_exists"):
        add_programme(laptop, code="k26", region="53.11", payer="kabupaten")


def test_an_allotment_goes_to_the_one_node_of_a_region_and_leaves_the_rest(province: Context, laptop: Context) -> None:
    add_programme(province)
    introduce(province, laptop)
    made = programmes.allot(province, "P26", "5311", 300).value
    assert (made.holder, made.holder_name, made.reserved) == (laptop.store.node.id, "laptop-1", False)
    assert (only(province).own.passed_down, only(province).own.free) == (3600, 2400)
    with pytest.raises(UserError) as caught:
        programmes.allot(province, "P26", "laptop-1", 201)
    assert caught.value.code == "capacity_exceeded"
    assert caught.value.params == {"programme": "P26", "asked": 201, "free": 200}
    programmes.allot(province, "P26", "laptop-1", 200)
    assert only(province).own.free == 0
    send(province, laptop)
    assert only(laptop).own.free == 6000


def test_a_reservation_is_handed_over_when_the_node_is_known(province: Context, laptop: Context) -> None:
    add_programme(province)
    assert programmes.allot(province, "P26", "53.11", 300).value.reserved
    assert (only(province).own.free, only(province).own.passed_down) == (6000, 0)
    assert programmes.hand_over_reservations(province, laptop.store.node.id).value == 0
    introduce(province, laptop)
    assert programmes.hand_over_reservations(province, laptop.store.node.id, "53.11").value == 3600
    assert programmes.hand_over_reservations(province, laptop.store.node.id).value == 0
    assert (only(province).own.free, only(province).own.passed_down) == (2400, 3600)


def test_two_laptops_of_a_region_are_no_single_node_but_their_supervisor_is(
    province: Context, laptop: Context, make_ctx: MakeContext
) -> None:
    second = make_ctx("petugas", "53.11", name="laptop-2")
    add_programme(province)
    introduce(province, laptop)
    introduce(province, second)
    assert programmes.allot(province, "P26", "53.11", 100).value.reserved
    assert programmes.hand_over_reservations(province, laptop.store.node.id).value == 0
    kabupaten = make_ctx("supervisor", "53.11", name="kabupaten")
    introduce(province, kabupaten)
    assert programmes.allot(province, "P26", "53.11", 100).value.holder == kabupaten.store.node.id
    assert programmes.hand_over_reservations(province, kabupaten.store.node.id).value == 1200


def test_the_best_in_rank_get_the_seats_and_everybody_is_counted_once(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=3)
    poor = people(laptop, 2, decile=1)
    others = people(laptop, 3, start=10, decile=5)
    child = person(laptop, 20, birth_date="2015-01-01")
    unready = person(laptop, 21, occupation=None)
    plan = slots.assign(laptop, "p26", dry_run=True).value
    assert (len(plan.given), len(plan.waiting), len(plan.refused), plan.free) == (3, 3, 1, 0)
    assert only(laptop).own.occupied == 0
    done = slots.assign(laptop, "P26").value
    assert {given.person.id for given in done.given} == {*poor, min(others)}
    assert [refused.person.id for refused in done.refused] == [child]
    reasons = {waiting.person.id: waiting.reason.code for waiting in done.waiting}
    assert reasons == {unready: "fields_missing", **dict.fromkeys(sorted(others)[1:], "no_seat_free")}
    assert (only(laptop).own.occupied, only(laptop).own.free) == (36, 0)
    again = slots.assign(laptop, "P26").value
    assert (len(again.given), len(again.waiting), len(again.refused)) == (0, 3, 1)


def test_an_open_evidence_finding_waits_and_a_limit_is_kept(laptop: Context) -> None:
    add_programme(laptop, region="53.11")
    doubtful = person(laptop, 1)
    with laptop.store.write("tester") as uow:
        uow.put("finding", uow.new_id(), {"worker_id": doubtful, "code": "nik_birth_mismatch"})
    people(laptop, 4, start=10)
    done = slots.assign(laptop, "P26", limit=3).value
    assert (len(done.given), done.free) == (3, 497)
    assert sorted(waiting.reason.code for waiting in done.waiting) == ["limit_reached", "needs_evidence"]


def test_who_is_paid_by_another_programme_waits_with_that_reason(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=1)
    add_programme(laptop, code="K26", name="APBD Kabupaten", payer="kabupaten", region="53.11", months=6, seats=1)
    paid = person(laptop, 1, decile=1)
    slots.assign(laptop, "K26")
    done = slots.assign(laptop, "P26").value
    assert [(one.person.id, one.reason.code, one.reason.params) for one in done.waiting] == [
        (paid, "already_paid", {"programme": "APBD Kabupaten"})
    ]
    later = slots.assign(laptop, "P26", from_month="2026-07").value
    assert [(one.person.id, one.first.text) for one in later.given] == [(paid, "2026-07")]
    assert any(line.code == "continuing" for line in later.given[0].place.lines)


def test_a_code_of_two_owners_is_ambiguous(province: Context, laptop: Context) -> None:
    first = add_programme(province)
    add_programme(laptop, region="53.11", payer="kabupaten")
    send(laptop, province)
    with pytest.raises(UserError, match="programme_ambiguous"):
        programmes.allot(province, "P26", "53.11", 1)
    assert programmes.allot(province, first, "53.11", 1).value.seats == 1
    with pytest.raises(UserError, match="programme_unknown"):
        slots.assign(laptop, "P27")


def test_a_node_without_a_block_is_told_so(province: Context, laptop: Context) -> None:
    add_programme(province)
    send(province, laptop)
    with pytest.raises(UserError, match="nothing_allotted"):
        slots.assign(laptop, "P26")


def test_nothing_is_assigned_after_the_last_date(province: Context, laptop: Context, clock: Clock) -> None:
    add_programme(province)
    introduce(province, laptop)
    programmes.allot(province, "P26", "53.11", 10, last_date=day("2026-02-28"))
    send(province, laptop)
    person(laptop, 1)
    assert len(slots.assign(laptop, "P26").value.given) == 1
    clock.now = clock.now.replace(month=3)
    with pytest.raises(UserError, match="last_date_passed"):
        slots.assign(laptop, "P26")


def test_a_reservation_is_for_people_of_its_region(province: Context) -> None:
    add_programme(province, seats=5)
    programmes.allot(province, "P26", "53.11.18", 3)
    here = people(province, 4)
    elsewhere = people(province, 4, start=20, village_code="53.01.01.2001", decile=1)
    done = slots.assign(province, "P26").value
    given = [one.person.id for one in done.given]
    assert sum(who in here for who in given) == 3
    assert sum(who in elsewhere for who in given) == 2
    assert only(province).own.free == 0


def test_a_region_s_slots_are_for_its_people_and_a_node_s_for_everybody(province: Context, laptop: Context) -> None:
    add_programme(province)
    introduce(province, laptop)
    programmes.allot(province, "P26", "53.11", 1)
    send(province, laptop)
    stranger = person(laptop, 1, village_code="53.01.01.2001")
    (waiting,) = slots.assign(laptop, "P26").value.waiting
    assert (waiting.person.id, waiting.reason.code) == (stranger, "no_seat_here")
    programmes.allot(province, "P26", "laptop-1", 1)
    send(province, laptop)
    (given,) = slots.assign(laptop, "P26").value.given
    assert given.person.id == stranger


def test_region_limits_who_is_considered(province: Context) -> None:
    add_programme(province, seats=5)
    people(province, 2)
    people(province, 2, start=20, village_code="53.01.01.2001")
    done = slots.assign(province, "P26", region="53.11").value
    assert done.considered == 2
    assert {one.person.village for one in done.given} == {VILLAGE}


def test_closed_months_expire_and_later_ones_are_assigned(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=2)
    programmes.close(laptop, "P26", "2026-03")
    assert (only(laptop).own.expired, only(laptop).own.free) == (6, 18)
    person(laptop, 1)
    (given,) = slots.assign(laptop, "P26").value.given
    assert (given.first.text, given.last.text) == ("2026-04", "2026-12")
    assert (only(laptop).own.expired, only(laptop).own.occupied, only(laptop).own.free) == (6, 9, 9)
    with pytest.raises(UserError, match="close_backwards"):
        programmes.close(laptop, "P26", "2026-02")
    programmes.close(laptop, "P26", "2026-12")
    with pytest.raises(UserError, match="programme_over"):
        slots.assign(laptop, "P26")


def test_what_is_given_back_is_free_above_once_the_record_is_there(province: Context, laptop: Context) -> None:
    add_programme(province, seats=10)
    introduce(province, laptop)
    programmes.allot(province, "P26", "53.11", 10)
    send(province, laptop)
    people(laptop, 2)
    slots.assign(laptop, "P26")
    with pytest.raises(UserError, match="capacity_exceeded"):
        programmes.release(laptop, "P26", 9)
    assert programmes.release(laptop, "P26", 8).value == 96
    assert (only(laptop).own.released, only(laptop).own.free, only(laptop).own.occupied) == (96, 0, 24)
    with pytest.raises(UserError, match="capacity_exceeded"):
        programmes.allot(province, "P26", "53.01", 1)
    send(laptop, province)
    own = only(province).own
    assert (own.free, own.passed_down) == (96, 24)
    assert programmes.allot(province, "P26", "53.01", 8).value.seats == 8
    with pytest.raises(UserError, match="nothing_to_release"):
        programmes.release(laptop, "P26")
    with pytest.raises(UserError, match="nothing_to_release"):
        programmes.release(province, "P26")


def test_a_death_opens_the_claim_and_frees_the_later_months(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=1, first_month="2025-12")
    first, second = people(laptop, 2)
    slots.assign(laptop, "P26")
    programmes.close(laptop, "P26", "2026-01")
    dead = next(row["worker_id"] for row in slots.slots(laptop))
    ended = events.end_worker(laptop, dead, "died", day("2026-02-03"), "jatuh").value
    assert (ended.freed_months, ended.freed_rupiah, ended.paid_months) == (9, 9 * 16800, 0), "closed is not paid"
    with laptop.store.read() as reader:
        claim = reader.one("SELECT * FROM claim WHERE id = ?", (ended.claim,))
        assert claim is not None
        assert (claim["worker_id"], claim["event_date"], claim["status"]) == (dead, "2026-02-03", "reported")
        assert reader.value("SELECT state FROM worker WHERE id = ?", (dead,)) == "ended"
    assert only(laptop).own.free == 9
    given = replacing.replace(laptop, ended.slots[0]).value
    assert given.person.id == ({first, second} - {dead}).pop()
    assert (given.first.text, given.last.text) == ("2026-03", "2026-11")
    assert (only(laptop).own.free, only(laptop).own.occupied) == (0, 12)
    with pytest.raises(UserError, match="nothing_to_replace"):
        replacing.replace(laptop, ended.slots[0])


def test_an_end_before_any_paid_month_says_so_and_cannot_be_repeated(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=1)
    who = person(laptop, 1)
    slots.assign(laptop, "P26")
    ended = events.end_worker(laptop, who, "moved", day("2025-12-30")).value
    assert (ended.paid_months, ended.claim, ended.freed_months) == (0, "", 12)
    assert slots.slots(laptop) == []
    for reason, on, code in (
        ("moved", "2025-12-30", "worker_already_ended"),
        ("bored", "2025-12-30", "end_reason_unknown"),
        ("moved", "2027-01-01", "date_in_future"),
    ):
        with pytest.raises(UserError, match=code):
            events.end_worker(laptop, who, reason, day(on))


@pytest.mark.parametrize("on", ["2026-02-03", "2025-12-30"])
def test_reopening_gives_the_months_back_unless_somebody_has_them(laptop: Context, on: str) -> None:
    add_programme(laptop, region="53.11", seats=1)
    who = person(laptop, 1)
    slots.assign(laptop, "P26")
    ended = events.end_worker(laptop, who, "died", day(on)).value
    back = events.reopen_worker(laptop, who, "salah orang").value
    assert back.restored_months == ended.freed_months
    assert only(laptop).own.occupied == 12
    with laptop.store.read() as reader:
        assert reader.value("SELECT status FROM claim") == "cancelled"
        assert reader.value("SELECT state FROM worker WHERE id = ?", (who,)) == "proposed"
    events.end_worker(laptop, who, "moved", day("2026-02-03"))
    other = person(laptop, 2)
    slots.assign(laptop, "P26")
    assert events.reopen_worker(laptop, who, "salah orang").value.restored_months == 0
    assert {row["worker_id"] for row in slots.slots(laptop, ended=False)} >= {other}


def test_the_explanation_stays_with_the_slot(laptop: Context) -> None:
    add_programme(laptop, region="53.11")
    person(laptop, 1, decile=1)
    (given,) = slots.assign(laptop, "P26").value.given
    shown = slots.show(laptop, given.slot)
    assert shown["explanation"]["lines"][0] == ["decile", 200, {"decile": 1}]
    assert shown["explanation"]["of"] == 1
    assert "not_matched_bpjs" in shown["explanation"]["unknown"]
    assert [month["in_force"] for month in shown["months"]] == [True] * 12
    assert shown["rank"] == 1
    with pytest.raises(UserError, match="slot_missing"):
        slots.show(laptop, "nothing")


def test_two_laptops_that_pay_one_person_show_up_above_as_contested(
    province: Context, laptop: Context, make_ctx: MakeContext
) -> None:
    second = make_ctx("petugas", "53.11", name="laptop-2")
    add_programme(province)
    for node in (laptop, second):
        introduce(province, node)
        programmes.allot(province, "P26", node.store.node.name, 5)
        send(province, node)
        person(node, 7)
        slots.assign(node, "P26")
    send(second, province)
    send(laptop, province)
    found = only(province)
    assert (found.whole.occupied, found.whole.contested) == (12, 12)
    contested = [row for row in slots.slots(province) if row["months_contested"]]
    assert len(contested) == 1
    (rival,) = slots.show(province, contested[0]["id"])["against"]
    assert (rival["why"], rival["months"], rival["programme_code"]) == ("already_paid", 12, "P26")


def test_somebody_named_by_hand_keeps_the_true_rank(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=1)
    first = person(laptop, 1, decile=1)
    (given,) = slots.assign(laptop, "P26").value.given
    people(laptop, 3, start=10, decile=2)
    last = person(laptop, 20, decile=9)
    events.end_worker(laptop, first, "moved", day("2026-02-05"))
    replaced = replacing.replace(laptop, given.slot, worker_id=last).value
    assert (replaced.person.id, replaced.place.rank) == (last, 4)
    shown = slots.show(laptop, replaced.slot)
    assert (shown["rank"], shown["explanation"]["of"]) == (4, 4)


@pytest.mark.parametrize("reason", ["died", "moved"])
def test_nobody_ends_before_being_born(laptop: Context, reason: str) -> None:
    worker = person(laptop, 1, birth_date="1975-03-12")
    with pytest.raises(UserError) as caught:
        events.end_worker(laptop, worker, reason, day("1950-01-01"))
    assert caught.value.code == "end_before_birth"
    with laptop.store.read() as reader:
        assert reader.rows("SELECT id FROM claim") == []
        assert reader.rows("SELECT ended_on FROM worker") == [{"ended_on": None}]
