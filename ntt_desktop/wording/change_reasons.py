"""Why a change was made, where the program wrote the reason: said in the language of the screen."""

from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording.records import value_word

REASONS: dict[str, str] = {
    "assign": mark("slots given by rank"),
    "assign undone": mark("giving of slots undone"),
    "batch": mark("batch"),
    "confirmed": mark("capacity confirmed by the office above"),
    "decided": mark("decided among open cases"),
    "end received": mark("months freed after an end that came with a file"),
    "enrolled": mark("device trusted"),
    "enrolled by file": mark("enrolled by file"),
    "family card": mark("copied from the family card"),
    "hand over": mark("capacity handed over to its office"),
    "handover": mark("card or bank book handed over"),
    "invited": mark("enrolment file made"),
    "join": mark("programmes of one code joined"),
    "proposed": mark("proposed in a batch"),
    "reopening confirmed": mark("request to take an end back confirmed"),
    "reopening received": mark("months given back after an end was taken back"),
    "replace": mark("place given to the next in rank"),
    "set up": mark("set-up of this device"),
    "share out": mark("capacity shared out to regions"),
    "taken back": mark("answer taken back"),
    "targets": mark("targets taken in"),
}
"""Msgids by the reason that services write."""

_IMPORT, _EDITED, _AGAIN = "import ", "edited by hand in ", "said in "


def change_reason(text: str) -> str:
    """The reason of a change as people read it; what somebody typed stays as it is."""
    if text in REASONS:
        return tr(REASONS[text])
    if text.startswith(_IMPORT):
        return tr("import of {file}", file=text.removeprefix(_IMPORT))
    if text.startswith(_EDITED):
        return tr("edited by hand in the file: {where}", where=text.removeprefix(_EDITED))
    if text.startswith(_AGAIN):
        return tr("answer taken back")
    return value_word("event_type", text)  # an event without a note is its own reason
