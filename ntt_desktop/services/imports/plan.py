"""What is asked of an import, and what a preview found."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ntt_desktop.domain.intake.judging import Outcome
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

    @property
    def read(self) -> int:
        """Rows of people in the file."""
        return sum(self.counts.values())


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
