"""Lists that were read wrongly once: covers with tables, Kota in names, glued numerals, foots, odd cells."""

from datetime import date

import pytest

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.intake.cells import Cell, Row
from ntt_desktop.domain.intake.draft import World
from ntt_desktop.domain.intake.headers import HeaderTable, signature
from ntt_desktop.domain.intake.months import read_period
from ntt_desktop.domain.intake.redraft import redraft
from ntt_desktop.domain.intake.table import SheetReading
from ntt_desktop.domain.intake.titles import read_title
from ntt_desktop.domain.intake.values import read_birth, read_decile
from ntt_desktop.domain.phones import parse
from ntt_desktop.formats.reference import Reference
from tests.domain.intake.listing import TODAY, Lists

HEAD: Row = ["NO", "NIK", "NAMA", "TGL LAHIR", "DESA", "KECAMATAN"]


@pytest.fixture
def lists(reference: Reference) -> Lists:
    return Lists(reference)


@pytest.mark.parametrize(
    ("village", "subdistrict", "regency", "code"),
    [
        ("Kotabaru", "Kota Baru", "Ende", "53.08.13.2001"),
        ("Desa Kota Baru", "Kec. Kotabaru", "Ende", "53.08.13.2001"),
        ("KotaRaja", "Ende Utara", "Ende", "53.08.18.1001"),
        ("Raja", "Ende Utara", "Ende", "53.08.18.1001"),
        ("Kota Foun", "Biboki Anleu", "TTU", "53.03.07.2005"),
        ("CamplongII", "Fatuleu", "Kupang", "53.01.10.2007"),
        ("Camplong 2", "Fatuleu", "Kupang", "53.01.10.2007"),
        ("MbayII", "Aesesa", "Nagekeo", "53.16.01.1007"),
        ("UlupuluI", "Nangaroro", "Nagekeo", "53.16.02.2015"),
        ("Tubuhue", "KotaKefamenanu", "TTU", "53.03.05.1007"),
        ("Alak", "Alak", "Kota Kupang", "53.71.01.1008"),
    ],
)
def test_kota_and_glued_numerals(reference: Reference, village: str, subdistrict: str, regency: str, code: str) -> None:
    found = reference.regions.resolve_village(village, subdistrict, regency, "53")
    assert (found.code, found.status) == (code, "exact")


def test_a_letter_beside_kota_is_corrected(reference: Reference) -> None:
    found = reference.regions.resolve_village("Qota Kawau", "Kahaungu Eti", "Sumba Timur")
    assert (found.code, found.status) == ("53.11.14.2005", "corrected")


def test_a_table_is_no_title(reference: Reference) -> None:
    known = reference.regions.is_named
    assert read_title([["NO", "DESA", "KECAMATAN", "JUMLAH"]], known).subdistrict == ""
    assert read_title([["KECAMATAN", "LEWA TIDAHU"]], known).subdistrict == "LEWA TIDAHU"
    assert read_title([["KECAMATAN", "LEWA TIDAHUU"]], known).subdistrict == "LEWA TIDAHUU"
    assert read_title([["KECAMATAN", ":", "ENTAH"]], known).subdistrict == "ENTAH"
    assert read_title([["KECAMATAN", ": ENTAH"]], known).subdistrict == "ENTAH"
    assert read_title([["Pilih kecamatan dari daftar"]], known, strict=True).subdistrict == ""
    table = HeaderTable([(name, header) for header, name in reference.headers.items()])
    assert table.heads(["NO", "DESA", "KECAMATAN", "JUMLAH"])
    assert not table.heads(["DESA", "KANGELI", "KECAMATAN", "LEWA"])
    assert not table.heads(["DESA :", "KECAMATAN :", "KABUPATEN :"])


