"""Columns and badges of the list of claims."""

from typing import Any

from ntt_desktop.domain.claims import COMPLETE, PAID, REFUSED, REPORTED, SENT
from ntt_desktop.gui import shown
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims.claim_papers import expected
from ntt_desktop.services.claims.claim_view import ClaimView
from ntt_desktop.wording import claims as words

_LOOKS = {
    REPORTED: ("clipboard", "warn"),
    COMPLETE: ("list-checks", "info"),
    SENT: ("send", "info"),
    PAID: ("circle-check", "good"),
    REFUSED: ("circle-x", "bad"),
}


def state_badge(code: str) -> Badge:
    """Where a claim is, as icon, word and tone."""
    icon, tone = _LOOKS.get(code, ("circle-help", "muted"))
    return Badge(icon, tr("Paid") if code == PAID else words.state(code), tone)


def clock_badge(view: ClaimView) -> Badge:
    """The clock of the report, short."""
    said = words.clock(view.clock, runs=view.clock_runs, short=True)
    if not view.clock_runs:
        return Badge("clock-alert" if view.clock.late else "circle-check", said)
    if view.clock.late:
        return Badge("clock-alert", said, "bad")
    return Badge("hourglass", said, "warn")


def columns(regions: Any) -> tuple[Column, ...]:
    """The list's columns; rows are what `row_of` gives."""

    def place(row: Row) -> str:
        region = regions.find(row["view"].worker["village_code"])
        return region.name if region else ""

    return (
        Column("name", tr("Name"), 196, "strong", stretch=True),
        Column("village", tr("Village"), 110, value=place, optional=4),
        Column("what", tr("What happened"), 122, optional=3),
        Column("on", tr("Date"), 96, "date"),
        Column("clock", tr("Reporting"), 184, "badge", value=lambda row: clock_badge(row["view"]), tip=_clock_tip),
        Column("state", tr("State"), 146, "badge", value=lambda row: state_badge(row["view"].status)),
        Column("expected", tr("Expected or paid"), 222, value=_money, optional=2),
        Column("missing", tr("Documents"), 122, value=_missing, optional=1),
    )


def row_of(view: ClaimView) -> dict[str, Any]:
    """A claim as a row of the list."""
    return {
        "id": view.id,
        "view": view,
        "name": view.worker["full_name"] or tr("Without a name"),
        "nik": view.worker["nik"],
        "what": words.event_short(view.claim_type, view.cause),
        "on": view.event_date.isoformat(),
    }


def _money(row: Row) -> str:
    view: ClaimView = row["view"]
    if view.status == PAID:
        return tr("paid {rupiah}", rupiah=shown.rupiah(view.values["amount"] or 0))
    return expected(view)


def _missing(row: Row) -> str:
    view: ClaimView = row["view"]
    return words.document_count(len(view.missing), len(view.documents))


def _clock_tip(row: Row) -> str:
    view: ClaimView = row["view"]
    return words.clock(view.clock, runs=view.clock_runs)
