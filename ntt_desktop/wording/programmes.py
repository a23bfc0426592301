"""Where the person-months of a programme are, in words."""

from ntt_desktop.i18n import mark, tr

PARTS: dict[str, str] = {
    "held": mark("Held"),
    "occupied": mark("Occupied"),
    "free": mark("Free"),
    "passed_down": mark("Passed down"),
    "released": mark("Given back"),
    "expired": mark("Expired"),
    "contested": mark("Contested"),
}
"""Msgids of the parts of a balance: held is the sum of the next five, contested stands apart."""


def part(name: str) -> str:
    """A part of a balance, in words."""
    return tr(PARTS[name]) if name in PARTS else name
