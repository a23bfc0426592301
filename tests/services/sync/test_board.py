"""The board of senders, the list of files, the transmittal and the verified copy."""

from pathlib import Path

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.formats.sheets import read_workbook
from ntt_desktop.services import imports
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports import ImportOptions, Letter
from ntt_desktop.services.people import workers
from ntt_desktop.services.sync import board, devices, filelist, transmittal, verdicts
from ntt_desktop.services.sync.board import PLAIN
from ntt_desktop.services.sync.receive import receive
from tests.conftest import MakeContext
from tests.gui.stage import villagers, write_list
from tests.services.sync.nodes import answer, change, register, send, take


def test_the_board_counts_what_its_lists_hold(pair: tuple[Context, Context], tmp_path: Path) -> None:
    laptop, office = pair
    people = [register(laptop, at, heirs=0) for at in range(3)]
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    change(office, "worker", people[0], mother_name="YULIANA")
    change(laptop, "worker", people[0], mother_name="YULIANI")
    take(office, send(laptop, tmp_path).path)
    (line,) = board.board(office)
    assert (line.people, line.files, line.cases, line.replies) == (3, 2, {"conflicts": 1}, 0)
    assert line.waits_for_reply
    assert board.people_of(office, line.key)[0] == line.people
    answer(office, tmp_path)
    (line,) = board.board(office)
    assert (line.replies, line.waits_for_reply) == (1, False)
    total, files = filelist.listing(office, line.key)
    assert total == line.files + line.replies
    assert [row["direction"] for row in files] == ["out", "in", "in"]
    assert files[0]["again"]
    assert not files[1]["again"]
    assert all(len(row["digest"]) == 64 for row in files)


def test_a_sender_without_the_program_stands_on_the_board_until_its_people_join(
    pair: tuple[Context, Context], tmp_path: Path
) -> None:
    laptop, office = pair
    rows = villagers(4)
    options = ImportOptions(letter=Letter("7/2026", "2026-02-01", "Kab. Sumba Timur"))
    listed = imports.preview(office, write_list(tmp_path / "kab.xlsx", rows), options).value
    imports.store_import(office, listed)
    (plain,) = board.board(office)
    assert (plain.name, plain.people, plain.is_plain) == ("Kab. Sumba Timur", 4, True)
    assert plain.key == PLAIN + "KAB SUMBA TIMUR"
    assert plain.region == "53.11", "where its people live, though the list was taken in for the whole province"
    assert plain.stored_at == office.clock().isoformat(timespec="seconds"), "the minute, and none to come"
    assert board.people_of(office, plain.key)[0] == 4
    result = imports.write_results(office, imports.plan_of(office, plain.imports[0]), tmp_path / "hasil.xlsx").value
    assert not any("Now:" in str(row[-1]) for row in read_workbook(result).sheets[1].rows)
    # What became of them later stands in the result workbook that is made then.
    programmes.add(office, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 2, 16_800))
    assert len(slots.assign(office, "P26").value.given) == 2
    register(office, 50, heirs=0, full_name=str(rows[3][2]), birth_date="1973-04-04", village_code="53.04.12.1001")
    (plain,) = board.board(office)
    assert (plain.slots, plain.person_months, plain.rupiah) == (2, 24, 24 * 16_800)
    assert board.people_of(office, plain.key, with_slots=True)[0] == 2
    result = imports.write_results(office, imports.plan_of(office, plain.imports[0]), result, overwrite=True).value
    said = [str(row[-1]) for row in read_workbook(result).sheets[1].rows]
    assert sum("Now: Proposed. Slot of P26, Jan 2026 to Dec 2026." in text for text in said) == 2
    assert sum("Maybe the same as somebody in Kab. Belu" in text for text in said) == 1
    # The kabupaten begins with the program: the same people, by NIK, are the same people.
    own = imports.preview(laptop, write_list(tmp_path / "own.xlsx", rows)).value
    imports.store_import(laptop, own)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    with office.store.read() as reader:
        people = reader.value("SELECT count(DISTINCT person_id) FROM worker WHERE coalesce(void, 0) = 0")
    assert people == 5
    program, plain = board.board(office)
    assert (program.name, program.people, plain.people) == ("laptop-1", 4, 4)
    # It is told who has a slot by the province's list, and proposes nobody of them for those months.
    take(laptop, answer(office, tmp_path)["laptop-1"])
    _, paid = verdicts.people(laptop, verdicts.APPROVED)
    told = [one.detail for row in paid for one in row["verdicts"] if one.state == verdicts.APPROVED]
    assert [(one["programme"], one["months"][0], len(one["months"])) for one in told] == [("P26", "2026-01", 12)] * 2
    programmes.add(laptop, NewProgramme("K26", "APBD Kab.", "kabupaten", "53.11", "2026-03", 10, 9, 16_800))
    given = slots.assign(laptop, "K26").value
    assert len(given.given) == 2
    assert {(one.reason.code, one.reason.params["programme"]) for one in given.waiting} == {("already_paid", "P26")}


