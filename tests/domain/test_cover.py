"""Cover clocks against a plain walk through the months."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.cover import Clocks, Terms, clocks
from ntt_desktop.domain.dates import Month

START = Month(2023, 1)
offsets = st.sets(st.integers(0, 60), max_size=50)


def months(*texts: str) -> list[Month]:
    return [Month.parse(text) for text in texts]


def walked(paid: set[int], today: int, lapse_after: int) -> int:
    """Months in a row, month by month as an officer would count on a calendar."""
    run = unpaid = 0
    for month in range(today + 1):
        if month in paid:
            run, unpaid = run + 1, 0
        elif month < today:  # this month may still be paid
            unpaid += 1
            if unpaid >= lapse_after:
                run = 0
    return run


@settings(max_examples=60)
@given(offsets, st.integers(0, 60), offsets, st.integers(1, 5))
def test_clocks_are_those_of_a_walk_through_the_months(
    paid: set[int], today: int, planned: set[int], lapse_after: int
) -> None:
    found = clocks(
        [START + offset for offset in paid],
        known=True,
        today=START + today,
        planned=[START + offset for offset in planned],
        lapse_after=lapse_after,
    )
    run = walked(paid, today, lapse_after)
    assert found.months_in_row == run
    assert found.jkm_full_in == max(4 - run, 0)
    assert found.scholarship_in == max(36 - run, 0)
    assert found.last_paid == (START + max(paid) if paid else None)
    assert not {month.index for month in found.gaps} & {(START + offset).index for offset in paid | planned}
    assert list(found.gaps) == sorted(set(found.gaps))
    assert all(month >= START + today for month in found.gaps)
    if found.gaps:  # paying just those months keeps the membership through the year ahead
        mended = [*(START + offset for offset in paid | planned if offset <= today or offset in paid), *found.gaps]
        assert clocks(mended, known=True, today=START + today, lapse_after=lapse_after).months_in_row >= run


def test_nothing_known_is_not_nothing() -> None:
    assert clocks([], known=False, today=Month(2026, 2)) == Clocks(None, None, None, None, ())
    assert clocks([], known=True, today=Month(2026, 2)) == Clocks(0, 4, 36, None, ())


def test_the_first_three_months_pay_a_part_and_the_fourth_in_full() -> None:
    paid = months("2026-01", "2026-02", "2026-03", "2026-04")
    ahead = [clocks(paid, known=True, today=month).jkm_full_in for month in paid]
    assert ahead == [3, 2, 1, 0]


def test_a_gap_between_two_budgets_is_seen_before_it_begins() -> None:
    year = [Month(2026, month) for month in range(1, 13)]
    found = clocks(year, known=True, today=Month(2026, 11), planned=months("2027-03", "2027-04"))
    assert found.gaps[:2] == (Month(2027, 1), Month(2027, 2))
    assert found.months_in_row == 11
    lost = clocks(year, known=True, today=Month(2026, 11), planned=months("2027-05"))
    assert lost.gaps == (Month(2027, 1), Month(2027, 2), Month(2027, 3))
    bridged = clocks(year, known=True, today=Month(2026, 12), planned=[Month(2027, month) for month in range(1, 13)])
    assert bridged.gaps == ()


def test_coming_back_after_three_unpaid_months_counts_as_new() -> None:
    paid = months("2025-11", "2025-12", "2026-03", "2026-04")
    assert clocks(paid, known=True, today=Month(2026, 4)).months_in_row == 4
    paid = months("2025-11", "2025-12", "2026-04")
    assert clocks(paid, known=True, today=Month(2026, 4)).months_in_row == 1
    assert clocks(paid, known=True, today=Month(2026, 8)).months_in_row == 0


def test_terms_come_from_the_programme_and_default_where_it_says_nothing() -> None:
    assert Terms.read(None) == Terms() == Terms(3, 36, 3)
    assert Terms.read('{"scholarship_after": 24, "lapse_after": 0, "full_jkm_after": "x"}') == Terms(3, 24, 3)
    assert Terms.read("[1]") == Terms.read("{") == Terms()
    assert Terms.read(Terms(1, 2, 3).write()) == Terms(1, 2, 3)
