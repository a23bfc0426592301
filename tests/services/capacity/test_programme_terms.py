"""Programmes change only in ways that keep what was decided true; rules and weights have versions."""

import pytest

from ntt_desktop.domain.benefit import Benefits
from ntt_desktop.domain.cover import Terms
from ntt_desktop.domain.eligibility import Rule
from ntt_desktop.domain.money import rupiah, terbilang
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programme_terms, programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger
from tests.services.capacity.capacity_support import add_programme, introduce, people, send


def refused(ctx: Context, code: str, changes: dict[str, object]) -> UserError:
    before = programmes.ledger(ctx, "P26").programme
    with pytest.raises(UserError) as caught:
        programme_terms.edit(ctx, "P26", changes)
    assert caught.value.code == code
    assert programmes.ledger(ctx, "P26").programme == before
    return caught.value


def test_a_budget_stands_beside_what_the_seats_cost(province: Context) -> None:
    add_programme(province, seats=50_000, budget=10_000_000_000)
    made = programmes.ledger(province, "P26").programme
    assert (rupiah(made.cost), terbilang(made.cost)) == ("Rp10.080.000.000", "sepuluh miliar delapan puluh juta")
    assert made.over_budget == 80_000_000
    changed = programme_terms.edit(province, "P26", {"budget": 10_080_000_000}).value
    assert changed.over_budget == 0
    refused(province, "programme_value", {"budget": 0})


def test_seats_and_months_grow_and_shrink_with_the_balance(province: Context, laptop: Context) -> None:
    add_programme(province, seats=10)
    introduce(province, laptop)
    programmes.allot(province, "P26", "laptop-1", 4)
    grown = programme_terms.edit(province, "P26", {"seats": 20, "months": 15}).value
    (one,) = ledger.balance(province)
    assert one.own.holds
    assert one.own.held == one.whole.held == grown.seat_months == 300
    assert one.own.passed_down == 48
    error = refused(province, "seats_in_use", {"seats": 3})
    assert error.params["least"] == 4
    refused(province, "months_in_use", {"months": 11})
    refused(province, "months_in_use", {"first_month": "2026-02"})
    shrunk = programme_terms.edit(province, "P26", {"seats": 4, "months": 12}).value
    (one,) = ledger.balance(province)
    assert (one.own.held, one.own.free) == (shrunk.seat_months, 0)
    assert one.own.holds
    send(province, laptop)
    (below,) = ledger.balance(laptop)
    assert below.own.held == 48


def test_months_added_later_can_be_passed_down_for_the_same_seats(province: Context, laptop: Context) -> None:
    add_programme(province, seats=5)
    introduce(province, laptop)
    programmes.allot(province, "P26", "laptop-1", 5)
    programme_terms.edit(province, "P26", {"months": 15})
    programmes.allot(province, "P26", "laptop-1", 5, from_month="2027-01")
    (one,) = ledger.balance(province)
    assert (one.own.free, one.own.passed_down) == (0, 75)


def test_what_was_decided_is_not_touched(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=10)
    people(laptop, 3)
    slots.assign(laptop, "P26", limit=3)
    for changes, code in (
        ({"seats": 2}, "seats_in_use"),
        ({"months": 6}, "months_in_use"),
        ({"payer": "csr"}, "terms_in_use"),
        ({"code": "P27"}, "terms_in_use"),
        ({"region": "53.11.18"}, "terms_in_use"),
    ):
        refused(laptop, code, changes)
    programme_terms.edit(laptop, "P26", {"rate": 20_000, "name": "APBD", "decree_date": "2026-01-09"})
    assert programmes.ledger(laptop, "P26").own.rupiah("occupied") == 36 * 20_000
    programmes.close(laptop, "P26", "2026-01")
    refused(laptop, "rate_billed", {"rate": 16_800})
    refused(laptop, "period_billed", {"payment_period": 3})
    assert programme_terms.edit(laptop, "P26", {"name": "APBD Provinsi"}).value.name == "APBD Provinsi"


def test_a_bill_fixes_the_rate(laptop: Context) -> None:
    programme = add_programme(laptop, region="53.11", seats=10)
    with laptop.store.write("tester") as uow:
        bill = uow.new_id()
        uow.put("bill", bill, {"programme_id": programme, "first_month": "2026-01", "last_month": "2026-03"})
    refused(laptop, "rate_billed", {"rate": 16_000})
    refused(laptop, "months_in_use", {"months": 2})
    with laptop.store.write("tester") as uow:
        uow.put("bill", bill, {"cancelled": 1})
    assert programme_terms.edit(laptop, "P26", {"rate": 16_000}).value.rate == 16_000


def test_only_the_owner_changes_a_programme(province: Context, laptop: Context) -> None:
    add_programme(province)
    introduce(province, laptop)
    programmes.allot(province, "P26", "laptop-1", 5)
    send(province, laptop)
    for work in (
        lambda: programme_terms.edit(laptop, "P26", {"name": "x"}),
        lambda: programme_terms.set_weights(laptop, "P26", {"age": 2}),
        lambda: programme_terms.set_rules(laptop, "P26", [Rule("alive")]),
    ):
        with pytest.raises(UserError, match="not_owner"):
            work()


def test_rules_and_weights_have_versions_and_a_slot_keeps_its_own(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=10)
    people(laptop, 2, decile=7)
    people(laptop, 1, start=5, decile=2)
    slots.assign(laptop, "P26", limit=1)
    known = programmes.ledger(laptop, "P26").programme.eligibility.rules
    changed = programme_terms.set_rules(laptop, "P26", [*known, Rule("decile_at_most", {"most": 5})], reason="Pergub 3")
    assert changed.value.eligibility.version == 2
    assert programme_terms.set_rules(laptop, "P26", [*known, Rule("decile_at_most", {"most": 5})]).changed
    assert programmes.ledger(laptop, "P26").programme.eligibility.version == 2
    programme_terms.set_weights(laptop, "P26", {"disability": 200})
    plan = slots.assign(laptop, "P26", dry_run=True).value
    assert [one.reasons[0].code for one in plan.refused] == ["decile_too_high"] * 2
    (given,) = slots.slots(laptop, "P26")
    assert given["rule_version"] == 1
    found = programme_terms.versions(laptop, "P26")
    assert [(one.kind, one.version) for one in found] == [("weights", 2), ("rules", 2), ("rules", 1), ("weights", 1)]
    assert (found[1].actor, found[1].reason) == (laptop.actor, "Pergub 3")
    for rules, code in (
        ([], "rules_empty"),
        ([Rule("age", {"min": 65, "below": 18})], "rule_value"),
        ([Rule("decile_at_most", {"most": 11})], "rule_value"),
    ):
        with pytest.raises(UserError, match=code):
            programme_terms.set_rules(laptop, "P26", rules)
    with pytest.raises(UserError, match="weight_value"):
        programme_terms.set_weights(laptop, "P26", {"luck": 1})


def test_clocks_and_benefits_are_those_of_the_programme(laptop: Context) -> None:
    add_programme(laptop, region="53.11")
    made = programmes.ledger(laptop, "P26").programme
    assert (made.clocks, made.benefits.ordinary_death, made.discount) == (Terms(3, 36, 3), 42_000_000, False)
    programme_terms.edit(
        laptop, "P26", {"clocks": Terms(6, 24, 3), "benefits": Benefits(funeral=12_000_000), "discount": True}
    )
    made = programmes.ledger(laptop, "P26").programme
    assert (made.clocks.full_jkm_after, made.benefits.ordinary_death, made.discount) == (6, 44_000_000, True)
