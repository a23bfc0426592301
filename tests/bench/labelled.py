"""People made up for measuring the matcher, of whom it is known who is who.

How they are made, from the shipped names (``names.csv``) and villages, all by one seed:

1. *Houses* in villages of three kabupaten (Sumba Timur, Timor Tengah Utara, Manggarai): father, mother and grown
   children share KK, address and mostly one phone. Children have their mother's name as mother; outside Manggarai
   they share the father's last word. One house in twenty-five has **twins** (one birth date, often one first word in
   common), one in thirty a **son named like his father**. So **siblings in one house**, and **mothers and children
   with a shared phone** are everywhere.
2. **Namesakes in one village**: one person in twenty-five has a namesake next door, with other parents; mostly another
   birth date altogether, sometimes of the same year, the same day, or one digit away.
3. Three words of ten of the family names and one of ten of the given names are invented from syllables, so that the
   matcher has never seen them.
4. **Duplicates** (the only pairs that are the same): one person in fifteen is written down once more, with another
   NIK (mistyped, of another serial, or none) and the usual slips, see `_again`.
5. *Everybody* is written down as villages write: a mother, KK or phone is missing, a name is shortened or has a title.

Nobody in it is real.
"""

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ntt_desktop import paths
from ntt_desktop.domain.matching import Person

