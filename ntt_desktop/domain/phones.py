"""Mobile numbers as lists write them (domain section 3)."""

import re
from dataclasses import dataclass

from ntt_desktop.domain.text import clean, has_value

_VALID = re.compile(r"08\d{8,11}")
_NOISE = re.compile(r"[\s().\-\u2010-\u2015]|^'")
_BETWEEN = re.compile(r"[/,;&|\\]|\s(?:atau|dan|or)\s", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*[^\W\d_][^()]*\)")
_STARTS_NUMBER = re.compile(r"\(?(?:\+?62|0|8)")


@dataclass(frozen=True, slots=True)
class Phones:
    """The numbers of one cell."""

    first: str | None
    """The first valid number, as ``08...``."""
    others: tuple[str, ...]
    """What else stood there (valid ones as ``08...``); goes into the notes."""
    invalid: bool
    """Something stood there and none of it is a number."""


def normal(text: str) -> str | None:
    """One number as ``08...`` with 10-13 digits, or None. Reads 62, +62 and a dropped leading 0."""
    digits = _NOISE.sub("", text)
    if digits.startswith("+"):
        digits = digits[1:] if digits.startswith("+62") else ""
    if digits.startswith("62"):
        digits = "0" + digits[2:].lstrip("0")
    elif digits.startswith("8"):
        digits = "0" + digits
    return digits if _VALID.fullmatch(digits) else None


def _parts(text: str) -> list[str]:
    """The numbers of a cell: split at signs and words between; else at spaces before what begins a number."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    found: list[str] = []
    for part in parts:
        if normal(part):
            found.append(part)
            continue
        groups: list[str] = []
        for word in part.split(" "):
            if groups and not (_STARTS_NUMBER.match(word) and normal(groups[-1])):
                groups[-1] += " " + word
            else:
                groups.append(word)
        # "0812 081298765432": a number that was broken off stands before one that is whole by itself.
        whole = any(word[0] in "0+6" and normal(word) for word in part.split(" "))
        found.extend(part.split(" ") if whole and not any(map(normal, groups)) else groups)
    return found


def parse(raw: str) -> Phones:
    """The phone numbers of a cell. Empty, or only dashes, is no number and not invalid."""
    text = clean(raw)
    if not has_value(text):
        return Phones(None, (), False)
    whole = normal(text)
    if whole:
        return Phones(whole, (), False)
    # "0821... (istri)": whose number it is stands in brackets.
    words = [clean(said).strip("() ") for said in _BRACKETS.findall(text)]
    if words:
        bare = parse(_BRACKETS.sub(" ", text))
        if bare.first:
            return Phones(bare.first, (*bare.others, *filter(has_value, words)), False)
    parts = _parts(text)
    numbers = [normal(part) for part in parts]
    first = next((number for number in numbers if number), None)
    if first is None:
        return Phones(None, (), True)
    at = numbers.index(first)
    others = tuple(
        number or part
        for index, (part, number) in enumerate(zip(parts, numbers, strict=True))
        if index != at and number != first and has_value(part)
    )
    return Phones(first, others, False)
