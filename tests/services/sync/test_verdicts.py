"""Verdicts of every kind, through a tree, to the laptop that registered the person."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from ntt_desktop import i18n
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures.overview import overview
from ntt_desktop.services.people import workers
from ntt_desktop.services.sync import asking, verdicts
from ntt_desktop.wording.verdicts import WORDS, heading, verdict
from tests.conftest import Clock, MakeContext
from tests.services.sync.nodes import answer, change, register, send, take
from tests.services.sync.test_contested import two_payers


def said(ctx: Context, worker: str) -> list[str]:
    return [one.state for one in verdicts.of_worker(ctx, worker)]


def up_and_down(laptop: Context, regency: Context, province: Context, folder: Path) -> None:
    """Laptop -> kabupaten -> province -> kabupaten -> laptop."""
    take(regency, send(laptop, folder).path, trust=[laptop])
    take(province, send(regency, folder).path, trust=[regency])
    take(regency, answer(province, folder)[regency.store.node.name])
    take(laptop, answer(regency, folder)[laptop.store.node.name])


def test_what_the_province_says_reaches_the_laptop_through_the_kabupaten(
    make_ctx: MakeContext, clock: Clock, tmp_path: Path
) -> None:
    province = make_ctx("supervisor", "53", name="provinsi")
    regency = make_ctx("supervisor", "53.11", name="kabupaten")
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    other = make_ctx("petugas", "53.04", name="lain")
    # In another kabupaten: the same person as 1, somebody else with the NIK of 2.
    first = register(other, 1, full_name="AGNES LOBO", village_code="53.04.01.2001")
    register(other, 2, full_name="YOHANES BRIA", birth_date="1990-01-01", village_code="53.04.01.2001")
    take(province, send(other, tmp_path).path, trust=[other])
    clock.now += timedelta(hours=1)
    names = ("AGNES LOBO", "MARTEN TAEK", "ROSALIA SERAN", "PETRUS KLAU", "DOMINIKA BERE")
    mine = {number: register(laptop, number, full_name=name) for number, name in enumerate(names, start=1)}
    assert first < mine[1]
    up_and_down(laptop, regency, province, tmp_path)
    asking.ask_correction(province, mine[3], "Nama ibu di KK lain", field="mother_name")
    with province.store.write("t") as uow:
        for number, result in ((4, "accepted"), (5, "refused")):
            values = {
                "worker_id": mine[number],
                "result": result,
                "reason": "NIK tidak ditemukan",
                "dated_on": "2026-02-01",
            }
            uow.put("enrolment", uow.new_id(), values if result == "refused" else {**values, "reason": None})
    up_and_down(laptop, regency, province, tmp_path)
    assert said(laptop, mine[1]) == ["joined"]
    assert said(laptop, mine[2]) == ["same_nik_waits"]
    assert said(laptop, mine[3]) == ["correct"]
    assert said(laptop, mine[4]) == ["bpjs_accepted", "accepted"]
    assert said(laptop, mine[5]) == ["bpjs_refused", "accepted"]
    (joined,) = verdicts.of_worker(laptop, mine[1])
    assert (joined.detail["region"], joined.detail["by"]) == ("53.04", "provinsi")
    assert verdicts.counts(laptop) == {
        "same_nik_waits": 1,
        "correct": 1,
        "bpjs_refused": 1,
        "joined": 1,
        "bpjs_accepted": 1,
        "accepted": 2,
    }
    # The kabupaten's first page says so too; nobody stands above the province.
    assert [overview(one).corrections for one in (laptop, regency, province)] == [3, 3, 0]
    total, rows = verdicts.people(laptop, "accepted", limit=1)
    assert (total, len(rows)) == (2, 1)
    # A correction settles the question, here and above.
    workers.edit(laptop, mine[3], {"mother_name": "ANA SERAN"})
    up_and_down(laptop, regency, province, tmp_path)
    assert "correct" not in said(laptop, mine[3])
    assert send(laptop, tmp_path).nothing_new


def test_somebody_alike_elsewhere_is_told_masked(make_ctx: MakeContext, tmp_path: Path) -> None:
    province = make_ctx("supervisor", "53", name="provinsi")
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    other = make_ctx("petugas", "53.04", name="lain")
    register(
        other, 7, nik="5311180703780077", full_name="MARIA YOHANA BRIA", mother_name="ANA", no_kk="5311180101010001"
    )
    mine = register(laptop, 7, full_name="MARIA YOHANA BRIA", mother_name="ANA", no_kk="5311180101010001")
    for node in (other, laptop):
        (report,) = take(province, send(node, tmp_path).path, trust=[node])
    assert report.duplicates == 1
    take(laptop, answer(province, tmp_path)["laptop-1"])
    found = {one.state: one.detail for one in verdicts.of_worker(laptop, mine)}
    assert set(found) == {"maybe_duplicate", "accepted"}
    assert found["maybe_duplicate"]["nik"].endswith("0077")
    assert "5311180703" not in json.dumps(found)


def test_a_return_says_of_slots_what_became_of_them(make_ctx: MakeContext, clock: Clock, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    one, two = two_payers(office, make_ctx, clock, tmp_path)
    (report,) = take(one, answer(office, tmp_path)["satu"])
    assert report.verdicts == {"joined": 1, "slot_approved": 1}
    clock.now += timedelta(hours=1)
    (report,) = take(two, answer(office, tmp_path)["dua"])
    assert report.verdicts["slot_contested"] == 1
    assert len(slots.slots(one)) == 1


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("state", WORDS)
def test_every_verdict_has_a_heading_and_a_sentence(state: str, language: str) -> None:
    i18n.set_language(language)
    details = [
        {},
        {
            "region": "53.04",
            "nik": "************0012",
            "by": "provinsi",
            "reason": "NIK",
            "months": ["2026-01", "2026-12"],
        },
        {"why": "other_payer", "programme": "P1", "kept": "P2", "months": ["2026-01"]},
        {"why": "seat_given", "seat": 4, "months": ["2026-01"]},
        {"why": "already_paid", "findings": [{"code": "kk_equals_nik"}]},
    ]
    for detail in details:
        if state == "slot_contested":
            detail = {**detail, "months": 3}
        text = verdict(state, detail, lambda code: code)
        assert text
        assert "{" not in text
        assert "_" not in text
    assert heading(state) != state


def test_months_stand_in_words() -> None:
    detail = {"why": "other_payer", "programme": "P1", "kept": "P2", "months": ["2026-01", "2026-12"]}
    assert verdict("slot_refused", detail, str) == "No slot of P1 for Jan–Dec 2026: P2 pays this person."
    assert "for besok: P2" in verdict("slot_refused", {**detail, "months": ["besok"]}, str).replace("besok - ", "")
    detail = {"why": "freed", "programme": "P1", "months": ["2026-01"], "by": "Provinsi"}
    said = "The slot of P1 for Jan 2026 was taken back: nobody is to have it. (says Provinsi)"
    assert verdict("slot_refused", detail, str) == said
    detail = {"region": "53.04", "nik": "************0012"}
    assert "NIK …0012." in verdict("maybe_duplicate", detail, lambda _code: "Kab. Belu")


def test_a_slot_by_a_record_of_another_place_is_told_down_the_tree_until_it_is_freed(
    make_ctx: MakeContext, clock: Clock, tmp_path: Path
) -> None:
    province = make_ctx("supervisor", "53", name="provinsi")
    regency = make_ctx("supervisor", "53.11", name="kabupaten")
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    register(province, 1, full_name="AGNES LOBO")  # from a list, before there was a laptop
    programmes.add(province, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 5, 16_800))
    programmes.add(province, NewProgramme("P27", "APBD", "provinsi", "53", "2027-01", 3, 5, 16_800))
    (given,) = slots.assign(province, "P26").value.given
    assert len(slots.assign(province, "P27").value.given) == 1
    mine = register(laptop, 1, full_name="AGNES LOBO")
    for _ in range(2):
        up_and_down(laptop, regency, province, tmp_path)
        clock.now += timedelta(hours=1)
    label = laptop.reference.regions.label
    told = [one for one in verdicts.of_worker(laptop, mine) if one.state == verdicts.APPROVED]
    assert [verdict(one.state, one.detail, label) for one in told] == [
        "Slot of P26 for Jan–Dec 2026, by a record of another place (says provinsi)",
        "Slot of P27 for Jan–Mar 2027, by a record of another place (says provinsi)",
    ]
    assert send(laptop, tmp_path).nothing_new
    change(province, "slot", given.slot, cancelled=1)
    up_and_down(laptop, regency, province, tmp_path)
    told = [one for one in verdicts.of_worker(laptop, mine) if one.state == verdicts.APPROVED]
    assert [one.detail["programme"] for one in told] == ["P27"]
