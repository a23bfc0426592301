"""Columns and rows of the queue of people who may be one."""

from dataclasses import dataclass
from typing import Any

from ntt_desktop.gui import words
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services import same_person
from ntt_desktop.services.context import Context
from ntt_desktop.services.same_person import DIFFERENT, LATER, Pair
from ntt_desktop.services.sync import queue
from ntt_desktop.services.sync.queue import SAME, SAME_NIK, Filter

MOST = 500
"""Pairs shown at a time, surest first; the next ones come up as these are decided."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The first pairs that wait, and how many wait in all. ``one_nik``: codes of pairs with one NIK, and what was
    said of them, "" for nothing; they stay until one of the NIKs is corrected."""

    pairs: tuple[Pair, ...]
    total: int
    one_nik: dict[str, str]


def read_queue(ctx: Context, node: str = "") -> Queue:
    """The first `MOST` pairs, of all senders or of one: one NIK for two people first, then the surest."""
    with ctx.store.read() as reader:
        told = {
            (row["worker_id"], row["other_id"]): str(row["decision"] or "")
            for row in reader.rows("SELECT worker_id, other_id, decision FROM same_person")
        }
        asked = Filter(SAME, node=node)
        total, found = queue.listing(ctx, asked, limit=-1 if node else MOST)
        one_nik: dict[str, str] = {}
        made: list[Pair] = []
        for case in found:
            if case.kind != SAME_NIK and not node:
                continue
            said = told.get((case.subject, case.other), "")
            later = said in (DIFFERENT, LATER)
            pair = same_person.side_by_side(reader, case.code, case.subject, case.other, later=later)
            if pair is not None:
                made.append(pair)
                if case.kind == SAME_NIK:
                    one_nik[case.code] = said
    if not node:
        made += same_person.pairs(ctx, limit=MOST)
    made.sort(key=lambda pair: (pair.later, pair.id not in one_nik))
    return Queue(tuple(made[:MOST]), total, one_nik)


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
