"""A window on a real store, villagers' workbooks and a small loop of files, for the tests of pages."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from ntt_desktop.cli import main as frame
from ntt_desktop.gui.app import make_application
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.services import imports
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.services.sync.returns import make_returns
from tests.conftest import PASSPHRASE, reading_here

HEADER = ("NO", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TGL LAHIR", "L/P", "DESA", "KECAMATAN", "PEKERJAAN", "NO HP")
WAIT_MS = 30_000


def villagers(count: int, *, serial: int = 1, bad: int = 0) -> list[tuple[object, ...]]:
    """Rows of people in Kambajawa, Kota Waingapu; the last ``bad`` have a NIK of 15 digits."""
    rows: list[tuple[object, ...]] = []
    for at in range(count):
        day, month, year = at % 28 + 1, at % 12 + 1, 70 + at % 25
        nik = f"531101{day:02d}{month:02d}{year:02d}{serial + at // 28:04d}"
        if at >= count - bad:
            nik = nik[:15]
        born = f"{day:02d}-{month:02d}-19{year:02d}"
        name = f"Agnes {chr(65 + at % 26)}{'abcdefgh'[at // 26 % 8]} Lobo"
        phone = f"0812{serial:04d}{at:04d}"
        rows.append((at + 1, nik, name, "Waingapu", born, "L", "Kambajawa", "Kota Waingapu", "Petani", phone))
    return rows


def write_list(path: Path, rows: list[tuple[object, ...]]) -> Path:
    """A village's workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Usulan"
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def take_in(ctx: Context, path: Path) -> None:
    """Import a workbook by the services."""
    with reading_here():
        imports.store_import(ctx, imports.preview(ctx, path).value)


def open_window(qtbot: QtBot, ctx: Context) -> MainWindow:
    """The window on a store, closed when the test ends."""
    make_application(ctx.store.home)
    window = MainWindow(ctx)
    qtbot.addWidget(window)
    window.show()
    return window


def quiet(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not window.session.tasks.busy, timeout=WAIT_MS)


def allot(province: Context, laptop: Context, folder: Path, seats: int = 20) -> list[Path]:
    """The laptop introduces itself, the province allots and replies, the laptop takes it in; the files made."""
    programmes.add(
        province, programmes.NewProgramme("P26", "APBD Provinsi 2026", "provinsi", "53", "2026-01", 12, 100, 16800)
    )
    programmes.allot(province, "P26", laptop.store.node.region, seats)
    folder.mkdir(exist_ok=True)
    package = export(laptop, folder).value.path
    with reading_here():
        stranger = receive(province, [package]).value[0]
        receive(province, [package], trusted=[stranger.fingerprint])
        reply = make_returns(province, folder).value[0].path
        assert receive(laptop, [reply]).value[0].status == "received"
    return [package, reply]


def commands(ctx: Context, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs commands on the store, which is closed for it: ``run("claim", "list")`` gives the JSON answer."""
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    ctx.store.close()

    def run(*words: str) -> Any:
        capsys.readouterr()
        assert frame.main(["--home", str(ctx.store.home), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    return run
