"""How far a row of a batch is, in words."""

from ntt_desktop.i18n import mark, tr

STATES: dict[str, str] = {
    "drafted": mark("Drafted"),
    "proposed": mark("Proposed to the SK"),
    "matched": mark("Matched"),
    "decreed": mark("In the SK"),
}
"""Msgids by state (`ntt_desktop.services.assignment.batches.STATES`)."""


def state(code: str) -> str:
    """The word for a state of a row."""
    return tr(STATES[code]) if code in STATES else code


BLOCKED: dict[str, str] = {
    "batch": mark("some of them stand in a batch"),
    "decree": mark("an SK names some of them"),
    "money": mark("months are billed, paid or closed"),
    "changed": mark("something was recorded of some of them since"),
    "sent": mark("the parent holds it already"),
}
"""Msgids: why an assignment run cannot be undone (`ntt_desktop.services.assignment.assignment_runs`)."""


def blocked(code: str) -> str:
    """Why a run cannot be undone."""
    return tr(BLOCKED[code]) if code in BLOCKED else code
