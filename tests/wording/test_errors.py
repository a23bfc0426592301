"""Sentences of errors: words of the screen in place of codes, and a hint for each field."""

import pytest

from ntt_desktop import i18n
from ntt_desktop.domain.programme import PAYERS
from ntt_desktop.errors import UserError
from ntt_desktop.wording.errors import message


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (UserError("date_invalid", field="date", value="2026-02-30"), "untuk Tanggal."),
        (UserError("date_invalid", field="last-date", value="x"), "untuk Tetapkan paling lambat."),
        (UserError("date_invalid", field="birth_date", value="x"), "untuk Tanggal lahir."),
        (UserError("programme_value", field="seats", value=0), "Jumlah kuota tidak dapat 0."),
        (UserError("programme_value", field="months", value=0), "Jumlah bulan tidak dapat 0."),
        (UserError("programme_value", field="rate", value=0), "Iuran per orang per bulan tidak dapat 0."),
        (UserError("case_other_answer", kind="contested_slot"), "(kuota bersengketa)"),
        (UserError("field_unknown", field="colour"), "colour"),
    ],
)
def test_sentences_use_the_words_of_the_screen(error: UserError, sentence: str) -> None:
    i18n.set_language("id")
    assert sentence in message(error)[0]


def test_every_field_of_a_programme_has_a_hint_of_its_own() -> None:
    fields = ("code", "name", "payer", "months", "rate", "seats", "payment_period")
    hints = {field: message(UserError("programme_value", field=field, value="?"))[1] for field in fields}
    assert len(set(hints.values())) == len(fields)
    assert all(payer in hints["payer"] for payer in PAYERS)
