"""What BPJS Ketenagakerjaan pays to a family, with how it is computed (domain section 1).

Amounts and waiting times belong to a programme (`Benefits`, `ntt_desktop.domain.cover.Terms`), never to the code: the
defaults here are those of 2026. Nothing is promised: every line keeps the condition under which it holds, and where
the history of contributions is not known the answer is a span.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from ntt_desktop.domain.cover import Terms

ORDINARY, ACCIDENT, UNKNOWN = "jkm", "jkk", "unknown"
"""The cause of a death: ordinary (JKM), at work (JKK), not found out yet."""

LEVELS = ("tk", "sd", "smp", "sma", "pt")
"""School levels from kindergarten to university."""

LEFT = "left"
"""No longer at school."""

_LEVEL_WORDS: dict[str, frozenset[str]] = {
    LEFT: frozenset(("PUTUS", "TAMAT", "LULUS", "BERHENTI", "LEFT")),
    "pt": frozenset(("PT", "KULIAH", "MAHASISWA", "UNIVERSITAS", "UNIVERSITY", "PERGURUAN", "S1", "D1", "D3", "D4")),
    "sma": frozenset(("SMA", "SMK", "MA", "SLTA", "SENIOR", "ATAS")),
    "smp": frozenset(("SMP", "MTS", "SLTP", "JUNIOR", "PERTAMA")),
    "sd": frozenset(("SD", "MI", "PRIMARY", "DASAR")),
    "tk": frozenset(("TK", "PAUD", "RA", "KINDERGARTEN", "BELUM", "NOT")),
}


def school_level(text: str | None) -> str | None:
    """The level that a text means (one of `LEVELS`, or `LEFT`), None when it says nothing that is known.

    The field is free text, since villages write it as they like: "SMP kls 2", "Kuliah", "Belum sekolah".
    """
    words = set(re.findall(r"[A-Z0-9]+", (text or "").upper()))
    return next((level for level, known in _LEVEL_WORDS.items() if words & known), None)


@dataclass(frozen=True, slots=True)
class Benefits:
    """A programme's amounts in whole rupiah, and years of school per level."""

    death_grant: int = 20_000_000
    periodic: int = 12_000_000
    funeral: int = 10_000_000
    wage_base: int = 1_000_000
    accident_months: int = 48
    most_children: int = 2
    child_below: int = 23
    tk_sd_year: int = 1_500_000
    tk_sd_years: int = 8
    smp_year: int = 2_000_000
    smp_years: int = 3
    sma_year: int = 3_000_000
    sma_years: int = 3
    pt_year: int = 12_000_000
    pt_years: int = 5

    @classmethod
    def read(cls, text: str | None) -> "Benefits":
        """From the JSON of a programme's ``benefits``; what it lacks, or cannot be, is the default."""
        try:
            said = json.loads(text or "{}")
        except ValueError:
            said = {}
        names = {field.name for field in fields(cls)}
        known = said.items() if isinstance(said, Mapping) else ()
        return cls(**{name: value for name, value in known if name in names and type(value) is int and value >= 0})

    def write(self) -> str:
        """The JSON that `read` reads."""
        return json.dumps(asdict(self), sort_keys=True)

    @property
    def ordinary_death(self) -> int:
        """JKM in full: Rp42.000.000 by default."""
        return self.death_grant + self.periodic + self.funeral

    @property
    def accident_death(self) -> int:
        """JKK death: Rp70.000.000 by default."""
        return self.wage_base * self.accident_months + self.periodic + self.funeral

    @property
    def stages(self) -> tuple[tuple[str, int, int], ...]:
        """(level, years, rupiah a year); kindergarten and primary school are one stage."""
        return (
            ("sd", self.tk_sd_years, self.tk_sd_year),
            ("smp", self.smp_years, self.smp_year),
            ("sma", self.sma_years, self.sma_year),
            ("pt", self.pt_years, self.pt_year),
        )

    def scholarship(self, level: str | None) -> int:
        """The most that one child's schooling from ``level`` on is worth: from kindergarten when it is not known.

        A stage that has begun counts in full, because nobody asks which class a child is in.
        """
        begin = {"tk": 0, "sd": 0, "smp": 1, "sma": 2, "pt": 3}.get((level or "").lower(), 0)
        return sum(years * amount for _, years, amount in self.stages[begin:])

    @property
    def most_scholarship(self) -> int:
        """For as many children as count, from kindergarten to university: Rp174.000.000 by default."""
        return self.most_children * self.scholarship(None)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child of the deceased. ``level``: as `school_level` gives it."""

    name: str
    born: date | None
    level: str | None
    married: bool = False
    working: bool = False

    def refused(self, on: date, below: int) -> str:
        """Why no scholarship is due: ``married``, ``working``, ``left_school``, ``too_old``; "" when one is.

        A child whose age is not known is not refused for it.
        """
        if self.married:
            return "married"
        if self.working:
            return "working"
        if self.level == LEFT:
            return "left_school"
        if self.born is not None:
            age = on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))
            if age >= below:
                return "too_old"
        return ""


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a benefit: ``code`` says what, ``condition`` under which condition ("" for none)."""

    code: str
    low: int
    high: int
    condition: str = ""
    name: str = ""
    """The child it is for."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a family may expect: ``low`` if every open question goes against it, ``high`` if none does."""

    lines: tuple[Line, ...]

    @property
    def low(self) -> int:
        """Whole rupiah."""
        return sum(line.low for line in self.lines)

    @property
    def high(self) -> int:
        """Whole rupiah."""
        return sum(line.high for line in self.lines)


