"""Lists as villages hand them in, made up: for the demonstration, for tests, and for measuring.

Nobody in them is real: names come from the shipped list, NIKs are numbered through. Each list carries the usual
mess and a known answer: outcome and findings of every row.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.domain.regions import Region
from ntt_desktop.formats import reference as reference_data
from ntt_desktop.formats.reference import Reference
from ntt_desktop.formats.village_list import ListSheet, render
from ntt_desktop.store.files import write_atomic

PLAIN, VILLAGES, TWO_ROWS = "plain", "villages", "two_rows"
LAYOUTS = (PLAIN, VILLAGES, TWO_ROWS)
"""A header in the first row; a sheet a village with titles and signatures; a merged header in two rows."""

_FIRST_BIRTH, _BIRTHS = date(1964, 1, 1), 14_600
_TITLE = "DAFTAR USULAN PEKERJA RENTAN PENERIMA BANTUAN IURAN BPJS KETENAGAKERJAAN"
_CLEAN_SHARE = 0.85
_SLICE = 3000


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """What intake has to make of one row; ``must`` are the findings besides occupation_unknown."""

    sheet: str
    row: int
    outcome: str
    must: frozenset[str]
    nik: str
    full_name: str
    birth_date: str
    village_code: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A list and its answer."""

    file: Path
    rows: tuple[ExpectedRow, ...]

    def count(self, outcome: str) -> int:
        """How many rows have this outcome."""
        return sum(row.outcome == outcome for row in self.rows)


@dataclass(slots=True)
class _Person:
    """A made-up person; ``cells`` is what the list says, by field."""

    nik: str
    name: str
    born: date
    sex: str
    village: Region
    cells: dict[str, Cell]
    outcome: str = "new"
    must: frozenset[str] = frozenset()


Mess = Callable[[_Person, random.Random], None]


def _cell(name: str, value: Callable[[str], Cell], must: str = "", outcome: str = "new") -> Mess:
    def spoil(person: _Person, chance: random.Random) -> None:
        person.cells[name] = value(str(person.cells.get(name) or ""))
        person.must = frozenset(filter(None, must.split()))
        person.outcome = outcome

    return spoil


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


def write_sample(target: Path, *, region: str, people: int, seed: int = 2026, layout: str = PLAIN) -> Sample:
    """Write a list of ``people`` from villages of a kabupaten or kecamatan (dotted code) and return its answer.

    The same arguments give the same list; lists of other seeds hold other people (seeds 0 to 99).
    """
    reference = reference_data.load()
    chance = random.Random(f"{region}/{people}/{seed}/{layout}")
    villages = _villages(reference, region, chance)
    made = [_person(reference, chance, villages[at % len(villages)], seed, at) for at in range(people)]
    _spoil(made, chance)
    sheets, expected = _LAYOUT[layout](reference, made, chance)
    write_atomic(target, render(sheets))
    return Sample(target, tuple(expected))


def write_large(target: Path, *, region: str, people: int, seed: int = 2026) -> Path:
    """Write a long plain list for measuring: 12 columns, people of lists of 3,000 one below the other."""
    sheet: ListSheet | None = None
    for part, start in enumerate(range(0, people, _SLICE)):
        reference = reference_data.load()
        chance = random.Random(f"{region}/{part}/{seed}")
        villages = _villages(reference, region, chance)
        count = min(_SLICE, people - start)
        made = [_person(reference, chance, villages[at % len(villages)], seed + part, at) for at in range(count)]
        _spoil(made, chance)
        sheets, _ = _plain(reference, made, chance)
        if sheet is None:
            sheet = sheets[0]
        else:
            sheet.rows += sheets[0].rows[1:]
    write_atomic(target, render([sheet] if sheet else []))
    return target


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in reference_data.rows("reference/names.csv"):
        found.setdefault(row["kind"], []).append(row["name"])
    return {kind: tuple(names) for kind, names in found.items()}


def _villages(reference: Reference, region: str, chance: random.Random) -> list[Region]:
    """A handful of villages whose name stands once in the kabupaten, so that the list names them clearly."""
    regions = reference.regions
    within = [village for village in regions.villages(region) if village.is_village]
    clear = [
        village
        for village in within
        if regions.resolve_village(village.name, None, None, regions.regency_of(village.code)).code == village.code
    ]
    return chance.sample(clear or within, min(4, len(clear or within)))


def _person(reference: Reference, chance: random.Random, village: Region, seed: int, at: int) -> _Person:
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
    return _Person(nik, name, born, sex, village, cells)


def _spoil(made: list[_Person], chance: random.Random) -> None:
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


def _numeric(person: _Person, number: float, niks: set[str]) -> None:
    """A NIK that became a number ends in 0: no NIK at all if that makes the serial 0000, else another one."""
    text = f"{number:.0f}"
    if text.endswith("0000"):
        person.outcome, person.must = "rejected", frozenset(("nik_numeric", "nik_date_impossible"))
    elif text in niks:
        person.cells["nik"], person.must = person.nik, frozenset()
    else:
        person.nik = text
        niks.add(text)


# -- layouts --------------------------------------------------------------------------------------------------------

