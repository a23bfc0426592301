"""The real extent of the sheets in a packed workbook, streamed before the fast reader is let near it.

The fast reader asks for memory by the rectangle between the first and the last cell: a sheet of 5 KB with the
cells A1 and XFD1048576 makes it ask for 549 GB and abort. Blank formatted cells cost it nothing and do not count.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import compress

from ntt_desktop.domain.intake.cells import column_index
from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.content import Kind
from ntt_desktop.formats.reading.limits import DAMAGED, Limits

_CHUNK = 1 << 20
_XLSX_TOKEN = re.compile(rb"""<(?:[\w.-]+:)?(row|c)(?=[\s/>])(?: r="([A-Z]*)(\d+)")?([^>]*)>(\s*</)?""")
"""A row or cell: its name, its reference if that stands where every program writes it, its attributes, its end."""
_XLSX_REF = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([A-Za-z]*)(\d*)\s*["']""")
_ODS_TOKEN = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>(\s*</)?")
_ODS_ROWS = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d+)["']""")
_ODS_COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d+)["']""")
_STRING = b"<si"
_SHEET_PART = re.compile(r"(?i)(?:.*/)?worksheets/(?!_rels/).*")


@dataclass(slots=True)
class _Box:
    """The rectangle of the cells seen, 0-based, and how many cells were seen."""

    top: int = 1 << 30
    left: int = 1 << 30
    bottom: int = -1
    right: int = -1
    cells: int = 0
    rows: int = 0
    """Rows, whether they hold anything or not."""

    def add(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.bottom, self.right = max(self.bottom, row + rows - 1), max(self.right, column + columns - 1)
        self.cells += rows * columns

    @property
    def size(self) -> int:
        return 0 if self.bottom < 0 else (self.bottom - self.top + 1) * (self.right - self.left + 1)


def check(content: bytes, kind: Kind, name: str, limits: Limits) -> None:
    """Refuse a packed workbook that is larger than the limits: ``file_too_large``, ``file_damaged``.

    Every part counts and every part is looked into, whatever it is called: which of them is a sheet is for the
    workbook to say.
    """
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                box = _Box()
                for size in _scan(archive, entry, kind, box):
                    unpacked += size
                    if (
                        unpacked > limits.unpacked_bytes
                        or max(box.size, box.cells) > limits.cells
                        or box.rows > limits.rows
                    ):
                        raise UserError("file_too_large", name=name)
    except MemoryError as error:
        raise UserError("file_too_large", name=name) from error
    except DAMAGED as error:
        raise UserError("file_damaged", name=name) from error


def _scan(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: Kind, box: _Box) -> Iterator[int]:
    """Yields the bytes unpacked so far, piece by piece, while ``box`` grows."""
    is_sheet = _SHEET_PART.match(entry.filename.replace("\\", "/")) is not None
    with archive.open(entry) as stream:
        if kind is Kind.XLSX:
            yield from _tokens(stream, _Xlsx(box).take, strict=is_sheet, strings=box)
        elif kind is Kind.ODS:
            yield from _tokens(stream, _Ods(box).take, strict=entry.filename == "content.xml")
        elif is_sheet or not entry.filename.lower().endswith((".xml", ".rels")):
            yield from _records(stream, box, strict=is_sheet)
            yield 0  # so that the last records are looked at too
        else:
            while piece := stream.read(_CHUNK):
                yield len(piece)


def _tokens(  # type: ignore[no-untyped-def]
    stream, take: Callable[[bytes, int], None], *, strict: bool, strings: _Box | None = None
) -> Iterator[int]:
    """Hand the text, and how much of it is whole, to ``take``; a tag cut by the edge is read with the next piece.

    ``strict``: megabytes without a tag are too large. In a part that need be no sheet they are a picture.
    ``strings``: counts shared strings as cells, which they are written for.
    """
    rest = b""
    while piece := stream.read(_CHUNK):
        if strings is not None:
            strings.cells += piece.count(_STRING)
        text = rest + piece
        # The last opening tag waits for what follows: "<c ...>" for the "</c>" that shows it to be blank.
        edge = text.rfind(b"<")
        while edge > 0 and text[edge + 1 : edge + 2] in (b"/", b""):
            edge = text.rfind(b"<", 0, edge)
        edge = max(edge, 0)
        if len(text) - edge > 4 * _CHUNK:
            if strict:
                raise MemoryError("a text of megabytes between two tags")
            edge = len(text)
        take(text, edge)
        rest = text[edge:]
        yield len(piece)
    take(rest, len(rest))
    yield 0


_Tag = tuple[bytes, bytes, bytes, bytes, bytes]
_Texts = tuple[bytes, ...]
_PLACED = frozenset(((b"row", False), (b"c", True)))
"""What a tag is and whether it names a column, where all say what they should."""


class _Xlsx:
    """Follows rows and cells of a worksheet part; cells without a reference follow the one before."""

    def __init__(self, box: _Box) -> None:
        self._box = box
        self._row, self._column = -1, -1
        self._letters: dict[bytes, int] = {}

    def take(self, text: bytes, end: int) -> None:
        """Follow the tags before ``end``."""
        tags: list[_Tag] = _XLSX_TOKEN.findall(text, 0, end)
        if not tags:
            return
        names, letters, digits, _, _ = columns = tuple(zip(*tags, strict=True))
        if b"" not in digits and _PLACED.issuperset(zip(names, map(bool, letters), strict=True)):
            self._all_placed(*columns)
            self._row, self._column = int(digits[-1]) - 1, self._index(letters[-1]) if letters[-1] else -1
            return
        for tag in tags:
            self._one(*tag)

    def _all_placed(self, names: _Texts, letters: _Texts, digits: _Texts, attributes: _Texts, closed: _Texts) -> None:
        """Tags that all say where they stand, as nearly every program writes them: hundreds of thousands a file."""
        rows = names.count(b"row")
        cells = len(names) - rows
        self._box.rows += rows
        if any(closed) or any(one[-1:] == b"/" for one in set(attributes)):  # some are blank
            filled = [
                (letter, digit)
                for name, letter, digit, attribute, end in zip(names, letters, digits, attributes, closed, strict=True)
                if name == b"c" and not end and attribute[-1:] != b"/"
            ]
            cells = len(filled)
            letters, digits = zip(*filled, strict=True) if filled else ((), ())
        if cells:
            columns = [self._index(letter) for letter in set(letters) if letter]
            places = [int(digit) - 1 for digit in set(compress(digits, letters))]
            top, left = max(min(places), 0), min(columns)
            cells += self._box.cells
            self._box.add(top, left, max(places) - top + 1, max(columns) - left + 1)
            self._box.cells = cells

    def _one(self, name: bytes, letters: bytes, digits: bytes, attributes: bytes, closed: bytes) -> None:
        if not digits and (reference := _XLSX_REF.search(attributes)):
            letters, digits = reference[1], reference[2]
        if name == b"row":
            self._row = int(digits) - 1 if digits else self._row + 1
            self._column = -1
            self._box.rows += 1
            return
        row = self._row
        if letters and digits:
            row, self._column = int(digits) - 1, self._index(letters)
        else:
            self._column += 1
        if attributes[-1:] != b"/" and not closed:
            self._box.add(max(row, 0), self._column)

    def _index(self, letters: bytes) -> int:
        """The column of its letters; far outside of any sheet when it has none."""
        column = self._letters.get(letters)
        if column is None:
            known = column_index(letters.decode("ascii").upper())
            column = self._letters[letters] = 1 << 20 if known is None else known
        return column


class _Ods:
    """Follows rows and cells of a content part with their repetitions."""

    def __init__(self, box: _Box) -> None:
        self._box = box
        self._row, self._rows, self._column = 0, 1, 0

    def take(self, text: bytes, end: int) -> None:
        """Follow the tags before ``end``."""
        for found in _ODS_TOKEN.finditer(text, 0, end):
            self._one(found[1], found[2], blank=found[3] is not None or found[2].endswith(b"/"))

    def _one(self, name: bytes, attributes: bytes, *, blank: bool) -> None:
        if name == b"table":
            self._row, self._rows, self._column = 0, 0, 0
            self._box.top = self._box.left = 1 << 30
            self._box.bottom = self._box.right = -1
        elif name == b"table-row":
            self._row += self._rows
            self._rows = _repeated(_ODS_ROWS, attributes)
            self._column = 0
        else:
            columns = _repeated(_ODS_COLUMNS, attributes)
            if b"value-type" in attributes or not blank:
                self._box.add(self._row, self._column, max(self._rows, 1), columns)
            self._column += columns


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return min(int(found[1]), 1 << 24) if found else 1


def _records(stream, box: _Box, *, strict: bool) -> Iterator[int]:  # type: ignore[no-untyped-def]
    """The binary records of an xlsb sheet: row headers (0) and cells (1 blank, 2-11 with a value).

    ``strict``: what ends in the middle of a record is damaged; other parts need not be records at all.
    """
    data = stream.read(_CHUNK)
    at, row = 0, 0
    yield len(data)
    while True:
        if len(data) - at < 1 << 16:
            piece = stream.read(_CHUNK)
            data, at = data[at:] + piece, 0
            if piece:
                yield len(piece)
        if at >= len(data):
            return
        try:
            kind, at = _varint(data, at, 2)
            size, at = _varint(data, at, 4)
        except EOFError:
            if strict:
                raise
            return
        while at + size > len(data):
            piece = stream.read(max(_CHUNK, min(size, 16 * _CHUNK)))
            if not piece:
                if strict:
                    raise EOFError("a record without an end")
                return
            data += piece
            yield len(piece)
        if kind == 0 and size >= 4:
            row = int.from_bytes(data[at : at + 4], "little")
            box.rows += 1
        elif 2 <= kind <= 11 and size >= 4:
            box.add(row, int.from_bytes(data[at : at + 4], "little"))
        at += size


def _varint(data: bytes, at: int, longest: int) -> tuple[int, int]:
    value = 0
    for position in range(longest):
        if at >= len(data):
            raise EOFError("a record without an end")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * position)
        if not byte & 0x80:
            break
    return value, at
