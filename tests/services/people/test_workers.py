"""Registering, mending and taking back people."""

from datetime import date

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import families, person_detail, verifications, workers
from tests.conftest import Clock

GOOD: dict[str, str | int | None] = {
    "nik": "5311185105780001",
    "full_name": "Yuliana Goit",
    "village_code": "5311182005",
    "birth_date": "11/05/1978",
    "occupation": "Penenun",
    "phone": "81398115345",
}


def add(ctx: Context, **changed: str | int | None) -> str:
    return workers.add(ctx, GOOD | changed).value.id


def refusal(call: object, *args: object, **named: object) -> str:
    with pytest.raises(UserError) as refused:
        call(*args, **named)  # type: ignore[operator]
    return refused.value.code


def standing(ctx: Context, worker: str) -> dict[str, bool]:
    return {finding.code: finding.settled for finding in person_detail.get(ctx, worker).findings}


def test_a_person_is_stored_as_the_domain_says(ctx: Context) -> None:
    found = person_detail.get(ctx, add(ctx)).worker
    assert (found["nik"], found["village_code"], found["sex"]) == ("5311185105780001", "53.11.18.2005", "P")
    assert (found["birth_date"], found["occupation"], found["phone"]) == ("1978-05-11", "penenun", "081398115345")
    assert found["registered_on"] == "2026-02-10"
    assert found["state"] == "registered"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nik": ""}, "nik_missing"),
        ({"nik": "53111851057800"}, "nik_length"),
        ({"full_name": ""}, "name_missing"),
        ({"village_code": "53.11"}, "village_unknown"),
        ({"decile": 11}, "decile_invalid"),
        ({"monthly_income": "banyak"}, "number_invalid"),
        ({"withdrawn_on": "kemarin"}, "date_invalid"),
        ({"colour": "red"}, "field_unknown"),
    ],
)
def test_what_cannot_be_saved(ctx: Context, change: dict[str, str | int | None], code: str) -> None:
    assert refusal(workers.add, ctx, GOOD | change) == code


@pytest.mark.parametrize("text", ["1500000", "1.500.000", "Rp 1.500.000,00", "1500000.00", "1,5 juta", "1500 ribu"])
def test_an_income_is_read_as_in_a_list(ctx: Context, text: str) -> None:
    assert person_detail.get(ctx, add(ctx, monthly_income=text)).worker["monthly_income"] == 1_500_000


def test_one_nik_is_one_person_and_the_refusal_says_who(ctx: Context) -> None:
    first = add(ctx)
    with pytest.raises(UserError) as refused:
        add(ctx, full_name="Orang Lain")
    assert refused.value.code == "nik_taken"
    assert refused.value.params["id"] == first
    assert refused.value.params["name"] == "Yuliana Goit"
    assert "5311185105780001" not in str(refused.value)


def test_a_void_person_frees_the_nik_and_may_come_back_only_if_it_is_free(ctx: Context) -> None:
    first = add(ctx)
    assert refusal(workers.void, ctx, first, reason=" ") == "reason_missing"
    workers.void(ctx, first, reason="salah ketik")
    assert refusal(workers.edit, ctx, first, {"phone": ""}) == "worker_missing"
    second = add(ctx)
    assert refusal(workers.unvoid, ctx, first) == "nik_taken"
    workers.void(ctx, second, reason="salah lagi")
    workers.unvoid(ctx, first)
    assert person_detail.get(ctx, first).worker["state"] == "registered"


def test_a_number_that_cannot_be_read_takes_none_away(ctx: Context) -> None:
    person = workers.add(ctx, GOOD).value.id
    (found,) = workers.edit(ctx, person, {"phone": "08123"}).value.findings
    assert found.code == "phone_invalid"
    assert person_detail.get(ctx, person).worker["phone"] == "081398115345"
    assert workers.edit(ctx, person, {"phone": ""}).value.findings == ()
    assert person_detail.get(ctx, person).worker["phone"] is None


def test_a_corrected_nik_keeps_the_person_and_its_history(ctx: Context, clock: Clock) -> None:
    person = add(ctx, birth_date="12/05/1978")
    assert standing(ctx, person) == {"nik_birth_mismatch": False}
    workers.edit(ctx, person, {"nik": "5311185205780001"}, reason="KTP dibaca lagi")
    assert standing(ctx, person) == {}
    entry = next(e for e in person_detail.history(ctx, person) if e.kind == "worker" and e.reason)
    assert (entry.actor, entry.reason) == ("Y. Ndapa", "KTP dibaca lagi")
    assert entry.fields == (("nik", "5311185105780001", "5311185205780001"),)
    assert entry.at == int(clock.now.timestamp() * 1000)


def test_findings_of_other_fields_stand_as_they_stood(ctx: Context) -> None:
    person = add(ctx, birth_date="12/05/1978", no_kk="123", occupation="Wiraswasta")
    verifications.verify(
        ctx, [person], seen=["ktp"], by="Y. Ndapa", on=date(2026, 2, 10), settles=["nik_birth_mismatch"]
    )
    workers.edit(ctx, person, {"no_kk": "5311180810219381", "occupation": "Pelajar"})
    assert standing(ctx, person) == {"nik_birth_mismatch": True, "occupation_not_work": False}
    workers.edit(ctx, person, {"birth_date": "13/05/1978"})
    assert standing(ctx, person) == {"nik_birth_mismatch": False, "occupation_not_work": False}