def test_a_small_table_above_the_list_says_nothing(reference: Reference) -> None:
    rows: list[Row] = [
        ["NO", "DESA", "KECAMATAN", "JUMLAH"],
        [1.0, "Wulla", "Kec. Wulla Waijelu", 20.0],
        [],
        ["KECAMATAN : LEWA TIDAHU"],
        ["NIK", "NAMA", "DESA"],
        ["5311180105780001", "Yoksan Goit", "Kangeli"],
    ]
    table = HeaderTable([(name, header) for header, name in reference.headers.items()])
    reading = SheetReading(rows, 1, table, is_region=reference.regions.is_named)
    assert reading.find_header() is not None
    assert (reading.title.village, reading.title.subdistrict) == ("", "LEWA TIDAHU")


@pytest.mark.parametrize(
    ("line", "village", "subdistrict"),
    [
        ("DESA/KELURAHAN : BULAN", "BULAN", ""),
        ("DESA : TAHUN  KECAMATAN : LEWA", "TAHUN", "LEWA"),
        ("DESA :  KECAMATAN : LEWA", "", "LEWA"),
        ("DESA KANGELI TAHUN 2026", "KANGELI", ""),
    ],
)
def test_labels_that_are_names(line: str, village: str, subdistrict: str) -> None:
    title = read_title([[line]])
    assert (title.village, title.subdistrict) == (village, subdistrict)


def test_the_nip_at_the_foot_is_nobody(lists: Lists) -> None:
    rows: list[Row] = [
        HEAD,
        [1.0, "5311180105780001", "Yoksan Goit", "01-05-1978", "Kangeli", "Lewa Tidahu"],
        [None, "NIP.", "197203121998031007"],
        [None, "197203121998031007", "NIP"],
        [None, "JUMLAH", "1 orang"],
        [None, "197203121998031007", "THOMAS FAHIK"],
        [None, "19720312 199803 1 007", None, None, "THOMAS FAHIK"],
    ]
    assert [found.draft.row for found in lists.read(rows)] == [2]


@pytest.mark.parametrize("cell", ["0", 0.0, "0 th"])
def test_an_age_of_nothing_cannot_be_read(cell: Cell) -> None:
    assert read_birth(cell, combined=False, two_digit_year=lambda y, m, d: 1900 + y).unreadable


def test_days_from_1904() -> None:
    birth = read_birth(29656.0, combined=False, two_digit_year=lambda y, m, d: 1900 + y, shift=1462)
    assert birth.born == date(1985, 3, 12)


def test_whose_phone_it_is_goes_into_the_notes() -> None:
    found = parse("082191377117 (istri)")
    assert (found.first, found.others, found.invalid) == ("082191377117", ("istri",), False)
    assert parse("(0821) 91377117").first == "082191377117"
    assert parse("tidak ada (rusak)").invalid


def test_place_and_date_in_one_cell_under_kelahiran(lists: Lists) -> None:
    rows: list[Row] = [
        ["NIK", "NAMA", "KELAHIRAN", "DESA"],
        [None, None, "TEMPAT, TANGGAL", None],
        ["5311180105780001", "Yoksan Goit", "Kupang, 01-05-1978", "Kangeli"],
    ]
    values = lists.read(rows)[0].draft.values
    assert (values["birth_place"], values["birth_date"]) == ("Kupang", "1978-05-01")


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("Juli - Desember 2025", "2025-07", "2025-12"),
        ("JULI S/D DESEMBER 2025", "2025-07", "2025-12"),
        ("Jan 2025 – Jun 2025", "2025-01", "2025-06"),
        ("2025-07", "2025-07", "2025-07"),
        ("202507", "2025-07", "2025-07"),
        (202507.0, "2025-07", "2025-07"),
        ("07/2025", "2025-07", "2025-07"),
        ("07-2025 s.d 09-2025", "2025-07", "2025-09"),
        ("November 2024-Februari 2025", "2024-11", "2025-02"),
        ("Des-25", "2025-12", "2025-12"),
        (date(2025, 7, 1), "2025-07", "2025-07"),
    ],
)
def test_months_of_earlier_cover(cell: Cell, first: str, last: str) -> None:
    assert read_period(cell) == (Month.parse(first), Month.parse(last))


