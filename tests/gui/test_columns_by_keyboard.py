"""Step 2 of Impor by keyboard: where the cursor goes, choosers that follow one by one, Enter on a button."""

from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.pages.imports import CHOOSE, COLUMNS, ImportsPage
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.sheet_preview import SheetColumn, SheetPreview
from ntt_desktop.services.context import Context
from tests.gui.stage import WAIT_MS, open_window

_FIELDS: list[tuple[object, str]] = [("", "-"), ("nik", "NIK"), ("full_name", "Nama"), ("phone", "HP")]


def _wide(qtbot: QtBot, columns: int) -> SheetPreview:
    made = SheetPreview("sheet")
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    about = [SheetColumn(at, f"H{at}", "phone" if at == columns - 1 else "", 0.6, ("1",)) for at in range(columns)]
    made.show_sheet([[f"H{at}" for at in range(columns)]], [1], frozenset({1}), about, _FIELDS)
    return made


def test_only_the_choosers_in_sight_are_made_at_once(qtbot: QtBot) -> None:
    preview = _wide(qtbot, 40)
    assert preview.fields()[39] == "phone"  # known, whether or not its chooser is there
    assert 0 < len(preview._heads) < 10
    qtbot.waitUntil(lambda: len(preview._heads) == 40, timeout=WAIT_MS)
    assert list(preview._heads) == sorted(preview._heads)  # and so they are reached by Tab


def test_a_chooser_that_is_not_there_yet_can_be_used(qtbot: QtBot) -> None:
    preview = _wide(qtbot, 40)
    with qtbot.waitSignal(preview.changed) as chosen:
        chooser = preview.choice_of(30)
        chooser.set_value("nik")
        chooser.activated.emit(chooser.currentIndex())
    assert chosen.args == [30, "nik"]
    assert preview.fields()[30] == "nik"


def test_the_cursor_goes_to_the_column_that_wants_a_look(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data Penduduk"
    sheet.append(["No", "Nomor Induk", "Nama Lengkap", "Desa", "Kecamatan"])
    for at in range(1, 4):
        sheet.append([at, f"53110101018000{at:02d}", f"Agnes Lobo {at}", "Kambajawa", "Kota Waingapu"])
    book.save(tmp_path / "list.xlsx")
    page = open_window(qtbot, ctx).open("imports")
    assert isinstance(page, ImportsPage)
    assert page.take_files([tmp_path / "list.xlsx"])
    qtbot.waitUntil(lambda: page.step == CHOOSE and page.next.isEnabled(), timeout=WAIT_MS)
    page.go_on()
    assert page.step == COLUMNS
    assert QApplication.focusWidget() is page.columns.preview.choice_of(1)
    assert "Data Penduduk" not in page.columns._title.text()  # a sheet's name that is no place


def test_a_choice_is_typed_with_its_blanks(qtbot: QtBot) -> None:
    made = Choice(
        [("", "Jangan dibaca"), ("place", "Tempat lahir"), ("born", "Tanggal lahir"), ("sex", "Jenis kelamin")]
    )
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignals([made.picked] * 2):  # "t", then "tan"
        qtbot.keyClicks(made, "tanggal la")
    assert made.value() == "born"
    assert not made.view().isVisible()
    qtbot.keyClick(made, Qt.Key.Key_Home)
    assert made.value() == ""


def test_an_opened_list_begins_at_what_is_chosen(qtbot: QtBot) -> None:
    made = Choice([(at, f"Pilihan {at}") for at in range(40)])
    qtbot.addWidget(made)
    made.show()
    made.set_value(20)
    for _ in range(2):  # the list is made at the first opening
        made.showPopup()
        assert made.view().currentIndex().row() == 20
        assert made.view().sizeHintForRow(0) >= 28
        qtbot.keyClick(made.view(), Qt.Key.Key_Return)
        assert made.value() == 20


def test_enter_presses_the_button_with_the_cursor(qtbot: QtBot) -> None:
    made = button("Simpan")
    qtbot.addWidget(made)
    made.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(made.clicked):
            qtbot.keyClick(made, key)
