"""Whatever writes a file with what this store knows notes it: each writer of the services is called, and looked up."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ntt_desktop
from ntt_desktop.domain.dates import Month
from ntt_desktop.services import care, imports, reports
from ntt_desktop.services.agencies import agency_requests, bpjs_upload, handover_papers
from ntt_desktop.services.assignment import batch_papers, batches, decree_annex, decrees
from ntt_desktop.services.claims import claim_papers, claims, family_card
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import bridging_papers, ledger_paper, money_papers
from ntt_desktop.services.money.ledger import Filter
from ntt_desktop.services.people import verval, village_lists, workers
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.reports import Asked
from ntt_desktop.services.sync import export, queue_workbook
from ntt_desktop.services.sync.held import held, save_held
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.wording.written_files import WHAT
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import day, people
from tests.services.imports.lists import YOKSAN, write
from tests.services.reports.reports_support import generated_province

WRITES = frozenset(("write_atomic", "write_document", "write_made", "write_paper", "write_bytes", "write_text"))
VILLAGE = "53.11.18.2005"
Write = Callable[[Context, Path], object]

WRITERS: dict[str, Write] = {
    "agencies.agency_requests.write": lambda ctx, out: agency_requests.write(
        ctx, out, agencies=("bpjs",), batch="Tahap 1"
    ),
    "assignment.batch_papers.write": lambda ctx, out: batch_papers.write(ctx, "Tahap 1", out),
    "agencies.bpjs_upload.write": lambda ctx, out: bpjs_upload.write(ctx, "K26", out),
    "money.bridging_papers.write_list": lambda ctx, out: bridging_papers.write_list(ctx, out, start="2027-03"),
    "money.bridging_papers.write_letter": lambda ctx, out: bridging_papers.write_letter(
        ctx, out, payer="desa", start="2027-03"
    ),
    "claims.claim_papers.write_list": lambda ctx, out: claim_papers.write_list(ctx, out),
    "claims.claim_papers.write_sheet": lambda ctx, out: claim_papers.write_sheet(ctx, claims.listing(ctx)[0].id, out),
    "assignment.decree_annex.write": lambda ctx, out: decree_annex.write(ctx, "SK-1", out),
    "assignment.decrees.write_changes": lambda ctx, out: decrees.write_changes(ctx, "SK-1", out),
    "claims.family_card.write_card": lambda ctx, out: family_card.write_card(ctx, out, village=VILLAGE),
    "agencies.handover_papers.write_receipt": lambda ctx, out: handover_papers.write_receipt(ctx, VILLAGE, out),
    "agencies.handover_papers.write_waiting": lambda ctx, out: handover_papers.write_waiting(ctx, out, item="card"),
    "imports.correcting.write_corrections": lambda ctx, out: imports.write_corrections(
        ctx, preview(ctx, out), out / "perbaikan.xlsx"
    ),
    "imports.resulting.write_results": lambda ctx, out: imports.write_results(
        ctx, preview(ctx, out), out / "hasil.xlsx"
    ),
    "money.ledger_paper.write": lambda ctx, out: ledger_paper.write(ctx, Filter(), out),
    "money.money_papers.write_bill": lambda ctx, out: money_papers.write_bill(ctx, "P26", "001/BPU/2026", out),
    "money.money_papers.write_people": lambda ctx, out: money_papers.write_people(
        ctx, "P26", Month(2026, 2), "billed", out
    ),
    "money.money_papers.write_arrears": lambda ctx, out: money_papers.write_arrears(ctx, "", out),
    "reports.making.save": lambda ctx, out: reports.write(ctx, "desa", out, Asked()),
    "care.backup": lambda ctx, out: care.backup(ctx, out),
    "sync.outgoing.make": lambda ctx, out: export.export(ctx, out, unprotected=True),
    "sync.queue_workbook.write_queue": lambda ctx, out: queue_workbook.write_queue(ctx, out / "kasus.xlsx"),
    "sync.held.save_held": lambda ctx, out: save_held(ctx, hold(ctx, out), out / "ditahan.xlsx"),
    "people.verval.write_verval_list": lambda ctx, out: verval.write_verval_list(ctx, VILLAGE, out, everyone=True),
    "people.village_lists.write_village_list": lambda ctx, out: village_lists.write_village_list(
        ctx, VILLAGE, out, everyone=True
    ),
}
NAMES_NOBODY = frozenset(("money.bridging_papers.write_letter", "money.money_papers.write_bill", "sync.held.save_held"))
NOT_LOGGED = {
    "printing.papers.write_document": "makes what write_made writes and logs",
    "printing.papers.write_made": "logs",
    "people.village_lists.write_paper": "logs",
    "demonstration.demo_protection._table": "invented people",
    "figures.plots.write": "a plot of counts",
    "sync.added_rows.preview_added": "goes again before anybody sees it, under a password that nobody knows",
    "sync.outgoing.make_again": "a package that is logged already",
    "sync.transmittal.write_transmittal": "counts only, beside a package that is logged",
    "sync.transmittal.copy_to": "copies of files that are logged",
    "people.templates.write_template": "an empty list",
}


def preview(ctx: Context, folder: Path) -> imports.ImportPlan:
    rejected = ["", "Tanpa Angka", *YOKSAN[2:]]
    return imports.preview(ctx, write(folder.parent / "usulan.xlsx", YOKSAN, rejected)).value


def hold(ctx: Context, folder: Path) -> str:
    made = export.export(ctx, folder.parent, unprotected=True, full=True).value.path
    short = folder.parent / "terpotong.xlsx"
    short.write_bytes(made.read_bytes()[:-400])
    receive(ctx, [short])
    return held(ctx)[0].id


@pytest.fixture
def province(make_ctx: MakeContext, clock: Clock) -> Context:
    """A province with a batch, an SK that writes a name otherwise, people whom BPJS accepted, a case to decide."""
    ctx = generated_province(make_ctx, clock)
    batches.create(ctx, "P26", "Tahap 1")
    decrees.add(ctx, "P26", "SK-1", day("2026-01-10"), batch="Tahap 1")
    rows = batches.show(ctx, "Tahap 1").rows
    workers.edit(ctx, rows[0]["person_id"], {"full_name": "Nama Benar"}, reason="KTP asli")
    with ctx.store.read() as reader:
        neighbour = reader.value("SELECT min(id) FROM worker WHERE village_code = ?", (VILLAGE,))
    with ctx.store.write("tester") as uow:
        for person in sorted({neighbour, *(row["person_id"] for row in rows)}):
            values = {"worker_id": person, "result": "accepted", "dated_on": "2026-01-20"}
            uow.put("enrolment", uow.new_id(), values)
    people(ctx, 1, full_name="Orang Lain Sekali", village_code=VILLAGE)
    return ctx


def test_every_function_that_writes_a_file_is_called_here() -> None:
    found = set()
    root = Path(ntt_desktop.__file__).parent / "services"
    for path in root.rglob("*.py"):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef) and WRITES & {name_of(call) for call in ast.walk(function)}:
                found.add(f"{module}.{function.name}")
    assert found - set(NOT_LOGGED) == set(WRITERS) - {"care.backup"}  # a backup is written by the store


def name_of(node: ast.AST) -> str:
    called: Any = node.func if isinstance(node, ast.Call) else None
    return str(getattr(called, "id", "") or getattr(called, "attr", ""))


def test_every_file_stands_in_the_log_with_the_people_in_it(province: Context, tmp_path: Path) -> None:
    for name, write_it in WRITERS.items():
        out = tmp_path / name / "keluar"
        out.mkdir(parents=True)
        before = {entry.pk for entry in written_files.listing(province)}
        write_it(province, out)
        files = sorted(path.name for path in out.iterdir())
        entries = [entry for entry in written_files.listing(province) if entry.pk not in before]
        logged = [entry for entry in entries if entry.file in files]
        assert files, name
        assert sorted(entry.file for entry in logged) == files, name
        assert {entry.what for entry in logged} <= set(WHAT), name
        assert all((entry.people > 0) != (name in NAMES_NOBODY) for entry in logged), name
        if not name.startswith("sync.outgoing"):
            assert all(written_files.of_file(province, out / file) for file in files), name
