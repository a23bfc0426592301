"""Blocking keys: only records that share a key are compared, so that nobody is compared with a million others.

A key joins what rarely agrees by chance, in several ways, so that a slip in one of them leaves another:

- the birth date (day and month in either order) and one word of the name;
- the birth date and the kecamatan;
- the kecamatan and two words of the name;
- the mother's name and one word of the name.
"""

from array import array
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from ntt_desktop.domain.matching import Person
from ntt_desktop.domain.name_words import skeleton, words

_MOST_WORDS = 4
_BYTES = 6


@lru_cache(maxsize=65536)
def code(word: str) -> str:
    """What is left of a word when most slips are taken out: its first letter and three consonants."""
    plain = skeleton(word)
    return plain[:1] + "".join(letter for letter in plain[1:] if letter not in "AIUEOH")[:3]


def keys(person: Person) -> tuple[int, ...]:
    """The keys of a person, sorted, each below 2^48; empty when too little is known."""
    codes = sorted({code(word) for word in words(person.name) if len(word) > 1})[:_MOST_WORDS]
    found = set()
    place = person.village[:8]
    if born := _either_order(person.born):
        found |= {f"B{born}{one}" for one in codes}
    if place:
        if born:
            found.add(f"D{place}{born}")
        found |= {f"V{place}{one} {other}" for one, other in combinations(codes, 2)}
        if len(codes) == 1:
            found.add(f"V{place}{codes[0]}{person.born[:4]}")
    if person.mother:
        mother = sorted({code(word) for word in words(person.mother) if len(word) > 1})[:2]
        if len(mother) == 2:
            found |= {f"M{mother[0]} {mother[1]}{one}" for one in codes}
    near = _near(place)
    return tuple(sorted([_number(text, near) for text in found]))


def packed(numbers: Iterable[int]) -> bytes:
    """Keys as they are kept and handed on: eight bytes each."""
    return array("q", numbers).tobytes()


def _either_order(iso: str) -> str:
    """A birth date in which it does not matter which number is the day and which the month."""
    if len(iso) != 10:
        return ""
    year, month, day = iso[:4], iso[5:7], iso[8:]
    return year + min(month, day) + max(month, day)


@lru_cache(maxsize=4096)
def _near(place: str) -> int:
    """Where the keys of a kecamatan lie; -1 without one."""
    if not place:
        return -1
    digits = place.replace(".", "")
    return int(digits[-4:]) & 0xFFFF if digits.isdecimal() else 0


def _number(text: str, near: int) -> int:
    """A key's number. Keys of one kecamatan lie side by side, so that a list of one district touches few pages."""
    hashed = int.from_bytes(blake2b(text.encode(), digest_size=_BYTES).digest(), "big")
    if near >= 0 and text[0] in "DV":
        return near << 32 | hashed & 0xFFFFFFFF
    return hashed
