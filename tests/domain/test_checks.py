"""The findings of one typed person."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain import checks
from ntt_desktop.domain.findings import SEVERITY
from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.formats import reference

TODAY = date(2026, 3, 1)
GOOD: dict[str, str | int | None] = {
    "nik": "5311185105780001",
    "full_name": " Yoksan  Goit ",
    "village_code": "5311182005",
    "birth_date": "11/05/1978",
    "sex": "Pr",
    "occupation": "Penenun",
    "phone": "+62 813 9811 5345",
}


def check(**changed: str | int | None) -> checks.Checked:
    found = reference.load()
    return checks.normalise(GOOD | changed, regions=found.regions, occupations=found.occupations, today=TODAY)


def codes(**changed: str | int | None) -> list[str]:
    return [finding.code for finding in check(**changed).findings]


def test_a_person_without_fault_is_stored_in_one_form() -> None:
    found = check()
    assert found.findings == ()
    assert found.values == {
        "nik": "5311185105780001",
        "full_name": "Yoksan Goit",
        "village_code": "53.11.18.2005",
        "birth_date": "1978-05-11",
        "sex": "P",
        "occupation": "penenun",
        "phone": "081398115345",
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nik": ""}, "nik_missing"),
        ({"nik": "531118510578000"}, "nik_length"),
        ({"nik": "53111851O5780001"}, "nik_not_digits"),
        ({"nik": "5,31118E+15"}, "nik_scientific"),
        ({"nik": "5311185105780000"}, "nik_date_impossible"),
        ({"nik": "7311185105780001"}, "nik_outside_ntt"),
        ({"nik": "5301185105780001"}, "nik_other_regency"),
        ({"birth_date": "1978-05-12"}, "nik_birth_mismatch"),
        ({"birth_date": "lupa"}, "birth_date_unreadable"),
        ({"birth_date": None}, "birth_date_from_nik"),
        ({"sex": "L"}, "nik_sex_mismatch"),
        ({"sex": "x"}, "sex_unreadable"),
        ({"full_name": "-"}, "name_missing"),
        ({"village_code": "53.11.18"}, "village_unknown"),
        ({"village_code": ""}, "village_unknown"),
        ({"no_kk": "123"}, "kk_invalid"),
        ({"no_kk": "531118.510578-0001"}, "kk_equals_nik"),
        ({"occupation": "Pelajar"}, "occupation_not_work"),
        ({"occupation": "PNS"}, "occupation_not_work"),
        ({"occupation": "Wiraswasta"}, "occupation_unknown"),
        ({"phone": "tidak ada"}, "phone_invalid"),
    ],
)
def test_one_fault_one_finding(change: dict[str, str | None], code: str) -> None:
    assert codes(**change) == [code]


def test_what_stands_in() -> None:
    assert check(birth_date="lupa", sex="x").values["birth_date"] == "1978-05-11"
    assert check(birth_date=None, sex=None).values["sex"] == "P"
    assert check(nik="5321185105780001", village_code="53.04.12.1001").findings[0].code == "nik_other_regency"
    assert codes(nik="5304185105780001", village_code=reference.load().regions.villages("53.21")[0].code) == []
    assert check(phone="081398115345 / 082197757863").values["notes"] == "082197757863"


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(WORKER_FIELDS), st.none() | st.text(max_size=20), max_size=10))
def test_any_typing_gives_only_codes_of_the_table_and_is_stable(typed: dict[str, str | None]) -> None:
    found = check(**typed)
    assert {finding.code for finding in found.findings} <= set(SEVERITY)
    assert set(checks.DEPENDS_ON) == set(SEVERITY)
    again = check(**found.values)
    assert {n: v for n, v in again.values.items() if v is not None} == {
        n: v for n, v in found.values.items() if v is not None
    }
