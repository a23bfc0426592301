"""Columns and rows of the queue of people who may be one."""

from dataclasses import dataclass
from typing import Any

from ntt_desktop.gui import words
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services import same_person
from ntt_desktop.services.context import Context
from ntt_desktop.services.same_person import Pair

MOST = 500
"""Pairs shown at a time, surest first; the next ones come up as these are decided."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The first pairs that wait, and how many wait in all."""

    pairs: tuple[Pair, ...]
    total: int


def read_queue(ctx: Context) -> Queue:
    """The first `MOST` pairs."""
    return Queue(tuple(same_person.pairs(ctx, limit=MOST)), same_person.count(ctx))


def pair_badge(pair: Pair) -> Badge:
    """How likely it is that two are one, in a word."""
    if pair.later:
        return Badge("hourglass", tr("Put off"), "muted")
    if pair.sure:
        return Badge("users", tr("Very likely"), "warn")
    return Badge("circle-help", tr("Perhaps"), "info")


def pair_row(ctx: Context, pair: Pair) -> dict[str, Any]:
    """A pair for the table; ``pair`` keeps the whole."""
    one, other = pair.one.worker, pair.other.worker
    return {
        "id": pair.id,
        "pair": pair,
        "points": pair.points,
        "one": one["full_name"] or tr("(no name)"),
        "other": other["full_name"] or tr("(no name)"),
        "village": words.village_name(ctx, one["village_code"]),
    }


def pair_columns() -> tuple[Column, ...]:
    """The queue."""
    return (
        Column("points", tr("Points"), 60, "number"),
        Column("one", tr("One"), 120, "strong", stretch=True),
        Column("other", tr("The other"), 120, "strong", stretch=True),
        Column("village", tr("Village"), 124, "muted", optional=2),
        Column("sure", tr("How likely"), 164, "badge", value=lambda row: pair_badge(row["pair"]), optional=1),
    )
