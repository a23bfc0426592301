"""What people changed by hand in the visible sheets of a package: edited cells, missing rows, added rows.

Sheets and columns are found by their headers, rows by their key, so that sheets may be renamed and moved, columns
moved and inserted, rows sorted and filtered (design section 5).
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter

from ntt_desktop.domain.sync.comparing import CellValue, text_of, unchanged
from ntt_desktop.formats.package.columns import KEY_HEADER, SUMMARY, Column, Show
from ntt_desktop.formats.package.reading import Found
from ntt_desktop.formats.package.rendering import Row, Sheet
from ntt_desktop.formats.package.summary import Section

_HEADER_DEPTH = 20
"""A header is looked for in so many rows from the top: people put titles above it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that says something else than was signed. ``record`` is "" on Ringkasan."""

    sheet: str
    key: str
    field: str
    was: str
    found: str
    record: str = ""
    kind: str = ""
    offered: bool = False
    """Whether it can become a correction of the record."""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A signed row that the sheet no longer has; never a deletion of the record."""

    sheet: str
    key: str
    record: str
    label: str


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row that was not signed: its 1-based row number and its filled cells by column name (or header)."""

    sheet: str
    row: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs."""

    edits: tuple[Edit, ...] = ()
    missing: tuple[MissingRow, ...] = ()
    added: tuple[AddedRow, ...] = ()


def compare(signed: Sequence[Sheet], sections: Sequence[Section], found: Sequence[Found]) -> Differences:
    """Compare the rendered sheets and Ringkasan with the sheets of the file."""
    edits: list[Edit] = []
    missing: list[MissingRow] = []
    added: list[AddedRow] = []
    remaining = list(found)
    for sheet in signed:
        match = _match(sheet, remaining)
        if match is None:
            missing += [_missing(sheet, row) for row in sheet.rows]
            continue
        remaining.remove(match.found)
        found_edits, found_missing, found_added = _rows(sheet, match)
        edits += found_edits
        missing += found_missing
        added += found_added
    summary_edits, summary_missing = _summary(sections, remaining)
    return Differences((*summary_edits, *edits), (*summary_missing, *missing), tuple(added))


@dataclass(frozen=True, slots=True)
class _Match:
    """A found sheet with the place of its header: column positions by header text."""

    found: Found
    header_row: int
    positions: dict[str, int]


def _match(sheet: Sheet, candidates: Sequence[Found]) -> _Match | None:
    """The candidate with most of the sheet's headers: the key's header and at least half of the others."""
    wanted = {KEY_HEADER, *(column.header for column in sheet.form.columns)}
    best: tuple[int, bool, _Match] | None = None
    for candidate in candidates:
        for number, row in enumerate(candidate.rows[:_HEADER_DEPTH]):
            positions: dict[str, int] = {}
            for position, cell in enumerate(row):
                if isinstance(cell, str) and cell.strip() in wanted:
                    positions.setdefault(cell.strip(), position)
            if len(positions) * 2 < len(wanted) or (KEY_HEADER not in positions and len(positions) + 1 < len(wanted)):
                continue
            score = (len(positions), candidate.name == sheet.form.title)
            if best is None or score > best[:2]:
                best = (*score, _Match(candidate, number, positions))
    return best[2] if best else None


def _rows(sheet: Sheet, match: _Match) -> tuple[list[Edit], list[MissingRow], list[AddedRow]]:
    signed = {row.key: row for row in sheet.rows}
    same: set[str] = set()
    placed: dict[str, list[tuple[int, Sequence[CellValue]]]] = {}
    copies: list[tuple[int, Sequence[CellValue]]] = []
    strangers: list[tuple[int, Sequence[CellValue]]] = []
    key_at = match.positions.get(KEY_HEADER)
    read, width = _reader(sheet, match)
    for number, cells in enumerate(
        match.found.rows[match.header_row + 1 :], start=match.header_row + 1 + match.found.first_row
    ):
        found = _cell(cells, key_at)
        key = found if isinstance(found, str) and found in signed else text_of(found)
        if key in same:
            copies.append((number, cells))
        elif key in signed:
            # Nearly every row is what was signed, and a package has thousands of them.
            if key not in placed and read and len(cells) >= width and read(cells) == _as_read(signed[key]):
                same.add(key)
            else:
                placed.setdefault(key, []).append((number, cells))
        elif any(text_of(cell) for cell in cells):
            strangers.append((number, cells))
    _adopt(sheet, match, placed.keys() | same, placed, strangers)
    strangers += copies
    edits: list[Edit] = []
    missing: list[MissingRow] = []
    for row in sheet.rows:
        if row.key in same:
            continue
        if row.key not in placed:
            missing.append(_missing(sheet, row))
            continue
        # Of copies of a row the one nearest to what was signed is the row; the others were added.
        compared = [(_edits(sheet, match, row, cells), number, cells) for number, cells in placed[row.key]]
        nearest = min(compared, key=lambda item: (len(item[0]), item[1]))
        edits += nearest[0]
        strangers += [(number, cells) for found, number, cells in compared if number != nearest[1]]
    added = [
        AddedRow(sheet.form.title, number, _values(sheet, match, cells))
        for number, cells in sorted(strangers, key=_by_number)
    ]
    return edits, missing, [row for row in added if row.values]


