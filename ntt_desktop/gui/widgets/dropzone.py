"""Where files are dropped or chosen. Dropped elsewhere in the window, they go to the page's ``take_files``."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.text import label, set_tone


def files_of(event: QDropEvent) -> list[Path]:
    """The local files and folders of a drag, in its order."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class DropZone(QFrame):
    """A large area to drop files on; Enter, Space or a click opens the file dialog. ``files`` carries paths."""

    files = Signal(list)

    def __init__(
        self,
        title: str,
        hint: str,
        choose: str,
        *,
        kinds: str,
        many: bool = False,
        kind: str = "primary",
        slim: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("dropzone")
        self.setAccessibleName(f"{title} {hint}")
        self.setAcceptDrops(True)
        self._choose_title, self._kinds, self._many = choose, kinds, many
        picture = QLabel()
        icons.set_icon(picture, "file-down", "accent", 24 if slim else 32)
        said, more = label(title, "section", wrap=True), label(hint, "muted", wrap=True)
        self.choose_button = button(choose, self.choose, kind=kind, icon="folder-open", shortcut="Ctrl+O")
        self.setFocusProxy(self.choose_button)
        if slim:
            line = row(picture, column(said, more, gap=0), self.choose_button, gap=tokens.S3, margins=(16, 10, 16, 10))
            line.setStretch(1, 1)
            self.setLayout(line)
            return
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for words in (said, more):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = row(None, self.choose_button, None)
        margins = (tokens.S5, tokens.S4, tokens.S5, tokens.S4)
        self.setLayout(column(None, picture, said, more, 4, middle, None, gap=tokens.S1, margins=margins))

    def set_hot(self, hot: bool) -> None:
        """Show that something may be let go here."""
        set_tone(self, "true" if hot else "false", "hot")

    def choose(self) -> None:
        """Open the file dialog."""
        if self._many:
            names, _ = QFileDialog.getOpenFileNames(self, self._choose_title, "", self._kinds)
        else:
            name, _ = QFileDialog.getOpenFileName(self, self._choose_title, "", self._kinds)
            names = [name] if name else []
        if names:
            self.files.emit([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event):
            event.acceptProposedAction()
            self.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_hot(False)
        files = files_of(event)
        if files:
            event.acceptProposedAction()
            self.files.emit(files if self._many else files[:1])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.choose()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose()
            return
        super().keyPressEvent(event)
