"""Columns and rows of the queue of people who may be one."""

from typing import Any

from ntt_desktop.gui import words
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.people.same_person import DIFFERENT, Pair


def pair_badge(pair: Pair, one_nik: str | None = None) -> Badge:
    """How likely it is that two are one, in a word; ``one_nik``: what was said of two people with one NIK."""
    if one_nik == DIFFERENT:
        return Badge("pencil", tr("Correct a NIK"), "warn")
    if pair.later:
        return Badge("hourglass", tr("Put off"), "muted")
    if one_nik is not None:
        return Badge("users", tr("One NIK"), "bad")
    if pair.sure:
        return Badge("users", tr("Very likely"), "warn")
    return Badge("circle-help", tr("Perhaps"), "info")


def pair_row(ctx: Context, pair: Pair, one_nik: str | None = None) -> dict[str, Any]:
    """A pair for the table; ``pair`` keeps the whole."""
    one, other = pair.one.worker, pair.other.worker
    return {
        "id": pair.id,
        "pair": pair,
        "points": pair.points,
        "one_nik": one_nik,
        "one": one["full_name"] or tr("(no name)"),
        "other": other["full_name"] or tr("(no name)"),
        "village": words.village_name(ctx, one["village_code"]),
    }


def pair_columns() -> tuple[Column, ...]:
    """The queue."""
    return (
        Column("points", tr("Points"), 52, "number"),
        Column("one", tr("One"), 120, "strong", stretch=True),
        Column("other", tr("The other"), 120, "strong", stretch=True),
        Column("village", tr("Village"), 124, "muted", optional=2),
        Column(
            "sure",
            tr("How likely"),
            170,
            "badge",
            value=lambda row: pair_badge(row["pair"], row["one_nik"]),
            optional=1,
        ),
    )