@pytest.mark.parametrize("cell", ["6", 6.0, "lunas", "2025", "13/2025", "Desember - Juli 2025", "", None, "1999-01"])
def test_what_says_no_months(cell: Cell) -> None:
    assert read_period(cell) is None


def test_a_number_of_months_from_a_first_month() -> None:
    assert read_period("6 bulan", "2025-07") == read_period(6.0, "2025-07") == (Month(2025, 7), Month(2025, 12))


def test_a_header_is_known_by_its_words() -> None:
    assert signature([["No", None, "N.I.K", " Nama "]]) == signature([["NO", "n i k", "nama"]])
    assert signature([["NO", "NIK"]]) != signature([["NIK", "NO"]])
    assert signature([["NIK"]]) == ""


def test_a_row_is_drafted_again_as_it_was(lists: Lists, reference: Reference) -> None:
    rows: list[Row] = [
        ["KECAMATAN : LEWA TIDAHU"],
        ["NO", "NIK", "NAMA", "TTL", "DESA", "NO HP", "HP 2"],
        [1.0, 5311180105780001.0, "Yoksan", "Kupang, 01-05-1978", "Kangeli", "0812987654", "081298765433"],
    ]
    draft = lists.read(rows)[0].draft
    world = World(reference.regions, reference.occupations, TODAY, "53.11")
    again = redraft(draft, {}, world)
    assert again == draft
    mended = redraft(draft, {"nik": "5311180105780001", "birth_date": "02-05-1978"}, world)
    assert "nik_numeric" not in [finding.code for finding in mended.findings]
    assert (mended.values["birth_place"], mended.values["birth_date"]) == ("Kupang", "1978-05-02")
    assert redraft(mended, {"village": ""}, world).findings[0].code == "village_unknown"
    assert (
        redraft(mended, {"village": "Desa Wulla, Kec. Wulla Waijelu (53.11.11.2001)"}, world).values["village_code"]
        == "53.11.11.2001"
    )


def test_a_misspelt_name_of_two_villages_is_not_found(reference: Reference) -> None:
    found = reference.regions.resolve_village("Oeaso", "Kupang Timur", "Kupang")
    assert (found.code, found.status) == (None, "unknown")
    assert set(found.candidates) == {"53.01.06.2015", "53.01.06.1004"}
    assert reference.regions.resolve_village("Desa Oeaso", "Kupang Timur", "Kupang").status == "corrected"


def test_headers_of_population_lists(lists: Lists) -> None:
    head: Row = ["NIK", "NAMA_LGKP", "JENIS_KLMIN", "TMPT_LHR", "TGL_LHR", "STAT_KWN", "STAT_HBKEL", "JENIS_PKRJN"]
    head += ["NAMA_LGKP_IBU", "NO_RT", "NO_RW", "NAMA_KEL", "NAMA_KEC", "NAMA_KAB", "NAMA_PROP"]
    row: Row = ["5311180105780001", "YOKSAN GOIT", "LAKI-LAKI", "WAINGAPU", "1978-05-01", "KAWIN", "ANAK", "PENJAHIT"]
    row += ["MARIA BANA", "001", "002", "KANGELI", "LEWA TIDAHU", "SUMBA TIMUR", "NUSA TENGGARA TIMUR"]
    found = lists.read([head, row])[0]
    assert not found.codes
    assert found.draft.values == {
        "nik": "5311180105780001",
        "full_name": "YOKSAN GOIT",
        "birth_place": "WAINGAPU",
        "birth_date": "1978-05-01",
        "sex": "L",
        "village_code": "53.11.18.2005",
        "occupation": "penjahit",
        "mother_name": "MARIA BANA",
        "marital_status": "KAWIN",
        "family_role": "ANAK",
        "rt": "001",
        "rw": "002",
    }


