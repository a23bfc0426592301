"""From a foreign workbook to drafts: tables found, columns mapped, the rules of a row applied."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ntt_desktop.domain.intake.cells import as_text
from ntt_desktop.domain.intake.headers import Column, Header, HeaderTable
from ntt_desktop.domain.intake.rules import Draft, World, draft_row
from ntt_desktop.domain.intake.table import SheetReading
from ntt_desktop.domain.intake.titles import Title, read_title, sheet_village
from ntt_desktop.errors import UserError
from ntt_desktop.formats import reference as reference_data
from ntt_desktop.formats.reading.limits import Limits
from ntt_desktop.formats.reading.workbook import OpenWorkbook, Sheet

BATCH = 250
_EXAMPLES = 3
_SHOWN_ROWS = 30
_COVER_LINES = 60


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How one file is to be read; crosses into the child process."""

    region: str
    """Stands in where the list names no kabupaten."""
    today: date
    sheet: str | None = None
    """Only this sheet; all of them unless given."""
    mapping: dict[str, str] = field(default_factory=dict)
    """Header as written (or a column's letters) -> field, or "-" for a column that is not to be read."""
    password: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column as the mapping screen shows it."""

    letters: str
    header: str
    field: str
    """"" when the column is not read."""
    confidence: float
    """0 to 1."""
    examples: tuple[str, ...]
    """Up to three different values that stand in it."""


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """What was found in one sheet."""

    name: str
    hidden: bool
    header_row: int
    """The sheet's own 1-based number; 0 when the sheet has no table of people."""
    header_height: int
    columns: tuple[ColumnGuess, ...]
    village: str
    """What the title says, as written."""
    subdistrict: str
    regency: str
    first_row: int
    top: tuple[tuple[str, ...], ...]
    """The first rows as text, from ``first_row`` on, for showing the sheet itself."""


Send = Callable[[str, object], None]


def interpret(path: Path, options: ReadOptions, limits: Limits, send: Send, *, survey: bool = False) -> None:
    """Read a file and send ``sheet`` (`SheetSummary`), ``rows`` (lists of `Draft`) and ``progress`` (sheets done).

    With ``survey`` only the summaries are sent. Raises `UserError`: what reading raises, ``file_empty``,
    ``sheet_missing``, ``header_missing``, ``rows_missing``, ``mapping_unknown_header``.
    """
    reference = reference_data.load()
    spellings = [(name, header) for header, name in reference.headers.items()]
    table = HeaderTable(spellings, options.mapping)
    book = OpenWorkbook(path, limits, options.password)
    names = [name for name, _ in book.sheets] if options.sheet is None else [options.sheet]
    readings = list(_readings(book, names, table))
    if all(not any(cell is not None for row in sheet.rows for cell in row) for sheet, _ in readings):
        raise UserError("file_empty", name=book.name)
    cover = read_title(line for _, reading in readings if reading.header is None for line in reading.lines).area
    for sheet, reading in readings:
        send("sheet", summary(sheet, reading))
    if all(reading.header is None for _, reading in readings) and not survey:
        raise UserError("header_missing", name=book.name)
    if table.unused:
        raise UserError("mapping_unknown_header", headers=", ".join(table.unused))
    if survey:
        return
    world = World(reference.regions, reference.occupations, options.today, options.region, book.typed)
    total = sum(len(sheet.rows) for sheet, _ in readings)
    done = found = 0
    for sheet, reading in readings:
        reading.title = reading.title.over(cover)
        for batch in _batches(_drafts(sheet, reading, world)):
            found += len(batch)
            send("rows", batch)
            send("progress", (done + batch[-1].row - sheet.first_row + 1, total))
        done += len(sheet.rows)
        sheet.rows = reading.sheet = []
    if not found:
        raise UserError("rows_missing", name=book.name)
    send("progress", (total, total))


def _readings(book: OpenWorkbook, names: list[str], table: HeaderTable) -> Iterator[tuple[Sheet, SheetReading]]:
    cells = 0
    for name in names:
        sheet = book.read(name)
        cells += sum(map(len, sheet.rows))
        if cells > book.limits.cells:
            raise UserError("file_too_large", name=book.name)
        reading = SheetReading(sheet.rows, sheet.first_row, table, below=sheet.below)
        header = reading.find_header()
        if header is None:
            reading.lines = _texts(sheet)
        yield sheet, reading


def _texts(sheet: Sheet) -> list[list[str]]:
    lines = []
    for row in sheet.rows[:_COVER_LINES]:
        texts = [as_text(cell) for cell in row if isinstance(cell, str)]
        if any(texts):
            lines.append([text for text in texts if text])
    return lines


def _drafts(sheet: Sheet, reading: SheetReading, world: World) -> Iterator[Draft]:
    village = sheet_village(sheet.name)
    for row in reading.rows():
        yield draft_row(row, sheet.name, village, world)


def _batches(drafts: Iterator[Draft]) -> Iterator[list[Draft]]:
    batch: list[Draft] = []
    for draft in drafts:
        batch.append(draft)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def summary(sheet: Sheet, reading: SheetReading) -> SheetSummary:
    """What the mapping screen shows of a sheet."""
    header, title = reading.header, reading.title if reading.header else Title()
    top = tuple(tuple(as_text(cell) for cell in row) for row in sheet.rows[:_SHOWN_ROWS])
    return SheetSummary(
        name=sheet.name,
        hidden=sheet.hidden,
        header_row=sheet.first_row + reading.header_row if header else 0,
        header_height=header.height if header else 0,
        columns=tuple(_guess(column, header, sheet, reading.header_row) for column in header.columns) if header else (),
        village=title.village or (sheet_village(sheet.name) if header else ""),
        subdistrict=title.subdistrict,
        regency=title.regency,
        first_row=sheet.first_row,
        top=top,
    )


def _guess(column: Column, header: Header, sheet: Sheet, header_row: int) -> ColumnGuess:
    examples: list[str] = []
    for row in sheet.rows[header_row + header.height : header_row + header.height + 200]:
        text = as_text(row[column.index]) if column.index < len(row) else ""
        if text and text not in examples:
            examples.append(text)
        if len(examples) == _EXAMPLES:
            break
    return ColumnGuess(column.letters, column.header, column.field, column.confidence, tuple(examples))
