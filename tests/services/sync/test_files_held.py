"""Files that cannot be taken as they come: held, refused or known already, each with one Indonesian sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import protection
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import answering, decisions, enrolment
from ntt_desktop.services.sync.answering import ACCEPT, Answer
from ntt_desktop.services.sync.held import give_up, held, save_held
from ntt_desktop.services.sync.receive import receive, retry
from ntt_desktop.services.sync.report import FileReport
from tests.conftest import MakeContext
from tests.services.sync.nodes import answer, column, edited, register, send, state, take, told

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


def test_a_packed_folder_and_a_reply_of_ones_own_are_told(laptop: Context, province: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path).path
    packed = tmp_path / "paket.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(sent, sent.name)
    (report,) = take(province, packed)
    assert told(report) == (
        '"paket.zip" adalah folder terkompresi yang berisi lembar kerja. '
        "Ekstrak dulu (klik kanan, Ekstrak semua), lalu pilih lembar kerjanya."
    )
    take(province, sent, trust=[laptop])
    (report,) = take(province, answer(province, tmp_path)["laptop-1"])
    assert report.status == "refused"
    assert told(report) == (
        "Balasan ini dibuat di perangkat ini sendiri. "
        "Kirimkan kepada perangkat yang dituju; balasan ini tidak diterima di sini."
    )


def test_a_hidden_sheet_removed_or_a_workbook_of_somebody_else_is_held(
    laptop: Context, province: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path, unprotected=True).path
    (report,) = take(province, edited(sent, lambda book: book.remove(book["_ntt"])), trust=[laptop])
    assert (report.status, report.reason, report.kept) == ("held", "package_missing", True)
    assert told(report) == (
        "Berkas ini bukan paket dari program, atau bagian tersembunyinya sudah dihapus. "
        "Mintalah berkas asli buatan program, atau terima sebagai daftar dari desa."
    )


def test_a_truncated_or_flipped_file_is_held_whole_and_tried_again(
    laptop: Context, province: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    sent = send(laptop, tmp_path).path
    data = sent.read_bytes()
    short, flipped = tmp_path / "DOC-20260312-WA0003.xlsx", tmp_path / "DOC-20260312-WA0004.xlsx"
    short.write_bytes(data[: len(data) // 2])
    middle = len(data) * 2 // 3
    flipped.write_bytes(data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :])
    reports = take(province, short, flipped, trust=[laptop])
    for report in reports:
        assert (report.status, report.kept) == ("held", True)
        assert told(report) == f'"{Path(report.file).name}" rusak atau tidak tersalin seluruhnya. {ASK}'
    assert [one.file for one in held(province)] == [short.name, flipped.name]
    assert [report.status for report in retry(province).value] == ["held", "held"]
    first = held(province)[0].id
    assert save_held(province, first, tmp_path / "lagi.xlsx").read_bytes() == short.read_bytes()
    give_up(province, first)
    assert len(held(province)) == 1
    with pytest.raises(UserError, match="no_such_held_file"):
        give_up(province, first)
    (report,) = take(province, sent, trust=[laptop])
    assert (report.status, report.new) == ("received", 1)


def test_an_unknown_device_and_a_wrong_password_wait_and_are_taken_in_later(
    laptop: Context, province: Context, tmp_path: Path
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
    reports = take(province, sent, locked)
    assert [(one.status, one.reason) for one in reports] == [
        ("unknown_signer", "unknown_signer"),
        ("held", "password_wrong"),
    ]
    assert [told(report) for report in reports] == [UNKNOWN.format(name="laptop-1"), WRONG]
    assert all(report.kept for report in reports)
    sent.unlink()
    locked.unlink()
    waiting = held(province)
    assert (waiting[0].fingerprint, waiting[0].sender) == (laptop.store.node.fingerprint, "laptop-1")
    reports = retry(province, trusted=[laptop.store.node.fingerprint]).value
    assert [one.status for one in reports] == ["received", "held"]
    assert reports[0].new == 1
    (report,) = receive(province, []).value or retry(province, [held(province)[0].id], password="sandi yang lain").value
    assert report.status == "unchanged"  # the very same package
    assert held(province) == []


def test_an_old_package_again_changes_nothing(laptop: Context, province: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    old = send(laptop, tmp_path).path
    register(laptop, 2)
    take(province, send(laptop, tmp_path).path, trust=[laptop])
    take(province, old)
    before = state(province)
    (report,) = take(province, old)
    assert (report.status, report.identical) == ("unchanged", 1)
    assert told(report) == "Berkas ini sudah pernah diterima. Tidak ada yang berubah."
    assert state(province) == before


def test_a_file_changed_by_hand_after_it_was_taken_is_no_repetition(
    laptop: Context, province: Context, tmp_path: Path
) -> None:
    """The officer corrects the very file that was sent, and sends it once more."""
    for number in range(3):
        register(laptop, number, phone=f"0812345678{number}")
    sent = send(laptop, tmp_path, unprotected=True).path
    take(province, sent, trust=[laptop])

    def correct(rows: int) -> Callable[[Workbook], None]:
        def change(book: Workbook) -> None:
            for row in range(2, 2 + rows):
                book["Pekerja"].cell(row, column(book, "Pekerja", "Nomor HP")).value = f"0813999999{row}"

        return change

    (report,) = take(province, edited(sent, correct(1)))
    assert (report.status, report.reason, report.identical) == ("unchanged", "edited_since", 3)
    assert told(report) == (
        "Berkas ini sudah pernah diterima; sejak itu isinya diubah dengan tangan. "
        "Yang berlaku adalah yang ditandatangani pengirim. Perubahannya menunggu di Perlu keputusan."
    )
    (case,) = decisions.open_cases(province)
    answering.answer(province, {case.id: Answer(ACCEPT)})
    (report,) = take(province, edited(sent, correct(1)))
    assert (report.status, report.reason) == ("unchanged", "")  # decided, and not asked again
    (report,) = take(province, edited(sent, correct(2)))
    assert (report.reason, len(decisions.open_cases(province))) == ("edited_since", 1)  # the other one holds by now
    (report,) = take(province, sent)
    assert told(report) == "Berkas ini sudah pernah diterima. Tidak ada yang berubah."


def test_a_known_machine_with_another_code_is_told_apart_from_an_unknown_one(
    laptop: Context, province: Context, tmp_path: Path
) -> None:
    register(laptop, 1)
    take(province, send(laptop, tmp_path).path, trust=[laptop])
    with province.store.write("tester") as uow:
        uow.execute("UPDATE peer SET public_key = ?", ("ab" * 32,))
    (report,) = take(province, send(laptop, tmp_path).path)
    assert told(report) == (
        "laptop-1 dikenal di sini dengan kode lain. Tidak ada yang disimpan. "
        "Hanya bila perangkat itu disiapkan ulang: teleponlah dan cocokkan kode ini dengan kode di layar mereka."
    )


def test_an_enrolment_file_taken_for_a_reply_says_where_it_belongs(
    laptop: Context, province: Context, tmp_path: Path
) -> None:
    made = enrolment.invite(province, tmp_path, device="laptop-2", region="53.11").value
    (report,) = receive(laptop, [made.path], password=made.code).value
    assert (report.status, report.kept) == ("held", True)
    assert told(report) == (
        "Berkas ini untuk mendaftarkan perangkat; bukan balasan. "
        "Di laptop baru, buka Kirim & Terima, tekan Daftarkan dengan berkas, lalu ketik kodenya di sana."
    )


def test_files_of_another_province_are_not_taken(
    laptop: Context, province: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    other = make_ctx("supervisor", "53", name="provinsi-lain")
    register(laptop, 1)
    first = send(laptop, tmp_path).path
    take(province, first, trust=[laptop])
    take(other, first, trust=[laptop])  # it is for whoever stands above, who is not known yet
    take(laptop, answer(province, tmp_path)["laptop-1"])
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
    assert before[0]["worker"][0] in state(laptop)["worker"]
    assert state(other) == before[1]


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
