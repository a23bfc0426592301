"""Likely duplicates on Perlu keputusan: both people, why, and three answers."""

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ntt_desktop.services import same_person, workers
from tests.conftest import MakeContext
from tests.gui.stage import WAIT_MS, open_window, quiet

PERSON = {"full_name": "Maria Goreti Bana", "birth_date": "12/03/1985", "village_code": "53.11.18.2001"}


def test_a_pair_is_shown_with_its_reasons_and_answered(qtbot: QtBot, make_ctx: MakeContext) -> None:
    ctx = make_ctx("supervisor", "53")
    for nik in ("5311185203850003", "5311185203850207"):
        workers.add(ctx, {**PERSON, "nik": nik})
    window = open_window(qtbot, ctx)
    page = window.open("decisions")
    quiet(qtbot, window)
    qtbot.waitUntil(lambda: page.model.total() == 1 and bool(page.panel.findChildren(QPushButton)), timeout=WAIT_MS)
    quiet(qtbot, window)
    assert page.model.row_at(0)["kind"] == "likely_duplicate"
    said = " ".join(found.text() for found in page.panel.findChildren(QLabel))
    assert "same birth date" in said
    assert "same village" in said
    answers = [found.text() for found in page.panel.findChildren(QPushButton)]
    assert {"They are the same person", "They are different people", "Later"} <= set(answers)
    different = next(
        found for found in page.panel.findChildren(QPushButton) if found.text() == "They are different people"
    )
    different.click()
    qtbot.waitUntil(lambda: page.model.total() == 0, timeout=WAIT_MS)
    assert same_person.count(ctx) == 0
