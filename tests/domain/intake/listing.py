"""A sheet as a list of rows, read by the rules of intake, for tests."""

from dataclasses import dataclass, field
from datetime import date

from ntt_desktop.domain.intake.cells import Row
from ntt_desktop.domain.intake.draft import Draft, World
from ntt_desktop.domain.intake.headers import HeaderTable
from ntt_desktop.domain.intake.judging import Judge, Judged, KnownWorker
from ntt_desktop.domain.intake.rules import draft_row
from ntt_desktop.domain.intake.table import SheetReading
from ntt_desktop.domain.intake.titles import Title, sheet_village
from ntt_desktop.formats.reference import Reference

TODAY = date(2026, 2, 10)


@dataclass
class Read:
    """One row as drafted and judged."""

    draft: Draft
    judged: Judged

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.judged.findings}


@dataclass
class Lists:
    """Reads sheets one after the other as one file."""

    reference: Reference
    region: str = "53.11"
    known: dict[str, KnownWorker] = field(default_factory=dict)
    mapping: dict[str, str] = field(default_factory=dict)
    cover: Title = field(default_factory=Title)
    typed: bool = True

    def __post_init__(self) -> None:
        self.judge = Judge()
        self.world = World(self.reference.regions, self.reference.occupations, TODAY, self.region, self.typed)

    def read(self, rows: list[Row], sheet: str = "Sheet1", first_row: int = 1) -> list[Read]:
        table = HeaderTable([(name, header) for header, name in self.reference.headers.items()], self.mapping)
        reading = SheetReading(rows, first_row, table)
        assert reading.find_header() is not None, "no header"
        reading.title = reading.title.over(self.cover)
        found = []
        for row in reading.rows():
            draft = draft_row(row, sheet, sheet_village(sheet), self.world)
            found.append(Read(draft, self.judge.judge(draft, self.known.get(draft.nik))))
        return found
