"""Which rows of a sheet are people (domain section 5, "Rows", "Headers", "Villages")."""

from datetime import date

import pytest

from ntt_desktop.domain.intake.cells import Row
from ntt_desktop.domain.intake.headers import HeaderTable
from ntt_desktop.domain.intake.row_shapes import is_column_numbers
from ntt_desktop.domain.intake.titles import read_title, sheet_village
from ntt_desktop.formats.reference import Reference
from tests.domain.intake.listing import Lists

HEAD: Row = ["NO", "NIK", "NAMA", "DESA", "KECAMATAN", "PEKERJAAN"]
YOKSAN: Row = [1.0, "5311180105780001", "Yoksan Goit", "Kangeli", "Lewa Tidahu", "Petani"]
LEONARDA: Row = [2.0, "5311115202000001", "Leonarda", "Wulla", "Wulla Waijelu", "Petani"]


@pytest.fixture
def lists(reference: Reference) -> Lists:
    return Lists(reference)


def table(reference: Reference, **given: str) -> HeaderTable:
    return HeaderTable([(name, header) for header, name in reference.headers.items()], given)


def numbers(lists: Lists, rows: list[Row], first_row: int = 1) -> list[int]:
    return [found.draft.row for found in lists.read(rows, first_row=first_row)]


def test_what_stands_around_people_is_not_counted(lists: Lists) -> None:
    rows: list[Row] = [
        ["DAFTAR USULAN"],
        [],
        HEAD,
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        YOKSAN,
        [],
        HEAD,
        LEONARDA,
        [3.0],
        [4.0, None, "-", " "],
        [None, "JUMLAH", "2 orang"],
        [None, None, "Atambua, 12 Januari 2026", None, "Mengetahui,"],
        [None, None, "Kepala Desa Kangeli", None, "Camat Lewa Tidahu"],
        [None, None, "THOMAS FAHIK", None, "YOSEF NALLE"],
        [None, None, "NIP. 197203121998031007", None, "NIP. 196803121998031002"],
    ]
    assert numbers(lists, rows) == [5, 8]


def test_a_row_that_fills_more_than_two_fields_is_data_whatever_its_words(lists: Lists) -> None:
    rows: list[Row] = [HEAD, [None, "JUMLAH", "Total", "Kangeli", "Lewa Tidahu"]]
    assert numbers(lists, rows) == [2]


def test_two_fields_are_enough(lists: Lists) -> None:
    rows: list[Row] = [["NIK", "DESIL"], ["5311180105780001", 3.0], ["5311115202000001", 5.0], ["5311115202000002"]]
    assert numbers(lists, rows) == [2, 3]


def test_two_fields_after_the_foot_need_a_nik(lists: Lists) -> None:
    rows: list[Row] = [
        HEAD,
        YOKSAN,
        [None, "TOTAL", "1 orang"],
        [None, None, "SIAPA", "ORANG INI"],
        [None, "5311115202000001", "Leonarda"],
    ]
    assert numbers(lists, rows) == [2, 5]


def test_numbers_are_the_sheets_own(lists: Lists) -> None:
    assert numbers(lists, [HEAD, YOKSAN, [], LEONARDA], first_row=41) == [42, 44]


def test_header_in_two_rows(reference: Reference) -> None:
    top: Row = ["NO", "NIK", "NAMA", "KELAHIRAN", None, "AHLI WARIS", None, "ALAMAT", None]
    below: Row = [None, None, None, "TEMPAT", "TANGGAL", "NAMA", "NIK", "DESA", "KECAMATAN"]
    header = table(reference).at([top, below], 0)
    assert header is not None
    assert header.height == 2
    assert {name: columns[0] for name, columns in header.by_field.items()} == {
        "row_no": 0,
        "nik": 1,
        "full_name": 2,
        "birth_place": 3,
        "birth_date": 4,
        "heir_name": 5,
        "heir_nik": 6,
        "village": 7,
        "subdistrict": 8,
    }


def test_a_title_above_a_header_is_not_its_upper_half(reference: Reference) -> None:
    rows: list[Row] = [["DATA PEKERJA", None, None], ["NIK", "NAMA", "DESA"], ["5311180105780001", "Yoksan", "Kangeli"]]
    assert table(reference).at(rows, 0) is None
    header = table(reference).at(rows, 1)
    assert header is not None
    assert header.height == 1


def test_headers_in_odd_spelling(reference: Reference) -> None:
    known = table(reference)
    for text, name in {
        " no.  ktp ": "nik",
        "Nomor_Identitas": "nik",
        "NAMA LENGKAP (SESUAI KTP)": "full_name",
        "Tgl.Lahir": "birth_date",
        "JENIS KELAMIN (L/P)": "sex",
        "Desa / Kelurahan": "village",
        "No.HP": "phone",
        "NIK*": "nik",
    }.items():
        assert known.lookup(text)[0] == name, text
    assert known.lookup("NAMA SUAMI") == ("", 0.0)


def test_the_second_column_of_one_field_does_not_count(reference: Reference) -> None:
    header = table(reference).single(["NIK", "NAMA", "DESA", "NO KTP"])
    assert header.by_field["nik"] == (0,)


