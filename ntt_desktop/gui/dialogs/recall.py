"""Asking slots back from whoever holds them, and answering such a request."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import recalls
from ntt_desktop.services.capacity.recalls import Recall


class RecallDialog(Dialog):
    """``holders`` are (node id, name) of those who were passed slots of the programme."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        programme: Programme,
        holders: Sequence[tuple[str, str]],
        on_done: Callable[[list[Recall]], object],
    ) -> None:
        about = tr("Nothing is taken away: the holder sees the request and gives back what is free there.")
        super().__init__(parent, tr("Ask slots back"), about, width=520)
        self._session, self._programme, self._on_done = session, programme, on_done
        self.holder = Choice(holders, name=tr("From"))
        self.seats = NumberField(name=tr("People"), most=1_000_000)
        self.seats.setPlaceholderText(tr("all of them"))
        self.reason = text_field(limit=200)
        line = beside(FieldRow(tr("From"), self.holder), FieldRow(tr("People"), self.seats), shares=(2, 1))
        self.body.addLayout(line)
        self.body.addWidget(FieldRow(tr("Reason"), self.reason, hint=tr("The holder reads it.")))
        self.accept_button = self.buttons(tr("Ask back"), self._accept)
        self.seats.setFocus()

    def _accept(self) -> None:
        self.carry_out(
            self._session,
            recalls.recall,
            self._programme.id,
            str(self.holder.value()),
            self.seats.value or None,
            reason=self.reason.text().strip(),
            done=self._done,
        )

    def _done(self, made: list[Recall]) -> None:
        self._on_done(made)
        self.accept()


def asked_back(found: Sequence[Recall]) -> tuple[str, str]:
    """What a holder is asked for: a sentence, and the reasons that were given."""
    seats = sum(one.seats_missing for one in found)
    reasons = " · ".join(dict.fromkeys(one.reason for one in found if one.reason))
    return tr("{count} slots are asked back by the office above.", count=number(seats)), reasons
