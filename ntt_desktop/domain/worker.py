"""The person: a worker with family contacts (heirs), children and verifications (domain section 3)."""

from enum import StrEnum


class State(StrEnum):
    """The one ladder of states shown on screen; only `COVERED`, this month paid, is green."""

    REGISTERED = "registered"
    VERIFIED = "verified"
    PROPOSED = "proposed"
    DECREED = "decreed"
    ENROLLED = "enrolled"
    COVERED = "covered"
    ARREARS = "arrears"
    LAPSED = "lapsed"
    ENDED = "ended"
    VOID = "void"
    """Never was true (undone import, wrong entry): hidden, travels as a tombstone, frees its NIK."""


LIVING = tuple(state.value for state in State if state not in (State.ENDED, State.VOID))
"""The states of whoever may have a slot, or wait for one."""

WORKER_FIELDS = (
    *("nik", "no_kk", "full_name", "birth_place", "birth_date", "sex", "mother_name", "marital_status", "family_role"),
    *("address", "hamlet", "rt", "rw", "village_code", "phone", "email"),
    *("occupation", "occupation2", "workplace", "monthly_income", "working_hours", "employment_status"),
    *("disability", "decile", "bank_name", "bank_account", "account_holder"),
    *("other_cover", "kpj", "bpjs_status", "bpjs_status_date"),
    *("notice_given_on", "statement_signed_on", "withdrawn_on", "registered_on", "source", "notes"),
)
"""Every field of a worker that a person may fill, in reading order; ``_on`` and ``_date`` hold ISO dates."""

INTEGER_FIELDS = ("monthly_income", "decile")
"""Whole rupiah, and the DTSEN decile 1-10; every other field is text."""

HEIR_FIELDS = ("name", "relation", "nik", "phone", "bank_name", "bank_account")
CHILD_FIELDS = ("name", "birth_date", "school_level", "married", "working")

SEEN = ("ktp", "kk", "work", "domicile", "alive", "phone")
"""What a verification may have seen."""
