"""The person-month ledger in words and letters: what is shown for a seat-month."""

from ntt_desktop.i18n import language, mark, tr

NAMES: dict[str, str] = {
    "planned": mark("Planned"),
    "proposed": mark("Proposed"),
    "decreed": mark("Decreed (SK)"),
    "billed": mark("Billed"),
    "paid": mark("Paid"),
    "arrears": mark("In arrears"),
    "released": mark("Released"),
    "expired": mark("Expired"),
}
"""Msgids by code of `ntt_desktop.domain.months.Shown`."""

LETTERS: dict[str, dict[str, str]] = {
    "id": dict(zip(NAMES, ("–", "U", "S", "T", "B", "M", "K", "H"), strict=True)),
    "en": dict(zip(NAMES, ("–", "P", "D", "B", "✓", "A", "R", "X"), strict=True)),
}
"""Language -> code -> the letter of a cell: usulan, SK, tagihan, bayar, menunggak, kembali, hangus."""


def name(code: str) -> str:
    """The word for what is shown."""
    return tr(NAMES[code])


def letter(code: str) -> str:
    """The letter of a cell; never the colour alone."""
    return LETTERS[language()][code]
