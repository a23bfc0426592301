"""What becomes of a row: the table of findings and the outcomes of domain section 5, sentence by sentence."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.findings import SEVERITY
from ntt_desktop.domain.intake.cells import Cell, Row
from ntt_desktop.domain.intake.judging import KnownWorker
from ntt_desktop.domain.intake.records import read_draft, read_judged, write_draft, write_judged
from ntt_desktop.formats.reference import Reference
from tests.domain.intake.listing import Lists, Read

NIK = "5311180105780001"  # a man, born 1 May 1978, Lewa Tidahu
PERSON: dict[str, Cell] = {
    "NIK": NIK,
    "NAMA": "Yoksan Goit",
    "TGL LAHIR": "01-05-1978",
    "L/P": "L",
    "DESA": "Kangeli",
    "KECAMATAN": "Lewa Tidahu",
}


@pytest.fixture
def lists(reference: Reference) -> Lists:
    return Lists(reference)


def rows_of(*people: dict[str, Cell]) -> list[Row]:
    head = list(dict.fromkeys(name for person in people for name in person))
    return [list(head), *([person.get(name) for name in head] for person in people)]


def one(lists: Lists, **changes: Cell) -> Read:
    changed = {name.replace("_", " "): value for name, value in changes.items()}
    return lists.read(rows_of({**PERSON, **changed}))[0]


def test_a_clean_row_is_new_and_says_nothing(lists: Lists) -> None:
    row = one(lists)
    assert (row.judged.outcome, row.codes) == ("new", set())
    assert row.draft.values == {
        "nik": NIK,
        "full_name": "Yoksan Goit",
        "birth_date": "1978-05-01",
        "sex": "L",
        "village_code": "53.11.18.2005",
    }


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (f"'{NIK}", set()),
        ("531118 010578\u00a00001", set()),
        ("531118.010578-0001", set()),
        (f"\u202a{NIK}\u200b", set()),
        (float(NIK), {"nik_numeric"}),
        (int(NIK), {"nik_numeric"}),
        (5311180105780000.0, {"nik_numeric", "nik_date_impossible"}),
        ("5311180105780000", {"nik_date_impossible"}),
        (None, {"nik_missing"}),
        ("-", {"nik_missing"}),
        ("531118010578001", {"nik_length"}),
        ("53111801057800011", {"nik_length"}),
        ("53O1180105780001", {"nik_not_digits"}),
        ("53O118", {"nik_not_digits"}),
        ("5,31112E+15", {"nik_scientific"}),
        ("5.31112E+15", {"nik_scientific"}),
        ("5311183202780001", {"nik_date_impossible"}),
        ("5311187202780001", {"nik_date_impossible"}),
        ("5311180113780001", {"nik_date_impossible"}),
        ("5300180105780001", {"nik_date_impossible"}),
        ("5311000105780001", {"nik_date_impossible"}),
        ("7371010105780001", {"nik_outside_ntt"}),
        ("5304010105780001", {"nik_other_regency"}),
    ],
)
def test_niks(lists: Lists, cell: Cell, codes: set[str]) -> None:
    row = one(lists, NIK=cell)
    assert row.codes == codes
    assert row.judged.outcome == ("rejected" if any(SEVERITY[code] == "reject" for code in codes) else "new")


def test_all_checks_run_on_a_rejected_row(lists: Lists) -> None:
    row = one(lists, NIK="531", NAMA="-", **{"L/P": "x", "DESA": "Antah", "TGL LAHIR": "lupa"})
    assert row.codes == {"nik_length", "name_missing", "sex_unreadable", "village_unknown", "birth_date_unreadable"}
    severities = [finding.severity for finding in row.judged.findings]
    assert severities == sorted(severities, key=["reject", "evidence", "note"].index)


@pytest.mark.parametrize(
    ("cell", "born", "codes"),
    [
        ("01-05-1978", "1978-05-01", set()),
        ("1/5/78", "1978-05-01", set()),
        ("01.05.78", "1978-05-01", set()),
        ("1 Mei 1978", "1978-05-01", set()),
        ("1 mei 78", "1978-05-01", set()),
        ("1978-05-01", "1978-05-01", set()),
        (date(1978, 5, 1), "1978-05-01", set()),
        (datetime.fromisoformat("1978-05-01T07:00"), "1978-05-01", set()),
        (28611.0, "1978-05-01", set()),
        ("02-05-1978", "1978-05-02", {"nik_birth_mismatch"}),
        ("05/13/1978", "1978-05-01", {"birth_date_unreadable"}),
        ("1978/05/01", "1978-05-01", {"birth_date_unreadable"}),
        ("-?-", "1978-05-01", {"birth_date_unreadable"}),
        ("lupa", "1978-05-01", {"birth_date_unreadable"}),
        ("31-02-1978", "1978-05-01", {"birth_date_unreadable"}),
        (19780501.0, "1978-05-01", {"birth_date_unreadable"}),
        (None, "1978-05-01", {"birth_date_from_nik"}),
        ("-", "1978-05-01", {"birth_date_from_nik"}),
        (47.0, "1978-05-01", {"birth_date_from_nik"}),
        ("47 th", "1978-05-01", {"birth_date_from_nik"}),
    ],
)
def test_birth_dates(lists: Lists, cell: Cell, born: str, codes: set[str]) -> None:
    row = one(lists, TGL_LAHIR=cell)
    assert (row.draft.born, row.codes) == (born, codes)


@pytest.mark.parametrize(
    ("cell", "born", "place", "codes"),
    [
        ("Kefamenanu, 01-05-1978", "1978-05-01", "Kefamenanu", set()),
        ("Ba'a,01/05/78", "1978-05-01", "Ba'a", set()),
        ("Kupang / 1 Mei 1978", "1978-05-01", "Kupang", set()),
        ("Kupang 01-05-1978", "1978-05-01", "Kupang", set()),
        ("Kupang", "1978-05-01", "Kupang", {"birth_date_from_nik"}),
        ("Kupang, -", "1978-05-01", "Kupang", {"birth_date_from_nik"}),
        ("lupa", "1978-05-01", None, {"birth_date_unreadable"}),
        ("Tidak Tahu", "1978-05-01", None, {"birth_date_unreadable"}),
        ("?", "1978-05-01", None, {"birth_date_unreadable"}),
        ("-?-", "1978-05-01", None, {"birth_date_unreadable"}),
        ("Ba'a. 01-05-1978", "1978-05-01", "Ba'a", set()),
        ("Kupang, tgl. 1 Mei 1978.", "1978-05-01", "Kupang", set()),
        ("Kupang / ?", "1978-05-01", "Kupang", {"birth_date_unreadable"}),
        ("Kupang, 47 tahun", "1978-05-01", "Kupang", {"birth_date_from_nik"}),
        ("Kupang, tahun 1978", "1978-05-01", "Kupang", {"birth_date_unreadable"}),
        (date(1978, 5, 1), "1978-05-01", None, set()),
    ],
)
def test_place_and_date_in_one_cell(lists: Lists, cell: Cell, born: str, place: str | None, codes: set[str]) -> None:
    person = {name: value for name, value in PERSON.items() if name != "TGL LAHIR"}
    row = lists.read(rows_of({**person, "TEMPAT, TANGGAL LAHIR": cell}))[0]
    assert (row.draft.born, row.draft.values.get("birth_place"), row.codes) == (born, place, codes)


def test_the_century_agrees_with_the_rows_year(lists: Lists) -> None:
    nik = "5311180105150001"
    assert one(lists, NIK=nik, TGL_LAHIR="01-05-1915").codes == set()
    young = one(Lists(lists.reference), NIK=nik, TGL_LAHIR=None)
    assert young.draft.born == "2015-05-01"  # makes ten years of age in February 2026
    old = one(Lists(lists.reference), NIK="5311180105160001", TGL_LAHIR=None)
    assert old.draft.born == "1916-05-01"


def test_a_leap_day_in_a_year_that_has_none(lists: Lists) -> None:
    assert one(lists, NIK="5311182902010001", TGL_LAHIR=None).draft.born == "2001-02-28"


@pytest.mark.parametrize(
    ("cell", "sex", "codes"),
    [
        ("Laki - laki", "L", set()), ("LK", "L", set()), ("pria", "L", set()),
        ("Pr", "P", {"nik_sex_mismatch"}), ("WANITA", "P", {"nik_sex_mismatch"}),
        ("x", "L", {"sex_unreadable"}), (None, "L", set()), ("-", "L", set()),
    ],
)  # fmt: skip
def test_sexes(lists: Lists, cell: Cell, sex: str, codes: set[str]) -> None:
    row = one(lists, **{"L/P": cell})
    assert (row.draft.values["sex"], row.codes) == (sex, codes)


@pytest.mark.parametrize(
    ("cell", "phone", "notes", "codes"),
    [
        ("81298765432", "081298765432", None, set()), (81298765432.0, "081298765432", None, set()),
        ("+62 812-9876-5432", "081298765432", None, set()),
        ("081298765432 / 081311112222", "081298765432", "081311112222", set()),
        ("12345, 081311112222", "081311112222", "12345", set()),
        ("tidak ada", None, None, {"phone_invalid"}), ("-", None, None, set()), (None, None, None, set()),
    ],
)  # fmt: skip
def test_phones(lists: Lists, cell: Cell, phone: str | None, notes: str | None, codes: set[str]) -> None:
    row = one(lists, NO_HP=cell)
    assert (row.draft.values.get("phone"), row.draft.values.get("notes"), row.codes) == (phone, notes, codes)


def test_family_cards_and_occupations(lists: Lists) -> None:
    assert one(lists, NO_KK=NIK).codes == {"kk_equals_nik"}
    assert one(Lists(lists.reference), NO_KK="53111801").codes == {"kk_invalid"}
    assert one(Lists(lists.reference), PEKERJAAN="PNS").codes == {"occupation_not_work"}
    unknown = one(Lists(lists.reference), PEKERJAAN="Astronot")
    assert (unknown.codes, unknown.draft.values["occupation"]) == ({"occupation_unknown"}, "Astronot")
    assert one(Lists(lists.reference), PEKERJAAN="Petani").draft.values["occupation"] == "petani"


def test_other_fields_are_read(lists: Lists) -> None:
    row = one(
        lists,
        RT_RW="003/001",
        DESIL=3.0,
        PENGHASILAN="Rp 1.500.000",
        NO_REK="0123-45-6789",
        AHLI_WARIS="Maria",
        HUBUNGAN="Istri",
        KET="baru",
    )
    values = row.draft.values
    assert (values["rt"], values["rw"], values["decile"], values["monthly_income"]) == ("003", "001", 3, 1500000)
    assert (values["bank_account"], values["notes"]) == ("0123456789", "baru")
    assert row.draft.heir == {"name": "Maria", "relation": "Istri"}


# -- beside other rows ----------------------------------------------------------------------------------------------


def test_the_first_storable_row_keeps_the_nik_across_sheets(lists: Lists) -> None:
    nameless = {**PERSON, "NAMA": None}
    first = lists.read(rows_of(nameless, PERSON), "A")
    later = lists.read(rows_of({**PERSON, "NO HP": "081298765432"}), "B")
    assert [row.judged.outcome for row in first] == ["rejected", "new"]
    assert (later[0].judged.outcome, later[0].judged.adds, later[0].judged.kept_by) == ("duplicate", ("phone",), "A!3")


def test_another_person_with_the_same_nik_is_rejected(lists: Lists) -> None:
    other = {**PERSON, "NAMA": "Florentinus Sengaji", "TGL LAHIR": "02-06-1970"}
    found = lists.read(rows_of(PERSON, other, {**other, "NAMA": "Yoksan G"}, {**PERSON, "NAMA": "Maria Bana"}))
    assert [row.judged.outcome for row in found] == ["new", "rejected", "duplicate", "duplicate"]
    assert "nik_other_person" in found[1].codes
    params = next(finding.params for finding in found[1].judged.findings if finding.code == "nik_other_person")
    assert (params["known_name"], params["name"]) == ("Yoksan Goit", "Florentinus Sengaji")


def test_a_likely_duplicate_is_said_on_the_later_row(lists: Lists) -> None:
    later = {**PERSON, "NIK": "5311180105780002", "NAMA": "YOKSAN GOIT"}
    woman = {**PERSON, "NIK": "5311184105780003", "NAMA": "Yoksana Goit", "L/P": "P"}
    found = lists.read(rows_of(PERSON, later, woman))
    assert [row.codes for row in found] == [set(), {"possible_duplicate"}, set()]
    assert NIK in found[1].judged.findings[0].value
    assert found[1].judged.outcome == "new"


def test_three_people_share_a_phone(lists: Lists) -> None:
    people = [
        {**PERSON, "NIK": f"53111801057800{number:02d}", "NAMA": name, "NO HP": "081298765432"}
        for number, name in enumerate(("Adi Lobo", "Bertha Nenu", "Charles Rihi"), start=11)
    ]
    lists.read(rows_of(*people[:2], {**people[0]}))
    assert lists.judge.shared_phones({}) == {}
    lists.read(rows_of(people[2]))
    assert lists.judge.shared_phones({}) == {"081298765432": 3}


# -- beside the store -----------------------------------------------------------------------------------------------


def known(**fields: object) -> dict[str, KnownWorker]:
    values = {"nik": NIK, "full_name": "Yoksan Goit", "birth_date": "1978-05-01", "village_code": "53.11.18.2005"}
    return {NIK: KnownWorker("w1", {**values, "sex": "L", **fields})}  # type: ignore[dict-item]


def test_an_update_changes_only_what_the_row_fills(lists: Lists) -> None:
    lists.known = known(phone="081200000000", mother_name="Ana")
    row = one(lists, NAMA="YOKSAN GOIT", NO_HP="081298765432", NAMA_IBU="-", TGL_LAHIR=None)
    assert (row.judged.outcome, row.judged.changes) == ("updated", {"phone": "081298765432"})
    assert row.judged.was == {"phone": "081200000000"}


def test_a_row_that_says_nothing_new_is_identical(lists: Lists) -> None:
    lists.known = known()
    assert one(lists).judged.outcome == "identical"


def test_name_and_village_are_only_needed_for_people_who_are_not_known(lists: Lists) -> None:
    rows: list[Row] = [["NIK", "DESIL"], [NIK, 3.0], ["5311115202000001", 4.0]]
    lists.known = known()
    found = lists.read(rows)
    assert [row.judged.outcome for row in found] == ["updated", "rejected"]
    assert found[0].judged.changes == {"decile": 3}
    assert {"name_missing", "village_unknown"} <= found[1].codes


def test_nobody_who_ended_is_changed(lists: Lists) -> None:
    lists.known = {NIK: KnownWorker("w1", known()[NIK].fields, ended_on="2026-01-15", end_reason="died")}
    row = one(lists, NO_HP="081298765432")
    assert (row.judged.outcome, row.codes, row.judged.changes) == ("identical", {"worker_ended"}, {})


def test_another_person_in_the_store_is_never_overwritten(lists: Lists) -> None:
    lists.known = known(full_name="Florentinus Sengaji", birth_date="1970-06-05")
    row = one(lists)
    assert (row.judged.outcome, row.codes) == ("rejected", {"nik_other_person"})


# -- whatever is written --------------------------------------------------------------------------------------------

cells = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from([NIK, f"'{NIK}", "5,31112E+15", "-", "lupa", "01-05-1978", "Kupang, 1/5/78", "Kangeli", "L", "x"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(),
    st.dates(),
    st.datetimes(),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(cells, min_size=8, max_size=8), max_size=8))
def test_whatever_stands_in_the_cells_every_row_has_one_outcome(reference: Reference, rows: list[list[Cell]]) -> None:
    head: Row = ["NIK", "NAMA", "TTL", "L/P", "DESA", "NO HP", "PENGHASILAN", "NO KK"]
    for found in Lists(reference).read([head, *rows]):
        assert all(finding.code in SEVERITY for finding in found.judged.findings)
        rejects = any(finding.severity == "reject" for finding in found.judged.findings)
        assert rejects == (found.judged.outcome == "rejected")
        draft = read_draft(write_draft(found.draft), found.draft.sheet, found.draft.row)
        assert draft == found.draft
        again = read_judged(write_judged(found.judged), found.judged.outcome, found.judged.worker_id, draft)
        assert again.findings == found.judged.findings
