"""Words of a programme's terms: what is compared when two are joined, its rules with figures, weights, clocks."""

from collections.abc import Iterable, Mapping

from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording import rules as rule_words
from ntt_desktop.wording.payers import payer

TERMS: dict[str, str] = {
    "code": mark("Code"),
    "name": mark("Name"),
    "payer": mark("Payer"),
    "region": mark("For whom"),
    "rate": mark("Rupiah a person and month"),
    "first_month": mark("First month"),
    "last_month": mark("Last month"),
    "seats": mark("People"),
    "payment_period": mark("Months a payment"),
    "discount": mark("Discount"),
    "rules": mark("Who may"),
}
"""Msgids by term of `ntt_desktop.services.capacity.joining`."""

WEIGHTS: dict[str, str] = {
    "continuing": mark("Was a participant before"),
    "decile": mark("For each decile below 11"),
    "disability": mark("Disability"),
    "woman_head": mark("Woman who heads a household"),
    "high_risk": mark("High-risk work"),
    "age": mark("For each year above 18"),
    "registration": mark("For each month of waiting"),
}
"""Msgids by weight of `ntt_desktop.domain.ranking`."""

CLOCKS: dict[str, str] = {
    "full_jkm_after": mark("Months until a death pays in full"),
    "scholarship_after": mark("Months until the scholarship"),
    "lapse_after": mark("Unpaid months that end the membership"),
}
"""Msgids by waiting clock of `ntt_desktop.domain.cover`."""

BENEFITS: dict[str, str] = {
    "death_grant": mark("Death grant (JKM)"),
    "periodic": mark("Periodic benefit, paid at once"),
    "funeral": mark("Funeral"),
    "wage_base": mark("Wage base (JKK)"),
    "accident_months": mark("Months of the wage base (JKK)"),
    "most_children": mark("Children with a scholarship, at most"),
    "child_below": mark("Scholarship below the age of"),
    "tk_sd_year": mark("TK and SD, a year"),
    "tk_sd_years": mark("TK and SD, years"),
    "smp_year": mark("SMP, a year"),
    "smp_years": mark("SMP, years"),
    "sma_year": mark("SMA, a year"),
    "sma_years": mark("SMA, years"),
    "pt_year": mark("University, a year"),
    "pt_years": mark("University, years"),
}
"""Msgids by amount of `ntt_desktop.domain.benefit`."""

VERSIONS: dict[str, str] = {"rules": mark("Rules"), "weights": mark("Weights")}


def term(name: str) -> str:
    """A term of a programme."""
    return tr(TERMS[name]) if name in TERMS else name


def weight(name: str) -> str:
    """A weight."""
    return tr(WEIGHTS[name]) if name in WEIGHTS else name


def rule(code: str, params: Mapping[str, object]) -> str:
    """A rule with its figures: "Age: from 18, below 65"."""
    if code == "age":
        return tr("Age: from {min}, below {below}", min=params.get("min", 18), below=params.get("below", 65))
    if code == "decile_at_most":
        return tr("Decile: at most {most}", most=params.get("most", 10))
    return rule_words.rule(code)


def rule_set(rules: Iterable[tuple[str, Mapping[str, object]]]) -> str:
    """All rules, as (code, figures), in one line."""
    return " · ".join(rule(code, params) for code, params in rules)


def value(name: str, found: object) -> str:
    """A term's value in words; amounts and months are shown by the caller."""
    if name == "payer":
        return payer(str(found))
    if name == "discount":
        return tr("yes") if found else tr("no")
    if name == "rules" and isinstance(found, tuple):
        return " · ".join(rule(code, dict(params)) for code, params in found)
    return str(found)
