"""Names word by word: what of two names agrees, and how (domain section 3, "Names").

Knows the particles, short forms and spellings of NTT. Every function is symmetric in its two names.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from ntt_desktop.domain import names
from ntt_desktop.domain.known_names import FAMILY, FREQUENT, GIVEN

PARTICLES = frozenset(("DA", "DE", "DOS", "DAS", "DI", "VAN", "BIN", "BINTI", "BTE", "BT"))
"""Words between names that people write or leave out."""

_REPLACED = (
    *(("PH", "F"), ("TH", "T"), ("KH", "K"), ("CH", "K"), ("SH", "S"), ("DH", "D"), ("BH", "B"), ("GH", "G")),
    *(("DJ", "J"), ("TJ", "C"), ("SJ", "SY"), ("OE", "U"), ("X", "KS"), ("V", "F"), ("Z", "S"), ("Q", "K")),
    *(("C", "K"), ("J", "I"), ("Y", "I"), ("EI", "I"), ("IE", "I")),
)
_SHORT_FORMS = {
    "YOH": "YOHANES YOHANA",
    "FR": "FRANSISKUS FRANSISKA",
    "MA": "MARIA",
    "YOS": "YOSEF YOSEFINA YOSEFA",
    "FRANS": "FRANSISKUS",
    "AGUS": "AGUSTINUS",
    "TINUS": "MARTINUS AGUSTINUS YUSTINUS",
    "SIUS": "ALOYSIUS TARSISIUS KANISIUS",
    "LOIS": "ALOYSIUS",
    "LIUS": "YULIUS KORNELIUS",
    "NUS": "STEFANUS",
    "STEF": "STEFANUS",
    "GORIS": "GREGORIUS",
    "DOMI": "DOMINIKUS DOMINIKA",
    "NIKO": "NIKOLAUS NIKODEMUS",
    "ETA": "MARGARETA",
    "LIS": "ELISABETH",
    "ELI": "ELISABETH",
    "NIA": "VERONIKA",
    "VERO": "VERONIKA",
    "ROS": "ROSALIA ROSINA ROSA",
    "TERES": "TERESIA THERESIA",
    "TRES": "TERESIA THERESIA",
    "BERTO": "ROBERTUS NORBERTUS LAMBERTUS HUBERTUS",
    "MELKI": "MELKIANUS MELKIOR MELKISEDEK",
    "MARSEL": "MARSELINUS MARSELUS",
    "ALFONS": "ALFONSUS",
    "KANIS": "KANISIUS",
    "OKTO": "OKTOVIANUS OKTAVIANUS",
    "HERMAN": "HERMANUS",
    "PIET": "PETRUS",
    "PIT": "PETRUS",
    "PAUL": "PAULUS",
    "ANTON": "ANTONIUS",
    "TONI": "ANTONIUS",
    "HENDRIK": "HENDRIKUS",
    "MUH": "MUHAMMAD",
    "MOH": "MUHAMMAD",
    "MUHAMAD": "MUHAMMAD",
    "ABD": "ABDUL",
}
_SPELLINGS = (
    "YOHANES YOHANIS JOHANIS JOHANES YOHANIES",
    "WILHELMINA WELHELMINA WIHELMINA",
    "WILHELMUS WELHELMUS WIHELMUS",
    "BERNADUS BERNARDUS",
    "BERNADETA BERNADETE BERNADET BERNARDETA",
    "BONEFASIUS BONIFASIUS",
    "OKTAVIANUS OKTOVIANUS",
    "SESILIA SISILIA",
    "ANDREAS ANDERIAS",
    "SAMUEL SEMUEL",
    "EMANUEL IMANUEL EMMANUEL",
    "YEREMIAS YERMIAS JERMIAS",
    "GERTRUDIS GETRUDIS",
    "PEREIRA PAREIRA PARERA",
    "FREDERIKA FERDERIKA",
)
_ONE_NAME = {word: group.split()[0] for group in _SPELLINGS for word in group.split()}


class Likeness(Enum):
    """How two words are the same name, surest first."""

    EQUAL = 0
    SPELLED = 1
    """Another spelling: doubled letters, th for t, y for i, v for f."""
    SHORT = 2
    """One is a short form of the other."""
    SLIP = 3
    """One letter written differently, left out, added, or two swapped."""
    SLIPS = 4
    """Two letters of a long word."""
    INITIAL = 5


@dataclass(frozen=True, slots=True)
class WordPair:
    """A word of each name that stand for each other."""

    one: str
    other: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What of two names agrees: word pairs, and the words that stand in one of them only."""

    pairs: tuple[WordPair, ...]
    left_one: tuple[str, ...]
    left_other: tuple[str, ...]
    moved: bool
    """The words stand in another order."""

    @property
    def equal(self) -> bool:
        """Every word agrees, in spelling at least."""
        return bool(self.pairs) and not self.left_one and not self.left_other and self._sure

    @property
    def alike(self) -> bool:
        """May be one person's: one name's words are all found in the other, and not by initials alone."""
        if not self.pairs or (self.left_one and self.left_other):
            return False
        return any(pair.likeness is not Likeness.INITIAL for pair in self.pairs)

    @property
    def _sure(self) -> bool:
        return all(pair.likeness in (Likeness.EQUAL, Likeness.SPELLED) for pair in self.pairs)


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name that count: folded, without titles and particles."""
    found = names.stripped(name)
    return tuple(word for word in found if word not in PARTICLES) or found


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A word without what spellings differ in: equal skeletons are one name."""
    word = _ONE_NAME.get(word, word)
    for old, new in _REPLACED:
        word = word.replace(old, new)
    kept = [letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1]]
    return "".join(kept)


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(skeleton(word) for word in GIVEN)


