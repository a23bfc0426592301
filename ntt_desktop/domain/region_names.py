"""How a written region name is taken apart, and which name a misspelt one means.

Names are compared by a *key*: folded, without spaces and administrative prefixes, with a last I, II, III as a
number. Source: domain section 5, "Villages".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from ntt_desktop.domain.text import fold

_PREFIXES = {
    "DESA": "desa",
    "DS": "desa",
    "KELURAHAN": "kelurahan",
    "KEL": "kelurahan",
    "KECAMATAN": "kecamatan",
    "KEC": "kecamatan",
    "KABUPATEN": "kabupaten",
    "KAB": "kabupaten",
    "KOTA": "kota",
}
_ROMAN = {
    name: str(value)
    for value, name in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), start=1)
}
_NUMERALS = {number: name for name, number in _ROMAN.items()}
_LAST_NUMBER = re.compile(r"(.*\D)(\d{1,2})")
LONG_NAME = 8
"""Letters from which a name may be two letters off."""
_NEAR = 2


@dataclass(frozen=True, slots=True)
class RegionName:
    """A written name taken apart, and the kinds its prefixes said."""

    key: str
    """Without any prefix."""
    said: frozenset[str]
    keys: tuple[str, ...]
    """As names are compared, surest first: Kota kept and a last II as 2, then II as it is written (lists glue it to
    the name: CamplongII)."""
    bare: tuple[str, ...]
    """The same without Kota, which is a prefix in Kota Kupang and a part of the name in Kotabaru."""
    letters: str
    """The name in letters alone, a last 2 as II: what is counted where a misspelt name is corrected."""

    @property
    def full(self) -> str:
        """The surest key."""
        return self.keys[0]


def read_name(text: str) -> RegionName:
    """Take a written region name apart."""
    words = fold(text).split(" ")
    said = set()
    kept = words
    while len(words) > 1 and words[0] in _PREFIXES:
        said.add(_PREFIXES[words[0]])
        kept = words if words[0] == "KOTA" else words[1:]
        words = words[1:]
    bare = _as_written_and_numbered(words)
    return RegionName(bare[0], frozenset(said), _as_written_and_numbered(kept), bare, _in_letters("".join(kept)))


def _as_written_and_numbered(words: list[str]) -> tuple[str, ...]:
    if len(words) > 1 and words[-1] in _ROMAN:
        return ("".join((*words[:-1], _ROMAN[words[-1]])), "".join(words))
    return ("".join(words),)


def _in_letters(key: str) -> str:
    numbered = _LAST_NUMBER.fullmatch(key)
    return numbered[1] + _NUMERALS[numbered[2]] if numbered and numbered[2] in _NUMERALS else key


def correction(key: str, names: Iterable[tuple[str, str]]) -> list[str] | None:
    """Codes of the one name near enough to be meant, by the rule of domain section 5; None if there is none.

    ``names`` are (key, code). One key within 1 letter (2 if it has 8 or more; a swap of neighbours is one) and
    no other key within 2.
    """
    near: dict[str, tuple[int, list[str]]] = {}
    for name, code in names:
        distance = DamerauLevenshtein.distance(key, name, score_cutoff=_NEAR)
        if distance <= _NEAR:
            near.setdefault(name, (distance, []))[1].append(code)
    if len(near) != 1:
        return None
    (name, (distance, codes)) = next(iter(near.items()))
    return codes if distance <= (2 if len(name) >= LONG_NAME else 1) else None
