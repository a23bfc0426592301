"""The queue of people who may be one as a workbook: out for those who know them, back in with their answers."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.files import desk_folder, open_folder
from ntt_desktop.i18n import tr
from ntt_desktop.services import pairs_workbook
from ntt_desktop.services.pairs_workbook import Taken

_FOLDER, _KINDS = "Keputusan", "Excel (*.xlsx)"


def ask_where(session: Session, parent: QWidget) -> None:
    """Ask where to, then write."""
    folder = desk_folder(_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    start = folder / f"orang-sama-{session.ctx.today.isoformat()}.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("To a workbook"), str(start), _KINDS)
    if chosen:
        write(session, parent, Path(chosen).with_suffix(".xlsx"))


def write(session: Session, parent: QWidget, target: Path) -> None:
    """Write all pairs that wait to ``target``, which the file dialog has asked about."""

    def done(path: Path) -> None:
        session.messages.banner(
            tr("The workbook is ready: {file}", file=path.name),
            tr("Whoever knows the people answers in the yellow column. Then take it in here."),
            "good",
            (tr("Open folder"), lambda: open_folder(path)),
        )

    session.tasks.read(pairs_workbook.write_pairs, target, overwrite=True, owner=parent, done=done)


def ask_which(session: Session, parent: QWidget) -> None:
    """Ask for the workbook, then take its answers in."""
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("From a workbook"), str(desk_folder(_FOLDER)), _KINDS)
    if chosen:
        take(session, parent, Path(chosen))


def take(session: Session, parent: QWidget, path: Path) -> None:
    """Take the answers in and say what they were."""
    session.tasks.write(
        pairs_workbook.take_pairs, path, note=path.name, owner=parent, done=lambda taken: _say(session, taken)
    )


def _say(session: Session, taken: Taken) -> None:
    said = tr(
        "{same} the same, {different} different, {later} for later, {unanswered} without an answer",
        same=number(taken.same),
        different=number(taken.different),
        later=number(taken.later),
        unanswered=number(taken.unanswered),
    )
    unused = [tr('Row {row}: "{text}" is no answer.', row=row, text=text) for row, text in taken.unreadable]
    unused += [tr("Row {row}: pair {code} does not wait any more.", row=row, code=code) for row, code in taken.gone]
    session.messages.banner(said, " ".join(unused[:4]), "warn" if unused else "good")
