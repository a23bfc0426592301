"""The screen's words for stored values: badges of states, what was seen, sex, relations and other choices."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.worker import State
from ntt_desktop.gui import shown
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import mark, tr
from ntt_desktop.services.context import Context
from ntt_desktop.wording import fields, records
from ntt_desktop.wording.agency_answers import agency, answer
from ntt_desktop.wording.covers import source_word
from ntt_desktop.wording.handing_over import item
from ntt_desktop.wording.states import state as state_word

LOOKS: dict[str, tuple[str, str]] = {
    State.REGISTERED: ("circle-dashed", "muted"),
    State.VERIFIED: ("badge-check", "info"),
    State.PROPOSED: ("send", "info"),
    State.DECREED: ("stamp", "info"),
    State.ENROLLED: ("id-card", "info"),
    State.COVERED: ("shield-check", "good"),
    State.ARREARS: ("clock-alert", "warn"),
    State.LAPSED: ("shield-off", "bad"),
    State.ENDED: ("circle-minus", "muted"),
    State.VOID: ("ban", "muted"),
}
"""State -> icon and tone; only a paid month is green."""

_HERE: dict[str, str] = {
    "village_code": mark("Village"),
    "import_id": mark("Import"),
    "withdrawn": mark("Taken back on"),
    "removed": mark("Removed"),
    "code": mark("Finding"),
    "programme_id": mark("Programme"),
    "detail": mark("Detail"),
}
"""Fields that a person's page names otherwise than papers do."""

SEEN: dict[str, str] = {
    "ktp": mark("KTP"),
    "kk": mark("KK"),
    "work": mark("Work"),
    "domicile": mark("Domicile"),
    "alive": mark("Alive"),
    "phone": mark("Phone"),
}

SEXES = (("L", mark("Male")), ("P", mark("Female")))

CHOICES: dict[str, tuple[str, ...]] = {
    "marital_status": (mark("Single"), mark("Married"), mark("Divorced"), mark("Widowed")),
    "family_role": (mark("Head of the family"), mark("Wife"), mark("Husband"), mark("Child"), mark("Other")),
    "relation": (
        mark("Wife"),
        mark("Husband"),
        mark("Child"),
        mark("Father"),
        mark("Mother"),
        mark("Sibling"),
        mark("Other"),
    ),
    "school_level": (
        mark("Not yet at school"),
        mark("Kindergarten"),
        mark("Primary school"),
        mark("Junior high school"),
        mark("Senior high school"),
        mark("University"),
        mark("Left school"),
    ),
    "employment_status": (mark("Own business"), mark("Day labourer"), mark("Helps the family"), mark("Freelance")),
}


def state_badge(state: str) -> Badge:
    """A state as icon, word and tone."""
    icon, tone = LOOKS.get(state, LOOKS[State.REGISTERED])
    return Badge(icon, state_word(state), tone)


def worker_badge(row: Mapping[str, Any]) -> Badge:
    """What a list shows of a person: what still has to be done comes before the state."""
    if row.get("incomplete"):
        return Badge("user-x", tr("Incomplete"), "warn")
    if row.get("open_evidence") and row.get("state") in (State.REGISTERED, State.VERIFIED):
        return Badge("triangle-alert", tr("Needs evidence"), "warn")
    return state_badge(str(row.get("state") or ""))


def end_reason(code: str | None) -> str:
    """Why a person ended, in words."""
    return records.value_word("end_reason", code or "")


def field_name(key: str) -> str:
    """A field's name on screen."""
    if key in _HERE:
        return tr(_HERE[key])
    return fields.field_name(key) if key in fields.FIELDS else records.field_name(key)


def sex_word(code: str | None) -> str:
    """*Male* or *Female*; empty for neither."""
    return tr(dict(SEXES)[code]) if code in dict(SEXES) else ""


def village_name(ctx: Context, code: str | None) -> str:
    """A village's own name, without what lies above it."""
    region = ctx.reference.regions.find(code)
    return region.name if region else (code or "")


_CODES: dict[str, Callable[[str], str]] = {"agency": agency, "answer": answer, "item": item}
"""Fields that hold codes of their own -> their words."""


def field_value(ctx: Context, key: str, value: Any) -> str:
    """A field's stored value as people read it."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, list):
        return ", ".join(tr(SEEN[item]) if item in SEEN else str(item) for item in value)
    if key == "sex":
        return sex_word(str(value))
    if key == "village_code":
        return ctx.reference.regions.label(str(value))
    if key in ("occupation", "occupation2"):
        return ctx.reference.occupations.label(str(value))
    if key == "monthly_income":
        return shown.rupiah(int(value))
    if key in ("nik", "no_kk"):
        return shown.nik(str(value))
    if key in ("end_reason", "result"):
        return records.value_word(key, str(value))
    if key in _CODES:
        return _CODES[key](str(value))
    if key == "source":
        return source_word(str(value))
    if key.endswith("_month") and re.fullmatch(r"\d{4}-\d{2}", str(value)):
        return month_words(Month.parse(str(value)))
    if key in ("married", "working", "removed", "void") or (key == "withdrawn" and value == 1):
        return tr("yes") if value else tr("no")
    if key == "date" or key.endswith(("_on", "_date")) or key == "withdrawn":
        return shown.day(str(value))
    return str(value)
