"""Columns of the board of senders."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.shown import ago, number
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.history import SenderLine

QUIET_DAYS = 14
"""A sender silent for longer is worth a look."""


def as_row(line: SenderLine, now: datetime) -> dict[str, Any]:
    """A sender as a row of the table; ``age`` in seconds since its newest file was made."""
    age = (now - datetime.fromisoformat(line.made_at)).total_seconds() if line.made_at else -1.0
    return {**asdict(line), "id": line.node, "age": age}


def _state(row: Row) -> Badge:
    if row["is_cloned"]:
        return Badge("triangle-alert", tr("Two stores, one name"), "bad")
    if row["missing"]:
        return Badge("circle-x", tr("{count} ranges missing", count=number(len(row["missing"]))), "bad")
    if not row["files"]:
        return Badge("hourglass", tr("Nothing sent yet"), "muted")
    if row["age"] > QUIET_DAYS * 86400:
        return Badge("hourglass", tr("Silent"), "warn")
    return Badge("circle-check", tr("Complete"), "good")


def _age(row: Row) -> str:
    return ago(max(0.0, row["age"])) if row["age"] >= 0 else tr("never")


def _reply(row: Row) -> str:
    if not row["replied_at"]:
        return tr("none yet")
    return tr("up to date") if row["replied_at"] >= row["stored_at"] else tr("older than its file")


def sender_columns(regions: RegionTree) -> tuple[Column, ...]:
    """One line per node below."""

    def region(row: Row) -> str:
        return regions.label(row["region"]) if regions.find(row["region"]) else row["region"]

    return (
        Column("name", tr("Sender"), 130, "strong", stretch=True),
        Column("region", tr("Region"), 150, value=region, stretch=True, optional=4),
        Column("state", tr("State"), 170, "badge", value=_state),
        Column("age", tr("Last file"), 124, value=_age),
        Column("sequence", tr("No."), 54, "number", optional=1),
        Column("people", tr("People"), 76, "number"),
        Column("person_months", tr("Person-months"), 112, "number", optional=2),
        Column("rupiah", tr("Rupiah"), 126, "rupiah"),
        Column("reply", tr("Reply"), 180, value=_reply, optional=1),
        Column("officer", tr("Officer"), 120, optional=3),
    )
