"""Columns of Tahap: batches, their rows, SK, and what an SK writes otherwise."""

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui import shown
from ntt_desktop.gui.models.columns import Column, Row, village_of
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.wording.batches import state
from ntt_desktop.wording.fields import field_name
from ntt_desktop.wording.months import span_words

_LOOKS = {
    "drafted": ("pencil", "muted"),
    "proposed": ("send", "info"),
    "matched": ("list-checks", "info"),
    "decreed": ("stamp", "accent"),
}


def row_state(row: Row) -> Badge:
    """How far a row is."""
    if row["removed"]:
        return Badge("circle-minus", tr("Taken out"), "muted")
    if row["ended_on"]:
        return Badge("user-x", tr("Ended"), "bad")
    icon, tone = _LOOKS[row["state"]]
    return Badge(icon, state(row["state"]), tone)


def batch_columns() -> tuple[Column, ...]:
    """Batches."""
    return (
        Column("name", tr("Batch"), 130, "strong", stretch=True),
        Column("programme_code", tr("Programme"), 96),
        Column("made_on", tr("Made on"), 96, "date", optional=3),
        Column("people", tr("People"), 70, "number"),
        Column("person_months", tr("Person-months"), 112, "number", optional=2),
        Column("rupiah", tr("Rupiah"), 128, "rupiah"),
        Column("decreed", tr("In the SK"), 84, "number"),
    )


def row_columns(regions: RegionTree) -> tuple[Column, ...]:
    """The people of a batch."""
    village = village_of(regions)

    return (
        Column("position", tr("No."), 52, "number"),
        Column("full_name", tr("Name"), 150, "strong", stretch=True),
        Column("nik", tr("NIK"), 76, "nik"),
        Column("village_code", tr("Village"), 130, value=village, optional=1),
        Column(
            "first_month",
            tr("Months"),
            150,
            value=lambda row: span_words(row["first_month"], row["last_month"]),
            optional=2,
        ),
        Column("months", tr("Person-months"), 112, "number", optional=4),
        Column("rupiah", tr("Rupiah"), 110, "rupiah", optional=3),
        Column("state", tr("State"), 150, "badge", value=row_state),
    )


def decree_columns() -> tuple[Column, ...]:
    """SK."""
    return (
        Column("number", tr("SK number"), 150, "strong", stretch=True),
        Column("date", tr("Date"), 96, "date"),
        Column("programme_code", tr("Programme"), 96),
        Column("batch_name", tr("Batch"), 130, optional=1),
        Column("people", tr("People"), 70, "number"),
        Column("changes_number", tr("Changes"), 120, optional=2),
    )


def change_columns() -> tuple[Column, ...]:
    """What SK write otherwise."""

    def said(key: str) -> Column:
        def words(row: Row) -> str:
            text = str(row[key] or "")
            if row["field"] == "nik":
                return shown.nik_tail(text)
            return shown.day(text) if row["field"] == "birth_date" else text

        return Column(key, {"decreed": tr("In the SK"), "now": tr("Now")}[key], 136, value=words, stretch=True)

    return (
        Column("number", tr("SK number"), 124),
        Column("name", tr("Name"), 150, "strong", stretch=True),
        Column("field", tr("Field"), 110, value=lambda row: field_name(row["field"])),
        said("decreed"),
        said("now"),
    )
