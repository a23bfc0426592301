"""A package is written, read back, verified and compared."""

import base64
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from python_calamine import CalamineWorkbook

from ntt_desktop.domain.changes import Change
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import manifest as manifests
from ntt_desktop.formats.package import protection, reading, source, workbook
from ntt_desktop.formats.package.columns import FORMS, HIDDEN
from ntt_desktop.formats.package.differences import Differences
from ntt_desktop.formats.package.payload import Payload, canonical, pack, unpack
from ntt_desktop.formats.package.reading import Found
from ntt_desktop.formats.package.rendering import Content, Names, render
from ntt_desktop.formats.package.signing import signed_bytes
from tests.conftest import ENCRYPT, SYNC_PASSWORD
from tests.formats.package.samples import KEY, Log, manifest_of, package, person

texts = st.text(st.characters(codec="utf-8"), max_size=30)
values = st.dictionaries(
    texts,
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts | st.lists(texts, max_size=3),
    max_size=4,
)


def found_in(data: bytes) -> list[Found]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [Found(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]


def differences(data: bytes) -> Differences:
    found = found_in(data)
    sealed = reading.verify(reading.parts_of(found))
    payload = sealed.payload()
    return source.differences(sealed.manifest, payload, Content.of(payload), found)


def edited(data: bytes, change: "callable") -> bytes:  # type: ignore[valid-type]
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def log() -> Log:
    made = Log()
    for number in range(4):
        person(made, number)
    return made


@given(st.lists(st.tuples(st.integers(0, 50), texts, values), max_size=6))
@settings(max_examples=50, deadline=None)
def test_a_payload_comes_back_as_it_was_whatever_its_texts(items: list[tuple[int, str, dict[str, object]]]) -> None:
    changes = {
        f"{n:016x}a": Change(f"{n:016x}a", "worker", text, fields, {"a": ("2", "1")}, text, text)
        for n, text, fields in items
    }
    payload = Payload(tuple(changes.values()), ({"t": "later", "v": {"kept": [1, "\u2028"]}},))
    back = unpack(pack(payload))
    assert canonical(back) == canonical(payload)
    assert {change.revision: change.values for change in back.changes} == {n: c.values for n, c in changes.items()}


def test_the_digest_does_not_depend_on_order_or_repetition(log: Log) -> None:
    assert pack(Payload(tuple(log.changes))) == pack(Payload(tuple(reversed(log.changes + log.changes[:2]))))


def test_a_payload_larger_than_stated_is_refused(log: Log) -> None:
    packed = pack(Payload(tuple(log.changes)))
    for broken in (replace(packed, size=10), replace(packed, sha256="0" * 64), replace(packed, text=packed.text[:40])):
        with pytest.raises(UserError, match="package_damaged"):
            unpack(broken)
    with pytest.raises(UserError, match="package_too_large"):
        unpack(replace(packed, size=10**12))


def test_half_a_character_and_a_number_too_large_are_refused() -> None:
    change = Change("0199aabbccdd0001b", "worker", "w", {"full_name": "Maria"})
    for value in ("Maria \ud83d", 2**63):
        with pytest.raises(UserError, match="package_damaged"):
            unpack(pack(Payload((change._replace(values={"full_name": value}),))))
    whole = Payload((change._replace(values={"full_name": "Maria \\ud83d \U0001f600"}),))
    assert unpack(pack(whole)) == whole


def test_a_package_is_read_back_and_nothing_is_called_edited(log: Log) -> None:
    data, manifest, payload = package(log)
    sealed = reading.verify(reading.parts_of(found_in(data)))
    assert sealed.manifest == manifest
    assert canonical(sealed.payload()) == canonical(payload)
    assert differences(data) == Differences()
    assert manifest.counts == {"workers": 4, "heirs": 4, "children": 4, "slots": 0, "claims": 0, "ended": 0}


def test_the_same_content_gives_the_same_file_and_check_code(log: Log) -> None:
    first, second = package(log), package(log)
    assert first[0] == second[0]
    assert len(first[1].check_code) == 8
    other = manifest_of(first[2], sequence=2, created="2026-03-01T00:00:00+00:00", package="another")
    assert other.with_payload(first[1].payload_sha256, 1, "xz").check_code == first[1].check_code


def test_every_data_cell_is_text_and_nothing_runs() -> None:
    log = Log()
    names = ["=1+1", "+62", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "0812", "1E5", "_x0041_", "http://a.b"]
    for number, name in enumerate(names):
        person(log, number, full_name=name, mother_name="x" * 500, notes="satu\ndua")
    data, _, _ = package(log)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Ringkasan", *(form.title for form in FORMS), HIDDEN]
    assert book[HIDDEN].sheet_state == "veryHidden"
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.data_type == "s" or cell.value is None
                assert cell.value is None or cell.number_format == "@"
                assert cell.hyperlink is None
    assert not any("<f>" in part for part in _xml(data))
    assert differences(data) == Differences()
    shown = {row[2].value for row in book["Pekerja"].iter_rows(min_row=2)}
    assert set(names) - {"\t=1"} <= shown


def test_sheets_have_tables_frozen_headers_and_no_table_where_empty(log: Log) -> None:
    book = openpyxl.load_workbook(io.BytesIO(package(log)[0]))
    assert list(book["Pekerja"].tables) == ["Pekerja"]
    assert list(book["Kontak Keluarga"].tables) == ["Kontak_Keluarga"]
    assert not book["Kuota"].tables
    assert book["Pekerja"].freeze_panes == "E2"
    assert book["Kuota"]["A1"].value == "Kode Baris"
    properties = {item.name: item.value for item in book.custom_doc_props.props}
    assert properties == {"ntt_package": "0194aaaa-0000-7000-8000-000000000001", "ntt_format": "1.1"}
    assert not book.properties.creator


def test_a_tombstone_travels_without_a_row_and_a_person_without_nik_has_none() -> None:
    log = Log()
    gone = person(log, 1)
    log.add("worker", gone, void=1, void_reason="salah catat")
    person(log, 2, nik=None)
    data, manifest, payload = package(log)
    assert manifest.counts["workers"] == manifest.counts["heirs"] == 0
    assert Content.of(payload).of_kind("worker")[gone].values["void"] == 1
    assert differences(data) == Differences()


def test_exactly_the_changed_cells_are_reported(log: Log) -> None:
    data, _, _ = package(log)

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Pekerja"]
        sheet["C3"] = "Agnes Diubah"
        sheet["B4"] = int(str(sheet["B4"].value))
        sheet["F2"] = __import__("datetime").datetime.fromisoformat(str(sheet["F2"].value))
        column = next(cell.column for cell in sheet[1] if cell.value == "Penghasilan per Bulan")
        sheet.cell(2, column).value = 16800
        sheet.cell(3, column).value = " 16800 "
        sheet.cell(4, column).value = 16801

    found = differences(edited(data, change))
    assert [(edit.sheet, edit.field, edit.found) for edit in found.edits] == [
        ("Pekerja", "full_name", "Agnes Diubah"),
        ("Pekerja", "nik", found.edits[1].was),
        ("Pekerja", "monthly_income", "16801"),
    ]
    assert not found.missing
    assert not found.added


def test_rows_sorted_columns_moved_and_sheets_renamed_are_no_edits(log: Log) -> None:
    data, _, _ = package(log)

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Pekerja"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["Daftar dari Sumba Timur"])
        sheet.append([])
        for row in [rows[0], *reversed(rows[1:])]:
            sheet.append([row[3], "x", *row[:3], *row[4:]])
        sheet.title = "Lembar1"
        book.move_sheet("Anak", -3)

    changed = edited(data, change)
    found = differences(changed)
    assert found.edits == ()
    assert found.missing == ()


def test_a_deleted_a_copied_and_an_added_row_are_listed(log: Log) -> None:
    data, _, _ = package(log)

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Pekerja"]
        copied = [cell.value for cell in sheet[3]]
        sheet.delete_rows(2)
        sheet.append(copied)
        sheet.append([None, "5311180101900001", "Orang Baru"])

    found = differences(edited(data, change))
    assert [(row.sheet, row.label) for row in found.missing] == [("Pekerja", "Agnes Lobo 0")]
    assert [row.values.get("full_name") for row in found.added] == ["Agnes Lobo 1", "Orang Baru"]
    assert found.edits == ()


def test_a_lost_key_is_an_edit_of_the_key_alone(log: Log) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Pekerja"]["A2"] = None

    found = differences(edited(package(log)[0], change))
    assert [(edit.field, edit.found) for edit in found.edits] == [("key", "")]
    assert not found.missing
    assert not found.added


def test_a_removed_sheet_is_missing_rows_and_a_changed_summary_is_an_edit(log: Log) -> None:
    def change(book: openpyxl.Workbook) -> None:
        del book["Anak"]
        sheet = book["Ringkasan"]
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Pekerja")
        sheet.cell(cell.row, 3).value = "400"

    found = differences(edited(package(log)[0], change))
    assert {row.sheet for row in found.missing} == {"Anak"}
    assert len(found.missing) == 4
    assert [(edit.sheet, edit.key, edit.was, edit.found) for edit in found.edits] == [
        ("Ringkasan", "Pekerja", "4", "400")
    ]


def test_a_forged_manifest_a_changed_payload_and_a_missing_part_are_found(log: Log) -> None:
    data, manifest, payload = package(log)
    packed = pack(payload)
    forged = replace(manifest, counts={**manifest.counts, "workers": 400})
    sheets = render(Content.of(payload), Names.of(payload))
    stated = manifests.to_bytes(manifest)
    wrong = workbook.write(forged, manifests.to_bytes(forged), KEY.sign(signed_bytes(stated)), packed, sheets, Names())
    with pytest.raises(UserError, match="signature_wrong"):
        reading.verify(reading.parts_of(found_in(wrong)))
    less = pack(Payload(payload.changes[:-1]))
    wrong = workbook.write(manifest, stated, KEY.sign(signed_bytes(stated)), less, sheets, Names())
    with pytest.raises(UserError, match="package_damaged"):
        reading.verify(reading.parts_of(found_in(wrong))).payload()
    plain = edited(data, lambda book: book.remove(book[HIDDEN]))
    with pytest.raises(UserError, match="package_missing"):
        reading.verify(reading.parts_of(found_in(plain)))


def test_a_newer_minor_is_read_with_what_it_adds_and_a_newer_major_is_refused(log: Log) -> None:
    data, _, _ = package(log, format="1.7", extra={"weather": {"rain": 1}})
    manifest = reading.verify(reading.parts_of(found_in(data))).manifest
    assert manifest.extra == {"weather": {"rain": 1}}
    assert manifests.from_bytes(manifests.to_bytes(manifest)) == manifest
    with pytest.raises(UserError, match="package_format_newer"):
        reading.verify(reading.parts_of(found_in(package(log, format="2.0")[0])))


def test_a_password_protects_and_a_wrong_one_is_said(log: Log, tmp_path: Path) -> None:
    data, manifest, _ = package(log, password="kirim-terima-26")
    assert protection.is_encrypted(data)
    assert b"Agnes" not in data
    path = tmp_path / "paket.xlsx"
    path.write_bytes(data)
    opened = source.open_file(path, "kirim-terima-26")
    assert opened.protected
    assert opened.manifest == manifest
    for password, code in (("salah", "password_wrong"), ("", "file_protected")):
        with pytest.raises(UserError, match=code):
            source.open_file(path, password)
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(UserError, match="file_damaged"):
        source.open_file(path, "kirim-terima-26")
    assert [item.name for item in tmp_path.iterdir()] == ["paket.xlsx"]


def test_an_open_file_is_not_taken_for_a_protected_one(log: Log, tmp_path: Path) -> None:
    path = tmp_path / "paket.xlsx"
    path.write_bytes(package(log)[0])
    opened = source.open_file(path, "kirim-terima-26")
    assert not opened.protected
    assert opened.differences == Differences()


def test_a_thousand_workers_stay_below_350_kb() -> None:
    import random

    letters = random.Random(4)
    log = Log()
    for number in range(1000):
        name = "".join(letters.choices("abcdefghiklmnorstuy", k=14)).title()
        person(log, number, full_name=name, mother_name=name[::-1], no_kk=f"531118{letters.randrange(10**10):010d}")
    assert len(package(log, password="kirim")[0]) < 350_000


def _xml(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]


def test_manifest_bytes_are_canonical(log: Log) -> None:
    _, manifest, _ = package(log)
    stated = manifests.to_bytes(manifest)
    assert manifests.from_bytes(stated) == manifest
    assert base64.b64encode(manifest.sender.key).decode() in stated.decode()
    for broken in (b"", b"{}", b"[]", b'{"format":"1.0"}', stated.replace(b'"from":0', b'"from":99')):
        with pytest.raises(UserError, match="package_damaged"):
            manifests.from_bytes(broken)


def test_a_password_costs_what_spreadsheet_programs_ask_for(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ECMA376Agile, "encrypt", staticmethod(ENCRYPT))
    data = protection.encrypt(package(log)[0], SYNC_PASSWORD)
    assert b'spinCount="100000"' in data