def weight(word: str) -> int:
    """How much sharing a word says, in bits: a rare name says more."""
    if word in FREQUENT:
        return 4
    return 6 if word in GIVEN else 8 if word in FAMILY else 9


@lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> Likeness | None:
    """How two words are the same name; None if they are not. Give them sorted to make use of the cache."""
    if one == other:
        return Likeness.EQUAL
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return Likeness.INITIAL if long[0] == short else None
    if skeleton(one) == skeleton(other):
        return Likeness.SPELLED
    if long in _SHORT_FORMS.get(short, "").split():
        return Likeness.SHORT
    if skeleton(one) in _given() and skeleton(other) in _given():
        return None  # two names: Marta is not Maria with a slip
    if len(short) >= 3 and len(long) >= len(short) + 2 and long.startswith(short):
        return Likeness.SHORT
    if len(short) >= 3:
        distance = DamerauLevenshtein.distance(one, other, score_cutoff=2)
        if distance <= 1 and len(long) >= 4:
            return Likeness.SLIP
        if distance <= 2 and len(short) >= 5:
            return Likeness.SLIPS
    return None


@lru_cache(maxsize=65536)
def compare(one: str, other: str) -> NameMatch:
    """What of two names (as people write them) agrees. Words are paired surest first."""
    left, right = words(one), words(other)
    found = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            kind = likeness(a, b) if a <= b else likeness(b, a)
            if kind is not None:
                found.append((kind.value, -min(weight(a), weight(b)), min(a, b), max(a, b), abs(i - j), i, j, kind))
    pairs: dict[int, tuple[int, Likeness]] = {}
    taken: set[int] = set()
    for *_, i, j, kind in sorted(found, key=lambda item: item[:5]):
        if i not in pairs and j not in taken:
            pairs[i] = (j, kind)
            taken.add(j)
    left_one = tuple(word for i, word in enumerate(left) if i not in pairs)
    left_other = tuple(word for j, word in enumerate(right) if j not in taken)
    matched = [WordPair(left[i], right[j], kind) for i, (j, kind) in sorted(pairs.items())]
    if left_one and left_other and (joined := _joined(left_one, left_other)):
        matched.append(joined)
        left_one = left_other = ()
    order = [j for _, (j, _) in sorted(pairs.items())]
    return NameMatch(tuple(matched), left_one, left_other, order != sorted(order))


def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> WordPair | None:
    """Words written apart in one name and together in the other (Kot Olin, Kotolin)."""
    one, other = "".join(left), "".join(right)
    if len(left) == len(right) or min(len(one), len(other)) < 5:
        return None
    if skeleton(one) == skeleton(other):
        return WordPair(" ".join(left), " ".join(right), Likeness.SPELLED)
    if Levenshtein.distance(one, other, score_cutoff=1) <= 1:
        return WordPair(" ".join(left), " ".join(right), Likeness.SLIP)
    return None
