"""Columns and rows of Perlu keputusan."""

from collections.abc import Mapping
from typing import Any

from ntt_desktop.gui import words
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services import same_person
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import decisions
from ntt_desktop.services.sync.decisions import Case

PAIRS = "likely_duplicate"
"""People who may be one: a queue of their own, with its own view."""

KINDS = ("conflict", "same_nik", "contested_slot", "edit", "missing_row", "added_row")


def case_badge(kind: str) -> Badge:
    """A kind of case as icon, word and colour."""
    return {
        "conflict": Badge("split", tr("Conflict"), "warn"),
        "same_nik": Badge("users", tr("One NIK, two people"), "bad"),
        "contested_slot": Badge("scale", tr("Contested slot"), "warn"),
        "edit": Badge("pencil", tr("Edited cell"), "info"),
        "missing_row": Badge("minus", tr("Missing row"), "muted"),
        "added_row": Badge("plus", tr("Added row"), "muted"),
    }.get(kind, Badge("circle-help", kind, "muted"))


def _what(ctx: Context, case: Case) -> str:
    detail: Any = case.detail
    if case.kind == "conflict":
        values = [words.field_value(ctx, case.field, head.get("value")) or tr("(empty)") for head in detail]
        return f"{words.field_name(case.field)}: {' / '.join(dict.fromkeys(values))}"
    if case.kind == "edit" and isinstance(detail, Mapping):
        was, found = (str(detail.get(key) or tr("(empty)")) for key in ("was", "is"))
        return f"{words.field_name(case.field)}: {was} → {found}"
    if case.kind in ("missing_row", "added_row") and isinstance(detail, Mapping):
        said = detail.get("label") or " · ".join(filter(None, (detail.get("values") or {}).values()))
        return f"{detail.get('sheet', '')}: {said}"
    if case.kind == "same_nik":
        return tr("The same NIK, but another name or birth date")
    return tr("Somebody else holds the seat or the person in these months")


def case_row(ctx: Context, case: Case) -> dict[str, Any]:
    """A case for the table; ``case`` keeps the whole."""
    return {
        "id": case.id,
        "kind": case.kind,
        "name": case.name or tr("(name not known here)"),
        "what": _what(ctx, case),
        "case": case,
    }


def case_columns() -> tuple[Column, ...]:
    """The open cases."""
    return (
        Column("kind", tr("What"), 184, "badge", value=lambda row: case_badge(row["kind"])),
        Column("name", tr("Person"), 160, "strong", stretch=True),
        Column("what", tr("Between what"), 280, stretch=True, optional=1),
        Column("id", tr("Case"), 108, "nik_full", optional=2),
    )


def case_tabs() -> tuple[tuple[str, str], ...]:
    """People who may be one, all other cases, and their kinds."""
    return ((PAIRS, tr("Same person?")), ("", tr("Other cases")), *((kind, case_badge(kind).word) for kind in KINDS))


def read_cases(ctx: Context) -> tuple[list[Case], int]:
    """The open cases without the pairs of people, and how many such pairs wait."""
    return [case for kind in KINDS for case in decisions.open_cases(ctx, kind)], same_person.count(ctx)
