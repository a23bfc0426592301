"""Words of programmes and events: who pays, why somebody left, where the person-months are."""

from ntt_desktop.i18n import mark, tr

PAYERS: dict[str, str] = {
    "provinsi": mark("Province"),
    "kabupaten": mark("Regency"),
    "desa": mark("Village fund"),
    "csr": mark("Company (CSR)"),
    "mandiri": mark("The worker"),
}
"""Msgids by payer."""

END_REASONS: dict[str, str] = {
    "died": mark("Died"),
    "moved": mark("Moved away"),
    "wage_job": mark("Found a wage job"),
    "withdrew": mark("Withdrew"),
    "duplicate": mark("Registered twice"),
    "ineligible": mark("Not eligible after all"),
}
"""Msgids by reason of an end."""

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


def payer(code: str) -> str:
    """Who pays, in words."""
    return tr(PAYERS[code]) if code in PAYERS else code


def end_reason(code: str) -> str:
    """Why somebody left, in words."""
    return tr(END_REASONS[code]) if code in END_REASONS else code


def part(name: str) -> str:
    """A part of a balance, in words."""
    return tr(PARTS[name]) if name in PARTS else name
