"""A later last day for assigning a block."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import programmes


class ExtendDialog(Dialog):
    """``block`` is the block's id, ``known`` its ISO date so far; ``on_done`` is called with the id."""

    def __init__(
        self, session: Session, parent: QWidget | None, block: str, known: str, on_done: Callable[[str], object]
    ) -> None:
        about = tr("Only later: the holder may have given slots meanwhile and cannot be told in time.")
        super().__init__(parent, tr("A later last day"), about, width=460)
        self._session, self._block, self._on_done = session, block, on_done
        self.until = DateField(name=tr("Assign until"), today=session.ctx.today, ahead=True)
        self.until.set_value(known)
        self.body.addWidget(FieldRow(tr("Assign until"), self.until, optional=tr("empty: no limit")))
        self.accept_button = self.buttons(tr("Save"), self._accept)
        self.until.setFocus()

    def _accept(self) -> None:
        typed = self.until.value()
        if self.until.text().strip() and not typed:
            return
        self.carry_out(
            self._session,
            programmes.extend,
            self._block,
            date.fromisoformat(typed) if typed else None,
            done=self._done,
        )

    def _done(self, block: str) -> None:
        self._on_done(block)
        self.accept()
