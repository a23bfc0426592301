"""What a document is made of: headings, paragraphs, facts, tables, figures, sums in words, signatures.

All texts come in finished, in the document's language.
"""

from dataclasses import dataclass, field
from typing import Literal

Paper = Literal["A4", "F4"]
PAPER_SIZES: dict[str, tuple[float, float]] = {"A4": (210, 297), "F4": (215, 330)}
"""Millimetres, upright."""

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the document. ``new_page``: it begins a page."""

    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Begins a page; from here on pages stand upright or lie. A workbook takes no notice."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``muted``: a remark below something, smaller."""

    text: str
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values in two columns: number of a letter, region, period, sums."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``share``: of the width; ``kind``: how a workbook stores its cells."""

    title: str
    share: float = 1.0
    align: Align = "left"
    kind: Literal["text", "number", "rupiah"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Cells are text, or whole numbers in ``number`` and ``rupiah`` columns (None: an empty cell).

    ``total``: the last line, set in bold; ``name``: the sheet's name in a workbook.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    total: tuple[str | int | None, ...] = ()
    name: str = ""
    row_height: float = 0
    """Least height of a row in millimetres, for columns in which people sign."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot or map as SVG (`ntt_desktop.formats.figures`). ``share``: of the page's width."""

    svg: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in figures and words: "Rp10.080.000.000 (sepuluh miliar delapan puluh juta rupiah)"."""

    label: str
    rupiah: int


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: place and day above, title, room to sign, name and number (NIP) below."""

    place_and_day: str
    title: str
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """One to three people who sign side by side."""

    people: tuple[Signature, ...]


Part = Heading | Pages | Paragraph | Facts | Table | Figure | Amount | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``letterhead``: the lines above it, the first in bold; ``foot``: the line below each page."""

    title: str
    parts: tuple[Part, ...]
    letterhead: tuple[str, ...] = ()
    foot: str = ""
    paper: Paper | None = None
    """None: the paper of the office (`ntt_desktop.services.printing.papers`), A4 unless it says another."""
    landscape: bool = False
    centered: bool = False
    """The title stands in the middle, as it does below a letterhead."""
    about: tuple[str, ...] = field(default=())
    """Lines under the title: region, period, made on, by whom."""

    @property
    def size(self) -> Paper:
        """The paper that it is set on."""
        return self.paper or "A4"

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(part for part in self.parts if isinstance(part, Table))
