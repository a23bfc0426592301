"""Perlu keputusan: people who may be one, decided by key, in bulk and by workbook, and undone."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs import queue_file
from ntt_desktop.gui.models.pair_rows import pair_columns, pair_row
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.decisions import DecisionsPage
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import same_person, verifications
from ntt_desktop.services.sync.queue import SAME
from tests.gui.people import VILLAGE, add
from tests.gui.stage import WAIT_MS, open_window, quiet


def twice(ctx: Context, count: int) -> None:
    """So many people, each registered twice under NIKs that differ in one digit."""
    names = ("Maria Goreti Ndapa", "Yohanes Umbu Tara", "Anastasia Rambu Ata", "Dorkas Kahi Leba", "Petrus Ndawa Lu")
    for at in range(count):
        born = f"19{70 + at}-03-1{at}"
        sex = ("P", "L")[at % 2]
        day = 10 + at + (40 if sex == "P" else 0)
        nik = f"531118{day:02d}03{70 + at}{at + 1:04d}"
        common = {"birth_date": born, "sex": sex, "mother_name": "Yuliana Rambu"}
        add(ctx, 1, nik=nik, full_name=names[at], **common)
        add(ctx, 1, nik=f"531108{nik[6:]}", full_name=names[at].replace("Maria", "Ma."), **common)


def _page(qtbot: QtBot, ctx: Context, count: int) -> DecisionsPage:
    window = open_window(qtbot, ctx)
    page = window.open("decisions")
    qtbot.waitUntil(lambda: page.pairs.model.total() == count, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert isinstance(page, DecisionsPage)
    return page


def test_the_queue_keeps_the_rules_of_models(qtmodeltester, ctx: Context):
    twice(ctx, 2)
    model = ListModel(pair_columns(), [pair_row(ctx, pair) for pair in same_person.pairs(ctx)])
    qtmodeltester.check(model)
    assert model.total() == 2


def test_a_petugas_finds_the_page_while_there_are_cases(qtbot: QtBot, ctx: Context):
    window = open_window(qtbot, ctx)
    quiet(qtbot, window)
    entry = window.rail._buttons["decisions"]
    assert entry.isHidden()
    twice(ctx, 1)
    window.session.bus.announce(frozenset({"worker"}))
    qtbot.waitUntil(lambda: not entry.isHidden(), timeout=WAIT_MS)


def test_pairs_are_answered_by_keys_and_taken_back(qtbot: QtBot, ctx: Context):
    twice(ctx, 3)
    page = _page(qtbot, ctx, 3)
    window = page.window()
    assert page.tabs.current == SAME
    assert page.pairs.compare.isVisible()
    first = page.pairs.model.row_at(0)
    page.pairs.table.setFocus()
    qtbot.keyClick(page.pairs.table, Qt.Key.Key_2)
    quiet(qtbot, window)
    qtbot.waitUntil(lambda: page.pairs.model.total() == 2, timeout=WAIT_MS)
    assert page.pairs.table.currentIndex().row() == 0
    qtbot.keyClick(page.pairs.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.pairs.model.total() == 1, timeout=WAIT_MS)
    quiet(qtbot, window)
    with ctx.store.read() as reader:
        said = [row["decision"] for row in reader.rows("SELECT decision FROM same_person ORDER BY decision")]
    assert said == ["different", "same"]
    window.toast._undo_it()
    qtbot.waitUntil(lambda: page.pairs.model.total() == 2, timeout=WAIT_MS)
    assert first["id"] not in {pair.id for pair in same_person.pairs(ctx)}


def test_later_keeps_the_pair_at_the_end(qtbot: QtBot, ctx: Context):
    twice(ctx, 3)
    page = _page(qtbot, ctx, 3)
    first, second = (page.pairs.model.row_at(at)["id"] for at in range(2))
    page.pairs.answer("later")
    quiet(qtbot, page.window())
    qtbot.waitUntil(lambda: page.pairs.model.row_at(2)["id"] == first, timeout=WAIT_MS)
    assert page.pairs.model.row_at(2)["pair"].later
    assert [pair.id for pair in page.pairs.chosen] == [second]  # none is passed over


def test_many_are_answered_at_once(qtbot: QtBot, ctx: Context):
    twice(ctx, 4)
    page = _page(qtbot, ctx, 4)
    page.pairs.table.selectAll()
    assert len(page.pairs.chosen) == 4
    page.pairs.compare.answers["different"].click()
    qtbot.waitUntil(lambda: page.pairs.model.total() == 0, timeout=WAIT_MS)
    quiet(qtbot, page.window())
    assert same_person.count(ctx) == 0
    page.window().toast._undo_it()
    qtbot.waitUntil(lambda: page.pairs.model.total() == 4, timeout=WAIT_MS)


def test_people_with_one_nik_are_not_joined_among_many(qtbot: QtBot, ctx: Context):
    twice(ctx, 2)
    add(ctx, 1, nik="5311181005800099", full_name="Petrus Ndawa", birth_date="1980-05-10", sex="L")
    with ctx.store.write("t") as uow:  # what two laptops can do
        unlike = {"full_name": "Yohanes Bria", "birth_date": "1991-01-01", "village_code": VILLAGE}
        uow.put("worker", uow.new_id(), {"nik": "5311181005800099", **unlike})
    page = _page(qtbot, ctx, 3)
    page.pairs.table.selectAll()
    qtbot.keyClick(page.pairs.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: [row["one_nik"] for row in page.pairs.model.rows] == [""], timeout=WAIT_MS)
    quiet(qtbot, page.window())
    assert page.banner.text.startswith("1")
    qtbot.keyClick(page.pairs.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.pairs.model.total() == 0, timeout=WAIT_MS)


def test_a_workbook_goes_out_and_comes_back(qtbot: QtBot, ctx: Context, tmp_path: Path):
    twice(ctx, 2)
    page = _page(qtbot, ctx, 2)
    file = tmp_path / "pairs.xlsx"
    queue_file.write(page.session, page, file)
    qtbot.waitUntil(lambda: "pairs.xlsx" in page.banner.text, timeout=WAIT_MS)
    book = load_workbook(file)
    sheet = book.worksheets[0]
    column = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Jawaban")
    for row in (column.row + 1, column.row + 2):
        sheet.cell(row, column.column).value = "berbeda"
    book.save(file)
    queue_file.take(page.session, page, file)
    qtbot.waitUntil(lambda: page.pairs.model.total() == 0, timeout=WAIT_MS)
    assert "2" in page.banner.text
    page.banner._act()  # taken back once: the banner that offers it goes
    qtbot.waitUntil(lambda: page.pairs.model.total() == 2, timeout=WAIT_MS)
    assert not page.banner.isVisible()


@pytest.mark.parametrize("width", [1366, 911])
def test_two_people_fit_beside_the_list(qtbot: QtBot, ctx: Context, width: int):
    twice(ctx, 1)
    page = _page(qtbot, ctx, 1)
    page.window().resize(width, 485 if width < 1000 else 728)
    quiet(qtbot, page.window())
    compare = page.pairs.compare
    assert compare.isVisible()
    assert compare.geometry().right() <= page.pairs.width()
    qtbot.waitUntil(lambda: all(made.width() >= made.sizeHint().width() for made in compare.answers.values()))


def test_the_domicile_that_was_seen_is_proposed_and_another_can_be_chosen(qtbot: QtBot, ctx: Context):
    born = {"birth_date": "1970-03-10", "sex": "P", "mother_name": "Yuliana Rambu"}
    one = add(ctx, 1, nik="5311185003700001", full_name="Maria Goreti Ndapa", **born)
    far = add(ctx, 1, nik="5311085003700001", full_name="Maria Goreti Ndapa", village_code="53.04.01.2001", **born)
    verifications.verify(ctx, [far], seen=["domicile"], by="K. Mau", on=ctx.today)
    page = _page(qtbot, ctx, 1)
    compare = page.pairs.compare
    seen = page.pairs.model.row_at(0)["pair"].stays == "other"
    assert [home.isChecked() for home in compare.homes] == [not seen, seen]
    assert compare.homes[seen].text().endswith("(seen)")
    # Nothing stands wider than the panel: the points of the score were cut at its edge.
    body = compare.findChild(QScrollArea)
    assert body.widget().minimumSizeHint().width() <= body.viewport().width()
    compare.homes[not seen].click()
    page.pairs.answer("same")
    qtbot.waitUntil(lambda: page.pairs.model.total() == 0, timeout=WAIT_MS)
    quiet(qtbot, page.window())
    with ctx.store.read() as reader:
        kept = reader.value("SELECT village_code FROM worker WHERE id = ?", (min(one, far),))
    assert kept == VILLAGE
