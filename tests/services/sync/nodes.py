"""Several real stores that exchange files through folders."""

from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook

from ntt_desktop import i18n
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync.export import Exported, export
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.services.sync.report import FileReport
from ntt_desktop.services.sync.returns import make_returns
from ntt_desktop.wording.received import sentence

VILLAGE = "53.11.18.1004"


def register(ctx: Context, number: int, *, heirs: int = 1, **values: object) -> str:
    """A person with contacts."""
    fields = {
        "nik": f"531118{1 + number % 28:02d}0378{1 + number:04d}",
        "full_name": f"AGNES LOBO {number}",
        "birth_date": f"1978-03-{1 + number % 28:02d}",
        "sex": "L",
        "village_code": VILLAGE,
        "occupation": "petani",
        **values,
    }
    with ctx.store.write(ctx.actor) as uow:
        worker = uow.new_id()
        uow.put("worker", worker, fields)  # type: ignore[arg-type]
        for position in range(heirs):
            uow.put("heir", uow.new_id(), {"worker_id": worker, "name": f"MARIA {position}", "relation": "istri"})
    return worker


def change(ctx: Context, kind: str, record: str, **values: object) -> None:
    """Set fields of a record."""
    with ctx.store.write(ctx.actor) as uow:
        uow.put(kind, record, values)  # type: ignore[arg-type]


def send(ctx: Context, folder: Path, **options: bool) -> Exported:
    """Export into a folder of the sender's own."""
    return export(ctx, folder / ctx.store.node.name, **options).value


def take(ctx: Context, *files: Path, trust: Iterable[Context] = ()) -> list[FileReport]:
    """Receive files."""
    codes = [other.store.node.fingerprint for other in trust]
    return receive(ctx, files, trusted=codes).value


def answer(ctx: Context, folder: Path, **options: object) -> dict[str, Path]:
    """Make all return files; paths by node name."""
    made = make_returns(ctx, folder / f"return-{ctx.store.node.name}", **options).value  # type: ignore[arg-type]
    return {item.node.name: item.path for item in made}


def state(ctx: Context) -> dict[str, list[dict[str, object]]]:
    """What a store says, without what is local: current values, joins, open cases."""
    kinds = ("worker", "heir", "child", "verification", "finding", "slot", "claim")
    found = {}
    with ctx.store.read() as reader:
        for kind in kinds:
            rows = reader.rows(f"SELECT * FROM {kind} ORDER BY id")
            found[kind] = [{key: value for key, value in row.items() if key != "pk"} for row in rows]
        found["case"] = reader.rows(
            "SELECT kind, subject, other, field, detail FROM open_case "
            "WHERE kind IN ('conflict', 'same_nik', 'likely_duplicate') ORDER BY 1, 2, 3, 4"
        )
    return found


def numbers(report: FileReport) -> tuple[int, int, int]:
    """New, updated, identical."""
    return report.new, report.updated, report.identical


def edited(path: Path, change: Callable[[Workbook], object]) -> Path:
    """The workbook after somebody did something to it, saved under a name from a messenger."""
    book = openpyxl.load_workbook(path)
    change(book)
    target = path.with_name("DOC-20260312-WA0003.xlsx")
    book.save(target)
    return target


def told(report: FileReport) -> str:
    """The Indonesian sentence that stands on the screen; it differs from the English one."""
    english = sentence(report)
    i18n.set_language("id")
    said = sentence(report)
    i18n.set_language("en")
    assert said[0] not in ("", english[0])
    assert said[1] or report.taken
    assert "{" not in "".join(said)
    return " ".join(said).strip()


def column(book: Workbook, sheet: str, header: str) -> int:
    """Where a column stands, from 1."""
    return [cell.value for cell in book[sheet][1]].index(header) + 1


def cell(book: Workbook, sheet: str, header: str, row: int) -> Cell:
    """The cell of a row (from 1) below a header."""
    found: Cell = book[sheet].cell(row, column(book, sheet, header))
    return found
