"""The people of one sender, read as one scrolls."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.models.senders import fetch_people, people_columns
from ntt_desktop.gui.models.windows import Query, WindowModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr


class SenderPeopleDialog(Dialog):
    """``key``: the sender on the board; ``with_slots``: only who has a slot. Enter opens a person's page."""

    def __init__(
        self, parent: QWidget | None, session: Session, key: str, name: str, *, with_slots: bool = False
    ) -> None:
        title = tr("People of {name} with a slot", name=name) if with_slots else tr("People of {name}", name=name)
        super().__init__(parent, title, width=720)
        self._session = session
        asked = Query(tab=key, filters=(("slots", True),) if with_slots else ())
        self.model = WindowModel(people_columns(session.ctx), session.tasks, fetch_people, asked)
        self.table = DataTable(self.model, name=tr("People"), compact=True)
        self.table.opened.connect(self._open)
        self.model.loaded.connect(lambda total: self.about(tr("{count} people", count=number(total))))
        nobody = EmptyState("users", tr("Nobody yet"))
        self.body.addWidget(Listing(self.table, nobody, height=300), 1)
        self.buttons(tr("Close"), self.accept, cancel=False)
        self.model.reload()

    def fit(self) -> None:
        """As tall as its list."""
        self.resize(820, 470)

    def _open(self, found: dict[str, Any]) -> None:
        self.accept()
        self._session.open("worker", worker=found["id"])
