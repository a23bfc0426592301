"""All queues out to one workbook, answered there, and back in."""

from pathlib import Path

import openpyxl
import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.formats import queue_workbook as formats
from ntt_desktop.services.context import Context
from ntt_desktop.services.people.verifications import verify
from ntt_desktop.services.sync import queue, queue_workbook
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, SAME
from tests.conftest import MakeContext
from tests.services.sync.nodes import cell, change, edited, register, send, take


@pytest.fixture
def office(make_ctx: MakeContext, tmp_path: Path) -> Context:
    """Edited phones and a name, two conflicts of one person, one NIK for two people."""
    laptop, other = make_ctx("petugas", "53.11", name="laptop-1"), make_ctx("petugas", "53.04", name="laptop-2")
    office = make_ctx("supervisor", "53", name="provinsi")
    people = [register(laptop, at, heirs=0, phone=f"08120000000{at}") for at in range(3)]
    register(other, 1, full_name="=YOHANES BRIA", birth_date="1990-01-01")
    take(office, send(laptop, tmp_path).path, send(other, tmp_path).path, trust=[laptop, other])
    for name in ("mother_name", "account_holder"):
        change(office, "worker", people[0], **{name: "YULIANA"})
        change(laptop, "worker", people[0], **{name: "YULIANI"})
    sent = send(laptop, tmp_path, unprotected=True, full=True).path

    def edit(book: openpyxl.Workbook) -> None:
        for row in (2, 3):
            cell(book, "Pekerja", "Nomor HP", row).value = f"08130000000{row}"
        cell(book, "Pekerja", "Nama Lengkap", 4).value = "NAMA LAIN"

    take(office, edited(sent, edit))
    return office