def test_an_edit_is_refused_only_for_what_it_changes(ctx: Context) -> None:
    person = workers.add(ctx, GOOD | {"nik": "5311"}, incomplete=True).value.id
    found = person_detail.get(ctx, person)
    assert (found.worker["nik"], found.worker["incomplete"]) == (None, 1)
    assert [(f.code, f.value) for f in found.findings] == [("nik_length", "5311")]
    workers.edit(ctx, person, {"hamlet": "Dusun 2"})
    assert refusal(workers.edit, ctx, person, {"full_name": ""}) == "name_missing"
    assert refusal(workers.edit, ctx, person, {"nik": "53"}) == "nik_length"
    workers.edit(ctx, person, {"nik": "5311185105780001"})
    found = person_detail.get(ctx, person)
    assert (found.worker["incomplete"], found.findings) == (0, [])


def test_a_nik_typed_from_the_ktp_settles_what_it_says(ctx: Context) -> None:
    person = workers.add(ctx, GOOD | {"birth_date": "12/05/1978", "no_kk": GOOD["nik"]}, ktp_seen=True).value.id
    assert standing(ctx, person) == {"nik_birth_mismatch": True, "kk_equals_nik": False}
    found = person_detail.get(ctx, person)
    assert found.verifications[0]["how"] == workers.KTP_SEEN
    assert found.worker["open_evidence"] == 1


def test_people_alike_are_shown_and_noted_on_the_later_one(ctx: Context) -> None:
    first = add(ctx)
    other = {"nik": "5311185105780002", "full_name": "YULIANA  GOIT"}
    shown = workers.check(ctx, GOOD | other).similar
    assert [(s.id, s.why, s.differences) for s in shown] == [(first, "alike_in_village", ("nik",))]
    second = add(ctx, **other)
    assert standing(ctx, second) == {"possible_duplicate": False}
    workers.edit(ctx, first, {"full_name": "Yuliana Goit"})
    assert standing(ctx, first) == {}
    workers.edit(ctx, second, {"full_name": "Sisilia Wadu"})
    assert standing(ctx, second) == {}


def test_a_form_shows_whose_nik_it_is(ctx: Context) -> None:
    first = add(ctx)
    assert workers.check(ctx, GOOD).owner["id"] == first  # type: ignore[index]
    assert workers.check(ctx, GOOD, worker_id=first).owner is None
    assert workers.check(ctx, {"nik": "53"}).owner is None


def test_family(ctx: Context) -> None:
    person = workers.add(ctx, GOOD, heirs=[{"name": "Yohanes", "phone": "81234567890"}]).value.id
    child = families.save_child(ctx, person, {"name": "Ina", "birth_date": "1-2-20", "married": False}).value
    found = person_detail.get(ctx, person)
    assert [(h["name"], h["phone"]) for h in found.heirs] == [("Yohanes", "081234567890")]
    assert [(c["name"], c["birth_date"], c["married"]) for c in found.children] == [("Ina", "2020-02-01", 0)]
    families.save_child(ctx, person, {"school_level": "SD"}, child_id=child)
    families.remove_part(ctx, "heir", found.heirs[0]["id"])
    found = person_detail.get(ctx, person)
    assert (found.heirs, found.children[0]["school_level"]) == ([], "SD")
    assert refusal(families.save_heir, ctx, person, {"phone": "081234567890"}) == "heir_name_missing"
    assert refusal(families.save_heir, ctx, person, {"name": "A", "phone": "x"}) == "phone_unreadable"
    assert refusal(families.save_child, ctx, person, {"name": "A", "birth_date": "1-1-2030"}) == "date_invalid"


def test_verifying_in_bulk_is_all_or_nothing(ctx: Context) -> None:
    people = [add(ctx, nik=f"531118510578000{n}", full_name=name) for n, name in enumerate(("Ana", "Domi"), 1)]
    today = date(2026, 2, 10)
    seen = ["ktp", "work", "domicile"]
    assert refusal(verifications.verify, ctx, [*people, "?"], seen=seen, by="A", on=today) == "worker_missing"
    assert person_detail.get(ctx, people[0]).verifications == []
    verifications.verify(ctx, people, seen=seen, by="Kepala Desa", on=today, how="daftar bertanda tangan")
    assert [person_detail.get(ctx, p).worker["state"] for p in people] == ["verified", "verified"]
    made = person_detail.get(ctx, people[0]).verifications[0]
    assert (made["seen"], made["by"], made["date"]) == (["domicile", "ktp", "work"], "Kepala Desa", "2026-02-10")
    verifications.withdraw_verification(ctx, made["id"], reason="bukan dia")
    assert person_detail.get(ctx, people[0]).worker["state"] == "registered"


def test_what_no_verification_is(ctx: Context) -> None:
    person, today = add(ctx), date(2026, 2, 10)
    assert refusal(verifications.verify, ctx, [person], seen=[], by="A", on=today) == "seen_missing"
    assert refusal(verifications.verify, ctx, [person], seen=["sim"], by="A", on=today) == "seen_unknown"
    assert refusal(verifications.verify, ctx, [person], seen=["ktp"], by="", on=today) == "verifier_missing"
    assert refusal(verifications.verify, ctx, [person], seen=["ktp"], by="A", on=date(2026, 2, 11)) == "date_in_future"
    for code in ("worker_ended", "phone_invalid", "?"):
        assert (
            refusal(verifications.verify, ctx, [person], seen=["ktp"], by="A", on=today, settles=[code])
            == "settles_unknown"
        )