Layout = Callable[[Reference, list[_Person], random.Random], tuple[list[ListSheet], list[ExpectedRow]]]


def _expected(sheet: str, row: int, person: _Person) -> ExpectedRow:
    return ExpectedRow(
        sheet, row, person.outcome, person.must, person.nik, person.name, person.born.isoformat(), person.village.code
    )


def _plain(
    reference: Reference, made: list[_Person], chance: random.Random
) -> tuple[list[ListSheet], list[ExpectedRow]]:
    columns = {
        "nik": "NIK",
        "no_kk": "NO KK",
        "full_name": "NAMA LENGKAP",
        "birth_place": "TEMPAT LAHIR",
        "birth_date": "TGL LAHIR",
        "sex": "L/P",
        "village": "DESA/KEL",
        "subdistrict": "KECAMATAN",
        "mother_name": "NAMA IBU KANDUNG",
        "occupation": "PEKERJAAN",
        "phone": "NO HP",
    }
    sheet = ListSheet("Usulan", [["NO", *columns.values()]])
    return [sheet], _add(sheet, made, columns)


def _two_rows(
    reference: Reference, made: list[_Person], chance: random.Random
) -> tuple[list[ListSheet], list[ExpectedRow]]:
    fields = ("nik", "no_kk", "full_name", "birth_place", "birth_date", "sex", "village", "subdistrict", "occupation")
    top: list[Cell] = ["NO", "NIK", "NKK", "NAMA", "KELAHIRAN", None, "JK", "KELURAHAN", "KECAMATAN", "JENIS PEKERJAAN"]
    below: list[Cell] = [None, None, None, None, "TEMPAT", "TANGGAL"]
    merged = ["E3:F3", *(f"{letter}3:{letter}4" for letter in "ABCDGHIJ")]
    sheet = ListSheet("Data", [top, below], first_row=3, merged=merged)
    for person in made:
        if person.cells.get("birth_date") == f"{person.born:%d-%m-%Y}":
            person.cells["birth_date"] = person.born
        if "phone_invalid" in person.must:
            person.must = frozenset()
    return [sheet], _add(sheet, made, dict.fromkeys(fields, ""))


def _per_village(
    reference: Reference, made: list[_Person], chance: random.Random
) -> tuple[list[ListSheet], list[ExpectedRow]]:
    columns = {
        "full_name": "Nama Pekerja",
        "nik": "No. KTP",
        "birth": "Tempat/Tgl Lahir",
        "sex": "Jenis Kelamin",
        "mother_name": "Nama Ibu Kandung",
        "occupation": "Mata Pencaharian",
        "phone": "No. Telp/WA",
    }
    cover = ListSheet("Rekap", [["REKAPITULASI USULAN"], [], ["NO", "DESA", "JUMLAH"]])
    sheets, expected = [cover], list[ExpectedRow]()
    seen: set[str] = set()
    for village in dict.fromkeys(person.village for person in made):
        people = [person for person in made if person.village == village]
        regency = reference.regions.get(reference.regions.regency_of(village.code))
        kind = "DESA" if village.level == "desa" else "KELURAHAN"
        rows: list[list[Cell]] = [
            [_TITLE],
            ["TAHUN ANGGARAN 2026"],
            [f"{kind} : {village.name.upper()}"],
            [f"KECAMATAN : {reference.regions.get(village.parent).name.upper()}"],
            [f"KABUPATEN/KOTA : {regency.title.upper()}"],
            [],
            ["No.", *columns.values()],
            [float(number) for number in range(1, len(columns) + 2)],
        ]
        sheet = ListSheet(village.name[:31], rows)
        for person in people:
            _join_birth(person)
            if person.must & {"kk_invalid"}:
                person.must = frozenset()
        expected += _add(sheet, people, columns, blank_every=12)
        signed: list[list[Cell]] = [
            [],
            [None, "JUMLAH", f"{len(people)} orang"],
            [],
            [None, None, None, None, f"{village.name}, 12 Januari 2026"],
            [None, None, None, None, "Kepala Desa"],
            [],
            [None, None, None, None, "NIP. 197203121998031007"],
        ]
        sheet.rows += signed
        cover.rows.append([float(len(seen) + 1), village.name, float(len(people))])
        seen.add(village.code)
        sheets.append(sheet)
    return sheets, expected


def _join_birth(person: _Person) -> None:
    """Place and date in one cell."""
    place, born = str(person.cells["birth_place"]), str(person.cells["birth_date"] or "")
    person.cells["birth"] = f"{place}, {born}" if born and born != "lupa" else born or place


def _add(
    sheet: ListSheet, people: Sequence[_Person], columns: Mapping[str, str], blank_every: int = 0
) -> list[ExpectedRow]:
    expected = []
    for number, person in enumerate(people, start=1):
        if blank_every and number % blank_every == 0:
            sheet.rows.append([])
        sheet.rows.append([float(number), *(person.cells.get(name) for name in columns)])
        expected.append(_expected(sheet.name, sheet.first_row + len(sheet.rows) - 1, person))
    return expected


_LAYOUT: dict[str, Layout] = {PLAIN: _plain, VILLAGES: _per_village, TWO_ROWS: _two_rows}
