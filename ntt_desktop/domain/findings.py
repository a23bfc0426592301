"""Findings: what a check has to say about a person or a row (domain section 5).

A finding is a code with parameters, never a sentence, so that it changes language with the screen.
"""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    REJECT = "reject"
    """Not stored; kept as a listed row that can be mended."""
    EVIDENCE = "evidence"
    """Stored; bars a slot until a verification settles it."""
    NOTE = "note"
    """Said; nothing is barred."""


SEVERITY: dict[str, Severity] = {
    **dict.fromkeys(
        (
            "nik_missing",
            "nik_length",
            "nik_not_digits",
            "nik_scientific",
            "nik_date_impossible",
            "nik_other_person",
            "name_missing",
            "village_unknown",
            "village_ambiguous",
        ),
        Severity.REJECT,
    ),
    **dict.fromkeys(
        (
            "nik_numeric",
            "nik_birth_mismatch",
            "nik_sex_mismatch",
            "kk_equals_nik",
            "birth_date_unreadable",
            "occupation_not_work",
            "possible_duplicate",
            "worker_ended",
            "correction_asked",
        ),
        Severity.EVIDENCE,
    ),
    **dict.fromkeys(
        (
            "nik_outside_ntt",
            "nik_other_regency",
            "kk_invalid",
            "birth_date_from_nik",
            "sex_unreadable",
            "village_corrected",
            "occupation_unknown",
            "phone_invalid",
            "phone_shared",
        ),
        Severity.NOTE,
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: ``field`` is a key of the person, ``value`` what stood there, ``params`` feed its sentence."""

    code: str
    field: str = ""
    value: str = ""
    params: dict[str, str] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity that the table of findings gives this code."""
        return SEVERITY[self.code]
