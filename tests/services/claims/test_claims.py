"""Claims: reported, gathered, sent, answered; with what the family may expect."""

from datetime import date

import pytest

from ntt_desktop.domain import claims as rules
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.claims import claims
from ntt_desktop.services.claims.claim_view import beyond_scholarship, missing_for_claim
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import bills, payments
from ntt_desktop.services.people import families
from ntt_desktop.wording import claims as words
from ntt_desktop.wording.errors import message
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import add_programme, day, people

EVENT = day("2026-02-08")


@pytest.fixture
def province(make_ctx: MakeContext) -> Context:
    """Two people on a seat; January and February are paid."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    add_programme(ctx, seats=5)
    people(ctx, 2)
    slots.assign(ctx, "P26", from_month="2026-01")
    bills.issue(ctx, "P26", "2026-02", number="001")
    payments.pay(ctx, "P26", "001", paid_on="2026-02-05")
    return ctx


def somebody(ctx: Context) -> str:
    with ctx.store.read() as reader:
        return str(reader.value("SELECT worker_id FROM slot ORDER BY seat LIMIT 1"))


def opened(ctx: Context, kind: str = rules.JKM, **given: object) -> str:
    return claims.report(ctx, somebody(ctx), claim_type=kind, event_date=EVENT, **given).value  # type: ignore[arg-type]


def test_a_death_in_the_second_month_pays_ten_million_and_at_work_seventy(province: Context) -> None:
    claim = opened(province)
    view = claims.show(province, claim)
    assert view.covered
    assert view.clocks.months_in_row == 2
    assert (view.expected.low, view.expected.high) == (10_000_000, 10_000_000)
    assert claims.classify(province, claim, rules.JKK).value.expected.high == 70_000_000


def test_the_family_stands_in_legal_order_and_a_third_child_is_named(province: Context) -> None:
    worker = somebody(province)
    for name, relation in (("Beni", "Kakak"), ("Ana", "Istri"), ("Cici", "Ibu"), ("Dedi", "Anak")):
        families.save_heir(province, worker, {"name": name, "relation": relation})
    for name in ("Satu", "Dua", "Tiga"):
        families.save_child(province, worker, {"name": name, "birth_date": "2020-01-01", "school_level": "SD"})
    view = claims.show(province, opened(province, rules.JKK))
    assert [heir.name for heir in view.heirs] == ["Ana", "Dedi", "Cici", "Beni"]
    assert view.expected.high == 70_000_000 + 2 * 87_000_000
    said = [words.line(line) for line in view.expected.lines]
    assert sum("paling banyak dua anak" in condition or "at most two" in condition for _, _, condition in said) == 1
    assert rules.SCHOOL in view.documents


def test_a_claim_goes_its_course_and_keeps_what_was_expected(province: Context) -> None:
    claim = opened(province)
    view = claims.show(province, claim)
    with pytest.raises(UserError, match="claim_step"):
        claims.send(province, claim, province.today)
    first, *rest = view.documents
    assert claims.hand_in(province, claim, {first: "2026-02-09"}).value.status == rules.REPORTED
    assert claims.hand_in(province, claim, dict.fromkeys(rest, "2026-02-10")).value.status == rules.COMPLETE
    assert claims.hand_in(province, claim, {first: ""}).value.missing == (first,)
    claims.hand_in(province, claim, {first: "2026-02-10"})
    sent = claims.send(province, claim, province.today).value
    assert (sent.status, sent.values["expected"]) == (rules.SENT, 10_000_000)
    claims.refuse(province, claim, province.today, "surat kurang")
    claims.send(province, claim, province.today)
    with pytest.raises(UserError) as caught:
        claims.pay(province, claim, province.today, 100_000_000, to="Ana Lobo")
    assert caught.value.code == "claim_amount_above"
    assert "Rp10.000.000" in message(caught.value)[0]
    paid = claims.pay(province, claim, province.today, 10_000_000, to="Ana Lobo", bank="BRI", account="123").value
    assert (paid.status, paid.values["amount"], paid.values["paid_to"]) == (rules.PAID, 10_000_000, "Ana Lobo")
    with pytest.raises(UserError, match="claim_step"):
        claims.refuse(province, claim, province.today, "x")


def test_claims_are_listed_by_their_clock(province: Context) -> None:
    with province.store.read() as reader:
        one, other = (row["worker_id"] for row in reader.rows("SELECT worker_id FROM slot ORDER BY seat"))
    late = claims.report(province, one, claim_type=rules.JKK, event_date=day("2026-02-01")).value
    soon = claims.report(province, other, claim_type=rules.JKK, event_date=day("2026-02-09"), cause=rules.INJURY).value
    views = claims.listing(province)
    assert [view.id for view in views] == [late, soon]
    assert [view.clock.late for view in views] == [True, False]
    assert views[1].clock.days_left == 1
    assert views[1].expected.high == 0
    assert claims.listing(province, status=rules.PAID) == []


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda ctx: opened(ctx, "x"), "claim_type_unknown"),
        (lambda ctx: opened(ctx), "claim_exists"),
        (
            lambda ctx: claims.report(ctx, somebody(ctx), claim_type="jkm", event_date=day("2099-01-01")),
            "date_in_future",
        ),
        (
            lambda ctx: claims.report(ctx, somebody(ctx), claim_type="jkm", event_date=day("2025-12-31")),
            "claim_before_cover",
        ),
        (
            lambda ctx: claims.report(ctx, somebody(ctx), claim_type="jkm", event_date=day("1970-01-01")),
            "end_before_birth",
        ),
        (lambda ctx: claims.show(ctx, "nothing"), "claim_unknown"),
        (lambda ctx: claims.hand_in(ctx, only(ctx), {"photo": "2026-02-09"}), "document_unknown"),
        (lambda ctx: claims.pay(ctx, only(ctx), ctx.today, 0, to="Ana"), "claim_amount"),
        (lambda ctx: claims.pay(ctx, only(ctx), ctx.today, 5, to=" "), "claim_payee"),
        (lambda ctx: claims.refuse(ctx, only(ctx), ctx.today, ""), "reason_missing"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(province: Context, call: object, code: str) -> None:
    opened(province)
    before = claims.listing(province)
    with pytest.raises(UserError) as caught:
        call(province)  # type: ignore[operator]
    assert caught.value.code == code
    assert all(message(caught.value))
    assert [view.values for view in claims.listing(province)] == [view.values for view in before]


def only(ctx: Context) -> str:
    (view,) = claims.listing(ctx)
    return view.id


def test_an_event_before_the_known_cover_is_reported_when_somebody_insists(province: Context) -> None:
    worker = somebody(province)
    claim = claims.report(province, worker, claim_type="jkm", event_date=day("2025-12-31"), anyway=True).value
    assert claims.show(province, claim).expected.high == 0


def test_a_claim_that_lacks_nothing_is_ready_before_anything_happens() -> None:
    heir = {"name": "Ana", "phone": "0812", "nik": None, "bank_account": None}
    assert missing_for_claim({"no_kk": None, "bank_account": None}, []) == ("no_kk", "heir", "bank_account")
    assert missing_for_claim({"no_kk": "1", "bank_account": "2"}, [heir]) == ()


def test_the_clock_of_the_report() -> None:
    clock = rules.clock(date(2024, 2, 29), date(2024, 3, 1))
    assert (clock.report_until, clock.days_left, clock.late) == (date(2024, 3, 2), 1, False)
    assert clock.right_until == date(2029, 2, 28)
    assert rules.clock(date(2026, 1, 1), date(2026, 1, 9), known_since=date(2026, 1, 8)).days_left == 1
    assert rules.clock(date(2026, 1, 1), date(2026, 1, 9), reported_on=date(2026, 1, 3)).late is False


def test_the_clock_runs_until_bpjs_was_told(province: Context) -> None:
    injured = opened(province, rules.JKK, cause=rules.INJURY)
    view = claims.show(province, injured)
    assert (view.clock_runs, view.clock.days_left, view.clock.late) == (True, 0, False)
    assert "last day" in words.clock(view.clock, runs=True)
    told = claims.hand_in(province, injured, {rules.FIRST_STAGE: "2026-02-09"}).value
    assert (told.clock_runs, told.clock.late) == (False, False)
    assert words.clock(told.clock, runs=False) == "reported in time"
    assert claims.counts(province) == claims.Counts(all=1, open=1)


def test_a_late_report_says_that_the_right_lasts_five_years(province: Context) -> None:
    claim = claims.report(province, somebody(province), claim_type="unknown", event_date=day("2026-02-01")).value
    view = claims.show(province, claim)
    said = words.clock(view.clock, runs=view.clock_runs)
    assert view.clock.late
    assert "01/02/2031 (to be confirmed)" in said
    assert words.clock(view.clock, runs=True, short=True) == "late: report it"


@pytest.mark.parametrize(("given", "code"), [("2026-02-11", "date_in_future"), ("kemarin", "date_invalid")])
def test_a_document_is_handed_in_on_a_day_that_was(province: Context, given: str, code: str) -> None:
    claim = opened(province)
    with pytest.raises(UserError) as caught:
        claims.hand_in(province, claim, {"kk": given, "ktp_worker": "2026-02-09"})
    assert caught.value.code == code
    assert all(message(caught.value))
    assert len(claims.show(province, claim).missing) == len(claims.show(province, claim).documents)


def test_nothing_happens_to_an_ended_person_after_the_end_nor_a_second_death(province: Context) -> None:
    worker = somebody(province)
    events.end_worker(province, worker, "withdrew", day("2026-02-05"))
    for given in ({"claim_type": "jkk", "cause": rules.INJURY, "event_date": day("2026-02-06")},
                  {"claim_type": "jkm", "event_date": day("2026-02-03")}):  # fmt: skip
        with pytest.raises(UserError) as caught:
            claims.report(province, worker, **given)  # type: ignore[arg-type]
        assert caught.value.code == "worker_already_ended"
    with pytest.raises(UserError, match="worker_already_ended"):
        events.record(province, worker, "died", day("2026-02-06"))
    assert claims.listing(province) == []
    hurt = {"claim_type": "jkk", "cause": rules.INJURY, "event_date": day("2026-02-03")}
    claims.report(province, worker, **hurt)  # type: ignore[arg-type]
    assert claims.counts(province).all == 1


def test_it_is_not_known_before_it_happens_and_dates_stand_as_on_the_screen(province: Context) -> None:
    with pytest.raises(UserError) as caught:
        opened(province, rules.JKK, known_since=day("2026-02-07"))
    assert caught.value.code == "claim_known_before"
    assert "07/02/2026" in message(caught.value)[0]


def test_missing_documents_and_wrong_steps_have_different_sentences(province: Context) -> None:
    claim = opened(province)
    with pytest.raises(UserError) as early:
        claims.send(province, claim, province.today)
    assert "Claim form of BPJS" in message(early.value)[1]
    with pytest.raises(UserError) as wrong:
        claims.pay(province, claim, province.today, 5, to="Ana")
    assert wrong.value.code == "claim_step"
    claims.hand_in(province, claim, dict.fromkeys(claims.show(province, claim).documents, "2026-02-10"))
    with pytest.raises(UserError) as caught:
        claims.pay(province, claim, province.today, 5, to="Ana")
    assert caught.value.code == "claim_step_state"
    assert "Complete" in message(caught.value)[0]


def test_nothing_is_sent_before_it_is_said_what_it_was(province: Context) -> None:
    claim = opened(province, rules.UNKNOWN)
    claims.hand_in(province, claim, dict.fromkeys(claims.show(province, claim).documents, "2026-02-10"))
    with pytest.raises(UserError) as caught:
        claims.send(province, claim, province.today)
    assert caught.value.code == "claim_type_open"
    assert all(message(caught.value))
    claims.classify(province, claim, rules.JKM)
    assert claims.send(province, claim, province.today).value.status == rules.SENT


def test_how_it_is_computed_is_said_by_the_clocks(province: Context) -> None:
    view = claims.show(province, opened(province))
    said = dict(words.basis(view.claim_type, covered=view.covered, clocks=view.clocks, terms=view.terms))
    assert said["Months in a row"] == "2"
    assert said["Full JKM"] == "after 3 months: not reached"
    assert dict(words.basis("jkk", covered=False, clocks=view.clocks, terms=view.terms))[
        "Month of the event"
    ].startswith("is not paid")


def test_more_children_than_count_are_named_while_they_are_typed() -> None:
    children = [{"name": name, "birth_date": None, "school_level": level, "married": None, "working": None}
                for name, level in (("Ana", "SMA"), ("Beni", "SD"), ("Cici", "SMP"), ("Dedi", "tamat"))]  # fmt: skip
    assert beyond_scholarship(children, EVENT) == ("Ana",)
    assert beyond_scholarship(children[:2], EVENT) == ()
