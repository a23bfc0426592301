"""The cases that openIMIS's worker-voucher module tests its assignment with, in this program's words.

Its yearly limit of vouchers is here the months of a programme's year; its vouchers are person-months.
"""

from datetime import UTC, datetime

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import replacing, slots
from ntt_desktop.services.capacity import joining, letters, programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import ledger
from ntt_desktop.services.people import duplicates, workers
from ntt_desktop.wording.errors import message
from ntt_desktop.wording.waiting import waiting
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import add_programme, day, introduce, people, person, send


def months(ctx: Context, programme: str = "") -> list[tuple[str, str]]:
    return [
        (row["first_month"], row["last_month"]) for row in slots.slots(ctx) if programme in ("", row["programme_code"])
    ]


def why(ctx: Context, code: str) -> list[str]:
    return [one.reason.code for one in slots.assign(ctx, code, dry_run=True).value.waiting]


def test_not_enough_capacity(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=2)
    people(laptop, 3)
    done = slots.assign(laptop, "P26").value
    assert (len(done.given), done.free) == (2, 0)
    assert why(laptop, "P26") == ["no_seat_free"]
    with pytest.raises(UserError, match="capacity_exceeded"):
        programmes.allot(laptop, "P26", "53.11.18", 1)


def test_a_yearly_limit_reached_and_the_next_years(laptop: Context) -> None:
    """2026 is full; the seats of 2027 are free, and of that budget only."""
    add_programme(laptop, region="53.11", seats=1)
    add_programme(laptop, region="53.11", code="P27", seats=1, first_month="2027-01")
    first, second = sorted(people(laptop, 2))
    assert [one.person.id for one in slots.assign(laptop, "P26").value.given] == [first]
    assert why(laptop, "P26") == ["no_seat_free"]
    assert [one.person.id for one in slots.assign(laptop, "P27").value.given] == [first]
    assert months(laptop) == [("2026-01", "2026-12"), ("2027-01", "2027-12")]
    assert {row["worker_id"] for row in slots.slots(laptop)} == {first}
    assert second not in {row["worker_id"] for row in slots.slots(laptop)}


def test_overlapping_dates_say_who_pays_already(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=5, months=6)
    add_programme(laptop, region="53.11", seats=5, code="K26", name="APBD Kabupaten", first_month="2026-04", months=6)
    people(laptop, 1)
    slots.assign(laptop, "P26")
    (one,) = slots.assign(laptop, "K26", dry_run=True).value.waiting
    assert one.reason.code == "already_paid"
    assert "APBD Provinsi 2026" in waiting(one.reason.code, one.reason.params)
    assert len(slots.assign(laptop, "K26", from_month="2026-07").value.given) == 1
    assert months(laptop, "K26") == [("2026-07", "2026-09")]


def test_the_end_of_the_year_is_the_end(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=2)
    people(laptop, 1)
    slots.assign(laptop, "P26", from_month="2026-12")
    assert months(laptop) == [("2026-12", "2026-12")]
    (one,) = ledger.balance(laptop)
    assert (one.own.occupied, one.own.free) == (1, 23)


def test_past_months_are_never_given(laptop: Context, clock: Clock) -> None:
    add_programme(laptop, region="53.11", seats=2)
    people(laptop, 2)
    programmes.close(laptop, "P26", "2026-03")
    slots.assign(laptop, "P26", from_month="2026-01")
    assert set(months(laptop)) == {("2026-04", "2026-12")}
    clock.now = datetime(2026, 12, 30, 2, tzinfo=UTC)
    programmes.close(laptop, "P26", "2026-12")
    with pytest.raises(UserError, match="programme_over"):
        slots.assign(laptop, "P26")
    with pytest.raises(UserError, match="programme_over"):
        programmes.allot(laptop, "P26", "53.11.18", 1)


def test_past_dates_are_named_before_they_are_given(laptop: Context, clock: Clock) -> None:
    """Closing expires months, not the clock; but nobody gives five months that are over without seeing it."""
    add_programme(laptop, region="53.11", seats=2)
    both = people(laptop, 2)
    clock.now = datetime(2026, 6, 10, 2, tzinfo=UTC)
    tried = slots.assign(laptop, "P26", dry_run=True).value
    assert (len(tried.given), tried.past_months) == (2, 2 * 5)
    assert slots.assign(laptop, "P26", from_month="2026-06", dry_run=True).value.past_months == 0
    slots.assign(laptop, "P26", limit=1)
    with laptop.store.read() as reader:
        who = reader.value("SELECT worker_id FROM slot")
    (other,) = set(both) - {who}
    # Whoever replaces somebody never gets a month before the present one.
    ended = events.end_worker(laptop, who, "moved", day("2026-02-10")).value
    given = replacing.replace(laptop, ended.slots[0]).value
    assert (given.person.id, given.first.text) == (other, "2026-06")


