"""Slots for all kabupaten or kecamatan at once: parts that add up, a preview that stores nothing, nodes that get it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.shares import share_out
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity import programmes, sharing_out
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import targets
from ntt_desktop.services.figures.targets import Target
from ntt_desktop.services.money import ledger
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import add_programme, introduce, people, send


@pytest.fixture
def province(make_ctx: MakeContext) -> Context:
    made = make_ctx("supervisor", "53", name="province")
    add_programme(made, seats=100)
    return made


@settings(max_examples=60)
@given(total=st.integers(0, 60_000), weights=st.lists(st.integers(0, 500_000), min_size=1, max_size=25))
def test_parts_add_up_and_lie_beside_the_exact_share(total: int, weights: list[int]) -> None:
    parts = share_out(total, weights)
    whole = sum(weights)
    assert sum(parts) == (total if whole else 0)
    for part, weight in zip(parts, weights, strict=True):
        assert part >= 0 if weight else part == 0
        assert not whole or abs(part * whole - total * weight) < whole


def test_equal_parts_go_to_every_kabupaten_and_to_the_node_that_is_known(
    province: Context, make_ctx: MakeContext
) -> None:
    office = make_ctx("supervisor", "53.11", name="office")
    introduce(province, office)
    planned = sharing_out.share(province, "P26", dry_run=True).value
    assert planned.seats == 100
    assert sorted({part.seats for part in planned.parts}) == [4, 5]
    assert sum(part.seats == 5 for part in planned.parts) == 100 - 22 * 4
    assert ledger.balance(province)[0].own.free == 1200
    done = sharing_out.share(province, "P26", last_date=date(2026, 11, 30)).value
    assert [part.seats for part in done.parts] == [part.seats for part in planned.parts]
    assert done.rupiah() == 100 * 12 * 16_800 == sum(done.rupiah(part.seats) for part in done.parts)
    there = next(part for part in done.parts if part.region == "53.11")
    assert (there.holder, there.reserved) == (office.store.node.id, False)
    found = ledger.balance(province)[0]
    assert (found.own.passed_down, found.own.held) == (there.seats * 12, 1200)
    send(province, office)
    assert ledger.balance(office)[0].own.free == there.seats * 12
    # Inside the kabupaten: to its kecamatan, reserved there.
    inner = sharing_out.share(office, "P26", seats=3, from_month="2026-03").value
    assert inner.seats == 3
    assert all(part.reserved and part.region.startswith("53.11.") for part in inner.parts)
    assert inner.person_months == 30
    assert ledger.balance(office)[0].own.holds


def test_targets_decide_and_who_has_none_gets_nothing(province: Context) -> None:
    for region, eligible, permille in (("53.01", 100_000, 500), ("53.11", 50_000, 500), ("53.02", 1_000, 1)):
        targets.set_target(province, Target(region, 2026, eligible, 0, permille, date(2026, 1, 2)))
    done = sharing_out.share(province, "P26", by="target", seats=99, dry_run=True).value
    assert {part.region: part.seats for part in done.parts if part.seats} == {"53.01": 66, "53.11": 33}
    assert {part.region: part.basis for part in done.parts if part.basis is not None} == {
        "53.01": 50_000,
        "53.02": 1,
        "53.11": 25_000,
    }
    with pytest.raises(UserError, match="share_no_figures"):
        sharing_out.share(province, "P26", by="eligible")


def test_eligible_people_who_wait_decide(province: Context) -> None:
    people(province, 3)
    people(province, 1, start=10, village_code="53.01.04.2001")
    people(province, 2, start=20, village_code="53.01.04.2001", occupation="pns")
    done = sharing_out.share(province, "P26", by="eligible", seats=8, dry_run=True).value
    assert {part.region: (part.basis, part.seats) for part in done.parts if part.seats} == {
        "53.01": (1, 2),
        "53.11": (3, 6),
    }


def test_a_list_gives_numbers_or_a_ratio(province: Context) -> None:
    regions = province.reference.regions
    pasted = "Kab. Kupang\t40\n53.11;20\n\nKota Kupang 1.0\n"
    listed = sharing_out.read_list(regions, "53", pasted)
    assert listed == {"53.01": 40, "53.11": 20, "53.71": 10}
    numbers = sharing_out.share(province, "P26", by="list", listed=listed, dry_run=True).value
    assert {part.region: part.seats for part in numbers.parts if part.seats} == listed
    ratio = sharing_out.share(province, "P26", by="list", listed=listed, seats=100, dry_run=True).value
    assert {part.region: part.seats for part in ratio.parts if part.seats} == {"53.01": 57, "53.11": 29, "53.71": 14}
    with pytest.raises(UserError, match="capacity_exceeded"):
        sharing_out.share(province, "P26", by="list", listed={"53.01": 101})
    assert ledger.balance(province)[0].own.free == 1200


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kupang;3", "share_list_line"),
        ("Sumba Timur", "share_list_line"),
        ("Jakarta;3", "share_list_line"),
        ("53.11;3\nSumba Timur;4", "share_list_twice"),
        ("53.11;0", "share_list_empty"),
        ("", "share_list_empty"),
    ],
)
def test_a_list_that_cannot_be_read_says_where(province: Context, text: str, code: str) -> None:
    with pytest.raises(UserError, match=code):
        sharing_out.read_list(province.reference.regions, "53", text)


def test_what_is_not_free_is_refused_whole(province: Context) -> None:
    programmes.allot(province, "P26", "53.11", 90)
    with pytest.raises(UserError, match="capacity_exceeded"):
        sharing_out.share(province, "P26", seats=11)
    assert sharing_out.share(province, "P26").value.seats == 10
    with pytest.raises(UserError, match="capacity_exceeded"):
        sharing_out.share(province, "P26")
    assert ledger.balance(province)[0].own.holds
