"""Whether two records may be one person: an explained score, and a decision that only proposes.

Points are bits of evidence: what agrees by chance once in 2^n pairs gives about n of them. Names must be alike and
birth dates must not contradict, whatever else agrees: that holds apart twins and siblings (one house, other name),
father and son (one name, other birth date), and everybody who shares a telephone. How the points were found and how
well they do is measured by ``tests/bench/matching.py`` on people made up for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from ntt_desktop.domain import name_words
from ntt_desktop.domain.dates import dates_alike
from ntt_desktop.domain.name_words import Likeness, NameMatch
from ntt_desktop.domain.text import fold

SAME_FROM, MAYBE_FROM = 26, 20
"""Points from which two records are probably the same person, or may be."""

_LOST = {
    Likeness.EQUAL: 0,
    Likeness.SPELLED: 1,
    Likeness.SHORT: 2,
    Likeness.SLIP: 3,
    Likeness.SLIPS: 4,
}
"""Points of a word that are lost where it is not written the same."""
_INITIAL = 2
_MOST_NAME = 22
_PLACEHOLDER_DAYS = frozenset(((1, 1), (12, 31), (7, 1)))
"""(month, day) written down for people who know only their year."""


class Decision(StrEnum):
    """What the matcher proposes of two records; people decide."""

    SAME = "same"
    MAYBE = "maybe"
    DIFFERENT = "different"


class Person(NamedTuple):
    """What is compared of a record. Empty where nothing is known; ``born`` is an ISO date."""

    name: str
    born: str = ""
    village: str = ""
    mother: str = ""
    sex: str = ""
    kk: str = ""
    phone: str = ""
    address: str = ""
    nik: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Person":
        """From the fields of a worker (domain section 3)."""
        return cls(*(str(row.get(name) or "") for name in FIELDS))


FIELDS = ("full_name", "birth_date", "village_code", "mother_name", "sex", "no_kk", "phone", "address", "nik")
"""The fields of a worker in the order of `Person`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A reason: its code (see ``wording/matching.py``), the words of its sentence, and its points."""

    code: str
    params: Mapping[str, str]
    points: int


@dataclass(frozen=True, slots=True)
class Match:
    """Two records compared. ``points`` is the sum over ``lines``."""

    decision: Decision
    points: int
    lines: tuple[Line, ...]


def match(one: Person, other: Person) -> Match:
    """Compare two records. Symmetric but for the order of the two values in a line's words."""
    named = name_words.compare(one.name, other.name)
    birth = _birth(one, other)
    mother = _mother(one.mother, other.mother)
    lines = [*_name(named, one.name, other.name), *birth, *mother, *_place(one.village, other.village)]
    lines += _family(one, other)
    if one.sex and other.sex and one.sex != other.sex:
        lines.append(Line("sex_differs", {}, -9))
    lines += _nik(named, one.nik, other.nik)
    points = sum(line.points for line in lines)
    return Match(_decide(named, points, {line.code for line in lines}), points, tuple(lines))


def may_be_one(one: str, one_nik: str, other: str, other_nik: str) -> bool:
    """Whether two people of one birth date and village may be one by their names and NIKs: twins are not.

    The name's part of the rule ``possible_duplicate`` (domain section 5).
    """
    named = name_words.compare(one, other)
    return named.alike and not any(line.code == "nik_next" for line in _nik(named, one_nik, other_nik))


def _decide(named: NameMatch, points: int, codes: set[str]) -> Decision:
    if not named.alike or points < MAYBE_FROM:
        return Decision.DIFFERENT
    if "birth_differs" in codes:
        # An estimated birth date is common, a namesake too: only the mother's name tells them apart.
        certain = named.equal and "mother_alike" in codes and not codes & {"sex_differs", "area_differs"}
        return Decision.MAYBE if certain else Decision.DIFFERENT
    if points < SAME_FROM or not codes & _DATED or "nik_next" in codes:
        return Decision.MAYBE
    if "sex_differs" in codes and not named.equal and not codes & {"mother_alike", "nik_near"}:
        return Decision.MAYBE
    if codes & _LOOSELY_DATED and ("mother_differs" in codes or not codes & _WITNESSES):
        return Decision.MAYBE  # a namesake born near by is as likely as a slip
    return Decision.SAME


_LOOSELY_DATED = frozenset(("birth_digit", "birth_year"))
_DATED = frozenset(("birth_equal", "birth_common", "birth_swapped")) | _LOOSELY_DATED
_WITNESSES = frozenset(("mother_alike", "kk_same", "phone_same", "nik_near"))


