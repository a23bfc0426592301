"""Why somebody waits for a slot, in one sentence. Reasons of rules are in `ntt_desktop.wording.rules`."""

from collections.abc import Mapping

from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording import rules
from ntt_desktop.wording.agency_answers import answer
from ntt_desktop.wording.fields import field_name

WAITING: dict[str, str] = {
    "no_seat_free": mark("No slot is free any more: number {rank} of {of}."),
    "no_seat_here": mark("No slot is meant for this village: number {rank} of {of}."),
    "limit_reached": mark("Only {limit} people are to be given a slot now."),
    "already_paid": mark("{programme} already pays for this person in these months."),
    "contested": mark("A slot of this person is contested and must be decided first."),
    "fields_missing": mark("Missing: {fields}."),
    "needs_evidence": mark("{count} findings must be settled by a verification first."),
    "identity_refused": mark("Dukcapil does not know this person as written here: {answer}."),
    "has_slot": mark("Already has a slot of this programme."),
}
"""Msgids by reason code of `ntt_desktop.services.assignment.slots`."""


def waiting(code: str, params: Mapping[str, object]) -> str:
    """The sentence for a reason to wait or to be refused."""
    if code not in WAITING:
        return rules.reason(code, params)
    filled = dict(params)
    fields = filled.get("fields")
    if isinstance(fields, list | tuple):
        filled["fields"] = ", ".join(field_name(str(name)) for name in fields)
    if "answer" in filled:
        filled["answer"] = answer(str(filled["answer"]))
    return tr(WAITING[code], **filled)
