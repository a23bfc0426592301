"""Made-up people of a list, some of them with the usual mess: what a list says, and what intake has to make of it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.domain.region_index import Region
from ntt_desktop.formats import reference as reference_data
from ntt_desktop.formats.reference import Reference

_FIRST_BIRTH, _BIRTHS = date(1964, 1, 1), 14_600
_CLEAN_SHARE = 0.85


@dataclass(slots=True)
class Person:
    """A made-up person; ``cells`` is what the list says, by field."""

    nik: str
    name: str
    born: date
    sex: str
    village: Region
    cells: dict[str, Cell]
    outcome: str = "new"
    must: frozenset[str] = frozenset()


Mess = Callable[[Person, random.Random], None]


def _cell(name: str, value: Callable[[str], Cell], must: str = "", outcome: str = "new") -> Mess:
    def change(person: Person, chance: random.Random) -> None:
        person.cells[name] = value(str(person.cells.get(name) or ""))
        person.must = frozenset(filter(None, must.split()))
        person.outcome = outcome

    return change


_MESS: tuple[Mess, ...] = (
    _cell("nik", lambda nik: f"'{nik}"),
    _cell("nik", lambda nik: f"{nik[:6]} {nik[6:12]}\u00a0{nik[12:]}"),
    _cell("nik", lambda nik: f"{nik[:6]}.{nik[6:12]}-{nik[12:]}"),
    _cell("nik", lambda nik: f"\u202a{nik}\u200b"),
    _cell("nik", lambda nik: nik[:15], "nik_length", "rejected"),
    _cell("nik", lambda nik: nik.replace("0", "O", 1), "nik_not_digits", "rejected"),
    _cell("nik", lambda nik: f"{nik[0]},{nik[1:6]}E+15", "nik_scientific", "rejected"),
    _cell("nik", lambda nik: "", "nik_missing", "rejected"),
    _cell("nik", lambda nik: float(nik[:15] + "0"), "nik_numeric", "new"),
    _cell("nik", lambda nik: f"{nik[:8]}13{nik[10:]}", "nik_date_impossible", "rejected"),
    _cell("full_name", lambda name: " ", "name_missing", "rejected"),
    _cell("birth_date", lambda born: "", "birth_date_from_nik"),
    _cell("birth_date", lambda born: "lupa", "birth_date_unreadable"),
    _cell("sex", lambda sex: "x", "sex_unreadable"),
    _cell("sex", lambda sex: "P" if sex == "L" else "L", "nik_sex_mismatch"),
    _cell("no_kk", lambda number: number[:14], "kk_invalid"),
    _cell("phone", lambda phone: "tidak ada", "phone_invalid"),
    _cell("phone", lambda phone: f"12345/{phone}" if phone.startswith("0") else "-"),
    _cell("occupation", lambda occupation: "Mengurus rumah tangga", "occupation_not_work"),
    _cell("occupation", lambda occupation: "PNS", "occupation_not_work"),
)


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in reference_data.rows("reference/names.csv"):
        found.setdefault(row["kind"], []).append(row["name"])
    return {kind: tuple(names) for kind, names in found.items()}


def villages_of(reference: Reference, region: str, chance: random.Random) -> list[Region]:
    """A handful of villages whose name stands once in the kabupaten, so that the list names them clearly."""
    regions = reference.regions
    within = [village for village in regions.villages(region) if village.is_village]
    clear = [
        village
        for village in within
        if regions.resolve_village(village.name, None, None, regions.regency_of(village.code)).code == village.code
    ]
    return chance.sample(clear or within, min(4, len(clear or within)))


def person_of(reference: Reference, chance: random.Random, village: Region, seed: int, at: int) -> Person:
    """The person at a place of a list; lists of other seeds hold other people."""
    names = _names()
    sex = chance.choice("LP")
    given = names["given_male" if sex == "L" else "given_female"]
    name = f"{chance.choice(given)} {chance.choice(given)} {chance.choice(names['family'])}"
    born = _FIRST_BIRTH + timedelta(days=chance.randrange(_BIRTHS))
    day = born.day + (40 if sex == "P" else 0)
    # Kecamatan of the village, birth date, and a serial that no other list uses.
    area = village.code[:8].replace(".", "")
    nik = f"{area}{day:02d}{born:%m%y}{(seed % 100) * 99 + at % 99 + 1:04d}"
    labels = [label for label in reference.occupations.labels().values() if "," not in label and "(" not in label]
    cells: dict[str, Cell] = {
        "nik": nik,
        "no_kk": f"{area}{date(2012, 1, 1) + timedelta(days=chance.randrange(4000)):%d%m%y}{at % 9000 + 1:04d}",
        "full_name": name,
        "birth_place": village.name,
        "birth_date": f"{born:%d-%m-%Y}",
        "sex": sex,
        "mother_name": f"{chance.choice(names['given_female'])} {chance.choice(names['family'])}",
        "village": village.name,
        "subdistrict": reference.regions.get(village.parent).name,
        "occupation": chance.choice(labels),
        "phone": f"0813{chance.randrange(10**8):08d}" if chance.random() < 0.7 else "-",
    }
    return Person(nik, name, born, sex, village, cells)


def spoil(made: list[Person], chance: random.Random) -> None:
    """Give some rows their mess, and repeat a few people."""
    niks: set[str] = set()
    for at, person in enumerate(made):
        if person.nik in niks or (at > 5 and chance.random() < 0.02):
            earlier = next(other for other in made if other.outcome == "new" and not other.must)
            person.cells, person.village = dict(earlier.cells), earlier.village
            person.nik, person.name, person.born, person.outcome = earlier.nik, earlier.name, earlier.born, "duplicate"
            continue
        niks.add(person.nik)
        if chance.random() > _CLEAN_SHARE:
            chance.choice(_MESS)(person, chance)
            numeric = person.cells["nik"]
            if isinstance(numeric, float):
                _numeric(person, numeric, niks)


def _numeric(person: Person, number: float, niks: set[str]) -> None:
    """A NIK that became a number ends in 0: no NIK at all if that makes the serial 0000, else another one."""
    text = f"{number:.0f}"
    if text.endswith("0000"):
        person.outcome, person.must = "rejected", frozenset(("nik_numeric", "nik_date_impossible"))
    elif text in niks:
        person.cells["nik"], person.must = person.nik, frozenset()
    else:
        person.nik = text
        niks.add(text)


def join_birth(person: Person) -> None:
    """Place and date in one cell."""
    place, born = str(person.cells["birth_place"]), str(person.cells["birth_date"] or "")
    person.cells["birth"] = f"{place}, {born}" if born and born != "lupa" else born or place
