"""From a foreign workbook to drafts: tables found, columns mapped, the rules of a row applied."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ntt_desktop.domain.intake.cells import Row, as_text
from ntt_desktop.domain.intake.draft import CoverTerms, Draft, World
from ntt_desktop.domain.intake.headers import Column, Header, HeaderTable, signature
from ntt_desktop.domain.intake.rules import draft_row
from ntt_desktop.domain.intake.spellings import PAYER_HEADERS
from ntt_desktop.domain.intake.table import SEARCHED, SheetReading
from ntt_desktop.domain.intake.titles import IsRegion, Title, read_title, sheet_village
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
    remembered: dict[str, dict[str, str]] = field(default_factory=dict)
    """Signature of a header -> the mapping that was confirmed for it; ``mapping`` goes before it."""
    cover: CoverTerms | None = None
    """Given when the months in the list are earlier cover."""


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
    signature: str = ""
    """What this header is remembered by."""
    remembered: bool = False
    """Whether a mapping that was confirmed for the same header was used."""
    typed: bool = True
    """False for files whose cells are all text."""
    date_shift: int = 0
    """Days to add to date serials."""


Send = Callable[[str, object], None]


def interpret(path: Path, options: ReadOptions, limits: Limits, send: Send, *, survey: bool = False) -> None:
    """Read a file and send ``sheet`` (`SheetSummary`), ``rows`` (lists of `Draft`) and ``progress`` (sheets done).

    With ``survey`` only the summaries are sent. Raises `UserError`: what reading raises, ``file_empty``,
    ``sheet_missing``, ``header_missing``, ``rows_missing``, ``mapping_unknown_header``.
    """
    reference = reference_data.load()
    spellings = [(name, header) for header, name in reference.headers.items()]
    if options.cover:
        spellings += [("payer", header) for header in PAYER_HEADERS]
    book = OpenWorkbook(path, limits, options.password)
    names = [name for name, _ in book.sheets] if options.sheet is None else [options.sheet]
    readings = list(_readings(book, names, spellings, options, reference.regions.is_named))
    if all(not any(cell is not None for row in sheet.rows for cell in row) for sheet, _ in readings):
        raise UserError("file_empty", name=book.name)
    lines = [line for _, reading in readings if reading.header is None for line in reading.lines]
    cover = read_title(lines, reference.regions.is_named, strict=True).area
    for sheet, reading in readings:
        send("sheet", summary(sheet, reading, book, options))
    if all(reading.header is None for _, reading in readings) and not survey:
        raise UserError("header_missing", name=book.name)
    if unused := _unused(options.mapping, [reading.table for _, reading in readings]):
        raise UserError("mapping_unknown_header", headers=", ".join(unused))
    if survey:
        return
    world = World(reference.regions, reference.occupations, options.today, options.region)
    world = replace(world, typed=book.typed, date_shift=book.date_shift, cover=options.cover)
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


def _unused(mapping: dict[str, str], tables: list[HeaderTable]) -> list[str]:
    """Headers given for this file that no sheet has."""
    given = {header.strip().upper() for header in mapping}
    for table in tables:
        given &= set(table.unused)
    return sorted(given)


def _remembered(rows: list[Row], options: ReadOptions) -> dict[str, str]:
    """What was confirmed for a sheet with the same header."""
    if not options.remembered:
        return {}
    filled = [index for index, row in enumerate(rows[: 4 * SEARCHED]) if any(cell is not None for cell in row)]
    for index in filled[:SEARCHED]:
        for height in (2, 1):
            if found := options.remembered.get(signature(rows[index : index + height])):
                return found
    return {}


def _readings(
    book: OpenWorkbook,
    names: list[str],
    spellings: list[tuple[str, str]],
    options: ReadOptions,
    is_region: IsRegion,
) -> Iterator[tuple[Sheet, SheetReading]]:
    cells = 0
    for name in names:
        sheet = book.read(name)
        cells += sum(map(len, sheet.rows))
        if cells > book.limits.cells:
            raise UserError("file_too_large", name=book.name)
        table = HeaderTable(spellings, {**_remembered(sheet.rows, options), **options.mapping})
        reading = SheetReading(sheet.rows, sheet.first_row, table, below=sheet.below, is_region=is_region)
        header = reading.find_header()
        if header is None:
            reading.lines = _texts(sheet, table)
        yield sheet, reading


def _texts(sheet: Sheet, table: HeaderTable) -> list[list[str]]:
    """The lines of a sheet without people that may be titles: what stands in a table of its own is none."""
    lines = []
    in_table = False
    for row in sheet.rows[:_COVER_LINES]:
        texts = [text for cell in row if isinstance(cell, str) and (text := as_text(cell))]
        in_table = any(cell is not None for cell in row) and (in_table or table.heads(row))
        if texts and not in_table:
            lines.append(texts)
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


def summary(sheet: Sheet, reading: SheetReading, book: OpenWorkbook, options: ReadOptions) -> SheetSummary:
    """What the mapping screen shows of a sheet."""
    header, title = reading.header, reading.title if reading.header else Title()
    at = reading.header_row
    key = signature(sheet.rows[at : at + header.height]) if header else ""
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
        signature=key,
        remembered=key in options.remembered,
        typed=book.typed,
        date_shift=book.date_shift,
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
