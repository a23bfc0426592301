"""Columns of the board of senders, and of the people of one sender."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui import words
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.windows import Query, Window
from ntt_desktop.gui.shown import ago, number
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import board
from ntt_desktop.services.sync.board import BoardLine
from ntt_desktop.services.sync.notices import TWO_PLACES
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, QUEUES, SAME, SLOTS

QUIET_DAYS = 14
"""A sender silent for longer is worth a look."""

QUEUE_COLUMNS = {f"open_{which}": which for which in QUEUES}
"""Columns whose figure opens a queue of Perlu keputusan."""


def as_row(line: BoardLine, now: datetime) -> dict[str, Any]:
    """A sender as a row of the table; ``age`` in seconds since its newest file was made."""
    age = (now - datetime.fromisoformat(line.made_at)).total_seconds() if line.made_at else -1.0
    values = {name.name: getattr(line, name.name) for name in fields(line)}
    counts = {key: line.cases.get(which, 0) for key, which in QUEUE_COLUMNS.items()}
    return {**values, **counts, "id": line.key, "node": line.key, "age": age, "line": line}


def state_of(row: Mapping[str, Any]) -> Badge:
    """What is most worth knowing of a sender."""
    if row["retired_on"]:
        return Badge("circle-x", tr("Lost"), "muted")
    if row["is_cloned"] or any(notice.code == TWO_PLACES for notice in row["notices"]):
        return Badge("triangle-alert", tr("Two stores, one name"), "bad")
    if row["missing"]:
        return Badge("circle-x", tr("{count} ranges missing", count=number(len(row["missing"]))), "bad")
    if any("clock" in notice.code for notice in row["notices"]):
        return Badge("clock-alert", tr("Wrong clock"), "warn")
    if row["notices"]:
        return Badge("triangle-alert", tr("Look at it"), "warn")
    if row["line"].is_plain:
        return Badge("file-spreadsheet", tr("Without the program"), "muted")
    if not row["files"]:
        return Badge("hourglass", tr("Nothing sent yet"), "muted")
    if row["age"] > QUIET_DAYS * 86400:
        return Badge("hourglass", tr("Silent"), "warn")
    return Badge("circle-check", tr("Complete"), "good")


def _age(row: Row) -> str:
    return ago(max(0.0, row["age"])) if row["made_at"] else "–"  # a clock ahead makes it negative


def reply_of(row: Mapping[str, Any]) -> str:
    """Whether the sender's reply was made after its newest file."""
    if row["line"].is_plain:
        return tr("result workbook")
    if row["retired_on"]:
        return "–"
    if not row["replied_at"]:
        return tr("none yet")
    return tr("to be made") if row["line"].waits_for_reply else tr("up to date")


def sender_columns(regions: RegionTree) -> tuple[Column, ...]:
    """One line per sender."""

    def region(row: Row) -> str:
        found = regions.find(row["region"])
        return found.title if found else row["region"]

    return (
        Column("name", tr("Sender"), 120, "strong", stretch=True, tip=lambda row: str(row["name"])),
        Column("region", tr("Region"), 140, value=region, stretch=True, optional=4, tip=region),
        Column("state", tr("State"), 162, "badge", value=state_of),
        Column("age", tr("Latest"), 106, value=_age),
        Column("sequence", tr("No."), 46, "number", optional=6),
        Column("people", tr("People"), 64, "number"),
        Column("slots", tr("Slots"), 58, "number", optional=3),
        Column("rupiah", tr("Rupiah"), 124, "rupiah", optional=5),
        Column(f"open_{EDITS}", tr("Edited"), 64, "number", optional=1),
        Column(f"open_{CONFLICTS}", tr("Conflicts"), 72, "number", optional=1),
        Column(f"open_{SAME}", tr("Double"), 60, "number", optional=1),
        Column(f"open_{SLOTS}", tr("Slots at odds"), 82, "number", optional=2),
        Column("reply", tr("Reply"), 98, value=reply_of, optional=3),
    )


def people_columns(ctx: Context) -> tuple[Column, ...]:
    """The people of one sender."""
    return (
        Column("full_name", tr("Name"), 180, "strong", stretch=True, sortable=False),
        Column("nik", tr("NIK"), 80, "nik", sortable=False),
        Column(
            "village_code",
            tr("Village"),
            140,
            value=lambda row: words.village_name(ctx, row["village_code"]),
            sortable=False,
        ),
        Column("state", tr("State"), 160, "badge", value=words.worker_badge, sortable=False),
        Column("months", tr("Months"), 70, "number", sortable=False),
    )


def fetch_people(ctx: Context, query: Query, offset: int, limit: int) -> Window:
    """The people of the sender ``query.tab``; by the filter ``slots`` only those who have one."""
    total, rows = board.people_of(ctx, query.tab, offset, limit, with_slots=bool(dict(query.filters).get("slots")))
    return Window(total, rows)
