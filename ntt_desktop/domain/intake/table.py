"""Finding the table in a sheet: its header, its rows of people, and what stands around them (domain section 5)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ntt_desktop.domain.intake.cells import Cell, Row, as_text, column_letters, filled
from ntt_desktop.domain.intake.headers import Header, HeaderTable
from ntt_desktop.domain.intake.row_shapes import bracketed, is_column_numbers, speaks_of_the_foot
from ntt_desktop.domain.intake.spellings import UNCOUNTED
from ntt_desktop.domain.intake.titles import IsRegion, Title, read_title
from ntt_desktop.domain.sex import read_sex
from ntt_desktop.domain.text import fold

SEARCHED = 300
"""A header is looked for in this many rows that hold anything."""

_REGION_FIELDS = frozenset(("village", "subdistrict", "regency", "province", "postal_code"))
_MERGED_FIELDS = ("village", "subdistrict", "regency", "province", "hamlet", "no_kk")
_HEADING = re.compile(r"(?:DESA|KELURAHAN|KEL\b|DS\b)")
"""A line between rows that begins so names the village of the rows below it."""
_NIP = re.compile(r"NIP\b|NIP\d")
_NIP_DIGITS = 18
_NIK_AT_LEAST = 12


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of people: the sheet's own 1-based number, the mapped cells, and the title it stands under."""

    number: int
    cells: dict[str, Cell]
    """Field -> first filled cell. Second cells of one field are in ``more``."""
    more: dict[str, list[Cell]]
    title: Title
    others: dict[str, Cell] = field(default_factory=dict)
    """A column's letters -> what stands in it, of all columns from which neither comes: the sender's own affairs."""


@dataclass(slots=True)
class SheetReading:
    """Reads one sheet. ``header`` and ``title`` are known once `rows` has found the first table."""

    sheet: list[Row]
    first_row: int
    """The sheet's own number of ``sheet[0]``."""
    table: HeaderTable
    header: Header | None = None
    header_row: int = 0
    title: Title = field(default_factory=Title)
    below: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)
    """Row index -> column -> the value of the cell that is merged over it from above."""
    lines: list[list[str]] = field(default_factory=list)
    """Texts that stand outside tables since the last row of people."""
    is_region: IsRegion | None = None
    """Whether a text names a region, for titles whose label and value stand in two cells."""

    def find_header(self) -> Header | None:
        """Look for the first header; keeps what stands above it as the title."""
        seen = 0
        other_table = False
        for index, row in enumerate(self.sheet):
            if not any(cell is not None for cell in row):
                other_table = False
                continue
            found = self.table.at(self.sheet, index)
            if found:
                self.header, self.header_row = found, index
                break
            seen += 1
            if seen > SEARCHED:
                break
            other_table = other_table or self.table.heads(row)
            if not other_table:
                self._note(row)
        if self.header is None:
            self._without_header()
        self.title = read_title(self.lines, self.is_region)
        self.lines = []
        return self.header

    def _without_header(self) -> None:
        """Take the columns as they were said by their letters, where a sheet names them nowhere."""
        width = max(map(len, self.sheet), default=0)
        header = self.table.by_letters(width)
        if header is None:
            return
        first = next(
            (at for at, row in enumerate(self.sheet[: 4 * SEARCHED]) if _is_person(pick(header, row)[0], header)), None
        )
        if first is None:
            return
        above: dict[str, Cell] = {}
        while first:
            above = pick(header, self.sheet[first - 1])[0]
            if not _may_be_person(above, header):
                break
            first -= 1
        self.header, self.header_row = header, first
        self.table.took(width)
        self.lines = []
        # Words over most of the columns name them in a way that nobody knows, and are no title.
        for row in self.sheet[: first - 1 if len(above) > 1 else first]:
            self._note(row)

    def rows(self) -> Iterator[TableRow]:
        """The rows of people below the header, in the sheet's order."""
        header = self.header
        if header is None:
            return
        foot = False
        skip_until = self.header_row + header.height
        width = len(self.table_span(header))
        for index in range(skip_until, len(self.sheet)):
            row = self.sheet[index]
            if index < skip_until:
                continue
            if self._starts_table(header, row, index):
                again = self.table.at(self.sheet, index)
                if again:
                    header, skip_until, foot = again, index + again.height, False
                    width = len(self.table_span(header))
                    self.title = read_title(self.lines, self.is_region).over(self.title) if self.lines else self.title
                    self.lines = []
                    continue
            cells, more = pick(header, row)
            count = len(cells.keys() - UNCOUNTED)
            if count == 0 or is_column_numbers(row, width):
                self._note(row)
                continue
            if count < 3:
                around = count == 1 or self._stands_around(cells, row, foot)
                if around:
                    foot = foot or speaks_of_the_foot(row)
                    self._note(row)
                    continue
            else:
                foot = False
            if self.lines:
                headings = [line for line in self.lines if _HEADING.match(line[0].upper())]
                self.title, self.lines = read_title(headings, self.is_region).over(self.title), []
            self._merged(header, index, cells)
            yield TableRow(self.first_row + index, cells, more, self.title, others(header, row))

    @staticmethod
    def table_span(header: Header) -> list[int]:
        """The columns that are mapped to fields."""
        return [column.index for column in header.columns if column.field]

    def _starts_table(self, header: Header, row: Row, index: int) -> bool:
        """Whether a header may begin here; cheap, since it is asked of every row."""
        following = self.sheet[index + 1] if index + 1 < len(self.sheet) else []
        return any(self.table.is_anchor(cell) for cell in row) or (
            header.height == 2 and any(self.table.is_anchor(cell) for cell in following)
        )

    def _merged(self, header: Header, index: int, cells: dict[str, Cell]) -> None:
        """Give a row the place or family card that a cell merged over several rows says for all of them."""
        over = self.below.get(index)
        for name in _MERGED_FIELDS if over else ():
            for column in header.by_field.get(name, ()):
                if name not in cells and over and column in over:
                    cells[name] = over[column]

    def _note(self, row: Row) -> None:
        texts = [as_text(cell) for cell in row if isinstance(cell, str)]
        texts = [text for text in texts if text]
        if texts and len(self.lines) < 60:
            self.lines.append(texts)

    @staticmethod
    def _stands_around(cells: dict[str, Cell], row: Row, foot: bool) -> bool:
        """Whether a row that fills two fields is a total, a date, a signature or a line without a person."""
        if cells.keys() <= _REGION_FIELDS | UNCOUNTED:
            return True
        nik = as_text(cells.get("nik"))
        digits = sum(character.isdigit() for character in nik)
        # The village head's NIP has 18 digits; its label may stand in the same cell or in another one of the row.
        office = any(isinstance(cell, str) and _NIP.match(fold(cell)) for cell in row)
        if digits >= 14 and not office and not (foot and digits == _NIP_DIGITS):
            return False
        if digits == _NIP_DIGITS and (office or foot):
            return True
        if all(bracketed(cell) for name, cell in cells.items() if name not in UNCOUNTED):
            return True
        return foot or speaks_of_the_foot(row)


