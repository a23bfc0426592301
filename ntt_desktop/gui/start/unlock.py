"""Unlocking: by passphrase, or by the recovery key together with a new passphrase.

A wrong passphrase takes longer each time (`ntt_desktop.store.care.keys`); while it does, the seconds are counted down.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ntt_desktop.errors import AppError
from ntt_desktop.gui.start.frame import StartWindow, Unlocked
from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.fields import FieldRow, Remark
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.password import PasswordField, SecretEdit
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context

_SECOND_MS = 1000


def _open(home: Path, passphrase: str) -> "Context":
    from ntt_desktop import bootstrap

    return bootstrap.open_context(home, passphrase)


def _recover(home: Path, recovery_key: str, passphrase: str) -> "Context":
    from ntt_desktop import bootstrap

    return bootstrap.recover_context(home, recovery_key, passphrase)


def _warm() -> None:
    """Import what opening needs while the passphrase is being typed."""
    import ntt_desktop.bootstrap
    import ntt_desktop.gui.main_window  # noqa: F401


class UnlockWindow(StartWindow):
    """Asks for the passphrase; hands the open context to ``unlocked``."""

    def __init__(self, home: Path, unlocked: Unlocked) -> None:
        super().__init__(home, unlocked, width=440)
        self._wait = 0
        self._left = 0
        self._count = QTimer(self, interval=_SECOND_MS)
        self._count.timeout.connect(self._counted)
        self._by_passphrase = self._make_passphrase()
        self._by_recovery = self._make_recovery()
        self.card.addWidget(self._by_passphrase)
        self.card.addWidget(self._by_recovery)
        self._by_recovery.hide()
        self.passphrase.setFocus()
        self._warmed = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._warmed:  # only once the dialog is in sight: imports would hold its first painting up
            self._warmed = True
            QTimer.singleShot(0, self._warm_up)

    def _warm_up(self) -> None:
        if self.isVisible():  # opened and gone already: nothing is left to be made ready
            self.tasks.run(_warm, owner=self, failed=lambda _error: None)

    def _make_passphrase(self) -> QWidget:
        self.passphrase = SecretEdit(tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._try)
        self.open_button = button(tr("Unlock"), self._try, kind="primary", icon="lock-open", shortcut="")
        forgot = button(tr("Forgotten? Use the recovery key"), self.show_recovery, kind="quiet")
        return holder(
            column(
                label(tr("Unlock this laptop's data"), "section"),
                FieldRow(tr("Passphrase"), self.passphrase),
                self.open_button,
                row(None, forgot, None),
                gap=tokens.S3,
            )
        )

    def _make_recovery(self) -> QWidget:
        self.recovery = QLineEdit()
        self.recovery.setFont(fonts.mono(14))
        self.recovery.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.new_passphrase = PasswordField(tr("New passphrase"))
        self.again = SecretEdit(tr("The new passphrase once more"))
        self._again_row = FieldRow(tr("The new passphrase once more"), self.again)
        self.again.returnPressed.connect(self._recover)
        self.recover_button = button(
            tr("Unlock with the recovery key"), self._recover, kind="primary", icon="key-round"
        )
        back = button(tr("Back to the passphrase"), self.show_passphrase, kind="quiet")
        hint = tr("It was written down when this laptop was set up: nine groups of four letters and digits.")
        return holder(
            column(
                label(tr("Unlock with the recovery key"), "section"),
                FieldRow(tr("Recovery key"), self.recovery, hint=hint),
                FieldRow(tr("New passphrase"), self.new_passphrase),
                self._again_row,
                self.recover_button,
                row(None, back, None),
                gap=tokens.S3,
            )
        )

    def show_recovery(self) -> None:
        """Ask for the recovery key instead."""
        self.banner.hide()
        self._by_passphrase.hide()
        self._by_recovery.show()
        self.recovery.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_passphrase(self) -> None:
        """Ask for the passphrase again."""
        self.banner.hide()
        self._by_recovery.hide()
        self._by_passphrase.show()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock_with(self, passphrase: str) -> None:
        """Type and enter a passphrase that is known already."""
        self.passphrase.setText(passphrase)
        self._try()

    def _try(self) -> None:
        if not self.passphrase.text():
            self.show_banner(tr("Type the passphrase first."), tone="warn")
            return
        self._work(_open, self.passphrase.text())

    def _recover(self) -> None:
        self._again_row.set_remarks(())
        if self.new_passphrase.text() != self.again.text():
            self._again_row.set_remarks((Remark(tr("The two are not the same."), "bad"),))
            return
        self._work(_recover, self.recovery.text(), self.new_passphrase.text())

    def _work(self, call: Any, *secrets: str) -> None:
        self.banner.hide()
        self._set_busy(True)
        self.tasks.run(call, self.home, *secrets, owner=self, done=self._opened, failed=self._failed)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.open_button, self.recover_button, self.passphrase, self.recovery):
            widget.setEnabled(not busy)
        self._left = self._wait if busy else 0
        self._count.start() if busy else self._count.stop()
        self._say_time(busy)

    def _counted(self) -> None:
        self._left = max(0, self._left - 1)
        self._say_time(True)

    def _say_time(self, busy: bool) -> None:
        if not busy:
            words = tr("Unlock")
        elif self._left:
            words = tr("Checking, {count} s more", count=self._left)
        else:
            words = tr("Checking")
        self.open_button.setText(words)
        self.recover_button.setText(words if busy else tr("Unlock with the recovery key"))

    def _opened(self, ctx: "Context") -> None:
        self._set_busy(False)
        self.passphrase.clear()
        self.new_passphrase.clear()
        self.again.clear()
        self.unlocked(ctx)
        self.tasks.close()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self._wait = int(str(error.params.get("seconds", 0)))
        self._set_busy(False)
        self.refuse(error)
        field = self.recovery if self._by_recovery.isVisible() else self.passphrase
        field.selectAll()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
