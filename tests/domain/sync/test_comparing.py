"""When a cell still says what was signed, and the codes that people compare."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntt_desktop.domain.sync.codes import check_code, pack_stock, row_keys, same_code, stock_key, unpack_stock
from ntt_desktop.domain.sync.comparing import CellValue, unchanged


@pytest.mark.parametrize(
    ("signed", "found"),
    [
        ("16800", 16800),
        ("16800", 16800.0),
        ("081234567890", 81234567890.0),
        ("001", 1),
        ("0", 0),
        ("1985-03-12", 31118),
        ("1985-03-12", date(1985, 3, 12)),
        ("1985-03-12", datetime(1985, 3, 12)),  # noqa: DTZ001  (a cell has no time zone)
        ("2026-01", date(2026, 1, 1)),
        ("TRUE", True),
        ("FALSE", "false"),
        ("", None),
        ("", "  "),
        ("Ana", " Ana\u00a0"),
        ("satu\ndua", "satu\r\ndua"),
        ("EUSÉBIO", "EUSE\u0301BIO"),
    ],
)
def test_no_edits(signed: str, found: CellValue) -> None:
    assert unchanged(signed, found)


@pytest.mark.parametrize(
    ("signed", "found"),
    [
        ("081234567890", 81234567891),
        ("A01", 1),
        ("16800", 16801),
        ("0", None),
        ("1985-03-12", 31117),
        ("1985-13-12", 31118),
        ("Ana", "ANA"),
        ("Ana", None),
        ("", "x"),
        ("1985-03-12", date(1985, 12, 3)),
        ("1", True),
        ("2026-01", date(2026, 1, 2)),
        ("10:00", time(10, 1)),
    ],
)
def test_edits(signed: str, found: CellValue) -> None:
    assert not unchanged(signed, found)


def test_digits_that_became_a_number_are_always_an_edit() -> None:
    assert unchanged("5311181203780001", "5311181203780001", digits=True)
    assert not unchanged("5311181203780001", 5311181203780001, digits=True)
    assert not unchanged("5311181203780000", 5311181203780000.0, digits=True)


@given(st.text())
def test_a_text_is_itself(text: str) -> None:
    assert unchanged(text, text)


def test_codes() -> None:
    assert same_code("abcd-efgh-ijkl-mnop", "ABCD EFGH IJKL MNOP")
    assert same_code("AIOB", "A10 8")
    assert not same_code("AAAA", "AAAB")
    assert len(check_code(["a", "b"])) == 8
    assert check_code(["ab"]) != check_code(["a", "b"])
    keys = [stock_key(str(number)) for number in range(5)]
    assert unpack_stock(pack_stock(reversed(keys))) == sorted(keys)
    with pytest.raises(ValueError):
        unpack_stock("AAAA")


@given(st.sets(st.uuids().map(str), max_size=50))
def test_row_keys_are_short_and_different(records: set[str]) -> None:
    keys = row_keys(records, "P")
    assert len(set(keys.values())) == len(records)
    assert all(key[0] == "P" and len(key) == 8 for key in keys.values())
