"""Taking a wrong entry back: hidden, kept as a record, its NIK free again; can be undone."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.i18n import tr
from ntt_desktop.services.people import workers


class VoidDialog(Dialog):
    """Why the entry never was true."""

    def __init__(self, session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
        super().__init__(
            parent,
            tr("Take back {name}", name=worker["full_name"] or ""),
            tr("Only for an entry that never was true. Somebody who died or moved away is reported as an event."),
        )
        self._session, self._worker = session, worker
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(84)
        self.reason.setTabChangesFocus(True)
        self._row = FieldRow(tr("Why"), self.reason)
        self.body.addWidget(self._row)
        self._do = self.buttons(tr("Take this entry back"), self.save, kind="danger")
        self.reason.setFocus()

    def save(self) -> None:
        """Store it and close."""
        text = self.reason.toPlainText().strip()
        if not self.given((self._row, text, tr("Say why."))):
            return
        self.carry_out(self._session, workers.void, str(self._worker["id"]), reason=text, done=self._saved)

    def _saved(self, worker_id: str) -> None:
        session = self._session
        self.accept()

        def undo() -> None:
            session.tasks.write(workers.unvoid, worker_id, reason=tr("Undone"))

        session.messages.toast(tr("{name} is taken back.", name=self._worker["full_name"] or ""), undo)


def void_person(session: Session, parent: QWidget, worker: Mapping[str, Any]) -> None:
    """Ask why this entry is taken back."""
    modal(VoidDialog(session, parent.window(), worker))
