"""What stands below the figures of Beranda."""

from ntt_desktop.gui.shown import number
from ntt_desktop.i18n import tr
from ntt_desktop.services.figures.overview import Overview
from ntt_desktop.wording.numbers import percent


def uptake(found: Overview) -> str:
    """How many of the person-months held are paid."""
    whole = found.uptake
    if not whole.held.months:
        return tr("nothing held")
    return tr("{paid} of {held} person-months paid", paid=number(whole.paid.months), held=number(whole.held.months))


def coverage(found: Overview) -> str:
    """Active of eligible, and the target."""
    if found.coverage is None:
        return ""
    whole = found.coverage.whole
    if whole.permille is None:
        return (
            tr("no figures")
            if len(found.coverage.rows) == 1
            else tr("figures of {known} of {all} regions", known=found.coverage.known, all=len(found.coverage.rows))
        )
    said = tr("{active} of {eligible}", active=number(whole.active or 0), eligible=number(whole.eligible or 0))
    if whole.target is None:
        return said
    target = tr("target {share}", share=percent(whole.target))
    return f"{said} · {target}"
