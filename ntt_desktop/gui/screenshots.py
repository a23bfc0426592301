"""Pictures of every page, for the demo, the self-test and looking at what one made."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize
from PySide6.QtWidgets import QApplication, QWidget

from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.theme import theme
from ntt_desktop.services.claims import claims
from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery

FULL = QSize(1366, 728)
"""1366x768 less the task bar."""
SMALL = QSize(911, 485)
"""The same at 150 %: logical pixels."""


def settle(window: MainWindow, limit_ms: int = 8000) -> None:
    """Let the window finish what it reads and paints."""
    deadline = QDeadlineTimer(limit_ms)
    quiet = 0
    while quiet < 3 and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        quiet = 0 if window.session.tasks.busy else quiet + 1


def grab(widget: QWidget, target: Path) -> Path:
    """Write a picture of ``widget`` as PNG."""
    target.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(target))
    return target


def _somebody(window: MainWindow) -> dict[str, str]:
    """The first person of the list, for the page that shows one; nobody in an empty store."""
    people = WorkerList(window.session.ctx)
    first = people.rows(people.keys(WorkerQuery())[:1])
    return {"worker": first[0]["id"]} if first else {}


def _given(window: MainWindow, key: str) -> dict[str, str]:
    """What a page is opened with that shows one person, one claim or one report."""
    if key == "claim":
        found = claims.listing(window.session.ctx)
        return {"claim": found[0].id} if found else {}
    if key == "reports":
        return {"report": "uptake"}
    return _somebody(window) if key == "worker" else {}


def grab_pages(
    window: MainWindow,
    folder: Path,
    *,
    themes: Iterable[str] = ("light", "dark"),
    sizes: Iterable[QSize] = (FULL, SMALL),
    keys: Iterable[str] = (),
) -> list[Path]:
    """Pictures of all pages of ``window`` (or of ``keys``) in each theme and size, as ``page-light-1366.png``."""
    made: list[Path] = []
    before = theme().mode
    for mode in themes:
        theme().set_mode(mode)
        for size in sizes:
            window.resize(size)
            settle(window)
            for key in tuple(keys) or window.keys:
                window.open(key, **_given(window, key))
                settle(window)
                made.append(grab(window, folder / f"{key}-{mode}-{size.width()}.png"))
    theme().set_mode(before)
    return made
