"""Tahap, events with their preview, trials and confirmations, as people use them."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.batch import BatchDetailsDialog, NewBatchDialog
from ntt_desktop.gui.dialogs.decree import DecreeDialog
from ntt_desktop.gui.dialogs.end import EventDialog
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.dialogs.replace import ReplaceDialog
from ntt_desktop.gui.dialogs.what_if import UndoRunDialog, WhatIfDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.widgets.fields import RemarkLine
from ntt_desktop.services.assignment import assignment_runs, batches, decrees, slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.people import person_detail
from ntt_desktop.store.capacity import programmes
from tests.conftest import MakeContext
from tests.gui.stage import open_window, quiet
from tests.services.capacity.capacity_support import add_programme, day, people


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    made = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(made, region="53.11", payer="kabupaten", seats=3)
    people(made, 5)
    slots.assign(made, "P26")
    return made


@pytest.fixture
def window(qtbot: QtBot, office: Context) -> MainWindow:
    return open_window(qtbot, office)


def test_a_batch_is_made_seen_and_decreed(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    page = window.open("batches")
    made: list[batches.Gathered] = []
    dialog = NewBatchDialog(window.session, window, made.append)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "3" in dialog._said.text())
    dialog.save()
    assert dialog._name_row.remarks
    dialog.name.setText("Tahap 1")
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    assert made[0].people == 3
    qtbot.waitUntil(lambda: page.rows.total() == 3)
    details = BatchDetailsDialog(window.session, window, batches.show(office, "Tahap 1").batch)
    qtbot.addWidget(details)
    details.number.setText("BA/1")
    with qtbot.waitSignal(window.session.bus.changed):
        details.save()
    done: list[decrees.Decreed] = []
    decree = DecreeDialog(window.session, window, batches.show(office, "Tahap 1"), done.append)
    qtbot.addWidget(decree)
    decree.save()
    assert decree._number_row.remarks
    decree.number.setText("SK/1")
    decree.on.set_value("2026-02-05")
    tester = QAbstractItemModelTester(decree.named, QAbstractItemModelTester.FailureReportingMode.Fatal)
    decree.show()
    decree.people.setFocus()
    decree.people.setCurrentIndex(decree.named.index(0))
    qtbot.keyClick(decree.people, Qt.Key.Key_Space)
    assert decree.named.ticked == 2
    del tester
    with qtbot.waitSignal(window.session.bus.changed):
        decree.save()
    assert (done[0].named, len(done[0].left_out)) == (2, 1)
    qtbot.waitUntil(lambda: page.models["decrees"].total() == 1)


def test_people_are_taken_out_together_and_put_back_by_one_key(
    qtbot: QtBot, window: MainWindow, office: Context
) -> None:
    batches.create(office, "P26", "Tahap 1")
    page = window.open("batches")
    qtbot.waitUntil(lambda: page.rows.total() == 3)
    page.people.selectAll()
    page.take_out.click()
    dialog = page.findChild(ReasonDialog)
    dialog.reason.setText("salah desa")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: page.batch is not None and len(page.batch.removed) == 3)
    assert window.focusWidget() is not page.undo, "Enter would take the whole batch back"
    quiet(qtbot, window)
    window.toast._undo.click()
    qtbot.waitUntil(lambda: page.batch is not None and len(page.batch.rows) == 3)


def test_the_preview_of_an_event_stands_there_before_it_is_stored(
    qtbot: QtBot, window: MainWindow, office: Context
) -> None:
    who = slots.slots(office)[0]["worker_id"]
    dialog = EventDialog(window.session, window, person_detail.get(office, who).worker)
    qtbot.addWidget(dialog)
    dialog.save()
    assert dialog._reason_row.remarks
    dialog.reason.set_value("withdrew")
    dialog.on.set_value(date(2026, 2, 1).isoformat())
    dialog._changed()
    assert not dialog._reason_row.remarks, "it is chosen now"

    def said() -> str:
        return " ".join(line.layout().itemAt(1).widget().text() for line in dialog.findChildren(RemarkLine))

    qtbot.waitUntil(lambda: "10 months become free" in said())
    assert person_detail.get(office, who).worker["ended_on"] is None
    dialog.setMaximumHeight(360)  # a low screen
    dialog.show()
    dialog._foresee()
    view = dialog._area.viewport()

    def in_sight() -> bool:
        return view.rect().contains(QRect(dialog.effects.mapTo(view, QPoint(0, 0)), dialog.effects.size()))

    qtbot.waitUntil(in_sight)
    dialog.on.set_value(date(2026, 2, 2).isoformat())
    dialog.save()
    quiet(qtbot, window)
    assert person_detail.get(office, who).worker["ended_on"] is None, "what was foreseen is of another day"
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    ended = next(row["id"] for row in slots.slots(office) if row["end_reason"])
    replace = ReplaceDialog(window.session, window, ended)
    qtbot.addWidget(replace)
    qtbot.waitUntil(replace.give_button.isEnabled)
    with qtbot.waitSignal(window.session.bus.changed):
        replace.save()
    assert len(slots.slots(office, ended=False)) == 3


def test_trials_store_nothing_and_the_last_giving_is_undone(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    with office.store.read() as reader:
        programme = programmes.every(reader)[0].id
    trial = WhatIfDialog(window.session, window, programme)
    qtbot.addWidget(trial)
    qtbot.waitUntil(lambda: trial.seats.value == 3)
    trial.seats.selectAll()
    qtbot.keyClicks(trial.seats, "1")
    assert "press Try it" in trial._said.text(), "an answer to other figures is not left standing"
    trial.run()
    qtbot.waitUntil(lambda: trial.model.total() == 2)
    assert len(slots.slots(office)) == 3
    undo = UndoRunDialog(window.session, window, programme)
    qtbot.addWidget(undo)
    qtbot.waitUntil(undo.undo_button.isEnabled)
    with qtbot.waitSignal(window.session.bus.changed):
        undo.undo()
    assert slots.slots(office) == []
    assert assignment_runs.last_run(office, "P26") is None


def test_a_request_is_confirmed_in_the_queue(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    who = slots.slots(office)[0]["worker_id"]
    events.end_worker(office, who, "moved", day("2026-02-03"))
    with office.store.write("Y. Ndapa", "salah orang") as uow:
        values = {"worker_id": who, "event_type": "reopened", "date": "2026-02-04", "note": "salah orang"}
        uow.put("event", uow.new_id(), {**values, "recorded_by": "Y. Ndapa", "cancels": who})
    page = window.open("decisions", tab="ends")
    view = page.cases["ends"]
    qtbot.waitUntil(lambda: view.panel.case is not None)
    confirm, refuse = view.panel.answers["confirm"], view.panel.answers["refuse"]
    confirm.click()
    qtbot.waitUntil(lambda: person_detail.get(office, who).worker["ended_on"] is None)
    qtbot.waitUntil(lambda: page.counts["ends"] == 0)
    window.toast._undo_it()
    qtbot.waitUntil(lambda: person_detail.get(office, who).worker["ended_on"] == "2026-02-03")
    qtbot.waitUntil(lambda: view.panel.case is not None and not view.panel.isHidden())
    assert not refuse.isEnabled()
    view.panel.typed.setText("suratnya ada")
    refuse.click()
    qtbot.waitUntil(lambda: page.counts["ends"] == 0)
    assert person_detail.get(office, who).worker["ended_on"] == "2026-02-03"


def test_the_batch_just_made_is_the_one_that_is_gone_on_with(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    first = batches.create(office, "P26", "Tahap 1").value
    programme = add_programme(office, code="K26", region="53.11", payer="csr", seats=2)
    people(office, 2, start=50)
    slots.assign(office, "K26")
    page = window.open("batches")
    quiet(qtbot, window)
    assert page.batch.batch["id"] == first.batch
    qtbot.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(NewBatchDialog)
    dialog.programme.set_value(programme)
    dialog.name.setText("Tahap 2")
    quiet(qtbot, window)
    dialog.save()
    qtbot.waitUntil(lambda: page.models["batches"].total() == 2)
    quiet(qtbot, window)
    assert page.batch.batch["name"] == "Tahap 2"
    assert page.table.current_row()["name"] == "Tahap 2"
    page.propose.setFocus()
    qtbot.keyClick(page.propose, Qt.Key.Key_Space)
    qtbot.waitUntil(page.propose.isHidden)
    assert window.focusWidget() is page.papers, "not the button that takes the batch back"
    assert {row["status"] for row in batches.listed(office) if row["name"] == "Tahap 1"} == {"drafted"}
    second = next(row for row in batches.listed(office) if row["name"] == "Tahap 2")
    assert second["status"] == "proposed"
