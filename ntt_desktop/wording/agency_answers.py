"""Agencies, their answers, and what became of the rows of their files, in words."""

from collections.abc import Mapping

from ntt_desktop.i18n import mark, tr

AGENCIES: dict[str, str] = {
    "bpjs": mark("BPJS Ketenagakerjaan"),
    "dukcapil": mark("Dukcapil"),
    "dinsos": mark("Social office"),
}
"""Msgids by agency."""

ANSWERS: dict[str, str] = {
    "active": mark("active participant"),
    "active_pu": mark("active as wage earner (PU)"),
    "active_bpu": mark("active as BPU"),
    "inactive": mark("participant, not active"),
    "none": mark("no participant"),
    "alive": mark("known and alive"),
    "dead": mark("dead"),
    "nik_not_found": mark("NIK not found"),
    "nik_double": mark("NIK of two people"),
    "other_name": mark("other name"),
    "other_birth": mark("other date of birth"),
    "moved": mark("moved away"),
    "decile": mark("decile {decile}"),
    "not_listed": mark("not in DTSEN"),
}
"""Msgids by answer (`ntt_desktop.domain.agency_answers`)."""

OUTCOMES: dict[str, str] = {
    "taken": mark("Recorded"),
    "same": mark("As before"),
    "older": mark("Older than what is known"),
    "empty": mark("No answer"),
    "unknown": mark("NIK unknown here"),
    "nik_bad": mark("NIK unreadable"),
    "other_person": mark("Other person"),
    "ended": mark("Has ended"),
    "unreadable": mark("Answer unreadable"),
    "twice": mark("Twice, differently"),
    "kpj_bad": mark("KPJ unreadable"),
    "kpj_twice": mark("KPJ of two people"),
    "no_slot": mark("No slot"),
}
"""Msgids by outcome of a row."""

WHY: dict[str, str] = {
    "same": mark("The same answer was taken in before."),
    "older": mark("Kept in the history; the newer answer of {newer} counts."),
    "empty": mark("The agency answered nothing in this row."),
    "unknown": mark("Nobody here has the NIK {nik}."),
    "nik_bad": mark('"{nik}" is no NIK; in a number cell the last digits are lost.'),
    "other_person": mark("The row says {said}; here this NIK belongs to {name}."),
    "ended": mark("The person stands as ended; nothing changes."),
    "unreadable": mark('"{text}" is not understood. Write it as in the list of the form.'),
    "date": mark('"{text}" is no day that has been.'),
    "twice": mark("This NIK stands in row {rows} too, with another answer; none of them is taken in."),
    "kpj_bad": mark('"{kpj}" is no KPJ number.'),
    "kpj_twice_file": mark("The KPJ {kpj} stands for another person in row {rows} too; none of them is taken in."),
    "kpj_twice_store": mark("The KPJ {kpj} belongs to {owner} here."),
    "no_slot": mark("The person has no slot of {programme}."),
}
"""Msgids: why a row was not taken in."""


def agency(code: str) -> str:
    """The name of an agency."""
    return tr(AGENCIES[code]) if code in AGENCIES else code


def answer(code: str, detail: object = "") -> str:
    """What an answer says; ``detail`` holds the decile."""
    return tr(ANSWERS[code], decile=detail) if code in ANSWERS else code


def outcome(code: str) -> str:
    """What became of a row."""
    return tr(OUTCOMES[code]) if code in OUTCOMES else code


def why(code: str, params: Mapping[str, object]) -> str:
    """Why a row was not taken in, in one sentence; "" when there is nothing to say."""
    return tr(WHY[code], **params) if code in WHY else ""
