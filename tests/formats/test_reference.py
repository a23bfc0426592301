"""Reference data: regions, occupations, bands, headers as shipped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop import paths
from ntt_desktop.domain.money import Bands
from ntt_desktop.domain.occupations import OccupationTable, is_not_work
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.formats import reference


@pytest.fixture(scope="module")
def regions() -> RegionTree:
    return reference.load().regions


@pytest.fixture(scope="module")
def occupations() -> OccupationTable:
    return reference.load().occupations


def test_everything_is_there_and_carries_its_licence() -> None:
    found = reference.load()
    assert found is reference.load()
    levels = [region.level for region in found.regions]
    assert {level: levels.count(level) for level in set(levels)} == {
        "provinsi": 1, "kabupaten": 21, "kota": 1, "kecamatan": 315, "desa": 3137, "kelurahan": 305,
    }  # fmt: skip
    assert found.postal["53.01.04.2003"] == "85352"
    assert found.headers["TEMPAT TANGGAL LAHIR"] == "birth"
    assert found.version
    assert "MIT License" in paths.resource("regions/NOTICE.md").read_text(encoding="utf-8")


def test_search_finds_namesakes_with_their_kecamatan(regions: RegionTree) -> None:
    labels = [regions.label(region.code) for region in regions.search("oesao")]
    assert labels == [
        "Kel. Oesao, Kec. Kupang Timur, Kab. Kupang",
        "Desa Oesao, Kec. Kupang Timur, Kab. Kupang",
    ]
    assert next(r.code for r in regions.search("kota kupang")).startswith("53.71")
    assert regions.search("kambajawa waingapu")[0].code.startswith("53.11.01")
    assert regions.search("5311182005")[0].code == "53.11.18.2005"
    assert regions.search("") == []
    assert all(r.is_village for r in regions.search("lewa", villages_only=True))


def test_codes_and_areas(regions: RegionTree) -> None:
    assert regions.normal_code("5311182005") == regions.normal_code(" 53.11.18.2005 ") == "53.11.18.2005"
    assert regions.normal_code("99") is None
    assert regions.regency_of("53.11.18.2005") == "53.11"
    assert regions.contains("53.11", "53.11.18.2005")
    assert not regions.contains("53.1", "53.11")
    assert regions.label("53.71") == "Kota Kupang"
    assert regions.label("53") == "Provinsi Nusa Tenggara Timur"
    assert [r.code for r in regions.children("53")][:2] == ["53.01", "53.02"]
    assert len(regions.villages("53.71")) == 51


@pytest.mark.parametrize(
    ("asked", "code", "status"),
    [
        (("Desa Kangeli", "Lewa Tidahu", None, "53.11"), "53.11.18.2005", "exact"),
        (("kangeli", "KEC. LEWA-TIDAHU", "KAB. SUMBA TIMUR", "53.71"), "53.11.18.2005", "exact"),
        (("Kel. Kangeli", "Lewa Tidahu", None, "53.11"), "53.11.18.2005", "exact"),  # a wrong prefix
        (("Kangeli", None, None, "53.11"), "53.11.18.2005", "exact"),
        (("Kangeli", None, None, "53.11.18"), "53.11.18.2005", "exact"),
        (("Kangeli", "Lewa Tidahu", None, None), "53.11.18.2005", "exact"),
        (("5311182005", None, None, None), "53.11.18.2005", "exact"),
        (("manulai 2", "Alak", None, "53.71"), "53.71.01.1010", "exact"),
        (("Manulai II", "Alak", "Kupang", "53.71"), "53.71.01.1010", "exact"),
        (("Bonipoi", "Lama", "Kupang", None), "53.71.06.1003", "exact"),
        (("Kawaagu", "Pandawai", None, "53.11"), "53.11.07.1001", "corrected"),
        (("Laiaaku", "Paberiwai", None, "53.11"), "53.11.12.2011", "corrected"),
        (("Kangeli", "Lewa Tidahuu", None, "53.11"), "53.11.18.2005", "corrected"),
        (("Oesao", "Kupang Timur", None, "53.01"), None, "ambiguous"),
        (("Desa Oesao", "Kupang Timur", None, "53.01"), "53.01.06.2015", "exact"),
        (("KELURAHAN OESAO", "Kupang Timur", None, "53.01"), "53.01.06.1004", "exact"),
        (("Oinlasi", None, "TTS", None), None, "ambiguous"),
        (("Kangeli", "Pandawai", None, "53.11"), None, "unknown"),  # stands elsewhere in the kabupaten
        (("Kangeli", "Tidak Ada", None, "53.11"), None, "unknown"),
        (("Kangeli", None, "Kabupaten Bandung", "53.11"), None, "unknown"),
        (("Kangelli", None, None, "53.11"), None, "unknown"),  # corrected only within a kecamatan
        (("", "Lewa", None, "53.11"), None, "unknown"),
    ],
)
def test_villages_of_lists(
    regions: RegionTree, asked: tuple[str, str, str, str], code: str | None, status: str
) -> None:
    found = regions.resolve_village(*asked)
    assert (found.code, found.status) == (code, status)


def test_an_unknown_village_offers_near_names(regions: RegionTree) -> None:
    assert regions.resolve_village("Kangelli", None, None, "53.11").candidates[0] == "53.11.18.2005"


def tree(*villages: str) -> RegionTree:
    rows = [("53", "provinsi", "NTT", ""), ("53.11", "kabupaten", "Kabupaten Satu", "53")]
    rows += [("53.11.01", "kecamatan", "Utara", "53.11"), ("53.11.02", "kecamatan", "Selatan", "53.11")]
    rows += [(f"53.11.01.{2001 + at}", "desa", name, "53.11.01") for at, name in enumerate(villages)]
    rows += [("53.11.02.2001", "desa", "Watu", "53.11.02")]
    return RegionTree(dict(zip(("code", "level", "name", "parent_code"), row, strict=True)) for row in rows)


def test_the_limits_of_correcting() -> None:
    def status(village: str, *villages: str) -> str:
        return tree(*villages).resolve_village(village, "Utara", None, "53.11").status

    assert status("Kanbera", "Kambera") == "corrected"  # 7 letters, 1 off
    assert status("Knabera", "Kambera") == "unknown"  # 7 letters, 2 off
    assert status("Kabmera", "Kambera") == "corrected"  # a swap of neighbours is one
    assert status("Kanberra", "Kamberaa") == "corrected"  # 8 letters, 2 off
    assert status("Kamberi", "Kambera", "Kambere") == "unknown"  # two within reach
    assert status("Kanbera", "Kambera", "Kambola") == "corrected"  # the other is further than 2
    assert status("Watu", "Wutu") == "unknown"  # the exact name stands elsewhere in the kabupaten
    assert status("Wotu", "Wutu") == "corrected"
    assert status("Kanbera", "Kambera", "Kambera II") == "corrected"  # II is two letters: the other is 3 off
    assert status("Kanbera 2", "Kambera", "Kambera II") == "corrected"  # and 2 is II
    assert status("Kamberi", "Kambera", "Kambera I") == "unknown"  # 1 off and 1 off


@settings(max_examples=60)
@given(st.data())
def test_every_village_is_found_by_its_own_words(data: st.DataObject) -> None:
    regions = reference.load().regions
    village = data.draw(st.sampled_from(regions.villages("53")))
    kecamatan, kabupaten = regions.get(village.parent), regions.get(village.code[:5])
    style = data.draw(st.sampled_from([str, str.upper, lambda text: text.replace("'", "’").replace("-", " ")]))
    found = regions.resolve_village(style(village.title), style(kecamatan.name), style(kabupaten.title))
    assert (found.code, found.status) == (village.code, "exact")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Petani", "petani"),
        ("PETANI/PEKEBUN", "petani"),
        ("petani jagung", "petani"),
        ("Penenun tenun ikat", "penenun"),
        ("Pembuat kue", "kue"),
        ("Penjual air", "air_kayu"),
        ("Penjual kayu bakar", "air_kayu"),
        ("Penyelam", "penyelam"),
        ("Sopir bemo", "sopir"),
        ("Pengolah ikan", "penjual_ikan"),
        ("Tukng ojek", "ojek"),
        ("penyelam", "penyelam"),
        ("Penjual", None),
        ("Wiraswasta", None),
        ("", None),
    ],
)
def test_occupations_of_lists(occupations: OccupationTable, text: str, expected: str | None) -> None:
    found = occupations.match(text)
    assert (found.id, found.kind) == (expected, "informal" if expected else "unknown")


def test_what_is_no_informal_work(occupations: OccupationTable) -> None:
    for text in ("Mengurus Rumah Tangga", "Pelajar/Mahasiswa", "Belum/Tidak Bekerja", "pensiunan PNS", "IRT"):
        assert occupations.match(text).kind == "not_work"
    for text in ("PNS", "ASN", "TNI/Polri", "Guru PNS", "Pegawai Negeri Sipil"):
        assert occupations.match(text).kind == "civil_servant"
    assert is_not_work("civil_servant")
    assert not is_not_work("unknown")


def test_every_label_and_its_first_words_are_known(occupations: OccupationTable) -> None:
    for occupation_id, label in occupations.labels().items():
        assert occupations.match(label).id == occupation_id
        assert occupations.match(label.upper()).id == occupation_id
        assert occupations.label(occupation_id) == label
    assert occupations.high_risk("nelayan")
    assert not occupations.high_risk("penenun")


@pytest.mark.parametrize(
    ("income", "base"), [(0, 1_000_000), (1_099_500, 1_000_000), (1_100_000, 1_200_000), (10**9, 20_700_000)]
)
def test_bands_have_no_holes(income: int, base: int) -> None:
    bands: Bands = reference.load().bands
    assert bands.for_income(income).base == base
    assert bands.for_income(0).total == 16800
