"""Tahap and SK: who stands in them, what they come to, and what a decree writes otherwise."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ntt_desktop.errors import UserError
from ntt_desktop.formats import batch_list
from ntt_desktop.services.assignment import batch_papers, batches, decree_annex, decrees, slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.people import workers
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import add_programme, day, people


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    """A kabupaten that gave five people a slot each for twelve months."""
    made = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(made, region="53.11", payer="kabupaten", seats=10)
    people(made, 5)
    slots.assign(made, "P26")
    return made


def test_a_batch_gathers_what_is_in_no_batch_yet(office: Context) -> None:
    seen = batches.preview(office, "P26")
    made = batches.create(office, "P26", "Tahap 1").value
    assert (seen.people, seen.person_months, seen.rupiah) == (5, 60, 60 * 16_800)
    assert (made.people, made.person_months, made.rupiah) == (5, 60, 1_008_000)
    for name, code in (("tahap 1", "batch_exists"), ("Tahap 2", "batch_empty"), (" ", "batch_name_missing")):
        with pytest.raises(UserError, match=code):
            batches.create(office, "P26", name)
    people(office, 2, start=50)
    slots.assign(office, "P26")
    assert batches.create(office, "P26", "Tahap 2").value.people == 2
    assert [(row["name"], row["people"], row["rupiah"]) for row in batches.listed(office)] == [
        ("Tahap 2", 2, 2 * 12 * 16_800),
        ("Tahap 1", 5, 1_008_000),
    ]


def test_the_ladder_of_a_row_and_those_whom_the_decree_leaves_out(office: Context) -> None:
    batch = batches.create(office, "P26", "Tahap 1").value.batch
    assert batches.show(office, batch).counts == {"drafted": 5, "proposed": 0, "matched": 0, "decreed": 0}
    batches.propose(office, batch)
    first, second, *_rest = batches.show(office, batch).rows
    with office.store.write("tester") as uow:
        uow.put(
            "match_answer",
            uow.new_id(),
            {"worker_id": first["person_id"], "agency": "bpjs", "answer": "not_active", "answered_on": "2026-02-01"},
        )
    assert batches.show(office, batch).counts == {"drafted": 0, "proposed": 4, "matched": 1, "decreed": 0}
    with pytest.raises(UserError, match="decree_unknown_names"):
        decrees.add(office, "P26", "188/7", day("2026-02-05"), batch=batch, without=["siapa"])
    made = decrees.add(office, "P26", "188/7", day("2026-02-05"), batch=batch, without=[second["nik"]]).value
    assert made.named == 4
    assert [row["person_id"] for row in made.left_out] == [second["person_id"]]
    shown = batches.show(office, "tahap 1")
    assert shown.counts == {"drafted": 0, "proposed": 1, "matched": 0, "decreed": 4}
    with pytest.raises(UserError, match="batch_decreed"):
        batches.cancel(office, batch, "keliru")
    with pytest.raises(UserError, match="batch_row_decreed"):
        batches.take_out(office, [first["id"]], "keliru")
    assert batches.take_out(office, [second["id"]], "pindah").value == 1
    assert batches.show(office, batch).people == 4
    with pytest.raises(UserError, match="decree_exists"):
        decrees.add(office, "P26", "188/7", day("2026-02-06"))
    # Whom the decree left out and the batch let go can be gathered again.
    assert batches.create(office, "P26", "Tahap 1b").value.people == 1
    assert decrees.listed(office)[0]["people"] == 4


def test_what_the_decree_writes_otherwise_is_gathered_for_a_changed_one(office: Context, tmp_path: Path) -> None:
    batch = batches.create(office, "P26", "Tahap 1").value.batch
    first = decrees.add(office, "P26", "SK-1", day("2026-02-05"), batch=batch).value
    assert decrees.otherwise(office) == []
    who = batches.show(office, batch).rows[0]["person_id"]
    workers.edit(office, who, {"full_name": "Orang Satu"}, reason="KTP asli")
    workers.edit(office, who, {"phone": "081234567890"})
    (found,) = decrees.of_person(office, who)
    assert (found.number, found.field, found.decreed, found.now) == ("SK-1", "full_name", "Orang 00000", "Orang Satu")
    files = decrees.write_changes(office, "sk-1", tmp_path).value
    assert [file.suffix for file in files] == [".xlsx", ".pdf"]
    sheet = load_workbook(files[0]).worksheets[0]
    assert [cell.value for cell in sheet[5]][4:6] == ["Orang 00000", "Orang Satu"]
    changed = decrees.add(office, "P26", "SK-1A", day("2026-02-08"), changes=first.decree).value
    assert changed.named == 1
    assert decrees.otherwise(office) == []
    decrees.cancel(office, changed.decree, "salah ketik")
    assert len(decrees.otherwise(office, "SK-1")) == 1


def test_the_papers_agree_to_the_rupiah(office: Context, tmp_path: Path) -> None:
    batch = batches.create(office, "P26", "Tahap 1/2026").value.batch
    batches.change(
        office, batch, {"report_number": "BA/1/2026", "signer_name": "Umbu Nai", "signer_title": "Kepala Dinas"}
    )
    files = batch_papers.write(office, batch, tmp_path, paper="F4").value
    assert [file.name for file in files] == ["Tahap-1-2026.xlsx", "Tahap-1-2026.pdf"]
    book = load_workbook(files[0])
    report, names = book.worksheets
    rupiah = [row[9].value for row in names.iter_rows(min_row=5) if isinstance(row[9].value, int)]
    assert rupiah[:-1] == [12 * 16_800] * 5
    assert rupiah[-1] == sum(rupiah[:-1]) == batches.show(office, batch).rupiah
    texts = [str(cell.value) for row in report.iter_rows() for cell in row if cell.value]
    assert "satu juta delapan ribu rupiah" in texts
    code = batches.show(office, batch).check_code
    assert code in texts
    assert files[1].read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError, match="file_exists"):
        batch_papers.write(office, batch, tmp_path)
    # Another person, another code.
    rows = batches.show(office, batch).rows
    batches.take_out(office, [rows[0]["id"]], "pindah")
    assert batches.show(office, batch).check_code != code


def test_ten_billion_in_words() -> None:
    assert batch_list.in_words(50_000 * 12 * 16_800) == "sepuluh miliar delapan puluh juta rupiah"


def test_who_was_gathered_again_is_not_put_back_into_the_first_batch(office: Context) -> None:
    """In two batches a person would stand twice in their papers and sums."""
    batches.create(office, "P26", "Tahap 1")
    row = batches.show(office, "Tahap 1").rows[0]["id"]
    batches.take_out(office, [row], "salah desa")
    batches.create(office, "P26", "Tahap 2")
    with pytest.raises(UserError, match="batch_row_elsewhere"):
        batches.put_back(office, [row])
    assert sum(one["people"] for one in batches.listed(office)) == len(slots.slots(office, "P26"))
    batches.cancel(office, "Tahap 2", "salah")
    assert batches.put_back(office, [row]).value == 1


def test_an_ended_person_is_not_gathered(office: Context) -> None:
    who = slots.slots(office)[0]["worker_id"]
    events.end_worker(office, who, "withdrew", day("2026-02-03"))
    assert batches.preview(office, "P26").people == 4


def test_the_annex_of_an_sk_has_the_sums_of_its_people(office: Context, tmp_path: Path) -> None:
    batches.create(office, "P26", "Tahap 1")
    out = batches.show(office, "Tahap 1").rows[0]["nik"]
    decrees.add(office, "P26", "188/1/2026", day("2026-02-01"), batch="Tahap 1", without=[out])
    named = decree_annex.annex(office, "188/1/2026").tables[0]
    assert (len(named.rows), named.total[-2:]) == (4, (48, 48 * 16_800))
    assert sum(row[-1] for row in named.rows if isinstance(row[-1], int)) == named.total[-1]
    book, paper = decree_annex.write(office, "188/1/2026", tmp_path).value
    assert paper.read_bytes().startswith(b"%PDF")
    texts = [str(cell.value) for row in load_workbook(book).worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("delapan ratus enam ribu empat ratus" in text for text in texts)
    assert out not in " ".join(texts).replace(" ", "")
    for call, code in (((office, "X"), "decree_missing"), ((office, "188/1/2026"), "file_exists")):
        with pytest.raises(UserError, match=code):
            decree_annex.write(*call, tmp_path)
