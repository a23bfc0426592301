"""A quota letter in the window: typed where no programme is known yet, confirmed with a difference, and what then."""

from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.letter import LetterDialog
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import joining, letters, programmes
from tests.conftest import MakeContext
from tests.gui.stage import WAIT_MS, open_window, quiet
from tests.services.capacity.capacity_support import add_programme, day, introduce, person, send


def test_a_kabupaten_without_a_programme_can_type_its_letter(qtbot: QtBot, make_ctx: MakeContext) -> None:
    window = open_window(qtbot, make_ctx("supervisor", "53.11", name="kabupaten"))
    page = window.open("quota")
    quiet(qtbot, window)
    assert not any(tool.isVisible() for tool in page._tools), "there is nothing yet that they could do"
    letter = next(one for one in page._whole.currentWidget().findChildren(type(page.release)) if "letter" in one.text())
    assert letter.isVisible()
    letter.click()
    dialog = page.findChild(LetterDialog)
    for field, words in ((dialog.code, "P26"), (dialog.seats, "7")):
        qtbot.keyClicks(field, words)
    dialog.dated.set_value("")
    dialog.accept_button.click()
    assert dialog.focusWidget() is dialog.number, "the first of two that are missing"
    assert dialog._number_row.remarks
    assert dialog._dated_row.remarks
    qtbot.keyClicks(dialog.number, "560/1")
    dialog.accept_button.click()
    assert dialog.focusWidget() is dialog.dated
    assert not dialog._number_row.remarks
    dialog.dated.set_value("2026-01-20")
    dialog.accept_button.click()
    qtbot.waitUntil(
        lambda: page.programme.isVisible() and all(tool.isVisible() for tool in page._tools), timeout=WAIT_MS
    )
    quiet(qtbot, window)


def test_two_programmes_of_one_code_are_not_given_twice_and_a_difference_leads_to_its_cases(
    qtbot: QtBot, make_ctx: MakeContext
) -> None:
    province, office = make_ctx("supervisor", "53", name="provinsi"), make_ctx("supervisor", "53.11", name="kabupaten")
    introduce(province, office)
    real = add_programme(province, seats=20)
    programmes.allot(province, real, "kabupaten", 6)
    typed = letters.record(office, letters.NewLetter("P26", "560/1", day("2026-01-20"), 8, "2026-01", 12, "provinsi"))
    for number in range(8):
        person(office, number, full_name="ABCDEFGH"[number] * 7)
    slots.assign(office, typed.value.id)
    send(province, office)
    window = open_window(qtbot, office)
    page = window.open("quota", programme=real)
    quiet(qtbot, window)
    page.arrive(programme=real)
    qtbot.waitUntil(lambda: "560/1" in page.banner.text, timeout=WAIT_MS)
    assert "do not give its slots twice" in page.banner._hint.text()
    quiet(qtbot, window)

    send(office, province)
    above = open_window(qtbot, province)
    programmes_page = above.open("programmes")
    quiet(qtbot, above)
    programmes_page._keep_names({})
    programmes_page._keep_names(programmes.node_names(province))
    assert "kabupaten" in programmes_page.banner.text, "whoever is read first, the office is named"
    joining.join(province, typed.value.id, real)
    send(province, office)
    page.refresh()
    qtbot.waitUntil(lambda: "6 people" in page.banner._hint.text(), timeout=WAIT_MS)
    assert page.banner._action.text() == "Decide"
    quiet(qtbot, above)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    decisions = window.open("decisions")
    qtbot.waitUntil(lambda: decisions.counts.get("slots") == 2, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert decisions.tabs.current == "slots"
    assert window.focusWidget() is decisions.cases["slots"].table, "the keyboard is in the queue that waits"
    window.open("quota")
    page.banner._action.click()
    assert window.current_page() is decisions
    quiet(qtbot, window)
    quiet(qtbot, above)
