"""The reading process: every format gives the same rows, hostile files cost one sentence and nothing else."""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.formats.sheets import (
    Draft,
    Limits,
    ReadOptions,
    SheetSummary,
    interpret_workbook,
    read_workbook,
    survey_workbook,
)
from tests.formats.hostile import spreadsheet_ods
from tests.made.sheets import ListSheet, render

OPTIONS = ReadOptions(region="53.11", today=date(2026, 2, 10))
HEADER = ["NO", "NIK", "NAMA", "DESA", "KECAMATAN"]
PEOPLE = [
    [1.0, "5311180105780001", "Yoksan Goit", "Kangeli", "Lewa Tidahu"],
    [2.0, "5311115202000001", "Léonarda de Ornay", "Wulla", "Wulla Waijelu"],
]


def drafts(path: Path, **changes: object) -> list[Draft]:
    options = ReadOptions(**{"region": "53.11", "today": date(2026, 2, 10), **changes})  # type: ignore[arg-type]
    return [
        draft for found in interpret_workbook(path, options) if not isinstance(found, SheetSummary) for draft in found
    ]


def refusal(path: Path, limits: Limits | None = None, **changes: object) -> str:
    options = ReadOptions(**{"region": "53.11", "today": date(2026, 2, 10), **changes})  # type: ignore[arg-type]
    with pytest.raises(UserError) as caught:
        list(interpret_workbook(path, options, limits=limits))
    return caught.value.code


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "DOC-20260312-WA0003.xlsx"
    path.write_bytes(render([ListSheet("Usulan", [HEADER, *PEOPLE])]))
    return path


def test_rows_come_back_with_their_own_numbers(plain: Path) -> None:
    found = drafts(plain)
    assert [(draft.row, draft.nik, draft.values["village_code"]) for draft in found] == [
        (2, "5311180105780001", "53.11.18.2005"),
        (3, "5311115202000001", "53.11.11.2001"),
    ]


def test_leading_empty_rows_hidden_rows_and_hidden_columns_count(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [[None, *row] for row in (HEADER, *PEOPLE)]
    path.write_bytes(render([ListSheet("Usulan", rows, first_row=7, hidden_rows=(8,), hidden_columns=(2,))]))
    assert [(draft.row, draft.nik) for draft in drafts(path)] == [(8, "5311180105780001"), (9, "5311115202000001")]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t"), ("utf-16-le", ";"), ("utf-8", "|")],
)
def test_text_files_of_every_sort(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "daftar (1).xls"
    lines = [delimiter.join(str(cell) for cell in row) for row in (HEADER, *PEOPLE)]
    path.write_bytes("\r\n".join([*lines[:2], "", *lines[2:]]).encode(encoding))
    found = drafts(path)
    assert [draft.row for draft in found] == [2, 4]
    assert found[1].name == "Léonarda de Ornay"


def test_a_comma_inside_a_birth_cell_does_not_win_over_the_semicolon(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "NIK;NAMA;TTL;DESA\n"
        "5311180105780001;Yoksan Goit;Waingapu, 01-05-1978;Kangeli\n"
        "5311115202000001;Leonarda;Waingapu, 12-02-2000;Wulla\n",
        encoding="utf-8",
    )
    assert [draft.born for draft in drafts(path)] == ["1978-05-01", "2000-02-12"]


def test_date_serials_in_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=,\nNIK,NAMA,TGL LAHIR,DESA\n5311180105780001,Yoksan,28611,Kangeli\n", encoding="utf-8")
    assert drafts(path)[0].born == "1978-05-01"


def test_a_number_that_a_text_file_keeps_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'NIK;NAMA;DESA\n="5311180105780001";Yoksan;Kangeli\n"=""5311115202000001""";Leonarda;Wulla\n', "utf-8"
    )
    assert [draft.nik for draft in drafts(path)] == ["5311180105780001", "5311115202000001"]


def test_a_village_merged_over_its_people_in_every_format(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    rows = ["".join(cell.format("", text) for text in ("DESA", "NIK", "NAMA"))]
    for at, (nik, name) in enumerate((("5311180105780001", "Yoksan"), ("5311115202000001", "Leonarda"))):
        spans = ' table:number-columns-spanned="1" table:number-rows-spanned="2"'
        village = "<table:covered-table-cell/>" if at else cell.format(spans, "Kangeli")
        rows.append(village + cell.format("", nik) + cell.format("", name))
    path = tmp_path / "a.ods"
    path.write_bytes(spreadsheet_ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows).encode()))
    assert [draft.values.get("village_code") for draft in drafts(path)] == ["53.11.18.2005"] * 2


def test_a_web_page_that_calls_itself_xls(tmp_path: Path) -> None:
    path = tmp_path / "siak.xls"
    cells = "".join(f"<td>{cell}</td>" for cell in PEOPLE[0])
    head = "".join(f"<th>{cell}</th>" for cell in HEADER)
    path.write_text(f"<html><body><table><tr>{head}</tr><tr>{cells}</tr></table></body></html>", encoding="utf-8")
    assert [draft.nik for draft in drafts(path)] == ["5311180105780001"]


