"""Text files: delimiter, encoding and byte order mark are found out; web pages give their table."""

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser

from ntt_desktop.domain.intake.cells import Row
from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.limits import Limits

_DELIMITERS = ";,\t|"
_SAMPLE = 40


def decode(content: bytes) -> str:
    """Text of bytes in UTF-8, UTF-16 (with or without mark) or Windows-1252."""
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:].decode("utf-8", "replace")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content[:2000].count(0) > len(content[:2000]) * 0.3:
        return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The delimiter that makes most columns in most lines; "Kupang, 12-03-1985" must not win over semicolons."""
    best, best_score = ";", (0, 0)
    lines = text.splitlines(keepends=True)[:_SAMPLE]
    for candidate in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=candidate) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            continue
        width, lines_with = max(wide.items(), key=lambda item: item[0] * item[1])
        score = (width * lines_with, width)
        if score > best_score:
            best, best_score = candidate, score
    return best


def rows_of_text(content: bytes, name: str, limits: Limits) -> list[Row]:
    """The rows of a delimited text. A first line ``sep=;`` names the delimiter and is no row."""
    text = decode(content)
    hint = re.match(r"\s*sep=(.)\r?\n", text, re.IGNORECASE)
    if hint:
        text = text[hint.end() :]
    delimiter = hint[1] if hint else _delimiter(text)
    csv.field_size_limit(1_000_000)
    rows: list[Row] = []
    widest = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            widest = max(widest, len(row))
            rows.append([cell if cell else None for cell in row])
            if len(rows) * widest > limits.cells:
                raise UserError("file_too_large", name=name)
    except csv.Error as error:
        raise UserError("file_damaged", name=name) from error
    return rows


def rows_of_markup(content: bytes, name: str, limits: Limits) -> list[Row]:
    """The rows of all tables of a web page, one below the other."""
    match = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    try:
        text = content.decode(match[1].decode("ascii")) if match else decode(content)
    except (LookupError, UnicodeDecodeError):
        text = decode(content)
    reader = _Tables(name, limits)
    reader.feed(text)
    reader.close()
    return reader.rows


class _Tables(HTMLParser):
    """Collects table rows; a cell that spans columns or rows is filled at its first place only."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._name, self._limits = name, limits
        self._row: Row | None = None
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._below: dict[int, int] = {}
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self._end_cell()
            self._row = []
            self.rows.append(self._row)
        elif tag in ("td", "th"):
            self._end_cell()
            if self._row is None:
                self._row = []
                self.rows.append(self._row)
            self._skip_covered()
            given = dict(attrs)
            self._span = (_count(given.get("colspan")), _count(given.get("rowspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a row."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag in ("tr", "table"):
            self._row = None
        if tag == "table":
            self._below.clear()

    def handle_data(self, data: str) -> None:
        """Text inside a cell."""
        if self._text is not None:
            self._text.append(data)

    def _skip_covered(self) -> None:
        while self._row is not None and self._below.get(len(self._row), 0):
            self._below[len(self._row)] -= 1
            self._row.append(None)

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        columns, rows = self._span
        self._cells += columns
        if self._cells > self._limits.cells:
            raise UserError("file_too_large", name=self._name)
        for position in range(columns):
            if rows > 1:
                self._below[len(self._row)] = rows - 1
            self._row.append("".join(self._text).strip() or None if position == 0 else None)
        self._text = None


def _count(text: str | None) -> int:
    return min(int(text), 1000) if text and text.strip().isdigit() and int(text) > 0 else 1
