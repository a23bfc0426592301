"""Files dropped anywhere on the window go where they belong: packages are received, lists are taken in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.i18n import tr
from ntt_desktop.services.recognising import Dropped, Look, look_at

if TYPE_CHECKING:
    from ntt_desktop.gui.main_window import MainWindow
    from ntt_desktop.gui.widgets.page import Page

_RECEIVING, _LISTS = ("receiving", "sync"), "imports"


def take_files(window: "MainWindow", paths: Sequence[Path]) -> None:
    """Look at the files in the background, then hand them to their page."""
    window.session.tasks.read(
        look_at, list(paths), owner=window, key="dropped", done=lambda found: _hand(window, found)
    )


def by_content(page: "Page", paths: Sequence[Path]) -> None:
    """As `take_files`, for what was dropped or chosen on a page."""
    window: Any = page.window()
    take_files(window, paths)


def _hand(window: "MainWindow", found: Sequence[Dropped]) -> None:
    receiving = next(key for key in _RECEIVING if key in window.keys)
    receives = window.current_page() is window.page(receiving)
    # Whose password it is cannot be seen: on the page that receives, a package's; elsewhere a village's.
    packages = [one.path for one in found if one.look is Look.PACKAGE or (one.look is Look.LOCKED and receives)]
    lists = [one.path for one in found if one.path not in packages]
    if packages:
        _give(window, receiving, packages)
        if lists:
            window.session.messages.banner(
                tr("{count} of the files are no packages.", count=len(lists)),
                ", ".join(path.name for path in lists[:4]),
                "info",
                (tr("Take in as a list"), lambda: _give(window, _LISTS, lists[:1])),
            )
    elif lists:
        _give(window, _LISTS, lists[:1])
        if len(lists) > 1:
            window.session.messages.toast(
                tr("One list at a time: {file} comes first.", file=lists[0].name), tone="info"
            )


def _give(window: "MainWindow", key: str, paths: list[Path]) -> None:
    page = window.open(key)
    if page is not None:
        page.take_files(paths)
