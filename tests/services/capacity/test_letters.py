"""Allotments typed from a letter, confirmed by the parent's file; programmes of one code joined by the parent."""

from typing import Any

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import joining, letters, programmes
from ntt_desktop.services.capacity.letters import NewLetter
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import add_programme, day, introduce, people, person, send

LETTER = NewLetter("P26", "560/12/2026", day("2026-01-20"), 10, "2026-01", 12, payer="provinsi", name="APBD")


def letter(**changes: Any) -> NewLetter:
    import dataclasses

    return dataclasses.replace(LETTER, **changes)


@pytest.fixture
def laptop(province: Context, make_ctx: MakeContext) -> Context:
    made = make_ctx("petugas", "53.11", name="laptop-1")
    introduce(province, made)
    return made


def held(ctx: Context) -> dict[str, tuple[int, int, int, int]]:
    """Held, occupied and free here, and contested, by programme id."""
    found = {}
    for one in ledger.balance(ctx):
        assert one.own.holds
        assert one.whole.holds
        found[one.programme.id] = (one.own.held, one.own.occupied, one.own.free, one.contested)
    return found


def test_a_typed_letter_is_assigned_from_and_becomes_the_real_block(province: Context, laptop: Context) -> None:
    real = add_programme(province, seats=100)
    typed = letters.record(laptop, LETTER).value
    people(laptop, 6)
    assert len(slots.assign(laptop, "P26").value.given) == 6
    (known,) = letters.letters(laptop)
    assert (known.number, known.is_confirmed, known.differs) == ("560/12/2026", False, False)
    send(laptop, province)
    (pair,) = joining.candidates(province)
    assert [one.id for one in pair] == [typed.id, real]
    planned = joining.join(province, typed.id, real, dry_run=True).value
    assert (planned.linked, planned.given, planned.free) == (0, 10, 100)
    assert not any(term.decisive for term in planned.terms)
    done = joining.join(province, "P26", "P26").value
    assert (done.given, done.moved) == (10, 6)
    (one,) = ledger.balance(province)
    assert (one.own.held, one.own.passed_down, one.own.free, one.contested) == (1200, 120, 1080, 0)
    people(laptop, 2, start=20)
    slots.assign(laptop, "P26")
    send(province, laptop)
    assert joining.adopt(laptop).value == 2
    assert joining.adopt(laptop).value == 0
    assert held(laptop) == {real: (120, 96, 24, 0)}
    send(laptop, province)
    assert held(province)[real][3] == 0
    (known,) = letters.letters(laptop)
    assert (known.confirmed_by, known.confirmed_seats, known.differs, known.contested) == ("P26", 10, False, 0)
    assert len(slots.assign(laptop, "P26").value.given) == 0


def test_a_smaller_confirmation_shows_the_difference_and_what_is_contested(province: Context, laptop: Context) -> None:
    add_programme(province, seats=100, first_month="2026-02", months=11)
    typed = letters.record(laptop, LETTER).value
    people(laptop, 10)
    slots.assign(laptop, "P26")
    send(laptop, province)
    with pytest.raises(UserError) as caught:
        joining.join(province, typed.id, "P26", seats=8)
    assert caught.value.code == "terms_unlike"
    assert caught.value.params["terms"] == "first_month"
    joining.join(province, typed.id, "P26", seats=8, accept_unlike=True)
    (known,) = letters.letters(province)
    assert known.differs
    assert (known.seats, known.confirmed_seats, known.first.text, known.confirmed_first.text) == (
        10,
        8,
        "2026-01",
        "2026-02",
    )
    assert known.contested == 8 + 2 * 12
    send(province, laptop)
    joining.adopt(laptop)
    assert letters.letters(laptop)[0].contested == 32
    (one,) = ledger.balance(laptop)
    assert (one.own.occupied, one.contested) == (88, 32)
    with laptop.store.read() as reader:
        why = {row["contested"] for row in reader.rows("SELECT contested FROM seat_month WHERE in_force = 0")}
    assert why == {"outside_block", "not_confirmed"}


def test_a_block_that_crossed_with_the_letter_confirms_it_without_counting_twice(
    province: Context, laptop: Context
) -> None:
    real = add_programme(province, seats=100)
    programmes.allot(province, "P26", "laptop-1", 10)
    typed = letters.record(laptop, LETTER).value
    people(laptop, 4)
    slots.assign(laptop, typed.id)
    send(laptop, province)
    send(province, laptop)
    with pytest.raises(UserError, match="programme_ambiguous"):
        slots.assign(laptop, "P26")
    people(laptop, 3, start=50)
    slots.assign(laptop, real)
    done = joining.join(province, typed.id, real).value
    assert (done.linked, done.given, done.moved) == (10, 0, 4)
    send(province, laptop)
    joining.adopt(laptop)
    send(laptop, province)
    assert letters.letters(province)[0].confirmed_seats == 10
    # Seats of the same number met: the parent could not know of the laptop's slots. Nothing is counted twice.
    for node in (province, laptop):
        (one,) = ledger.balance(node)
        assert one.whole.occupied + one.contested == 7 * 12
        assert one.whole.held == 1200


def test_letters_are_told_apart_and_checked(laptop: Context, province: Context) -> None:
    letters.record(laptop, LETTER)
    letters.record(laptop, letter(letter_number="560/40/2026", seats=5))
    assert len(letters.letters(laptop)) == 2
    for changes, code in (
        ({"letter_number": " "}, "letter_missing"),
        ({"letter_number": "560/12/2026"}, "letter_known"),
        ({"letter_number": "x", "letter_date": day("2026-02-11")}, "letter_future"),
        ({"letter_number": "x", "seats": 0}, "programme_value"),
        ({"letter_number": "x", "payer": "", "code": "Q1"}, "programme_value"),
    ):
        with pytest.raises(UserError, match=code):
            letters.record(laptop, letter(**changes))
    add_programme(province)
    with pytest.raises(UserError, match="letter_is_own"):
        letters.record(province, letter(letter_number="x"))


def test_two_programmes_of_one_code_stay_two_until_the_parent_joins_them(province: Context, laptop: Context) -> None:
    real = add_programme(province, code="D26", payer="desa", seats=50)
    typed = add_programme(laptop, code="D26", payer="csr", region="53.11", seats=10, rate=20_000)
    someone = person(laptop, 1)
    slots.assign(laptop, "D26")
    send(laptop, province)
    assert set(held(province)) == {real, typed}
    with pytest.raises(UserError, match="join_not_below"):
        joining.join(province, real, typed)
    with pytest.raises(UserError) as caught:
        joining.join(province, typed, real)
    assert caught.value.params["terms"] == "payer, rate"
    terms = {
        term.name: (term.typed, term.real) for term in joining.join(province, typed, real, dry_run=True).value.terms
    }
    assert (terms["payer"], terms["rate"]) == (("csr", "desa"), (20_000, 16_800))
    with pytest.raises(UserError, match="capacity_exceeded"):
        joining.join(province, typed, real, seats=51, accept_unlike=True)
    joining.join(province, typed, real, accept_unlike=True)
    with pytest.raises(UserError, match="joined_already"):
        joining.join(province, typed, real, accept_unlike=True)
    send(province, laptop)
    assert set(held(laptop)) == {real}
    (given,) = slots.slots(laptop)
    assert (given["worker_id"], given["programme_id"], given["months_in_force"]) == (someone, real, 12)
