"""Perlu keputusan, contested slots: who stands against whom is named, and answered by the payer, singly and in bulk."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.models.case_rows import contest_words
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import same_person
from ntt_desktop.services.sync import contested, queue
from ntt_desktop.services.sync.queue import SLOTS, Filter
from tests.conftest import Clock, MakeContext, reading_here
from tests.gui.stage import WAIT_MS, open_window, quiet
from tests.services.sync.nodes import register
from tests.services.sync.test_contested import clashing, two_payers


def paid(ctx: Context) -> dict[str, int]:
    """Months in force by programme."""
    with ctx.store.read() as reader:
        rows = reader.rows(
            "SELECT p.code, count(*) AS months FROM seat_month m JOIN programme p ON p.pk = m.programme "
            "WHERE m.in_force = 1 GROUP BY p.code"
        )
    return {row["code"]: row["months"] for row in rows}


def test_a_payer_is_chosen_by_its_name_for_several_and_taken_back(
    qtbot: QtBot, make_ctx: MakeContext, clock: Clock, tmp_path: Path
):
    office = make_ctx("supervisor", "53", name="provinsi")
    with reading_here():
        two_payers(office, make_ctx, clock, tmp_path)
    window = open_window(qtbot, office)
    page = window.open("decisions", tab=SLOTS)
    view = page.cases[SLOTS]
    qtbot.waitUntil(lambda: view.model.total() == 1, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert view.model.row_at(0)["what"] == "P2 / P1 · Jan–Dec 2026"
    assert [view.panel.answers[what].text() for what in ("this", "other")] == ["P2 pays", "P1 pays"]
    keys = [one.text() for one in view.panel.findChildren(QLabel) if one.property("role") == "key"]
    assert keys == ["1", "2"]
    # In bulk the answer goes by the payer too, whichever of the two is the contested one.
    view.panel.show_many(1, "", [view.model.row_at(0)["case"]])
    assert [view.panel.answers[what].text() for what in ("this", "other")] == ["P1 pays", "P2 pays"]
    view.panel.answers["other"].click()
    qtbot.waitUntil(lambda: queue.counts(office)[SLOTS] == 0, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert paid(office) == {"P2": 12}
    qtbot.keyClick(view.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: queue.counts(office)[SLOTS] == 1, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert paid(office) == {"P1": 12}


def test_two_people_on_one_seat_stand_in_the_list(qtbot: QtBot, make_ctx: MakeContext):
    office = make_ctx("supervisor", "53", name="provinsi")
    pair = clashing(office)
    window = open_window(qtbot, office)
    page = window.open("decisions", tab=SLOTS)
    view = page.cases[SLOTS]
    qtbot.waitUntil(lambda: view.model.total() == 1, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert view.model.row_at(0)["what"] == "P1 slot 1 · held by AGNES LOBO 1 · Jan–Dec 2026"
    assert [view.panel.answers[what].text() for what in ("this", "other")] == ["AGNES LOBO 2", "AGNES LOBO 1"]
    (case,) = queue.listing(office, Filter(SLOTS))[1]
    assert case.contest == contested.contest(office, pair[1])


def test_one_person_on_two_seats_of_a_programme_is_told_by_the_seats(make_ctx: MakeContext):
    office = make_ctx("supervisor", "53", name="provinsi")
    programmes.add(office, NewProgramme("P1", "P1", "provinsi", "53", "2026-01", 12, 2, 16_800))
    born = {"birth_date": "1978-03-01", "mother_name": "ANA"}
    for number in (1, 2):
        register(office, number, full_name="AGNES LOBO", **born)
    assert len(slots.assign(office, "P1").value.given) == 2
    (pair,) = same_person.pairs(office)
    same_person.decide(office, {pair.id: "same"})
    (case,) = queue.listing(office, Filter(SLOTS))[1]
    assert case.contest is not None
    assert contest_words(case.contest) in {
        "P1 · slot 1 / 2 · Jan–Dec 2026",
        "P1 · slot 2 / 1 · Jan–Dec 2026",
    }
