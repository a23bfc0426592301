"""The figures of Beranda in words."""

from ntt_desktop.i18n import mark

NAMES: dict[str, str] = {
    "people": mark("People"),
    "evidence": mark("To verify"),
    "incomplete": mark("Incomplete"),
    "waiting": mark("No slot yet"),
    "seated": mark("With a slot"),
    "covered": mark("Covered"),
    "arrears": mark("In arrears"),
    "lapsed": mark("Inactive"),
    "lapsing": mark("Cover about to lapse"),
    "turning_65": mark("Turning 65 within 90 days"),
    "card": mark("Card not handed over"),
    "ended": mark("Ended"),
    "claims": mark("Claims to report to BPJS"),
}
"""Msgids by figure (`ntt_desktop.services.figures.overview.Overview`)."""
