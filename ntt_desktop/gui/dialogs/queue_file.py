"""The queues of cases as a workbook: out for those who know the people, back in with their answers."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.files import EXCEL, choose_target, desk_folder, open_folder
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync import queue_workbook
from ntt_desktop.services.sync.queue_workbook import Taken
from ntt_desktop.wording.errors import message

_FOLDER = "Keputusan"


def ask_where(session: Session, parent: Page) -> None:
    """Ask where to, then write."""
    start = desk_folder(_FOLDER) / f"perlu-keputusan-{session.ctx.today.isoformat()}.xlsx"
    if target := choose_target(parent, tr("To a workbook"), start, EXCEL):
        write(session, parent, target)


def write(session: Session, parent: Page, target: Path) -> None:
    """Write everything that waits to ``target``, which the file dialog has asked about."""

    def done(path: Path) -> None:
        session.messages.banner(
            tr("The workbook is ready: {file}", file=path.name),
            tr("Whoever knows the people answers in the yellow columns. Then take it in here."),
            "good",
            (tr("Open folder"), lambda: open_folder(path)),
        )

    session.tasks.read(queue_workbook.write_queue, target, overwrite=True, owner=parent, done=done)


def ask_which(session: Session, parent: Page) -> None:
    """Ask for the workbook, then take its answers in."""
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("From a workbook"), str(desk_folder(_FOLDER)), EXCEL)
    if chosen:
        take(session, parent, Path(chosen))


def take(session: Session, parent: Page, path: Path) -> None:
    """Take the answers in and say what they were."""
    session.tasks.write(
        queue_workbook.take_queue, path, note=path.name, owner=parent, done=lambda taken: _say(session, parent, taken)
    )


def summary(taken: Taken) -> str:
    """What was answered, in one line."""
    names = {
        "same": tr("{count} the same"),
        "different": tr("{count} different"),
        "later": tr("{count} for later"),
        "ours": tr("{count} ours"),
        "theirs": tr("{count} theirs"),
        "typed": tr("{count} typed"),
        "accept": tr("{count} accepted"),
        "ignore": tr("{count} ignored"),
        "this": tr("{count} this slot"),
        "other": tr("{count} the other slot"),
        "free": tr("{count} nobody's"),
        "confirm": tr("{count} confirmed"),
        "refuse": tr("{count} refused"),
    }
    parts = [words.format(count=number(taken.answered[key])) for key, words in names.items() if key in taken.answered]
    parts.append(tr("{count} without an answer", count=number(taken.unanswered)))
    return ", ".join(parts)


def _say(session: Session, parent: Page, taken: Taken) -> None:
    unused = [
        tr('Sheet {sheet}, row {row}: "{text}" is no answer.', sheet=sheet, row=row, text=text)
        for sheet, row, text in taken.unreadable
    ]
    unused += [
        tr("Sheet {sheet}, row {row}: case {code} does not wait any more.", sheet=sheet, row=row, code=code)
        for sheet, row, code in taken.gone
    ]
    unused += [f"{name}: {message(error)[0]}" for name, error in taken.refused]
    undo = (tr("Undo"), lambda: _take_back(session, parent, taken)) if taken.made else None
    session.messages.banner(summary(taken), " ".join(unused[:4]), "warn" if unused else "good", undo)


def _take_back(session: Session, parent: Page, taken: Taken) -> None:
    """Once: what was said of the workbook goes, and the cases wait again."""
    parent.banner.hide()
    session.tasks.write(
        queue_workbook.take_back,
        taken,
        owner=parent,
        done=lambda _count: session.messages.toast(tr("Taken back. They wait here again."), tone="info"),
    )
