"""Rectangles, which blocks and claims are in force, balances, free runs."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.allocation import Pool, Run, Space, consecutive, in_order, inside, narrower, pick_seats, share
from ntt_desktop.domain.balance import Account, balance_blocks, consolidate, until
from ntt_desktop.domain.capacity import Block, Claim, Rect, Release, cut, settle_blocks, settle_claims

SEATS, MONTHS = 8, 5
EXTENT = Rect(1, SEATS, 0, MONTHS - 1)
Cells = set[tuple[int, int]]


def cells(rect: Rect) -> Cells:
    return {
        (seat, month) for seat in range(rect.seat_from, rect.seat_to + 1) for month in range(rect.first, rect.last + 1)
    }


@st.composite
def rects(draw: st.DrawFn) -> Rect:
    seats = sorted((draw(st.integers(1, SEATS)), draw(st.integers(1, SEATS))))
    months = sorted((draw(st.integers(0, MONTHS - 1)), draw(st.integers(0, MONTHS - 1))))
    return Rect(*seats, *months)


@given(rects(), st.lists(rects(), max_size=4))
def test_cutting_leaves_exactly_the_other_cells(rect: Rect, holes: list[Rect]) -> None:
    rest = cut([rect], holes)
    assert set().union(*map(cells, rest)) == cells(rect) - set().union(*map(cells, holes))
    assert sum(part.area for part in rest) == len(set().union(*map(cells, rest)))


@st.composite
def records(draw: st.DrawFn) -> tuple[list[Block], list[Release]]:
    blocks: list[Block] = []
    releases: list[Release] = []
    for number in range(draw(st.integers(1, 14))):
        created = f"{draw(st.integers(0, 99)):02d}-{number}"
        parent = draw(st.sampled_from([None, "unknown", *(block.id for block in blocks)]))
        if blocks and draw(st.booleans()) and draw(st.booleans()):
            releases.append(Release(f"R{number}", draw(st.sampled_from(blocks)).id, draw(rects()), created))
        else:
            blocks.append(Block(f"B{number}", parent, draw(rects()), created))
    return blocks, releases


@settings(max_examples=200)
@given(records(), st.randoms(use_true_random=False))
def test_blocks_in_force_never_hold_a_seat_month_twice(
    made: tuple[list[Block], list[Release]], chance: random.Random
) -> None:
    blocks, releases = made
    in_force = settle_blocks(EXTENT, blocks, releases)
    shuffled = [*blocks], [*releases]
    for part in shuffled:
        chance.shuffle(part)
    assert settle_blocks(EXTENT, *shuffled) == in_force
    counted = {block.id: block for block in in_force if isinstance(block, Block)}
    returned = [release for release in in_force if isinstance(release, Release)]

    def net(block: Block) -> Cells:
        return cells(block.rect) - set().union(*(cells(r.rect) for r in returned if r.block == block.id))

    for block in counted.values():
        assert cells(block.rect) <= cells(counted[block.parent].rect if block.parent in counted else EXTENT)
        own = [cells(release.rect) for release in returned if release.block == block.id]
        parts = own + [net(child) for child in counted.values() if child.parent == block.id]
        assert sum(map(len, parts)) == len(set().union(*parts))
    for parent in (None, "unknown"):
        tops = [net(block) for block in counted.values() if block.parent == parent]
        assert sum(map(len, tops)) == len(set().union(*tops))


def test_what_was_made_first_counts_and_what_was_given_back_is_free_again() -> None:
    first, second = Block("a", None, Rect(1, 4, 0, 4), "1"), Block("b", None, Rect(4, 6, 0, 4), "2")
    assert settle_blocks(EXTENT, [second, first], []) == [first]
    back = Release("r", "a", Rect(4, 4, 0, 4), "3")
    assert settle_blocks(EXTENT, [second, first], [back]) == [first, back, second]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2)), max_size=15),
    st.randoms(use_true_random=False),
)
def test_claims_in_force_have_their_seat_and_person_for_themselves(
    made: list[tuple[int, int, int, int]], chance: random.Random
) -> None:
    claims = [
        Claim(f"{created:02d}", f"S{number}", (seat, month), (person, month))
        for number, (created, seat, person, month) in enumerate(made)
    ]
    in_force = settle_claims(claims)
    assert len({claim.seat_key for claim in in_force}) == len(in_force)
    assert len({claim.person_key for claim in in_force}) == len(in_force)
    for left_out in set(claims) - set(in_force):
        assert any(
            (other.created, other.slot) < (left_out.created, left_out.slot)
            and (other.seat_key == left_out.seat_key or other.person_key == left_out.person_key)
            for other in in_force
        )
    chance.shuffle(claims)
    assert settle_claims(claims) == in_force


def test_a_reservation_stays_with_its_holder_and_a_child_does_not() -> None:
    accounts = [
        Account("root", None, "me", Rect(1, 10, 0, 9), occupied=5, occupied_closed=2),
        Account("mine", "root", "me", Rect(1, 2, 0, 9), released=10, released_closed=0, occupied=3, contested=1),
        Account("down", "root", "you", Rect(3, 4, 0, 9), released=5, released_closed=0),
    ]
    balances = balance_blocks(accounts, closed=1, rate=16800)
    assert all(balance.holds for balance in balances.values())
    assert (balances["root"].passed_down, balances["root"].free) == (10 + 15, 70 - 10)
    own = consolidate(accounts, balances, "me", 16800)
    assert own.holds
    assert (own.held, own.passed_down, own.released, own.occupied, own.contested) == (100, 15, 0, 8, 1)
    whole = consolidate(accounts, balances, None, 16800)
    assert whole.holds
    assert (whole.held, whole.passed_down, whole.rupiah("held")) == (100, 0, 1_680_000)
    assert until(EXTENT, 1) == 2 * SEATS


@given(rects(), st.lists(rects(), max_size=3), st.dictionaries(st.integers(1, SEATS), st.integers(0, 31), max_size=4))
def test_free_runs_are_exactly_the_free_seat_months(rect: Rect, holes: list[Rect], taken: dict[int, int]) -> None:
    occupied = {seat: mask for seat, mask in taken.items() if rect.seat_from <= seat <= rect.seat_to}
    space = Space.of(rect, holes, occupied)
    wanted = cells(rect) - set().union(*map(cells, holes))
    wanted -= {(seat, rect.first + bit) for seat, mask in occupied.items() for bit in range(5) if mask >> bit & 1}
    runs = list(space.runs("b"))
    found = [(run.seat, month) for run in runs for month in range(run.first, run.last + 1)]
    assert len(found) == len(set(found)) == space.free
    assert set(found) == wanted
    assert {(run.seat, run.last + 1) for run in runs}.isdisjoint(wanted)
    assert set().union(*map(cells, space.rects())) == wanted
    ordered = in_order(runs)
    assert [run.months for run in ordered] == sorted((run.months for run in runs), reverse=True)
    window = space.within(1, 2)
    assert window.free == sum(1 <= month <= 2 for _, month in wanted)


def test_people_get_runs_in_order_up_to_the_limit() -> None:
    runs = list(Space.of(Rect(1, 2, 0, 3), [Rect(1, 1, 0, 1)]).runs("b"))
    answers = share(["53.11.01.2001"] * 3, [Pool("", False, runs)])
    assert [run if isinstance(run, str) else (run.seat, run.first) for run in answers] == [
        (2, 0),
        (1, 2),
        "no_seat_free",
    ]
    pool = Pool("", False, runs)
    assert share(["53.11.01.2001"] * 2, [pool], 1)[1] == "limit_reached"
    assert pool.left == 1


_AREAS = st.sampled_from(["", "53.11", "53.11.01", "53.01"])
_VILLAGES = st.sampled_from(["53.11.01.2001", "53.11.02.2001", "53.01.01.2001", ""])


@settings(max_examples=40)
@given(
    st.lists(_VILLAGES, max_size=12),
    st.lists(st.tuples(_AREAS, st.booleans(), st.integers(0, 4)), max_size=3),
    st.none() | st.integers(0, 6),
)
def test_each_in_turn_gets_the_narrowest_that_is_left(
    villages: list[str], blocks: list[tuple[str, bool, int]], limit: int | None
) -> None:
    pools = [
        Pool(area, reserved, [Run(f"{number}", seat, 0, 3) for seat in range(seats)])
        for number, (area, reserved, seats) in enumerate(blocks)
    ]
    left = [seats for _area, _reserved, seats in blocks]
    order = sorted(range(len(blocks)), key=lambda at: (not blocks[at][1], -len(blocks[at][0])))
    wanted: list[str] = []
    given = 0
    for village in villages:
        here = [at for at in order if inside(blocks[at][0], village)]
        free = [at for at in here if left[at]]
        if limit is not None and given >= limit:
            wanted.append("limit_reached")
        elif free:
            wanted.append(f"{free[0]}")
            left[free[0]] -= 1
            given += 1
        else:
            wanted.append("no_seat_free" if here else "no_seat_here")
    assert [answer if isinstance(answer, str) else answer.block for answer in share(villages, pools, limit)] == wanted


def test_reservations_go_to_their_region_first_and_to_nobody_else() -> None:
    reserved = Pool("53.11", True, [Run("r", 1, 0, 3)])
    rest = Pool("", False, [Run("b", 2, 0, 3), Run("b", 3, 0, 3)])
    answers = share(["53.01.01.2001", "53.11.01.2001", "53.11.01.2001", "53.11.01.2001"], [rest, reserved])
    assert [run if isinstance(run, str) else run.block for run in answers] == ["b", "r", "b", "no_seat_free"]
    assert share(["53.01.01.2001"], [Pool("53.11", True, [])]) == ["no_seat_here"]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [("", "53.11", "53.11"), ("53.11", "", "53.11"), ("53", "53.11", "53.11"), ("53.11", "53.12", None), ("", "", "")],
)
def test_the_narrower_of_two_areas(one: str, other: str, both: str | None) -> None:
    assert narrower(one, other) == both
    assert narrower(other, one) == both


@given(st.sets(st.integers(1, 40)), st.integers(0, 50))
def test_picked_seats_are_free_and_as_many_as_there_are(free: set[int], wanted: int) -> None:
    spans = pick_seats(free, wanted)
    picked = [seat for low, high in spans for seat in range(low, high + 1)]
    assert len(picked) == len(set(picked)) == min(wanted, len(free))
    assert set(picked) <= free
    assert len(spans) <= max(len(consecutive(free)), 1)
