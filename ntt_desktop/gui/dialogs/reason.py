"""Asks for the reason of something that is kept in the history."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.i18n import tr


class ReasonDialog(Dialog):
    """``on_reason`` is called with the text; the button works once there is one."""

    def __init__(
        self, parent: QWidget | None, title: str, about: str, verb: str, on_reason: Callable[[str], object]
    ) -> None:
        super().__init__(parent, title, about, width=480)
        self._on_reason = on_reason
        self.reason = text_field(limit=200)
        self.body.addWidget(FieldRow(tr("Reason"), self.reason, hint=tr("It stays in the history.")))
        self.accept_button = self.buttons(verb, self._accept, kind="danger")
        self.accept_button.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.accept_button.setEnabled(bool(text.strip())))
        self.reason.returnPressed.connect(self._accept)
        self.reason.setFocus()

    def _accept(self) -> None:
        if self.reason.text().strip():
            self._on_reason(self.reason.text().strip())
            self.accept()
