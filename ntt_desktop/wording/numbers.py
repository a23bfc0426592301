"""Numbers and shares of a whole as the language of the screen writes them."""

from ntt_desktop.i18n import language

NOTHING = "–"
"""What stands where nothing is known."""


def number(value: int) -> str:
    """``1.284`` in Indonesian, ``1,284`` in English."""
    return f"{value:,}".replace(",", ".") if language() == "id" else f"{value:,}"


def percent(permille: int | None) -> str:
    """Thousandths as ``45,8 %`` (``45.8 %`` in English); `NOTHING` for None."""
    if permille is None:
        return NOTHING
    point = "," if language() == "id" else "."
    return f"{permille // 10}{point}{permille % 10} %"
