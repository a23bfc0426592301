"""What is asked of an import, and what a preview found."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ntt_desktop.domain.intake.draft import CoverTerms
from ntt_desktop.domain.intake.judging import Outcome
from ntt_desktop.domain.text import fold
from ntt_desktop.formats.sheets import ColumnGuess, SheetSummary


@dataclass(frozen=True, slots=True)
class Letter:
    """The village's letter that came with a list: number, date (ISO), sender; all may be empty."""

    number: str = ""
    date: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is to be taken in."""

    sheet: str | None = None
    """Only this sheet."""
    region: str = ""
    """A region code of any level that stands in where the list names no kabupaten; the node's own if empty."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Header as written, or a column's letters, -> field; "-" for a column that is not to be read."""
    password: str | None = None
    letter: Letter = Letter()
    cover: CoverTerms | None = None
    """Given when the months in the list are earlier cover of the people it names (an opening balance)."""
    fresh: bool = False
    """Whether mappings that were confirmed for the same header before are left out of account."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A file that was read and judged. ``read`` is the sum of the five outcomes."""

    id: str
    file: str
    digest: str
    """SHA-256 of the file, hex."""
    region: str
    letter: Letter
    sheets: tuple[SheetSummary, ...]
    counts: Mapping[str, int]
    """Outcome -> rows; every outcome is there."""
    stored_before: tuple[str, ...] = ()
    """Dates (ISO) on which the very same file was stored before, newest first."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """What was said of its columns."""
    cover: CoverTerms | None = None
    asking: int = 0
    """Rows that would change a verified field, which is held until somebody confirms it."""

    @property
    def read(self) -> int:
        """Rows of people in the file."""
        return sum(self.counts.values())

    @property
    def has_months(self) -> bool:
        """Whether a column holds months, so that the list may be one of earlier cover."""
        return any(column.field == "months" for sheet in self.sheets for column in sheet.columns)

    @property
    def remembered(self) -> bool:
        """Whether a mapping that was confirmed for the same header was used."""
        return any(sheet.remembered for sheet in self.sheets)

    def senders(self) -> list[str]:
        """Whose words are remembered: the letter's sender if there is one, else whoever uses these headers."""
        if fold(self.letter.sender):
            return [fold(self.letter.sender)]
        return list(dict.fromkeys(sheet.signature for sheet in self.sheets if sheet.signature))


def write_terms(plan: ImportPlan) -> dict[str, Any]:
    """What a plan needs besides its rows to be judged again, as JSON."""
    return {
        "region": plan.region,
        "letter": asdict(plan.letter),
        "mapping": dict(plan.mapping),
        "cover": asdict(plan.cover) if plan.cover else None,
    }


def all_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts with a zero for outcomes that no row has."""
    return {str(outcome): counts.get(outcome, 0) for outcome in Outcome}


def write_sheets(sheets: tuple[SheetSummary, ...]) -> str:
    """Summaries as JSON, without the first rows of the sheets."""
    return json.dumps([{**asdict(sheet), "top": []} for sheet in sheets], ensure_ascii=False)


def read_sheets(text: str) -> tuple[SheetSummary, ...]:
    """The summaries that `write_sheets` wrote."""

    def sheet(content: dict[str, Any]) -> SheetSummary:
        columns = tuple(
            ColumnGuess(**{**column, "examples": tuple(column["examples"])}) for column in content["columns"]
        )
        return SheetSummary(**{**content, "columns": columns, "top": ()})

    return tuple(sheet(content) for content in json.loads(text))
