"""The rules of a row run again, with what somebody typed or chose in place of its cells."""

from collections.abc import Mapping
from datetime import date

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.domain.intake.draft import Draft, World
from ntt_desktop.domain.intake.rules import draft_row
from ntt_desktop.domain.intake.table import TableRow
from ntt_desktop.domain.intake.titles import sheet_village
from ntt_desktop.domain.text import clean, has_value

_STANDS_FOR = {"village": ("village_code",), "village_code": ("village",), "birth": ("birth_date", "birth_place")}
"""Typed for one of these, an earlier override of the others no longer counts."""


def redraft(draft: Draft, typed: Mapping[str, str], world: World) -> Draft:
    """The draft of the same row with ``typed`` (field -> text) over its cells; an empty text empties the cell.

    What was typed before stays unless it is typed again. A typed cell is text: a NIK that was a number is one no
    longer.
    """
    overrides = dict(draft.overrides)
    for name, text in typed.items():
        for other in _STANDS_FOR.get(name, ()):
            overrides.pop(other, None)
        overrides[name] = clean(text)
    return with_overrides(draft, overrides, world)


def with_overrides(draft: Draft, overrides: Mapping[str, str], world: World) -> Draft:
    """The draft of the same row with exactly these texts in place of its cells."""
    cells: dict[str, Cell] = {name: _cell(draft, name) for name in draft.cells}
    more: dict[str, list[Cell]] = {name: list(texts) for name, texts in draft.source.more.items()}
    for name, text in overrides.items():
        more.pop(name, None)
        if has_value(text):
            cells[name] = text
        else:
            cells.pop(name, None)
    row = TableRow(draft.row, cells, more, draft.source.title)
    made = draft_row(row, draft.sheet, sheet_village(draft.sheet), world)
    # What the sheet has stays readable: overrides stand beside it.
    made.cells, made.source = draft.cells, draft.source
    made.overrides, made.confirmed, made.key = dict(overrides), list(draft.confirmed), draft.key
    return made


def _cell(draft: Draft, name: str) -> Cell:
    text = draft.cells[name]
    if name in draft.source.numbers:
        return float(text)
    return date.fromisoformat(text[:10]) if name in draft.source.dates else text
