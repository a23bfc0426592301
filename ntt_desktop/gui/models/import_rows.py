"""Columns and rows of Impor: the rows of one import, and the list of earlier imports."""

from datetime import datetime
from typing import Any

from ntt_desktop.domain.findings import SEVERITY, Severity
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.domain.revision import milliseconds_of
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.windows import Query, Window
from ntt_desktop.gui.shown import WITA, day
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports import ImportRow
from ntt_desktop.wording.finding_titles import title
from ntt_desktop.wording.outcomes import OUTCOMES

ASKS = "asks"
"""The tab of rows that would change a verified field."""


def outcome_badge(outcome: str) -> Badge:
    """An outcome as icon, word and colour."""
    return {
        "new": Badge("plus", tr("New"), "good"),
        "updated": Badge("refresh-cw", tr("Updated"), "info"),
        "identical": Badge("check", tr("Same"), "muted"),
        "duplicate": Badge("copy", tr("Duplicate"), "warn"),
        "rejected": Badge("circle-x", tr("Rejected"), "bad"),
    }.get(outcome, Badge("circle-help", outcome, "muted"))


def outcome_tabs() -> tuple[tuple[str, str], ...]:
    """All, the five outcomes, and the rows that ask."""
    known = ((outcome, outcome_badge(outcome).word) for outcome in OUTCOMES)
    return (("", tr("All")), *known, (ASKS, tr("Asks first")))


def as_row(found: ImportRow) -> dict[str, Any]:
    """An import's row for the table; ``row`` keeps the whole."""
    worker = found.worker
    return {
        "id": str(found.seq),
        "row": found,
        "sheet": found.sheet,
        "number": found.row,
        "outcome": str(found.outcome),
        "full_name": worker.get("full_name") or "",
        "nik": worker.get("nik") or "",
        "village_code": worker.get("village_code") or "",
        "reason": reason(found),
    }


def reason(found: ImportRow) -> str:
    """The heaviest thing there is to say of a row, in one sentence."""
    if found.outcome == "duplicate":
        return tr("The NIK stands already in {place}", place=place_words(found.kept_by)) if found.kept_by else ""
    weight = {Severity.REJECT: 0, Severity.EVIDENCE: 1, Severity.NOTE: 2}
    ordered = sorted(found.findings, key=lambda finding: weight[SEVERITY[finding.code]])
    return title(ordered[0].code) if ordered else ""


def place_words(place: str) -> str:
    """``Sheet1!12`` as words."""
    sheet, _, number = place.rpartition("!")
    return tr("sheet {sheet}, row {number}", sheet=sheet, number=number) if sheet else place


def row_columns(regions: RegionTree) -> tuple[Column, ...]:
    """The rows of an import."""

    def village(row: Row) -> str:
        found = regions.find(row["village_code"])
        return found.name if found else ""

    return (
        Column("sheet", tr("Sheet"), 96, "muted", sortable=False, optional=3),
        Column("number", tr("Row"), 56, "number", sortable=False),
        Column("full_name", tr("Name"), 170, "strong", stretch=True, sortable=False),
        Column("nik", tr("NIK"), 76, "nik", sortable=False, optional=1),
        Column("village_code", tr("Village"), 130, value=village, sortable=False, optional=2),
        Column("outcome", tr("Outcome"), 124, "badge", value=lambda row: outcome_badge(row["outcome"]), sortable=False),
        Column("reason", tr("Reason"), 200, "muted", stretch=True, sortable=False, optional=1),
    )


def _moment(row: Row) -> str:
    """Day and time of an import, by the clock of the device that took it in."""
    at = milliseconds_of(row["created_rev"]) / 1000 if row.get("created_rev") else 0
    return f"{day(row['imported_on'])} {datetime.fromtimestamp(at, WITA):%H.%M}" if at else day(row["imported_on"])


def _digest(row: Row) -> str:
    return tr("Digest of the file (SHA-256): {digest}", digest=row.get("digest") or "")


def earlier_columns() -> tuple[Column, ...]:
    """Earlier imports."""

    def state(row: Row) -> Badge:
        return Badge("undo-2", tr("Taken back"), "muted") if row["undone_on"] else Badge("check", tr("Stored"), "good")

    counts = [
        Column("rows_read", tr("Read"), 64, "number"),
        Column("rows_new", tr("New"), 64, "number"),
        Column("rows_updated", tr("Updated"), 88, "number", optional=1),
        Column("rows_identical", tr("Same"), 64, "number", optional=1),
        Column("rows_duplicate", tr("Duplicate"), 82, "number", optional=1),
        Column("rows_rejected", tr("Rejected"), 78, "number"),
    ]
    return (
        Column("imported_on", tr("Imported on"), 128, value=_moment, tip=_digest),
        Column("file", tr("File"), 180, "strong", stretch=True),
        *counts,
        Column("officer", tr("Officer"), 110, optional=2),
        Column(
            "digest", tr("Digest"), 92, "muted", optional=3, value=lambda row: (row["digest"] or "")[:8], tip=_digest
        ),
        Column("state", tr("State"), 130, "badge", value=state),
    )


class ImportFetch:
    """Reads the rows of one import for a `WindowModel`; ``query.tab`` is the outcome, filter ``code`` a finding.

    Keys of a filter are read once and kept until another filter is shown.
    """

    def __init__(self) -> None:
        self.import_id = ""
        self._kept: tuple[tuple[str, str, str], list[int]] | None = None

    def show(self, import_id: str) -> None:
        """Read this import from now on."""
        self.import_id, self._kept = import_id, None

    def __call__(self, ctx: Context, query: Query, offset: int, limit: int) -> Window:
        if not self.import_id:
            return Window(0, ())
        asked = (self.import_id, query.tab, str(query.filter("code") or ""))
        kept = self._kept
        if kept is None or kept[0] != asked:
            asks = asked[1] == ASKS
            keys = imports.row_keys(ctx, asked[0], outcome="" if asks else asked[1], code=asked[2], asks=asks)
            kept = self._kept = (asked, keys)
        wanted = kept[1][offset : offset + limit]
        return Window(len(kept[1]), [as_row(found) for found in imports.rows_by_keys(ctx, asked[0], wanted)])


def codes_of(ctx: Context, import_id: str) -> dict[str, int]:
    """Finding codes of an import with the number of rows that have them."""
    counts: dict[str, int] = {}
    for batch in imports.rows(ctx, import_id):
        for found in batch:
            for code in {finding.code for finding in found.findings}:
                counts[code] = counts.get(code, 0) + 1
    return counts
