"""How earlier cover is known, in words."""

from ntt_desktop.i18n import mark, tr

SOURCES: dict[str, str] = {
    "own ledger": mark("own ledger"),
    "BPJS list": mark("list of BPJS"),
    "stated": mark("as the person says"),
}
"""Msgids by source (`ntt_desktop.services.assignment.covers.SOURCES`)."""


def source_word(source: str) -> str:
    """The words for a source."""
    return tr(SOURCES[source]) if source in SOURCES else source