_REGIONS = {"53.11": ("sumba",), "53.05": ("timor",), "53.10": ("manggarai",)}
_TITLES = ("H. ", "Hj. ", "Drs. ", "Alm. ", "Bpk. ", "Ny. ")
_DEGREES = (", S.Pd", ", SH", " S.Sos", ", A.Md")
_SHORT = {
    "YOHANES": "Yoh.",
    "FRANSISKUS": "Frans",
    "MARIA": "Ma.",
    "YOSEF": "Yos.",
    "AGUSTINUS": "Agus",
    "MARTINUS": "Tinus",
    "DOMINIKUS": "Domi",
    "NIKOLAUS": "Niko",
    "STEFANUS": "Stef",
    "GREGORIUS": "Goris",
    "ANTONIUS": "Anton",
    "MUHAMMAD": "Muh.",
}
_SPELLED = (("Y", "J"), ("F", "V"), ("V", "F"), ("K", "C"), ("I", "Y"), ("T", "TH"), ("S", "Z"), ("KS", "X"))
_LETTERS = "ABDEFGHIKLMNOPRSTUWY"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Records with the truth: ``same`` holds the pairs (i, j), i < j, of records that are one person."""

    records: list[Person]
    same: set[tuple[int, int]]
    unlike: dict[str, set[tuple[int, int]]]
    """Pairs that are not the same, by what makes them hard: twins, siblings, namesakes, father_son."""


def make(seed: int, people: int, *, wide: bool = False) -> Labelled:
    """A labelled set of about ``people`` persons, a few per cent of them more as duplicates.

    They live in 120 villages of three kabupaten; ``wide``: in all villages of the province.
    """
    return _Maker(seed, people, wide=wide).labelled()


class _Maker:
    def __init__(self, seed: int, people: int, *, wide: bool) -> None:
        self.chance = random.Random(seed)
        self.people = people
        names = _rows("reference/names.csv")
        self.male = [row["name"] for row in names if row["kind"] == "given_male"]
        self.female = [row["name"] for row in names if row["kind"] == "given_female"]
        codes = [row["code"] for row in _rows("regions/ntt_regions.csv") if row["code"].count(".") == 3]
        self.areas = sorted({code[:5] for code in codes}) if wide else list(_REGIONS)
        family = [row for row in names if row["kind"] == "family"]
        self.family = {
            area: [row["name"] for row in family if row["region"] in _REGIONS.get(area, (row["region"],))]
            for area in self.areas
        }
        self.villages = {area: [code for code in codes if code.startswith(area + ".")] for area in self.areas}
        if not wide:
            self.villages = {area: self.chance.sample(found, 40) for area, found in self.villages.items()}
        self.truth: list[Person] = []
        self.unlike: dict[str, set[tuple[int, int]]] = {
            name: set() for name in ("twins", "siblings", "namesakes", "father_son")
        }

    # -- the truth ------------------------------------------------------------------------------------------------

    def labelled(self) -> Labelled:
        while len(self.truth) < self.people * 0.96:
            self._house()
        for at in self.chance.sample(range(len(self.truth)), int(self.people * 0.04)):
            self._namesake(at)
        records = [self._written(person) for person in self.truth]
        same = set()
        for at in self.chance.sample(range(len(self.truth)), len(self.truth) // 15):
            same.add((at, len(records)))
            records.append(self._again(self.truth[at]))
        return Labelled(records, same, self.unlike)

    def _house(self) -> None:
        chance = self.chance
        area = chance.choice(self.areas)
        village = chance.choice(self.villages[area])
        kk = f"{village[:8].replace('.', '')}{chance.randrange(1, 29):02d}{chance.randrange(1, 13):02d}15"
        kk += f"{chance.randrange(1, 9999):04d}"
        address = f"Dusun {chance.choice('ABCD')} {self._invented(self.family[area])}"
        shared = self._phone() if chance.random() < 0.6 else ""
        home = Person("", village=village, kk=kk, address=address, phone=shared)
        last = self._last(area)
        year = chance.randrange(1955, 1985)
        father = self._person(home, "L", f"{self._given('L')} {last}", self._day(year), self._mother(area))
        mother = self._person(
            home, "P", f"{self._given('P')} {self._last(area)}", self._day(year + 3), self._mother(area)
        )
        first = len(self.truth)
        self.truth += [father, mother]
        children: list[int] = []
        born = self._day(year + 20)
        for _ in range(chance.randrange(0, 4)):
            sex = chance.choice("LP")
            family = last if area != "53.10" else self._last(area)
            child = self._person(home, sex, f"{self._given(sex)} {family}", born, mother.name)
            if not children and chance.random() < 1 / 30:
                child = child._replace(name=father.name, sex="L")
                self.unlike["father_son"].add((first, len(self.truth)))
            self.unlike["siblings"] |= {(other, len(self.truth)) for other in children}
            children.append(len(self.truth))
            self.truth.append(child)
            born = born + timedelta(days=chance.randrange(330, 1400))
        if children and chance.random() < 0.04 * 2:
            elder = self.truth[children[0]]
            sex = elder.sex if chance.random() < 0.7 else chance.choice("LP")
            several = len(elder.name.split()) > 2
            one_word = elder.name.split()[0] if sex == elder.sex and several and chance.random() < 0.4 else ""
            given = self._given(sex).split()[0]
            family = elder.name.split()[-1]
            name = " ".join(filter(None, (one_word, given, family)))
            if name != elder.name:
                self.unlike["twins"].add((children[0], len(self.truth)))
                twin = self._person(home, sex, name, date.fromisoformat(elder.born), mother.name)
                serial = int(elder.nik[-4:]) % 9998 + 1
                if sex == elder.sex:
                    twin = twin._replace(nik=f"{elder.nik[:12]}{serial:04d}")
                self.truth.append(twin)

    def _namesake(self, at: int) -> None:
        chance, model = self.chance, self.truth[at]
        born = date.fromisoformat(model.born)
        lot = chance.random()
        if lot < 0.6:
            day = self._day(chance.randrange(1955, 2006))
        elif lot < 0.85:
            day = self._day(born.year)
        elif lot < 0.95:
            day = _safe(born.year + chance.choice((-7, -4, -2, 3, 5, 8)), born.month, born.day)
        else:
            day = _safe(born.year, born.month, born.day // 10 * 10 + chance.randrange(1, 9))
        area = model.village[:5]
        home = Person("", village=model.village, kk=f"{model.kk[:12]}{chance.randrange(1, 9999):04d}")
        home = home._replace(address=f"Dusun {chance.choice('ABCD')} {self._invented(self.family[area])}")
        self.unlike["namesakes"].add((at, len(self.truth)))
        self.truth.append(self._person(home, model.sex, model.name, day, self._mother(area)))

    def _person(self, home: Person, sex: str, name: str, born: date, mother: str) -> Person:
        phone = home.phone or (self._phone() if self.chance.random() < 0.6 else "")
        day = born.day + (40 if sex == "P" else 0)
        nik = f"{home.village[:8].replace('.', '')}{day:02d}{born:%m%y}{self.chance.randrange(1, 9999):04d}"
        return home._replace(name=name, born=born.isoformat(), sex=sex, mother=mother, phone=phone, nik=nik)

    def _given(self, sex: str) -> str:
        pool = self.male if sex == "L" else self.female
        # A few names are most people's: the square of a random number prefers the head of the list.
        first = pool[int(self.chance.random() ** 2 * len(pool))]
        second = self._invented(pool) if self.chance.random() < 0.1 else self.chance.choice(pool)
        return first if self.chance.random() < 0.45 or first == second else f"{first} {second}"

    def _last(self, area: str) -> str:
        pool = self.family[area]
        return self._invented(pool) if self.chance.random() < 0.3 else self.chance.choice(pool)

    def _mother(self, area: str) -> str:
        return f"{self._given('P')} {self._last(area)}"

    def _invented(self, pool: list[str]) -> str:
        """A word of the head of one name and the tail of another."""
        one, other = (self.chance.choice(pool).split()[-1].replace("'", "") for _ in range(2))
        return (one[: max(len(one) // 2, 2)] + other[len(other) // 2 :].lower()).capitalize()

    def _phone(self) -> str:
        return f"0812{self.chance.randrange(10**8):08d}"

    def _day(self, year: int) -> date:
        if self.chance.random() < 0.03:
            return date(year, *self.chance.choice(((1, 1), (12, 31), (7, 1))))
        return date(year, 1, 1) + timedelta(days=self.chance.randrange(365))

    # -- how it is written down -------------------------------------------------------------------------------------

    def _written(self, person: Person) -> Person:
        """As a village writes: some fields stay empty, a name is shortened or has a title now and then."""
        chance = self.chance
        name = person.name.upper()
        if chance.random() < 0.06:
            name = self._name_slip(name, gentle=True)
        return person._replace(
            name=name,
            mother="" if chance.random() < 0.2 else self._lightly(person.mother),
            kk="" if chance.random() < 0.15 else person.kk,
            phone="" if chance.random() < 0.3 else person.phone,
            address="" if chance.random() < 0.3 else person.address,
        )

    def _lightly(self, mother: str) -> str:
        return self._name_slip(mother.upper(), gentle=True) if self.chance.random() < 0.1 else mother.upper()

    def _again(self, person: Person) -> Person:
        """The same person once more, by another hand: another NIK and the usual slips.

        A name has no slip (25 %), one (55 %) or two; the birth date is another with 22 % (half of them day and month
        swapped if that is a date, a third one digit, the rest the first day of the year); the village is another of the
        kecamatan (8 %), or elsewhere (4 %); the mother is missing (25 %) or slipped (20 %); KK and phone are missing
        or new to a third; one in two hundred has the other sex.
        """
        chance = self.chance
        name = person.name.upper()
        for _ in range(chance.choices((0, 1, 2), (25, 55, 20))[0]):
            name = self._name_slip(name)
        mother = "" if chance.random() < 0.25 else person.mother.upper()
        if mother and chance.random() < 0.2:
            mother = self._name_slip(mother)
        village, lot = person.village, chance.random()
        near = [code for code in self.villages[person.village[:5]] if code[:8] == person.village[:8]]
        if lot < 0.08:
            village = chance.choice(near)
        elif lot < 0.12:
            village = chance.choice(self.villages[chance.choice(self.areas)])
        return Person(
            name,
            self._birth_slip(person.born) if chance.random() < 0.22 else person.born,
            village,
            mother,
            "LP"[person.sex == "L"] if chance.random() < 0.005 else person.sex,
            self._lot(person.kk, 0.2, 0.1, f"{person.kk[:12]}{chance.randrange(1, 9999):04d}"),
            self._lot(person.phone, 0.3, 0.15, self._phone()),
            "" if chance.random() < 0.4 else person.address,
            self._other_nik(person.nik),
        )

    def _lot(self, value: str, missing: float, changed: float, new: str) -> str:
        lot = self.chance.random()
        return "" if lot < missing else new if lot < missing + changed else value

    def _other_nik(self, nik: str) -> str:
        lot, at = self.chance.random(), self.chance.randrange(16)
        if lot < 0.2:
            return ""
        if lot < 0.5:
            return f"{nik[:12]}{self.chance.randrange(1, 9999):04d}"
        if lot < 0.65 and at < 15:
            return nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :]
        return nik[:at] + str((int(nik[at]) + self.chance.randrange(1, 10)) % 10) + nik[at + 1 :]

    def _birth_slip(self, iso: str) -> str:
        born, lot = date.fromisoformat(iso), self.chance.random()
        if lot < 0.5 and born.day <= 12:
            return date(born.year, born.day, born.month).isoformat()
        if lot < 0.85:
            for _ in range(20):
                text = f"{born:%d%m%Y}"
                at = self.chance.choice((0, 1, 2, 3, 6, 7))
                text = text[:at] + str(self.chance.randrange(10)) + text[at + 1 :]
                try:
                    slipped = date(int(text[4:]), int(text[2:4]), int(text[:2]))
                except ValueError:
                    continue
                if slipped != born and 1940 < slipped.year < 2010:
                    return slipped.isoformat()
        return date(born.year, 1, 1).isoformat()

    def _name_slip(self, name: str, *, gentle: bool = False) -> str:
        kinds: list[Callable[[list[str]], list[str] | None]] = [self._shortened, self._titled, self._apostrophe]
        if not gentle:
            kinds += [self._shortened, self._initial, self._dropped, self._turned, self._doubled, self._spelled]
            kinds += [self._letter, self._letter, self._letter, self._particle]
        for _ in range(20):
            words = self.chance.choice(kinds)(name.split())
            if words and " ".join(words) != name:
                return " ".join(words)
        return name

    def _at(self, words: list[str], least: int) -> int | None:
        long = [at for at, word in enumerate(words) if len(word) >= least]
        return self.chance.choice(long) if long else None

    def _shortened(self, words: list[str]) -> list[str] | None:
        for at, word in enumerate(words):
            if word in _SHORT:
                return [*words[:at], _SHORT[word].upper(), *words[at + 1 :]]
        at = 0
        if len(words) < 2 or len(words[at]) < 6:
            return None
        return [words[at][: self.chance.randrange(3, 5)] + ".", *words[1:]]

    def _titled(self, words: list[str]) -> list[str]:
        if self.chance.random() < 0.5:
            return (self.chance.choice(_TITLES).upper() + " ".join(words)).split()
        return (" ".join(words) + self.chance.choice(_DEGREES)).split()

    def _apostrophe(self, words: list[str]) -> list[str] | None:
        if any("'" in word for word in words):
            return [word.replace("'", "") for word in words]
        at = self._at(words, 5)
        return None if at is None else [*words[:at], words[at][:3] + "'" + words[at][3:], *words[at + 1 :]]

    def _initial(self, words: list[str]) -> list[str] | None:
        if len(words) < 3:
            return None
        return [words[0], words[1][:1] + ".", *words[2:]]

    def _dropped(self, words: list[str]) -> list[str] | None:
        return [words[0], *words[2:]] if len(words) > 2 else None

    def _turned(self, words: list[str]) -> list[str] | None:
        return [*words[1:], words[0]] if len(words) > 1 else None

    def _doubled(self, words: list[str]) -> list[str] | None:
        at = self._at(words, 4)
        if at is None:
            return None
        place = self.chance.randrange(1, len(words[at]))
        return [*words[:at], words[at][:place] + words[at][place - 1] + words[at][place:], *words[at + 1 :]]

    def _spelled(self, words: list[str]) -> list[str] | None:
        old, new = self.chance.choice(_SPELLED)
        at = self._at(words, 4)
        if at is None or old not in words[at]:
            return None
        return [*words[:at], words[at].replace(old, new, 1), *words[at + 1 :]]

    def _letter(self, words: list[str]) -> list[str] | None:
        at = self._at(words, 4)
        if at is None:
            return None
        word, place = words[at], self.chance.randrange(1, len(words[at]))
        letter, lot = self.chance.choice(_LETTERS), self.chance.randrange(4)
        changed = (
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
        )[lot]
        return [*words[:at], changed, *words[at + 1 :]]

    def _particle(self, words: list[str]) -> list[str] | None:
        if any(word in ("DA", "DE") for word in words):
            return [word for word in words if word not in ("DA", "DE")]
        return [*words[:-1], self.chance.choice(("DA", "DE")), words[-1]] if len(words) > 1 else None


def _safe(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, 28) or 1)


def _rows(name: str) -> list[dict[str, str]]:
    with paths.resource(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
