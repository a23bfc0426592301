"""A field that finds a person by name, NIK or its last digits, of everybody here."""

from collections.abc import Mapping
from typing import Any

from ntt_desktop.gui import shown, words
from ntt_desktop.gui.models.workers import WorkerWindows
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.picker import Option, SearchPicker
from ntt_desktop.i18n import tr
from ntt_desktop.services.people.worker_list import WorkerQuery

_OFFERED = 12


class PersonPicker(SearchPicker):
    """``key`` is the person's id; whoever is known already cannot be changed."""

    def __init__(self, session: Session, known: Mapping[str, Any] | None = None) -> None:
        super().__init__(None, placeholder=tr("Name, NIK or its last digits"))
        self._session = session
        self._people = WorkerWindows(session.ctx).list
        self.asked.connect(self._look_up)
        if known:
            self.set_option(self._option(known))
            self.setReadOnly(True)

    def _look_up(self, text: str) -> None:
        query = WorkerQuery(text=text, complete=None)
        self._session.tasks.read(
            lambda _ctx: self._people.rows(self._people.keys(query)[:_OFFERED]),
            owner=self,
            key="who",
            done=lambda rows: self.offer([self._option(row) for row in rows]),
        )

    def _option(self, row: Mapping[str, Any]) -> Option:
        parts = [shown.nik_tail(row["nik"]), words.village_name(self._session.ctx, row["village_code"])]
        if row["ended_on"]:
            parts.append(tr("ended {date}", date=shown.day(row["ended_on"])))
        return Option(str(row["id"]), str(row["full_name"] or ""), " · ".join(parts))
