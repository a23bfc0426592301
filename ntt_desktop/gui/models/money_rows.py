"""Columns of Iuran and Jembatan: months, the people behind a figure, bills, payments, arrears, gaps."""

from dataclasses import fields
from typing import Any

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.months import month_words, span_words
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services.money.bridging_papers import loss_words, payers_words
from ntt_desktop.wording.months_report import figure


def flat(record: Any) -> dict[str, Any]:
    """A dataclass as a row, its months as they are (``asdict`` would take them apart)."""
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _village(regions: RegionTree, key: str = "village_code") -> Column:
    def name(row: Row) -> str:
        found = regions.find(row[key] or "")
        return found.name if found else ""

    return Column(key, tr("Village"), 140, value=name, optional=1)


def _month(key: str, title: str, width: int = 96, *, optional: int = 0) -> Column:
    return Column(
        key,
        title,
        width,
        value=lambda row: month_words(row[key]) if row[key] else "",
        optional=optional,
        sortable=False,
    )


def month_columns() -> tuple[Column, ...]:
    """The months of a programme."""

    def count(key: str, width: int, optional: int = 0) -> Column:
        return Column(key, figure(key), width, "number", optional=optional)

    return (
        Column("month", tr("Month"), 92, stretch=True, sortable=False, value=lambda row: month_words(row["month"])),
        count("seated", 106),
        count("billed", 98),
        count("paid", 84),
        count("covered", 122),
        count("not_billed", 116, 4),
        count("unpaid", 166, 2),
        count("paid_not_covered", 160, 3),
        Column("billed_rupiah", tr("Bill"), 126, "rupiah", optional=5),
        Column("paid_rupiah", tr("Money received"), 126, "rupiah", optional=1),
    )


def people_columns(regions: RegionTree) -> tuple[Column, ...]:
    """The people behind a figure."""
    return (
        Column("name", tr("Name"), 180, "strong", stretch=True, value=lambda row: row["name"] or tr("nobody any more")),
        Column("nik", tr("NIK"), 80, "nik"),
        _village(regions),
        Column("seat", tr("Seat"), 70, "number", optional=2),
    )


def bill_state(row: Row) -> Badge:
    """How far a bill is."""
    if not row["open_rupiah"]:
        return Badge("circle-check", tr("Paid"), "good")
    if row["paid_rupiah"]:
        return Badge("circle-dashed", tr("Paid in part"), "warn")
    return Badge("clock-alert", tr("Unpaid"), "bad") if row["late"] else Badge("hourglass", tr("Waits"), "info")


def bill_columns() -> tuple[Column, ...]:
    """Bills as they were issued."""
    return (
        Column("number", tr("Bill number"), 150, "strong", stretch=True),
        Column("span", tr("Months"), 130, value=lambda row: span_words(row["first"], row["last"]), sortable=False),
        Column("person_months", tr("Person-months"), 112, "number", optional=2),
        Column("rupiah", tr("Bill"), 126, "rupiah"),
        Column("open_rupiah", tr("Still open"), 126, "rupiah", optional=1),
        Column("due_on", tr("To be paid by"), 112, "date", optional=3),
        Column("state", tr("State"), 172, "badge", value=bill_state),
    )


def payment_columns() -> tuple[Column, ...]:
    """Payments, month by month."""
    return (
        Column("paid_on", tr("Paid on"), 116, "date"),
        Column("number", tr("Bill number"), 140, "strong", stretch=True),
        _month("month", tr("Month"), 92),
        Column("people", tr("People"), 70, "number"),
        Column("rupiah", tr("Rupiah"), 126, "rupiah"),
        Column("contribution_code", tr("Kode iuran"), 126, optional=3),
        Column("spm", "SPM", 110, optional=2),
        Column("sp2d", "SP2D", 110, optional=1),
    )


def arrear_columns(regions: RegionTree) -> tuple[Column, ...]:
    """Who is in arrears."""

    def ends(row: Row) -> Badge:
        if row["lapsed"]:
            return Badge("circle-x", tr("ended {month}", month=month_words(row["ends"])), "bad")
        if row["ends"] is None:
            return Badge("circle-help", tr("never paid"), "muted")
        return Badge("clock-alert", month_words(row["ends"]), "warn")

    return (
        Column("name", tr("Name"), 170, "strong", stretch=True),
        Column("nik", tr("NIK"), 76, "nik"),
        _village(regions),
        Column("months", tr("Months unpaid"), 138, "number"),
        Column("rupiah", tr("Rupiah"), 116, "rupiah", optional=2),
        _month("last_paid", tr("Last paid month"), 150, optional=3),
        Column("ends", tr("Membership ends"), 196, "badge", value=ends, sortable=False),
    )


def gap_columns(regions: RegionTree) -> tuple[Column, ...]:
    """People between two budgets. Rows hold the `Gap` under ``gap``."""

    def bridged(row: Row) -> Badge:
        gap = row["gap"]
        if not gap.open_months:
            return Badge("circle-check", payers_words(gap.bridged_by), "good")
        if gap.bridged_by:
            return Badge("circle-dashed", tr("in part: {payers}", payers=payers_words(gap.bridged_by)), "warn")
        return Badge("circle-x", tr("nobody yet"), "bad")

    return (
        Column("name", tr("Name"), 160, "strong", stretch=True),
        Column("nik", tr("NIK"), 76, "nik", optional=4),
        _village(regions),
        _month("last", tr("Covered until"), 122),
        Column("rupiah", tr("Cost"), 100, "rupiah", optional=2),
        Column(
            "loss",
            tr("The family loses"),
            230,
            value=lambda row: loss_words(row["gap"]),
            sortable=False,
            optional=3,
            tip=lambda row: loss_words(row["gap"]),
        ),
        Column("state", tr("Who bridges"), 180, "badge", value=bridged),
    )


def gap_village_columns(regions: RegionTree) -> tuple[Column, ...]:
    """Villages between two budgets."""

    def place(row: Row) -> str:
        return ", ".join(regions.label(row["village"]).split(", ")[:2]) if row["village"] else tr("village not known")

    return (
        Column("village", tr("Village"), 210, "strong", stretch=True, value=place, tip=place),
        Column("people", tr("People"), 70, "number"),
        Column("bridged", tr("Bridged"), 102, "number", optional=3),
        _month("first_lapse", tr("Without cover from"), 150),
        Column("rupiah", tr("Cost"), 116, "rupiah", optional=2),
        Column("open_rupiah", tr("Still to be found"), 128, "rupiah"),
        Column(
            "payers",
            tr("Could pay"),
            250,
            value=lambda row: payers_words(row["payers"]),
            sortable=False,
            optional=1,
            tip=lambda row: payers_words(row["payers"]),
        ),
    )
