"""Salin ke USB: choose a stick or a folder; the copy is read back and compared."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ntt_desktop.errors import AppError
from ntt_desktop.gui import drives
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.buttons import Button, button
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.files import choose_folder, open_folder
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.transmittal import Copied, copy_to
from ntt_desktop.wording.errors import message

_MEGABYTE = 1024 * 1024


class CarryDialog(Dialog):
    """Copies ``files`` to the drive that is clicked."""

    def __init__(self, parent: QWidget | None, session: Session, files: tuple[Path, ...]) -> None:
        about = tr("The copy is read back and compared before this window says that it is whole.")
        super().__init__(parent, tr("Copy to USB"), about, width=600)
        self._session, self.files = session, files
        self.drives: list[Button] = []
        self._other = button(tr("Another folder"), self._choose, icon="folder-open")
        again = button(tr("Look again"), self.look, kind="quiet", icon="refresh-cw", shortcut="F5")
        self.buttons(tr("Close"), self.accept, cancel=False, kind="plain", aside=row(self._other, again))
        self.look()

    def look(self) -> None:
        """List the sticks that are plugged in."""
        empty(self.body)
        self.drives = []
        for at, drive in enumerate(drives.removable(), start=1):
            words = tr("{name} ({free} MB free)", name=drive.name, free=number(drive.free // _MEGABYTE))
            kind = "primary" if at == 1 else "plain"
            go = button(words, partial(self.copy, drive.root), kind=kind, icon="hard-drive")
            self.body.addLayout(row(go, None))
            self.drives.append(go)
        if not self.drives:
            said = tr("No USB stick is plugged in. Plug one in, or choose another folder.")
            self.body.addWidget(label(said, wrap=True))

    def copy(self, folder: Path) -> None:
        """Copy now."""
        self._session.tasks.write(copy_to, self.files, folder, owner=self, done=self._copied, failed=self._failed)

    def _copied(self, made: list[Copied]) -> None:
        names = ", ".join(one.path.name for one in made)
        open_it = (tr("Open folder"), lambda: open_folder(made[0].path))
        said = tr("Copied and compared. Take the stick out safely before pulling it.")
        self.show_banner(said, names, "good", open_it)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.show_banner(*message(error), "bad")
        else:
            self._session.messages.error(error)

    def _choose(self) -> None:
        chosen = choose_folder(self, tr("Another folder"), self.files[0].parent)
        if chosen is not None:
            self.copy(chosen)
