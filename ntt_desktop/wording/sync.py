"""Words for what became of a received file, and for the kinds of open cases."""

from ntt_desktop.i18n import mark, tr

_STATUS = {
    "received": mark("received"),
    "unchanged": mark("received before, nothing changed"),
    "unknown_signer": mark("unknown device"),
    "held": mark("held back"),
    "refused": mark("refused"),
}

_CASES = {
    "conflict": mark("conflicting entries"),
    "same_nik": mark("one NIK, two people"),
    "likely_duplicate": mark("likely duplicate"),
    "edit": mark("cell edited by hand"),
    "missing_row": mark("row missing in the file"),
    "added_row": mark("row added by hand"),
    "contested_slot": mark("contested slot"),
    "reopening": mark("request to take an end back"),
}


def travelled(direction: str, kind: str) -> str:
    """Whether a file was made here (``out``) or taken in, and whether it is a package or a reply."""
    if direction == "out":
        return tr("Made") if kind == "package" else tr("Reply made")
    return tr("Taken in") if kind == "package" else tr("Reply taken in")


def status_word(status: str) -> str:
    """The word for a file's status."""
    return tr(_STATUS[status]) if status in _STATUS else status


def case_word(kind: str) -> str:
    """The words for a kind of case."""
    return tr(_CASES[kind]) if kind in _CASES else kind
