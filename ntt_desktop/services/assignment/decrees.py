"""SK: which assignments a decree names, whom it left out, and where it writes a person otherwise than here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.domain.nik import group
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.formats.batch_list import ChangeRow, ChangesList
from ntt_desktop.formats.documents.parts import Paper
from ntt_desktop.services.assignment import batches
from ntt_desktop.services.capacity.programmes import resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.printing import letterhead
from ntt_desktop.services.printing.papers import WORKBOOK, makers_of, plain, write_made
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.assignment import batches as queries
from ntt_desktop.store.people import worker_records as people
from ntt_desktop.store.rows import Rows

CHANGED = frozenset(("decree", "batch", "slot", "worker"))
WRITTEN = ("nik", "full_name", "birth_date")
"""What a decree writes of a person."""


@dataclass(frozen=True, slots=True)
class Decreed:
    """What an SK did: how many it names, and who of the batch it left out (rows of the batch)."""

    decree: str
    number: str
    named: int
    left_out: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One thing that a decree writes otherwise than the person has it now; ``row`` is the decree's row."""

    decree: str
    number: str
    row: str
    worker: str
    name: str
    slot: str
    field: str
    decreed: str
    now: str
    village: str


def add(
    ctx: Context,
    programme: str,
    number: str,
    on: date,
    *,
    batch: str = "",
    only: Collection[str] | None = None,
    without: Collection[str] = (),
    title: str = "",
    signer_name: str = "",
    signer_title: str = "",
    changes: str = "",
    progress: Progress = silent,
) -> Result[Decreed]:
    """Enter an SK once: it names the rows of a batch, or without one every assignment that no decree names yet.

    ``only`` and ``without`` choose by slot, person or NIK. With ``changes`` (a decree) it names those whom that decree
    writes otherwise, as they are now. Raises ``decree_number_missing``, ``decree_exists``, ``date_in_future``,
    ``batch_missing``, ``decree_missing``, ``decree_names_nobody``, ``decree_unknown_names``, ``programme_unknown``.
    """
    if not has_value(number):
        raise UserError("decree_number_missing")
    if on > ctx.today:
        raise UserError("date_in_future", value=on.isoformat())
    with ctx.store.write(ctx.actor, f"SK {clean(number)}") as uow:
        found = resolve(uow, programme)
        known = queries.decrees(uow, found.id)
        if any((row["number"] or "").casefold() == clean(number).casefold() for row in known):
            raise UserError("decree_exists", number=clean(number))
        changed = _decree(known, changes) if changes else None
        head = batches.find(uow, batch) if batch else None
        if changed is not None:
            rows = queries.decreed_otherwise(uow, decree=changed["id"])
        elif head is not None:
            rows = [row for row in queries.rows_of(uow, head["id"]) if not row["decree_number"]]
        else:
            rows = queries.assignments(uow, found.id)
        named, left_out = _chosen(rows, only, without)
        if not named:
            raise UserError("decree_names_nobody")
        decree = uow.new_id()
        values = {
            "programme_id": found.id,
            "batch_id": head["id"] if head else None,
            "number": clean(number),
            "date": on.isoformat(),
            "title": clean(title) or None,
            "signer_name": clean(signer_name) or None,
            "signer_title": clean(signer_title) or None,
            "changes": changed["id"] if changed else None,
        }
        uow.put("decree", decree, values)
        for position, row in enumerate(named, start=1):
            if position % 500 == 0:
                progress(position, len(named))
            uow.put(
                "decree_row",
                uow.new_id(),
                {
                    "decree_id": decree,
                    "worker_id": row["person_id"],
                    "slot_id": row["slot_id"],
                    "position": position,
                    **{name: row[name] for name in WRITTEN},
                },
            )
    return Result(Decreed(decree, clean(number), len(named), tuple(left_out)), CHANGED)


def listed(ctx: Context, programme: str = "") -> list[dict[str, Any]]:
    """Decrees, newest first (`ntt_desktop.store.assignment.batches.decrees`)."""
    with ctx.store.read() as reader:
        return queries.decrees(reader, resolve(reader, programme).id if programme else "")


def found_decree(source: Rows, decree: str) -> dict[str, Any]:
    """A decree by id or number. Raises ``decree_missing``."""
    return _decree(queries.decrees(source), decree)


