"""Files made to harm: each is read, or refused with a sentence of its own, and the process that read it is gone."""

import multiprocessing
import os
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading import extent_xls
from ntt_desktop.formats.reading.limits import Limits
from ntt_desktop.formats.reading.markup import rows_of_markup
from ntt_desktop.formats.reading.workbook import OpenWorkbook
from ntt_desktop.formats.sheets import ReadOptions, SheetSummary, interpret_workbook
from ntt_desktop.wording.errors import message
from tests.formats import hostile
from tests.formats.hostile import FAR, RELATIONS, SHEET, STRINGS, behind_rows, changed, ods_row, workbook

OPTIONS = ReadOptions(region="53.11", today=date(2026, 2, 10))
LIST = "NIK;NAMA;DESA;KECAMATAN\n5311180105780001;Yoksan Goit;Kangeli;Lewa Tidahu\n"


def outcome(folder: Path, content: bytes, name: str = "usulan.xlsx", limits: Limits | None = None) -> int | str:
    """How many people a file gives, or the code of its refusal."""
    path = folder / name
    path.write_bytes(content)
    try:
        found = list(interpret_workbook(path, OPTIONS, limits=limits))
    except UserError as error:
        sentence, hint = message(error)
        assert "{" not in sentence + hint
        assert name in sentence
        assert hint
        return error.code
    finally:
        assert not multiprocessing.active_children()
    return sum(len(batch) for batch in found if not isinstance(batch, SheetSummary))


def _elsewhere(xml: bytes) -> bytes:
    """A workbook whose sheet stands where pictures stand."""
    moved = {RELATIONS: lambda data: data.replace(b"worksheets/sheet1.xml", b"media/image1.png")}
    return changed(workbook(), moved, added={"xl/media/image1.png": xml})


def _doctype(declared: bytes) -> dict[str, hostile.Change]:
    cell = b'<row r="9"><c r="B9" t="inlineStr"><is><t>&z;</t></is></c></row>'
    return {SHEET: lambda data: b"<!DOCTYPE q [" + declared + b"]>" + behind_rows(cell)(data.partition(b"?>\n")[2])}


