"""How far a row of a batch is, in words."""

from ntt_desktop.i18n import mark, tr

STATES: dict[str, str] = {
    "drafted": mark("Drafted"),
    "proposed": mark("Proposed to the SK"),
    "matched": mark("Matched"),
    "decreed": mark("In the SK"),
}
"""Msgids by state (`ntt_desktop.services.batches.STATES`)."""


def state(code: str) -> str:
    """The word for a state of a row."""
    return tr(STATES[code]) if code in STATES else code
