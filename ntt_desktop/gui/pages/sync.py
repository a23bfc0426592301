"""Kirim & Terima: what has travelled how far, making a package, taking files in, and every file there was."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from ntt_desktop.errors import UserError
from ntt_desktop.gui.dialogs.file_details import FileDialog
from ntt_desktop.gui.dialogs.invite import AcceptDialog
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.dialogs.receipt import ReceiptDialog
from ntt_desktop.gui.dropped import by_content
from ntt_desktop.gui.models import travelling
from ntt_desktop.gui.models.windows import Query, WindowModel
from ntt_desktop.gui.pages.sync_send import SendCard
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.dropzone import DropZone
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.files import desk_folder
from ntt_desktop.gui.widgets.held import HeldList
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.receipts import ReceiptList
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.gui.widgets.tiles import TileGrid
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.recognising import workbooks
from ntt_desktop.services.sync import history, notices, report, verdicts
from ntt_desktop.services.sync.board import has_parent_above
from ntt_desktop.services.sync.held import give_up, held, save_held
from ntt_desktop.services.sync.history import Outbox
from ntt_desktop.services.sync.receive import receive, retry
from ntt_desktop.store.sync.notices import RESTORED, Notice
from ntt_desktop.wording.errors import message
from ntt_desktop.wording.verdicts import WORDS, heading

KINDS = "Excel, LibreOffice (*.xlsx *.xls *.ods)"
_HISTORY = "history"


def read_counts(ctx: Context) -> tuple[Outbox, dict[str, int], list[Notice]]:
    """How far records have travelled, how many people each verdict was said of, and what this machine is told."""
    return history.outbox(ctx), verdicts.counts(ctx), notices.notices(ctx)


class Receiver(Page):
    """What both pages that take files share: receiving in the background, cards of what was in them, details."""

    def __init__(self, session: Session, title: str) -> None:
        super().__init__(session, title)
        self.receipts = ReceiptList()
        self.receipts.trust.connect(self._trust)
        self.receipts.retry.connect(self._retry)
        self.receipts.details.connect(lambda found: modal(ReceiptDialog(self, found)))
        self.work = ProgressPanel()
        self.held = HeldList()
        self.held.retry.connect(lambda which, password: self.retry((which,), password=password))
        self.held.retry_all.connect(lambda: self.retry(()))
        self.held.trust.connect(lambda which, code: self.retry((which,), trusted=(code,)))
        self.held.as_list.connect(self._as_list)
        self.held.give_up.connect(self._give_up)

    def refresh(self) -> None:
        self.session.tasks.read(held, owner=self, key="held", done=self.held.show_files)

    def retry(self, which: tuple[str, ...], **given: Any) -> None:
        """Take held files in again: these, or all."""
        self.banner.hide()
        job = self.session.tasks.write(retry, which, owner=self, done=self._taken, **given)
        self.work.follow(job, tr("Taking files in"), can_cancel=len(which) != 1)

    def take_files(self, paths: list[Path]) -> bool:
        found = workbooks(paths)
        if found:
            self.take(found)
        return bool(found)

    def take(self, paths: list[Path], **given: Any) -> None:
        """Receive these files."""
        self.banner.hide()
        job = self.session.tasks.write(receive, paths, owner=self, done=self._taken, **given)
        self.work.follow(job, tr("Taking files in"), can_cancel=len(paths) > 1)

    def _taken(self, reports: list[report.FileReport]) -> None:
        self.receipts.add(reports)
        self.reveal(self.receipts)
        if any(found.status == report.RECEIVED for found in reports):
            self.session.messages.toast(tr("Taken in. What was in the files stands below."))

    def _as_list(self, which: str) -> None:
        """Write a held file out and look at it as a village's list; the file itself goes on waiting."""
        name = next((one.file for one in self.held.files if one.id == which), which)
        target = desk_folder("Terima") / f"{Path(name).stem}.xlsx"

        def done(path: Path) -> None:
            page = self.session.open("imports")
            if page is not None:
                page.take_files([path])

        self.session.tasks.read(save_held, which, target, owner=self, done=done)

    def _give_up(self, which: str) -> None:
        def done(_none: None) -> None:
            self.session.messages.toast(tr("Given up. If it is needed after all, ask the sender for it."), tone="info")
            self.refresh()

        self.session.tasks.write(give_up, which, owner=self, done=done)

    def _trust(self, file: str, fingerprint: str) -> None:
        self.take([Path(file)], trusted=(fingerprint,))

    def _retry(self, file: str, password: str) -> None:
        self.take([Path(file)], password=password)


