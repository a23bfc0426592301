"""A row as its own cells make it, and what the rules need to know besides it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.findings import SEVERITY, Finding, Severity
from ntt_desktop.domain.intake.titles import Title
from ntt_desktop.domain.occupations import OccupationTable
from ntt_desktop.domain.regions import RegionTree

_REJECTS_FIRST = {Severity.REJECT: 0, Severity.EVIDENCE: 1, Severity.NOTE: 2}
_ORDER = {code: place for place, code in enumerate(SEVERITY)}


@dataclass(frozen=True, slots=True)
class World:
    """What the rules need to know besides the row."""

    regions: RegionTree
    occupations: OccupationTable
    today: date
    default_region: str
    """Stands in where a list names no kabupaten."""
    typed: bool = True
    """False for files whose cells are all text (csv)."""
    date_shift: int = 0
    """Days to add to date serials: 1462 where a workbook counts from 1904."""
    cover: "CoverTerms | None" = None
    """Given when the months in the list are earlier cover of the people it names."""


@dataclass(frozen=True, slots=True)
class CoverTerms:
    """How a list of earlier cover is read: who paid where the row does not say, and the month from which a mere
    number of months counts (``yyyy-mm``; empty: a number alone says nothing)."""

    payer: str
    first_month: str = ""


@dataclass(frozen=True, slots=True)
class RowSource:
    """What of a row `Draft.cells` does not say, so that its rules can be run again."""

    numbers: tuple[str, ...] = ()
    """Fields whose cell was a number."""
    dates: tuple[str, ...] = ()
    """Fields whose cell was a date."""
    more: dict[str, list[str]] = field(default_factory=dict)
    """The further cells of fields that several columns hold together."""
    title: Title = field(default_factory=Title)
    others: dict[str, str] = field(default_factory=dict)
    """A column's letters -> what stands in it, of the columns from which no field takes its cell."""


@dataclass(slots=True)
class Draft:
    """A row as its own cells make it."""

    sheet: str
    row: int
    nik: str = ""
    """Cleaned; may be no NIK at all."""
    nik_ok: bool = False
    values: dict[str, Value] = field(default_factory=dict)
    """What a new person would get, what was derived from the NIK included."""
    stated: list[str] = field(default_factory=list)
    """The keys of ``values`` that the row itself fills; the rest was derived."""
    heir: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    """Villages to choose from, as codes, when the village is unknown or ambiguous."""
    cells: dict[str, str] = field(default_factory=dict)
    """The mapped cells as the sheet has them, as text."""
    source: RowSource = RowSource()
    overrides: dict[str, str] = field(default_factory=dict)
    """Field -> what somebody typed or chose in place of the cell; "" for a cell that is not to count."""
    confirmed: list[str] = field(default_factory=list)
    """Verified fields that somebody said may be changed by this row."""
    cover: dict[str, str] = field(default_factory=dict)
    """Earlier cover that the row states: payer, first_month, last_paid_month."""
    key: str = ""
    """The key of the row of an earlier import that this row, in a correction workbook, goes back to."""

    def state(self, name: str, value: Value) -> None:
        """Set a field that the row fills."""
        if value not in (None, ""):
            self.values[name] = value
            if name not in self.stated:
                self.stated.append(name)

    def find(self, code: str, name: str, value: object = "", **params: object) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, name, str(value), {key: str(item) for key, item in params.items()}))

    def note(self, finding: Finding | None) -> None:
        """Add a finding if there is one."""
        if finding is not None:
            self.findings.append(finding)

    @property
    def row_id(self) -> tuple[str, int]:
        """Sheet and row: no two drafts of a file have the same."""
        return self.sheet, self.row

    @property
    def name(self) -> str:
        """The full name, or ""."""
        return str(self.values.get("full_name") or "")

    @property
    def born(self) -> str:
        """The birth date in ISO form, derived or stated, or ""."""
        return str(self.values.get("birth_date") or "")


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by severity, then in the order of the table, each code and field once."""
    once: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        once.setdefault((finding.code, finding.field), finding)
    return sorted(once.values(), key=lambda item: (_REJECTS_FIRST[item.severity], _ORDER[item.code]))
