"""A wrong end is taken back by a confirmed record; nothing else brings anybody back."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.changes import resolve
from ntt_desktop.domain.effects import MOVED
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import covers, replacing, slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events, reopening
from ntt_desktop.services.sync import answering, decisions, queue, queue_workbook, taking_back
from ntt_desktop.services.sync.answering import Answer
from ntt_desktop.store.codec import COLUMNS, decode
from ntt_desktop.wording.effects import sentences
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import add_programme, day, introduce, person, send


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    return make_ctx("supervisor", "53.11", name="kabupaten")


@pytest.fixture
def laptop(make_ctx: MakeContext, office: Context) -> Context:
    made = make_ctx("petugas", "53.11", name="laptop-1")
    introduce(office, made)
    with made.store.write("tester") as uow:
        uow.put("node", made.store.node.id, {"parent_id": office.store.node.id})
        uow.set_setting("parent", office.store.node.id)
    return made


def state(ctx: Context, worker: str) -> str:
    with ctx.store.read() as reader:
        return str(reader.value("SELECT state FROM worker WHERE id = ?", (worker,)))


def test_a_petugas_asks_and_a_supervisor_confirms(laptop: Context, office: Context) -> None:
    assert laptop.store.node.parent
    who = person(laptop, 1)
    events.end_worker(laptop, who, "died", day("2026-02-03"))
    asked = reopening.reopen_worker(laptop, who, "salah orang").value
    assert (asked.waits, state(laptop, who)) == (True, "ended")
    assert [one["id"] for one in reopening.waiting(laptop, who)] == [asked.event]
    for error, what in (("reopening_waits", reopening.reopen_worker), ("not_supervisor", None)):
        with pytest.raises(UserError, match=error):
            what(laptop, who, "lagi") if what else reopening.confirm(laptop, asked.event)
    assert queue.counts(laptop)[queue.ENDS] == 0
    send(laptop, office)
    assert state(office, who) == "ended"
    (case,) = queue.listing(office, queue.Filter(queue.ENDS))[1]
    assert (case.subject, case.worker, case.detail["note"]) == (asked.event, who, "salah orang")
    reopening.confirm(office, asked.event)
    assert (state(office, who), queue.counts(office)[queue.ENDS]) == ("registered", 0)
    send(office, laptop)
    assert state(laptop, who) == "registered"
    with office.store.read() as reader:
        assert reader.value("SELECT status FROM claim") == "cancelled"
    with pytest.raises(UserError, match="reopening_missing"):
        reopening.confirm(office, asked.event)


def test_requests_are_decided_in_the_queue_and_by_workbook_and_taken_back(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    people = [person(laptop, number) for number in (1, 2)]
    for who in people:
        events.end_worker(laptop, who, "died", day("2026-02-03"))
        reopening.reopen_worker(laptop, who, "salah orang")
    send(laptop, office)
    codes = queue.codes(office, queue.Filter(queue.ENDS))
    made = answering.answer(office, dict.fromkeys(codes, Answer(answering.CONFIRM))).value
    assert (made.done, [state(office, who) for who in people]) == (2, ["registered", "registered"])
    assert taking_back.take_back(office, made).value == 2
    assert [state(office, who) for who in people] == ["ended", "ended"]
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM claim WHERE cancelled IS NOT 1") == 2
    with pytest.raises(UserError, match="reason_missing"):
        answering.answer(office, {codes[0]: Answer(answering.REFUSE)})
    with pytest.raises(UserError, match="case_other_answer"):
        decisions.ignore(office, codes[0])
    book = openpyxl.load_workbook(queue_workbook.write_queue(office, tmp_path / "antrean.xlsx").value)
    sheet = next(one for one in book.worksheets if one.cell(4, 1).value in codes)
    assert [sheet.max_row, sheet.data_validations.dataValidation[0].formula1] == [5, '"setujui,tolak"']
    told = {str(sheet.cell(row, 1).value): row for row in (4, 5)}
    sheet.cell(told[codes[0]], 2).value = "setujui"
    sheet.cell(told[codes[1]], 2).value = "tolak"
    book.save(tmp_path / "jawab.xlsx")
    taken = queue_workbook.take_queue(office, tmp_path / "jawab.xlsx", note="jawab.xlsx").value
    assert (taken.answered, [error.code for _, error in taken.refused]) == ({"confirm": 1}, ["reason_missing"])
    sheet.cell(told[codes[1]], 3).value = "suratnya ada"
    book.save(tmp_path / "jawab.xlsx")
    again = queue_workbook.take_queue(office, tmp_path / "jawab.xlsx").value
    assert (again.answered, len(again.gone), queue.counts(office)[queue.ENDS]) == ({"refuse": 1}, 1, 0)
    assert queue_workbook.take_back(office, again).value == 1
    assert queue.codes(office, queue.Filter(queue.ENDS)) == [codes[1]]
    assert decisions.settle_end(office, codes[1], reason="suratnya ada").value.name
    assert queue.counts(office)[queue.ENDS] == 0


def test_a_refused_request_leaves_the_end_and_can_be_made_again(laptop: Context, office: Context) -> None:
    who = person(laptop, 1)
    events.end_worker(laptop, who, "withdrew", day("2026-02-03"))
    asked = reopening.reopen_worker(laptop, who, "salah orang").value
    send(laptop, office)
    with pytest.raises(UserError, match="reason_missing"):
        reopening.refuse(office, asked.event, " ")
    reopening.refuse(office, asked.event, "suratnya ada")
    send(office, laptop)
    assert (state(laptop, who), reopening.waiting(laptop, who)) == ("ended", [])
    assert reopening.reopen_worker(laptop, who, "ada bukti baru").value.waits


@given(order=st.randoms(use_true_random=False), repeats=st.integers(0, 12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_files_brings_anybody_back(
    laptop: Context, office: Context, clock: Clock, order: object, repeats: int
) -> None:
    """Whatever part of the log comes when and how often: ended until the confirmation is among what has come."""
    number = int(clock.now.timestamp()) % 99_999
    clock.now += timedelta(seconds=7)
    who = person(laptop, number)
    with laptop.store.write("tester") as uow:
        uow.put("worker", who, {"phone": "081234567890"})
    events.end_worker(laptop, who, "died", day("2026-02-03"))
    asked = reopening.reopen_worker(laptop, who, "salah").value
    with laptop.store.write("tester") as uow:
        uow.put("worker", who, {"notes": "kemudian"})
    with laptop.store.read() as reader:
        rows = reader.execute(f"SELECT {COLUMNS} FROM change WHERE record IN (?, ?)", (who, asked.event)).fetchall()
    changes = [decode(*row) for row in rows]
    mixed = [*changes, *changes[:repeats]]
    order.shuffle(mixed)  # type: ignore[attr-defined]
    seen = False
    for change in mixed:
        with office.store.write("tester") as uow:
            uow.apply([change], laptop.store.node.id)
        if "ended_on" in change.values:
            seen = True
        if seen:
            assert state(office, who) == "ended"
    assert resolve([change for change in changes if change.kind == "worker"]).values["ended_on"] == "2026-02-03"


def test_a_move_inside_the_payers_area_changes_only_the_domicile(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=2)
    who = person(laptop, 1)
    slots.assign(laptop, "P26")
    foreseen = events.foresee(laptop, who, MOVED, day("2026-02-03"), village="53.11.18.2001")
    assert (foreseen.ends, foreseen.freed_months, [slot.stays for slot in foreseen.slots]) == (False, 0, [True])
    done = events.record(laptop, who, MOVED, day("2026-02-03"), village="5311182001").value
    assert (done.ends, done.slots) == (False, ())
    with laptop.store.read() as reader:
        row = reader.one("SELECT village_code, ended_on FROM worker WHERE id = ?", (who,))
        assert row == {"village_code": "53.11.18.2001", "ended_on": None}
    outside = events.record(laptop, who, MOVED, day("2026-02-05"), village="53.01.04.2003").value
    assert (outside.ends, outside.freed_months) == (False, 10)
    for village, code in (("53.01.04.2003", "village_not_moved"), ("53.01", "village_unknown")):
        with pytest.raises(UserError, match=code):
            events.foresee(laptop, who, MOVED, day("2026-02-06"), village=village)


def test_what_is_foreseen_is_what_happens_and_what_the_family_loses_is_said(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=1)
    who = person(laptop, 1)
    covers.add(laptop, who, payer="APBD 2025", first="2025-01", last="2025-12")
    slots.assign(laptop, "P26")
    foreseen = events.foresee(laptop, who, "withdrew", day("2026-02-03"))
    assert foreseen.loss is not None
    assert (foreseen.loss.full_jkm, foreseen.loss.scholarship) == (True, False)
    said = [one.text for one in sentences(foreseen)]
    assert any(text.startswith("The family loses") for text in said)
    (slot,) = foreseen.slots
    assert slot.replacement_from is not None
    assert slot.replacement_from.text == "2026-03"
    done = events.record(laptop, who, "withdrew", day("2026-02-03"), evidence="surat").value
    assert (done.freed_months, done.freed_rupiah) == (foreseen.freed_months, foreseen.freed_rupiah)
    other = person(laptop, 2)
    given, _of = replacing.replacement(laptop, slot.slot)
    assert (given.person.id, given.first.text, given.slot) == (other, "2026-03", "")
    assert replacing.replace(laptop, slot.slot).value.person.id == other


def test_nothing_is_left_when_everything_ahead_is_paid(laptop: Context) -> None:
    add_programme(laptop, region="53.11", seats=1)
    who = person(laptop, 1)
    slots.assign(laptop, "P26")
    with laptop.store.write("tester") as uow:
        uow.execute("UPDATE seat_month SET stage = 4")
    foreseen = events.foresee(laptop, who, "died", day("2026-02-03"))
    assert (foreseen.has_no_months_left, foreseen.paid_months, foreseen.opens_claim) == (True, 2, True)
    assert any("No months are left" in one.text for one in sentences(foreseen))


def test_no_month_of_cover_is_made_backwards(laptop: Context, clock: Clock) -> None:
    add_programme(laptop, region="53.11", seats=1)
    who = person(laptop, 1)
    slots.assign(laptop, "P26")
    other = person(laptop, 2)
    clock.now += timedelta(days=120)  # June: nobody told of the death in February until now
    foreseen = events.foresee(laptop, who, "died", day("2026-02-03"))
    assert foreseen.slots[0].replacement_from is not None
    assert foreseen.slots[0].replacement_from.text == "2026-06"
    ended = events.end_worker(laptop, who, "died", day("2026-02-03")).value
    given = replacing.replace(laptop, ended.slots[0]).value
    assert (given.person.id, given.first.text, given.last.text) == (other, "2026-06", "2026-12")


def test_a_second_wrong_end_gives_everything_back_as_well(office: Context) -> None:
    add_programme(office, region="53.11", seats=1)
    who = person(office, 1)
    slots.assign(office, "P26")
    for on in ("2026-02-03", "2026-01-20"):  # the second one before the first: two slots are cut short
        events.end_worker(office, who, "moved", day(on))
        reopening.reopen_worker(office, who, "keliru")
        with office.store.read() as reader:
            assert reader.value("SELECT count(*) FROM seat_month WHERE in_force = 1") == 12
            assert reader.value("SELECT count(*) FROM seat_month WHERE in_force = 0") == 0
