"""Giving free slots back: to the node above, or a reservation back to what is not reserved."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding


def returnable(blocks: Sequence[Holding], own: str) -> list[str]:
    """What this node may give back: "" for its own blocks from above, and the regions of its reservations."""
    mine = [block for block in blocks if block.holder == own]
    above = [""] if any(block.parent and not block.reserved for block in mine) else []
    return above + sorted({block.region for block in mine if block.reserved and block.region})


class ReleaseDialog(Dialog):
    """``sources`` as `returnable` gives them; ``on_done`` is called with the person-months given back."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        programme: Programme,
        sources: Sequence[str],
        on_done: Callable[[int], object],
    ) -> None:
        about = tr("Free months go back with the next package. They can be given out again only above.")
        super().__init__(parent, tr("Give slots back"), about, width=480)
        self._session, self._programme, self._on_done = session, programme, on_done
        regions = session.ctx.reference.regions
        options = [(code, regions.label(code) if code else tr("To the node above")) for code in sources]
        self.source = Choice(options, name=tr("Which"))
        self.seats = NumberField(name=tr("People"), most=1_000_000)
        self.seats.setPlaceholderText(tr("all that is free"))
        choose = FieldRow(tr("Which"), self.source, hint=tr("A reservation goes back to what this device holds."))
        self.body.addWidget(choose)
        choose.setVisible(len(options) > 1 or bool(sources[0]))
        self.body.addWidget(
            FieldRow(
                tr("People"), self.seats, hint=tr("A slot for every month that is still open counts as one person.")
            )
        )
        self.accept_button = self.buttons(tr("Give back"), self._accept, kind="danger")
        self.seats.setFocus()

    def _accept(self) -> None:
        self.carry_out(
            self._session,
            programmes.release,
            self._programme.id,
            self.seats.value or None,
            region=str(self.source.value() or ""),
            done=self._done,
        )

    def _done(self, given: int) -> None:
        self._session.messages.toast(tr("{count} person-months are given back.", count=number(given)))
        self._on_done(given)
        self.accept()
