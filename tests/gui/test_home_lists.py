"""What waits on Beranda opens exactly what it counted: cases, missing packages, corrections, gaps, uptake."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ntt_desktop.domain.months import Shown
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.home_attention import what_waits
from ntt_desktop.services.capacity import joining, letters
from ntt_desktop.services.capacity.letters import NewLetter
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import uptake
from ntt_desktop.services.figures.overview import overview
from ntt_desktop.services.money import bridging, ledger
from ntt_desktop.services.money.ledger import Filter, total_of
from ntt_desktop.services.sync import history, queue
from ntt_desktop.services.sync.board import board
from tests.conftest import Clock, MakeContext
from tests.gui.conftest import MakeWindow
from tests.gui.people import rest
from tests.services.capacity.capacity_support import add_programme, day, introduce
from tests.services.capacity.capacity_support import send as hand_over
from tests.services.reports.reports_support import generated_province
from tests.services.sync.nodes import answer, change, register, send, take


@pytest.fixture
def loop(make_ctx: MakeContext, tmp_path: Path) -> tuple[Context, Context]:
    """A laptop of whom a package is missing and two people must be corrected; a province with cases of its people."""
    laptop, other = make_ctx("petugas", "53.11", name="laptop-1"), make_ctx("petugas", "53.04", name="laptop-2")
    office = make_ctx("supervisor", "53", name="provinsi")
    people = [register(laptop, at, heirs=0) for at in range(5)]
    register(other, 1, full_name="YOHANES BRIA", birth_date="1990-01-01")
    take(office, send(laptop, tmp_path).path, send(other, tmp_path).path, trust=[laptop, other])
    for worker in people[2:4]:
        with office.store.write("tester") as uow:
            uow.put("finding", uow.new_id(), {"worker_id": worker, "code": "kk_equals_nik", "params": "{}"})
    change(office, "worker", people[0], mother_name="YULIANA")
    change(laptop, "worker", people[0], mother_name="YULIANI")
    take(laptop, answer(office, tmp_path)["laptop-1"], trust=[office])
    change(laptop, "worker", people[1], phone="081200000001")
    take(office, send(laptop, tmp_path).path)
    with office.store.write("tester") as uow:  # a backup from before the first package was put in place
        uow.execute("DELETE FROM package WHERE direction = 'in' AND node = ? AND sequence = 1", (laptop.store.node.id,))
    change(laptop, "worker", people[4], phone="081200000004")
    return laptop, office


def follow(qtbot: QtBot, window: MainWindow, icon: str) -> tuple[int, Any]:
    """Press the notice with an icon: the number that it says, and the page that it opens."""
    ctx = window.session.ctx
    (notice,) = [one for one in what_waits(window.session, overview(ctx), bridging.summary(ctx)) if one.icon == icon]
    assert notice.action is not None
    notice.action[1]()
    rest(qtbot, window)
    said = re.search(r"[\d,.]+", notice.text)
    assert said is not None
    return int(re.sub(r"\D", "", said[0])), window.current_page()


def test_cases_missing_packages_and_corrections_open_what_they_count(
    qtbot: QtBot, loop: tuple[Context, Context], make_window: MakeWindow
) -> None:
    laptop, office = loop
    window = make_window(ctx=office)
    found = overview(office)
    assert found.cases > 1
    assert found.with_gaps == 1
    assert found.cases == sum(queue.counts(office).values())
    count, page = follow(qtbot, window, "scale")
    assert count == found.cases == sum(page.counts.values())
    shown = 0
    for which, waiting in page.counts.items():
        page._show_tab(which)
        rest(qtbot, window)
        shown += waiting if which == queue.SAME else page.cases[which].model.total()
    assert shown == found.cases
    count, page = follow(qtbot, window, "inbox")
    assert count == found.with_gaps == len(page.model.rows) == sum(bool(line.missing) for line in board(office))
    page.all_senders.click()
    assert len(page.model.rows) == found.senders

    window = make_window(ctx=laptop)
    found = overview(laptop)
    assert (found.corrections, found.unpacked) == (3, 1)
    for icon, stage in (("pencil", history.MEND), ("send", history.UNPACKED)):
        count, page = follow(qtbot, window, icon)
        assert count == page.people.total() == history.travelling(laptop, stage)[0]
        assert page.tabs.current == stage


def test_senders_wait_until_their_return_file_is_made(
    qtbot: QtBot, make_ctx: MakeContext, clock: Clock, make_window: MakeWindow, tmp_path: Path
) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    laptops = [make_ctx("petugas", region, name=region) for region in ("53.11", "53.04")]
    take(office, *(send(one, tmp_path).path for one in laptops), trust=laptops)
    window = make_window(ctx=office)
    count, page = follow(qtbot, window, "send")
    assert count == overview(office).without_reply == sum(line.waits_for_reply for line in page._lines) == 2
    clock.now += timedelta(hours=1)
    answer(office, tmp_path)
    assert overview(office).without_reply == 0
    clock.now += timedelta(hours=1)
    register(laptops[0], 1)
    take(office, send(laptops[0], tmp_path).path)
    assert overview(office).without_reply == 1


def test_programmes_of_one_code_wait_until_they_are_joined(
    qtbot: QtBot, make_ctx: MakeContext, make_window: MakeWindow
) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    add_programme(office)
    for name, region in (("laptop-1", "53.11"), ("laptop-2", "53.04")):
        laptop = make_ctx("petugas", region, name=name)
        introduce(office, laptop)
        letters.record(laptop, NewLetter("P26", "560/12", day("2026-01-20"), 5, "2026-01", 12, payer="provinsi"))
        hand_over(laptop, office)
    window = make_window(ctx=office)
    assert sorted(overview(office).to_join) == [("P26", "laptop-1"), ("P26", "laptop-2")]
    count, page = follow(qtbot, window, "layout-grid")
    assert (count, page.banner.text) == (2, f"{overview(office).to_join[0][1]} has a programme P26 as well.")
    for left in (1, 0):
        joining.join(office, *(one.id for one in joining.candidates(office)[0]))
        assert len(overview(office).to_join) == left
        said = [one.text for one in what_waits(window.session, overview(office), None) if one.icon == "layout-grid"]
        assert said == [f"{name} has a programme {code} as well." for code, name in overview(office).to_join]


def test_who_must_be_bridged_opens_as_many(
    qtbot: QtBot, make_ctx: MakeContext, clock: Clock, make_window: MakeWindow
) -> None:
    province = generated_province(make_ctx, clock)
    clock.now = datetime(2026, 11, 5, tzinfo=UTC)
    window = make_window(ctx=province)
    between = bridging.summary(province)
    assert between is not None
    count, page = follow(qtbot, window, "hand-heart")
    assert count == between.open == page.people.total() > 0
    assert all(row["gap"].open_months for row in page.people.rows)


def test_uptake_opens_the_person_months_that_it_counts(
    qtbot: QtBot, make_ctx: MakeContext, clock: Clock, make_window: MakeWindow
) -> None:
    province = generated_province(make_ctx, clock)
    window = make_window(ctx=province)
    home = window.open("home")
    rest(qtbot, window)
    found = overview(province)
    assert uptake.in_all(found.uptakes["regency"]) == found.uptake
    home.tile("uptake").clicked.emit()
    rest(qtbot, window)
    page: Any = window.current_page()
    paid = sum(row["paid_rupiah"] for row in page.uptake_view.model.rows)
    assert (page.tabs.current, paid) == ("uptake", found.uptake.paid.rupiah)
    for row in found.uptakes["regency"]:
        window.open("home")
        home.plots.tabs.choose("uptake")
        home.plots._open(row.key)
        rest(qtbot, window)
        sums = ledger.sums(province, Filter(holder=row.key or ledger.NO_REGENCY))
        page = window.current_page()
        assert total_of(page._sums.totals) == total_of(sums.totals) == row.occupied
        assert page._sums.totals.get(Shown.PAID, ledger.Amount()) == row.paid
        if not row.occupied.months and not row.key:
            break
