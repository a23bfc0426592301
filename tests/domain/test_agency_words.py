"""What agencies and BPJS write is read as they mean it, and what looks like a PIN is seen."""

import pytest

from ntt_desktop.domain.agency_answers import AGENCIES, CHOICES, CODES, read_answer
from ntt_desktop.domain.bpjs_answer import clean_kpj, read_result
from ntt_desktop.domain.handing_over import secret_in


@pytest.mark.parametrize(
    ("agency", "text", "code"),
    [
        ("bpjs", "AKTIF PU", "active_pu"),
        ("bpjs", "Peserta aktif (Penerima Upah)", "active_pu"),
        ("bpjs", "Aktif BPU", "active_bpu"),
        ("bpjs", "aktif - Bukan Penerima Upah", "active_bpu"),
        ("bpjs", "AKTIF", "active"),
        ("bpjs", "NONAKTIF", "inactive"),
        ("bpjs", "non-aktif", "inactive"),
        ("bpjs", "pernah aktif PU", "inactive"),
        ("bpjs", "tidak terdaftar", "none"),
        ("bpjs", "Bukan peserta", "none"),
        ("bpjs", "NIK tidak ditemukan", "none"),
        ("bpjs", "NIK tidak valid", "nik_not_found"),
        ("bpjs", "entah", None),
        ("dukcapil", "Sesuai", "alive"),
        ("dukcapil", "PADAN", "alive"),
        ("dukcapil", "belum meninggal", "alive"),
        ("dukcapil", "meninggal dunia", "dead"),
        ("dukcapil", "sudah ada akta kematian", "dead"),
        ("dukcapil", "NIK tidak ditemukan", "nik_not_found"),
        ("dukcapil", "nama tidak sesuai", "other_name"),
        ("dukcapil", "tidak padan", "other_name"),
        ("dukcapil", "Tgl lahir berbeda", "other_birth"),
        ("dukcapil", "pindah ke Kupang", "moved"),
        ("dukcapil", "NIK ganda", "nik_double"),
        ("dukcapil", "tidak", None),
        ("dinsos", "desil 3", "decile"),
        ("dinsos", "10", "decile"),
        ("dinsos", "Desil 11", None),
        ("dinsos", "DESIL 6-10", None),
        ("dinsos", "tidak terdaftar", "not_listed"),
        ("dinsos", "Almarhum", "dead"),
    ],
)
def test_answers_as_offices_write_them(agency: str, text: str, code: str | None) -> None:
    said = read_answer(agency, text)
    assert (said and said.code) == code


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_choice_of_the_form_is_read(agency: str) -> None:
    for text in CHOICES[agency]:
        said = read_answer(agency, text)
        assert said is not None, text
        assert said.code in CODES[agency]


def test_a_segment_beside_the_status() -> None:
    assert str(read_answer("bpjs", "AKTIF", "BPU").code) == "active_bpu"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "result"),
    [
        (("Berhasil", "", ""), "accepted"),
        (("DITOLAK", "", "NIK salah"), "refused"),
        (("tidak valid", "", ""), "refused"),
        (("", "12345678901", ""), "accepted"),
        (("", "", "NIK tidak valid"), "refused"),
        (("", "", ""), ""),
        (("-", "-", "-"), ""),
        (("ditolak", "12345678901", ""), None),
        (("???", "", ""), None),
    ],
)
def test_results_of_bpjs(row: tuple[str, str, str], result: str | None) -> None:
    assert read_result(*row) == result


@pytest.mark.parametrize(
    ("text", "kpj"), [("", ""), ("-", ""), ("123 4567 8901", "12345678901"), ("12ab", None), ("123", None)]
)
def test_kpj(text: str, kpj: str | None) -> None:
    assert clean_kpj(text) == kpj


@pytest.mark.parametrize("text", ["pin 1234", "PIN:", "482911", "kode 4821", "kartu ATM ikut", "sandi baru"])
def test_what_looks_like_a_pin(text: str) -> None:
    assert secret_in(text)


@pytest.mark.parametrize(
    "text", ["tahun 2026", "12/03/2026", "BA 188.45/1234", "diterima istri", "HP 081234567890", "RT 03 pinggir jalan"]
)
def test_what_does_not(text: str) -> None:
    assert not secret_in(text)
