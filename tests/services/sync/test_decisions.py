"""What received files leave open is listed and decided."""

from pathlib import Path

import openpyxl
import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import same_person
from ntt_desktop.services.sync import decisions
from ntt_desktop.store.people.pairs import record_id
from tests.conftest import MakeContext
from tests.services.sync.nodes import answer, cell, change, edited, register, send, state, take


def test_a_conflict_is_decided_once_and_for_all(pair: tuple[Context, Context], tmp_path: Path) -> None:
    laptop, office = pair
    worker = register(laptop, 1)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    change(laptop, "worker", worker, full_name="AGNES LOBO SATU")
    change(office, "worker", worker, full_name="AGNES LOBO DUA")
    take(office, send(laptop, tmp_path).path)
    (case,) = decisions.open_cases(office)
    assert (case.kind, case.subject, case.field) == ("conflict", worker, "full_name")
    decisions.set_value(office, case.id, "AGNES LOBO SATU")
    assert decisions.open_cases(office) == []
    take(laptop, answer(office, tmp_path)["laptop-1"])
    assert state(laptop) == state(office)
    with pytest.raises(UserError, match="case_missing"):
        decisions.set_value(office, case.id, "x")


def test_an_edit_by_hand_waits_and_is_accepted_or_ignored(pair: tuple[Context, Context], tmp_path: Path) -> None:
    laptop, office = pair
    worker = register(laptop, 1)
    sent = send(laptop, tmp_path, unprotected=True).path

    def edit(book: openpyxl.Workbook) -> None:
        cell(book, "Pekerja", "Nama Ibu Kandung", 2).value = "YULIANA LOBO"
        cell(book, "Pekerja", "Penghasilan per Bulan", 2).value = 900000
        cell(book, "Kontak Keluarga", "Nama Kontak", 2).value = "MARIA BARU"
        book["Pekerja"].append([None, "5311184101900001", "ORANG BARU"])

    (report,) = take(office, edited(sent, edit), trust=[laptop])
    assert report.status == "received"
    assert sorted((edit.field, edit.was, edit.found) for edit in report.edited) == [
        ("monthly_income", "", "900000"),
        ("mother_name", "", "YULIANA LOBO"),
        ("name", "MARIA 0", "MARIA BARU"),
    ]
    assert [row.values["full_name"] for row in report.added_rows] == ["ORANG BARU"]
    with office.store.read() as reader:
        assert reader.value("SELECT mother_name FROM worker WHERE id = ?", (worker,)) is None
    cases = {(case.kind, case.field): case for case in decisions.open_cases(office)}
    assert len(cases) == 4
    decisions.accept_edit(office, cases["edit", "mother_name"].id)
    decisions.accept_edit(office, cases["edit", "name"].id)
    decisions.ignore(office, cases["edit", "monthly_income"].id)
    decisions.ignore(office, cases["added_row", ""].id)
    assert decisions.open_cases(office) == []
    with office.store.read() as reader:
        row = reader.one("SELECT mother_name, monthly_income FROM worker WHERE id = ?", (worker,))
        assert row == {"mother_name": "YULIANA LOBO", "monthly_income": None}
        assert reader.value("SELECT name FROM heir") == "MARIA BARU"
        said = reader.rows("SELECT kind, reason FROM change WHERE reason LIKE 'edited by hand in %' ORDER BY seq")
        assert [(one["kind"], one["reason"].split()[4]) for one in said] == [("worker", "Pekerja"), ("heir", "Kontak")]


def test_one_nik_and_two_people_wait_until_somebody_says_they_are_the_same(
    make_ctx: MakeContext, tmp_path: Path
) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    one, two = make_ctx("petugas", "53.11", name="satu"), make_ctx("petugas", "53.04", name="dua")
    first = register(one, 6)
    second = register(two, 6, full_name="YOHANES BRIA", birth_date="1990-01-01")
    take(office, send(one, tmp_path).path, send(two, tmp_path).path, trust=[one, two])
    (case,) = decisions.open_cases(office, "same_nik")
    with pytest.raises(UserError, match="case_other_answer"):
        decisions.ignore(office, case.id)
    decisions.answer_pair(office, case.id, "same")
    assert decisions.open_cases(office) == []
    with office.store.read() as reader:
        people = {row["person_id"] for row in reader.rows("SELECT person_id FROM worker")}
    assert people == {min(first, second)}
    same_person.undo(office, [record_id(*sorted((first, second)))], reason="keliru")
    assert [found.id for found in decisions.open_cases(office, "same_nik")] == [case.id], "as after the window's answer"