def expected(
    benefits: Benefits,
    terms: Terms,
    *,
    cause: str,
    covered: bool,
    months_in_row: int | None,
    children: Sequence[Pupil] = (),
    on: date,
) -> Expected:
    """The expected benefit of a death on the day ``on``.

    ``covered``: the month of the death is paid; without that nothing is due, whatever was paid before.
    ``months_in_row``: months paid in a row with the month of the death; None when the history is not known.
    ``cause``: `ORDINARY`, `ACCIDENT` or `UNKNOWN`; an unknown cause gives the span of both.
    """
    if not covered:
        return Expected((Line("nothing", 0, 0, "month_not_paid"),))
    if cause == UNKNOWN:
        either = [
            expected(benefits, terms, cause=one, covered=True, months_in_row=months_in_row, children=children, on=on)
            for one in (ORDINARY, ACCIDENT)
        ]
        return Expected((_span("cause_unknown", either),))
    if cause == ACCIDENT:
        grant = benefits.wage_base * benefits.accident_months
        lines = [
            Line("accident_grant", grant, grant),
            Line("periodic", benefits.periodic, benefits.periodic),
            Line("funeral", benefits.funeral, benefits.funeral),
        ]
        return Expected((*lines, *_scholarships(benefits, children, on, due=True, known=True)))
    full = None if months_in_row is None else months_in_row > terms.full_jkm_after
    condition = {None: "history_unknown", True: "", False: "early_months"}[full]
    lines = [Line("funeral", benefits.funeral, benefits.funeral)]
    for code, amount in (("death_grant", benefits.death_grant), ("periodic", benefits.periodic)):
        lines.append(Line(code, amount if full else 0, 0 if full is False else amount, condition))
    due = None if months_in_row is None else months_in_row >= terms.scholarship_after
    return Expected((*lines, *_scholarships(benefits, children, on, due=due is not False, known=due is not None)))


def _scholarships(benefits: Benefits, children: Iterable[Pupil], on: date, *, due: bool, known: bool) -> Iterable[Line]:
    """A line a child; of more children than count those whose schooling is worth most are taken."""
    able: list[tuple[int, Pupil]] = []
    for child in children:
        why = child.refused(on, benefits.child_below)
        if why:
            yield Line("scholarship", 0, 0, why, child.name)
        else:
            able.append((benefits.scholarship(child.level), child))
    able.sort(key=lambda pair: (-pair[0], pair[1].name))
    for position, (worth, child) in enumerate(able):
        if position >= benefits.most_children:
            yield Line("scholarship", 0, 0, "most_children", child.name)
        elif not due:
            yield Line("scholarship", 0, 0, "scholarship_wait", child.name)
        else:
            # Up to so much: it is paid year by year while the child goes to school.
            yield Line("scholarship", 0, worth, "" if known else "history_unknown", child.name)


def _span(code: str, either: Sequence[Expected]) -> Line:
    return Line(code, min(one.low for one in either), max(one.high for one in either), code)
