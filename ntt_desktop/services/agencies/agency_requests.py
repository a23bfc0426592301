"""Pemadanan, out: the proposed names as a workbook for BPJS, Dukcapil and the social office."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntt_desktop.domain.agency_answers import AGENCIES, CHOICES, DINSOS, DUKCAPIL
from ntt_desktop.domain.dates import Month, shown, shown_iso
from ntt_desktop.errors import UserError
from ntt_desktop.formats import answer_sheet
from ntt_desktop.formats.answer_sheet import AskedColumn
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import batches
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.agencies import agency_answers as queries
from ntt_desktop.store.files import write_atomic
from ntt_desktop.store.money import bills
from ntt_desktop.store.rows import Rows

SHEETS = {"bpjs": "Pemadanan BPJS", "dukcapil": "Pemadanan Dukcapil", "dinsos": "Pemadanan Dinsos"}
"""Names of the sheet, whatever the screen's language: by them a file that comes back says who answered."""

ANSWER, DAY, NOTE = "JAWABAN", "TANGGAL JAWABAN", "KETERANGAN"


@dataclass(frozen=True, slots=True)
class Request:
    """A file for one agency. ``rows``: people in it."""

    agency: str
    path: Path
    rows: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about: the name of the batch or programme, and the people."""

    name: str
    people: tuple[dict[str, Any], ...]
    answered: dict[str, int]
    """Agency -> how many of them it has answered about."""


def asked(ctx: Context, *, batch: str = "", programme: str = "") -> Asked:
    """Who would be asked about. Raises ``batch_missing``, ``programme_unknown``, ``programme_ambiguous``."""
    with ctx.store.read() as reader:
        return _asked(ctx, reader, batch, programme)


def write(
    ctx: Context,
    folder: Path,
    *,
    batch: str = "",
    programme: str = "",
    agencies: tuple[str, ...] = AGENCIES,
    unanswered: bool = False,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[tuple[Request, ...]]:
    """Write a workbook for each agency into a folder, of a batch or of everybody in a programme.

    ``unanswered``: only those about whom the agency has said nothing yet. Raises what `asked` raises,
    ``agency_unknown``, ``nobody_to_ask``, ``file_exists`` (and then writes nothing).
    """
    for agency in agencies:
        if agency not in AGENCIES:
            raise UserError("agency_unknown", agency=agency)
    with ctx.store.read() as reader:
        found = _asked(ctx, reader, batch, programme)
        known = queries.answers(reader, [row["worker_id"] for row in found.people]) if unanswered else {}
    stem = "".join(letter if letter.isalnum() else "-" for letter in found.name).strip("-")
    plan = []
    for agency in agencies:
        people = [
            row
            for row in found.people
            if not any(answer["agency"] == agency for answer in known.get(row["worker_id"], ()))
        ]
        if people:
            plan.append((agency, folder / f"pemadanan-{agency}-{stem}-{ctx.today.isoformat()}.xlsx", people))
    if not plan:
        raise UserError("nobody_to_ask", name=found.name)
    for _, path, _ in plan:
        if path.exists() and not overwrite:
            raise UserError("file_exists", file=str(path))
    made = []
    for done, (agency, path, people) in enumerate(plan):
        progress(done, len(plan))
        write_atomic(path, _workbook(ctx, agency, found.name, people))
        about = About("agency_request", [row["worker_id"] for row in people], full_nik=True)
        written_files.note(ctx, [path], about)
        made.append(Request(agency, path, len(people)))
    return Result(tuple(made))


def _asked(ctx: Context, source: Rows, batch: str, programme: str) -> Asked:
    if batch:
        head = batches.find(source, batch)
        name, people = head["name"] or "", queries.asked_batch(source, head["id"])
    else:
        found = resolve(source, programme)
        now = Month.of(ctx.today).index
        name, people = found.code, queries.asked_programme(source, bills.programme_pk(source, found.id), now)
    counts = dict.fromkeys(AGENCIES, 0)
    for answers in queries.answers(source, [row["worker_id"] for row in people]).values():
        for agency in {answer["agency"] for answer in answers} & set(AGENCIES):
            counts[agency] += 1
    return Asked(name, tuple(people), counts)


def _workbook(ctx: Context, agency: str, name: str, people: list[dict[str, Any]]) -> bytes:
    """Each agency is told no more of a person than it needs to find them."""
    regions = ctx.reference.regions
    columns = [AskedColumn("NO", 6), AskedColumn("NIK", 20), AskedColumn("NAMA LENGKAP", 30)]
    if agency in (DUKCAPIL, DINSOS):
        columns.append(AskedColumn("NO KK", 20))
    columns += [AskedColumn("TANGGAL LAHIR", 14), AskedColumn("DESA/KELURAHAN", 34)]
    columns += [
        AskedColumn(ANSWER, 28, asked=True, choices=CHOICES[agency]),
        AskedColumn(DAY, 16, asked=True),
        AskedColumn(NOTE, 30, asked=True),
    ]
    rows = []
    for number, row in enumerate(people, start=1):
        cells = [str(number), row["nik"] or "", row["full_name"] or ""]
        if agency in (DUKCAPIL, DINSOS):
            cells.append(row["no_kk"] or "")
        cells += [shown_iso(row["birth_date"]), ", ".join(regions.label(row["village_code"] or "").split(", ")[:2])]
        rows.append((*cells, "", "", ""))
    area = regions.label(ctx.store.node.region)
    above = (
        SHEETS[agency].upper(),
        tr("{name}: {count} people, {region}", name=name, count=len(people), region=area),
        tr("Made on {day} by {officer}.", day=shown(ctx.today), officer=ctx.actor),
        tr("Please choose the answer in the yellow cells, with its date, and send this file back."),
    )
    return answer_sheet.to_workbook(SHEETS[agency], above, columns, rows)
