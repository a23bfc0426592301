"""Workbooks of this program that come back filled in and are no lists of people: known by what stands in them.

Names of files say nothing, and a workbook may have been saved again by another program: only cells are looked at.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from ntt_desktop.domain.intake.spellings import KEY_HEADER

TICKED = ("ktp", "domicile", "work", "alive")
"""What is ticked on a verval list, by the words of verifications, in the order of the columns."""

CODE, ANSWER, NOTE = "Kode", "Jawaban", "Catatan"
"""Headers of the workbook of cases; Indonesian whatever the screen's language."""

AGENCY_HEADERS = frozenset(("NIK", "JAWABAN", "TANGGAL JAWABAN"))
"""Headers of the form that an agency fills in (`ntt_desktop.services.agencies.agency_requests`)."""

_EIGHT = re.compile(r"[0-9A-Z]{8}")


class Filled(StrEnum):
    """A workbook that was filled in: ticks of a village, answers on cases that waited, an agency's form."""

    VERVAL = "verval"
    ANSWERS = "answers"
    AGENCY = "agency"


def filled_paper(rows: Iterable[Sequence[str]]) -> Filled | None:
    """Which of them a sheet is, by its first rows as text; None for any other sheet."""
    codes_at = -1
    for row in rows:
        texts = [text.strip() for text in row]
        if KEY_HEADER in texts and set(TICKED) <= set(texts):
            return Filled.VERVAL
        if set(texts) >= AGENCY_HEADERS:
            return Filled.AGENCY
        if codes_at >= 0:
            return Filled.ANSWERS if codes_at < len(texts) and _EIGHT.fullmatch(texts[codes_at]) else None
        if {CODE, ANSWER, NOTE} <= set(texts):
            codes_at = texts.index(CODE)
    return None