def test_headers_of_social_data_lists(lists: Lists) -> None:
    head: Row = ["NMPROP", "NMKAB", "NMKEC", "NMDESA", "Nama", "Nomor_NIK", "Tgl_Lahir"]
    row: Row = ["NUSA TENGGARA TIMUR", "SUMBA TIMUR", "LEWA TIDAHU", "KANGELI"]
    row += ["YOKSAN GOIT", "5311180105780001", "1978-05-01"]
    found = lists.read([head, row])[0]
    assert not found.codes
    assert found.draft.values["village_code"] == "53.11.18.2005"


def test_what_stands_in_brackets_does_not_hide_a_header(lists: Lists) -> None:
    head: Row = ["NO", "NAMA (SESUAI KTP)", "NIK (16 DIGIT)", "TGL LAHIR (HH-BB-TTTT)", "DESA", "KECAMATAN"]
    row: Row = [1, "Yoksan Goit", "5311180105780001", "01-05-1978", "Kangeli", "Lewa Tidahu"]
    assert not lists.read([["DAFTAR (TAHUN 2026)"], head, row])[0].codes


def test_short_words_below_the_birth_of_two_rows(lists: Lists) -> None:
    head: Row = ["NIK", "NAMA", "TTL", None, "DESA", "KECAMATAN"]
    below: Row = [None, None, "TMPT", "TGL", None, None]
    row: Row = ["5311180105780001", "Yoksan Goit", "Lewa", "01-05-1978", "Kangeli", "Lewa Tidahu"]
    found = lists.read([head, below, row])[0]
    assert not found.codes
    assert found.draft.values["birth_place"] == "Lewa"


@pytest.mark.parametrize(
    ("nik", "left", "right", "sex", "codes"),
    [
        ("5311180105780001", "v", None, "L", []),
        ("5311185202000001", None, "\u221a", "P", []),
        ("5311180105780001", "-", "P", "P", ["nik_sex_mismatch"]),
        ("5311185202000001", 0.0, 1.0, "P", []),
        ("5311180105780001", "v", "v", "L", ["sex_unreadable"]),
    ],
)
def test_the_sex_marked_in_one_of_two_columns(
    lists: Lists, nik: str, left: Cell, right: Cell, sex: str, codes: list[str]
) -> None:
    head: list[Row] = [["NIK", "NAMA", "DESA", "JENIS KELAMIN", None, "RT"], [None, None, None, "L", "P", None]]
    found = lists.read([*head, [nik, "Yoksan", "Kangeli", left, right, "1"]])[0]
    assert found.draft.values["sex"] == sex
    assert [finding.code for finding in found.draft.findings if "sex" in finding.code] == codes


def test_what_was_said_of_a_column_goes_before_its_marks(reference: Reference) -> None:
    head: list[Row] = [["NIK", "NAMA", "DESA", "JENIS KELAMIN", None], [None, None, None, "L", "P"]]
    spellings = [(name, header) for header, name in reference.headers.items()]
    for said in ({"JENIS KELAMIN P": "-"}, {"E": "-"}):
        header = HeaderTable(spellings, said).at([*head, ["5311180105780001", "Yoksan", "Kangeli", "L", None]], 0)
        assert header is not None
        assert (header.by_field["sex"], dict(header.ticked)) == ((3,), {})


@pytest.mark.parametrize(
    ("cell", "decile"),
    [
        ("3", 3), (5.0, 5), ("Desil 4", 4), ("desil-10", 10), ("D2", 2), ("Desil 1 (sangat miskin)", 1),
        ("IV", 4), ("Desil V", 5), ("dua", 2), ("v", None), ("X", None), ("11", None), ("0", None), ("belum", None),
    ],
)  # fmt: skip
def test_deciles(cell: Cell, decile: int | None) -> None:
    assert read_decile(cell) == decile
