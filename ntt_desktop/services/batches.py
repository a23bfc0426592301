"""Tahap: assignments gathered under a name, with a berita acara and its daftar nominatif.

A row is *drafted* until the batch is proposed, then *proposed*, *matched* once an agency answered about the person,
and *decreed* when an SK names the slot. Nothing of this moves a slot: a batch is a list of what was assigned.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.domain.nik import group
from ntt_desktop.domain.sync.codes import check_code
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.formats.batch_list import BatchList, BatchListRow
from ntt_desktop.formats.documents.parts import Paper
from ntt_desktop.services import letterhead
from ntt_desktop.services.areas import area_of
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.papers import WORKBOOK, makers_of, plain, write_made
from ntt_desktop.services.programmes import resolve
from ntt_desktop.services.written_files import About
from ntt_desktop.store import batches as queries
from ntt_desktop.store.rows import Rows
from ntt_desktop.wording.months import day_words

CHANGED = frozenset(("batch",))
DRAFTED, PROPOSED, MATCHED, DECREED = "drafted", "proposed", "matched", "decreed"
STATES = (DRAFTED, PROPOSED, MATCHED, DECREED)
DETAILS = ("name", "report_number", "report_date", "place", "signer_name", "signer_title", "signer_id", "note")
"""What may be written on a batch beside its rows."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a new batch would hold, or holds."""

    batch: str
    """Its id; "" in a preview."""
    programme: str
    people: int
    person_months: int
    rupiah: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch with its rows; rows are the store's columns and ``state``, one of `STATES`."""

    batch: dict[str, Any]
    rows: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    people: int
    person_months: int
    rupiah: int
    check_code: str
    """Of exactly these people, months and rupiah: a list with another code is another list."""
    counts: dict[str, int]
    """State -> rows."""


def preview(ctx: Context, programme: str, *, region: str = "") -> Gathered:
    """What `create` would gather. Raises ``programme_unknown``, ``programme_ambiguous``, ``unknown_region``."""
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
        rows = queries.assignments(reader, found.id, area_of(ctx, region))
    months = sum(row["months"] for row in rows)
    return Gathered("", found.code, len(rows), months, months * found.rate)


def create(
    ctx: Context, programme: str, name: str, *, region: str = "", note: str = "", progress: Progress = silent
) -> Result[Gathered]:
    """Gather every assignment of a programme that stands in no batch and no decree yet, under a name.

    ``region``: only people who live there. Raises what `preview` raises, ``batch_name_missing``, ``batch_exists``,
    ``batch_empty``.
    """
    if not has_value(name):
        raise UserError("batch_name_missing")
    area = area_of(ctx, region)
    with ctx.store.write(ctx.actor, "batch") as uow:
        found = resolve(uow, programme)
        taken = [row for row in queries.batches(uow) if row["programme_id"] == found.id]
        if any((row["name"] or "").casefold() == clean(name).casefold() for row in taken):
            raise UserError("batch_exists", name=clean(name))
        rows = queries.assignments(uow, found.id, area)
        if not rows:
            raise UserError("batch_empty", programme=found.code)
        batch = uow.new_id()
        values = {
            "programme_id": found.id,
            "name": clean(name),
            "region": area or None,
            "made_on": ctx.today.isoformat(),
            "status": DRAFTED,
            "note": clean(note) or None,
        }
        uow.put("batch", batch, values)
        for position, row in enumerate(rows, start=1):
            if position % 500 == 0:
                progress(position, len(rows))
            uow.put(
                "batch_row",
                uow.new_id(),
                {
                    "batch_id": batch,
                    "worker_id": row["person_id"],
                    "slot_id": row["slot_id"],
                    "position": position,
                },
            )
    months = sum(row["months"] for row in rows)
    return Result(Gathered(batch, found.code, len(rows), months, months * found.rate), CHANGED)


def listed(ctx: Context) -> list[dict[str, Any]]:
    """All batches, newest first, with counts and sums (`ntt_desktop.store.batches.batches`, and ``rupiah``)."""
    with ctx.store.read() as reader:
        return [{**row, "rupiah": row["person_months"] * (row["rate"] or 0)} for row in queries.batches(reader)]


def show(ctx: Context, batch: str) -> Batch:
    """One batch with all its rows. Raises ``batch_missing``."""
    with ctx.store.read() as reader:
        head = find(reader, batch)
        rows = queries.rows_of(reader, head["id"], removed=True)
    rate = head["rate"] or 0
    for row in rows:
        row["state"] = _state(head, row)
        row["rupiah"] = row["months"] * rate
    standing = [row for row in rows if not row["removed"]]
    months = sum(row["months"] for row in standing)
    keys = ("nik", "full_name", "first_month", "last_month", "months")
    content = [str(row[key] or "") for row in standing for key in keys]
    return Batch(
        head,
        standing,
        [row for row in rows if row["removed"]],
        len(standing),
        months,
        months * rate,
        check_code((head["programme_code"] or "", head["name"] or "", str(rate), *content)),
        {state: sum(row["state"] == state for row in standing) for state in STATES},
    )


def change(ctx: Context, batch: str, values: dict[str, str]) -> Result[str]:
    """Write details (`DETAILS`) of a batch. Raises ``batch_missing``, ``batch_name_missing``, ``batch_field``."""
    if unknown := set(values) - set(DETAILS):
        raise UserError("batch_field", field=min(unknown), known=", ".join(DETAILS))
    if "name" in values and not has_value(values["name"]):
        raise UserError("batch_name_missing")
    with ctx.store.write(ctx.actor, "batch") as uow:
        head = find(uow, batch)
        uow.put("batch", head["id"], {name: clean(value) or None for name, value in values.items()})
    return Result(head["id"], CHANGED)


