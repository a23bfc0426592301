"""What BPJS makes of an upload: accepted, with or without telling the KPJ number, or refused with a reason."""

import re

from ntt_desktop.domain.text import fold, has_value

ACCEPTED, REFUSED = "accepted", "refused"

KPJ_LENGTH = range(8, 14)
"""Digits of a participant number; eleven are usual. *Open*: BPJS has not confirmed that others do not occur."""

_REFUSED = re.compile(
    r"\b(DITOLAK|TOLAK|GAGAL|ERROR|REJECT|REJECTED|FAILED|INVALID|BATAL|(?:TIDAK|TDK|BELUM) "
    r"(?:DITERIMA|BERHASIL|VALID|SESUAI|TERDAFTAR|DAPAT|BISA|LOLOS|LAYAK|DITEMUKAN))\b"
)
_ACCEPTED = re.compile(
    r"\b(DITERIMA|TERIMA|BERHASIL|SUKSES|SUCCESS|ACCEPTED|VALID|OK|TERDAFTAR|AKTIF|SUDAH TERDAFTAR|LOLOS|SETUJU|"
    r"DISETUJUI)\b"
)
_AROUND = re.compile(r"[\s.\-'\u00a0\u200b]")


def read_result(status: str, kpj: str, reason: str) -> str | None:
    """`ACCEPTED` or `REFUSED` by the status; without one a KPJ means accepted, a reason alone refused. "" where the row
    says nothing, None where it says something else or contradicts itself (refused with a KPJ)."""
    if not has_value(status):
        if has_value(kpj):
            return ACCEPTED
        return REFUSED if has_value(reason) else ""
    text = fold(status)
    if _REFUSED.search(text):
        return None if has_value(kpj) else REFUSED
    return ACCEPTED if _ACCEPTED.search(text) else None


def clean_kpj(text: str) -> str | None:
    """The participant number without spaces, dots and hyphens; "" for none, None where it is no such number."""
    if not has_value(text):
        return ""
    digits = _AROUND.sub("", text)
    return digits if digits.isascii() and digits.isdigit() and len(digits) in KPJ_LENGTH else None
