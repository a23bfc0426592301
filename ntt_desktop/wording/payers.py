"""Who pays for a programme, in words."""

from ntt_desktop.i18n import mark, tr

PAYERS: dict[str, str] = {
    "provinsi": mark("Province (APBD)"),
    "kabupaten": mark("Kabupaten/kota (APBD)"),
    "desa": mark("Village fund"),
    "csr": mark("Company (CSR)"),
    "mandiri": mark("The worker"),
}
"""Msgids by payer (`ntt_desktop.domain.programme.PAYERS`)."""


def payer(code: str) -> str:
    """The words for a payer."""
    return tr(PAYERS[code]) if code in PAYERS else code
