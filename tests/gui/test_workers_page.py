"""The list of people, the panel, the person's page, verification and events."""

from datetime import date
from typing import Any

from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.end import EventDialog, ReopenDialog
from ntt_desktop.gui.dialogs.verify import VerifyDialog
from ntt_desktop.gui.dialogs.village_list import VillageListDialog
from ntt_desktop.gui.dialogs.void import VoidDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.worker import WorkerPage
from ntt_desktop.gui.pages.workers import WorkersPage
from ntt_desktop.services.life_events import events
from ntt_desktop.services.people import person_detail
from tests.gui.people import VILLAGE, add, rest


def show(qtbot: QtBot, window: MainWindow, **given: Any) -> WorkersPage:
    page = window.open("workers", **given)
    assert isinstance(page, WorkersPage)
    rest(qtbot, window)
    return page


def test_an_empty_list_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    page = show(qtbot, window)
    assert page._stack.currentWidget() is page._nobody
    add(window.session.ctx, 1)
    window.session.bus.announce(frozenset({"worker"}))
    rest(qtbot, window)
    assert page._stack.currentWidget() is page.table
    with qtbot.waitSignal(page.model.loaded):
        page.model.change(search="nobody")
    assert page._stack.currentWidget() is page._no_match


def test_tabs_count_what_they_show(qtbot: QtBot, window: MainWindow) -> None:
    ctx = window.session.ctx
    ids = [add(ctx, number) for number in range(1, 5)]
    add(ctx, 7, birth_date="1981-01-01")
    events.end_worker(ctx, ids[0], "moved", ctx.today)
    page = show(qtbot, window)
    shown = {key: chip.text() for key, chip in page.tabs._buttons.items()}
    for key, chip in page.tabs._buttons.items():
        with qtbot.waitSignal(
            page.model.loaded, raising=not chip.isChecked(), timeout=2000 if not chip.isChecked() else 1
        ):
            chip.click()
        rest(qtbot, window)
        assert shown[key].endswith(f" {page.model.rowCount()}"), key


def test_filters_narrow_and_clear(qtbot: QtBot, window: MainWindow) -> None:
    ctx = window.session.ctx
    add(ctx, 1)
    add(ctx, 2, occupation="penenun")
    page = show(qtbot, window)
    choice = page.filters._choices["occupation"]
    with qtbot.waitSignal(page.model.loaded):
        choice.set_value("penenun")
        choice.picked.emit("penenun")
    assert page.model.rowCount() == 1
    with qtbot.waitSignal(page.model.loaded):
        page.filters.clear()
    assert page.model.rowCount() == 2


def test_the_panel_shows_the_opened_person_unmasked(qtbot: QtBot, window: MainWindow) -> None:
    worker = add(window.session.ctx, 1)
    page = show(qtbot, window, worker=worker)
    qtbot.waitUntil(lambda: page.panel.isVisible())
    assert page.panel.accessibleName() == "Agnes Lobo 001"
    window.resize(911, 485)
    qtbot.waitUntil(lambda: page.panel.geometry().right() <= page.width())
    page.panel.close_panel()
    assert not page.panel.isVisible()


def test_a_verification_settles_what_was_ticked_and_can_be_undone(qtbot: QtBot, window: MainWindow) -> None:
    ctx = window.session.ctx
    worker = add(ctx, 1, birth_date="1981-01-01")
    dialog = VerifyDialog(window.session, window, [person_detail.get(ctx, worker)])
    qtbot.addWidget(dialog)
    assert dialog.settles() == []
    dialog.tick("ktp", "work", "domicile")
    assert dialog.settles() == ["nik_birth_mismatch"]
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    assert person_detail.get(ctx, worker).worker["state"] == "verified"
    with qtbot.waitSignal(window.session.bus.changed):
        window.toast._undo.click()
    assert person_detail.get(ctx, worker).worker["open_evidence"] == 1


def test_many_are_verified_together(qtbot: QtBot, window: MainWindow) -> None:
    ctx = window.session.ctx
    names = ("Maria Rambu", "Yohanes Kahi", "Petronela Djawa")
    ids = [add(ctx, at, full_name=name, birth_date="1981-01-01") for at, name in enumerate(names, start=1)]
    dialog = VerifyDialog(window.session, window, [person_detail.get(ctx, worker) for worker in ids])
    qtbot.addWidget(dialog)
    dialog.tick("ktp")
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    assert [person_detail.get(ctx, worker).worker["open_evidence"] for worker in ids] == [0, 0, 0]


def test_an_event_ends_and_reopening_brings_back(qtbot: QtBot, window: MainWindow) -> None:
    ctx = window.session.ctx
    worker = add(ctx, 1)
    dialog = EventDialog(window.session, window, person_detail.get(ctx, worker).worker)
    qtbot.addWidget(dialog)
    dialog.save()
    assert dialog._reason_row.remarks
    dialog.reason.set_value("died")
    dialog.on.set_value(date(2026, 2, 1).isoformat())
    dialog.save()
    rest(qtbot, window)
    assert person_detail.get(ctx, worker).worker["ended_on"] is None, "first it says what follows"
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    ended = person_detail.get(ctx, worker)
    assert ended.worker["ended_on"] == "2026-02-01"
    assert len(ended.claims) == 1
    again = ReopenDialog(window.session, window, ended.worker)
    qtbot.addWidget(again)
    again.save()
    assert again._row.remarks
    again.reason.setPlainText("salah orang")
    with qtbot.waitSignal(window.session.bus.changed):
        again.save()
    assert person_detail.get(ctx, worker).worker["state"] == "registered"


def test_whom_it_is_about_is_searched_in_the_event_dialog(qtbot: QtBot, window: MainWindow) -> None:
    worker = add(window.session.ctx, 1)
    dialog = EventDialog(window.session, window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.who.setFocus()
    qtbot.keyClicks(dialog.who, "agnes")
    qtbot.waitUntil(lambda: bool(dialog.who._options))
    dialog.who._take(dialog.who._options[0])
    assert dialog.who.key == worker


def test_the_persons_page_shows_history(qtbot: QtBot, window: MainWindow) -> None:
    worker = add(window.session.ctx, 1)
    page = window.open("worker", worker=worker)
    assert isinstance(page, WorkerPage)
    rest(qtbot, window)
    assert page.header.title == "Agnes Lobo 001"
    dialog = VoidDialog(window.session, window, person_detail.get(window.session.ctx, worker).worker)
    qtbot.addWidget(dialog)
    dialog.reason.setPlainText("salah ketik")
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    rest(qtbot, window)
    assert window.current_page() is window.page("workers")


def test_the_village_list_is_written(qtbot: QtBot, window: MainWindow, tmp_path: Any) -> None:
    add(window.session.ctx, 1, birth_date="1981-01-01")
    page = show(qtbot, window)
    dialog = VillageListDialog(window.session, window, VILLAGE)
    qtbot.addWidget(dialog)
    assert dialog.village.key == VILLAGE
    dialog.write(tmp_path / "daftar.pdf")
    rest(qtbot, window)
    qtbot.waitUntil(lambda: "daftar.pdf" in page.banner.text)
    assert (tmp_path / "daftar.pdf").read_bytes().startswith(b"%PDF")
