"""The one pass over everybody's rows says what rules and ranking say of each person."""

import random

import pytest

from ntt_desktop.domain import eligibility, ranking
from ntt_desktop.services.assignment import candidate_lines, candidate_parts, candidates, slots
from ntt_desktop.services.capacity.programmes import resolve
from ntt_desktop.services.context import Context
from ntt_desktop.store.assignment import candidates as queries
from tests.services.capacity.capacity_support import add_programme, person

_OCCUPATIONS = ("nelayan_laut", "PNS", "Pelajar", "petani", "tukang kayu", None)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_is_that_of_the_domain(ctx: Context, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    add_programme(ctx, region="53.11", seats=7)
    numbers = list(range(60))
    chance.shuffle(numbers)  # records of other machines do not come in the order of their ids
    for number in numbers:
        person(
            ctx,
            number,
            record=f"01990000-0000-7000-8000-{number:012d}",
            birth_date=chance.choice([None, "1955-03-01", "1962-02-02", "1990-07-07", "2012-01-01"]),
            sex=chance.choice(["L", "P", None]),
            occupation=chance.choice(_OCCUPATIONS),
            decile=chance.choice([None, 1, 3, 9]),
            village_code=chance.choice(["53.11.18.2005", "53.01.01.1001", "53.11.01.1001"]),
            disability=chance.choice([None, "tidak", "tuna netra"]),
            family_role=chance.choice([None, "Kepala keluarga", f"Istri{queries.PARTED}"]),
            bpjs_status=chance.choice([None, "active PU", "tidak ada"]),
            withdrawn_on=chance.choice([None, None, None, "2026-01-02"]),
            registered_on=chance.choice([None, "2025-02-01", "2026-01-05"]),
        )
    with ctx.store.read() as reader:
        programme = resolve(reader, "P26")
        found = candidates.sort(ctx, reader, programme, 1, programme.first)
        rows = queries.people(reader)
    asked = [candidate_parts.candidate(ctx.reference.occupations, row, None, continuing=False) for row in rows]
    eligible = {
        one.id: one for one in asked if eligibility.evaluate(one, programme.eligibility, programme.first).eligible
    }
    able = [one for one in eligible.values() if one.birth_date and one.sex and one.occupation]
    assert [place for _, place in found.ranked] == ranking.rank(able, programme.weights, on=programme.first)
    assert {one.person.id for one in found.refused} == {one.id for one in asked} - set(eligible)
    assert [one.person.id for one in found.refused] == sorted(one.person.id for one in found.refused)
    assert [one.person.id for one in found.waiting] == sorted(set(eligible) - {one.id for one in able})
    assert list(found.villages) == [person.village for person, _ in found.ranked]
    # Long lists are read when somebody looks; they say the same.
    plain = slots.assign(ctx, "P26", dry_run=True).value
    monkeypatch.setattr(candidate_lines, "AT_ONCE", 3)
    monkeypatch.setattr(candidate_lines, "_WINDOW", 4)
    lazy = slots.assign(ctx, "P26", dry_run=True).value
    assert list(lazy.waiting) == list(plain.waiting)
    assert list(lazy.refused) == list(plain.refused)
    assert [lazy.waiting[at] for at in range(len(lazy.waiting))] == list(plain.waiting)
    assert lazy.waiting[2:9] == list(plain.waiting)[2:9]
    assert lazy.given == plain.given


def test_what_was_seen_of_a_joined_record_is_seen_of_the_person(ctx: Context) -> None:
    records = [person(ctx, 1), person(ctx, 1), person(ctx, 2), person(ctx, 3)]
    with ctx.store.write("tester") as uow:
        for record in records[1:3]:
            uow.put("verification", uow.new_id(), {"worker_id": record, "seen": ["alive"], "date": "2026-01-05"})
        uow.put("match_answer", uow.new_id(), {"worker_id": records[0], "answer": "dead", "answered_on": "2026-01-04"})
    with ctx.store.read() as reader:
        survivor = reader.value("SELECT person_id FROM worker WHERE id = ?", (records[1],))
        found = queries.seen(reader)
        assert found == {survivor: queries.Seen(alive=True), records[2]: queries.Seen(alive=True)}
        assert found[survivor] is found[records[2]]
        assert queries.seen(reader, [survivor, records[3]]) == {survivor: queries.Seen(alive=True)}
    assert survivor in records[:2]


def test_people_of_a_place_are_those_who_live_there(ctx: Context) -> None:
    villages = ("53.11.18.2005", "53.11.18", "53.11.18.2006", "53.11.1", "53.11.19.2001", "53.01.01.1001", None)
    lives = {person(ctx, number, village_code=village): village or "" for number, village in enumerate(villages)}
    with ctx.store.read() as reader:
        for area in ("", "53", "53.11", "53.11.18", "53.11.18.2005"):
            here = {who for who, village in lives.items() if not area or f"{village}.".startswith(f"{area}.")}
            assert {row["id"] for row in queries.people(reader, area)} == here
            assert {row[1] for rows in queries.scanned(reader, area) for row in rows} == here
        (one, *_) = lives
        assert [row["id"] for row in queries.people(reader, "53.11.18", one)] == [one]
        assert queries.people(reader, "53.01.01", one) == []
