"""People to look at, and waiting for the window to come to rest."""

from typing import Any

from pytestqt.qtbot import QtBot

from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import workers

VILLAGE = "53.11.18.2005"


def add(ctx: Context, number: int, **more: Any) -> str:
    """Register a woman born on 10/05/1980; returns her id. ``birth_date`` and the like may be given."""
    values = {
        "nik": f"531118500580{number:04d}",
        "full_name": f"Agnes Lobo {number:03d}",
        "village_code": VILLAGE,
        "occupation": "petani",
    }
    return workers.add(ctx, {**values, **more}).value.id


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is being read or written."""
    qtbot.waitUntil(lambda: not window.session.tasks.busy, timeout=10_000)
