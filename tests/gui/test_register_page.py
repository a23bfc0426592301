"""Registering by keyboard alone, mending, likely duplicates, drafts."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.register import RegisterPage
from ntt_desktop.services.people import person_detail
from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery
from tests.gui.people import VILLAGE, add, rest

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_here(text: str) -> None:
    QTest.keyClicks(focused(), text)


def tab(times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)


def everybody(window: MainWindow) -> list[dict[str, Any]]:
    people = WorkerList(window.session.ctx)
    return people.rows(people.keys(WorkerQuery()))


def open_form(qtbot: QtBot, window: MainWindow) -> RegisterPage:
    window.open("workers")
    rest(qtbot, window)
    window.activateWindow()
    page = window.open("register")
    assert isinstance(page, RegisterPage)
    rest(qtbot, window)
    qtbot.waitUntil(lambda: page.quick.editors["nik"].widget.hasFocus())
    return page


def test_three_people_by_keyboard_alone(qtbot: QtBot, window: MainWindow) -> None:
    page = open_form(qtbot, window)
    type_here("5311185203850001")
    tab(2)
    type_here("Maria Rambu")
    tab()
    type_here("kangeli")
    tab()
    type_here("petani jagung")
    tab()
    type_here("081234567890")
    with qtbot.waitSignal(window.session.bus.changed):
        QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    rest(qtbot, window)
    kept = page.quick.editors["village_code"].get()
    assert kept
    assert page.quick.editors["nik"].get() is None
    assert page.quick.editors["nik"].widget.hasFocus()
    type_here("5311181005800002")
    tab(2)
    type_here("Yohanes Kahi")
    with qtbot.waitSignal(window.session.bus.changed):
        QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL | SHIFT)
    rest(qtbot, window)
    type_here("5311181105820003")
    tab(2)
    type_here("Agnes Kahi")
    with qtbot.waitSignal(window.session.bus.changed):
        QTest.keyClick(focused(), Qt.Key.Key_S, CTRL)
    rest(qtbot, window)
    rows = everybody(window)
    assert [row["full_name"] for row in rows] == ["Agnes Kahi", "Maria Rambu", "Yohanes Kahi"]
    assert {row["village_code"] for row in rows} == {kept}
    assert window.current_page() is window.page("workers")
    assert rows[1]["birth_date"] == "1985-03-12"
    assert rows[1]["sex"] == "P"


def test_the_nik_says_who_it_is_and_a_wrong_one_is_said_below_the_field(qtbot: QtBot, window: MainWindow) -> None:
    page = open_form(qtbot, window)
    type_here("5311185203850001")
    qtbot.waitUntil(lambda: "12/03/1985" in page.quick.said.text())
    page.quick.editors["nik"].put("531118520385000")
    page.save("")
    rest(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.quick.rows["nik"].remarks))
    assert page.quick.rows["nik"].remarks[0].tone == "bad"
    assert everybody(window) == []


def test_somebody_with_this_nik_is_shown_beside_the_form(qtbot: QtBot, window: MainWindow) -> None:
    add(window.session.ctx, 1)
    page = open_form(qtbot, window)
    type_here("5311185005800001")
    qtbot.waitUntil(lambda: bool(page.similar.shown))
    assert page.similar.isVisible()
    window.resize(911, 485)
    qtbot.waitUntil(lambda: not page.similar.isVisible())
    assert "Agnes Lobo 001" in page.check.alike.text


def test_without_a_nik_it_can_be_saved_as_incomplete(qtbot: QtBot, window: MainWindow) -> None:
    page = open_form(qtbot, window)
    page.quick.editors["full_name"].put("Tanpa Ktp")
    page.quick.editors["village_code"].put(VILLAGE)
    page.save("")
    rest(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.banner.text))
    with qtbot.waitSignal(window.session.bus.changed):
        page.banner._act()
    people = WorkerList(window.session.ctx)
    assert people.counts()["incomplete"] == 1


@pytest.mark.parametrize("nik", ["531118520385001", "53111852O3850001", "5311185299850001"])
def test_whoever_has_an_unreadable_nik_can_be_saved_as_incomplete(qtbot: QtBot, window: MainWindow, nik: str) -> None:
    page = open_form(qtbot, window)
    page.quick.editors["nik"].put(nik)
    page.quick.editors["full_name"].put("Salah Ketik")
    page.quick.editors["village_code"].put(VILLAGE)
    page.save("")
    rest(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.banner.text))
    with qtbot.waitSignal(window.session.bus.changed):
        page.banner._act()
    assert WorkerList(window.session.ctx).counts()["incomplete"] == 1


def test_undo_takes_the_registration_back(qtbot: QtBot, window: MainWindow) -> None:
    page = open_form(qtbot, window)
    page.quick.editors["nik"].put("5311185203850001")
    page.quick.editors["full_name"].put("Maria Rambu")
    page.quick.editors["village_code"].put(VILLAGE)
    with qtbot.waitSignal(window.session.bus.changed):
        page.save("next")
    assert "Maria Rambu" in window.toast.text
    with qtbot.waitSignal(window.session.bus.changed):
        window.toast._undo.click()
    assert everybody(window) == []


def test_what_is_typed_goes_along_into_the_full_form_and_its_family_is_stored(qtbot: QtBot, window: MainWindow) -> None:
    page = open_form(qtbot, window)
    page.quick.editors["nik"].put("5311185203850001")
    page.quick.editors["full_name"].put("Maria Rambu")
    page.quick.editors["village_code"].put(VILLAGE)
    page.quick.put_heirs([{"name": "Umbu", "relation": None, "phone": "081234567890"}])
    page.switch()
    assert page.full.editors["full_name"].get() == "Maria Rambu"
    page.full.editors["mother_name"].put("Rambu Hina")
    page.full.put_children([{"name": "Ana", "birth_date": "2015-02-01", "married": False}])
    with qtbot.waitSignal(window.session.bus.changed):
        page.save("")
    detail = person_detail.get(window.session.ctx, everybody(window)[0]["id"])
    assert detail.worker["mother_name"] == "Rambu Hina"
    assert [heir["name"] for heir in detail.heirs] == ["Umbu"]
    assert [child["birth_date"] for child in detail.children] == ["2015-02-01"]


def test_mending_keeps_the_person_and_writes_history(qtbot: QtBot, window: MainWindow) -> None:
    worker = add(window.session.ctx, 1)
    page = window.open("register", worker=worker)
    assert isinstance(page, RegisterPage)
    rest(qtbot, window)
    qtbot.waitUntil(lambda: page.full.editors["full_name"].get() == "Agnes Lobo 001")
    page.full.editors["phone"].put("081298765432")
    with qtbot.waitSignal(window.session.bus.changed):
        page.save("")
    assert person_detail.get(window.session.ctx, worker).worker["phone"] == "081298765432"
    newest = person_detail.history(window.session.ctx, worker)[0]
    assert newest.fields == (("phone", None, "081298765432"),)


def test_a_draft_is_kept_and_offered_again(qtbot: QtBot, window: MainWindow) -> None:
    page = open_form(qtbot, window)
    type_here("5311185203850001")
    tab(2)
    type_here("Maria Rambu")
    page.drafts.keep()
    rest(qtbot, window)
    assert window.session.ctx.store.drafts.load("register") is not None
    page.drafts.dirty = False  # as after a crash: the page starts anew
    page.arrive()
    rest(qtbot, window)
    assert "Maria Rambu" in page.banner.text
    page.banner._act()
    assert page.quick.editors["full_name"].get() == "Maria Rambu"
    assert page.quick.editors["nik"].get() == "5311185203850001"


def test_what_the_full_form_held_is_saved_from_the_quick_one(qtbot: QtBot, window: MainWindow) -> None:
    page = open_form(qtbot, window)
    page.switch()
    page.full.editors["nik"].put("5311185203850001")
    page.full.editors["full_name"].put("Maria Rambu")
    page.full.editors["village_code"].put(VILLAGE)
    page.full.editors["mother_name"].put("Rambu Hina")
    page.full.put_heirs([{"name": "Umbu"}, {"name": "Ina"}])
    page.full.put_children([{"name": "Ana"}])
    page.switch()
    assert page.form is page.quick
    page.quick.editors["full_name"].put("Maria Rambu Hina")
    with qtbot.waitSignal(window.session.bus.changed):
        page.save("")
    detail = person_detail.get(window.session.ctx, everybody(window)[0]["id"])
    assert (detail.worker["full_name"], detail.worker["mother_name"]) == ("Maria Rambu Hina", "Rambu Hina")
    assert [heir["name"] for heir in detail.heirs] == ["Umbu", "Ina"]
    assert [child["name"] for child in detail.children] == ["Ana"]


def test_the_next_of_the_family_keeps_kk_and_address(qtbot: QtBot, window: MainWindow) -> None:
    page = open_form(qtbot, window)
    page.switch()
    for key, value in (("nik", "5311185203850001"), ("no_kk", "5311180101200001"), ("full_name", "Maria Rambu")):
        page.full.editors[key].put(value)
    page.full.editors["village_code"].put(VILLAGE)
    page.full.editors["address"].put("Jalan Sumba 1")
    with qtbot.waitSignal(window.session.bus.changed):
        page.save("family")
    rest(qtbot, window)
    assert page.form is page.quick
    page.quick.editors["nik"].put("5311181005800002")
    page.quick.editors["full_name"].put("Yohanes Rambu")
    with qtbot.waitSignal(window.session.bus.changed):
        page.save("")
    second = person_detail.get(window.session.ctx, everybody(window)[1]["id"]).worker
    assert (second["no_kk"], second["address"], second["mother_name"]) == ("5311180101200001", "Jalan Sumba 1", None)
