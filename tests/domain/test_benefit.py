"""The programme's public figures out of the program's own arithmetic (domain section 1)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntt_desktop.domain.benefit import (
    ACCIDENT,
    LEFT,
    LEVELS,
    ORDINARY,
    UNKNOWN,
    Benefits,
    Expected,
    Pupil,
    expected,
    school_level,
)
from ntt_desktop.domain.cover import Terms

DAY = date(2026, 8, 14)
TODDLERS = tuple(Pupil(name, date(2023, 1, 1), None) for name in ("Ana", "Beni", "Cici"))


def due(cause: str, months: int | None, *children: Pupil, covered: bool = True) -> Expected:
    return expected(Benefits(), Terms(), cause=cause, covered=covered, months_in_row=months, children=children, on=DAY)


def test_the_public_figures() -> None:
    assert Benefits().ordinary_death == 42_000_000
    assert Benefits().accident_death == 70_000_000
    assert Benefits().most_scholarship == 174_000_000
    assert (due(ORDINARY, 12).low, due(ORDINARY, 12).high) == (42_000_000, 42_000_000)
    assert (due(ACCIDENT, 1).low, due(ACCIDENT, 1).high) == (70_000_000, 70_000_000)
    assert due(ORDINARY, 3).high == 10_000_000, "a death in the third month"
    assert due(ORDINARY, 4).low == 42_000_000
    assert due(ACCIDENT, 1, *TODDLERS[:2]).high == 70_000_000 + 174_000_000


def test_a_third_child_gets_nothing_and_it_is_said() -> None:
    lines = [line for line in due(ACCIDENT, 1, *TODDLERS).lines if line.code == "scholarship"]
    assert [(line.high, line.condition) for line in lines] == [
        (87_000_000, ""),
        (87_000_000, ""),
        (0, "most_children"),
    ]


def test_the_scholarship_after_an_ordinary_death_waits_three_years() -> None:
    assert [line.condition for line in due(ORDINARY, 35, TODDLERS[0]).lines][-1] == "scholarship_wait"
    assert due(ORDINARY, 36, TODDLERS[0]).high == 42_000_000 + 87_000_000


def test_where_the_history_is_not_known_the_answer_is_a_span() -> None:
    answer = due(ORDINARY, None, TODDLERS[0])
    assert (answer.low, answer.high) == (10_000_000, 42_000_000 + 87_000_000)
    assert {line.condition for line in answer.lines} == {"", "history_unknown"}


def test_without_a_paid_month_nothing_is_due() -> None:
    assert due(ACCIDENT, 24, covered=False).high == 0


@pytest.mark.parametrize(
    ("pupil", "why"),
    [
        (Pupil("A", date(2003, 8, 14), "pt"), "too_old"),
        (Pupil("A", date(2003, 8, 15), "pt"), ""),
        (Pupil("A", None, "sd"), ""),
        (Pupil("A", date(2010, 1, 1), "smp", married=True), "married"),
        (Pupil("A", date(2010, 1, 1), "smp", working=True), "working"),
        (Pupil("A", date(2010, 1, 1), LEFT), "left_school"),
    ],
)
def test_who_gets_no_scholarship(pupil: Pupil, why: str) -> None:
    assert pupil.refused(DAY, 23) == why


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("SD", "sd"),
        ("Sekolah Dasar kelas 4", "sd"),
        ("SMP kls 2", "smp"),
        ("SMK", "sma"),
        ("Kuliah", "pt"),
        ("Belum sekolah", "tk"),
        ("Putus sekolah SD", LEFT),
        ("Primary school", "sd"),
        ("University", "pt"),
        ("", None),
        ("?", None),
    ],
)
def test_levels_as_villages_write_them(text: str, level: str | None) -> None:
    assert school_level(text) == level


@given(
    cause=st.sampled_from((ORDINARY, ACCIDENT, UNKNOWN)),
    months=st.none() | st.integers(0, 60),
    covered=st.booleans(),
    levels=st.lists(st.sampled_from((None, LEFT, *LEVELS)), max_size=5),
)
def test_a_span_is_a_span_and_more_is_never_less(
    cause: str, months: int | None, covered: bool, levels: list[str | None]
) -> None:
    children = [Pupil(str(number), None, level) for number, level in enumerate(levels)]
    answer = due(cause, months, *children, covered=covered)
    assert 0 <= answer.low <= answer.high <= 70_000_000 + 174_000_000
    assert sum(line.high > 0 for line in answer.lines if line.code == "scholarship") <= 2
    if months is not None:
        assert due(cause, months + 1, *children, covered=covered).high >= answer.high
        unknown = due(cause, None, *children, covered=covered)
        assert unknown.low <= answer.low
        assert answer.high <= unknown.high


@given(st.dictionaries(st.sampled_from(("funeral", "wage_base", "x")), st.integers(-5, 10**9) | st.text(max_size=3)))
def test_terms_are_read_back_and_wrong_ones_are_the_defaults(said: dict[str, int | str]) -> None:
    import json

    read = Benefits.read(json.dumps(said))
    wanted = said.get("funeral")
    assert read.funeral == (wanted if isinstance(wanted, int) and wanted >= 0 else 10_000_000)
    assert Benefits.read(read.write()) == read
