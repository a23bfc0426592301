"""What a person must bring, in words."""

from ntt_desktop.i18n import mark, tr

ITEMS: dict[str, str] = {
    "ktp": mark("original KTP"),
    "kk": mark("family card (KK)"),
    "birth_paper": mark("a paper with the birth date"),
    "work_statement": mark("the village's statement of the work"),
}
"""Msgids by item of `ntt_desktop.domain.bringing`."""


def item(code: str) -> str:
    """One item, in words."""
    return tr(ITEMS[code]) if code in ITEMS else code
