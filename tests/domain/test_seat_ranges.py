"""Sets of seats as ranges."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntt_desktop.domain import seat_ranges


@given(st.sets(st.integers(1, 300)))
def test_what_is_written_is_read_again(seats: set[int]) -> None:
    text = seat_ranges.write(seats)
    pairs = seat_ranges.read(text)
    assert {seat for low, high in pairs for seat in range(low, high + 1)} == seats
    assert all(one[1] + 1 < other[0] for one, other in pairwise(pairs))


def test_a_bill_of_fifty_thousand_fits_in_a_line() -> None:
    assert seat_ranges.write([seat for seat in range(1, 50_001) if seat != 12_001]) == "1-12000,12002-50000"


@pytest.mark.parametrize("text", ["5-1", "0", "1,1", "3,2", "a", "1-2-3", "-4"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        seat_ranges.read(text)
