"""Every finding has a sentence and a hint, whatever parameters it has."""

import pytest

from ntt_desktop import i18n
from ntt_desktop.domain.findings import SEVERITY, Finding
from ntt_desktop.wording import findings
from ntt_desktop.wording.errors_intake import MESSAGES


@pytest.mark.parametrize("code", SEVERITY)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_code_has_words_even_without_parameters(code: str, language: str) -> None:
    i18n.set_language(language)
    sentence, hint = findings.words(Finding(code))
    assert sentence.endswith(".")
    assert hint.endswith(".")
    assert "{" not in sentence + hint
    assert code not in sentence


def test_variants_dates_and_regions_are_said() -> None:
    params = {"candidates": "53.01.06.1004 53.01.06.2015"}
    said = findings.sentence("village_ambiguous", params, value="Oesao", label=lambda code: f"<{code}>")
    assert said == 'There are several villages called "Oesao": <53.01.06.1004>; <53.01.06.2015>.'
    mismatch = findings.sentence("nik_birth_mismatch", {"birth_date": "1978-05-02", "nik_date": "1978-05-01"})
    assert "02/05/1978" in mismatch
    assert "01/05/1978" in mismatch
    assert "0000" in findings.sentence("nik_date_impossible", {"part": "serial"}, value="5311180105780000")
    assert "as text" in findings.hint("nik_date_impossible", {"part": "serial", "numeric": "1"})
    assert "Perhaps 5301" in findings.hint("nik_not_digits", {"guess": "5301"})


def test_a_value_with_braces_is_harmless() -> None:
    assert "{name}" in findings.sentence("occupation_unknown", value="{name}")


def test_every_error_has_a_sentence() -> None:
    assert all(happened.endswith(".") for happened, _ in MESSAGES.values())
