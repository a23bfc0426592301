"""Plain text: what is stored (`clean`) and what is compared (`fold`, `squeeze`)."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile("['`\u00b4\u02b9\u02bb\u02bc\u02c8\u2018\u2019\u201b\u2032\uff07]")
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9A-Z]+")


def clean(text: str) -> str:
    """Text of a single-line field as it is stored (domain section 3).

    NFC; tabs, line ends, no-break and other wide spaces become a space; control, bidi and zero-width characters
    go; outer spaces go and inner ones are folded.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # most cells of a list of thousands
    kept = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(character)
    return _SPACES.sub(" ", "".join(kept)).strip()


def fold(text: str) -> str:
    """Text for matching: upper case, accents and apostrophes dropped, other punctuation a space, spaces folded."""
    plain = _APOSTROPHES.sub("", clean(text))
    if plain.isascii():
        return _NOT_WORD.sub(" ", plain.upper()).strip()  # nearly every name
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain.upper()).strip()


@lru_cache(maxsize=4096)
def fold_known(text: str) -> str:
    """`fold`, remembered: for values that repeat, such as occupations, asked of every person of a long list."""
    return fold(text)


def squeeze(text: str) -> str:
    """`fold` without its spaces, for names in which spaces and hyphens do not count."""
    return fold(text).replace(" ", "")


def has_value(text: str) -> bool:
    """False for empty text and for text of dashes only, which is no value (domain section 5)."""
    return bool(clean(text).strip("-\u2010\u2011\u2012\u2013\u2014 "))
