"""What a column of BPJS's upload file may hold, in words."""

from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording.fields import FIELDS, field_name

SOURCES: dict[str, str] = {
    "programme_base": mark("Wage base of the programme"),
    "payment_period": mark("Months paid at once"),
    "programme_code": mark("Code of the programme"),
    "empty": mark("(empty)"),
    "village": mark("Village"),
    "subdistrict": mark("Kecamatan"),
    "regency": mark("Kabupaten"),
}
"""Msgids beside the fields of a person (`ntt_desktop.domain.bpjs_profile.SOURCES`)."""


def source(code: str) -> str:
    """The word for what a column holds."""
    if code in SOURCES:
        return tr(SOURCES[code])
    return field_name(code) if code in FIELDS else code
