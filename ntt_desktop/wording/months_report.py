"""The figures of a month in words."""

from ntt_desktop.i18n import mark, tr

FIGURES: dict[str, str] = {
    "seated": mark("On a seat"),
    "billed": mark("Billed"),
    "paid": mark("Paid for"),
    "covered": mark("Paid and enrolled"),
    "not_billed": mark("Not billed"),
    "unpaid": mark("Billed, unpaid"),
    "paid_not_covered": mark("Paid, not enrolled"),
    "joined": mark("Joined"),
    "left": mark("Left"),
}
"""Msgids by figure (`ntt_desktop.services.money.month_report.FIGURES`)."""


def figure(code: str) -> str:
    """The words for a figure."""
    return tr(FIGURES[code])