def pick(header: Header, row: Row) -> tuple[dict[str, Cell], dict[str, list[Cell]]]:
    """The filled mapped cells of a row: the first of each field, and the further ones of shared fields."""
    cells: dict[str, Cell] = {}
    more: dict[str, list[Cell]] = {}
    for name, columns in header.by_field.items():
        for index in columns:
            cell = row[index] if index < len(row) else None
            if not filled(cell):
                continue
            if isinstance(cell, str) and not as_text(cell):
                continue
            if index in header.ticked:
                cell = _ticked(cell, header.ticked[index], cells.get(name))
                if cell is not None:
                    cells[name] = cell
            elif name in cells:
                more.setdefault(name, []).append(cell)
            else:
                cells[name] = cell
    return cells, more


def _ticked(cell: Cell, said: str, before: Cell) -> Cell:
    """The sex that a mark in its column says; both columns marked say none that can be read."""
    text = as_text(cell)
    if text in ("0", "FALSE"):
        return before
    return f"{as_text(before)}/{text}" if before is not None else read_sex(text) or said


def others(header: Header, row: Row) -> dict[str, Cell]:
    """What stands in the columns from which no field takes its cell, by their letters."""
    found: dict[str, Cell] = {}
    for index, cell in enumerate(row):
        if cell is None or index in header.alone:
            continue
        places = next((places for places in header.by_field.values() if index in places), ())
        taken = next((at for at in places if at < len(row) and filled(row[at]) and as_text(row[at])), index)
        if (not places or taken != index) and as_text(cell):
            found[column_letters(index)] = cell
    return found


def _is_person(cells: Mapping[str, Cell], header: Header) -> bool:
    """Whether a row of a sheet without a header is of a person: a NIK and one thing more, or most of what was said."""
    counted = cells.keys() - UNCOUNTED
    if "nik" in header.by_field:
        return len(counted) >= 2 and _digits(cells.get("nik")) >= _NIK_AT_LEAST
    return "full_name" in cells and len(counted) >= max(2, len(header.fields) - 1)


def _may_be_person(cells: Mapping[str, Cell], header: Header) -> bool:
    """Whether a row above the first sure one is of a person too: without a NIK, or with a short one."""
    if len(cells.keys() - UNCOUNTED) < 2:
        return False
    return any(_digits(cell) for cell in cells.values()) or ("nik" in header.by_field and "nik" not in cells)


def _digits(cell: Cell) -> int:
    return sum(character.isdigit() for character in as_text(cell))