class SyncPage(Receiver):
    """The officer's page of files."""

    concerns = frozenset(
        {"worker", "slot", "verification", "heir", "child", "claim", "package", "programme", "block", "same_person"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Send & Receive"))
        self._counts: dict[str, int] = {}
        self._told = ""
        self.send = SendCard(session)
        self.send.make.clicked.connect(lambda _checked=False: self.banner.hide())
        self._zone = DropZone(
            tr("Receive"),
            tr("Drop reply files or packages here, or anywhere in the window."),
            tr("Choose files"),
            kinds=KINDS,
            many=True,
            kind="plain",
        )
        self._zone.files.connect(lambda paths: by_content(self, paths))
        own = label(session.ctx.store.node.fingerprint)
        own.setFont(fonts.mono(tokens.BODY, strong=True))
        self._own = row(label(tr("Code of this device"), "muted"), own, None)
        tabs = (
            (history.UNPACKED, tr("Not packed yet")),
            (history.SENT, tr("Sent, not acknowledged")),
            (history.ACKNOWLEDGED, tr("Acknowledged")),
            (history.MEND, tr("To correct")),
            *((state, heading(state)) for state in WORDS if state != verdicts.ACCEPTED),
            (_HISTORY, tr("Files")),
        )
        self.tabs = ChipTabs(tabs, tr("Stages"))
        for state in (history.MEND, *WORDS):
            if state != verdicts.ACCEPTED:
                self.tabs.set_visible(state, False)
        self.tabs.chosen.connect(self._show_tab)
        regions = session.ctx.reference.regions
        self.people = WindowModel(
            travelling.people_columns(regions), session.tasks, travelling.fetch_people, Query(tab=history.UNPACKED)
        )
        self.files = WindowModel(travelling.file_columns(), session.tasks, travelling.fetch_files)
        self.files.loaded.connect(self._show_files)
        self._lists = QStackedWidget()
        self._people_table = DataTable(self.people, name=tr("People on their way"))
        self._people_table.opened.connect(lambda found: session.open("worker", worker=found["id"]))
        self._files_table = DataTable(self.files, name=tr("Files made and taken in"))
        self._files_table.opened.connect(lambda found: modal(FileDialog(self, session, found)))
        self._nobody = EmptyState("badge-check", tr("Everything is in a package"))
        self._people_list = Listing(self._people_table, self._nobody)
        nothing = EmptyState("package", tr("No files yet"), tr("Every package made or taken in is listed here."))
        self._files_list = Listing(self._files_table, nothing)
        self._lists.addWidget(self._people_list)
        self._lists.addWidget(self._files_list)
        self._lists.setMinimumHeight(264)
        cards = TileGrid(least=320, most=2)
        cards.add(self.send, self._zone)
        self.tell = label(travelling.what_to_do(history.UNPACKED), "muted", wrap=True)
        self.incomplete = button("", lambda: session.open("workers", tab="incomplete"), kind="quiet", icon="user-x")
        self._all_files = button(tr("Files of all partners"), lambda: self.narrow(""), kind="quiet", icon="x")
        self.enrol = button(tr("Enrol with a file"), self.ask_enrolment, icon="key-round")
        self.header.add_action(self.enrol)
        self.enrol.hide()
        for made in (self.incomplete, self._all_files):
            made.setParent(self)
            made.hide()
        below = row(self.tell, self._all_files, self.incomplete)
        below.setStretch(0, 1)
        place = column(
            cards, self.work, self.held, self.receipts, self.tabs, below, self._lists, self._own, gap=tokens.S3
        )
        place.setStretch(6, 1)
        self.body.addLayout(place, 1)
        self.fill()

    def refresh(self) -> None:
        super().refresh()
        self.session.tasks.read(read_counts, owner=self, key="outbox", done=lambda found: self.show_outbox(*found))
        self.files.reload()
        self.people.reload()

    def arrive(self, tab: str = "", node: str = "", **_given: Any) -> None:
        """``tab``: a stage, a verdict, or ``history``; ``node``: only the files of this partner."""
        if tab:
            self.tabs.choose(tab)
            self._show_tab(tab)
            self.narrow(node)

    def ask_enrolment(self) -> None:
        """Enrol this laptop with its parent's file and code."""
        modal(self.enrolment())

    def enrolment(self) -> AcceptDialog:
        """The dialog for it. Whoever took the file for a reply before sees in the end that it waits no longer."""
        dialog = AcceptDialog(self, self.session)
        dialog.enrolled.connect(lambda found: self.receipts.add([found]))
        return dialog

    def narrow(self, node: str) -> None:
        """Show the files of one partner, or of all."""
        self._all_files.setVisible(bool(node))
        self.files.change(filters=(("node", node),) if node else ())

    def show_outbox(self, found: Outbox, said: dict[str, int], told: Sequence[Notice] = ()) -> None:
        """Show how far records have travelled, and how many people each verdict was ``said`` of."""
        self._tell(told)
        sends = has_parent_above(self.session.ctx)
        self.send.show_outbox(found)
        self.send.setVisible(sends)
        self.session.set_count("sync", found.unpacked if sends else 0)
        if not sends:
            self._nobody_above()
            return
        parts = [tr("To {parent}", parent=found.parent) if found.parent else tr("The parent is not known yet")]
        self.enrol.setVisible(not found.parent and not found.is_introduced)
        self.incomplete.setVisible(found.incomplete > 0)
        self.incomplete.setText(tr("{count} without NIK stay here", count=number(found.incomplete)))
        self.header.set_subtitle(" · ".join(parts))
        self._counts = {
            history.UNPACKED: found.unpacked,
            history.SENT: found.sent,
            history.ACKNOWLEDGED: found.acknowledged,
            history.MEND: found.mend,
            **said,
            _HISTORY: self.files.total(),
        }
        self.tabs.set_visible(history.ACKNOWLEDGED, bool(found.parent))
        self.tabs.set_visible(history.MEND, found.mend > 0)
        for state in WORDS:
            if state != verdicts.ACCEPTED:
                self.tabs.set_visible(state, said.get(state, 0) > 0)
        if self.tabs.current in (history.MEND, *WORDS) and not self._counts.get(self.tabs.current):
            self.tabs.choose(history.UNPACKED)
            self._show_tab(history.UNPACKED)
        self.tabs.set_counts(self._counts)

    def _tell(self, told: Sequence[Notice]) -> None:
        """A copy of this store, a restored backup or a wrong clock: in words, until somebody has seen to it or it holds
        no longer. What else is being said stays."""
        if self.banner.text not in ("", self._told):
            return
        if not told:
            self.banner.hide()
            return
        first = told[0]
        gone: tuple[str, Callable[[], object]] | None = (tr("Seen to"), lambda: self._dismiss(first.code))
        if first.code == notices.RESTORED_ALONE:
            gone = (tr("Confirm"), self._confirm_restored)
        elif first.code == RESTORED:
            gone = None  # the return file takes it away
        self._told, hint = message(UserError(first.code, **dict(first.params)))
        self.banner.say(self._told, hint, "warn", gone)

    def _confirm_restored(self) -> None:
        about = tr("What was given and decided after the backup is unknown here. Who confirmed this stays on record.")
        modal(ReasonDialog(self, tr("Go on with the backup"), about, tr("Confirm"), self._go_on))

    def _go_on(self, reason: str) -> None:
        self.banner.hide()
        self.session.tasks.write(notices.confirm_restored, reason, owner=self, done=lambda _none: self.refresh())

    def _dismiss(self, code: str) -> None:
        self.banner.hide()
        self.session.tasks.write(notices.dismiss, code, owner=self, done=lambda _none: self.refresh())

    def _nobody_above(self) -> None:
        """The province sends to nobody, and nobody sends a reply to it: only the files are shown."""
        self._zone.hide()
        self.header.set_subtitle(tr("Nobody stands above this machine. Packages are taken in under Receiving."))
        for key in travelling.STAGES:
            self.tabs.set_visible(key, False)
        self.tabs.choose(_HISTORY)
        self._show_tab(_HISTORY)

    def _show_files(self, total: int) -> None:
        self._counts[_HISTORY] = total
        self.tabs.set_counts(self._counts)

    def _show_tab(self, key: str) -> None:
        self.tell.setText("")
        if key == _HISTORY:
            self.tell.setText(tr("Enter shows everything of a file, and makes it again."))
            self.tell.show()
            self._lists.setCurrentWidget(self._files_list)
        else:
            words = {
                history.UNPACKED: tr("Everything is in a package"),
                history.SENT: tr("Nothing waits for a reply"),
                history.ACKNOWLEDGED: tr("Nothing is acknowledged yet"),
            }
            self._nobody.set_text(words.get(key, tr("Nothing is to be mended")))
            self.tell.setText(travelling.what_to_do(key))
            self.tell.setVisible(bool(self.tell.text()))
            self._lists.setCurrentWidget(self._people_list)
            self.people.change(tab=key)