NEAR = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
LAUGHS = b'<!ENTITY a "haha">' + b"".join(
    b'<!ENTITY %c "%s">' % (code, b"&%c;" % (code - 1) * 20) for code in range(ord("b"), ord("z") + 1)
)
ODS_ROWS = b"".join(ods_row(*row) for row in (hostile.HEADER, *hostile.PEOPLE))
FORMULAS = (
    b'<row r="4"><c r="B4" t="str"><f>cmd|\' /C calc\'!A0</f><v>5311180105780009</v></c>'
    b'<c r="C4" t="str"><f>HYPERLINK("http://127.0.0.1:9/","Yosef Lay")</f><v>Yosef Lay</v></c>'
    b'<c r="D4" t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>Kangeli</v></c></row>'
)
SPREADSHEET_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns:ss="x"><Worksheet ss:Name="A"><Table>'
    '<Row ss:Index="3"><Cell><Data ss:Type="String">NIK</Data></Cell><Cell ss:Index="3"><Data>NAMA</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="String">5311180105780001</Data></Cell><Cell/><Cell><Data>Yoksan &amp; Goit</Data>'
    "</Cell></Row></Table></Worksheet></Workbook>"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(_elsewhere(behind_rows(FAR)(NEAR)), "file_too_large", id="sheet-elsewhere"),
        pytest.param(changed(workbook(), {SHEET: behind_rows(b"<a>" * 200_000)}), 2, id="deep-xml"),
        pytest.param(changed(workbook(), _doctype(LAUGHS)), "file_damaged", id="billion-laughs"),
        pytest.param(
            changed(workbook(), _doctype(b'<!ENTITY z SYSTEM "file:///etc/passwd">')), "file_damaged", id="entity"
        ),
        pytest.param(changed(workbook(), {SHEET: behind_rows(FORMULAS)}), 3, id="formulas"),
        pytest.param(changed(workbook(), added={"xl/vbaProject.bin": os.urandom(3000)}), 2, id="macros"),
        pytest.param(changed(workbook(), dropped=(SHEET,)), "file_damaged", id="no-sheet"),
        pytest.param(changed(workbook(), {STRINGS: lambda data: data[: len(data) // 2]}), "file_damaged", id="strings"),
        pytest.param(changed(workbook(), {"xl/workbook.xml": b""}), "file_damaged", id="no-workbook"),
        pytest.param(changed(workbook(), {SHEET: lambda data: data[: len(data) // 2]}), "file_damaged", id="half"),
        pytest.param(hostile.workbook_xlsb(), 2, id="xlsb"),
        pytest.param(hostile.far_xlsb(), "file_too_large", id="xlsb-corner"),
        pytest.param(hostile.spreadsheet_ods(ODS_ROWS), 2, id="ods"),
        pytest.param(
            hostile.spreadsheet_ods(
                b'<table:table-row table:number-rows-repeated="1048000">'
                b'<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
                b"</table:table-cell></table:table-row>"
            ),
            "file_too_large",
            id="ods-repeated",
        ),
        pytest.param(LIST.encode("utf-16"), 1, id="utf-16"),
        pytest.param(LIST.replace("Yoksan", "Yok\0san").encode(), 1, id="nul"),
        pytest.param(LIST.replace("o", "\0\1").encode(), "file_not_workbook", id="nuls"),
        pytest.param(b"NIK;NAMA\n" + b"A" * 1_500_000, "file_too_large", id="endless-cell"),
        pytest.param(b"5311180105780001;" * 20_000, "header_missing", id="endless-line"),
        pytest.param(SPREADSHEET_XML.encode(), 1, id="xml-2003"),
        pytest.param(changed(workbook(), dropped=("[Content_Types].xml",)), "file_not_workbook", id="zip"),
    ],
)
def test_it_is_read_or_refused_with_a_sentence(tmp_path: Path, content: bytes, expected: int | str) -> None:
    assert outcome(tmp_path, content) == expected


@pytest.mark.parametrize("size", [-1, 1, 3])
def test_a_directory_of_parts_that_points_nowhere(tmp_path: Path, size: int) -> None:
    """One flipped bit where the pack says how far its directory is."""
    content = bytearray(workbook())
    content[-6 + size] ^= 0x40
    assert outcome(tmp_path, bytes(content)) == "file_damaged"


def test_more_rows_strings_or_sheets_than_programs_write(tmp_path: Path) -> None:
    few = Limits(rows=500, sheets=3)
    blank = b"".join(b'<row r="%d"></row>' % number for number in range(9, 700))
    assert outcome(tmp_path, changed(workbook(), {SHEET: behind_rows(blank)}), limits=few) == "file_too_large"
    assert outcome(tmp_path, changed(workbook(), {SHEET: behind_rows(blank)})) == 2
    strings = changed(workbook(), {STRINGS: lambda data: data.replace(b"</sst>", b"<si><t/></si>" * 5000 + b"</sst>")})
    assert outcome(tmp_path, strings, limits=Limits(cells=2000)) == "file_too_large"
    more = b"".join(b'<sheet name="S%d" sheetId="%d" r:id="rId1"/>' % (number, number) for number in range(2, 9))
    sheets = changed(workbook(), {"xl/workbook.xml": lambda data: data.replace(b"</sheets>", more + b"</sheets>")})
    assert outcome(tmp_path, sheets, limits=few) == "file_too_large"


def test_two_sheets_of_one_name_are_not_read_twice(tmp_path: Path) -> None:
    again = b'<sheet name="Usulan" sheetId="2" r:id="rId1"/></sheets>'
    content = changed(workbook(), {"xl/workbook.xml": lambda data: data.replace(b"</sheets>", again)})
    assert outcome(tmp_path, content) == "file_damaged"


def test_merges_that_overlap_cost_nothing(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="G%d"><v>1</v></c></row>' % (number, number) for number in range(4, 2000))
    merges = b"".join(b'<mergeCell ref="G%d:G2000"/>' % number for number in range(4, 1999))

    def change(data: bytes) -> bytes:
        merged = b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
        return behind_rows(rows)(data).replace(b"</sheetData>", merged)

    path = tmp_path / "merged.xlsx"
    path.write_bytes(changed(workbook(), {SHEET: change}))
    told = OpenWorkbook(path, Limits()).read("Usulan").below
    assert sum(map(len, told.values())) <= 2000


def test_the_far_corner_of_the_old_format() -> None:
    begin = b"\x09\x08\x10\x00" + bytes(16)
    number = (0x0203).to_bytes(2, "little") + (14).to_bytes(2, "little")
    near, far = number + bytes(14), number + b"\xff\xff\xff\x00" + bytes(10)
    many = (0x00BD).to_bytes(2, "little") + (18).to_bytes(2, "little") + bytes(16) + b"\x02\x00"
    assert extent_xls._sizes(begin + near + begin + near + far) == [0, 1, 65536 * 256]
    assert extent_xls._sizes(begin + near + many) == [0, 3]
    assert extent_xls._sizes(begin + near[:-3]) == [0, 1]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" + "<!--" * 300_000,
        "<table " + 'a="1" ' * 300_000 + "><tr><td>x",
        "<table>" + "<" * 1_000_000,
        "<table>" * 100_000 + "<tr><td>NIK",
    ],
)
def test_web_pages_that_never_end(page: str) -> None:
    assert len(rows_of_markup(page.encode(), "a", Limits())[0]) <= 1


def test_web_pages_with_endless_spans_and_rows() -> None:
    for page in ('<tr><td colspan="1000" rowspan="1000">NIK</td></tr>' * 900, "<tr>" * 90_000):
        with pytest.raises(UserError, match="file_too_large"):
            rows_of_markup(b"<table>" + page.encode(), "a", Limits(cells=50_000))


def test_a_web_page_keeps_its_columns() -> None:
    page = b"""<table><tr><th rowspan=2>NO<th colspan="2">ALAMAT</tr><tr><td>RT<br>RW<td x:fmla="=A1>3">Da&#39;o</tr>
    <!-- <tr><td>nobody</tr> --><script>if (a < b) document.write("<tr><td>x")</script></table>"""
    assert rows_of_markup(page, "a", Limits())[0] == [["NO", "ALAMAT", None], [None, "RT RW", "Da'o"]]


def test_an_xml_workbook_of_2003() -> None:
    rows, _ = rows_of_markup(SPREADSHEET_XML.encode(), "a", Limits())
    assert rows == [[], [], ["NIK", None, "NAMA"], ["5311180105780001", None, "Yoksan & Goit"]]


def test_far_wider_than_a_list(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for column in range(16_384):
            sheet.write(0, column, ("NIK", "NAMA", "DESA", "X")[column % 4])
            sheet.write(1, column, "5311180105780001")
    assert outcome(tmp_path, path.read_bytes()) == 1