def answered(file: Path, answers: dict[str, str], *, typed: str = "") -> Path:
    """The workbook after somebody answered: sheet's column Jawaban by what the row is about, rows in reverse."""
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        head = {found.value: found.column for found in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            about = sheet.cell(row, head.get("Column", head["Kode"])).value or sheet.title
            if word := answers.get(about) or answers.get(sheet.title):
                sheet.cell(row, head["Jawaban"]).value = word
            if typed and sheet.title == "Conflicting values":
                sheet.cell(row, head["Isian Lain"]).value = typed
        sheet.move_range(f"A4:AZ{max(4, sheet.max_row)}", rows=1)
    target = file.with_name(f"jawab-{file.name}")
    book.save(target)
    return target


def test_every_queue_is_answered_in_one_workbook_and_taken_back(office: Context, tmp_path: Path) -> None:
    before = queue.counts(office)
    assert (before[SAME], before[CONFLICTS], before[EDITS]) == (1, 2, 3)
    assert sum(before.values()) == 6
    file = queue_workbook.write_queue(office, tmp_path / "antrean.xlsx").value
    with pytest.raises(UserError, match="file_exists"):
        queue_workbook.write_queue(office, file)
    book = openpyxl.load_workbook(file)
    assert [sheet.max_row - 3 for sheet in book.worksheets] == [1, 2, 3]  # none for a queue without cases
    assert book.worksheets[0].data_validations.dataValidation[0].formula1 == '"sama,berbeda,nanti"'
    assert all(found.data_type != "f" for sheet in book for row in sheet.iter_rows() for found in row)
    said = {"Same person": "sama", "Conflicting values": "mereka", "Edited by hand": "TERIMA "}
    taken = queue_workbook.take_queue(office, answered(file, said)).value
    assert taken.answered == {"same": 1, "theirs": 2, "accept": 3}
    assert (taken.unanswered, taken.unreadable, taken.gone, taken.refused) == (0, [], [], [])
    assert set(queue.counts(office).values()) == {0}
    again = queue_workbook.take_queue(office, answered(file, said)).value
    assert (again.answered, len(again.gone)) == ({}, 6)
    assert queue_workbook.take_back(office, taken).value == 6
    assert queue.counts(office) == before
    # Conflicts that were taken back are decided one by one without losing each other.
    first, second = queue.codes(office, queue.Filter(CONFLICTS))
    queue_workbook.answering.answer(office, {first: queue_workbook.Answer("ours")})
    assert queue.codes(office, queue.Filter(CONFLICTS)) == [second]


def test_the_verified_domicile_counts_when_a_workbook_says_the_same(office: Context, tmp_path: Path) -> None:
    alike = {"full_name": "MARIA BANA", "birth_date": "1985-03-12", "mother_name": "ANA"}
    pairs = [register(office, 9, **alike)]
    pairs.append(register(office, 9, nik="5304015203850009", village_code="53.04.01.2001", **alike))
    verify(office, [max(pairs)], seen=["domicile"], by="K. Mau", on=office.today)
    with office.store.read() as reader:
        seen = reader.value("SELECT village_code FROM worker WHERE id = ?", (max(pairs),))
    file = queue_workbook.write_queue(office, tmp_path / "antrean.xlsx").value
    sheet = openpyxl.load_workbook(file).worksheets[0]
    texts = [str(found.value) for row in sheet.iter_rows() for found in row if found.value]
    assert texts.count("seen") == 1
    assert queue_workbook.take_queue(office, answered(file, {"Same person": "sama"})).value.answered["same"] == 2
    with office.store.read() as reader:
        assert reader.value("SELECT village_code FROM worker WHERE id = ?", (min(pairs),)) == seen


def test_another_value_may_be_typed_and_what_fits_nothing_is_named(office: Context, tmp_path: Path) -> None:
    file = queue_workbook.write_queue(office, tmp_path / "antrean.xlsx").value
    taken = queue_workbook.take_queue(office, answered(file, {"Edited by hand": "mungkin"}, typed="JULIANA")).value
    assert taken.answered == {"typed": 2}
    assert (taken.unanswered, {text for _, _, text in taken.unreadable}) == (1, {"mungkin"})
    with office.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker WHERE mother_name = 'JULIANA'") == 1
    other = openpyxl.Workbook()
    other.save(tmp_path / "lain.xlsx")
    with pytest.raises(UserError, match="queue_header_missing"):
        queue_workbook.take_queue(office, tmp_path / "lain.xlsx")


def test_a_row_offers_only_the_answers_that_it_takes(make_ctx: MakeContext, tmp_path: Path) -> None:
    """A row that was added or is missing cannot be accepted like a cell."""
    laptop, office = make_ctx("petugas", "53.11", name="laptop-1"), make_ctx("supervisor", "53", name="provinsi")
    for at in range(3):
        register(laptop, at, heirs=0, phone=f"08120000000{at}")

    def edit(book: openpyxl.Workbook) -> None:
        for row in (2, 3):
            cell(book, "Pekerja", "Nomor HP", row).value = f"08130000000{row}"
        book["Pekerja"].delete_rows(4)
        book["Pekerja"].append([None, "5311184101900001", "ORANG BARU"])

    take(office, edited(send(laptop, tmp_path, unprotected=True).path, edit), trust=[laptop])
    sheet = openpyxl.load_workbook(queue_workbook.write_queue(office, tmp_path / "a.xlsx").value)["Edited by hand"]
    offered = {
        sheet.cell(row, 1).value: rule.formula1
        for rule in sheet.data_validations.dataValidation
        for place in rule.sqref.ranges
        for row in range(place.min_row, place.max_row + 1)
    }
    assert len(offered) == 4
    assert sorted(offered.values()) == ['"abaikan"', '"abaikan"', '"terima,abaikan"', '"terima,abaikan"']


def test_an_empty_queue_makes_a_workbook_too(ctx: Context, tmp_path: Path) -> None:
    file = queue_workbook.write_queue(ctx, tmp_path / "kosong.xlsx").value
    assert formats.read(file) == []
