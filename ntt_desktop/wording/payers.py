"""Who pays for a programme, in words."""

from ntt_desktop.domain.dates import Month
from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording.months import span_words

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


def pays(programme: str, payer_code: str, first: Month, last: Month) -> str:
    """``P26 · Jan–Dec 2026 · Province (APBD)``: a programme that pays for somebody, and when."""
    return " · ".join(filter(None, (programme, span_words(first, last), payer(payer_code))))
