"""Giving a laptop up for lost: what returns is shown before it is done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import retiring
from ntt_desktop.services.capacity.retiring import Retired


class RetireDialog(Dialog):
    """``machines`` are (node id, name) of the nodes below; ``on_done`` is called with what was done."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        machines: Sequence[tuple[str, str]],
        on_done: Callable[[Retired], object],
    ) -> None:
        about = tr("Free slots there return at once. Its later files are held back; new slots in them are contested.")
        super().__init__(parent, tr("Give a machine up for lost"), about, width=540)
        self._session, self._on_done = session, on_done
        self._planned: Retired | None = None
        self.machine = Choice(machines, name=tr("Device"))
        self.machine.picked.connect(lambda _value: self._look())
        self.reason = text_field(limit=200)
        self._reason_row = FieldRow(tr("Reason"), self.reason, hint=tr("It stays in the history."))
        self.body.addWidget(FieldRow(tr("Device"), self.machine))
        self._said = label("", "strong", wrap=True)
        self._left = label("", "muted", wrap=True)
        card = Card()
        card.set_tone("warn")
        card.add(self._said, self._left)
        self.body.addWidget(card)
        self.body.addWidget(self._reason_row)
        self.accept_button = self.buttons(tr("Give up for lost"), self._accept, kind="danger")
        self.accept_button.setEnabled(False)
        self.reason.textChanged.connect(lambda _text: self._allow())
        self._look()

    def _look(self) -> None:
        self._planned = None
        self._allow()
        self._session.tasks.read(
            retiring.retire, str(self.machine.value()), dry_run=True, owner=self, key="retire", done=self.show_plan
        )

    def show_plan(self, found: Retired) -> None:
        """Show what would return."""
        self._planned = found
        lines = [
            tr(
                "{code}: {months} person-months return, {rupiah}",
                code=one.programme.code,
                months=number(one.months),
                rupiah=rupiah(one.rupiah),
            )
            for one in found.returned
        ]
        self._said.setText("\n".join(lines) or tr("It holds no slots."))
        stays = sum(one.staying for one in found.returned)
        words = (
            [tr("{count} person-months are occupied and stay with their people.", count=number(stays))] if stays else []
        )
        if found.decision_needed:
            words.append(tr("Its last day has not passed: this is your decision, with the reason."))
        self._left.setText(" ".join(words))
        self._left.setVisible(bool(words))
        self._allow()
        QTimer.singleShot(0, self, self.fit)

    def _allow(self) -> None:
        planned = self._planned
        self.accept_button.setEnabled(
            planned is not None and (not planned.decision_needed or bool(self.reason.text().strip()))
        )

    def _accept(self) -> None:
        if not self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(False)
        self._session.tasks.write(
            retiring.retire,
            str(self.machine.value()),
            self.reason.text().strip(),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, found: Retired) -> None:
        self._on_done(found)
        self.accept()

    def _failed(self, error: BaseException) -> object:
        self._allow()
        self._session.messages.error(error, self)
        return None
