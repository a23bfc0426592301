"""Rows of a file of answers beside the people of the store: the care that all such files get.

A row without a readable NIK, with an unknown one, or with somebody else's name is not taken in; a NIK that stood as a
number is believed only where the name beside it fits, for spreadsheets write 0 for the last digit.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ntt_desktop.domain import names
from ntt_desktop.domain.dates import read_date, read_serial
from ntt_desktop.domain.nik import Nik, NikError, clean_nik, is_scientific, mask
from ntt_desktop.formats.answer_sheet import Line
from ntt_desktop.store.agencies import agency_answers as queries
from ntt_desktop.store.rows import Rows

TAKEN, SAME, OLDER, EMPTY = "taken", "same", "older", "empty"
UNKNOWN, NIK_BAD, OTHER_PERSON, ENDED, UNREADABLE = "unknown", "nik_bad", "other_person", "ended", "unreadable"
TWICE, KPJ_BAD, KPJ_TWICE, NO_SLOT = "twice", "kpj_bad", "kpj_twice", "no_slot"
FINE = (TAKEN, SAME, OLDER, EMPTY)
"""Outcomes that need nobody."""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row and what becomes of it. ``why``: a code of `ntt_desktop.wording.agency_answers.WHY` with its ``params``."""

    sheet: str
    row: int
    nik: str
    name: str
    outcome: str
    worker_id: str = ""
    said: str = ""
    """The answer's or result's code."""
    detail: str = ""
    day: str = ""
    note: str = ""
    why: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def digest_of(path: Path) -> str:
    """The digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def people_of(source: Rows, lines: Iterable[Line]) -> dict[str, dict[str, Any]]:
    """NIK -> person, of every NIK in the lines that may be one."""
    return queries.by_niks(source, {clean_nik(line.values.get("nik", "")) for line in lines})


def who(line: Line, people: Mapping[str, dict[str, Any]], *, name_may_differ: bool = False) -> JudgedRow:
    """The person of a row: ``outcome`` is `TAKEN` with ``worker_id``, or why there is none."""
    raw, said = line.values.get("nik", ""), line.values.get("full_name", "")
    nik = clean_nik(raw)

    def judged(outcome: str, **params: Any) -> JudgedRow:
        return JudgedRow(line.sheet, line.row, nik, said, outcome, why=outcome, params=params)

    try:
        Nik.parse(nik)
    except NikError:
        return judged(NIK_BAD, nik=raw)
    if is_scientific(raw):
        return judged(NIK_BAD, nik=raw)
    person = people.get(nik)
    if person is None:
        return (
            judged(NIK_BAD, nik=raw) if "nik" in line.numeric and nik.endswith("0") else judged(UNKNOWN, nik=mask(nik))
        )
    known = person["full_name"] or ""
    if "nik" in line.numeric and not (said and names.alike(said, known)):
        return judged(NIK_BAD, nik=raw)
    if said and not name_may_differ and names.clearly_different(said, known):
        return judged(OTHER_PERSON, said=said, name=known)
    if person["ended"]:
        return JudgedRow(line.sheet, line.row, nik, known, ENDED, person["id"], why=ENDED)
    return JudgedRow(line.sheet, line.row, nik, known, TAKEN, person["id"])


def day_of(line: Line, key: str, default: date, today: date) -> date | None:
    """The day of a row, the file's where it has none; None where it cannot be read or has not been yet."""
    text = line.values.get(key, "")
    if not text.strip(" -"):
        return default
    found = read_date(text.split(" ")[0] if text[:4].isdigit() and "-" in text else text, two_digit_year=_century)
    if found is None and key in line.numeric:
        try:
            found = read_serial(float(text))
        except ValueError:
            found = None
    return found if found is not None and found <= today else None


def _century(year: int, month: int, day: int) -> int:
    return 2000 + year


def without_contradictions(
    rows: Sequence[JudgedRow], answer: Callable[[JudgedRow], tuple[str, ...]]
) -> list[JudgedRow]:
    """A person in two rows: the same ``answer`` counts once, of different ones none."""
    of_person: dict[str, list[JudgedRow]] = {}
    for row in rows:
        if row.outcome == TAKEN:
            of_person.setdefault(row.worker_id, []).append(row)
    met: set[str] = set()
    found = []
    for row in rows:
        group = of_person.get(row.worker_id, []) if row.outcome == TAKEN else []
        if len({answer(one) for one in group}) > 1:
            found.append(replace(row, outcome=TWICE, why=TWICE, params={"rows": places(group, row)}))
        elif group and row.worker_id in met:
            found.append(replace(row, outcome=SAME, why=SAME))
        else:
            found.append(row)
            if group:
                met.add(row.worker_id)
    return found


def places(rows: Sequence[JudgedRow], without: JudgedRow) -> str:
    """The numbers of these rows but one, for a sentence."""
    return ", ".join(str(row.row) for row in rows if (row.sheet, row.row) != (without.sheet, without.row))


def counted(rows: Iterable[JudgedRow]) -> dict[str, int]:
    """Outcome -> rows; their sum is what was read."""
    return dict(Counter(row.outcome for row in rows))
