"""Folders and files of the desktop: where packages go, opening a folder, the clipboard."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget


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
    """Ask for a folder; None when it was cancelled."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None


def open_file(path: Path) -> bool:
    """Show a file in the program that the system opens it with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