def test_a_start_after_the_end(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=2)
    with pytest.raises(UserError, match="programme_over"):
        slots.assign(laptop, "P26", from_month="2027-01")
    with pytest.raises(UserError, match="months_reversed"):
        programmes.allot(laptop, "P26", "53.11.18", 1, from_month="2026-06", to_month="2026-05")
    with pytest.raises(UserError, match="month_invalid"):
        slots.assign(laptop, "P26", from_month="2026-13")


def test_some_months_of_a_seat_are_passed_down_and_the_others_stay(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=2)
    made = programmes.allot(laptop, "P26", "53.11.18", 2, from_month="2026-04", to_month="2026-06").value
    assert (made.first.text, made.last.text, made.reserved) == ("2026-04", "2026-06", True)
    (one,) = ledger.balance(laptop)
    assert one.own.free == 24
    with pytest.raises(UserError, match="capacity_exceeded"):
        programmes.allot(laptop, "P26", "53.11.01", 1, from_month="2026-06")
    programmes.allot(laptop, "P26", "53.11.01", 2, from_month="2026-07")


def test_the_same_person_twice_in_one_list(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=5)
    nik = "5311180101800001"
    person(laptop, 1, nik=nik, full_name="Agnes Lobo")
    person(laptop, 2, nik=nik, full_name="Agnes Lobo")
    done = slots.assign(laptop, "P26").value
    assert len(done.given) == 1
    assert (done.considered, done.free) == (1, 4)


def test_two_payers_for_one_person_meet_at_the_parent(make_ctx: MakeContext, laptop: Context) -> None:
    province = make_ctx("supervisor", "53", name="provinsi")
    other = make_ctx("petugas", "53.04", name="laptop-2")
    add_programme(province, seats=20)
    add_programme(other, code="K26", region="53.04", payer="kabupaten", seats=5)
    for node in (laptop, other):
        introduce(province, node)
    programmes.allot(province, "P26", "laptop-1", 5)
    send(province, laptop)
    nik = "5304180101800001"
    person(laptop, 1, nik=nik, full_name="Maria Seran")
    person(other, 1, nik=nik, full_name="Maria Seran", village_code="53.04.12.2001")
    slots.assign(laptop, "P26")
    slots.assign(other, "K26")
    send(laptop, province)
    send(other, province)
    found = {one.programme.code: one for one in ledger.balance(province)}
    assert found["P26"].whole.occupied + found["K26"].whole.occupied == 12
    assert found["P26"].contested + found["K26"].contested == 12
    with province.store.read() as reader:
        assert reader.value("SELECT count(*) FROM open_case WHERE kind = 'contested_slot'") == 1
    (loser,) = [row for row in slots.slots(province) if row["months_contested"]]
    assert slots.show(province, loser["id"])["against"][0]["why"] == "already_paid"


def test_who_pays_already_is_said_while_one_types(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=5)
    known = person(laptop, 1, nik="5311180101800001", full_name="Agnes Lobo")
    slots.assign(laptop, "P26")
    (found,) = duplicates.similar(laptop, {"nik": "5311180101800001", "full_name": "Agnes Lobo"})
    assert found.id == known
    (paid,) = found.paid
    assert (paid.programme, paid.payer) == ("APBD Provinsi 2026", "provinsi")
    assert (paid.first.text, paid.last.text) == ("2026-02", "2026-12")


def test_a_person_named_by_hand_is_refused_with_who_pays(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=1)
    add_programme(laptop, region="53.11", seats=1, code="K26", name="APBD Kabupaten")
    paid, other = sorted(people(laptop, 2))
    slots.assign(laptop, "P26")
    slots.assign(laptop, "K26")
    (seat,) = [row for row in slots.slots(laptop, "K26") if row["worker_id"] == other]
    events.end_worker(laptop, other, "withdrew", day("2026-02-09"))
    with pytest.raises(UserError) as caught:
        replacing.replace(laptop, seat["id"], worker_id=paid)
    assert caught.value.code == "not_able"
    assert "APBD Provinsi 2026" in caught.value.params["why"]


def test_a_letters_slots_obey_one_payer_too(make_ctx: MakeContext, laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=5, code="K26", payer="kabupaten")
    people(laptop, 1)
    slots.assign(laptop, "K26")
    new = letters.NewLetter("P26", "560/1", day("2026-01-20"), 5, "2026-01", 12, payer="provinsi")
    letters.record(laptop, new)
    assert why(laptop, "P26") == ["already_paid"]
    assert joining.candidates(laptop) == []


def test_at_typing_the_refusal_of_a_known_nik_says_who_pays(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=1)
    person(laptop, 1)
    slots.assign(laptop, "P26")
    typed = {"nik": "5311180101800002", "full_name": "Orang Lain", "village_code": "53.11.18.2005"}
    with pytest.raises(UserError) as refused:
        workers.add(laptop, typed)
    assert refused.value.code == "nik_taken"
    assert "APBD Provinsi 2026 pays for this person up to Dec 2026" in message(refused.value)[0]
