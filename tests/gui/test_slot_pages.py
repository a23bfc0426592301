"""Beranda, Kuota and Program on a real store with a programme of the province."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ntt_desktop.formats.reference import Reference
from ntt_desktop.gui.dialogs.allot import AllotDialog
from ntt_desktop.gui.dialogs.programme import ProgrammeDialog
from ntt_desktop.gui.dialogs.release import ReleaseDialog
from ntt_desktop.gui.dialogs.what_if import WhatIfDialog
from ntt_desktop.gui.models.columns import RIGHT
from ntt_desktop.gui.models.quota_rows import block_columns
from ntt_desktop.gui.screenshots import FULL, SMALL
from ntt_desktop.gui.theme import fonts
from ntt_desktop.gui.widgets.balance import PARTS, Amounts
from ntt_desktop.gui.widgets.cells import PAD
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures.overview import overview
from ntt_desktop.services.money import ledger
from tests.conftest import Clock, MakeContext
from tests.gui.stage import WAIT_MS, allot, open_window, quiet, take_in, villagers, write_list
from tests.services.capacity.capacity_support import people


@pytest.fixture
def laptop(make_ctx: MakeContext, tmp_path: Path) -> Context:
    """A laptop with 30 people, five of them to be verified, and 20 slots of the province."""
    ctx = make_ctx()
    rows = [
        tuple("Mengurus rumah tangga" if cell == "Petani" and at < 5 else cell for cell in row)
        for at, row in enumerate(villagers(30))
    ]
    take_in(ctx, write_list(tmp_path / "list.xlsx", rows))
    allot(make_ctx("supervisor", "53", name="province"), ctx, tmp_path / "files")
    return ctx


def test_an_empty_store_says_what_to_do(qtbot: QtBot, ctx: Context):
    window = open_window(qtbot, ctx)
    home = window.open("home")
    quiet(qtbot, window)
    assert home.steps.isVisible()
    assert not home.figures.isVisible()


def test_the_figures_are_those_of_the_lists(qtbot: QtBot, laptop: Context):
    window = open_window(qtbot, laptop)
    home = window.open("home")
    quiet(qtbot, window)
    found = overview(laptop)
    assert (found.people, found.evidence, found.waiting, found.seated) == (30, 5, 30, 0)
    home.tile("evidence").clicked.emit()
    assert window.current_page() is window.page("workers")
    workers = window.page("workers")
    qtbot.waitUntil(lambda: workers.model.total() == found.evidence, timeout=WAIT_MS)


def test_slots_are_given_as_the_preview_shows(qtbot: QtBot, laptop: Context):
    window = open_window(qtbot, laptop)
    page = window.open("quota", tab="next")
    quiet(qtbot, window)
    assert page.models["next"].total() == 20
    assert page.models["waiting"].total() == page.models["refused"].total() == 5
    rows = [page.models["next"].row_at(at) for at in range(20)]
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)
    shown = [row["id"] for row in rows]
    page.confirm.click()
    qtbot.waitUntil(lambda: page.models["slots"].total() == 20, timeout=WAIT_MS)
    assert window.focusWidget() is page._listings["slots"].table, "the keyboard goes on in the list"
    assert {row["person_id"] for row in slots.slots(laptop)} == set(shown)
    quiet(qtbot, window)
    assert page.models["next"].total() == 0
    amounts = Amounts.of(one.own for one in ledger.balance(laptop))
    assert amounts.months["held"] == 240 == sum(amounts.months[key] for key, _, _ in PARTS)
    assert amounts.rupiah["occupied"] == 240 * 16800


def test_a_place_in_the_ranking_is_explained(qtbot: QtBot, laptop: Context):
    window = open_window(qtbot, laptop)
    page = window.open("quota", tab="next")
    quiet(qtbot, window)
    first = page.models["next"].row_at(0)
    page.panel.show_row(dict(first), 25)
    lines = first["of"].place.lines
    assert sum(line.points for line in lines) == first["points"]
    assert page.panel.isVisible()
    assert page.panel.accessibleName() == first["full_name"]


def test_slots_are_given_to_one_kecamatan_up_to_a_limit(qtbot: QtBot, laptop: Context):
    window = open_window(qtbot, laptop)
    page = window.open("quota", tab="next")
    quiet(qtbot, window)
    page.give.place.set_value("53.11.09")
    page.give.place.picked.emit("53.11.09")
    quiet(qtbot, window)
    assert page.models["next"].total() == 0
    assert not page.confirm.isEnabled()
    page.give.place.set_value("53.11.01")
    page.give.place.picked.emit("53.11.01")
    qtbot.keyClicks(page.give.most, "7")
    qtbot.waitUntil(lambda: page.models["next"].total() == 7, timeout=WAIT_MS)
    page.confirm.click()
    qtbot.waitUntil(lambda: page.models["slots"].total() == 7, timeout=WAIT_MS)
    assert len(slots.slots(laptop)) == 7


def test_free_slots_are_given_back(qtbot: QtBot, laptop: Context):
    window = open_window(qtbot, laptop)
    page = window.open("quota", tab="blocks")
    quiet(qtbot, window)
    qtbot.waitUntil(page.release.isVisible, timeout=WAIT_MS)
    page.release.click()
    dialog = page.findChild(ReleaseDialog)
    qtbot.keyClicks(dialog.seats, "5")
    dialog.accept_button.click()
    quiet(qtbot, window)
    (one,) = ledger.balance(laptop)
    assert one.own.released > 0
    assert one.own.released % 5 == 0
    assert one.own.held == 240


def test_the_form_computes_the_budget(qtbot: QtBot, make_ctx: MakeContext):
    window = open_window(qtbot, make_ctx("supervisor", "53", name="province"))
    page = window.open("programmes", new=True)
    dialog = page.findChild(ProgrammeDialog)
    qtbot.keyClicks(dialog.code, "P26")
    qtbot.keyClicks(dialog.seats, "50000")
    assert dialog.cost == 10_080_000_000
    assert "Rp10.080.000.000" in dialog.said
    assert "epuluh miliar delapan puluh juta rupiah" in dialog.said
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: page.model.total() == 1, timeout=WAIT_MS)
    assert page.model.row_at(0)["budget"] == 10_080_000_000


def test_more_than_is_free_cannot_be_passed_down(qtbot: QtBot, make_ctx: MakeContext, laptop: Context):
    province = make_ctx("supervisor", "53", name="province-2")
    programmes.add(province, programmes.NewProgramme("P27", "", "provinsi", "53", "2026-02", 12, 10, 16800))
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    page.allot_button.click()
    dialog = page.findChild(AllotDialog)
    dialog.to.set_option(dialog.targets("Belu")[0])
    dialog.seats.set_value(11)
    dialog.compute()
    assert not dialog.accept_button.isEnabled()
    dialog.seats.set_value(10)
    dialog.compute()
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: page.blocks.total() == 2, timeout=WAIT_MS)


def test_long_lists_are_read_and_sorted_beside_the_window(qtbot: QtBot, laptop: Context):
    slots.assign(laptop, "P26", limit=12)
    window = open_window(qtbot, laptop)
    page = window.open("quota", tab="slots")
    quiet(qtbot, window)
    for key, total, column in (
        ("slots", 12, "full_name"),
        ("slots", 12, "rank"),
        ("slots", 12, "state"),
        ("slots", 12, "rupiah"),
        ("slots", 12, "village_code"),
        ("next", 8, "full_name"),
        ("next", 8, "points"),
        ("waiting", 5, "full_name"),
        ("refused", 5, "nik"),
    ):
        model = page.models[key]
        assert model.total() == total
        at = next(at for at, one in enumerate(model.columns) if one.key == column)

        def shown(model: Any = model) -> list[str]:
            rows = [model.row_at(at) for at in range(model.total())]
            return [row["id"] for row in rows]

        def values(model: Any = model, at: int = at) -> list[Any]:
            rows = [model.row_at(place) for place in range(model.total())]
            one = model.columns[at]
            return [int(one.of(row)) if one.kind in RIGHT else one.text(row) for row in rows]

        before = set(shown())
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            with qtbot.waitSignal(model.loaded, timeout=WAIT_MS):
                model.sort(at, order)
            assert values() == sorted(values(), reverse=order == Qt.SortOrder.DescendingOrder), (key, column)
            assert set(shown()) == before
    assert page.tabs._buttons["slots"].text().endswith("12")
    window_rows = [page.models["slots"].row_at(at) for at in range(12)]
    known = {row["id"]: row for row in slots.slots(laptop)}
    assert all(row == known[row["id"]] for row in window_rows)


def test_kuota_is_walked_by_key_and_no_empty_list_stops_it(qtbot: QtBot, laptop: Context):
    window = open_window(qtbot, laptop)
    page = window.open("quota")
    quiet(qtbot, window)
    qtbot.keyClick(page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    table = page._listings["next"].table
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert table.hasFocus(), "the list is gone on with"
    page.show_tab("slots")
    assert page.models["slots"].total() == 0
    page.programme.setFocus()
    for _ in range(12):
        before = window.focusWidget()
        qtbot.keyClick(before, Qt.Key.Key_Tab)
        assert window.focusWidget() is not before


def test_blocks_say_their_last_day(qtbot: QtBot, make_ctx: MakeContext):
    province = make_ctx("supervisor", "53", name="province-3")
    programmes.add(province, programmes.NewProgramme("P27", "", "provinsi", "53", "2026-02", 12, 10, 16800))
    programmes.allot(province, "P27", "53.04", 4, last_date=date(2026, 6, 30))
    window = open_window(qtbot, province)
    window.resize(FULL)
    page = window.open("programmes")
    quiet(qtbot, window)
    at = next(at for at, one in enumerate(page.blocks.columns) if one.key == "last_date")
    assert not page.block_table.isColumnHidden(at)
    assert "30/06/2026" in [page.blocks.index(row, at).data() for row in range(page.blocks.total())]
    tips = [page.blocks.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(page.blocks.total())]
    assert any("30/06/2026" in tip for tip in tips)


def test_a_low_window_shows_who_comes_next_and_every_tool(qtbot: QtBot, laptop: Context):
    window = open_window(qtbot, laptop)
    window.resize(SMALL)
    page = window.open("quota", tab="next")
    quiet(qtbot, window)
    table = page._listings["next"].table
    qtbot.waitUntil(lambda: table.viewport().height() >= 4 * table.rowHeight(0))
    shown = {one.key for at, one in enumerate(page.models["next"].columns) if not table.isColumnHidden(at)}
    assert {"rank", "full_name", "village_code", "points"} <= shown
    tries, undoes = page.give._trials
    assert tries.isVisible()
    assert undoes.isVisible()
    assert not page._trials.isVisible()
    tries.click()
    dialog = window.findChild(WhatIfDialog)
    assert dialog is not None
    dialog.reject()
    window.resize(FULL)
    qtbot.waitUntil(page._trials.isVisible)
    assert not tries.isVisible()


def test_a_rule_s_reason_is_said_once(qtbot: QtBot, laptop: Context):
    worker = people(laptop, 1, start=900, occupation="PNS", village_code="53.11.01.1001")[0]
    window = open_window(qtbot, laptop)
    page = window.open("quota", tab="refused")
    quiet(qtbot, window)
    rows = [page.models["refused"].row_at(at) for at in range(page.models["refused"].total())]
    row = next(row for row in rows if row["id"] == worker)
    assert len(row["of"].reasons) > len({reason.code + str(reason.params) for reason in row["of"].reasons})
    assert row["why"].count("PNS") == 1


def test_months_that_are_over_are_said_before_they_are_given(qtbot: QtBot, laptop: Context, clock: Clock):
    clock.now = datetime(2026, 6, 10, 2, tzinfo=UTC)
    window = open_window(qtbot, laptop)
    page = window.open("quota", tab="next")
    quiet(qtbot, window)
    assert page.give.past.isVisible()
    assert "100 " in page.give.past.text()
    assert "Rp1.680.000" in page.give.past.text()
    page.give.later.click()
    qtbot.waitUntil(lambda: not page.give.past.isVisible(), timeout=WAIT_MS)
    quiet(qtbot, window)
    page.confirm.click()
    qtbot.waitUntil(lambda: page.models["slots"].total() == 20, timeout=WAIT_MS)
    assert {row["first_month"] for row in slots.slots(laptop)} == {"2026-06"}
    quiet(qtbot, window)


def test_why_nobody_can_be_given_a_slot_is_said(qtbot: QtBot, make_ctx: MakeContext) -> None:
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    programmes.add(office, programmes.NewProgramme("K26", "K", "kabupaten", "53.11", "2026-01", 2, 3, 16800))
    programmes.close(office, "K26", "2026-02")
    page = open_window(qtbot, office).open("quota", tab="next")
    qtbot.waitUntil(lambda: "K26" in page.empty["next"]._hint.text(), timeout=WAIT_MS)
    assert page.empty["next"]._hint.isVisible()
    for key in ("waiting", "refused"):  # people may wait: nobody was ranked
        assert {one.text() for one in page.empty[key].findChildren(QLabel)} >= {"Nobody can be given a slot now"}
        assert "K26" in page.empty[key]._hint.text()
    quiet(qtbot, page.window())


def test_the_names_of_holders_are_read_whole_in_a_small_window(qapp: QApplication, reference: Reference) -> None:
    columns = {one.key: one for one in block_columns(reference.regions) if not one.optional}
    assert sum(one.width for one in columns.values()) <= 632, "the table at 150 % of 1366 x 768"
    name = fonts.metrics(fonts.body, strong=True).horizontalAdvance("laptop-sumba-timur")
    assert name + 2 * PAD <= columns["holder"].width
