"""The list of people: filters, order, search, windows, counts."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.services.context import Context
from ntt_desktop.services.people import workers
from ntt_desktop.services.people.worker_list import SORTS, WorkerList, WorkerQuery, _Order

KANGELI = "53.11.18.2005"

PEOPLE: tuple[tuple[str, dict[str, str | int | None]], ...] = (
    ("H. Abdul Rahman", {"nik": "5311180105700012", "village_code": KANGELI, "decile": 2, "phone": "81398115345"}),
    ("Agnes Lobo", {"nik": "5311024105800001", "village_code": "53.11.02.2006", "occupation": "Penenun"}),
    ("Yohanes Da'o", {"nik": "5311180105900003", "village_code": KANGELI, "mother_name": "Maria Wadu"}),
    ("Maria Bana", {"nik": "5311184105600004", "village_code": KANGELI, "birth_date": "02/05/1960"}),
)  # fmt: skip


@pytest.fixture
def people(ctx: Context) -> WorkerList:
    for name, fields in PEOPLE:
        workers.add(ctx, {"full_name": name, **fields})
    workers.add(ctx, {"full_name": "Tanpa Nik", "village_code": KANGELI}, incomplete=True)
    return WorkerList(ctx)


def names(people: WorkerList, **query: object) -> list[str]:
    keys = people.keys(WorkerQuery(**query))  # type: ignore[arg-type]
    return [row["full_name"].split()[-1] for row in people.rows(keys)]


def test_order_and_filters(people: WorkerList) -> None:
    assert names(people) == ["Rahman", "Lobo", "Bana", "Nik", "Da'o"]
    assert names(people, descending=True)[0] == "Da'o"
    assert names(people, sort="age", complete=True) == ["Bana", "Rahman", "Lobo", "Da'o"]
    assert names(people, sort="decile")[0] == "Rahman"
    assert names(people, area="53.11.02") == ["Lobo"]
    assert names(people, area="53.1") == []
    assert names(people, occupation="penenun") == ["Lobo"]
    assert names(people, finding="nik_birth_mismatch") == names(people, finding="open") == ["Bana"]
    assert names(people, complete=False) == ["Nik"]
    assert names(people, states=("verified",)) == []
    assert names(people, decile=2) == ["Rahman"]
    assert names(people, in_slot=True) == []
    assert len(names(people, in_slot=False)) == 5


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_holds_everybody(people: WorkerList, sort: str) -> None:
    assert len(people.keys(WorkerQuery(sort=sort))) == 5
    assert len(people.keys(WorkerQuery(sort=sort, descending=True))) == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ab", ["Rahman"]),
        ("rahman abd", ["Rahman"]),
        ("H. Abdul", ["Rahman"]),
        ("0012", ["Rahman"]),
        ("531118 0105", ["Rahman", "Da'o"]),
        ("0813981", ["Rahman"]),
        ("+62 813", ["Rahman"]),
        ("maria", ["Bana", "Da'o"]),
        ("dao", ["Da'o"]),
        ("Da’o", ["Da'o"]),
        ("xyz", []),
        ('" OR names:*', []),
        ("  ", ["Rahman", "Lobo", "Bana", "Nik", "Da'o"]),
    ],
)
def test_search_as_one_types(people: WorkerList, text: str, found: list[str]) -> None:
    assert names(people, text=text) == found


def test_search_goes_with_filters_and_follows_changes(ctx: Context, people: WorkerList) -> None:
    assert names(people, text="maria", finding="open") == ["Bana"]
    workers.add(ctx, {"full_name": "Maria Lende", "nik": "5311184105610005", "village_code": KANGELI})
    assert names(people, text="maria") == ["Bana", "Lende", "Da'o"]


def test_counts_hold_incomplete_people_apart(people: WorkerList) -> None:
    assert people.counts() == {"all": 4, "without_slot": 4, "needs_evidence": 1, "incomplete": 1, "ended": 0}
    assert people.counts("53.11.02")["all"] == 1
    assert people.in_use() == {"subdistricts": ["53.11.02", "53.11.18"], "occupations": ["penenun"]}


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(1, 200)), st.integers(0, 199), st.sets(st.integers(1, 260)))
def test_a_search_picks_who_was_found_in_the_order(keys: list[int], count: int, found: set[int]) -> None:
    order = _Order(array("q", keys[:count]))
    for some in (found, {key for key in found if key < 4}, set(keys)):
        assert list(order.picked(sorted(some))) == [key for key in keys[:count] if key in some]
