"""What the parent says of a person whom this node sent, as a sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording.findings import sentence
from ntt_desktop.wording.months import span_words

WORDS: dict[str, str] = {
    "accepted": mark("Accepted"),
    "joined": mark("Joined with somebody else's record"),
    "same_nik_waits": mark("NIK of somebody else"),
    "maybe_duplicate": mark("Maybe registered twice"),
    "correct": mark("To be corrected"),
    "slot_contested": mark("Slot being decided"),
    "slot_refused": mark("Slot refused"),
    "slot_approved": mark("Slot approved"),
    "bpjs_accepted": mark("Accepted by BPJS"),
    "bpjs_refused": mark("Refused by BPJS"),
}
"""State -> a heading for a list of people."""


def heading(state: str) -> str:
    """A state in few words; one of a newer version as it is."""
    return tr(WORDS[state]) if state in WORDS else state


def verdict(state: str, detail: Mapping[str, Any], region_name: Callable[[str], str]) -> str:
    """The sentence of a verdict (`ntt_desktop.services.sync.verdicts`); a state of a newer version as it is."""
    text = _sentence(state, detail, region_name)
    return tr("{sentence} (says {name})", sentence=text, name=detail["by"]) if detail.get("by") else text


def _sentence(state: str, detail: Mapping[str, Any], region_name: Callable[[str], str]) -> str:
    region = str(detail.get("region") or "")
    place = region_name(region) if region else tr("another place")
    match state:
        case "":
            return tr("Acknowledged")
        case "joined":
            return tr("Joined with the same person in {place}", place=place)
        case "same_nik_waits":
            return tr("Somebody else in {place} has this NIK. Check the KTP.", place=place)
        case "maybe_duplicate":
            nik = str(detail.get("nik") or "")
            nik = "…" + nik.lstrip("*") if nik.startswith("*") else nik
            return tr(
                "Maybe the same as somebody in {place} with NIK {nik}. The supervisor decides.", place=place, nik=nik
            )
        case "correct":
            said = [_finding(one) for one in detail.get("findings", ()) if isinstance(one, Mapping)]
            return tr("Please correct: {what}", what=" ".join(said))
        case "slot_contested":
            stated = detail.get("months")
            months = stated if isinstance(stated, int) else 0
            if detail.get("why") == "already_paid":
                return tr("Another programme pays {count} of these months already.", count=months)
            return tr("Somebody else has the slot in {count} of its months.", count=months)
        case "slot_approved" if isinstance(detail.get("months"), list):
            said_months = _span([str(month) for month in detail["months"]])
            programme = str(detail.get("programme") or "")
            return tr(
                "Slot of {programme} for {months}, by a record of another place",
                programme=programme,
                months=said_months,
            )
        case "slot_refused":
            return _refused(detail)
        case "bpjs_refused":
            return tr("Refused by BPJS: {reason}", reason=detail.get("reason") or tr("no reason given"))
    return heading(state)


def _finding(one: Mapping[str, Any]) -> str:
    params = {str(key): str(value) for key, value in dict(one.get("params") or {}).items()}
    try:
        return sentence(str(one.get("code", "")), params, value=str(one.get("value") or ""))
    except (KeyError, ValueError):
        return str(one.get("code", ""))


def _span(months: list[str]) -> str:
    """The months of a file in words; those of a program that writes them otherwise as they are."""
    if not months:
        return ""
    try:
        return span_words(months[0], months[-1])
    except ValueError:
        return f"{months[0]} - {months[-1]}"


def _refused(detail: Mapping[str, Any]) -> str:
    stated = detail.get("months")
    months = [str(month) for month in stated] if isinstance(stated, list) else []
    names = {
        "programme": str(detail.get("programme") or ""),
        "months": _span(months),
        "kept": str(detail.get("kept") or ""),
    }
    if detail.get("why") == "other_payer":
        return tr("No slot of {programme} for {months}: {kept} pays this person.", **names)
    if detail.get("why") == "seat_given" and detail.get("seat"):
        return tr(
            "The slot of {programme} went to somebody else; slot {seat} was given instead.",
            **names,
            seat=detail["seat"],
        )
    if detail.get("why") == "seat_given":
        return tr(
            "The slot of {programme} for {months} went to somebody else; the person is on the waiting list.", **names
        )
    return tr("The slot of {programme} for {months} was taken back: nobody is to have it.", **names)