def test_results_of_lists_with_one_name_do_not_replace_each_other(
    pair: tuple[Context, Context], tmp_path: Path
) -> None:
    _, office = pair
    for at, sender in enumerate(("Kab. Alor", "Kab. Alor", "Kab. Ende")):
        (tmp_path / str(at)).mkdir()
        path = write_list(tmp_path / str(at) / "daftar (1).xlsx", villagers(at + 1, serial=at * 10 + 1))
        options = ImportOptions(region="53.11", letter=Letter("7/2026", "2026-02-01", sender))
        imports.store_import(office, imports.preview(office, path, options).value)
    out = tmp_path / "hasil"
    out.mkdir()
    for _ in range(2):  # made again they take the place of the earlier ones
        made = [
            path
            for line in board.board(office)
            for path in imports.write_results_of(office, line.imports, out, line.name).value
        ]
    books = {path.name: read_workbook(path) for path in made}
    assert sorted(path.name for path in out.iterdir()) == sorted(books)
    assert {name: len(book.sheets[1].rows) - 1 for name, book in books.items()} == {
        "hasil-Kab.-Alor-daftar-1.xlsx": 1,
        "hasil-Kab.-Alor-daftar-1-2.xlsx": 2,
        "hasil-Kab.-Ende-daftar-1.xlsx": 3,
    }
    said = dict(row[:2] for row in books["hasil-Kab.-Ende-daftar-1.xlsx"].sheets[0].rows)
    assert said["Letter"] == "7/2026, 01/02/2026, Kab. Ende"
    assert (said["From"], said["Made on"]) == ("Provinsi Nusa Tenggara Timur", "10/02/2026")


def test_only_the_province_has_nobody_above(pair: tuple[Context, Context], make_ctx: MakeContext) -> None:
    laptop, office = pair
    assert board.has_parent_above(laptop)
    assert not board.has_parent_above(office)
    assert board.has_parent_above(make_ctx("supervisor", "53.11", name="kabupaten"))


def test_the_transmittal_tells_sums_and_check_code_and_no_names(pair: tuple[Context, Context], tmp_path: Path) -> None:
    laptop, _ = pair
    for at in range(3):
        register(laptop, at)
    made = send(laptop, tmp_path)
    page = transmittal.write_transmittal(laptop, made.manifest, made.path).value
    assert page.read_bytes().startswith(b"%PDF")
    assert page.parent == made.path.parent
    document = transmittal.document(laptop, made.manifest, made.path.name)
    text = repr(document)
    assert document.paper is None, "on the paper that the office uses"
    assert made.manifest.check_code in text
    assert made.path.name in text
    assert "AGNES" not in text


def test_a_copy_is_compared(pair: tuple[Context, Context], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, _ = pair
    made = send(laptop, tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    (copied,) = transmittal.copy_to(laptop, (made.path,), stick).value
    assert copied.path.read_bytes() == made.path.read_bytes()
    with pytest.raises(UserError, match="file_gone"):
        transmittal.copy_to(laptop, (tmp_path / "gone.xlsx",), stick)
    monkeypatch.setattr(transmittal, "write_atomic", lambda target, content: target.write_bytes(content[:-1]))
    with pytest.raises(UserError, match="copy_differs"):
        transmittal.copy_to(laptop, (made.path,), tmp_path)
    assert made.path.exists()


def test_a_spoken_code_finds_the_stranger_whose_file_is_held(pair: tuple[Context, Context], tmp_path: Path) -> None:
    laptop, office = pair
    register(laptop, 1)
    receive(office, [send(laptop, tmp_path).path])
    code = laptop.store.node.fingerprint
    found = devices.compare(office, code.lower().replace("-", " "))
    assert (found.sender, len(found.held), found.code) == ("laptop-1", 1, code)
    assert devices.compare(office, "AAAA-BBBB") == devices.Compared()
    assert devices.devices(office) == []
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    (known,) = devices.devices(office)
    assert (known.code, known.state) == (code, devices.TRUSTED)
    compared = devices.compare(office, code)
    assert compared.known == known


def test_a_form_says_that_somebody_is_probably_registered_elsewhere(
    pair: tuple[Context, Context], make_ctx: MakeContext, tmp_path: Path
) -> None:
    laptop, office = pair
    other = make_ctx("petugas", "53.04", name="laptop-2")
    register(laptop, 1, heirs=0)
    register(other, 2, heirs=0, village_code="53.04.01.2001")
    with other.store.read() as reader:
        nik = reader.value("SELECT nik FROM worker")
    take(office, send(laptop, tmp_path).path, send(other, tmp_path).path, trust=[laptop, other])
    take(laptop, answer(office, tmp_path)["laptop-1"])
    assert workers.check(laptop, {"nik": nik}).elsewhere == "Kab. Belu"
    assert workers.check(laptop, {"nik": nik[:-1] + "9"}).elsewhere == ""
