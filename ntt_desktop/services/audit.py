"""The change log as people read it: who changed what, when and why; of a period or of one person."""

from dataclasses import dataclass
from datetime import datetime, time

from ntt_desktop.domain.dates import Month
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import WITA, Context, Progress, silent
from ntt_desktop.services.people import person_detail
from ntt_desktop.store import audit as records
from ntt_desktop.store.people.worker_records import HistoryEntry

MOST = 50_000
"""Changes of one extract."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change. ``person`` is an id, "" for what is about nobody (a programme, a block)."""

    entry: HistoryEntry
    person: str
    name: str
    village: str


def extract(
    ctx: Context,
    first: Month,
    last: Month,
    *,
    area: str = "",
    person: str = "",
    progress: Progress = silent,
) -> list[Line]:
    """The changes of these months, newest first. ``area``: only of people of a region; ``person``: only of one.

    Raises `UserError` ``worker_missing``, ``audit_long``.
    """
    begin, end = _milliseconds(first), _milliseconds(last + 1)
    progress(0, 0)
    if person:
        entries = [entry for entry in person_detail.history(ctx, person) if begin <= entry.at < end]
    with ctx.store.read() as reader:
        if not person:
            if (count := records.count(reader, begin, end)) > MOST:
                raise UserError("audit_long", count=count, most=MOST)
            entries = records.between(reader, begin, end)
        about = records.people_of(reader, entries)
    lines = [Line(entry, *about.get(entry.record, ("", "", ""))) for entry in entries]
    if not area or area == str(ctx.store.node.region):
        return lines
    return [line for line in lines if ctx.reference.regions.contains(area, line.village)]


def _milliseconds(month: Month) -> int:
    """When a month begins in WITA, in UTC milliseconds."""
    begin = datetime.combine(month.first_day, time(), WITA)
    return int(begin.timestamp() * 1000)
