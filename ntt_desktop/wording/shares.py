"""Shares of a whole in the screen's words."""

from ntt_desktop.i18n import language

NOTHING = "–"
"""What stands where nothing is known."""


def percent(permille: int | None) -> str:
    """Thousandths as ``45,8 %`` (``45.8 %`` in English); `NOTHING` for None."""
    if permille is None:
        return NOTHING
    point = "," if language() == "id" else "."
    return f"{permille // 10}{point}{permille % 10} %"
