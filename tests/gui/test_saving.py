"""Where to save: the file written is the one that the dialog asked about."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.widgets.files import EXCEL, choose_target
from ntt_desktop.services.context import Context
from tests.gui.stage import WAIT_MS, open_window, quiet

PICTURES = "PNG (*.png);;SVG (*.svg)"


def answering(monkeypatch: pytest.MonkeyPatch, asked: list[str], *answers: tuple[str, str]) -> None:
    given = iter(answers)

    def answer(_parent: QWidget, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.append(start)
        return next(given)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)


@pytest.mark.parametrize(
    ("typed", "kind", "kinds", "name"),
    [
        ("daftar.xlsx", EXCEL, EXCEL, "daftar.xlsx"),
        ("Daftar Ds. Oesao", EXCEL, EXCEL, "Daftar Ds. Oesao.xlsx"),
        ("Laporan 1.2", "", "", "Laporan 1.2.xlsx"),
        ("DAFTAR.XLSX", EXCEL, EXCEL, "DAFTAR.XLSX"),
        ("peta", "SVG (*.svg)", PICTURES, "peta.svg"),
        ("peta.png", "SVG (*.svg)", PICTURES, "peta.png"),
    ],
)
def test_a_name_keeps_what_was_typed_and_has_an_ending(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, kind: str, kinds: str, name: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    answering(monkeypatch, [], (str(tmp_path / typed), kind))
    assert choose_target(parent, "Simpan", tmp_path / "new" / "start.xlsx", kinds) == tmp_path / name
    assert (tmp_path / "new").is_dir()


def test_a_file_whose_name_was_completed_is_never_overwritten_unasked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parent, asked, there = QWidget(), list[str](), tmp_path / "daftar.xlsx"
    qtbot.addWidget(parent)
    there.write_bytes(b"mine")
    answering(monkeypatch, asked, (str(tmp_path / "daftar"), EXCEL), ("", ""))
    assert choose_target(parent, "Simpan", tmp_path / "start.xlsx", EXCEL) is None
    assert asked == [str(tmp_path / "start.xlsx"), str(there)], "asked again, about the file that is there"


def test_a_folder_that_cannot_be_made_does_not_hinder_asking(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    (tmp_path / "blocked").write_bytes(b"")
    answering(monkeypatch, [], (str(tmp_path / "a.xlsx"), EXCEL))
    assert choose_target(parent, "Simpan", tmp_path / "blocked" / "b.xlsx", EXCEL) == tmp_path / "a.xlsx"


@pytest.mark.parametrize("what", ["package", "picture"])
def test_a_folder_that_takes_nothing_is_told_and_is_no_bug(
    qtbot: QtBot, ctx: Context, tmp_path: Path, what: str
) -> None:
    no_folder = tmp_path / "berkas"
    no_folder.write_bytes(b"")
    window = open_window(qtbot, ctx)
    if what == "package":
        page = window.open("sync")
        quiet(qtbot, window)
        page.send.folder = no_folder / "Kirim"
        page.send.make.click()
    else:
        page = window.open("home")
        quiet(qtbot, window)
        page.plots.save(no_folder / "a.png")
    qtbot.waitUntil(lambda: bool(page.banner.text), timeout=WAIT_MS)
    assert "berkas" in page.banner.text
    quiet(qtbot, window)
    assert what != "package" or page.send.make.isEnabled()
