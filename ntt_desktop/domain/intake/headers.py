"""Headers: which field a column holds (domain section 5, "Headers").

Matched on upper case with punctuation, underscores and spaces folded, by the shipped table of spellings. A header
in two rows is read as top and bottom together, then as the bottom alone.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ntt_desktop.domain.intake.cells import Cell, Row, as_text, column_index, column_letters
from ntt_desktop.domain.intake.spellings import IDENTITY, IGNORED, OWN_SPELLINGS, UNCOUNTED
from ntt_desktop.domain.sex import read_sex
from ntt_desktop.domain.text import fold

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_GROUP_WORDS = re.compile(r"^(?:DATA|IDENTITAS|KETERANGAN)\s+")
_DIGITS = re.compile(r"\d{3}")
_AROUND = " \t\r\n\u00a0\u200b\ufeff*.,:;_-'\"()[]"

EXACT, JOINED, STRIPPED = 1.0, 0.95, 0.7
"""How sure a guess is: spelling known; of two rows put together; known once the brackets are taken off."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: where it stands (0-based), its header as written, its field ("" if none), how sure."""

    index: int
    header: str
    field: str
    confidence: float

    @property
    def letters(self) -> str:
        """The column as spreadsheets name it."""
        return column_letters(self.index)


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header: its columns, and how many rows it takes."""

    columns: tuple[Column, ...]
    height: int
    by_field: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Field -> the columns that hold it, the first one first."""
    ticked: Mapping[int, str] = field(default_factory=dict)
    """Columns L and P under one heading, in which any mark says the sex -> that sex."""
    alone: frozenset[int] = frozenset()
    """The columns that hold their field alone."""

    def __post_init__(self) -> None:
        alone = frozenset(places[0] for places in self.by_field.values() if len(places) == 1)
        object.__setattr__(self, "alone", alone)

    @property
    def fields(self) -> frozenset[str]:
        """The mapped fields that say something of a person."""
        return frozenset(self.by_field) - UNCOUNTED

    @property
    def usable(self) -> bool:
        """Whether a table of people stands below.

        A NIK and one thing more, or a name and two (a cover sheet's table of contacts is none).
        """
        found = self.fields
        return ("nik" in found and len(found) >= 2) or ("full_name" in found and len(found) >= 3)


_SHARED = frozenset(("phone", "address", "notes", "occupation", "village", "subdistrict", "regency"))
"""Fields that several columns may hold together; of the others the first column counts."""


def signature(rows: Sequence[Row]) -> str:
    """What is the same in all sheets with this header (one or two rows), whatever stands beside it; "" for none."""
    texts = [fold(as_text(cell)) for row in rows for cell in row if isinstance(cell, str) and fold(as_text(cell))]
    return hashlib.sha256("|".join(texts).encode()).hexdigest()[:32] if len(texts) > 1 else ""


