"""Counts agree: read = new + updated + identical + duplicate + rejected, and every row is found by sheet and number."""

import random
from collections import Counter
from pathlib import Path

import pytest

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from tests.made.sheets import ListSheet, render
from tests.services.imports.lists import HEAD, LEONARDA, YOKSAN, all_rows, take_in

JUNK: tuple[list[Cell], ...] = (
    [None],
    ["-", "-"],
    HEAD,
    [None, "JUMLAH", "12 orang"],
    ["NIP. 197203121998031007"],
    ["Waingapu, 12 Januari 2026"],
)


def _person(chance: random.Random) -> list[Cell]:
    """Somebody, perhaps twice, perhaps with something wrong."""
    nik = f"531118{chance.randint(1, 33):02d}0578{chance.randint(1, 3):04d}"
    village = chance.choice(("Kangeli", "Kangelli", "Entah"))
    name = chance.choice(("Yoksan Goit", "Leonarda de Ornay", "Umbu Lele", "-"))
    return [chance.choice((nik, nik, nik[:-1], "5,31E+15", None)), name, village, "Lewa Tidahu", "0812"]


@pytest.mark.parametrize("seed", range(2))
def test_counts_agree_before_and_after_storing(ctx: Context, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    take_in(ctx, _list(tmp_path / "known.xlsx", {"Usulan": [YOKSAN, LEONARDA]}))
    sheets: dict[str, list[list[Cell]]] = {}
    for name in ("Kangeli", "Wulla"):
        people = [YOKSAN, LEONARDA[:3], *(_person(chance) for _ in range(25))]
        sheets[name] = people + [list(chance.choice(JUNK)) for _ in range(8)]
        chance.shuffle(sheets[name])
    expected = {
        (name, number)
        for name, rows in sheets.items()
        for number, row in enumerate(rows, start=4)
        if row != HEAD and sum(cell not in (None, "-") for cell in row) >= 3
    }
    plan = imports.preview(ctx, _list(tmp_path / "a.xlsx", sheets)).value
    for found in (plan, imports.store_import(ctx, plan).value):
        rows = all_rows(ctx, found)
        assert {(row.sheet, row.row) for row in rows} == expected
        assert found.read == len(rows) == sum(found.counts.values())
        assert Counter(str(row.outcome) for row in rows) == Counter({k: n for k, n in found.counts.items() if n})
    listed = next(found for found in imports.list_imports(ctx) if found["id"] == plan.id)
    assert listed["rows_read"] == plan.read
    assert sum(listed[f"rows_{name}"] for name in plan.counts) == plan.read


def _list(path: Path, sheets: dict[str, list[list[Cell]]]) -> Path:
    path.write_bytes(render([ListSheet(name, [HEAD, *rows], first_row=3) for name, rows in sheets.items()]))
    return path
