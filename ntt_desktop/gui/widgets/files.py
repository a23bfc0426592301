"""Folders and files of the desktop: where packages go, where to save, opening a folder, the clipboard."""

import re
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

EXCEL = "Excel (*.xlsx)"
"""The kind of file that dialogs offer for a workbook."""


def desk_folder(name: str) -> Path:
    """A folder for files of the program in the officer's documents; made when a file is written."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "NTT Desktop" / name


def open_folder(path: Path) -> bool:
    """Show the folder (of a file) in the system's file window."""
    folder = path if path.is_dir() else path.parent
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def choose_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """Ask for a folder, from ``start`` on, which is made; None when it was cancelled."""
    _make(start)
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None


def choose_target(parent: QWidget, title: str, start: Path, kinds: str = "") -> Path | None:
    """Ask where to save a file, from ``start`` on; None when it was cancelled. What is there was asked about.

    ``kinds`` is Qt's filter, else the ending of ``start`` counts. A name that was typed without one of the endings gets
    that of the chosen kind, and is asked about again where such a file is there already.
    """
    kinds = kinds or f"*{start.suffix}"
    _make(start.parent)
    while True:
        typed, kind = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
        if not typed:
            return None
        endings = re.findall(r"\.\w+", kinds)
        first = next(iter(re.findall(r"\.\w+", kind)), endings[0])
        target = Path(typed) if typed.lower().endswith(tuple(endings)) else Path(typed + first)
        if str(target) == typed or not target.exists():
            return target
        start = target


def _make(folder: Path) -> None:
    with suppress(OSError):  # then the dialog begins elsewhere
        folder.mkdir(parents=True, exist_ok=True)


def open_file(path: Path) -> bool:
    """Show a file in the program that the system opens it with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
