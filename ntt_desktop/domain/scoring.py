"""The rules' no and the ranking's points for a million people: what `eligibility` and `ranking` say, in parts.

Every rule and every line of the ranking looks at a few of a person's values, and those values repeat: some hundred
occupations, some ten thousand birth dates. Whoever scores many remembers the answer to each part and adds them up; each
answer comes from the very functions that explain a single person, so that both always agree.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import Candidate, RuleSet, evaluate
from ntt_desktop.domain.ranking import Weights, explain

_ALONE = {"age": "birth_date", "domicile": "village_code", "decile_at_most": "decile"}
"""Rules that look at one value only; all others look at what is left."""

Score = tuple[bool, int]
"""Whether no rule says no, and the points."""


@dataclass(slots=True)
class Scorer:
    """Scores people for slots from month ``on`` by ``rules`` and ``weights``."""

    rules: RuleSet
    weights: Weights
    on: Month
    _rules: dict[str, RuleSet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code, name in _ALONE.items():
            self._rules[name] = replace(self.rules, rules=tuple(r for r in self.rules.rules if r.code == code))
        self._rules[""] = replace(self.rules, rules=tuple(r for r in self.rules.rules if r.code not in _ALONE))

    def birth(self, value: date | None) -> Score:
        """Of the birth date alone."""
        return self._score("birth_date", Candidate("", birth_date=value))

    def village(self, value: str) -> Score:
        """Of the domicile alone."""
        return self._score("village_code", Candidate("", village_code=value))

    def decile(self, value: int | None) -> Score:
        """Of the decile alone."""
        return self._score("decile", Candidate("", decile=value))

    def registered(self, value: str) -> Score:
        """Of the day of registration alone: no rule looks at it."""
        return True, self._points(Candidate("", registered_on=value))

    def rest(self, person: Candidate) -> Score:
        """Of everything else; what the other questions look at must be empty in ``person``."""
        return self._score("", person)

    def whole(self, person: Candidate) -> Score:
        """Of a whole person: the sum of the parts."""
        parts = (
            self.birth(person.birth_date),
            self.village(person.village_code),
            self.decile(person.decile),
            self.registered(person.registered_on),
            self.rest(replace(person, birth_date=None, village_code="", decile=None, registered_on="")),
        )
        return all(part[0] for part in parts), sum(part[1] for part in parts)

    def _score(self, name: str, person: Candidate) -> Score:
        return evaluate(person, self._rules[name], self.on).eligible, self._points(person)

    def _points(self, person: Candidate) -> int:
        return sum(line.points for line in explain(person, self.weights, self.on))
