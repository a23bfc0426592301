"""The queues of Perlu keputusan: paged, counted by sender and column, answered in bulk, and taken back."""

from pathlib import Path

import openpyxl
import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import answering, decisions, queue, taking_back
from ntt_desktop.services.sync.answering import ACCEPT, IGNORE, OURS, THEIRS, TYPED, Answer
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, SAME, SLOTS, Filter
from ntt_desktop.store import recompute
from tests.conftest import MakeContext
from tests.services.sync.nodes import answer, cell, change, edited, register, send, state, take


@pytest.fixture
def by_hand(pair: tuple[Context, Context], tmp_path: Path) -> tuple[Context, Context, list[str]]:
    """Three people whose phones and one whose name were changed by hand in the file; one row was added."""
    laptop, office = pair
    people = [register(laptop, at, heirs=0, phone=f"08120000000{at}") for at in range(3)]
    sent = send(laptop, tmp_path, unprotected=True).path

    def edit(book: openpyxl.Workbook) -> None:
        for row in (2, 3, 4):
            cell(book, "Pekerja", "Nomor HP", row).value = f"08130000000{row}"
        cell(book, "Pekerja", "Nama Lengkap", 2).value = "NAMA LAIN"
        book["Pekerja"].append([None, "5311184101900001", "ORANG BARU"])

    take(office, edited(sent, edit), trust=[laptop])
    return laptop, office, people


def shown(ctx: Context, worker: str, field: str) -> object:
    with ctx.store.read() as reader:
        return reader.value(f"SELECT {field} FROM worker WHERE id = ?", (worker,))


def test_cases_are_counted_and_paged(by_hand: tuple[Context, Context, list[str]]) -> None:
    laptop, office, _ = by_hand
    node = laptop.store.node.id
    assert queue.counts(office) == {SAME: 0, CONFLICTS: 0, EDITS: 5, SLOTS: 0, queue.ENDS: 0}
    assert queue.counts(office, node)[EDITS] == 5
    assert queue.counts(office, "nobody")[EDITS] == 0
    with office.store.read() as reader:
        assert queue.counts_by_sender(reader) == {node: {EDITS: 5}}
    total, page = queue.listing(office, Filter(EDITS), 1, 2)
    assert (total, len(page)) == (5, 2)
    everything = queue.codes(office, Filter(EDITS))
    assert [case.code for case in page] == everything[1:3]
    assert {case.id for case in decisions.open_cases(office)} == set(everything)
    assert queue.columns(office, Filter(EDITS)) == [("phone", 3), ("full_name", 1)]
    total, phones = queue.listing(office, Filter(EDITS, field="phone"))
    assert (total, {case.sender for case in phones}) == (3, {"laptop-1"})
    assert all(case.name.startswith("AGNES") and case.village for case in phones)
    _, (*_, added) = queue.listing(office, Filter(EDITS))
    assert (added.kind, added.name) == ("added_row", "ORANG BARU")


def test_a_column_is_accepted_in_bulk_and_taken_back(by_hand: tuple[Context, Context, list[str]]) -> None:
    _, office, people = by_hand
    phones = queue.codes(office, Filter(EDITS, field="phone"))
    made = answering.answer(office, dict.fromkeys(phones, Answer(ACCEPT))).value
    assert (made.done, made.refused) == (3, [])
    assert all(str(shown(office, worker, "phone")).startswith("0813") for worker in people)
    assert queue.counts(office)[EDITS] == 2
    assert taking_back.take_back(office, made).value == 3
    assert all(str(shown(office, worker, "phone")).startswith("0812") for worker in people)
    assert set(queue.codes(office, Filter(EDITS, field="phone"))) == set(phones)


def test_names_are_accepted_one_by_one_only(by_hand: tuple[Context, Context, list[str]]) -> None:
    _, office, _ = by_hand
    everything = queue.codes(office, Filter(EDITS))
    made = answering.answer(office, dict.fromkeys(everything, Answer(ACCEPT))).value
    assert made.done == 3
    assert sorted(error.code for _, error in made.refused) == ["case_other_answer", "edit_singly"]
    (name,) = queue.codes(office, Filter(EDITS, field="full_name"))
    answering.answer(office, {name: Answer(ACCEPT)})
    (added,) = queue.codes(office, Filter(EDITS))
    with pytest.raises(UserError, match="case_other_answer"):
        answering.answer(office, {added: Answer(ACCEPT)})
    ignored = answering.answer(office, {added: Answer(IGNORE)}).value
    assert queue.counts(office)[EDITS] == 0
    taking_back.take_back(office, ignored)
    assert queue.counts(office)[EDITS] == 1
    with pytest.raises(UserError, match="case_missing"):
        answering.answer(office, {name: Answer(IGNORE)})


def test_a_cell_changed_differently_in_two_files_is_looked_at(
    by_hand: tuple[Context, Context, list[str]], tmp_path: Path
) -> None:
    laptop, office, people = by_hand
    change(laptop, "worker", people[0], notes="x")
    sent = send(laptop, tmp_path, unprotected=True).path

    def edit(book: openpyxl.Workbook) -> None:
        for row in (2, 3, 4):
            phone = cell(book, "Pekerja", "Nomor HP", row)
            phone.value = "081400000009" if phone.value == "081200000000" else phone.value

    take(office, edited(sent, edit))
    phones = queue.codes(office, Filter(EDITS, field="phone"))
    made = answering.answer(office, dict.fromkeys(phones, Answer(ACCEPT))).value
    assert (made.done, [error.code for _, error in made.refused]) == (2, ["edit_twice", "edit_twice"])
    assert shown(office, people[0], "phone") == "081200000000"
    one, other = queue.listing(office, Filter(EDITS, field="phone"))[1]
    answering.answer(office, {one.code: Answer(ACCEPT), other.code: Answer(IGNORE)})
    assert shown(office, people[0], "phone") == one.detail["is"]


