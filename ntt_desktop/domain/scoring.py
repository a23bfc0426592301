"""What `eligibility` and `ranking` say of a million people, in parts.

Every rule and every line of the ranking looks at a few of a person's values, and those values repeat: some hundred
occupations, some ten thousand birth dates. Whoever asks about many remembers the answer to each part and puts them
together; each answer comes from the very functions that explain a single person, so that both always agree.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import Answer, Candidate, RuleAnswer, RuleSet, evaluate
from ntt_desktop.domain.ranking import Line, Weights, explain

_ALONE = {"age": "birth_date", "domicile": "village_code", "decile_at_most": "decile"}
"""Rules that look at one value only; all others look at what is left."""


@dataclass(frozen=True, slots=True)
class Part:
    """What some of a person's values lead to. ``eligible``: no rule says no."""

    eligible: bool
    points: int
    lines: tuple[Line, ...]
    unknown: tuple[tuple[int, str], ...]
    """Place of the rule in its set and code of the reason, of each rule that needs to know more."""
    warnings: tuple[RuleAnswer, ...] = ()
    """What will matter later, as `eligibility.evaluate` says it."""


@dataclass(slots=True)
class Scorer:
    """Scores people for slots from month ``on`` by ``rules`` and ``weights``; ``until``: the programme's last month."""

    rules: RuleSet
    weights: Weights
    on: Month
    until: Month | None = None
    _rules: dict[str, tuple[RuleSet, tuple[int, ...]]] = field(default_factory=dict)
    """The rules that look at each value, with their places among all rules; "" has what is left."""

    def __post_init__(self) -> None:
        for name in (*_ALONE.values(), ""):
            places = tuple(at for at, rule in enumerate(self.rules.rules) if _ALONE.get(rule.code, "") == name)
            chosen = tuple(self.rules.rules[at] for at in places)
            self._rules[name] = (replace(self.rules, rules=chosen), places)

    def birth(self, value: date | None) -> Part:
        """Of the birth date alone."""
        return self._part("birth_date", Candidate("", birth_date=value))

    def village(self, value: str) -> Part:
        """Of the domicile alone."""
        return self._part("village_code", Candidate("", village_code=value))

    def decile(self, value: int | None) -> Part:
        """Of the decile alone; that it is not known is a line as well."""
        return self._part("decile", Candidate("", decile=value))

    def registered(self, value: str) -> Part:
        """Of the day of registration alone: no rule looks at it."""
        lines = self._lines(Candidate("", registered_on=value))
        return Part(True, sum(line.points for line in lines), lines, ())

    def rest(self, person: Candidate) -> Part:
        """Of everything else; what the other questions look at must be empty in ``person``."""
        return self._part("", person)

    def whole(self, person: Candidate) -> Part:
        """Of a whole person: the parts put together."""
        return together(
            self.birth(person.birth_date),
            self.village(person.village_code),
            self.decile(person.decile),
            self.registered(person.registered_on),
            self.rest(replace(person, birth_date=None, village_code="", decile=None, registered_on="")),
        )

    def _part(self, name: str, person: Candidate) -> Part:
        rules, places = self._rules[name]
        said = evaluate(person, rules, self.on, until=self.until)
        unknown = tuple(
            (place, answer.reason)
            for place, answer in zip(places, said.answers, strict=True)
            if answer.answer is Answer.UNKNOWN
        )
        lines = explain(person, self.weights, self.on) if name == "decile" else self._lines(person)
        return Part(said.eligible, sum(line.points for line in lines), lines, unknown, said.warnings)

    def _lines(self, person: Candidate) -> tuple[Line, ...]:
        """The lines of somebody of whom the decile is not asked here."""
        return tuple(line for line in explain(person, self.weights, self.on) if line.code != "decile_unknown")


def together(birth: Part, village: Part, decile: Part, registered: Part, rest: Part) -> Part:
    """The parts of one person as a whole: lines in the order of `ranking.explain`, unknowns in that of the rules."""
    first = 1 if rest.lines and rest.lines[0].code == "continuing" else 0
    unknown = birth.unknown + village.unknown + decile.unknown
    return Part(
        rest.eligible and birth.eligible and village.eligible and decile.eligible,
        rest.points + birth.points + village.points + decile.points + registered.points,
        rest.lines[:first] + decile.lines + rest.lines[first:] + birth.lines + registered.lines,
        tuple(sorted(unknown + rest.unknown)) if unknown else rest.unknown,
        birth.warnings + rest.warnings,
    )
