"""Eligibility with yes, no and unknown; ranking explained."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.eligibility import Answer, Candidate, Rule, RuleSet, default_rules, evaluate
from ntt_desktop.domain.occupations import OccupationKind
from ntt_desktop.domain.ranking import Weights, explain, rank
from ntt_desktop.domain.scoring import Scorer

JANUARY = Month(2026, 1)
GOOD = Candidate(
    id="a",
    birth_date=date(1980, 5, 1),
    sex="P",
    village_code="53.11.18.2005",
    occupation="penenun",
    occupation_kind="informal",
    employment_status="BPU",
    other_cover="tidak ada",
    alive=True,
)


def answers(person: Candidate, rules: RuleSet | None = None) -> dict[str, str]:
    found = evaluate(person, rules or default_rules("53.11"), JANUARY)
    return {answer.reason: answer.answer for answer in found.answers if answer.answer is not Answer.YES}


def test_a_person_with_everything_known() -> None:
    found = evaluate(GOOD, default_rules("53.11"), JANUARY)
    assert found.eligible
    assert not found.unknowns
    assert not found.warnings


@pytest.mark.parametrize(
    ("change", "reason", "answer"),
    [
        ({"birth_date": date(2008, 1, 2)}, "too_young", "no"),
        ({"birth_date": date(1961, 1, 1)}, "too_old", "no"),
        ({"birth_date": None}, "birth_date_unknown", "unknown"),
        ({"village_code": "53.01.06.2015"}, "domicile_outside", "no"),
        ({"village_code": "53.111"}, "domicile_outside", "no"),
        ({"occupation_kind": "not_work"}, "occupation_not_work", "no"),
        ({"occupation_kind": "unknown"}, "occupation_unknown", "unknown"),
        ({"occupation_kind": "civil_servant", "work_seen": True}, "civil_servant", "no"),
        ({"employment_status": "Karyawan swasta"}, "wage_earner", "no"),
        ({"employment_status": ""}, "not_matched_bpjs", "unknown"),
        ({"other_cover": "Perusahaan"}, "other_cover", "no"),
        ({"other_cover": "", "bpjs_status": "aktif BPU"}, "other_cover", "no"),
        ({"withdrawn_on": "2026-01-02"}, "withdrawn", "no"),
        ({"alive": None}, "not_seen_alive", "unknown"),
        ({"alive": False}, "dead", "no"),
    ],
)
def test_one_thing_amiss(change: dict[str, object], reason: str, answer: str) -> None:
    person = replace(GOOD, **change)  # type: ignore[arg-type]
    assert answers(person) == {reason: answer}
    assert evaluate(person, default_rules("53.11"), JANUARY).eligible == (answer == "unknown")


def test_work_that_was_seen_outweighs_the_list() -> None:
    assert answers(replace(GOOD, occupation_kind="not_work", work_seen=True)) == {}


def test_the_edges_of_age_and_the_warning() -> None:
    assert answers(replace(GOOD, birth_date=date(2008, 1, 1))) == {}
    turning = replace(GOOD, birth_date=date(1961, 1, 2))
    found = evaluate(turning, default_rules("53.11"), JANUARY, until=Month(2026, 12))
    assert found.eligible
    assert [(w.reason, w.params["date"]) for w in found.warnings] == [("turns_too_old", "2026-01-02")]


def test_rules_are_data() -> None:
    rules = RuleSet((Rule("decile_at_most", {"most": 4}), Rule("of_the_future")), version=7)
    assert RuleSet.from_json(rules.to_json()) == rules
    assert answers(GOOD, rules) == {"decile_unknown": "unknown", "rule_not_known": "unknown"}
    assert answers(replace(GOOD, decile=5), rules)["decile_too_high"] == "no"
    assert evaluate(GOOD, rules, JANUARY).version == 7


def test_points_are_explained_line_by_line() -> None:
    person = replace(
        GOOD, decile=2, family_role="Kepala Keluarga", continuing=True, high_risk=True, disability="Netra",
        registered_on="2025-11-20",
    )  # fmt: skip
    lines = {line.code: line.points for line in explain(person, Weights(), JANUARY)}
    assert lines == {
        "continuing": 1000, "decile": 180, "disability": 60, "woman_head": 60, "high_risk": 50, "age": 27,
        "registration": 4,
    }  # fmt: skip
    assert "woman_head" not in {line.code for line in explain(replace(person, sex="L"), Weights(), JANUARY)}
    assert Weights.from_json({**Weights(age=3).to_json(), "of_the_future": 1}) == Weights(age=3)


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Candidate,
            id=st.text("abc", min_size=1, max_size=4),
            decile=st.none() | st.integers(1, 10),
            continuing=st.booleans(),
            birth_date=st.none() | st.dates(date(1950, 1, 1), date(2010, 1, 1)),
        ),
        unique_by=lambda person: person.id,
        max_size=12,
    ),
    st.randoms(),
)
def test_the_order_does_not_depend_on_the_order_of_asking(people: list[Candidate], random: object) -> None:
    ranked = rank(people, Weights(), on=JANUARY)
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(shuffled, Weights(), on=JANUARY) == ranked
    assert [r.rank for r in ranked] == list(range(1, len(people) + 1))
    assert all((-a.points, a.id) < (-b.points, b.id) for a, b in itertools.pairwise(ranked))
    assert all(r.points == sum(line.points for line in r.lines) for r in ranked)


_TEXTS = st.sampled_from(["", "nelayan_laut", "PNS", "Pelajar", "petani", "BPU", "PU", "ya", "tuna netra", "tidak"])


@given(
    born=st.none() | st.dates(date(1940, 1, 1), date(2012, 12, 31)),
    village=st.sampled_from(["", "53.11.18.2005", "53.01.01.1001"]),
    decile=st.none() | st.integers(1, 10),
    texts=st.tuples(*[_TEXTS] * 6),
    sex=st.sampled_from(["", "L", "P"]),
    flags=st.tuples(*[st.booleans()] * 3),
    alive=st.sampled_from([None, True, False]),
    registered=st.sampled_from(["", "2025-03-02", "2026-01-05", "2020-01-01"]),
    kind=st.sampled_from(["informal", "not_work", "civil_servant", "unknown"]),
    most=st.none() | st.integers(1, 10),
)
@settings(max_examples=60)
def test_scores_in_parts_say_what_the_rules_and_the_ranking_say(
    born: date | None,
    village: str,
    decile: int | None,
    texts: tuple[str, ...],
    sex: str,
    flags: tuple[bool, bool, bool],
    alive: bool | None,
    registered: str,
    kind: OccupationKind,
    most: int | None,
) -> None:
    person = Candidate(
        "x",
        birth_date=born,
        sex=sex,
        village_code=village,
        occupation=texts[0],
        occupation_kind=kind,
        high_risk=flags[0],
        work_seen=flags[1],
        employment_status=texts[1],
        other_cover=texts[2],
        bpjs_status=texts[3],
        withdrawn_on=texts[4] and "2026-01-01",
        alive=alive,
        decile=decile,
        disability=texts[5],
        family_role="Kepala keluarga" if flags[0] else "",
        registered_on=registered,
        continuing=flags[2],
    )
    rules = default_rules("53.11")
    if most:
        rules = RuleSet((*rules.rules, Rule("decile_at_most", {"most": most}), Rule("of_tomorrow")))
        rules = RuleSet(rules.rules[most % 5 :] + rules.rules[: most % 5])
    on = Month.parse("2026-01")
    whole = Scorer(rules, Weights(), on, on + 11).whole(person)
    said = evaluate(person, rules, on, until=on + 11)
    assert whole.warnings == said.warnings
    assert whole.eligible == said.eligible
    assert whole.lines == explain(person, Weights(), on)
    assert whole.points == sum(line.points for line in whole.lines)
    assert [reason for _place, reason in whole.unknown] == [answer.reason for answer in said.unknowns]