def test_cells_of_a_web_page_that_reach_down(tmp_path: Path) -> None:
    path = tmp_path / "siak.xls"
    both = "<td rowspan=2>"
    path.write_text(
        f"<table><tr>{both}NIK{both}NAMA<td colspan=2>KELAHIRAN</td>{both}DESA{both}KECAMATAN{both}NO HP</tr>"
        "<tr><td>TEMPAT<td>TANGGAL</tr>"
        f"<tr><td>5311180105780001<td>Yoksan<td>Lewa<td>01/05/1978{both}Kangeli{both}Lewa Tidahu<td>081298765432</tr>"
        "<tr><td>5311185202000001<td>Leonarda<td>Lewa<td>12/02/2000<td>081298765433</tr></table>"
    )
    found = drafts(path)
    assert [draft.values["village_code"] for draft in found] == ["53.11.18.2005"] * 2
    assert [draft.values["phone"] for draft in found] == ["081298765432", "081298765433"]
    assert [draft.born for draft in found] == ["1978-05-01", "2000-02-12"]


def test_cells_keep_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(render([ListSheet("A", [["x", 5371011602813930.0, date(1985, 3, 12), True, None, "0812"]])]))
    book = read_workbook(path)
    assert book.sheets[0].rows == [["x", 5371011602813930.0, date(1985, 3, 12), True, None, "0812"]]


