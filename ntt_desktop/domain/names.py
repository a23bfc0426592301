"""People's names: compared without titles and with short forms written out (domain section 3).

Many people in a village share a name: nothing is ever decided by a name alone.
"""

from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from ntt_desktop.domain.text import clean, fold

TITLES_BEFORE = frozenset(
    [
        "H",
        "HJ",
        "HAJI",
        "HAJJAH",
        "DRS",
        "DRA",
        "DR",
        "DRG",
        "DRH",
        "IR",
        "PROF",
        "PDT",
        "PDM",
        "ALM",
        "ALMH",
        "ALMARHUM",
        "ALMARHUMAH",
        "ROMO",
        "RM",
        "PATER",
        "BRUDER",
        "BR",
        "SUSTER",
        "SR",
        "TN",
        "NY",
        "NN",
        "BPK",
        "BAPAK",
        "SDR",
        "SDRI",
    ]
)
"""Titles that stand before a name, folded."""
_TITLES_BEHIND = frozenset(
    [
        "SPD",
        "SPDK",
        "SH",
        "SE",
        "SSOS",
        "SAG",
        "ST",
        "SKOM",
        "SKEP",
        "SIP",
        "SKM",
        "SP",
        "SPT",
        "SPI",
        "SHUT",
        "SSI",
        "SS",
        "STH",
        "SFIL",
        "SPSI",
        "SAB",
        "SAP",
        "SSTP",
        "SIKOM",
        "STRKEB",
        "MSI",
        "MPD",
        "MH",
        "MM",
        "MAP",
        "MHUM",
        "MKES",
        "MT",
        "MTH",
        "MAG",
        "MSC",
        "AMD",
        "AMDKEP",
        "AMDKEB",
        "AMK",
        "AMKEB",
        "AMAPD",
        "NERS",
        "NS",
        "BA",
        "BSC",
        "ALM",
        "ALMH",
        "ALMARHUM",
        "ALMARHUMAH",
    ]
)
_SHORT_FORMS = {"YOH": "YOHANES", "FR": "FRANSISKUS", "MA": "MARIA"}
_ALIKE = 0.85
_HALF = 0.5


def _words(name: str) -> list[str]:
    """The words of a folded name; a degree such as "S.Pd" is one word."""
    return [word for part in clean(name).replace(",", " ").split(" ") for word in _part(part)]


@lru_cache(maxsize=65536)
def _part(part: str) -> tuple[str, ...]:
    """The words of what stands between two spaces; a hundred thousand names are made of a few thousand of these."""
    folded = fold(part)
    joined = folded.replace(" ", "")
    if "." in part.strip(".") and joined in _TITLES_BEHIND:
        return (joined,)
    return tuple(word for word in folded.split(" ") if word)


def _joined_degree(words: list[str]) -> int:
    """How many words at the end make one degree written with spaces ("S Pd"); 0 if none do."""
    for count in (3, 2):
        if len(words) > count and len(words[-count]) <= 2 and "".join(words[-count:]) in _TITLES_BEHIND:
            return count
    return 0


@lru_cache(maxsize=65536)
def stripped(name: str) -> tuple[str, ...]:
    """The words of a name folded, without titles. A name that is all titles stays as it is."""
    words = _words(name)
    kept = list(words)
    while len(kept) > 1 and kept[0] in TITLES_BEFORE:
        kept.pop(0)
    while len(kept) > 1:
        if kept[-1] in _TITLES_BEHIND:
            kept.pop()
        elif count := _joined_degree(kept):
            del kept[-count:]
        else:
            break
    return tuple(kept)


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """The name folded, titles stripped, short forms written out: what lists sort by and find.

    A name that is all titles stays as it is.
    """
    return " ".join(_SHORT_FORMS.get(word, word) for word in stripped(name))


def _word_pairs(one: str, other: str) -> bool:
    """Equal, within one letter (words of 4 letters or more), or one the other's initial."""
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    return min(len(one), len(other)) >= 4 and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def alike(a: str, b: str) -> bool:
    """Whether two names may well be one person's: nearly the same letters, or every word of the shorter one
    found in the longer one within a letter. A single shared word is not enough beside a longer name's others
    unless it is the whole of the shorter name and not a mere initial.
    """
    one, other = normal(a), normal(b)
    if not one or not other:
        return False
    if one == other or Levenshtein.normalized_similarity(one, other) >= _ALIKE:
        return True
    short, long = sorted((one.split(), other.split()), key=lambda words: (len(words), words))
    if len(short) == 1 and len(short[0]) < 4:
        return False
    rest = list(long)
    for word in short:
        found = next((candidate for candidate in rest if _word_pairs(word, candidate)), None)
        if found is None:
            return False
        rest.remove(found)
    return True


def clearly_different(a: str, b: str) -> bool:
    """No word in common after titles are stripped, and under half the letters alike (finding nik_other_person)."""
    one, other = normal(a), normal(b)
    if set(one.split()) & set(other.split()) or not one or not other:
        return False
    return Levenshtein.normalized_similarity(one, other) < _HALF and not alike(a, b)