def _reader(sheet: Sheet, match: _Match) -> tuple[Callable[[Sequence[CellValue]], tuple[CellValue, ...]] | None, int]:
    """What reads the signed cells of a row with its key, and how wide a row must be; nothing without all the columns.

    A cell that equals its signed text is that text: nothing else that a cell may hold equals one.
    """
    wanted = [match.positions.get(header) for header in (KEY_HEADER, *(column.header for column in sheet.form.columns))]
    found = [position for position in wanted if position is not None]
    if len(found) < len(wanted):
        return None, 0
    return itemgetter(*found), max(found) + 1


def _as_read(row: Row) -> tuple[CellValue, ...]:
    """A signed row as `_reader` reads it when nothing was changed."""
    return (row.key, *[text or None for text in row.texts])


def _by_number(numbered: tuple[int, Sequence[CellValue]]) -> int:
    return numbered[0]


def _adopt(
    sheet: Sheet,
    match: _Match,
    kept: Set[str],
    placed: dict[str, list[tuple[int, Sequence[CellValue]]]],
    strangers: list[tuple[int, Sequence[CellValue]]],
) -> None:
    """Give rows whose key was lost, and nothing else, back to the signed row that says the same.

    ``kept``: the keys that were found.
    """
    if not strangers:
        return
    lost = {row.texts: row for row in sheet.rows if row.key not in kept}
    for numbered in list(strangers):
        texts = tuple(text_of(_cell(numbered[1], match.positions.get(column.header))) for column in sheet.form.columns)
        row = lost.pop(texts, None)
        if row is not None:
            placed[row.key] = [numbered]
            strangers.remove(numbered)


def _edits(sheet: Sheet, match: _Match, row: Row, cells: Sequence[CellValue]) -> list[Edit]:
    edits = []
    key = _cell(cells, match.positions.get(KEY_HEADER))
    if KEY_HEADER in match.positions and text_of(key) != row.key:
        edits.append(Edit(sheet.form.title, row.key, "key", row.key, text_of(key), row.record, sheet.form.kind))
    positions = match.positions
    width = len(cells)
    for column, was in zip(sheet.form.columns, row.texts, strict=True):
        position = positions.get(column.header)
        value = cells[position] if position is not None and position < width else None
        # Nearly every cell is what was signed, and a package has millions of them.
        if (value is None and not was) or (value == was and isinstance(value, str)):
            continue
        if not unchanged(was, value, digits=_digits(column)):
            edits.append(
                Edit(
                    sheet.form.title,
                    row.key,
                    column.name,
                    was,
                    text_of(value),
                    row.record,
                    sheet.form.kind,
                    column.offered,
                )
            )
    return edits


def _digits(column: Column) -> bool:
    return column.show in (Show.DIGITS, Show.WORKER_NIK)


def _missing(sheet: Sheet, row: Row) -> MissingRow:
    fields = [column.name for column in sheet.form.columns]
    named = next((name for name in ("full_name", "name", "worker_name") if name in fields), None)
    return MissingRow(sheet.form.title, row.key, row.record, row.texts[fields.index(named)] if named else "")


def _values(sheet: Sheet, match: _Match, cells: Sequence[CellValue]) -> dict[str, str]:
    by_position = {
        match.positions[column.header]: column.name for column in sheet.form.columns if column.header in match.positions
    }
    header = match.found.rows[match.header_row]
    values: dict[str, str] = {}
    for position, cell in enumerate(cells):
        name = by_position.get(position) or text_of(_cell(header, position))
        if (text := text_of(cell)) and position != match.positions.get(KEY_HEADER):
            values[name or str(position + 1)] = text
    return values


def _summary(sections: Sequence[Section], found: Sequence[Found]) -> tuple[list[Edit], list[MissingRow]]:
    lines = dict(line for section in sections for line in section.lines)
    best: dict[str, CellValue] = {}
    for sheet in found:
        said: dict[str, CellValue] = {}
        for row in sheet.rows:
            for position, cell in enumerate(row):
                if isinstance(cell, str) and cell.strip() in lines:
                    following = [value for value in row[position + 1 :] if text_of(value)]
                    said.setdefault(cell.strip(), following[0] if following else None)
                    break
        if len(said) > len(best):
            best = said
    if not best:
        return [], [MissingRow(SUMMARY, "", "", "")]
    edits = [
        Edit(SUMMARY, label, "value", was, text_of(best[label]))
        for label, was in lines.items()
        if label in best and not unchanged(was, best[label])
    ]
    return edits, [MissingRow(SUMMARY, label, "", label) for label in lines if label not in best]


def _cell(cells: Sequence[CellValue], position: int | None) -> CellValue:
    return cells[position] if position is not None and position < len(cells) else None
