"""What became of an import that the program's end interrupted: said at the next start, with the file offered again."""

from pathlib import Path
from typing import TYPE_CHECKING

from ntt_desktop.gui.shown import number
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Progress, Result

if TYPE_CHECKING:
    from ntt_desktop.gui.main_window import MainWindow
    from ntt_desktop.services.imports import Unfinished, Unsaid


def say_unfinished(window: "MainWindow") -> None:
    """Look in the background, and say on the page in sight what was left out or was finished."""
    window.session.tasks.write(_look, owner=window, done=lambda found: _say(window, *found))
    window.session.tasks.slow(_find_pairs, owner=window)


def _find_pairs(ctx: Context, progress: Progress) -> Result[int]:
    from ntt_desktop.services.people import same_person

    return same_person.find_waiting(ctx, progress)


def _look(ctx: Context) -> tuple[list["Unfinished"], list["Unsaid"]]:
    # Taking in is a heavy part of the program; a window opens before it is needed.
    from ntt_desktop.services import imports

    finished = imports.unsaid(ctx)
    for item in finished:
        imports.note_said(ctx, item.import_id)
    return imports.forget_unfinished(ctx).value, finished


def _say(window: "MainWindow", left: list["Unfinished"], finished: list["Unsaid"]) -> None:
    banner = window.session.messages.banner
    if left:
        names = ", ".join(item.file for item in left)
        path = Path(left[-1].path) if left[-1].path else None
        again = (tr("Take it in again"), lambda: window.take_files([path])) if path and path.is_file() else None
        said = (
            tr("{file} had been checked, but not stored, when the program ended.", file=names)
            if left[-1].was_read
            else tr("{file} was being read when the program ended.", file=names)
        )
        banner(said, tr("Nothing of it was stored."), "warn", again)
    elif finished:
        item = finished[-1]
        banner(
            tr("{file} was stored completely before the program ended.", file=item.file),
            tr("{count} people of it are stored.", count=number(item.people)),
            "good",
            (tr("Show the people"), lambda: window.open("workers", import_id=item.import_id, file=item.file)),
        )
