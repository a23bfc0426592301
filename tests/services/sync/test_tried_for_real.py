"""What people and networks do to a file: each with what becomes of it, and one Indonesian sentence.

LibreOffice itself saves files again in ``tests/e2e/test_packages_in_libreoffice.py``.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ntt_desktop import i18n
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import protection
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import added_rows, answering, decisions, enrolment
from ntt_desktop.services.sync.answering import ACCEPT, Answer
from ntt_desktop.services.sync.held import give_up, held, save_held
from ntt_desktop.services.sync.receive import receive, retry
from ntt_desktop.services.sync.report import FileReport
from ntt_desktop.wording.received import sentence
from ntt_desktop.wording.sync import case_word
from tests.conftest import MakeContext
from tests.services.sync.nodes import answer, register, send, state, take

ASK = "Mintalah berkasnya sekali lagi kepada pengirim."
UNKNOWN = (
    "{name} belum dikenal di sini. Tidak ada yang disimpan. "
    "Teleponlah dan cocokkan kode ini dengan kode di layar mereka, huruf demi huruf."
)

WRONG = (
    'Kata sandi itu tidak membuka "lain.xlsx". Ketik kata sandi paket. '
    "Berkas pendaftaran dibuka dengan Daftarkan dengan berkas dan kodenya."
)
FOR_OTHER = (
    'Berkas dari "laptop-1" ditujukan kepada perangkat lain. '
    "Mintalah kepada pengirim berkas yang ditujukan untuk perangkat ini."
)


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    return make_ctx("supervisor", "53", name="provinsi")


def edited(path: Path, change: Callable[[Workbook], object]) -> Path:
    """The workbook after somebody did something to it, saved under a name from a messenger."""
    book = openpyxl.load_workbook(path)
    change(book)
    target = path.with_name("DOC-20260312-WA0003.xlsx")
    book.save(target)
    return target


def told(report: FileReport) -> str:
    """The Indonesian sentence that stands on the screen; it differs from the English one."""
    english = sentence(report)
    i18n.set_language("id")
    said = sentence(report)
    i18n.set_language("en")
    assert said[0] not in ("", english[0])
    assert said[1] or report.taken
    assert "{" not in "".join(said)
    return " ".join(said).strip()


def column(book: Workbook, sheet: str, header: str) -> int:
    return [cell.value for cell in book[sheet][1]].index(header) + 1


def sort_rows(book: Workbook) -> None:
    sheet = book["Pekerja"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for line, row in enumerate(reversed(rows), start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(line, place).value = value
    sheet.auto_filter.ref = sheet.dimensions
    sheet.row_dimensions[3].hidden = True


def insert_column(book: Workbook) -> None:
    del book["Pekerja"].tables["Pekerja"]
    book["Pekerja"].insert_cols(3)
    book["Pekerja"].cell(1, 3).value = "Catatan kantor"
    book["Pekerja"].cell(2, 3).value = "sudah dicek"


def rename_sheet(book: Workbook) -> None:
    book["Pekerja"].title = "Daftar orang"


HARMLESS = {"sorted and filtered": sort_rows, "a column inserted": insert_column, "a sheet renamed": rename_sheet}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_changes_no_content_is_no_edit(laptop: Context, office: Context, tmp_path: Path, what: str) -> None:
    for number in range(4):
        register(laptop, number)
    sent = send(laptop, tmp_path, unprotected=True).path
    (report,) = take(office, edited(sent, HARMLESS[what]), trust=[laptop])
    assert (report.status, report.new) == ("received", 4)
    assert [*report.edited, *report.missing_rows, *report.added_rows] == []
    assert told(report) == "4 orang baru, 0 diperbarui, 0 tidak berubah."
    assert state(office) == state(laptop)


def test_cells_changed_rows_deleted_copied_and_added_are_named_and_wait(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    for number in range(4):
        register(laptop, number)

    def spoil(book: Workbook) -> None:
        sheet = book["Pekerja"]
        sheet.cell(2, column(book, "Pekerja", "Nama Lengkap")).value = "NAMA LAIN"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(3)
        sheet.append(rows[2])  # a copy of a row that stays
        new = [None] * len(rows[0])
        for header, value in {
            "NIK": "5311184107900002",
            "Nama Lengkap": "YULIANA RAMBU",
            "Desa/Kelurahan": "Kambajawa",
            "Kecamatan": "Kota Waingapu",
            "Kabupaten/Kota": "Kab. Sumba Timur",
            "Nomor HP": "081234567899",
        }.items():
            new[column(book, "Pekerja", header) - 1] = value
        sheet.append(new)

    sent = send(laptop, tmp_path, unprotected=True).path
    (report,) = take(office, edited(sent, spoil), trust=[laptop])
    assert (report.status, report.new) == ("received", 4)
    assert [(one.field, one.found) for one in report.edited] == [("full_name", "NAMA LAIN")]
    assert len(report.missing_rows) == 1
    assert len(report.added_rows) == 2
    assert state(office)["worker"] == state(laptop)["worker"]  # what was signed counts; nobody is gone
    assert told(report) == (
        "4 orang baru, 0 diperbarui, 0 tidak berubah. "
        "Sebelum diputuskan, yang berlaku adalah isian yang ditandatangani pengirim, bukan sel yang diubah. "
        "Baris yang dihapus dari berkas tidak menghapus siapa pun. "
        "Baris yang ditambahkan di berkas menunggu dimasukkan seperti daftar."
    )
    kinds = [case.kind for case in decisions.open_cases(office)]
    assert sorted(kinds) == ["added_row", "added_row", "edit", "missing_row"]
    i18n.set_language("id")
    assert [case_word(kind) for kind in ("edit", "missing_row", "added_row")] == [
        "sel diubah dengan tangan",
        "baris hilang dari berkas",
        "baris ditambahkan dengan tangan",
    ]
    # The added rows go through intake: the copy is known, the new person is judged and stored.
    found = added_rows.preview_added(office).value
    assert (found.plan.read, found.plan.counts["new"]) == (2, 1)
    assert found.plan.counts["identical"] + found.plan.counts["updated"] == 1
    assert list(office.store.home.glob("*.xlsx")) == []
    added_rows.store_added(office, found)
    assert imports.unsaid(office) == [], "the next start has nothing to tell of it"
    assert "YULIANA RAMBU" in {row["full_name"].upper() for row in state(office)["worker"]}  # type: ignore[attr-defined]
    assert "added_row" not in {case.kind for case in decisions.open_cases(office)}
    with pytest.raises(UserError, match="no_added_rows"):
        added_rows.preview_added(office)


def test_a_removed_sheet_is_missing_rows(laptop: Context, office: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path, unprotected=True).path
    (report,) = take(office, edited(sent, lambda book: book.remove(book["Kontak Keluarga"])), trust=[laptop])
    assert (report.status, report.new) == ("received", 1)
    assert [row.sheet for row in report.missing_rows] == ["Kontak Keluarga"]
    assert told(report).endswith("Baris yang dihapus dari berkas tidak menghapus siapa pun.")
    assert state(office) == state(laptop)


def test_sheets_of_two_packages_mixed_say_what_does_not_belong(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    other = make_ctx("petugas", "53.11", name="laptop-2")
    register(laptop, 1)
    register(other, 2, full_name="PETRUS KLAU")
    foreign = openpyxl.load_workbook(send(other, tmp_path, unprotected=True).path)["Pekerja"]

    def mix(book: Workbook) -> None:
        sheet = book["Pekerja"]
        for line, row in enumerate(foreign.iter_rows(min_row=2), start=2):
            for place, cell in enumerate(row, start=1):
                sheet.cell(line, place).value = cell.value

    (report,) = take(office, edited(send(laptop, tmp_path, unprotected=True).path, mix), trust=[laptop])
    assert (report.status, report.new) == ("received", 1)
    assert len(report.missing_rows) == len(report.added_rows) == 1
    assert told(report).endswith("Baris yang ditambahkan di berkas menunggu dimasukkan seperti daftar.")
    assert state(office)["worker"] == state(laptop)["worker"]


def test_a_hidden_sheet_below_the_sheets_of_another_package_is_told(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    other = make_ctx("petugas", "53.11", name="laptop-2")
    register(laptop, 1)
    register(other, 2, full_name="PETRUS KLAU")
    foreign = openpyxl.load_workbook(send(other, tmp_path, unprotected=True).path)["_ntt"]

    def mix(book: Workbook) -> None:
        book["_ntt"].delete_rows(1, book["_ntt"].max_row)
        for row in foreign.iter_rows(values_only=True):
            book["_ntt"].append(row)

    (report,) = take(office, edited(send(laptop, tmp_path, unprotected=True).path, mix), trust=[other])
    assert (report.status, report.sender, report.new) == ("received", "laptop-2", 1)
    assert told(report) == (
        "1 orang baru, 0 diperbarui, 0 tidak berubah. "
        "Lembar-lembarnya berasal dari dua berkas: mintalah keduanya seperti dibuat program. "
        "Baris yang dihapus dari berkas tidak menghapus siapa pun. "
        "Baris yang ditambahkan di berkas menunggu dimasukkan seperti daftar."
    )
    assert state(office)["worker"] == state(other)["worker"]


def test_a_summary_changed_by_hand_waits_for_nobody(laptop: Context, office: Context, tmp_path: Path) -> None:
    register(laptop, 1)

    def retype(book: Workbook) -> None:
        line = next(row[0].row for row in book["Ringkasan"].iter_rows() if row[1].value == "Jumlah pekerja")
        book["Ringkasan"].cell(line, 3).value = "7"

    (report,) = take(office, edited(send(laptop, tmp_path, unprotected=True).path, retype), trust=[laptop])
    assert told(report) == (
        "1 orang baru, 0 diperbarui, 0 tidak berubah. Ringkasannya diubah dengan tangan; perubahan itu tidak berlaku."
    )
    assert decisions.open_cases(office) == []


def test_columns_that_became_numbers_are_no_edits(laptop: Context, office: Context, tmp_path: Path) -> None:
    """Excel's green triangle turns whole columns of a workbook to numbers at one press."""
    for number in range(3):
        register(laptop, number, phone=f"0812345678{number}", rt="001", no_kk="5311180101010001")

    def turn(book: Workbook) -> None:
        for header in ("Nomor HP", "RT", "Tanggal Lahir", "Nomor KK"):
            for (cell,) in book["Pekerja"].iter_rows(
                min_row=2, min_col=column(book, "Pekerja", header), max_col=column(book, "Pekerja", header)
            ):
                born = header == "Tanggal Lahir"
                days = date.fromisoformat(str(cell.value)) - date(1899, 12, 30) if born else None
                cell.value, cell.number_format = days.days if days else int(str(cell.value)), "General"

    (report,) = take(office, edited(send(laptop, tmp_path, unprotected=True).path, turn), trust=[laptop])
    assert [edit.field for edit in report.edited] == ["no_kk"] * 3  # fifteen digits are kept of sixteen


