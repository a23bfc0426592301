"""Beranda in the window: every figure opens its list with the same count; plots, the map, and the targets' window."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntt_desktop.formats.figures.ink import NIGHT
from ntt_desktop.gui.dialogs.targets import TargetsDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.models.workers import FIGURES
from ntt_desktop.gui.theme import theme
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import targets
from ntt_desktop.services.figures.overview import PEOPLE, overview
from ntt_desktop.services.figures.targets import Target
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import bills, payments
from ntt_desktop.services.sync import notices
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.store.sync import notices as kept_notices
from tests.conftest import Clock, MakeContext, reading_here
from tests.gui.conftest import MakeWindow
from tests.gui.people import rest
from tests.services.capacity.capacity_support import add_programme, day, people, person


@pytest.fixture
def province(make_ctx: MakeContext, clock: Clock) -> Context:
    """Twenty people in March, ten of them paid for in January; somebody dead, somebody 65, a card to hand over."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    add_programme(ctx, seats=12)
    people(ctx, 12)
    people(ctx, 6, 20, village_code="53.71.04.1001")
    people(ctx, 2, 40, nik=None)
    person(ctx, 50, birth_date="1961-04-10")
    slots.assign(ctx, "P26", from_month="2026-01", limit=10)
    bills.issue(ctx, "P26", "2026-01", number="001")
    payments.pay(ctx, "P26", "001", paid_on="2026-02-01")
    with ctx.store.read() as reader:
        seated = [row["worker_id"] for row in reader.rows("SELECT worker_id FROM slot ORDER BY seat")]
    with ctx.store.write("tester") as uow:
        uow.put("enrolment", uow.new_id(), {"worker_id": seated[1], "result": "accepted", "dated_on": "2026-01-20"})
        uow.put("finding", uow.new_id(), {"worker_id": seated[2], "code": "kk_equals_nik", "params": "{}"})
    events.end_worker(ctx, seated[3], "died", day("2026-02-05"))
    targets.set_target(ctx, Target("53.11", 2026, 100, 40, 600, day("2026-01-01")))
    return ctx


def test_every_figure_of_people_opens_its_list_with_the_same_count(
    qtbot: QtBot, province: Context, make_window: MakeWindow
) -> None:
    window = make_window(ctx=province)
    found = overview(province)
    assert set(FIGURES) == set(PEOPLE)
    for key in PEOPLE:
        window.open("workers", figure=key)
        rest(qtbot, window)
        assert window.page("workers").model.total() == getattr(found, key), key
    for row in found.coverage.rows if found.coverage else ():
        window.open("workers", figure="covered", area=row.region)
        rest(qtbot, window)
        assert window.page("workers").model.total() == row.covered


def test_the_notices_and_tiles_lead_where_they_count(qtbot: QtBot, province: Context, make_window: MakeWindow) -> None:
    window = make_window(ctx=province)
    home = window.open("home")
    rest(qtbot, window)
    found = overview(province)
    assert (found.claims, found.lapsing, found.card, found.turning_65) == (1, 9, 1, 1)
    assert home.tile("uptake").accessibleName().startswith("Uptake: 6.9 %")
    assert home.tile("coverage").accessibleName().startswith("Coverage (UCJ): –")
    window.open("claims", tab="urgent")
    rest(qtbot, window)
    assert window.page("claims").model.total() == found.claims


def test_a_wrong_clock_and_odd_senders_are_told_on_the_first_page_until_they_are_seen_to(
    qtbot: QtBot, province: Context, make_ctx: MakeContext, make_window: MakeWindow, clock: Clock, tmp_path: Path
) -> None:
    laptop = make_ctx(name="laptop-1")
    package = export(laptop, tmp_path).value.path
    with reading_here():
        receive(province, [package], trusted=[laptop.store.node.fingerprint])
    with province.store.write("tester") as uow:
        kept_notices.note(uow, "clock_ahead", laptop.store.node.id, name="laptop-1", days=9, date="01/02/2026 10.00")
    clock.now -= timedelta(days=3)
    window = make_window(ctx=province)
    home = window.open("home")
    rest(qtbot, window)

    def said() -> str:
        return "\n".join(one.text() for one in home.findChildren(QLabel))

    assert "The clock of this machine was set back" in said()
    assert "1 of 1 senders: wrong clock, copy or old backup" in said()
    notices.dismiss(province, "clock_ahead", laptop.store.node.id)
    window.session.bus.announce(notices.dismiss(province, notices.CLOCK_BACK_HERE).changed)
    rest(qtbot, window)
    assert "set back" not in said()
    assert "wrong clock" not in said()


def test_the_map_is_walked_and_opened_by_key(qtbot: QtBot, province: Context, make_window: MakeWindow) -> None:
    window = make_window(ctx=province)
    home = window.open("home")
    rest(qtbot, window)
    view = home.plots.view
    assert len(view.spots) == 22
    assert "Sumba Timur" in view.accessibleDescription()
    codes = {spot.region for spot in view.spots}
    walked = {view.current.region}
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
        walked.add(view.current.region)
    assert walked <= codes
    assert view.current.region == "53.11"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.current_page() is window.page("workers")
    assert dict(window.page("workers").model.query.filters)["area"] == "53.11"


def test_a_figure_is_drawn_for_the_theme_and_saved_for_paper(
    qtbot: QtBot, province: Context, make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window(ctx=province)
    home = window.open("home")
    rest(qtbot, window)
    theme().set_mode("dark")
    rest(qtbot, window)
    for key in home.plots.tabs.keys:
        home.plots.tabs.choose(key)
        home.plots.tabs.chosen.emit(key)
        rest(qtbot, window)
        assert NIGHT.ground in home.plots.view.svg
    for name in ("money.png", "money.svg"):
        home.plots.save(tmp_path / name)
        rest(qtbot, window)
    qtbot.waitUntil(lambda: (tmp_path / "money.svg").exists(), timeout=10_000)
    assert NIGHT.ground not in (tmp_path / "money.svg").read_text("utf-8")
    assert QImage(str(tmp_path / "money.png")).width() == 1520


def test_targets_are_entered_and_refused_beside_their_field(
    qtbot: QtBot, province: Context, make_window: MakeWindow
) -> None:
    window: MainWindow = make_window(ctx=province)
    dialog = TargetsDialog(window.session, window)
    qtbot.addWidget(dialog)
    dialog.show()
    rest(qtbot, window)
    assert dialog.model.total() == 1
    dialog.region.set_value("53.71")
    dialog.eligible.set_value(5)
    dialog.elsewhere.set_value(9)
    dialog.share.setText("62,5")
    dialog.accept_button.click()
    rest(qtbot, window)
    assert dialog._rows["elsewhere"].remarks
    assert len(targets.listing(province)) == 1
    dialog.eligible.set_value(5000)
    dialog.accept_button.click()
    rest(qtbot, window)
    assert not dialog._rows["elsewhere"].remarks
    (made,) = (one for one in targets.listing(province) if one.region == "53.71")
    assert (made.eligible, made.active_elsewhere, made.permille) == (5000, 9, 625)