def propose(ctx: Context, batch: str) -> Result[str]:
    """Say that the batch was proposed. Raises ``batch_missing``."""
    with ctx.store.write(ctx.actor, "proposed") as uow:
        head = find(uow, batch)
        uow.put("batch", head["id"], {"status": PROPOSED})
    return Result(head["id"], CHANGED)


def take_out(ctx: Context, rows: Iterable[str], reason: str) -> Result[int]:
    """Take rows out of their batch; the slots stay. Raises ``reason_missing``, ``batch_row_missing``,
    ``batch_row_decreed``."""
    if not has_value(reason):
        raise UserError("reason_missing")
    return _set_rows(ctx, rows, {"removed": 1, "removed_reason": clean(reason)}, reason)


def put_back(ctx: Context, rows: Iterable[str]) -> Result[int]:
    """Put rows back that were taken out. Raises ``batch_row_missing``."""
    return _set_rows(ctx, rows, {"removed": 0, "removed_reason": None}, "batch")


def cancel(ctx: Context, batch: str, reason: str) -> Result[str]:
    """Take a whole batch back; its assignments can be gathered again. Raises ``batch_missing``, ``reason_missing``,
    ``batch_decreed`` once an SK names one of its rows."""
    if not has_value(reason):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        head = find(uow, batch)
        if head["decreed"]:
            raise UserError("batch_decreed", name=head["name"] or "")
        uow.put("batch", head["id"], {"cancelled": 1})
    return Result(head["id"], CHANGED)


def write(
    ctx: Context, batch: str, out: Path, *, paper: Paper | None = None, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write the berita acara with its daftar nominatif: workbook and PDF into a folder, or what ``out`` names
    by its ending. Raises ``batch_missing``, ``batch_empty``, ``file_exists``."""
    found = show(ctx, batch)
    if not found.rows:
        raise UserError("batch_empty", programme=found.batch["programme_code"] or "")
    content = content_of(ctx, found)
    from ntt_desktop.formats import batch_document, batch_workbook

    head = letterhead.load(ctx)
    paper = paper or head.paper
    document = batch_document.report(content, paper, head.lines)
    makers = {**makers_of(document), WORKBOOK: lambda: batch_workbook.to_workbook(content, paper)}
    stem = plain(found.batch["name"] or "tahap")
    persons = [row["person_id"] for row in found.rows]
    return write_made(ctx, makers, out, stem, About("batch_list", persons, full_nik=True), overwrite=overwrite)


def content_of(ctx: Context, found: Batch) -> BatchList:
    """A batch as it is printed."""
    head, regions = found.batch, ctx.reference.regions
    rows = tuple(
        BatchListRow(
            row["full_name"] or "",
            group(row["nik"]) if row["nik"] else "",
            shown_iso(row["birth_date"]),
            row["sex"] or "",
            ", ".join(regions.label(row["village_code"] or "").split(", ")[:2]),
            ctx.reference.occupations.label(row["occupation"] or ""),
            row["first_month"] or "",
            row["last_month"] or "",
            row["months"],
            row["rupiah"],
        )
        for row in found.rows
    )
    office = letterhead.load(ctx)
    own = not head["signer_name"]
    return BatchList(
        name=head["name"] or "",
        programme=f"{head['programme_code'] or ''} · {head['programme_name'] or ''}",
        payer=head["payer"] or "",
        region=regions.label(head["region"] or ctx.store.node.region),
        report_number=head["report_number"] or "",
        report_date=_long_day(head["report_date"] or head["made_on"]),
        place=head["place"] or office.place,
        signer_name=head["signer_name"] or office.name,
        signer_title=head["signer_title"] or office.title,
        signer_id=head["signer_id"] or (office.number if own else ""),
        rate=head["rate"] or 0,
        rows=rows,
        check_code=found.check_code,
        officer=ctx.actor,
    )


def find(source: Rows, batch: str) -> dict[str, Any]:
    """A batch by id or name. Raises ``batch_missing``."""
    rows = queries.batches(source)
    named = [row for row in rows if row["id"] == batch] or [
        row for row in rows if (row["name"] or "").casefold() == batch.strip().casefold()
    ]
    if not named:
        raise UserError("batch_missing", name=batch)
    return named[0]


def _set_rows(ctx: Context, rows: Iterable[str], values: dict[str, Any], reason: str) -> Result[int]:
    done = 0
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        for row in dict.fromkeys(rows):
            found = uow.get("batch_row", row)
            if found is None:
                raise UserError("batch_row_missing")
            decreed = f"SELECT 1 FROM slot s WHERE s.id = ? AND EXISTS ({queries.IN_DECREE})"
            if values["removed"] and uow.rows(decreed, (found["slot_id"],)):
                raise UserError("batch_row_decreed")
            done += bool(uow.put("batch_row", row, values))
    return Result(done, CHANGED)


def _state(head: dict[str, Any], row: dict[str, Any]) -> str:
    if row["decree_number"]:
        return DECREED
    if row["answers"]:
        return MATCHED
    return PROPOSED if head["status"] == PROPOSED else DRAFTED


def _long_day(text: str | None) -> str:
    try:
        return day_words(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text or ""