def test_a_packed_folder_and_a_reply_of_ones_own_are_told(laptop: Context, office: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path).path
    packed = tmp_path / "paket.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(sent, sent.name)
    (report,) = take(office, packed)
    assert told(report) == (
        '"paket.zip" adalah folder terkompresi yang berisi lembar kerja. '
        "Ekstrak dulu (klik kanan, Ekstrak semua), lalu pilih lembar kerjanya."
    )
    take(office, sent, trust=[laptop])
    (report,) = take(office, answer(office, tmp_path)["laptop-1"])
    assert report.status == "refused"
    assert told(report) == (
        "Balasan ini dibuat di perangkat ini sendiri. "
        "Kirimkan kepada perangkat yang dituju; balasan ini tidak diterima di sini."
    )


def test_a_hidden_sheet_removed_or_a_workbook_of_somebody_else_is_held(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path, unprotected=True).path
    (report,) = take(office, edited(sent, lambda book: book.remove(book["_ntt"])), trust=[laptop])
    assert (report.status, report.reason, report.kept) == ("held", "package_missing", True)
    assert told(report) == (
        "Berkas ini bukan paket dari program, atau bagian tersembunyinya sudah dihapus. "
        "Mintalah berkas asli buatan program, atau terima sebagai daftar dari desa."
    )


