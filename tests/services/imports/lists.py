"""Small lists, taken in as a person would."""

from pathlib import Path

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports import ImportOptions, ImportPlan, ImportRow
from tests.made.sheets import ListSheet, render

HEAD: list[Cell] = ["NIK", "NAMA", "DESA", "KECAMATAN", "NO HP", "AHLI WARIS"]
YOKSAN: list[Cell] = ["5311180105780001", "Yoksan Goit", "Kangeli", "Lewa Tidahu", "081298765432", "Maria"]
LEONARDA: list[Cell] = ["5311115202000001", "Leonarda de Ornay", "Wulla", "Wulla Waijelu"]


def write(path: Path, *rows: list[Cell], head: list[Cell] | None = None) -> Path:
    path.write_bytes(render([ListSheet("Usulan", [head or HEAD, *rows])]))
    return path


def take_in(ctx: Context, path: Path, **options: object) -> ImportPlan:
    plan = imports.preview(ctx, path, ImportOptions(**options)).value  # type: ignore[arg-type]
    return imports.store_import(ctx, plan).value


def all_rows(ctx: Context, plan: ImportPlan, **query: str) -> list[ImportRow]:
    return [row for batch in imports.rows(ctx, plan.id, **query) for row in batch]


def count(ctx: Context, sql: str) -> int:
    with ctx.store.read() as reader:
        return int(reader.value(sql))
