"""What is handed over, in words."""

from ntt_desktop.i18n import mark, tr

ITEMS: dict[str, str] = {"card": mark("Participant card"), "bank_book": mark("Bank book")}
"""Msgids by item (`ntt_desktop.domain.handing_over`)."""


def item(code: str) -> str:
    """The word for an item."""
    return tr(ITEMS[code]) if code in ITEMS else code