def test_a_truncated_or_flipped_file_is_held_whole_and_tried_again(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path).path
    data = sent.read_bytes()
    short, flipped = tmp_path / "DOC-20260312-WA0003.xlsx", tmp_path / "DOC-20260312-WA0004.xlsx"
    short.write_bytes(data[: len(data) // 2])
    middle = len(data) * 2 // 3
    flipped.write_bytes(data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :])
    reports = take(office, short, flipped, trust=[laptop])
    for report in reports:
        assert (report.status, report.kept) == ("held", True)
        assert told(report) == f'"{Path(report.file).name}" rusak atau tidak tersalin seluruhnya. {ASK}'
    assert [one.file for one in held(office)] == [short.name, flipped.name]
    assert [report.status for report in retry(office).value] == ["held", "held"]
    first = held(office)[0].id
    assert save_held(office, first, tmp_path / "lagi.xlsx").read_bytes() == short.read_bytes()
    give_up(office, first)
    assert len(held(office)) == 1
    with pytest.raises(UserError, match="no_such_held_file"):
        give_up(office, first)
    (report,) = take(office, sent, trust=[laptop])
    assert (report.status, report.new) == ("received", 1)


def test_an_unknown_device_and_a_wrong_password_wait_and_are_taken_in_later(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path).path
    plain = io.BytesIO()
    import msoffcrypto

    office_file = msoffcrypto.OfficeFile(io.BytesIO(sent.read_bytes()))
    office_file.load_key(password="kirim-terima-26")
    office_file.decrypt(plain)
    locked = tmp_path / "lain.xlsx"
    locked.write_bytes(protection.encrypt(plain.getvalue(), "sandi yang lain"))
    reports = take(office, sent, locked)
    assert [(one.status, one.reason) for one in reports] == [
        ("unknown_signer", "unknown_signer"),
        ("held", "password_wrong"),
    ]
    assert [told(report) for report in reports] == [UNKNOWN.format(name="laptop-1"), WRONG]
    assert all(report.kept for report in reports)
    sent.unlink()
    locked.unlink()
    waiting = held(office)
    assert (waiting[0].fingerprint, waiting[0].sender) == (laptop.store.node.fingerprint, "laptop-1")
    reports = retry(office, trusted=[laptop.store.node.fingerprint]).value
    assert [one.status for one in reports] == ["received", "held"]
    assert reports[0].new == 1
    (report,) = receive(office, []).value or retry(office, [held(office)[0].id], password="sandi yang lain").value
    assert report.status == "unchanged"  # the very same package
    assert held(office) == []


def test_an_old_package_again_changes_nothing(laptop: Context, office: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    old = send(laptop, tmp_path).path
    register(laptop, 2)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    take(office, old)
    before = state(office)
    (report,) = take(office, old)
    assert (report.status, report.identical) == ("unchanged", 1)
    assert told(report) == "Berkas ini sudah pernah diterima. Tidak ada yang berubah."
    assert state(office) == before


def test_a_file_changed_by_hand_after_it_was_taken_is_no_repetition(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    """The officer corrects the very file that was sent, and sends it once more."""
    for number in range(3):
        register(laptop, number, phone=f"0812345678{number}")
    sent = send(laptop, tmp_path, unprotected=True).path
    take(office, sent, trust=[laptop])

    def correct(rows: int) -> Callable[[Workbook], None]:
        def change(book: Workbook) -> None:
            for row in range(2, 2 + rows):
                book["Pekerja"].cell(row, column(book, "Pekerja", "Nomor HP")).value = f"0813999999{row}"

        return change

    (report,) = take(office, edited(sent, correct(1)))
    assert (report.status, report.reason, report.identical) == ("unchanged", "edited_since", 3)
    assert told(report) == (
        "Berkas ini sudah pernah diterima; sejak itu isinya diubah dengan tangan. "
        "Yang berlaku adalah yang ditandatangani pengirim. Perubahannya menunggu di Perlu keputusan."
    )
    (case,) = decisions.open_cases(office)
    answering.answer(office, {case.id: Answer(ACCEPT)})
    (report,) = take(office, edited(sent, correct(1)))
    assert (report.status, report.reason) == ("unchanged", "")  # decided, and not asked again
    (report,) = take(office, edited(sent, correct(2)))
    assert (report.reason, len(decisions.open_cases(office))) == ("edited_since", 1)  # the other one holds by now
    (report,) = take(office, sent)
    assert told(report) == "Berkas ini sudah pernah diterima. Tidak ada yang berubah."


def test_a_known_machine_with_another_code_is_told_apart_from_an_unknown_one(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    with office.store.write("tester") as uow:
        uow.execute("UPDATE peer SET public_key = ?", ("ab" * 32,))
    (report,) = take(office, send(laptop, tmp_path).path)
    assert told(report) == (
        "laptop-1 dikenal di sini dengan kode lain. Tidak ada yang disimpan. "
        "Hanya bila perangkat itu disiapkan ulang: teleponlah dan cocokkan kode ini dengan kode di layar mereka."
    )


def test_an_enrolment_file_taken_for_a_reply_says_where_it_belongs(
    laptop: Context, office: Context, tmp_path: Path
) -> None:
    made = enrolment.invite(office, tmp_path, device="laptop-2", region="53.11").value
    (report,) = receive(laptop, [made.path], password=made.code).value
    assert (report.status, report.kept) == ("held", True)
    assert told(report) == (
        "Berkas ini untuk mendaftarkan perangkat; bukan balasan. "
        "Di laptop baru, buka Kirim & Terima, tekan Daftarkan dengan berkas, lalu ketik kodenya di sana."
    )


def test_files_of_another_province_are_not_taken(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    other = make_ctx("supervisor", "53", name="provinsi-lain")
    register(laptop, 1)
    first = send(laptop, tmp_path).path
    take(office, first, trust=[laptop])
    take(other, first, trust=[laptop])  # it is for whoever stands above, who is not known yet
    take(laptop, answer(office, tmp_path)["laptop-1"])
    before = state(laptop), state(other)
    (theirs,) = take(laptop, answer(other, tmp_path)["laptop-1"])
    assert theirs.status == "unknown_signer"
    assert told(theirs) == (
        "provinsi-lain tidak dikenal di sini sebagai kantor di atas. Tidak ada yang disimpan. "
        "Hanya bila memang kantor di atas Anda: teleponlah dan cocokkan kode ini dengan kode di layar mereka."
    )
    register(laptop, 2)
    (ours,) = take(other, send(laptop, tmp_path).path)
    assert (ours.status, ours.reason) == ("refused", "package_for_other")
    assert told(ours) == FOR_OTHER
    assert (state(laptop)["worker"][:1], state(other)) == (before[0]["worker"], before[1])


@pytest.mark.parametrize(
    ("code", "params", "said"),
    [
        (
            "package_format_newer",
            {"format": "2.0", "reads": "1.1"},
            (
                "Berkas ini dibuat dengan versi program yang lebih baru (format 2.0; perangkat ini membaca 1.1). "
                "Pasang versi program terbaru, lalu terima berkas ini lagi."
            ),
        ),
        (
            "signature_wrong",
            {},
            (
                "Tanda tangan berkas ini tidak asli: isi yang ditandatangani pengirim telah diubah orang. "
                "Jangan gunakan berkas ini. Mintalah pengirim mengirim ulang."
            ),
        ),
        (
            "own_package",
            {},
            "Paket ini dibuat di perangkat ini sendiri. Kirimkan kepada induk; paket ini tidak diterima di sini.",
        ),
        (
            "package_damaged",
            {},
            (
                "Bagian berkas yang ditandatangani rusak atau tidak lengkap. "
                "Mintalah pengirim mengirim ulang berkas itu tanpa dibuka dan disimpan lagi."
            ),
        ),
    ],
)
def test_other_refusals_are_told_in_indonesian(code: str, params: dict[str, object], said: str) -> None:
    """Made for real in ``test_versions.py`` and ``tests/formats/package``."""
    assert told(FileReport("x", reason=code, params=params)) == said
