"""Putting a backup in place on a laptop that has no data yet."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ntt_desktop.errors import UserError
from ntt_desktop.gui.messages import describe
from ntt_desktop.gui.start.frame import Unlocked
from ntt_desktop.gui.tasks import Tasks
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import holder, row
from ntt_desktop.gui.widgets.password import SecretEdit
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context


def _restore(file: Path, home: Path, passphrase: str) -> "Context":
    from ntt_desktop import bootstrap
    from ntt_desktop.services import care

    care.restore(file, home, passphrase)
    return bootstrap.open_context(home, passphrase)


class RestoreDialog(Dialog):
    """Asks for the backup file and its passphrase."""

    def __init__(self, parent: QWidget, home: Path, unlocked: Unlocked) -> None:
        super().__init__(
            parent,
            tr("Restore from a backup"),
            tr("The data of the backup is put in place. Its passphrase and its recovery key stay as they were."),
        )
        self._home = home
        self._unlocked = unlocked
        self._tasks = Tasks(None)
        self.file = text_field()
        choose = button(tr("Choose file"), self._choose, icon="folder-open")
        self.passphrase = SecretEdit(tr("Passphrase of the backup"))
        line = row(self.file, choose)
        line.setStretch(0, 1)
        place = holder(line)
        place.setFocusProxy(self.file)
        self.body.addWidget(FieldRow(tr("Backup file"), place))
        self.body.addWidget(FieldRow(tr("Passphrase of the backup"), self.passphrase))
        self._do = self.buttons(tr("Restore"), self._go)
        self.finished.connect(lambda _code: self._tasks.close())

    def _choose(self) -> None:
        kinds = tr("Backups ({patterns})", patterns="*.nttb")
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose file"), "", kinds)
        if name:
            self.file.setText(name)
            self.passphrase.setFocus()

    def _go(self) -> None:
        self._do.setEnabled(False)
        file = Path(self.file.text().strip())
        self._tasks.run(
            _restore, file, self._home, self.passphrase.text(), owner=self, done=self._restored, failed=self._failed
        )

    def _restored(self, ctx: "Context") -> None:
        self.accept()
        self._unlocked(ctx)

    def _failed(self, error: BaseException) -> None:
        self._do.setEnabled(True)
        self.show_banner(describe(error), tone="bad")
        wrong = self.passphrase if isinstance(error, UserError) and error.code == "wrong_passphrase" else self.file
        wrong.selectAll()
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)
