"""Passing seats down to a node or a region, and closing months for billing."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.gui.widgets.month_field import MonthChoice
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.picker import Option, SearchPicker
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import Allotment
from ntt_desktop.store.sync.nodes import Peer


def _targets(regions: RegionTree, area: str, below: list[Peer]) -> Callable[[str], list[Option]]:
    """Nodes below and regions inside ``area``, found by a part of their name."""

    def find(text: str) -> list[Option]:
        asked = text.casefold().strip()
        nodes = [
            Option(peer.node, peer.name, regions.label(peer.region))
            for peer in below
            if asked in peer.name.casefold() or asked in regions.label(peer.region).casefold()
        ]
        known = [region for region in regions.search(text) if regions.contains(area, region.code)] if asked else []
        if not asked:
            known = regions.children(area)
        places = [Option(region.code, region.title, tr("region")) for region in known[:40]]
        return nodes + places

    return find


class AllotDialog(Dialog):
    """``free`` are the seat-months free now; ``on_done`` is called with the `Allotment`."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        programme: Programme,
        free: int,
        below: list[Peer],
        on_done: Callable[[Allotment], object],
    ) -> None:
        about = tr("{code} · {name}", code=programme.code, name=programme.name)
        super().__init__(parent, tr("Pass slots down"), about, width=520)
        self._session, self._programme, self._free, self._on_done = session, programme, free, on_done
        months = programme.last.index - programme.first_open.index + 1
        self._months = max(months, 1)
        self.targets = _targets(session.ctx.reference.regions, programme.region, below)
        self.to = SearchPicker(
            self.targets,
            name=tr("To"),
            placeholder=tr("Kabupaten, kecamatan or device"),
        )
        self.seats = NumberField(name=tr("People"))
        self.until = DateField(name=tr("Assign until"), today=session.ctx.today, ahead=True)
        hint = tr("A region without a device keeps its slots here until one is known.")
        self.body.addWidget(FieldRow(tr("To"), self.to, hint=hint))
        line = beside(
            FieldRow(tr("People"), self.seats), FieldRow(tr("Assign until"), self.until, optional=tr("no limit"))
        )
        self.body.addLayout(line)
        self._said = label("", "strong", wrap=True)
        self._left = label("", "muted", wrap=True)
        computed = Card()
        computed.set_tone("accent")
        computed.body.setSpacing(2)
        computed.add(self._said, self._left)
        self.body.addWidget(computed)
        self.accept_button = self.buttons(tr("Pass down"), self._accept)
        self.seats.changed.connect(lambda _value: self.compute())
        self.to.picked.connect(lambda _key: self.compute())
        self.compute()
        self.to.setFocus()

    def compute(self) -> None:
        """Say what the typed figures come to, and whether that much is free."""
        asked = self.seats.value * self._months
        self._said.setText(
            tr(
                "{people} people × {months} months = {total} person-months, {rupiah}",
                people=number(self.seats.value),
                months=number(self._months),
                total=number(asked),
                rupiah=rupiah(asked * self._programme.rate),
            )
        )
        left = self._free - asked
        words = (
            tr("{count} person-months stay free here.", count=number(left))
            if left >= 0
            else tr("That is {count} person-months more than is free here.", count=number(-left))
        )
        self._left.setText(words)
        self.accept_button.setEnabled(bool(self.to.key) and asked > 0 and left >= 0)

    def _accept(self) -> None:
        if not self.accept_button.isEnabled():
            return
        until = self.until.value()
        self.accept_button.setEnabled(False)
        self._session.tasks.write(
            programmes.allot,
            self._programme.id,
            self.to.key,
            self.seats.value,
            last_date=date.fromisoformat(until) if until else None,
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, allotment: Allotment) -> None:
        self._on_done(allotment)
        self.accept()

    def _failed(self, error: BaseException) -> object:
        self.compute()
        self._session.messages.error(error, self)
        return None


class CloseDialog(Dialog):
    """Closing months: what is empty until then has expired, for good."""

    def __init__(
        self, session: Session, parent: QWidget | None, programme: Programme, on_done: Callable[[Programme], object]
    ) -> None:
        super().__init__(
            parent,
            tr("Close months for billing"),
            tr("Months that nobody occupies until then expire. This cannot be undone."),
            width=460,
        )
        self._session, self._programme, self._on_done = session, programme, on_done
        first = min(programme.first_open, programme.last)
        self.month = MonthChoice(first, programme.last, name=tr("Up to and including"))
        closed = month_words(programme.closed) if programme.closed else tr("none yet")
        self.body.addWidget(
            FieldRow(tr("Up to and including"), self.month, hint=tr("Closed so far: {month}", month=closed))
        )
        self.accept_button = self.buttons(tr("Close months"), self._accept, kind="danger")
        self.accept_button.setEnabled(programme.first_open <= programme.last)

    def _accept(self) -> None:
        self.accept_button.setEnabled(False)
        self._session.tasks.write(
            programmes.close,
            self._programme.id,
            str(self.month.value()),
            owner=self,
            done=self._done,
            failed=lambda error: self._session.messages.error(error, self),
        )

    def _done(self, programme: Programme) -> None:
        self._on_done(programme)
        self.accept()
