"""The matcher: what makes two records one person's, and what does not."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop import paths
from ntt_desktop.domain import known_names, name_words
from ntt_desktop.domain.match_keys import keys
from ntt_desktop.domain.matching import Decision, Person, match, may_be_one
from ntt_desktop.domain.text import fold
from ntt_desktop.wording.matching import SENTENCES, reasons

MARIA = Person(
    name="Maria Goreti Bana",
    born="1985-03-12",
    village="53.11.18.2005",
    mother="Yosefina Wadu",
    sex="P",
    kk="5311181201150007",
    phone="081234567890",
    address="Dusun Kambajawa RT 01",
    nik="5311185203850003",
)

_names = st.sampled_from(
    ("Maria Goreti Bana", "Ma. Bana", "BANA MARIA", "Yoh. da Silva", "Yohanes Silva", "Kot'olin", "Kot Olin", "", "A")
)
_people = st.builds(
    Person,
    _names,
    st.sampled_from(("", "1985-03-12", "1985-12-03", "1985-03-17", "1960-01-01", "kapan")),
    st.sampled_from(("", "53.11.18.2005", "53.11.18.2006", "53.05.01.2001")),
    _names,
    st.sampled_from(("", "L", "P")),
    st.sampled_from(("", "5311181201150007", "5311181201150008")),
    st.sampled_from(("", "081234567890")),
    st.sampled_from(("", "Dusun Kambajawa", "Jalan Melati")),
    st.sampled_from(("", "5311185203850003", "5311185203850004", "5311195203850003")),
)


@settings(max_examples=60)
@given(_people, _people)
def test_it_does_not_matter_who_is_named_first(one: Person, other: Person) -> None:
    there, back = match(one, other), match(other, one)
    assert (there.decision, there.points) == (back.decision, back.points)
    assert sorted((line.code, line.points) for line in there.lines) == sorted(
        (line.code, line.points) for line in back.lines
    )
    assert there.points == sum(line.points for line in there.lines)
    assert {line.code for line in there.lines} <= SENTENCES.keys()
    assert reasons(there.lines) or not there.lines


@settings(max_examples=60)
@given(_people, _people)
def test_nobody_is_more_alike_than_oneself(one: Person, other: Person) -> None:
    assert match(one, other).points <= max(match(one, one).points, match(other, other).points)


@settings(max_examples=60)
@given(st.permutations(("Maria", "Goreti", "da", "Bana")))
def test_the_order_of_words_costs_little_and_changes_no_key(words: list[str]) -> None:
    turned = MARIA._replace(name=" ".join(words))
    assert match(MARIA, turned).decision is Decision.SAME
    assert match(MARIA, MARIA).points - match(MARIA, turned).points <= 1
    assert keys(turned) == keys(MARIA)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "MA. GORETI BANA"},
        {"name": "Maria G. Bana"},
        {"name": "Maria Gorreti Banna"},
        {"name": "Hj. Maria Goreti da Bana, S.Pd"},
        {"name": "Maria Gorety Ban'a"},
        {"name": "Bana Maria"},
        {"name": "Maria Gareti Bana", "born": "1985-12-03"},
        {"born": "1985-03-22"},
        {"born": "1985-01-01", "village": "53.11.18.2001"},
        {"village": "53.05.01.2001", "phone": ""},
        {"mother": "", "kk": "", "phone": "", "address": ""},
        {"sex": "L"},
    ],
)
def test_one_person_written_twice(changed: dict[str, str]) -> None:
    other = MARIA._replace(nik="5305015203850108", **changed)
    assert match(MARIA, other).decision is Decision.SAME
    assert set(keys(MARIA)) & set(keys(other))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"name": "Maria Yasinta Bana", "nik": "5311185203850004"}, id="twins with one first name"),
        pytest.param({"name": "Kristina Bana", "nik": "5311185203850004"}, id="twins"),
        pytest.param({"name": "Martha Goreti Bana"}, id="Martha is not Maria with a slip"),
        pytest.param({"name": "Yohana Bana", "born": "1987-07-01"}, id="sisters"),
        pytest.param({"born": "1964-08-19", "mother": "Agnes Lobo", "kk": "5311181201150009"}, id="namesakes"),
        pytest.param({"born": "1985-08-19", "mother": "", "kk": "", "phone": ""}, id="namesakes of one year"),
        pytest.param({"name": "Yosefina Wadu", "born": "1960-02-02", "mother": "Ana Lobo"}, id="mother, shared phone"),
    ],
)
def test_two_people_however_much_they_share(changed: dict[str, str]) -> None:
    assert match(MARIA, MARIA._replace(**{"nik": "5311185203850207", **changed})).decision is Decision.DIFFERENT


def test_father_and_son_of_one_name() -> None:
    father = MARIA._replace(name="Yohanes Lobo", sex="L", born="1958-06-14", mother="Agnes Ratu", nik="")
    son = father._replace(born="1985-02-03", mother="Maria Bana")
    assert match(father, son).decision is Decision.DIFFERENT
    assert match(father, son._replace(mother="")).decision is Decision.DIFFERENT


def test_what_cannot_be_known_is_asked() -> None:
    twin = MARIA._replace(name="Maria Bana", nik="5311185203850004")  # the serial behind hers
    assert match(MARIA, twin).decision is Decision.MAYBE
    bare = MARIA._replace(mother="", kk="", phone="", address="", nik="")
    assert match(bare, bare._replace(born="1985-03-17")).decision is Decision.MAYBE
    assert match(MARIA, MARIA._replace(born="1979-10-30")).decision is Decision.MAYBE
    assert match(MARIA._replace(name="Maria Bana", village="", mother=""), bare._replace(village="")).decision is (
        Decision.MAYBE
    )


def test_a_rare_name_says_more() -> None:
    common = match(MARIA._replace(name="Maria Yosef"), MARIA._replace(name="Maria Yosef"))
    rare = match(MARIA._replace(name="Nggebhu Wulakada"), MARIA._replace(name="Nggebhu Wulakada"))
    assert rare.points > common.points


def test_the_rule_of_intake_knows_twins() -> None:
    assert may_be_one("Yoh. Bana", "5311181203850003", "YOHANES BANA", "5311181203850104")
    assert not may_be_one("Kosmas Bana", "5311181203850003", "Damianus Bana", "5311181203850004")
    assert not may_be_one("Maria Bana", "5311185203850003", "Maria Goreti Bana", "5311185203850004")


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("YOH", "YOHANES", name_words.Likeness.SHORT),
        ("YOH", "YOHANA", name_words.Likeness.SHORT),
        ("TERESIA", "THERESSIA", name_words.Likeness.SPELLED),
        ("WILHELMINA", "WELHELMINA", name_words.Likeness.SPELLED),
        ("SERNA", "SERAN", name_words.Likeness.SLIP),
        ("S", "SERAN", name_words.Likeness.INITIAL),
        ("MARTHA", "MARIA", None),
        ("AGUSTINA", "AGUSTINUS", None),
    ],
)
def test_words(one: str, other: str, likeness: name_words.Likeness | None) -> None:
    assert name_words.likeness(one, other) is likeness
    assert name_words.likeness(other, one) is likeness


def test_the_known_names_are_the_shipped_ones() -> None:
    with paths.resource("reference/names.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    def folded(kind: str) -> set[str]:
        return {
            word
            for row in rows
            if row["kind"].startswith(kind)
            for word in fold(row["name"]).split()
            if word not in name_words.PARTICLES
        }

    assert folded("given") == known_names.GIVEN
    assert folded("family") == known_names.FAMILY
