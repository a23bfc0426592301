"""Dates, birth cells and months."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.dates import (
    Month,
    age_on,
    century_rule,
    dates_alike,
    months_between,
    read_date,
    read_serial,
    split_place_and_date,
)

RULE = century_rule(date(2026, 3, 1))
BORN = date(1985, 3, 12)


@pytest.mark.parametrize(
    "text",
    ["12-03-1985", "12/3/85", "12.03.85", "12 Maret 1985", "12 Mar 85", "12 03 1985", "1985-03-12", "12-mrt-1985",
     " 12 / 3 / 1985 ", "12 Mar. 1985"],
)  # fmt: skip
def test_forms_that_are_read(text: str) -> None:
    assert read_date(text, two_digit_year=RULE) == BORN


@pytest.mark.parametrize(
    "text",
    ["lupa", "-?-", "1985", "03/25/1985", "1985/03/12", "30-02-1985", "12-03-0085", "12-03-198", "12 Mart 85", ""],
)
def test_forms_that_are_not(text: str) -> None:
    assert read_date(text, two_digit_year=RULE) is None


@settings(max_examples=50)
@given(
    st.dates(date(1930, 1, 1), date(2015, 1, 1)),
    st.sampled_from(
        ["{d}-{m}-{y}", "{d:02}/{m:02}/{y}", "{d}.{m}.{y}", "{d} {n} {y}", "{y}-{m:02}-{d:02}", "{d} {n} {s}"]
    ),
)
def test_any_birth_date_is_read_back(born: date, form: str) -> None:
    names = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    text = form.format(d=born.day, m=born.month, y=born.year, n=names[born.month - 1], s=f"{born.year % 100:02d}")
    assert read_date(text, two_digit_year=RULE) == born


@settings(max_examples=50)
@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    read_date(text, two_digit_year=RULE)
    split_place_and_date(text)


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("Kefamenanu, 12-03-1985", "Kefamenanu", "12-03-1985"),
        ("Ba'a,12/03/85", "Ba'a", "12/03/85"),
        ("Kupang / 12 Mar 1985", "Kupang", "12 Mar 1985"),
        ("Kupang 12 Mar 1985", "Kupang", "12 Mar 1985"),
        ("Kupang, NTT, 12-03-1985", "Kupang, NTT", "12-03-1985"),
        ("12-03-1985", "", "12-03-1985"),
        ("Timor Tengah Utara", "Timor Tengah Utara", ""),
        ("Kupang, -", "Kupang", ""),
        ("Kupang,", "Kupang", ""),
        ("Kupang, lupa", "Kupang", "lupa"),
        ("lupa", "", "lupa"),
        ("Tidak Tahu", "", "Tidak Tahu"),
        ("-?-", "", "-?-"),
        ("", "", ""),
    ],
)
def test_place_and_date_in_one_cell(text: str, place: str, day: str) -> None:
    parts = split_place_and_date(text)
    assert (parts.place, parts.date_text) == (place, day)


def test_serials_count_from_1900() -> None:
    assert read_serial(31118) == BORN
    assert read_serial(1) == date(1900, 1, 1)
    assert read_serial(0) is None
    assert read_serial(5371010305680000) is None


def test_birth_dates_that_may_be_one() -> None:
    assert dates_alike(BORN, BORN)
    assert dates_alike(BORN, date(1985, 12, 3))
    assert dates_alike(BORN, date(1986, 3, 12))
    assert not dates_alike(BORN, date(1986, 3, 13))


def test_age() -> None:
    assert age_on(BORN, date(2026, 3, 11)) == 40
    assert age_on(BORN, date(2026, 3, 12)) == 41


@settings(max_examples=40)
@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(-60, 60))
def test_months_add_up(year: int, month: int, steps: int) -> None:
    first = Month(year, month)
    later = first + steps
    assert months_between(first, later) == steps
    assert later - steps == first
    assert (later > first) == (steps > 0)
    assert Month.parse(later.text) == later == Month.of(later.first_day)
    assert later.last_day + timedelta(days=1) == (later + 1).first_day


def test_what_is_no_month() -> None:
    for text in ("2026", "2026-13", "Januari"):
        with pytest.raises(ValueError):
            Month.parse(text)
