"""NIK: parsing, cleaning, century, region, mask."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.nik import (
    Nik,
    NikError,
    birth_date,
    clean_nik,
    group,
    guess,
    home_regencies,
    is_scientific,
    mask,
)

TODAY = date(2026, 3, 1)


def make(region: str, day: int, month: int, year2: int, serial: int, *, female: bool) -> str:
    return f"{region}{day + 40 * female:02d}{month:02d}{year2:02d}{serial:04d}"


@settings(max_examples=50)
@given(
    born=st.dates(date(1927, 1, 1), date(2015, 12, 31)),
    female=st.booleans(),
    serial=st.integers(1, 9999),
    noise=st.sampled_from(["", "'", "\u202a", "\u00a0"]),
)
def test_what_a_number_says_comes_back(born: date, female: bool, serial: int, noise: str) -> None:
    text = make("531118", born.day, born.month, born.year % 100, serial, female=female)
    nik = Nik.parse(f"{noise}{text[:6]}.{text[6:12]}-{text[12:]} \u200b")
    assert nik.text == text
    assert (nik.region, nik.regency, nik.province) == ("53.11.18", "53.11", "53")
    assert (nik.sex, nik.serial) == ("P" if female else "L", serial)
    assert birth_date(nik, full_year=born.year, today=TODAY) == born
    assert nik.says(born)


@settings(max_examples=60)
@given(st.text(max_size=20))
def test_any_text_is_a_nik_or_one_of_four_refusals(text: str) -> None:
    code = ""
    try:
        Nik.parse(text)
    except NikError as error:
        code = error.code
    assert code in {"", "nik_missing", "nik_not_digits", "nik_length", "nik_date_impossible"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "nik_missing"),
        (" - ", "nik_missing"),
        ("5371O12403940002", "nik_not_digits"),
        ("O", "nik_not_digits"),
        ("531111461074000", "nik_length"),
        ("53111146107400011", "nik_length"),
        ("5371028502670001", "nik_date_impossible"),
        ("5371023202670001", "nik_date_impossible"),
        ("5371020002670001", "nik_date_impossible"),
        ("5371024002670001", "nik_date_impossible"),
        ("5371021713730002", "nik_date_impossible"),
        ("5371023002670001", "nik_date_impossible"),
        ("5371040705910000", "nik_date_impossible"),
        ("5300020705910001", "nik_date_impossible"),
        ("0011020705910001", "nik_date_impossible"),
        ("5311000705910001", "nik_date_impossible"),
        ("٥٣٧١٠٤٠٧٠٥٩١٠٠٠١", "nik_not_digits"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    with pytest.raises(NikError) as refused:
        Nik.parse(text)
    assert refused.value.code == code


def test_the_leap_day_passes_and_becomes_28_in_a_year_without_one() -> None:
    nik = Nik.parse("5311072902900003")
    assert birth_date(nik, today=TODAY) == date(1990, 2, 28)
    assert nik.says(date(1990, 2, 28))
    assert birth_date(Nik.parse("5311072902920003"), today=TODAY) == date(1992, 2, 29)


@pytest.mark.parametrize(
    ("digits", "full_year", "youngest", "born"),
    [
        ("5311180105780001", None, 10, date(1978, 5, 1)),
        ("5311180103160001", None, 10, date(2016, 3, 1)),  # ten today
        ("5311180203160001", None, 10, date(1916, 3, 2)),  # ten tomorrow
        ("5311180203160001", 2016, 10, date(2016, 3, 2)),  # the row says so
        ("5311180203160001", 2017, 10, date(1916, 3, 2)),  # the row says another year
        ("5311180203160001", None, 0, date(2016, 3, 2)),
        ("5311180203260001", None, 0, date(1926, 3, 2)),  # tomorrow
        ("5311180103260001", None, 0, date(2026, 3, 1)),
        ("5311180101050001", 1905, 10, date(1905, 1, 1)),
        ("5311180101780001", 2078, 10, date(1978, 1, 1)),  # no one is born in the future
    ],
)
def test_the_century(digits: str, full_year: int | None, youngest: int, born: date) -> None:
    assert birth_date(Nik.parse(digits), full_year=full_year, youngest=youngest, today=TODAY) == born


def test_young_kabupaten_carry_their_parents_code() -> None:
    assert home_regencies("53.21") == {"53.21", "53.04"}
    assert home_regencies("53.71") == {"53.71", "53.01"}
    assert home_regencies("53.11") == {"53.11"}


def test_shown_masked_or_grouped() -> None:
    assert mask("5311180105780012") == "************0012"
    assert group("5311180105780001") == "531118 010578 0001"
    assert (mask(""), group("53")) == ("", "53")


def test_what_spreadsheets_and_typists_do() -> None:
    assert is_scientific("5,30101E+15")
    assert is_scientific(" 5.3E15")
    assert not is_scientific("5301010101010001")
    assert clean_nik("'5371024402920002") == "5371024402920002"
    assert clean_nik("531103 501086\xa00001") == "5311035010860001"
    assert guess("5371O1240394000l") == "5371012403940001"