class HeaderTable:
    """The known spellings, with the ones given for this import before them."""

    def __init__(self, spellings: Iterable[tuple[str, str]], given: Mapping[str, str] | None = None) -> None:
        """``spellings`` are pairs (field, header); ``given`` maps a header as written to a field or `IGNORED`."""
        self._fields: dict[str, str] = {}
        for name, header in (*spellings, *OWN_SPELLINGS):
            key = fold(header)
            self._fields.setdefault(key, name)
            self._fields.setdefault(key.replace(" ", ""), name)
        self.names = frozenset(self._fields.values())
        self._given = {fold(header): name for header, name in (given or {}).items() if fold(header)}
        self._letters = {header.strip().upper(): name for header, name in (given or {}).items()}
        known = {**self._fields, **self._given}
        self._anchors = frozenset(key for key, name in known.items() if name in IDENTITY)
        self._initials = frozenset(key[0] for key in self._anchors)
        self._used: set[str] = set()

    @property
    def unused(self) -> list[str]:
        """Headers given for this import that no column had."""
        return [header for header in self._letters if header not in self._used]

    def is_anchor(self, cell: Cell) -> bool:
        """Whether the cell is the header of a NIK or name column."""
        if not isinstance(cell, str) or not 1 < len(cell) < 60 or _DIGITS.search(cell):
            return False
        # Asked of every cell of a list of thousands: most are told apart by their first letter.
        if cell.lstrip(_AROUND)[:1].upper() not in self._initials:
            return False
        key = fold(cell)
        if key in self._anchors or key.replace(" ", "") in self._anchors:
            return True
        return "(" in cell and fold(_BRACKETS.sub(" ", cell)) in self._anchors

    def heads(self, row: Row) -> bool:
        """Whether a row is the header of some other table: two headers side by side, and no colon."""
        texts = [as_text(cell) if isinstance(cell, str) else "" for cell in row]
        if any(":" in text or "=" in text for text in texts) or sum(map(bool, texts)) < 3:
            return False
        known = [bool(text) and self.lookup(text)[1] == EXACT for text in texts]
        return any(one and other for one, other in pairwise(known))

    def lookup(self, *texts: str) -> tuple[str, float]:
        """Field and confidence of the first of ``texts`` that is known; ("", 0) if none is."""
        for text in texts:
            key = fold(text)
            if not key:
                continue
            if key in self._given:
                self._used.add(text.strip().upper())
                return ("" if self._given[key] == IGNORED else self._given[key]), EXACT
            found = self._fields.get(key) or self._fields.get(key.replace(" ", ""))
            if found:
                return found, EXACT
        for text in texts:
            key = fold(_BRACKETS.sub(" ", text))
            found = self._fields.get(key) if key != fold(text) else None
            if found:
                return found, STRIPPED
        return "", 0.0

    def single(self, top: Row) -> Header:
        """The header that one row makes."""
        guesses = []
        for cell in top:
            text = as_text(cell) if isinstance(cell, str) else ""
            guesses.append((text, *self.lookup(text)))
        return self._header(guesses, 1)

    def double(self, top: Row, bottom: Row) -> Header:
        """The header that two rows make; a text above reaches over the empty cells at its right."""
        guesses = []
        ticked: dict[int, str] = {}
        above = ""
        for index in range(max(len(top), len(bottom))):
            upper = as_text(top[index]) if index < len(top) else ""
            lower = as_text(bottom[index]) if index < len(bottom) else ""
            if upper:
                above = upper
            if not lower:
                guesses.append((upper, *self.lookup(upper)))
                continue
            own = fold(f"{above} {lower}")
            if own not in self._given and (said := read_sex(lower)) and self.lookup(above)[0] == "sex":
                ticked[index] = said
                guesses.append((f"{above} {lower}", "sex", JOINED))
                continue
            group = _GROUP_WORDS.sub("", above.upper())
            name, sure = self.lookup(f"{above} {lower}", f"{lower} {group}")
            if name:
                sure = min(sure, JOINED)
            else:
                name, sure = self.lookup(lower, upper)
            guesses.append((f"{above} {lower}".strip(), name, sure))
        return self._header(guesses, 2, ticked if len(ticked) == len(set(ticked.values())) == 2 else {})

    def _header(
        self, guesses: list[tuple[str, str, float]], height: int, ticked: Mapping[int, str] | None = None
    ) -> Header:
        columns: list[Column] = []
        by_field: dict[str, list[int]] = {}
        # A spelling that is known as it stands goes before one that had to be stripped.
        certain = {name for _, name, sure in guesses if sure > STRIPPED}
        for index, (text, name, sure) in enumerate(guesses):
            given = self._letters.get(column_letters(index))
            if given is not None and fold(column_letters(index)) not in {fold(other) for other, _, _ in guesses}:
                self._used.add(column_letters(index))
                name, sure = ("" if given == IGNORED else given), EXACT
            again = name in by_field and name not in _SHARED and index not in (ticked or {})
            if (name and sure <= STRIPPED and name in certain) or again:
                name, sure = "", 0.0
            if name:
                by_field.setdefault(name, []).append(index)
            if text or name:
                columns.append(Column(index, text, name, sure))
        fields = {name: tuple(found) for name, found in by_field.items()}
        marked = {index: said for index, said in (ticked or {}).items() if index in fields.get("sex", ())}
        return Header(tuple(columns), height, fields, marked if len(marked) == len(ticked or {}) else {})

    def at(self, rows: list[Row], index: int) -> Header | None:
        """The usable header that begins at ``rows[index]``, or None."""
        top = rows[index]
        bottom = rows[index + 1] if index + 1 < len(rows) else []
        if not any(map(self.is_anchor, top)) and not any(map(self.is_anchor, bottom)) and not self._by_letter():
            return None
        one = self.single(top)
        if bottom and _header_like(bottom):
            two = self.double(top, bottom)
            below = self.single(bottom)
            mapped = sum(1 for column in two.columns if column.field and _text_at(bottom, column.index))
            written = sum(1 for cell in bottom if as_text(cell))
            if (
                two.usable
                and len(two.fields) + bool(two.ticked) > max(len(one.fields), len(below.fields) if below.usable else 0)
                and 2 * mapped >= written
            ):
                return two
        spelled = any(column.field and self._is_spelled(column.header) for column in one.columns)
        return one if one.usable and (any(map(self.is_anchor, top)) or (self._by_letter() and spelled)) else None

    def by_letters(self, width: int) -> Header | None:
        """The header of a sheet of ``width`` columns that has none: what was said by letters; None if it is too few."""
        columns: list[Column] = []
        by_field: dict[str, list[int]] = {}
        for letters, name in self._letters.items():
            index = column_index(letters)
            if index is None or name == IGNORED or (name in by_field and name not in _SHARED):
                continue
            by_field.setdefault(name, []).append(index)
            columns.append(Column(index, "", name, EXACT))
        said = {column.index for column in columns}
        columns += [Column(index, "", "", 0.0) for index in range(width) if index not in said]
        columns.sort(key=lambda column: column.index)
        found = Header(tuple(columns), 0, {name: tuple(sorted(places)) for name, places in by_field.items()})
        return found if found.usable else None

    def took(self, width: int) -> None:
        """Note that what was said of columns by their letters was used on a sheet so many columns wide."""
        self._used.update(
            letters for letters in self._letters if (at := column_index(letters)) is not None and at < width
        )

    def _is_spelled(self, header: str) -> bool:
        """Whether a header is known by its words: a blood group A is not the header of the column A."""
        is_letters = header.upper() in self._letters and column_index(header.upper()) is not None
        return bool(self.lookup(header)[0]) and not (is_letters and fold(header) not in self._fields)

    def _by_letter(self) -> bool:
        return any(name in IDENTITY and column_index(header) is not None for header, name in self._letters.items())


def _text_at(row: Row, index: int) -> str:
    return as_text(row[index]) if index < len(row) else ""


def _header_like(row: Row) -> bool:
    """Whether a row could be the lower half of a header: words only, no long numbers, dates or truth values."""
    cells = [cell for cell in row if cell is not None and as_text(cell)]
    return bool(cells) and all(isinstance(cell, str) and not _DIGITS.search(cell) for cell in cells)
