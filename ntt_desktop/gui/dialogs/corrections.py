"""Saving the correction workbook of an import: the rows that need work, for the sender."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.files import desk_folder, open_folder
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.imports import ImportPlan


def save_corrections(session: Session, parent: QWidget, plan: ImportPlan) -> None:
    """Ask where, write it in the background, and say where it is."""
    folder = desk_folder("Perbaikan")
    folder.mkdir(parents=True, exist_ok=True)
    start = folder / f"{Path(plan.file).stem}-perbaikan.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Correction workbook"), str(start), "Excel (*.xlsx)")
    if chosen:
        target = Path(chosen).with_suffix(".xlsx")
        write_corrections(session, parent, plan, target)


def save_results(session: Session, parent: QWidget, plan: ImportPlan) -> None:
    """Ask where to, then write what became of every row, for a sender who has no program."""
    folder = desk_folder("Hasil")
    folder.mkdir(parents=True, exist_ok=True)
    start = folder / f"{Path(plan.file).stem}-hasil.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Result workbook"), str(start), "Excel (*.xlsx)")
    if chosen:
        write_results(session, parent, plan, Path(chosen).with_suffix(".xlsx"))


def write_results(session: Session, parent: QWidget, plan: ImportPlan, target: Path) -> None:
    """Write it to ``target`` in the background, and say so on the page."""

    def done(path: Path) -> None:
        session.messages.banner(
            tr("The result workbook is ready."), path.name, "good", (tr("Open folder"), lambda: open_folder(path))
        )

    session.tasks.write(imports.write_results, plan, target, overwrite=True, owner=parent, done=done)


def write_corrections(session: Session, parent: QWidget, plan: ImportPlan, target: Path) -> None:
    """Write it to ``target`` in the background, and say so on the page."""

    def done(path: Path) -> None:
        session.messages.banner(
            tr("The correction workbook is ready."), path.name, "good", (tr("Open folder"), lambda: open_folder(path))
        )

    session.tasks.write(imports.write_corrections, plan, target, overwrite=True, owner=parent, done=done)
