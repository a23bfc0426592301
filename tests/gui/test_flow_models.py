"""Models and small widgets of the pages for lists, slots and files."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.domain.balance import Balance
from ntt_desktop.domain.dates import Month
from ntt_desktop.formats.reference import Reference
from ntt_desktop.gui.models import import_rows, quota_rows, travelling
from ntt_desktop.gui.models.case_rows import case_columns
from ntt_desktop.gui.models.months import month_words, span_words
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.models.senders import as_row, sender_columns
from ntt_desktop.gui.models.sheet import ABOVE, DATA, HEADER, SheetModel
from ntt_desktop.gui.widgets.badge import badge_size
from ntt_desktop.gui.widgets.balance import PARTS, Amounts
from ntt_desktop.gui.widgets.cells import PAD
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.sheet_preview import SheetColumn, SheetPreview
from ntt_desktop.gui.widgets.tiles import TileGrid
from ntt_desktop.services.sync.board import PLAIN, BoardLine
from ntt_desktop.services.sync.queue import EDITS
from ntt_desktop.store.sync.notices import Notice
from tests.conftest import NOW


def test_sheet_model_keeps_the_rules_of_models(qtmodeltester):
    model = SheetModel()
    model.show([["DAFTAR"], ["NO", "NIK"], ["1", "53"]], range(1, 4), frozenset({2}), 2)
    qtmodeltester.check(model)
    assert [model.kind(at) for at in range(3)] == [ABOVE, HEADER, DATA]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "A"


def test_lists_keep_the_rules_of_models(qtmodeltester, reference: Reference):
    regions = reference.regions
    for columns in (
        quota_rows.next_columns(regions),
        quota_rows.waiting_columns(regions),
        quota_rows.block_columns(regions),
        import_rows.earlier_columns(),
        sender_columns(regions),
        travelling.file_columns(),
        case_columns(EDITS),
    ):
        qtmodeltester.check(ListModel(columns))
    row = {"id": "1", "rank": 1, "full_name": "Agnes Lobo", "nik": "5311010101850001", "village_code": "53.11.01.1001"}
    model = ListModel(quota_rows.next_columns(regions), [{**row, "points": 10, "months": "", "why": ""}])
    qtmodeltester.check(model)
    assert model.index(0, 2).data() == "…0001"


def test_every_column_has_a_title_and_fits(reference: Reference):
    for columns in (quota_rows.slot_columns(reference.regions), import_rows.row_columns(reference.regions)):
        assert all(column.title for column in columns)
        assert sum(column.width for column in columns if not column.optional) < 700
    regions = reference.regions
    for columns in (sender_columns(regions), travelling.file_columns(), travelling.people_columns(regions)):
        needed = [column.width for column in columns if not column.optional]
        assert sum(needed) < 640, "what a window of 911 points has beside two scroll bars"
    counted = [column.width for column in sender_columns(regions) if column.optional < 2]
    assert sum(counted) < 655, "the figures of the board stand in it too"


def test_the_state_of_every_sender_fits_its_column(reference: Reference):
    i18n.set_language("id")
    states = (
        BoardLine("a", "A", "53.11", is_cloned=True),
        BoardLine("a", "A", "53.11", missing=tuple((at, at + 1) for at in range(12))),
        BoardLine("a", "A", "53.11", notices=(Notice("clock_ahead", "a", {}),)),
        BoardLine("a", "A", "53.11", notices=(Notice("store_restored", "a", {}),)),
        BoardLine(PLAIN + "a", "A", "53.11"),
        BoardLine("a", "A", "53.11"),
        BoardLine("a", "A", "53.11", files=1, made_at="2026-01-01T00:00:00+00:00"),
        BoardLine("a", "A", "53.11", files=1, made_at="2026-02-10T00:00:00+00:00"),
    )
    (column,) = (column for column in sender_columns(reference.regions) if column.key == "state")
    badges = [column.of(as_row(line, NOW)) for line in states]
    assert len({badge.word for badge in badges}) == len(states)
    assert not [badge.word for badge in badges if badge_size(badge).width() + 2 * PAD > column.width]


def test_amounts_of_several_programmes_add_up():
    balances = (
        Balance(held=100, occupied=40, free=30, passed_down=20, released=6, expired=4, contested=2, rate=16800),
        Balance(held=10, occupied=10, rate=10000),
    )
    amounts = Amounts.of(balances)
    keys = [key for key, _, _ in PARTS]
    assert amounts.months["held"] == sum(amounts.months[key] for key in keys) == 110
    assert amounts.rupiah["held"] == sum(amounts.rupiah[key] for key in keys) == 100 * 16800 + 100_000
    assert amounts.contested == 2


def test_months_are_said_shortly():
    assert month_words("2026-05") == "May 2026"
    assert span_words("2026-01", "2026-12") == "Jan–Dec 2026"
    assert span_words(Month(2026, 11), Month(2027, 2)) == "Nov 2026–Feb 2027"
    assert span_words("2026-03", "2026-03") == "Mar 2026"


def test_number_field_sets_points_while_typing(qtbot: QtBot):
    field = NumberField(name="People")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.changed):
        qtbot.keyClicks(field, "50000")
    assert field.value == 50000
    assert field.text() == "50,000"


def test_column_chooser_says_what_was_chosen(qtbot: QtBot):
    preview = SheetPreview("sheet")
    qtbot.addWidget(preview)
    fields = [("", "-"), ("nik", "NIK"), ("full_name", "Name")]
    columns = [SheetColumn(0, "NIK", "nik", 1.0), SheetColumn(1, "ORANG", "", 0.0)]
    preview.show_sheet([["NIK", "ORANG"], ["53", "Agnes"]], [1, 2], frozenset({1}), columns, fields)
    chooser = preview.choice_of(1)
    with qtbot.waitSignal(preview.changed) as told:
        chooser.setCurrentIndex(2)
        chooser.activated.emit(2)
    assert told.args == [1, "full_name"]
    assert preview.fields() == {0: "nik", 1: "full_name"}


def test_tiles_share_lines_evenly(qtbot: QtBot):
    grid = TileGrid(least=150, most=6)
    qtbot.addWidget(grid)
    grid.add(*(QLabel(str(at)) for at in range(6)))
    grid.resize(700, 200)
    grid.show()
    tops = sorted({tile.y() for tile in grid.findChildren(QLabel)})
    assert len(tops) == 2
    widths = {tile.width() for tile in grid.findChildren(QLabel)}
    assert max(widths) - min(widths) <= 1
