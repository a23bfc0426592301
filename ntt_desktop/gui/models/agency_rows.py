"""Columns of BPJS's page: rows of files, places that became free, files taken in, results, hand-overs."""

from collections.abc import Callable

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui import shown
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.wording import agency_answers as words
from ntt_desktop.wording.handing_over import item

_LOOKS = {
    "taken": ("circle-check", "good"),
    "same": ("check", "muted"),
    "older": ("history", "muted"),
    "empty": ("circle-dashed", "muted"),
}


def outcome_badge(found: Row) -> Badge:
    """What becomes of a row of a file."""
    icon, tone = _LOOKS.get(found["outcome"], ("triangle-alert", "bad"))
    return Badge(icon, words.outcome(found["outcome"]), tone)


def result_badge(found: Row) -> Badge:
    """What BPJS made of a person."""
    if found["result"] == "accepted":
        return Badge("badge-check", tr("Accepted"), "good")
    return Badge("ban", tr("Refused"), "bad")


def row_columns() -> tuple[Column, ...]:
    """Rows of a file, those that need somebody first."""
    return (
        Column("row", tr("Row"), 56, "number", sortable=False),
        Column("name", tr("Name"), 190, "strong", sortable=False),
        Column("outcome", tr("Outcome"), 190, "badge", value=outcome_badge, sortable=False),
        Column("text", tr("What it says"), 220, stretch=True, sortable=False, tip=lambda found: str(found["text"])),
    )


def proposal_columns() -> tuple[Column, ...]:
    """Whom an answer speaks against, and who is next."""

    def following(found: Row) -> Badge:
        if found["fine_again"]:
            return Badge("rotate-ccw", tr("Can be put back"), "info")
        if found["blocked"]:
            return Badge("lock", tr("In the SK or billed"), "warn")
        if found["held_by"]:
            return Badge("laptop", tr("Chosen by {name}", name=found["held_by"]), "info")
        if not found["next"]:
            return Badge("circle-dashed", tr("Nobody waits"), "muted")
        return Badge("user-plus", found["next"], "good")

    return (
        Column("name", tr("Name"), 170, "strong", stretch=True),
        Column("reason", tr("Why"), 220, stretch=True, tip=lambda found: str(found["reason"])),
        Column("batch", tr("Batch"), 110, optional=2),
        Column("next", tr("Next in rank"), 220, "badge", value=following),
        Column("place", tr("Number in rank"), 110, optional=1),
    )


def file_columns(whose: str) -> tuple[Column, ...]:
    """Files that were taken in; ``whose``: the heading of the agency or programme."""
    return (
        Column("file", tr("File"), 200, "strong", stretch=True),
        Column("whose", whose, 150),
        Column("day", tr("Newest day"), 132, "date"),
        Column("people", tr("People"), 80, "number"),
    )


def result_columns(regions: RegionTree) -> tuple[Column, ...]:
    """BPJS's newest result on each person."""
    return (
        Column("full_name", tr("Name"), 160, "strong", stretch=True),
        Column("nik", tr("NIK"), 76, "nik"),
        Column("village_code", tr("Village"), 130, value=_village(regions), optional=2),
        Column("result", tr("Result"), 120, "badge", value=result_badge),
        Column("kpj", "KPJ", 112),
        Column("reason", tr("Reason"), 140, stretch=True, tip=lambda found: str(found["reason"] or "")),
        Column("dated_on", tr("Date"), 96, "date", optional=1),
    )


def handover_columns(regions: RegionTree) -> tuple[Column, ...]:
    """People whom BPJS accepted, with what they were handed."""

    def given(code: str) -> Column:
        def badge(found: Row) -> Badge:
            entry = found["given"].get(code)
            if entry is None:
                return Badge("circle-dashed", tr("Not yet"), "warn")
            return Badge("circle-check", shown.day(entry["date"]), "good")

        return Column(code, item(code), 136, "badge", value=badge)

    return (
        Column("full_name", tr("Name"), 160, "strong", stretch=True),
        Column("nik", tr("NIK"), 76, "nik"),
        Column("village_code", tr("Village"), 140, value=_village(regions), optional=1),
        Column("kpj", "KPJ", 120, optional=2),
        given("card"),
        given("bank_book"),
    )


def upload_columns() -> tuple[Column, ...]:
    """The files of an upload."""
    return (
        Column("name", tr("File"), 310, "strong", stretch=True),
        Column("branch", tr("BPJS branch"), 110),
        Column("regency", tr("Kabupaten"), 150, optional=1),
        Column("rows", tr("People"), 80, "number"),
    )


def _village(regions: RegionTree) -> Callable[[Row], str]:
    def name(found: Row) -> str:
        known = regions.find(found["village_code"] or "")
        return known.name if known else ""

    return name
