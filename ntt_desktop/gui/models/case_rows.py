"""Columns and rows of Perlu keputusan, read a window at a time."""

from collections.abc import Mapping
from typing import Any

from ntt_desktop.gui import words
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.windows import Query, Window
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import queue
from ntt_desktop.services.sync.contested import Contest
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, ENDS, SAME, SLOTS, Filter, Waiting
from ntt_desktop.wording.months import span_words


def queue_words() -> tuple[tuple[str, str], ...]:
    """The queues in the order of the page, with their names."""
    return (
        (SAME, tr("Same person?")),
        (CONFLICTS, tr("Conflicting values")),
        (EDITS, tr("Edited by hand")),
        (SLOTS, tr("Contested slots")),
        (ENDS, tr("Ends to be taken back")),
    )


def case_badge(kind: str) -> Badge:
    """A kind of case as icon, word and colour."""
    return {
        "conflict": Badge("split", tr("Conflict"), "warn"),
        "same_nik": Badge("users", tr("One NIK, two people"), "bad"),
        "contested_slot": Badge("scale", tr("Contested slot"), "warn"),
        "reopening": Badge("rotate-ccw", tr("End taken back"), "warn"),
        "edit": Badge("pencil", tr("Edited cell"), "info"),
        "missing_row": Badge("minus", tr("Missing row"), "muted"),
        "added_row": Badge("plus", tr("Added row"), "muted"),
    }.get(kind, Badge("circle-help", kind, "muted"))


def what_of(ctx: Context, case: Waiting) -> str:
    """What stands against what, in one line."""
    detail = case.detail
    if case.kind == queue.CONFLICT:
        values = [words.field_value(ctx, case.field, one.value) or tr("(empty)") for one in case.said]
        return " / ".join(dict.fromkeys(values))
    if case.kind == queue.EDIT and isinstance(detail, Mapping):
        was, found = (str(detail.get(key) or tr("(empty)")) for key in ("was", "is"))
        return f"{was} → {found}"
    if case.kind == queue.MISSING_ROW:
        return tr("Taken out of sheet {sheet}", sheet=detail.get("sheet", ""))
    if case.kind == queue.ADDED_ROW:
        said = " · ".join(str(value) for value in (detail.get("values") or {}).values() if value)
        return f"{detail.get('sheet', '')}: {said}"
    if case.kind == queue.REOPENING:
        return tr("{reason}, by {name}", reason=detail.get("note") or "–", name=detail.get("by") or "–")
    return contest_words(case.contest) if case.contest else tr("Nothing stands against it any more")


def contest_words(found: Contest) -> str:
    """Who stands against whom for which months: two payers of a person, or two people on a seat."""
    claim, rivals = found.claim, found.rivals
    months = span_words(claim.months[0], claim.months[-1])
    if not rivals:
        return tr("{programme} has no capacity here for {months}", programme=claim.programme, months=months)
    if found.payers:
        return " · ".join((" / ".join(found.payers), months))
    if any(rival.why == "already_paid" for rival in rivals):  # one person on two seats of one programme
        seats = " / ".join(dict.fromkeys(str(one.seat) for one in (claim, *rivals)))
        return " · ".join((claim.programme, tr("slot {seat}", seat=seats), months))
    holders = ", ".join(dict.fromkeys(rival.name for rival in rivals))
    seat = " ".join((claim.programme, tr("slot {seat}", seat=claim.seat)))
    return " · ".join((seat, tr("held by {name}", name=holders), months))


def case_row(ctx: Context, case: Waiting) -> dict[str, Any]:
    """A case for the table; ``case`` keeps the whole."""
    return {
        "id": case.code,
        "kind": case.kind,
        "name": case.name or tr("(name not known here)"),
        "field": words.field_name(case.field) if case.kind in (queue.EDIT, queue.CONFLICT) else "",
        "village": words.village_name(ctx, case.village),
        "sender": case.sender,
        "what": what_of(ctx, case),
        "case": case,
    }


def filter_of(query: Query) -> Filter:
    """The part of a queue that a list shows."""
    return Filter(query.tab, field=str(query.filter("field") or ""), node=str(query.filter("node") or ""))


def fetch_cases(ctx: Context, query: Query, offset: int, limit: int) -> Window:
    """A window of the queue ``query.tab``."""
    total, cases = queue.listing(ctx, filter_of(query), offset, limit)
    return Window(total, [case_row(ctx, case) for case in cases])


def _badge(row: Row) -> Badge:
    return case_badge(row["kind"])


def case_columns(which: str) -> tuple[Column, ...]:
    """The columns of a queue."""
    # Two NIKs differ in their last digits, and need the room.
    name = Column("name", tr("Person"), 150, "strong", stretch=which != EDITS, sortable=False)
    village = Column("village", tr("Village"), 116, "muted", optional=3, sortable=False)
    field = Column("field", tr("Column"), 142, optional=1, sortable=False)
    if which == CONFLICTS:
        what = Column("what", tr("Values"), 200, stretch=True, sortable=False, tip=lambda row: str(row["what"]))
        return (name, village, field, what)
    if which == EDITS:
        what = Column("what", tr("Was → is"), 200, stretch=True, sortable=False, tip=lambda row: str(row["what"]))
        kind = Column("kind", tr("What"), 136, "badge", value=_badge, sortable=False, optional=2)
        return (name, field, what, kind, Column("sender", tr("Sender"), 120, "muted", optional=4, sortable=False))
    what = Column(
        "what", tr("Between what"), 260, stretch=True, sortable=False, optional=1, tip=lambda row: str(row["what"])
    )
    return (name, village, what)
