"""Ranges, acknowledgement and copies of a store."""

from hypothesis import given
from hypothesis import strategies as st

from ntt_desktop.domain.sync.ranges import Span, Taken, acknowledged, cloned, merged, missing

spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1])))


def numbers(found: list[Span]) -> set[int]:
    return {number for span in found for number in range(span.start + 1, span.end + 1)}


@given(spans)
def test_merged_acknowledged_and_missing_agree_with_counting(found: list[Span]) -> None:
    covered = numbers(found)
    assert numbers(merged(found)) == covered
    upto = acknowledged(found)
    assert set(range(1, upto + 1)) <= covered
    assert upto + 1 not in covered
    highest = max(covered, default=0)
    assert numbers(missing(found)) == set(range(1, highest + 1)) - covered


@given(spans, st.randoms())
def test_order_and_repetition_do_not_matter(found: list[Span], chance: object) -> None:
    shuffled = [*found, *found]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert (merged(shuffled), acknowledged(shuffled)) == (merged(found), acknowledged(found))


def test_a_copy_shows_by_range_by_number_and_by_what_it_follows() -> None:
    first, second = Taken(Span(0, 5), 1, "a", "A"), Taken(Span(0, 9), 2, "b", "B", "A")
    assert not cloned([first, second, first])
    assert cloned([first, Taken(Span(0, 5), 3, "x", "X")])
    assert cloned([first, second, Taken(Span(5, 8), 2, "c", "C", "A")])
    assert cloned([first, Taken(Span(0, 9), 2, "b", "B", "another")])
    assert not cloned([Taken(Span(5, 5), 1, "", "A"), Taken(Span(5, 5), 2, "", "B", "A")])
    # Made again after an update: other words for the same records.
    assert not cloned([first, Taken(Span(0, 5), 1, "a", "A2")])
