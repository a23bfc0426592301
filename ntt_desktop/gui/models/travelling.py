"""Columns of the lists of Kirim & Terima: people on their way to the parent, and files made and received."""

from pathlib import Path

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.windows import Query, Window
from ntt_desktop.gui.shown import instant
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import history
from ntt_desktop.wording.verdicts import verdict


def kind_words(kind: str) -> str:
    """What changed of a person, in the screen's words."""
    return {
        "worker": tr("person"),
        "heir": tr("family contact"),
        "child": tr("child"),
        "slot": tr("slot"),
        "claim": tr("claim"),
        "verification": tr("verification"),
        "finding": tr("finding"),
    }.get(kind, kind)


def people_columns(regions: RegionTree) -> tuple[Column, ...]:
    """People of a stage."""

    def village(row: Row) -> str:
        found = regions.find(row["village_code"] or "")
        return found.name if found else ""

    def what(row: Row) -> str:
        if row["stage"] in (history.ACKNOWLEDGED, history.MEND):
            return verdict(row["verdict"], row["detail"], lambda code: regions.label(code))
        return ", ".join(kind_words(kind) for kind in row["what"])

    return (
        Column("full_name", tr("Name"), 200, "strong", stretch=True, sortable=False),
        Column("nik", tr("NIK"), 80, "nik", sortable=False),
        Column("village_code", tr("Village"), 160, value=village, sortable=False, optional=1),
        Column("what", tr("Changed, or what the parent says"), 320, value=what, stretch=True, sortable=False, tip=what),
    )


def fetch_people(ctx: Context, query: Query, offset: int, limit: int) -> Window:
    """The people of the stage ``query.tab``."""
    total, rows = history.travelling(ctx, query.tab, offset, limit)
    return Window(total, [{**row, "stage": query.tab} for row in rows])


def _direction(row: Row) -> Badge:
    if row["direction"] == "out":
        return Badge("send", tr("Made") if row["kind"] == "package" else tr("Reply made"), "accent")
    return Badge("inbox", tr("Taken in") if row["kind"] == "package" else tr("Reply taken in"), "info")


def file_columns() -> tuple[Column, ...]:
    """Files made and received."""
    return (
        Column("stored_at", tr("When"), 138, value=lambda row: instant(row["stored_at"])),
        Column("direction", tr("What"), 150, "badge", value=_direction),
        Column("file", tr("File"), 220, "strong", value=lambda row: Path(row["file"]).name, stretch=True),
        Column("partner", tr("Partner"), 130, value=lambda row: row["partner"] or tr("(not known yet)"), optional=2),
        Column("sequence", tr("No."), 56, "number"),
        Column("workers", tr("People"), 76, "number"),
        Column("rupiah", tr("Rupiah"), 128, "rupiah", optional=1),
        Column("check_code", tr("Check code"), 106, "nik_full"),
        Column("actor", tr("Officer"), 120, optional=3),
    )