def test_conflicts_say_who_and_when_and_are_decided_for_many(pair: tuple[Context, Context], tmp_path: Path) -> None:
    laptop, office = pair
    people = [register(laptop, at, heirs=0) for at in range(3)]
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    for worker in people:
        change(office, "worker", worker, mother_name="YULIANA")
        change(laptop, "worker", worker, mother_name="YULIANI")
    take(office, send(laptop, tmp_path).path)
    total, page = queue.listing(office, Filter(CONFLICTS, node=laptop.store.node.id))
    assert total == 3
    ours = next(one for one in page[0].said if one.here)
    theirs = next(one for one in page[0].said if not one.here)
    assert (ours.value, theirs.value, theirs.node) == ("YULIANA", "YULIANI", "laptop-1")
    assert ours.when > 0
    assert ours.actor
    first, *rest = (case.code for case in page)
    made = answering.answer(office, {first: Answer(TYPED, "Juliana")}).value
    assert shown(office, page[0].worker, "mother_name") == "Juliana"
    taking_back.take_back(office, made)
    assert shown(office, page[0].worker, "mother_name") == page[0].said[0].value
    assert queue.counts(office)[CONFLICTS] == 3
    answering.answer(office, dict.fromkeys(rest, Answer(OURS)) | {first: Answer(THEIRS)})
    assert [shown(office, case.worker, "mother_name") for case in page] == ["YULIANI", "YULIANA", "YULIANA"]
    assert queue.counts(office)[CONFLICTS] == 0


def test_a_conflict_taken_back_waits_wherever_its_decision_went(pair: tuple[Context, Context], tmp_path: Path) -> None:
    laptop, office = pair
    worker = register(laptop, 1, heirs=0)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    change(office, "worker", worker, mother_name="YULIANA", birth_date="1979-01-01")
    change(laptop, "worker", worker, mother_name="YULIANI", birth_date="1980-01-01")
    take(office, send(laptop, tmp_path).path)
    _, before = queue.listing(office, Filter(CONFLICTS))
    decided = next(case for case in before if case.field == "mother_name")
    made = answering.answer(office, {decided.code: Answer(TYPED, "JULIANA")}).value
    take(laptop, answer(office, tmp_path)["laptop-1"])
    assert [case.field for case in queue.listing(laptop, Filter(CONFLICTS))[1]] == ["birth_date"]
    assert taking_back.take_back(office, made).value == 1
    take(laptop, answer(office, tmp_path)["laptop-1"])
    _, after = queue.listing(office, Filter(CONFLICTS, node=laptop.store.node.id))
    _, there = queue.listing(laptop, Filter(CONFLICTS))
    assert [case.code for case in after] == [case.code for case in before]
    assert state(laptop) == state(office)
    for case in after:
        old = next(one for one in before if one.code == case.code)
        told = [(one.value, one.actor, one.when, one.here, one.node) for one in case.said]
        assert told == [(one.value, one.actor, one.when, one.here, one.node) for one in old.said]
        (mine,) = (one.said for one in there if one.code == case.code)
        assert [one.here for one in mine] == [not one.here for one in case.said]
    with office.store.read() as reader:
        assert queue.counts_by_sender(reader) == {laptop.store.node.id: {CONFLICTS: 2}}
    # Decided and taken back once more, it is still told who said what first.
    made = answering.answer(laptop, {decided.code: Answer(OURS)}).value
    taking_back.take_back(laptop, made)
    take(office, send(laptop, tmp_path).path)
    _, again = queue.listing(office, Filter(CONFLICTS))
    assert [[(one.value, one.actor, one.when) for one in case.said] for case in again] == [
        [(one.value, one.actor, one.when) for one in case.said] for case in before
    ]
    assert recompute.differences(office.store) == []


def test_one_nik_for_two_people_is_answered_like_a_pair(make_ctx: MakeContext, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    one, two = make_ctx("petugas", "53.11", name="satu"), make_ctx("petugas", "53.04", name="dua")
    first = register(one, 6)
    second = register(two, 6, full_name="YOHANES BRIA", birth_date="1990-01-01")
    take(office, send(one, tmp_path).path, send(two, tmp_path).path, trust=[one, two])
    (code,) = queue.codes(office, Filter(SAME))
    assert queue.counts(office, two.store.node.id)[SAME] == 1
    bulk = answering.answer(office, {code: Answer("same"), "00000000": Answer("same")}).value
    assert (bulk.done, [error.code for _, error in bulk.refused]) == (0, ["pair_singly", "case_missing"])
    made = answering.answer(office, {code: Answer("same", note="KTP dilihat")}).value
    assert shown(office, max(first, second), "person_id") == min(first, second)
    assert queue.counts(office)[SAME] == 0
    taking_back.take_back(office, made)
    assert queue.codes(office, Filter(SAME)) == [code]
    answering.answer(office, {code: Answer("different")})
    assert queue.codes(office, Filter(SAME)) == [code], "one of the NIKs is wrong still"
