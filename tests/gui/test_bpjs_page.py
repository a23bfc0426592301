"""BPJS's page: answers in, places filled again, upload files, results, and what is handed over."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.errors import UserError
from ntt_desktop.gui.dialogs.bpjs_form import OWN, BpjsFormDialog
from ntt_desktop.gui.dialogs.handover import HandoverDialog
from ntt_desktop.gui.dialogs.take_answers import TakeAnswersDialog, TakeResultDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.services import imports
from ntt_desktop.services.agencies import agency_answers, agency_requests, bpjs_results, bpjs_upload, handovers
from ntt_desktop.services.context import Context
from tests.conftest import MakeContext
from tests.gui.stage import WAIT_MS, open_window, quiet
from tests.services.capacity.capacity_support import VILLAGE, batch_of_four, in_batch
from tests.workbooks import sheet

DAY = date(2026, 2, 9)


@pytest.fixture
def ctx(make_ctx: MakeContext) -> Context:
    return batch_of_four(make_ctx)


@pytest.fixture
def window(qtbot: QtBot, ctx: Context) -> MainWindow:
    """Its window."""
    return open_window(qtbot, ctx)


def test_answers_free_places_and_the_next_take_them(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    page = window.open("bpjs")
    quiet(qtbot, window)
    pane = page.panes["matching"]
    assert pane.target.count() == 2
    assert "4 people" in pane._asked.text()
    file = sheet(
        tmp_path / "a.xlsx", [["NIK", "STATUS"], [in_batch(ctx)[0], "wafat"], [in_batch(ctx)[1], "sesuai"], ["1", "x"]]
    )
    assert page.take_files([file])
    dialog = window.findChild(TakeAnswersDialog)
    assert dialog is not None
    quiet(qtbot, window)
    assert not dialog.accept_button.isEnabled(), "nobody has said who answered"
    dialog.agency.set_value("dukcapil")
    dialog.look()
    quiet(qtbot, window)
    assert dialog.model.total() == 3
    assert dialog.model.row_at(0)["outcome"] == "nik_bad"
    assert agency_answers.files(ctx) == []
    dialog.take()
    quiet(qtbot, window)
    assert (pane.proposals.total(), pane.taken.total()) == (1, 1)
    assert pane.proposals.row_at(0)["next"]
    assert page.tabs._buttons["matching"].text().endswith("1")
    assert len(in_batch(ctx)) == 3
    pane.confirm.click()
    quiet(qtbot, window)
    assert (len(in_batch(ctx)), pane.proposals.total()) == (4, 0)
    assert not pane.confirm.isEnabled()


def test_a_file_that_cannot_be_read_says_so_in_the_dialog(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    page = window.open("bpjs")
    quiet(qtbot, window)
    page.take_files([sheet(tmp_path / "a.xlsx", [["NIK", "NAMA"], [in_batch(ctx)[0], "Orang"]])])
    dialog = window.findChild(TakeAnswersDialog)
    quiet(qtbot, window)
    assert dialog.banner.isVisible()
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_the_form_is_edited_and_the_first_rows_follow(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    page = window.open("bpjs", tab="files")
    quiet(qtbot, window)
    pane = page.panes["files"]
    assert (pane.files.total(), pane.write.isEnabled()) == (1, True)
    pane.form.click()
    dialog = window.findChild(BpjsFormDialog)
    assert dialog.form() == bpjs_upload.profile(ctx)
    dialog.no_phone.setText("0")
    dialog.more.click()
    added = dialog.lines[-1]
    added.heading.setText("CABANG")
    added.what.set_value(OWN)
    added.offer()
    added.own.setText("Sumba")
    dialog._down(0)
    assert [line.value[0] for line in dialog.lines[:2]] == ["NAMA_LENGKAP", "NOMOR_IDENTITAS"]
    dialog.save()
    quiet(qtbot, window)
    found = bpjs_upload.preview(ctx, "P26")
    assert (found.headings[-1], found.first[0][-1], found.rows) == ("CABANG", "Sumba", 4)
    assert found.first[0][found.headings.index("HANDPHONE")] == "0"
    made = bpjs_upload.write(ctx, "P26", tmp_path).value
    assert [(one.path.name, one.rows) for one in made.files] == [(one.path.name, one.rows) for one in found.files]


def test_a_result_comes_in_and_refused_people_stand_first(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    page = window.open("bpjs", tab="results")
    quiet(qtbot, window)
    pane = page.panes["results"]
    rows = [[in_batch(ctx)[0], "12345678901", "BERHASIL", ""], [in_batch(ctx)[1], "", "DITOLAK", "NIK salah"]]
    pane.take([sheet(tmp_path / "h.xlsx", [["NIK", "KPJ", "STATUS", "ALASAN"], *rows])])
    dialog = window.findChild(TakeResultDialog)
    quiet(qtbot, window)
    assert dialog.model.total() == 2
    dialog.take()
    quiet(qtbot, window)
    assert [pane.results.row_at(at)["result"] for at in (0, 1)] == ["refused", "accepted"]
    assert "1 accepted" in pane._said.text()
    person = window.open("worker", worker=pane.results.row_at(1)["worker_id"])
    quiet(qtbot, window)
    assert any("12345678901" in one.text() for one in person.findChildren(type(pane._said)))


def test_a_village_is_handed_its_cards_and_a_pin_is_refused(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    rows = [[number, "", "OK", ""] for number in in_batch(ctx)]
    bpjs_results.take(ctx, sheet(tmp_path / "h.xlsx", [["NIK", "KPJ", "STATUS", "ALASAN"], *rows]), "P26", on=DAY)
    page = window.open("bpjs", tab="handover", area=VILLAGE)
    quiet(qtbot, window)
    pane = page.panes["handover"]
    assert pane.model.total() == handovers.count_outstanding(ctx, area=VILLAGE) == 4
    pane.record.click()
    dialog = window.findChild(HandoverDialog)
    dialog.note.setText("PIN 482911")
    dialog.save()
    quiet(qtbot, window)
    assert dialog.banner.isVisible()
    assert handovers.count_outstanding(ctx) == 4
    dialog.note.setText("")
    dialog.save()
    quiet(qtbot, window)
    assert (handovers.count_outstanding(ctx), pane.model.total()) == (0, 0)
    pane.waiting.setChecked(False)
    quiet(qtbot, window)
    assert pane.model.total() == 4
    pane.people.selectRow(0)
    assert pane.undo.isEnabled()


def test_everything_is_indonesian(qtbot: QtBot, ctx: Context) -> None:
    i18n.set_language("id")
    window = open_window(qtbot, ctx)
    page = window.open("bpjs")
    for key, words in (("matching", "Pemadanan"), ("files", "Unggah"), ("results", "Hasil"), ("handover", "Serah")):
        page.show_tab(key)
        quiet(qtbot, window)
        assert page.tabs._buttons[key].text().startswith(words)


def test_what_was_said_and_handed_over_stands_in_the_history(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    number = in_batch(ctx)[0]
    file = sheet(tmp_path / "a.xlsx", [["NIK", "DESIL", "KET"], [number, 3, "DTSEN 2025"]])
    agency_answers.take(ctx, file, agency="dinsos", on=DAY)
    file = sheet(tmp_path / "h.xlsx", [["NIK", "KPJ", "STATUS"], [number, "", "OK"]])
    taken = bpjs_results.take(ctx, file, "P26", on=DAY).value
    worker = taken.rows[0].worker_id
    handovers.add(ctx, [worker], ["card"], DAY)
    bpjs_results.take_back(ctx, taken.digest, "P26", reason="salah")
    page = window.open("worker", worker=worker)
    quiet(qtbot, window)
    texts = [one.text() for one in page.findChildren(QLabel)]
    for words in ("Agency's answer", "Result of BPJS", "Participant card", "Social office: decile 3", "DTSEN 2025"):
        assert words in texts, words


def test_a_form_dropped_among_the_lists_opens_as_an_agency_s_answers(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    form = agency_requests.write(ctx, tmp_path, batch="Tahap 1", agencies=("bpjs",)).value[0].path
    with pytest.raises(UserError, match="file_is_agency"):
        imports.preview(ctx, form)
    page = window.open("imports")
    page.take_files([form])
    qtbot.waitUntil(lambda: window.findChild(TakeAnswersDialog) is not None, timeout=WAIT_MS)
    quiet(qtbot, window)
    dialog = window.findChild(TakeAnswersDialog)
    assert dialog.agency.value() == "bpjs"
    assert not dialog.accept_button.isEnabled(), "nothing is answered yet"
    dialog.reject()


def test_a_protected_file_asks_for_its_password(qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path) -> None:
    import msoffcrypto

    plain = sheet(tmp_path / "a.xlsx", [["NIK", "STATUS"], [in_batch(ctx)[0], "sesuai"]])
    locked = tmp_path / "b.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("rahasia", target)
    page = window.open("bpjs")
    quiet(qtbot, window)
    page.take_files([locked])
    dialog = window.findChild(TakeAnswersDialog)
    dialog.agency.set_value("dukcapil")
    dialog.look()
    quiet(qtbot, window)
    assert dialog.password.isVisible()
    dialog.password.setText("rahasia")
    dialog.look()
    quiet(qtbot, window)
    assert dialog.accept_button.isEnabled()
    dialog.take()
    quiet(qtbot, window)
    assert agency_answers.files(ctx)[0]["people"] == 1
