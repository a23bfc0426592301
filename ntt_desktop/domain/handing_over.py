"""Card and bank book, handed to the person. PIN and ATM card are never anyone else's business (domain section 2)."""

import re

from ntt_desktop.domain.text import fold

CARD, BANK_BOOK = "card", "bank_book"
ITEMS = (CARD, BANK_BOOK)

_WORDS = re.compile(r"\b(PIN|ATM|KATA SANDI|PASSWORD|SANDI|CVV)\b")
_NUMBER = re.compile(r"(?<![\d./\-])\d{4}(?:\d{2})?(?![\d./\-]*\d)")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def secret_in(text: str, *, numbers: bool = True) -> bool:
    """Whether a text speaks of a PIN or an ATM card, or holds a lone number of four or six digits as PINs have.

    A year is none, nor is a number that is part of a date or of a letter's number. ``numbers`` False: words only, where
    such a number may be that of a paper.
    """
    if _WORDS.search(fold(text)):
        return True
    return numbers and any(not _YEAR.fullmatch(found) for found in _NUMBER.findall(text))
