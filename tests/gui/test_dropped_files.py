"""A file dropped anywhere goes where it belongs by its content, whatever its name and the page in sight."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ntt_desktop.services.context import Context
from ntt_desktop.services.recognising import Look, look_at
from ntt_desktop.services.sync.export import export
from tests.conftest import MakeContext
from tests.gui.stage import WAIT_MS, open_window, quiet, take_in, villagers, write_list


@pytest.fixture
def laptop(make_ctx: MakeContext, tmp_path: Path) -> Context:
    """A laptop with three people."""
    made = make_ctx()
    take_in(made, write_list(tmp_path / "first.xlsx", villagers(3)))
    return made


@pytest.mark.parametrize("unprotected", [True, False])
def test_a_package_is_known_under_any_name(laptop: Context, tmp_path: Path, unprotected: bool):
    package = export(laptop, tmp_path, unprotected=unprotected).value.path
    renamed = package.rename(tmp_path / "daftar desa.xlsx")
    village = write_list(tmp_path / "paket.xlsx", villagers(2))
    (tmp_path / "foto.xlsx").write_bytes(b"\xff\xd8\xff no workbook")
    found = look_at(laptop, [renamed, village, tmp_path / "foto.xlsx", tmp_path / "gone.xlsx"])
    assert [one.look for one in found] == [Look.PACKAGE, Look.OTHER, Look.OTHER, Look.OTHER]


def test_a_foreign_password_is_said(laptop: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = export(laptop, tmp_path).value.path
    monkeypatch.setenv("NTT_DESKTOP_SYNC_PASSWORD", "another one")
    assert look_at(laptop, [package])[0].look is Look.LOCKED


def test_files_find_their_page(qtbot: QtBot, laptop: Context, make_ctx: MakeContext, tmp_path: Path):
    province = make_ctx("supervisor", "53", name="province", officer="M. Lay")
    folder = tmp_path / "stick"
    folder.mkdir()
    export(laptop, folder)
    write_list(folder / "usulan.xlsx", villagers(4))
    window = open_window(qtbot, province)
    window.open("workers")
    quiet(qtbot, window)
    window.take_files([folder])
    receiving = window.page("receiving")
    qtbot.waitUntil(lambda: bool(receiving.receipts.reports), timeout=WAIT_MS)
    assert window.current_page() is receiving
    assert len(receiving.receipts.reports) == 1
    assert "usulan.xlsx" in receiving.banner.accessibleName()
    window.take_files([folder / "usulan.xlsx"])
    imports = window.page("imports")
    qtbot.waitUntil(lambda: window.current_page() is imports and imports.next.isEnabled(), timeout=WAIT_MS)
