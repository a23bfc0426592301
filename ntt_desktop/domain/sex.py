"""Sex as lists write it (domain section 5, sex_unreadable)."""

from ntt_desktop.domain.text import squeeze

_WORDS = {
    **dict.fromkeys(("L", "LK", "LAKI", "LAKILAKI", "PRIA"), "L"),
    **dict.fromkeys(("P", "PR", "PEREMPUAN", "WANITA"), "P"),
}


def read_sex(text: str) -> str | None:
    """``L`` or ``P``, or None for any other text."""
    return _WORDS.get(squeeze(text))
