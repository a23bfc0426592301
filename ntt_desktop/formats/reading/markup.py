"""Web pages with a table, and the XML workbooks of 2003: both are what offices' systems export under the name .xls.

Read by their tags alone, in one pass whose time grows with the length of the page and with nothing else: a general
reader of web pages takes minutes and gigabytes for a page of unclosed comments or endless attributes.
"""

import html
import re
from dataclasses import dataclass, field

from ntt_desktop.domain.intake.cells import Row
from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.delimited import encoding_of
from ntt_desktop.formats.reading.limits import Limits, Merge

_ATTRIBUTES = r"""(?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'){0,2000}"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9:]{{0,20}})(?=[\s/>])({_ATTRIBUTES})>")
_SKIPPED = ("<!--", "-->"), ("<script", "</script"), ("<style", "</style")
"""What begins and ends with these is nothing to be read."""
_SPAN = re.compile(r"""\b(colspan|rowspan)\s*=\s*["']?\s*(\d{1,5})""", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,30})", re.IGNORECASE)
_XML_SPAN = re.compile(r"""(?<!\w)(?:\w{1,8}:)?(Index|MergeAcross)\s*=\s*["'](\d{1,7})["']""")
_BREAKS = frozenset(("br", "p", "div"))
_WIDEST_SPAN = 1000


def rows_of_markup(content: bytes, name: str, limits: Limits) -> tuple[list[Row], list[Merge]]:
    """The rows of all tables of a web page, one below the other, and where a cell reaches over several of them.

    Raises ``file_too_large``.
    """
    tables = _Tables(name, limits)
    text = _without_comments(_text(content))
    end = 0
    for tag in _TAG.finditer(text):
        tables.words(text[end : tag.start()])
        tables.tag(tag[2].lower(), tag[3], closing=bool(tag[1]))
        end = tag.end()
    tables.words(text[end:])
    tables.end_cell()
    return tables.rows, tables.merged


def _text(content: bytes) -> str:
    said = _CHARSET.search(content[:4096])
    try:
        return content.decode(said[1].decode("ascii")) if said else content.decode(*encoding_of(content))
    except (LookupError, UnicodeDecodeError):
        return content.decode(*encoding_of(content))


def _without_comments(text: str) -> str:
    """The page without comments, scripts and styles; what never ends is taken as it stands."""
    lower = text.lower() if text.isascii() else ""
    for begin, close in _SKIPPED:
        where = lower or text
        if begin not in where:
            continue
        kept, at = [], 0
        while (start := where.find(begin, at)) >= 0:
            stop = where.find(close, start + len(begin))
            if stop < 0:
                break
            kept.append(text[at:start])
            at = stop + len(close)
        kept.append(text[at:])
        text = "".join(kept)
        lower = text.lower() if lower else ""
    return text


@dataclass(slots=True)
class _Tables:
    """Collects table rows; a cell that spans columns or rows is filled at its first place only."""

    name: str
    limits: Limits
    rows: list[Row] = field(default_factory=list)
    row: Row | None = None
    text: list[str] | None = None
    span: tuple[int, int] = (1, 1)
    below: dict[int, int] = field(default_factory=dict)
    """Column -> rows below this one that a cell still reaches down."""
    covered: frozenset[int] = frozenset()
    """The columns of this row that a cell above reaches over."""
    merged: list[Merge] = field(default_factory=list)
    cells: int = 0

    def tag(self, tag: str, attributes: str, *, closing: bool) -> None:
        """A tag; what is no part of a table is nothing."""
        if tag in _BREAKS and self.text is not None:
            self.text.append(" ")
        elif tag in ("tr", "table"):
            self.end_cell()
            self.row = None
            if tag == "table":
                self.below.clear()
            elif not closing:
                self._begin_row()
        elif tag in ("td", "th"):
            self.end_cell()
            if not closing:
                self._begin_cell(attributes)
        elif tag in ("row", "cell"):
            self.end_cell()
            if not closing:
                self._xml(tag, attributes)

    def _xml(self, tag: str, attributes: str) -> None:
        """A row or cell of an XML workbook, which may skip to its own number."""
        said = {found[1]: int(found[2]) for found in _XML_SPAN.finditer(attributes)}
        place = said.get("Index", 0)
        if tag == "row":
            while len(self.rows) < place - 1:
                self._begin_row()
            self._begin_row()
        elif self.row is not None:
            missing = max(place - 1 - len(self.row), 0)
            self._count(missing)
            self.row.extend([None] * missing)
            self.span, self.text = (min(said.get("MergeAcross", 0), _WIDEST_SPAN) + 1, 1), []
        if attributes.endswith("/"):
            self.end_cell()

    def words(self, text: str) -> None:
        """Text between two tags."""
        if self.text is not None and text:
            self.text.append(text)

    def end_cell(self) -> None:
        """Put the cell that is open into its row."""
        if self.text is None or self.row is None:
            return
        columns, rows = self.span
        self._count(columns)
        if rows > 1:
            top, left = len(self.rows) - 1, len(self.row)
            self.merged.append(((top, left), (top + rows - 1, left + columns - 1)))
            self.below.update(dict.fromkeys(range(len(self.row), len(self.row) + columns), rows - 1))
        self.row.append(html.unescape("".join(self.text)).strip() or None)
        self.row.extend([None] * (columns - 1))
        self.text = None

    def _begin_row(self) -> None:
        self._count(1 + len(self.below))
        self.row = []
        self.rows.append(self.row)
        self.covered = frozenset(self.below)
        self.below = {column: left - 1 for column, left in self.below.items() if left > 1}

    def _begin_cell(self, attributes: str) -> None:
        if self.row is None:
            self._begin_row()
        assert self.row is not None
        while len(self.row) in self.covered:
            self.row.append(None)
        spans = {found[1].lower(): int(found[2]) for found in _SPAN.finditer(attributes)}
        self.span = tuple(min(max(spans.get(way, 1), 1), _WIDEST_SPAN) for way in ("colspan", "rowspan"))  # type: ignore[assignment]
        self.text = []

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self.limits.cells:
            raise UserError("file_too_large", name=self.name)
