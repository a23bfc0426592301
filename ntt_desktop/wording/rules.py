"""Why a person may or may not be given a slot, and where their points come from, in words."""

from collections.abc import Mapping

from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.i18n import mark, tr

RULES: dict[str, str] = {
    "age": mark("Age"),
    "domicile": mark("Domicile in the payer's area"),
    "informal_occupation": mark("Informal work"),
    "not_wage_earner": mark("No wage earner or civil servant"),
    "no_other_cover": mark("No other active cover"),
    "not_withdrawn": mark("Consent not withdrawn"),
    "alive": mark("Alive"),
    "decile_at_most": mark("Decile"),
}
"""Names of the rules."""

REASONS: dict[str, str] = {
    "birth_date_unknown": mark("The birth date is not known."),
    "too_young": mark("{age} years old in {month}; {min} is the least."),
    "too_old": mark("{age} years old in {month}; must be below {below}."),
    "age_fits": mark("{age} years old."),
    "turns_too_old": mark("Turns {below} on {date}, during the programme."),
    "domicile_unknown": mark("The village is not known."),
    "domicile_inside": mark("Lives in the payer's area."),
    "domicile_outside": mark("Lives outside the payer's area."),
    "occupation_informal": mark("Works informally."),
    "civil_servant": mark("Civil servant, soldier or police: {occupation}."),
    "work_seen": mark("The work was seen."),
    "occupation_not_work": mark("{occupation} is no work that can be covered."),
    "occupation_unknown": mark("The occupation is not in the list."),
    "wage_earner": mark("Wage earner: {status}."),
    "not_wage_earner": mark("Not a wage earner."),
    "not_matched_bpjs": mark("Not matched with BPJS yet."),
    "other_cover": mark("Has other cover: {cover}."),
    "no_other_cover": mark("No other cover."),
    "withdrawn": mark("Withdrew on {date}."),
    "not_withdrawn": mark("Did not withdraw."),
    "not_seen_alive": mark("Not matched with Dukcapil yet."),
    "alive": mark("Seen alive."),
    "dead": mark("Died."),
    "decile_unknown": mark("The decile is not known."),
    "decile_fits": mark("Decile {decile}."),
    "decile_too_high": mark("Decile {decile}; at most {most}."),
    "rule_not_known": mark("A rule of a newer program ({rule})."),
}
"""Msgids by the reason of an answer (`ntt_desktop.domain.eligibility`)."""

LINES: dict[str, str] = {
    "continuing": mark("Was a participant before"),
    "decile": mark("Decile {decile}"),
    "decile_unknown": mark("Decile not known"),
    "disability": mark("Disability"),
    "woman_head": mark("Woman who heads a household"),
    "high_risk": mark("High-risk work"),
    "age": mark("{age} years old"),
    "registration": mark("Registered {months} months ago"),
}
"""Msgids by line of the ranking (`ntt_desktop.domain.ranking`)."""


def rule(code: str) -> str:
    """The name of a rule."""
    return tr(RULES[code]) if code in RULES else code


def reason(code: str, params: Mapping[str, object]) -> str:
    """Why a rule answered as it did. ``occupation`` should come in as its label."""
    said = {name: shown_iso(str(value)) if name == "date" else value for name, value in params.items()}
    return tr(REASONS[code], **said) if code in REASONS else code


def line(code: str, params: Mapping[str, object]) -> str:
    """One line of the explanation of a rank, without its points."""
    return tr(LINES[code], **params) if code in LINES else code
