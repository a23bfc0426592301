"""Text, names, phones, sex and money as lists write them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain import names, phones
from ntt_desktop.domain.money import number, rupiah, terbilang
from ntt_desktop.domain.sex import read_sex
from ntt_desktop.domain.text import clean, fold, has_value


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_clean_text_stays_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once == unicodedata.normalize("NFC", once)
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in once)
    assert "  " not in once
    assert once.strip() == once
    assert fold(fold(text)) == fold(text)


def test_clean_and_fold() -> None:
    assert clean("\u202aMaria\u00a0 \u200bda\tSilva\u202c ") == "Maria da Silva"
    assert fold("Kot’olin  D'Ornáy-Réa") == "KOTOLIN DORNAY REA"
    assert fold("TEMPAT, TANGGAL_LAHIR") == "TEMPAT TANGGAL LAHIR"
    assert has_value("0")
    assert not has_value(" -- ")
    assert not has_value("")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("H. Abdul Rahman", "ABDUL RAHMAN"),
        ("Drs. Yoh. Nago, S.Pd", "YOHANES NAGO"),
        ("Ma. Goreti S. Pd.", "MARIA GORETI"),
        ("Fr. Da'o (alm.)", "FRANSISKUS DAO"),
        ("Alm", "ALM"),
        ("Klara de Ornay", "KLARA DE ORNAY"),
    ],
)
def test_names_without_titles(written: str, normal: str) -> None:
    assert names.normal(written) == normal


def test_names_alike_and_clearly_different() -> None:
    assert names.alike("Yoh. Nago", "YOHANES NAGO, S.Pd")
    assert names.alike("Maria Bana", "Maria Goreti Bana")
    assert names.alike("Marya Banna", "Maria Bana")
    assert not names.alike("Petrus Nago", "Paulus Nago")
    assert names.clearly_different("Florentinus Sengaji", "Maria Bana")
    assert not names.clearly_different("Maria Bana", "Bana Leda")
    assert not names.clearly_different("Yohanis Laikopan", "Yohanes Laykopan")
    assert not names.clearly_different("", "Maria")


@settings(max_examples=40)
@given(st.text(max_size=25), st.text(max_size=25))
def test_a_name_is_not_both(one: str, other: str) -> None:
    assert not (names.alike(one, other) and names.clearly_different(one, other))
    assert names.alike(one, other) == names.alike(other, one)


@pytest.mark.parametrize(
    ("raw", "first", "others", "invalid"),
    [
        ("081398115345", "081398115345", (), False),
        ("81398115345", "081398115345", (), False),
        ("+62 813-9811-5345", "081398115345", (), False),
        ("6281398115345", "081398115345", (), False),
        ("+62 0813 9811 5345", "081398115345", (), False),
        ("0813 9811 5345 / 082197757863", "081398115345", ("082197757863",), False),
        ("081398115345 082197757863", "081398115345", ("082197757863",), False),
        ("0380-822 atau 082197757863", "082197757863", ("0380-822",), False),
        ("0812\n082197757863", "082197757863", ("0812",), False),
        ("HP 082197757863", "082197757863", ("HP",), False),
        ("+1 8219775786", None, (), True),
        ("tidak ada", None, (), True),
        ("0812", None, (), True),
        ("+1 555 0100", None, (), True),
        ("-", None, (), False),
        ("", None, (), False),
    ],
)
def test_phones(raw: str, first: str | None, others: tuple[str, ...], invalid: bool) -> None:
    found = phones.parse(raw)
    assert (found.first, found.others, found.invalid) == (first, others, invalid)


@settings(max_examples=40)
@given(st.from_regex(r"08[0-9]{8,11}", fullmatch=True), st.sampled_from(["{}", "0{}", "62{}", "+62{}", "+62 {}"]))
def test_every_valid_number_is_stored_as_08(stored: str, form: str) -> None:
    assert phones.parse(form.format(stored[1:])).first == stored


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_no_text_breaks_the_phone_reader(text: str) -> None:
    assert phones.parse(text).first is None or phones.parse(text).first.startswith("08")  # type: ignore[union-attr]


def test_sex() -> None:
    assert {read_sex(w) for w in ("L", "lk", "Laki-laki", "LAKI LAKI", "Pria", "Lk.")} == {"L"}
    assert {read_sex(w) for w in ("P", "Pr", "perempuan", "WANITA")} == {"P"}
    assert read_sex("x") is None
    assert read_sex("") is None


def test_money_in_figures_and_words() -> None:
    assert (number(1284), rupiah(10_080_000_000), rupiah(-5)) == ("1.284", "Rp10.080.000.000", "-Rp5")
    assert terbilang(0) == "nol"
    assert terbilang(16800) == "enam belas ribu delapan ratus"
    assert terbilang(1011) == "seribu sebelas"
    assert terbilang(10_080_000_000) == "sepuluh miliar delapan puluh juta"
    assert terbilang(115_000) == "seratus lima belas ribu"
    assert terbilang(1_001_000) == "satu juta seribu"
