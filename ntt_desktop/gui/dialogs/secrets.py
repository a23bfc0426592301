"""Changing the package password and the passphrase."""

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.passphrase import SHORTEST
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, Remark
from ntt_desktop.gui.widgets.password import PasswordField, SecretEdit
from ntt_desktop.i18n import tr
from ntt_desktop.services import device


class PackagePasswordDialog(Dialog):
    """A new password, twice."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            parent,
            tr("Change package password"),
            tr("Both sides need the same one. Packages already sent keep the old password."),
        )
        self._session = session
        self.password = PasswordField(tr("Package password"))
        self.again = SecretEdit(tr("Once more"))
        self._again_row = FieldRow(tr("Once more"), self.again)
        self.body.addWidget(FieldRow(tr("Package password"), self.password))
        self.body.addWidget(self._again_row)
        self._do = self.buttons(tr("Save password"), self.save)
        self.password.edit.setFocus()

    def save(self) -> None:
        """Keep it and close."""
        if self.password.text() != self.again.text():
            self._again_row.set_remarks((Remark(tr("The two are not the same."), "bad"),))
            self.again.setFocus()
            return
        self.carry_out(self._session, device.set_package_password, self.password.text(), done=self._saved)

    def _saved(self, _none: None) -> None:
        self.accept()
        self._session.messages.toast(tr("The package password is saved."))


class PassphraseDialog(Dialog):
    """The old passphrase, and a new one twice."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, tr("Change passphrase"), tr("The recovery key on paper stays as it is."))
        self._session = session
        self.old = SecretEdit(tr("Passphrase until now"))
        self.new = PasswordField(tr("New passphrase"))
        self.again = SecretEdit(tr("The new passphrase once more"))
        self._new_row = FieldRow(tr("New passphrase"), self.new)
        self._again_row = FieldRow(tr("The new passphrase once more"), self.again)
        for widget in (FieldRow(tr("Passphrase until now"), self.old), self._new_row, self._again_row):
            self.body.addWidget(widget)
        self._do = self.buttons(tr("Change passphrase"), self.save)
        self.old.setFocus()

    def save(self) -> None:
        """Change it and close."""
        short, differ = len(self.new.text()) < SHORTEST, self.new.text() != self.again.text()
        too_short = Remark(tr("At least {count} characters.", count=SHORTEST), "bad")
        self._new_row.set_remarks((too_short,) if short else ())
        self._again_row.set_remarks((Remark(tr("The two are not the same."), "bad"),) if differ else ())
        if short or differ:
            return
        self.carry_out(self._session, device.change_passphrase, self.old.text(), self.new.text(), done=self._saved)

    def _saved(self, _none: None) -> None:
        self.accept()
        self._session.messages.toast(tr("The passphrase is changed."))