# -- parts ----------------------------------------------------------------------------------------------------------


def _name(named: NameMatch, one: str, other: str) -> list[Line]:
    lines: list[Line] = []
    total = 0
    for pair in named.pairs:
        if pair.likeness is Likeness.INITIAL:
            points = _INITIAL
        else:
            known = min(name_words.weight(pair.one), name_words.weight(pair.other))
            points = max(known - _LOST[pair.likeness], 1)
        points = min(points, _MOST_NAME - total)
        total += points
        code = f"name_{pair.likeness.name.lower()}"
        lines.append(Line(code, {"one": pair.one, "other": pair.other}, points))
    if named.left_one and named.left_other:
        words = {"one": " ".join(named.left_one), "other": " ".join(named.left_other)}
        lines.append(Line("name_differs", words, -12))
    elif left := named.left_one or named.left_other:
        lines.append(Line("name_left", {"words": " ".join(left)}, -1 - len(left)))
    elif not named.pairs:
        lines.append(Line("name_differs", {"one": one, "other": other}, -12))
    if named.moved:
        lines.append(Line("name_order", {}, -1))
    return lines


def _birth(one: Person, other: Person) -> list[Line]:
    left, right = _day(one.born), _day(other.born)
    if left is None or right is None:
        return []
    params = {"one": one.born, "other": other.born}
    if left == right:
        common = (left.month, left.day) in _PLACEHOLDER_DAYS
        return [Line("birth_common", params, 7) if common else Line("birth_equal", params, 13)]
    if left.year == right.year and (left.month, left.day) == (right.day, right.month):
        return [Line("birth_swapped", params, 10)]
    if dates_alike(left, right):
        return [Line("birth_digit", params, 6)]
    if left.year == right.year and _PLACEHOLDER_DAYS & {(left.month, left.day), (right.month, right.day)}:
        return [Line("birth_year", params, 3)]
    return [Line("birth_differs", params, -8 if left.year == right.year else -10)]


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _mother(one: str, other: str) -> list[Line]:
    if not one or not other:
        return []
    named = name_words.compare(one, other)
    params = {"one": one, "other": other}
    if named.equal:
        return [Line("mother_alike", params, 7)]
    if named.alike:
        return [Line("mother_alike", params, 5)]
    return [Line("mother_differs", params, -6)]


def _place(one: str, other: str) -> list[Line]:
    if not one or not other:
        return []
    if one == other:
        return [Line("village_same", {"area": one}, 6)]
    if one[:8] == other[:8]:
        return [Line("subdistrict_same", {"area": one[:8]}, 3)]
    if one[:5] == other[:5]:
        return [Line("regency_same", {"area": one[:5]}, 1)]
    return [Line("area_differs", {"one": one[:5], "other": other[:5]}, -2)]


def _family(one: Person, other: Person) -> list[Line]:
    """What the whole house shares: it supports, and never decides."""
    lines = []
    if one.kk and other.kk:
        lines.append(Line("kk_same", {}, 4) if one.kk == other.kk else Line("kk_differs", {}, -1))
    if one.phone and one.phone == other.phone:
        lines.append(Line("phone_same", {"phone": one.phone}, 3))
    if one.address and other.address and _address_words(one.address) & _address_words(other.address):
        lines.append(Line("address_alike", {}, 1))
    return lines


@lru_cache(maxsize=4096)
def _address_words(address: str) -> frozenset[str]:
    return frozenset(word for word in fold(address).split() if len(word) > 3 and not word.isdigit())


def _nik(named: NameMatch, one: str, other: str) -> list[Line]:
    """NIKs that differ in one digit, or in two neighbours swapped, outside the serial: one of them is mistyped.

    In the serial that says nothing, and neighbouring serials of one birth date speak of twins where the names are
    not quite the same.
    """
    if len(one) != 16 or len(other) != 16:
        return []
    if one == other:
        return [Line("nik_same", {}, 10)]
    if one[:12] == other[:12]:
        serials = one[12:] + other[12:]
        if serials.isdecimal() and abs(int(one[12:]) - int(other[12:])) == 1 and (named.left_one or named.left_other):
            return [Line("nik_next", {}, -12)]
        return []
    if one[12:] != other[12:]:
        return []
    differing = [at for at in range(12) if one[at] != other[at]]
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(one) == sorted(other)
    return [Line("nik_near", {}, 5)] if len(differing) == 1 or swapped else []
