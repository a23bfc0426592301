"""Saving the correction workbook of an import: the rows that need work, for the sender."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.files import EXCEL, choose_target, desk_folder, open_folder
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.imports import ImportPlan


def save_corrections(session: Session, parent: QWidget, plan: ImportPlan) -> None:
    """Ask where, write it in the background, and say where it is."""
    start = desk_folder("Perbaikan") / f"{Path(plan.file).stem}-perbaikan.xlsx"
    if target := choose_target(parent, tr("Correction workbook"), start, EXCEL):
        write_corrections(session, parent, plan, target)


def save_results(session: Session, parent: QWidget, plan: ImportPlan) -> None:
    """Ask where to, then write what became of every row, for a sender who has no program."""
    start = desk_folder("Hasil") / f"{Path(plan.file).stem}-hasil.xlsx"
    if target := choose_target(parent, tr("Result workbook"), start, EXCEL):
        write_results(session, parent, plan, target)


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
