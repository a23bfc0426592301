"""Text files: delimiter, encoding and byte order mark are found out."""

import csv
import io
import re
from collections import Counter

from ntt_desktop.domain.intake.cells import Row
from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.limits import Limits

_DELIMITERS = ";,\t|"
_SAMPLE = 40
_SAMPLE_BYTES = 256 * 1024
_LONGEST_CELL = 1_000_000
_KEPT_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_SEPARATOR = re.compile(r"\s*sep=(.)\r?\n", re.IGNORECASE)


def encoding_of(content: bytes) -> tuple[str, str]:
    """Encoding and what to do with bytes it does not have: UTF-8, UTF-16 (with or without mark) or Windows-1252."""
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig", "replace"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "replace"
    if content[:2000].count(0) > len(content[:2000]) * 0.3:
        return ("utf-16-be" if content[:1] == b"\0" else "utf-16-le"), "replace"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", "replace"
    return "utf-8", "strict"


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


def _plain(cell: str) -> str | None:
    """The cell's text; ``="5311..."`` is how a number is kept as text in such a file."""
    if cell.startswith('="') and (kept := _KEPT_AS_TEXT.fullmatch(cell)):
        return kept[1].replace('""', '"') or None
    return cell or None


def rows_of_text(content: bytes, name: str, limits: Limits) -> list[Row]:
    """The rows of a delimited text. A first line ``sep=;`` names the delimiter and is no row.

    The text is read line by line: taken whole, it would cost four times its size in memory. Raises
    ``file_too_large``, also for a cell of a million characters.
    """
    encoding, errors = encoding_of(content)
    csv.field_size_limit(_LONGEST_CELL)
    rows: list[Row] = []
    widest = 1
    with io.TextIOWrapper(io.BytesIO(content), encoding, errors, newline="") as lines:
        sample = lines.read(_SAMPLE_BYTES)
        hint = _SEPARATOR.match(sample)
        delimiter = hint[1] if hint else _delimiter(sample)
        lines.seek(0)
        if hint:
            for _ in range(hint[0].count("\n")):
                lines.readline()
        try:
            for row in csv.reader(lines, delimiter=delimiter):
                widest = max(widest, len(row))
                rows.append([_plain(cell) for cell in row])
                if len(rows) * widest > limits.cells:
                    raise UserError("file_too_large", name=name)
        except csv.Error as error:
            code = "file_too_large" if "field larger" in str(error) else "file_damaged"
            raise UserError(code, name=name) from error
    return rows
