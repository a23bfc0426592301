"""Claims: their course, the documents they need, the clock of the report, and who of a family comes first.

Documents and clocks are those that BPJS Ketenagakerjaan asks for in 2026; they are lists here so that a change is one
line. An accident is to be reported within 2 x 24 hours; later it is reported all the same, because the right lasts
five years (*open*, and said so on the screen).
"""

from dataclasses import dataclass
from datetime import date, timedelta

REPORTED, COMPLETE, SENT, PAID, REFUSED, CANCELLED = "reported", "complete", "sent", "paid", "refused", "cancelled"
COURSE = (REPORTED, COMPLETE, SENT, PAID, REFUSED)
"""From the report to the answer."""

NEXT: dict[str, tuple[str, ...]] = {
    REPORTED: (COMPLETE,),
    COMPLETE: (REPORTED, SENT),
    SENT: (COMPLETE, PAID, REFUSED),
    PAID: (),
    REFUSED: (SENT,),
    CANCELLED: (),
}
"""What may follow: documents may turn out to be missing, and a refusal may be answered by sending again."""

JKM, JKK, UNKNOWN = "jkm", "jkk", "unknown"
TYPES = (JKM, JKK, UNKNOWN)
DEATH, INJURY = "death", "injury"
CAUSES = (DEATH, INJURY)

REPORT_WITHIN = timedelta(days=2)
RIGHT_YEARS = 5

FIRST_STAGE = "accident_report"
"""The first-stage report of an accident: with it BPJS was told, and the clock of the report stands still."""

_FAMILY = ("claim_form", "ktp_worker", "ktp_heir", "kk", "heir_statement", "heir_account")
_DOCUMENTS: dict[tuple[str, str], tuple[str, ...]] = {
    (JKM, DEATH): (*_FAMILY, "death_certificate"),
    (JKK, DEATH): (*_FAMILY, "death_certificate", FIRST_STAGE, "witnesses"),
    (JKK, INJURY): ("claim_form", "ktp_worker", "kk", "own_account", FIRST_STAGE, "witnesses", "medical_report"),
}
SCHOOL = "school_letter"
"""For every child who may get the scholarship."""


def documents(claim_type: str, cause: str, *, scholarship: bool = False) -> tuple[str, ...]:
    """The documents of a claim; while it is not known what it will be, those that every death needs."""
    known = _DOCUMENTS.get((claim_type, cause)) or _DOCUMENTS[JKM, DEATH]
    return (*known, SCHOOL) if scholarship else known


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of the report. ``late``: the two days are over; it is reported all the same (the right: *open*)."""

    report_until: date
    days_left: int
    late: bool
    right_until: date


def clock(event: date, today: date, *, known_since: date | None = None, reported_on: date | None = None) -> Clock:
    """The clock runs from the day the accident was known, and stands still on ``reported_on``, when BPJS was told."""
    until = (known_since or event) + REPORT_WITHIN
    at = reported_on or today
    try:
        right = event.replace(year=event.year + RIGHT_YEARS)
    except ValueError:  # 29 February
        right = event.replace(year=event.year + RIGHT_YEARS, day=28)
    return Clock(until, max((until - at).days, 0), at > until, right)


_ORDER: tuple[tuple[str, ...], ...] = (
    ("ISTRI", "SUAMI", "ISTERI", "JANDA", "DUDA", "WIFE", "HUSBAND", "SPOUSE"),
    ("ANAK", "CHILD", "SON", "DAUGHTER", "PUTRA", "PUTRI"),
    ("AYAH", "IBU", "BAPAK", "MAMA", "ORANG TUA", "FATHER", "MOTHER", "PARENT"),
    ("CUCU", "KAKEK", "NENEK", "GRAND"),
    ("SAUDARA", "SAUDARI", "KAKAK", "ADIK", "SIBLING", "BROTHER", "SISTER"),
    ("MERTUA", "IN-LAW"),
)
"""Spouse and children first; then parents, grandparents and grandchildren, siblings, parents-in-law, others."""


def legal_order(relation: str | None) -> int:
    """The place of a relation among the heirs, 0 the first; who is entitled is decided by BPJS, not here."""
    text = f" {(relation or '').upper()} "
    if "MERTUA" in text or "IN-LAW" in text:
        return 5
    for place, words in enumerate(_ORDER):
        if any(f" {word}" in text for word in words):
            return place
    return len(_ORDER)
