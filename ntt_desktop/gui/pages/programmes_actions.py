"""What can be done with the programme in sight: buttons, a menu, and the dialogs behind them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.dialogs.allot import AllotDialog, CloseDialog
from ntt_desktop.gui.dialogs.extend import ExtendDialog
from ntt_desktop.gui.dialogs.join import JoinDialog
from ntt_desktop.gui.dialogs.programme import ProgrammeDialog
from ntt_desktop.gui.dialogs.programme_figures import FiguresDialog
from ntt_desktop.gui.dialogs.programme_rules import RulesDialog
from ntt_desktop.gui.dialogs.recall import RecallDialog
from ntt_desktop.gui.dialogs.retire import RetireDialog
from ntt_desktop.gui.dialogs.share_out import ShareOutDialog
from ntt_desktop.gui.models.months import month_words
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.buttons import Button, button
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.layout import FlowLayout
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity.joining import Joining
from ntt_desktop.services.capacity.programmes import Allotment
from ntt_desktop.services.capacity.recalls import Recall
from ntt_desktop.services.capacity.retiring import Retired
from ntt_desktop.services.capacity.sharing_out import Sharing

if TYPE_CHECKING:
    from ntt_desktop.gui.pages.programmes import ProgrammesPage


class ProgrammeActions:
    """The buttons of the detail card; ``page`` says what is chosen."""

    def __init__(self, page: "ProgrammesPage") -> None:
        self.page, self.session = page, page.session
        self.allot = button(tr("Pass slots down"), self._allot, icon="split", shortcut="Ctrl+D")
        self.edit = button(tr("Change"), self._edit, icon="pencil", shortcut="Ctrl+E")
        self.rules = button(tr("Rules and points"), self._rules, icon="list-checks")
        self.slots = button(tr("Open Slots"), self._open_slots, kind="quiet", icon="arrow-right")
        self.more = button(tr("More"), icon="settings")
        menu = QMenu(self.more)
        self.figures = self._entry(menu, tr("Waiting times and benefits"), self._figures)
        self.share = self._entry(menu, tr("Share slots out to all regions"), self._share)
        self.recall = self._entry(menu, tr("Ask slots back"), self._recall)
        self.extend = self._entry(menu, tr("A later last day for the chosen block"), self._extend)
        self.retire = self._entry(menu, tr("Give a machine up for lost"), self._retire)
        menu.addSeparator()
        self.close = self._entry(menu, tr("Close months"), self._close)
        self.more.setMenu(menu)

    def _entry(self, menu: QMenu, words: str, act: Callable[[], object]) -> Any:
        made = menu.addAction(words)
        made.triggered.connect(lambda _on=False: act())
        return made

    def layout(self) -> FlowLayout:
        """The buttons in a line that wraps."""
        flow = FlowLayout()
        shown: tuple[Button, ...] = (self.allot, self.edit, self.rules, self.more, self.slots)
        for one in shown:
            flow.addWidget(one)
        return flow

    def allow(self) -> None:
        """Offer what can be done with the chosen programme."""
        one = self.page.chosen
        if one is None:
            return
        own = self.session.ctx.store.node.id
        mine = one.programme.owner == own
        self.allot.setEnabled(one.own.free > 0)
        self.share.setEnabled(one.own.free > 0)
        self.edit.setVisible(mine)
        self.close.setVisible(mine)
        self.close.setEnabled(mine and one.programme.first_open <= one.programme.last)
        self.recall.setEnabled(bool(self.page.holders()))
        self.extend.setEnabled(self.page.chosen_block() is not None)
        self.retire.setEnabled(bool(self.page.machines()))

    def create(self) -> None:
        """Ask for a new programme."""
        modal(ProgrammeDialog(self.session, self.page, self._created))

    def _created(self, programme: Any) -> None:
        self.page.choose(programme.id)
        self.session.messages.toast(tr("{code} was created.", code=programme.code))

    def _edit(self) -> None:
        one = self.page.chosen
        if one is not None:
            modal(ProgrammeDialog(self.session, self.page, self._changed, one.programme))

    def _changed(self, programme: Any) -> None:
        self.session.messages.toast(tr("{code} was changed.", code=programme.code))

    def _rules(self) -> None:
        one = self.page.chosen
        if one is not None:
            modal(RulesDialog(self.session, self.page, one.programme, self._changed))

    def _figures(self) -> None:
        one = self.page.chosen
        if one is not None:
            modal(FiguresDialog(self.session, self.page, one.programme, self._changed))

    def _allot(self) -> None:
        one = self.page.chosen
        if one is not None:
            peers = self.page.peers
            modal(AllotDialog(self.session, self.page, one.programme, one.own.free, peers, self._allotted))

    def _allotted(self, made: Allotment) -> None:
        words = (
            tr("{count} slots are reserved for {name}.")
            if made.reserved
            else tr("{count} slots were passed to {name}.")
        )
        name = self.session.ctx.reference.regions.label(made.region) if made.reserved else made.holder_name
        self.session.messages.toast(words.format(count=number(made.seats), name=name))

    def _share(self) -> None:
        one = self.page.chosen
        if one is not None:
            modal(ShareOutDialog(self.session, self.page, one.programme, self._shared))

    def _shared(self, made: Sharing) -> None:
        regions = sum(part.seats > 0 for part in made.parts)
        self.session.messages.toast(
            tr(
                "{count} slots were shared out to {regions} regions.",
                count=number(made.seats),
                regions=number(regions),
            )
        )

    def _recall(self) -> None:
        one = self.page.chosen
        if one is not None:
            modal(RecallDialog(self.session, self.page, one.programme, self.page.holders(), self._recalled))

    def _recalled(self, made: list[Recall]) -> None:
        count = number(sum(one.seats for one in made))
        self.session.messages.toast(tr("{count} slots are asked back with the next reply file.", count=count))

    def _extend(self) -> None:
        block = self.page.chosen_block()
        if block is not None:
            modal(ExtendDialog(self.session, self.page, block["id"], block["last_date"], self._extended))

    def _extended(self, _block: str) -> None:
        self.session.messages.toast(tr("The later day goes out with the next reply file."))

    def _retire(self) -> None:
        modal(RetireDialog(self.session, self.page, self.page.machines(), self._retired))

    def _retired(self, found: Retired) -> None:
        self.session.messages.toast(
            tr(
                "{name} is given up for lost; {count} person-months returned.",
                name=found.name,
                count=number(found.months),
            )
        )

    def _close(self) -> None:
        one = self.page.chosen
        if one is not None:
            modal(CloseDialog(self.session, self.page, one.programme, self._closed))

    def _closed(self, programme: Programme) -> None:
        month = month_words(programme.closed) if programme.closed else ""
        self.session.messages.toast(tr("Closed up to {month}.", month=month))

    def join(self, typed: Programme, real: Programme) -> None:
        """Show both and ask."""
        modal(JoinDialog(self.session, self.page, typed, real, self.page.name_of(typed.owner), self._joined))

    def _joined(self, done: Joining) -> None:
        self.page.choose(done.real.id)
        self.session.messages.toast(
            tr("{code} was joined; {count} people moved.", code=done.real.code, count=number(done.moved))
        )
        self.page.focus_first()  # the banner with the button goes

    def _open_slots(self) -> None:
        one = self.page.chosen
        if one is not None:
            self.session.open("quota", programme=one.programme.id)
