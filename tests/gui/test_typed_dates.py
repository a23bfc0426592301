"""What a date field takes for a date, and what it does not."""

from datetime import date

import pytest

from ntt_desktop.gui.widgets.date_field import read_typed

TODAY = date(2026, 2, 10)


@pytest.mark.parametrize(
    "text",
    ["12/3/1985", "12.03.85", "12 - 3 - 1985", "12031985", "120385", "12mar1985", "12 Maret 85", "1985-3-12"],
)
def test_a_date_is_read_however_it_is_typed(text: str) -> None:
    assert read_typed(text, today=TODAY) == date(1985, 3, 12)


def test_a_short_year_is_of_the_last_hundred() -> None:
    assert [read_typed(f"1/2/{year}", today=TODAY).year for year in ("26", "27")] == [2026, 1927]  # type: ignore[union-attr]


def test_a_day_to_come_is_of_this_century() -> None:
    assert read_typed("15/1/27", today=TODAY, ahead=True) == date(2027, 1, 15)


@pytest.mark.parametrize("text", ["", "12", "12/03", "1203", "32/13", "12 3", "5/1985", "99/99", "31/2/2026", "12/3/1"])
def test_half_a_date_is_none(text: str) -> None:
    assert read_typed(text, today=TODAY) is None, "12/03 was the first of February 2003"
