"""Who may be given a slot: a programme's rules, each answering yes, no or unknown (domain section 4).

Rules are data: a code with parameters, in a versioned `RuleSet` that is kept with every decision. Only *no*
makes ineligible. Unknowns are listed, bar no proposed slot, and must be settled before the decree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ntt_desktop.domain.dates import Month, age_on, safe_date
from ntt_desktop.domain.occupations import OccupationKind
from ntt_desktop.domain.text import fold_known as fold

Param = str | int


class Answer(StrEnum):
    """What a rule says of a person."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What rules and ranking look at. Empty text and None mean that it is not known."""

    id: str
    birth_date: date | None = None
    sex: str = ""
    village_code: str = ""
    occupation: str = ""
    """An id of the occupation table, or other text."""
    occupation_kind: OccupationKind = "unknown"
    high_risk: bool = False
    work_seen: bool = False
    """A verification settled the finding occupation_not_work: the person works, whatever the list said."""
    employment_status: str = ""
    other_cover: str = ""
    bpjs_status: str = ""
    withdrawn_on: str = ""
    alive: bool | None = None
    """False after a death; True when seen alive; None when nobody said."""
    decile: int | None = None
    disability: str = ""
    family_role: str = ""
    registered_on: str = ""
    """ISO date."""
    continuing: bool = False
    """Was a participant in the months before, so that a gap would cost the family its clocks."""
    own_cover: bool = False
    """BPJS took the person in from this program's own upload: an active BPU status is that cover, not another one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``code`` as in `_CHECKS`, ``params`` its figures."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of a programme. Changing one makes a new version."""

    rules: tuple[Rule, ...]
    version: int = 1

    def to_json(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"version": self.version, "rules": [{"code": r.code, "params": dict(r.params)} for r in self.rules]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "RuleSet":
        """From `to_json`. Rules that this program does not know are kept and answer unknown."""
        rules = tuple(Rule(str(item["code"]), dict(item.get("params", {}))) for item in data["rules"])
        return cls(rules, int(data["version"]))


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What one rule answered; ``reason`` is a code for the sentence, ``params`` its words."""

    rule: str
    answer: Answer
    reason: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """All answers for one person, and the version of the rules that gave them."""

    answers: tuple[RuleAnswer, ...]
    version: int
    warnings: tuple[RuleAnswer, ...] = ()

    @property
    def eligible(self) -> bool:
        """No rule said no."""
        return all(answer.answer is not Answer.NO for answer in self.answers)

    @property
    def refusals(self) -> tuple[RuleAnswer, ...]:
        """The rules that said no."""
        return tuple(answer for answer in self.answers if answer.answer is Answer.NO)

    @property
    def unknowns(self) -> tuple[RuleAnswer, ...]:
        """What is not known yet and must be before the decree."""
        return tuple(answer for answer in self.answers if answer.answer is Answer.UNKNOWN)


def default_rules(area: str = "53") -> RuleSet:
    """The default set of domain section 4; ``area`` is the payer's area."""
    return RuleSet(
        (
            Rule("age", {"min": 18, "below": 65}),
            Rule("domicile", {"area": area}),
            Rule("informal_occupation"),
            Rule("not_wage_earner"),
            Rule("no_other_cover"),
            Rule("not_withdrawn"),
            Rule("alive"),
        )
    )


_Check = Callable[[Candidate, Mapping[str, Param], Month], tuple[Answer, str, dict[str, Param]]]
_Said = tuple[Answer, str, dict[str, Param]]

_WAGE_EARNER = frozenset(["PU", "PPU", "PNS", "ASN", "TNI", "POLRI", "KARYAWAN", "PEGAWAI", "PPPK", "P3K"])
_NOT_WAGE_EARNER = frozenset(
    [
        "BPU",
        "MANDIRI",
        "INFORMAL",
        "BERUSAHA",
        "USAHA",
        "LEPAS",
        "HARIAN",
        "SENDIRI",
        "MEMBANTU",
        "NONE",
        "OWN",
        "LABOURER",
        "FREELANCE",
        "HELPS",
    ]
)
_OURS = frozenset(("AKTIF BPU", "ACTIVE BPU", "BPU"))
_NOTHING = frozenset(("NONE", "TIDAK ADA", "TIDAK", "BELUM", "BELUM ADA", "BUKAN PESERTA", "NONAKTIF", "INACTIVE"))


def _age(person: Candidate, params: Mapping[str, Param], on: Month) -> _Said:
    low, high = int(params.get("min", 18)), int(params.get("below", 65))
    if person.birth_date is None:
        return Answer.UNKNOWN, "birth_date_unknown", {}
    age = age_on(person.birth_date, on.first_day)
    words: dict[str, Param] = {"age": age, "min": low, "below": high, "month": on.text}
    if age < low:
        return Answer.NO, "too_young", words
    if age >= high:
        return Answer.NO, "too_old", words
    return Answer.YES, "age_fits", words


def _domicile(person: Candidate, params: Mapping[str, Param], on: Month) -> _Said:
    area = str(params.get("area", ""))
    if not person.village_code:
        return Answer.UNKNOWN, "domicile_unknown", {}
    if person.village_code == area or person.village_code.startswith(area + ".") or not area:
        return Answer.YES, "domicile_inside", {"area": area}
    return Answer.NO, "domicile_outside", {"area": area, "village": person.village_code}


def _informal(person: Candidate, params: Mapping[str, Param], on: Month) -> _Said:
    words: dict[str, Param] = {"occupation": person.occupation}
    if person.occupation_kind == "informal":
        return Answer.YES, "occupation_informal", words
    if person.occupation_kind == "civil_servant":
        return Answer.NO, "civil_servant", words
    if person.work_seen:
        return Answer.YES, "work_seen", words
    if person.occupation_kind == "not_work":
        return Answer.NO, "occupation_not_work", words
    return Answer.UNKNOWN, "occupation_unknown", words


def _not_wage_earner(person: Candidate, params: Mapping[str, Param], on: Month) -> _Said:
    words = set(fold(person.employment_status).split(" "))
    if person.occupation_kind == "civil_servant":
        return Answer.NO, "civil_servant", {"occupation": person.occupation}
    if words & _WAGE_EARNER or fold(person.bpjs_status) in ("ACTIVE PU", "AKTIF PU", "PU"):
        return Answer.NO, "wage_earner", {"status": person.employment_status or person.bpjs_status}
    if words & _NOT_WAGE_EARNER or person.bpjs_status:
        return Answer.YES, "not_wage_earner", {}
    return Answer.UNKNOWN, "not_matched_bpjs", {}


def _no_other_cover(person: Candidate, params: Mapping[str, Param], on: Month) -> _Said:
    cover, status = fold(person.other_cover), fold(person.bpjs_status)
    if cover and cover not in _NOTHING:
        return Answer.NO, "other_cover", {"cover": person.other_cover}
    ours = person.continuing or (person.own_cover and status in _OURS)
    if status and status not in _NOTHING and not ours:
        return Answer.NO, "other_cover", {"cover": person.bpjs_status}
    if cover or status or ours:
        return Answer.YES, "no_other_cover", {}
    return Answer.UNKNOWN, "not_matched_bpjs", {}


def _not_withdrawn(person: Candidate, params: Mapping[str, Param], on: Month) -> _Said:
    if person.withdrawn_on:
        return Answer.NO, "withdrawn", {"date": person.withdrawn_on}
    return Answer.YES, "not_withdrawn", {}


def _alive(person: Candidate, params: Mapping[str, Param], on: Month) -> _Said:
    if person.alive is None:
        return Answer.UNKNOWN, "not_seen_alive", {}
    return (Answer.YES, "alive", {}) if person.alive else (Answer.NO, "dead", {})


def _decile(person: Candidate, params: Mapping[str, Param], on: Month) -> _Said:
    most = int(params.get("most", 10))
    if person.decile is None:
        return Answer.UNKNOWN, "decile_unknown", {"most": most}
    words: dict[str, Param] = {"decile": person.decile, "most": most}
    return (Answer.YES, "decile_fits", words) if person.decile <= most else (Answer.NO, "decile_too_high", words)


_CHECKS: dict[str, _Check] = {
    "age": _age,
    "domicile": _domicile,
    "informal_occupation": _informal,
    "not_wage_earner": _not_wage_earner,
    "no_other_cover": _no_other_cover,
    "not_withdrawn": _not_withdrawn,
    "alive": _alive,
    "decile_at_most": _decile,
}
"""Every rule this program knows. Parameters: age ``min, below``; domicile ``area``; decile_at_most ``most``."""


def evaluate(person: Candidate, rules: RuleSet, on: Month, *, until: Month | None = None) -> Eligibility:
    """Ask every rule, at the first month ``on``; ``until`` is the programme's last month, for the warning.

    A rule of a newer program that is not known here answers unknown, never yes.
    """
    answers = []
    warnings = []
    for rule in rules.rules:
        check = _CHECKS.get(rule.code)
        if check is None:
            answers.append(RuleAnswer(rule.code, Answer.UNKNOWN, "rule_not_known", {"rule": rule.code}))
            continue
        answer = RuleAnswer(rule.code, *check(person, rule.params, on))
        answers.append(answer)
        if rule.code == "age" and answer.answer is Answer.YES and until and person.birth_date:
            limit = int(rule.params.get("below", 65))
            turns = safe_date(person.birth_date.year + limit, person.birth_date.month, person.birth_date.day)
            if turns <= until.last_day:
                words: dict[str, Param] = {"below": limit, "date": turns.isoformat()}
                warnings.append(RuleAnswer(rule.code, Answer.YES, "turns_too_old", words))
    return Eligibility(tuple(answers), rules.version, tuple(warnings))