def test_formulas_give_their_cached_value(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "formula.xlsx"
    _replace(
        plain, path, "xl/worksheets/sheet1.xml", b'<c r="A2" t="n"><v>1</v></c>', b'<c r="A2"><f>2-1</f><v>1</v></c>'
    )
    assert len(drafts(path)) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"   \r\n", "file_empty"),
        (b"%PDF-1.7 ...", "file_not_workbook"),
        (b"\x00\x01\x02garbage" * 500, "file_not_workbook"),
        (b"just words, nothing else\n", "header_missing"),
        (b"PK\x03\x04broken", "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_not_workbook"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "file_not_workbook"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "usulan.xlsx"
    path.write_bytes(content)
    assert refusal(path) == code


def test_missing_file_sheet_header_and_people(plain: Path, tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.xlsx") == "file_missing"
    assert refusal(plain, sheet="Lain") == "sheet_missing"
    assert refusal(plain, mapping={"TIDAK ADA": "nik"}) == "mapping_unknown_header"
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(render([ListSheet("A")]))
    assert refusal(empty) == "file_empty"
    no_header = tmp_path / "no_header.xlsx"
    no_header.write_bytes(render([ListSheet("A", [["satu", "dua"], ["tiga", "empat"]])]))
    assert refusal(no_header) == "header_missing"
    nobody = tmp_path / "nobody.xlsx"
    nobody.write_bytes(render([ListSheet("A", [HEADER, [1.0], [2.0]])]))
    assert refusal(nobody) == "rows_missing"


def test_a_truncated_workbook_is_damaged(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(plain.read_bytes()[:-600])
    assert refusal(path) == "file_damaged"


def test_a_protected_workbook_asks_for_its_password(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    with plain.open("rb") as stream, path.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(stream).encrypt("rahasia", target)
    assert refusal(path) == "file_protected"
    assert refusal(path, password="salah") == "password_wrong"
    assert len(drafts(path, password="rahasia")) == 2


def test_two_far_corners_are_too_large_and_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "corners.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "NIK"  # type: ignore[index]
    book.active["XFD1048576"] = "x"  # type: ignore[index]
    book.save(path)
    before = os.times()
    assert refusal(path) == "file_too_large"
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent < 10, "seconds of processor time, however busy the machine is"


def test_far_corners_hidden_in_odd_spelling_are_found(plain: Path, tmp_path: Path) -> None:
    for number, cell in enumerate(
        (
            b"<c r='XFD1048576' t='n'><v>1</v></c>",
            b'<c\tr = "XFD1048576"><v>1</v></c>',
            b'<c t="inlineStr" r="XFD1048576"><is><t>x</t></is></c>',
        )
    ):
        path = tmp_path / f"odd{number}.xlsx"
        _replace(plain, path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"<row>" + cell + b"</row></sheetData>")
        assert refusal(path) == "file_too_large"


def test_blank_formatted_rows_do_not_count(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/><c r="XFD%d" s="0"/></row>' % (n, n, n) for n in range(5, 5005))
    _replace(plain, path, "xl/worksheets/sheet1.xml", b"</sheetData>", blank + b"</sheetData>")
    assert len(drafts(path)) == 2


def test_a_bomb_is_refused_by_what_it_unpacks_to(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    _replace(plain, path, "xl/worksheets/sheet1.xml", b"</sheetData>", b" " * 30_000_000 + b"</sheetData>")
    assert path.stat().st_size < 200_000
    assert refusal(path, limits=Limits(unpacked_bytes=20_000_000)) == "file_too_large"


def test_a_reading_that_takes_too_long_is_stopped(plain: Path) -> None:
    assert refusal(plain, limits=Limits(seconds=0.0)) == "file_too_slow"


def test_a_child_without_memory_is_a_refusal(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(5, 200_000))
    _replace(plain, path, "xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")
    assert refusal(path, limits=Limits(memory_bytes=60_000_000)) in ("file_too_large", "file_damaged")


def test_cancel_kills_the_child(plain: Path) -> None:
    class Stop(Exception):
        pass

    def progress(done: int, total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        list(interpret_workbook(plain, OPTIONS, progress=progress))


def test_the_survey_shows_columns_with_guess_and_examples(plain: Path) -> None:
    sheet = survey_workbook(plain, OPTIONS)[0]
    assert (sheet.name, sheet.header_row) == ("Usulan", 1)
    nik = next(column for column in sheet.columns if column.field == "nik")
    assert (nik.letters, nik.header, nik.confidence) == ("B", "NIK", 1.0)
    assert nik.examples == ("5311180105780001", "5311115202000001")
    assert sheet.top[0][:3] == ("NO", "NIK", "NAMA")


def test_a_mapping_can_be_given_by_header_or_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(render([ListSheet("A", [["NOMOR KARTU", "SIAPA", "DESA"], PEOPLE[0][1:4]])]))
    assert refusal(path) == "header_missing"
    found = drafts(path, mapping={"NOMOR KARTU": "nik", "SIAPA": "full_name"})
    assert [(draft.nik, draft.name) for draft in found] == [("5311180105780001", "Yoksan Goit")]
    found = drafts(path, mapping={"A": "nik", "B": "full_name"})
    assert [draft.nik for draft in found] == ["5311180105780001"]


def test_a_list_without_a_header_goes_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    title = ["Desa Kangeli Kec. Lewa Tidahu", None, None]
    people = [[None, "Marta Lobo", "A"], ["53111801", "Yos Lobo", "B"], ["5311180105780001", "Yoksan Goit", "A"]]
    path.write_bytes(
        render([ListSheet("Sampul", [["Dari desa"]]), ListSheet("A", [title, [], *people, ["JUMLAH", 3]])])
    )
    assert refusal(path) == "header_missing"
    found = drafts(path, mapping={"B": "full_name", "C": "notes", "A": "nik"})
    assert [(draft.row, draft.name, draft.nik_ok) for draft in found] == [
        (3, "Marta Lobo", False),
        (4, "Yos Lobo", False),
        (5, "Yoksan Goit", True),
    ]
    assert {draft.values["village_code"] for draft in found} == {"53.11.18.2005"}
    # A row that fills one of the columns that are read is nobody, as under a header.
    assert [draft.row for draft in drafts(path, mapping={"A": "nik", "B": "full_name"})] == [4, 5]
    assert refusal(path, mapping={"A": "nik", "B": "full_name", "F": "phone"}) == "mapping_unknown_header"
    assert refusal(path, mapping={"A": "phone", "B": "village"}) == "header_missing"


def test_words_over_the_columns_are_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(render([ListSheet("A", [["kartu", "siapa"], ["5311180105780001", "Yoksan Goit"]])]))
    assert [draft.row for draft in drafts(path, mapping={"A": "nik", "B": "full_name"})] == [2]


def _replace(source: Path, target: Path, part: str, old: bytes, new: bytes) -> None:
    """Copy a workbook with one part changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            data = given.read(entry)
            if entry.filename == part:
                assert old in data
                data = data.replace(old, new)
            made.writestr(entry.filename, data)
    target.write_bytes(content.getvalue())


def test_very_hidden_sheets_are_read_and_our_own_are_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Usulan"  # type: ignore[union-attr]
    for name in ("Rahasia", "_ntt", "_ntt_pilihan"):
        book.create_sheet(name).sheet_state = "veryHidden"
    for sheet in book.worksheets:
        for row in (HEADER, *PEOPLE):
            sheet.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert {draft.sheet for draft in drafts(path)} == {"Usulan", "Rahasia"}


def test_days_counted_from_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append([*HEADER, "TGL LAHIR"])
    sheet.append([*PEOPLE[0], 26053])
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert drafts(path)[0].values["birth_date"] == "1975-05-01"


def test_a_truncated_workbook_of_the_old_format_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + (200).to_bytes(4, "little") + bytes(460)
    path.write_bytes(head + bytes(3000))
    assert refusal(path) == "file_damaged"


def test_a_cover_with_a_table_says_nothing_of_the_other_sheets(tmp_path: Path) -> None:
    cover = [["REKAPITULASI"], ["NO", "DESA", "KECAMATAN", "JUMLAH"], [1, "Kangeli", "Kec. Wulla Waijelu", 2]]
    people = [["NIK", "NAMA", "DESA"], ["5311180105780001", "Yoksan Goit", "Kangeli"]]
    path = tmp_path / "a.xlsx"
    path.write_bytes(render([ListSheet("Cover", cover), ListSheet("Kangeli", people)]))
    assert [draft.values.get("village_code") for draft in drafts(path)] == ["53.11.18.2005"]
