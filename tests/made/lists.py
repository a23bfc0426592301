"""Lists as villages hand them in, made up: for the demonstration, for tests, and for measuring.

Nobody in them is real: names come from the shipped list, NIKs are numbered through. Each list carries the usual
mess and a known answer: outcome and findings of every row.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.formats import reference as reference_data
from ntt_desktop.formats.reference import Reference
from ntt_desktop.store.files import write_atomic
from tests.made.people import Person, join_birth, person_of, spoil, villages_of
from tests.made.sheets import ListSheet, render

PLAIN, VILLAGES, TWO_ROWS = "plain", "villages", "two_rows"
LAYOUTS = (PLAIN, VILLAGES, TWO_ROWS)
"""A header in the first row; a sheet a village with titles and signatures; a merged header in two rows."""

SHIPPED = {
    "usulan-sumba-timur.xlsx": ("53.11", 200, PLAIN),
    "rekap-desa-ttu.xlsx": ("53.03", 150, VILLAGES),
    "data-kota-kupang.xlsx": ("53.71", 200, TWO_ROWS),
}
"""The lists of the demonstration in ``resources/samples``: region, people, layout. `.ci/samples.py` writes them."""

_TITLE = "DAFTAR USULAN PEKERJA RENTAN PENERIMA BANTUAN IURAN BPJS KETENAGAKERJAAN"
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


def write_sample(target: Path, *, region: str, people: int, seed: int = 2026, layout: str = PLAIN) -> Sample:
    """Write a list of ``people`` from villages of a kabupaten or kecamatan (dotted code) and return its answer.

    The same arguments give the same list; lists of other seeds hold other people (seeds 0 to 99).
    """
    reference = reference_data.load()
    chance = random.Random(f"{region}/{people}/{seed}/{layout}")
    villages = villages_of(reference, region, chance)
    made = [person_of(reference, chance, villages[at % len(villages)], seed, at) for at in range(people)]
    spoil(made, chance)
    sheets, expected = _LAYOUT[layout](reference, made, chance)
    write_atomic(target, render(sheets))
    return Sample(target, tuple(expected))


def write_large(target: Path, *, region: str, people: int, seed: int = 2026) -> Path:
    """Write a long plain list for measuring: 12 columns, people of lists of 3,000 one below the other."""
    sheet: ListSheet | None = None
    for part, start in enumerate(range(0, people, _SLICE)):
        reference = reference_data.load()
        chance = random.Random(f"{region}/{part}/{seed}")
        villages = villages_of(reference, region, chance)
        count = min(_SLICE, people - start)
        made = [person_of(reference, chance, villages[at % len(villages)], seed + part, at) for at in range(count)]
        spoil(made, chance)
        sheets, _ = _plain(reference, made, chance)
        if sheet is None:
            sheet = sheets[0]
        else:
            sheet.rows += sheets[0].rows[1:]
    write_atomic(target, render([sheet] if sheet else []))
    return target


Layout = Callable[[Reference, list[Person], random.Random], tuple[list[ListSheet], list[ExpectedRow]]]


def _expected(sheet: str, row: int, person: Person) -> ExpectedRow:
    return ExpectedRow(
        sheet, row, person.outcome, person.must, person.nik, person.name, person.born.isoformat(), person.village.code
    )


def _plain(
    reference: Reference, made: list[Person], chance: random.Random
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
    reference: Reference, made: list[Person], chance: random.Random
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
    reference: Reference, made: list[Person], chance: random.Random
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
            join_birth(person)
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


def _add(
    sheet: ListSheet, people: Sequence[Person], columns: Mapping[str, str], blank_every: int = 0
) -> list[ExpectedRow]:
    expected = []
    for number, person in enumerate(people, start=1):
        if blank_every and number % blank_every == 0:
            sheet.rows.append([])
        sheet.rows.append([float(number), *(person.cells.get(name) for name in columns)])
        expected.append(_expected(sheet.name, sheet.first_row + len(sheet.rows) - 1, person))
    return expected


_LAYOUT: dict[str, Layout] = {PLAIN: _plain, VILLAGES: _per_village, TWO_ROWS: _two_rows}
