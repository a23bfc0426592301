"""Laporan: choosing, looking at real pages, saving; letterhead and the list of files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.letterhead import LetterheadDialog
from ntt_desktop.gui.dialogs.written_files import WrittenFilesDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages.reports import ReportsPage
from ntt_desktop.services.printing import letterhead, written_files
from tests.conftest import Clock, MakeContext
from tests.gui.conftest import MakeWindow
from tests.services.reports.reports_support import EACH, generated_province

WAIT = 15_000


@pytest.fixture
def window(make_window: MakeWindow, make_ctx: MakeContext, clock: Clock) -> MainWindow:
    """A province's window."""
    return make_window(ctx=generated_province(make_ctx, clock))


def opened(window: MainWindow) -> ReportsPage:
    window.session.open("reports")
    (page,) = window.findChildren(ReportsPage)
    return page


def test_a_report_is_looked_at_page_by_page_and_saved(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(window)
    qtbot.waitUntil(lambda: page.programme.count() == 2, timeout=WAIT)
    assert page.nothing.isVisible()
    assert not page.pdf.isEnabled()
    assert not page.programme.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: page.preview.pages > 2, timeout=WAIT)
    first = page.preview.picture.pixmap().toImage()
    assert first.width() > 200
    assert page.preview.picture.accessibleName().startswith("Report page 1 of")
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.preview.picture.accessibleName().startswith("Report page 2"), timeout=WAIT)
    assert page.preview.picture.pixmap().toImage() != first
    page.save(tmp_path / "serapan.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "serapan.pdf").exists() and page.banner.isVisible(), timeout=WAIT)
    # Another question: what was in sight is not the answer any more.
    page.which.set_value("village")
    page.which.picked.emit("village")
    assert page.nothing.isVisible()
    assert not page.pdf.isEnabled()
    page.save(tmp_path / "desa.xlsx")
    ctx = window.session.ctx
    qtbot.waitUntil(lambda: len(written_files.listing(ctx)) == 2, timeout=WAIT)
    newest = written_files.listing(ctx)[0]
    assert (newest.file, newest.people) == ("desa.xlsx", 3 * EACH)


def test_a_report_that_cannot_be_made_says_why(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window)
    qtbot.waitUntil(lambda: page.programme.count() == 2, timeout=WAIT)
    page.first.set_value("2026-06")
    page.last.set_value("2026-05")
    page.make()
    qtbot.waitUntil(page.show_button.isEnabled, timeout=WAIT)
    qtbot.waitUntil(lambda: page.banner.isVisible() or not window.session.tasks.busy, timeout=WAIT)
    assert page.nothing.isVisible()


def test_the_letterhead_is_set_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    dialog = LetterheadDialog(window.session, window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.fields["place"].text() == "Nusa Tenggara Timur", timeout=WAIT)
    dialog.lines.setPlainText("DINAS TENAGA KERJA\nJalan El Tari")
    dialog.fields["name"].setText("A. Kolo")
    dialog.save()
    qtbot.waitUntil(lambda: dialog.result() == 1, timeout=WAIT)
    assert letterhead.load(window.session.ctx).lines == ("DINAS TENAGA KERJA", "Jalan El Tari")


def test_a_file_that_was_found_is_recognised_and_its_people_are_shown(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(window)
    page.which.set_value("village")
    page.save(tmp_path / "desa.pdf")
    ctx = window.session.ctx
    qtbot.waitUntil(lambda: len(written_files.listing(ctx)) == 1, timeout=WAIT)
    dialog = WrittenFilesDialog(window.session, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=WAIT)
    dialog.table.selectRow(0)
    assert dialog.look.isEnabled()
    found = (tmp_path / "desa.pdf").rename(tmp_path / "x.pdf")
    dialog.identify(found)
    qtbot.waitUntil(dialog.banner.isVisible, timeout=WAIT)


def test_opening_a_persons_page_is_noted_once(window: MainWindow, qtbot: QtBot) -> None:
    ctx = window.session.ctx
    with ctx.store.read() as reader:
        worker = reader.value("SELECT id FROM worker LIMIT 1")
    for _ in range(2):
        window.session.open("worker", worker=worker)
        qtbot.waitUntil(lambda: not window.session.tasks.busy, timeout=WAIT)
    (look,) = written_files.views(ctx, ctx.today, ctx.today)
    assert (look["person"], look["actor"]) == (worker, ctx.actor)


def test_who_signs_one_report_is_said_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    letterhead.save(window.session.ctx, (), {"place": "Kupang", "title": "Kepala Dinas", "name": "A. Kolo"})
    page = opened(window)
    qtbot.waitUntil(lambda: page.signer["name"].placeholderText() == "A. Kolo", timeout=WAIT)
    qtbot.keyClicks(page.signer["name"], "Umbu Nai")
    qtbot.keyClicks(page.signer["title"], "Sekretaris")
    page.make()
    qtbot.waitUntil(lambda: page._made is not None, timeout=WAIT)
    assert page._made is not None
    (signed,) = page._made.document.parts[-1].people  # type: ignore[union-attr]
    assert (signed.title, signed.name) == ("Sekretaris", "Umbu Nai")
    assert letterhead.load(window.session.ctx).name == "A. Kolo", "what is set for the office stays"