def cancel(ctx: Context, decree: str, reason: str) -> Result[str]:
    """Take an entered decree back: it stays in the history and counts no more. Raises ``decree_missing``,
    ``reason_missing``, ``decree_billed`` once a month of one of its slots is billed."""
    if not has_value(reason):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        row = _decree(queries.decrees(uow), decree)
        billed = uow.rows(
            "SELECT 1 FROM decree_row r JOIN slot s ON s.id = r.slot_id JOIN seat_month m ON m.slot = s.pk "
            "WHERE r.decree_id = ? AND m.in_force = 1 AND m.stage >= 3 LIMIT 1",
            (row["id"],),
        )
        if billed and not row["changes"]:
            raise UserError("decree_billed", number=row["number"] or "")
        uow.put("decree", row["id"], {"cancelled": 1})
    return Result(row["id"], CHANGED)


def otherwise(ctx: Context, decree: str = "") -> list[Otherwise]:
    """Everything that decrees (or one, by id or number) write otherwise than it is now: what a changed SK gathers.

    Raises ``decree_missing``.
    """
    with ctx.store.read() as reader:
        chosen = _decree(queries.decrees(reader), decree)["id"] if decree else ""
        return _otherwise(queries.decreed_otherwise(reader, decree=chosen))


def of_person(ctx: Context, worker_id: str) -> list[Otherwise]:
    """What decrees write otherwise of one person. Raises ``worker_missing``."""
    with ctx.store.read() as reader:
        row = people.find_one(reader, worker_id)
        if row is None:
            raise UserError("worker_missing", id=worker_id)
        return _otherwise(queries.decreed_otherwise(reader, worker=row["id"]))


def write_changes(
    ctx: Context, decree: str, out: Path, *, paper: Paper | None = None, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write the list for a changed SK: what it writes, and what is right. Workbook and PDF into a folder, or one file.

    Raises ``decree_missing``, ``decree_names_nobody`` when nothing differs, ``file_exists``.
    """
    found = otherwise(ctx, decree)
    if not found:
        raise UserError("decree_names_nobody")
    regions = ctx.reference.regions
    with ctx.store.read() as reader:
        head = _decree(queries.decrees(reader), decree)
    rows = tuple(
        ChangeRow(
            one.name, regions.label(one.village), one.field, _said(one.field, one.decreed), _said(one.field, one.now)
        )
        for one in found
    )
    content = ChangesList(head["number"] or "", shown_iso(head["date"]), head["programme_code"] or "", rows, ctx.actor)
    from ntt_desktop.formats import batch_document, batch_workbook

    paper = paper or letterhead.load(ctx).paper
    document = batch_document.changes(content, paper)
    makers = {**makers_of(document), WORKBOOK: lambda: batch_workbook.changes_workbook(content, paper)}
    stem = f"perubahan-SK-{plain(head['number'] or '')}"
    persons = [one.worker for one in found]
    return write_made(ctx, makers, out, stem, About("decree_changes", persons, full_nik=True), overwrite=overwrite)


def _chosen(
    rows: list[dict[str, Any]], only: Collection[str] | None, without: Collection[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows named, and those left out. Raises ``decree_unknown_names`` for a name that is in no row."""

    def keys(row: dict[str, Any]) -> set[str]:
        return {row["slot_id"], row["person_id"], row["nik"] or "", row.get("id", "")} - {""}

    asked = {text.strip() for text in (*(only or ()), *without)} - {""}
    unknown = asked - {key for row in rows for key in keys(row)}
    if unknown:
        raise UserError("decree_unknown_names", count=len(unknown), names=", ".join(sorted(unknown)[:5]))
    wanted, unwanted = set(only or ()), set(without)
    named = [row for row in rows if (only is None or keys(row) & wanted) and not keys(row) & unwanted]
    inside = {row["slot_id"] for row in named}
    return named, [row for row in rows if row["slot_id"] not in inside]


def _otherwise(rows: list[dict[str, Any]]) -> list[Otherwise]:
    return [
        Otherwise(
            row["decree_id"],
            row["number"] or "",
            row["id"],
            row["person_id"],
            row["full_name"] or "",
            row["slot_id"] or "",
            field,
            row[f"decreed_{field}"] or "",
            row[field] or "",
            row["village_code"] or "",
        )
        for row in rows
        for field in WRITTEN
        if row[f"decreed_{field}"] != row[field]
    ]


def _decree(rows: list[dict[str, Any]], decree: str) -> dict[str, Any]:
    asked = decree.strip().casefold()
    for row in rows:
        if row["id"] == decree or (row["number"] or "").casefold() == asked:
            return row
    raise UserError("decree_missing", number=decree)


def _said(field: str, text: str) -> str:
    if field == "nik":
        return group(text) if text else ""
    return shown_iso(text) if field == "birth_date" else text
