"""The extract of the log names every field of every kind in words."""

from ntt_desktop.services.reports.audit import _says
from ntt_desktop.store import schema
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.wording import records
from ntt_desktop.wording.fields import FIELDS


def test_every_kind_and_every_field_of_the_log_has_words() -> None:
    assert schema.PARTS
    assert set(KINDS) <= set(records.KINDS)
    named = set(records.FIELDS) | set(FIELDS)
    missing = {(kind.name, field) for kind in KINDS.values() for field in kind.fields if _says(field)}
    assert {one for one in missing if one[1] not in named} == set()


def test_codes_of_the_log_are_said_in_words() -> None:
    codes = (
        ("item", "card"),
        ("agency", "bpjs"),
        ("seen", "ktp"),
        ("payer", "provinsi"),
        ("decision", "same"),
        ("event_type", "died"),
        ("field", "occupation"),
    )
    for field, code in codes:
        assert records.value_word(field, code) != code, field
    assert records.value_word("item", "unknown") == "unknown"
