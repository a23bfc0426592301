"""The list of who must bring what, as PDF and workbook."""

from io import BytesIO

import openpyxl

from ntt_desktop import paths
from ntt_desktop.domain.bringing import ITEMS, items
from ntt_desktop.formats.bring_list import ListRow, VillageList, headings, to_pdf, to_workbook

ROWS = tuple(
    ListRow(f"=Orang Kot'olin {n}", "531118 510578 0001", "11/05/1978", "KTP asli", "Tanggal lahir tidak sama.")
    for n in range(60)
)
CONTENT = VillageList("Desa Kangeli, Kec. Lewa Tidahu", "10/02/2026", "Y. Ndapa", ROWS, 75)


def test_the_workbook_holds_text_only_and_repeats_its_heading() -> None:
    sheet = openpyxl.load_workbook(BytesIO(to_workbook(CONTENT))).active
    assert sheet is not None
    top = int(str(sheet.freeze_panes)[1:]) - 1
    assert tuple(cell.value for cell in sheet[top]) == headings()
    first = sheet[top + 1]
    assert (first[1].value, first[1].data_type, first[2].value) == ("=Orang Kot'olin 0", "s", "531118 510578 0001")
    assert sheet.max_row == top + len(ROWS)
    assert sheet.print_title_rows == f"${top}:${top}"


def test_the_pdf_runs_over_pages_on_either_paper() -> None:
    a4, f4 = to_pdf(CONTENT), to_pdf(CONTENT, "F4")
    assert a4.startswith(b"%PDF")
    assert a4.count(b"/Type /Page\n") >= 3
    assert f4.count(b"/Type /Page\n") >= 2
    assert "SIL OPEN FONT LICENSE" in paths.resource("fonts/OFL.txt").read_text(encoding="utf-8")


def test_what_open_findings_ask_for() -> None:
    assert items(["occupation_not_work", "nik_birth_mismatch", "phone_invalid"]) == (
        "ktp",
        "birth_paper",
        "work_statement",
    )
    assert items([]) == ()
    assert set(items(["kk_equals_nik", "nik_missing"])) <= set(ITEMS)