def test_a_cover_sheet_is_no_table(reference: Reference) -> None:
    known = table(reference)
    assert known.at([["NO", "DESA", "JUMLAH", "KETERANGAN"]], 0) is None
    assert known.at([["NAMA", "JABATAN", "NO HP"]], 0) is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([1.0, 2.0, 3.0, 4.0], True),
        (["(1)", "(2)", "(3)", None, "(5)"], True),
        ([-1.0, -2.0, -3.0, -4.0], True),  # what a spreadsheet makes of (1), (2), ...
        (["1.", "2.", "3.", "4a", "4b", "5)"], True),
        (["A", "B", "C", "D"], True),
        (["I", "II", "III", "IV", "V"], True),
        (["(i)", "(ii)", "(iii)"], True),
        (["L", "P", "L", "P"], False),
        (["1", "A", "B", "C"], False),
        (["1", "2", "3"], True),
        ([1.0, "5311180105780001", "Yoksan"], False),
        ([7.0, 8.0, 9.0], False),
        ([1.0, None, None], False),
    ],
)
def test_column_numbers(row: Row, expected: bool) -> None:
    assert is_column_numbers(row, 4) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([["DESA/KELURAHAN : TUAMESE"], ["KECAMATAN : BIBOKI ANLEU"], ["KABUPATEN/KOTA : TIMOR TENGAH UTARA"]],
         ("TUAMESE", "BIBOKI ANLEU", "TIMOR TENGAH UTARA")),
        ([["DATA PEKERJA RENTAN DESA OESAO KECAMATAN KUPANG TIMUR KABUPATEN KUPANG TAHUN 2026"]],
         ("OESAO", "KUPANG TIMUR", "KUPANG")),
        ([["Desa", ":", "Kangeli"], ["Kec.", ": Lewa Tidahu"]], ("KANGELI", "LEWA TIDAHU", "")),
        ([["KEL. LILIBA KEC. OEBOBO KOTA KUPANG"]], ("LILIBA", "OEBOBO", "KUPANG")),
        ([["KELURAHAN KALABAHI KOTA KEC. TELUK MUTIARA"]], ("KALABAHI KOTA", "TELUK MUTIARA", "")),
        ([["DESA MARA DESA"]], ("MARA DESA", "", "")),
        ([["KECAMATAN : KOTA WAINGAPU, KAB. SUMBA TIMUR"]], ("", "KOTA WAINGAPU", "SUMBA TIMUR")),
        ([["PENGGUNAAN DANA DESA TAHUN 2026"]], ("", "", "")),
        ([["DAFTAR USULAN PEKERJA RENTAN"]], ("", "", "")),
        ([["DESA: KOTA KAWAU (53.11.14)"]], ("KOTA KAWAU", "", "")),
    ],
)  # fmt: skip
def test_titles(lines: list[list[str]], expected: tuple[str, str, str]) -> None:
    title = read_title(lines)
    assert (title.village, title.subdistrict, title.regency) == expected


@pytest.mark.parametrize(
    ("name", "village"),
    [
        ("Sheet1", ""), ("Data", ""), ("DATA (2)", ""), ("1", ""), ("Usulan Desa", ""), ("Daftar usulan 2026", ""),
        ("Kangeli", "Kangeli"), ("1. Kangeli", "Kangeli"), ("Desa_Kangeli", "Desa Kangeli"), ("Kangeli (2)", "Kangeli"),
    ],
)  # fmt: skip
def test_sheet_names(name: str, village: str) -> None:
    assert sheet_village(name) == village


def test_the_village_comes_from_the_column_else_the_title_else_the_sheets_name(reference: Reference) -> None:
    head: Row = ["NIK", "NAMA", "PEKERJAAN"]
    person: Row = ["5311180105780001", "Yoksan Goit", "Petani"]
    by_title = Lists(reference).read([["DESA KANGELI KEC. LEWA TIDAHU"], head, person], "Sheet1")
    assert by_title[0].draft.values["village_code"] == "53.11.18.2005"
    by_name = Lists(reference).read([["DANA DESA DAN LAIN-LAIN"], head, person], "Kangeli")
    assert by_name[0].draft.values["village_code"] == "53.11.18.2005"
    both: list[Row] = [["DESA KANGELI"], [*head, "DESA"], [*person, "Watumbelar"], person]
    by_column = Lists(reference).read(both, "Sheet1")
    assert [row.draft.values["village_code"] for row in by_column] == ["53.11.18.2001", "53.11.18.2005"]
    assert Lists(reference).read([head, person], "Sheet1")[0].codes == {"village_unknown", "birth_date_from_nik"}


def test_a_second_table_below_has_a_title_of_its_own(reference: Reference) -> None:
    rows: list[Row] = [
        ["DESA : KANGELI"], ["KECAMATAN : LEWA TIDAHU"], ["NIK", "NAMA", "TGL LAHIR"],
        ["5311180105780001", "Yoksan Goit", date(1978, 5, 1)],
        [], ["DESA : WATUMBELAR"], ["NAMA", "TGL LAHIR", "NIK"],
        ["Ola Roga", date(1966, 4, 18), "5311181804660001"],
    ]  # fmt: skip
    found = Lists(reference).read(rows)
    assert [row.draft.values["village_code"] for row in found] == ["53.11.18.2005", "53.11.18.2001"]
    assert [row.draft.name for row in found] == ["Yoksan Goit", "Ola Roga"]
