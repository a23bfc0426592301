"""Tahap: assignments gathered under a name, with a berita acara and its daftar nominatif.

A row is *drafted* until the batch is proposed, then *proposed*, *matched* once an agency answered about the person,
and *decreed* when an SK names the slot. Nothing of this moves a slot: a batch is a list of what was assigned.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.sync.codes import check_code
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.areas import area_of
from ntt_desktop.services.capacity.programmes import resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store.assignment import batches as queries
from ntt_desktop.store.rows import Rows

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
    """All batches, newest first: what the store's `batches` tells of them, and ``rupiah``."""
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
    """Put rows back that were taken out. Raises ``batch_row_missing``, ``batch_row_elsewhere`` (gathered since)."""
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
            # In two batches a person would stand in two papers, and in their sums twice.
            if found["removed"] and not values["removed"] and (other := queries.batch_of(uow, found["slot_id"])):
                raise UserError("batch_row_elsewhere", name=other)
            done += bool(uow.put("batch_row", row, values))
    return Result(done, CHANGED)


def _state(head: dict[str, Any], row: dict[str, Any]) -> str:
    if row["decree_number"]:
        return DECREED
    if row["answers"]:
        return MATCHED
    return PROPOSED if head["status"] == PROPOSED else DRAFTED
