"""The ladder of states in words (domain section 3)."""

from ntt_desktop.i18n import mark, tr

STATES: dict[str, str] = {
    "registered": mark("Registered"),
    "verified": mark("Verified"),
    "proposed": mark("Proposed"),
    "decreed": mark("Decreed (SK)"),
    "enrolled": mark("Enrolled at BPJS"),
    "covered": mark("Covered"),
    "arrears": mark("In arrears"),
    "lapsed": mark("Inactive"),
    "ended": mark("Ended"),
    "void": mark("Void"),
}
"""Msgids by state."""


def state(code: str) -> str:
    """The word for a state."""
    return tr(STATES[code]) if code in STATES else code
