"""Kirim & Terima: what has travelled how far, making a package, taking files in, and every file there was."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from ntt_desktop.gui.dialogs.receipt import ReceiptDialog
from ntt_desktop.gui.dropped import by_content
from ntt_desktop.gui.models import travelling
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.models.windows import Query, WindowModel
from ntt_desktop.gui.pages.sync_send import SendCard
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.dropzone import DropZone
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.receipts import ReceiptList
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.gui.widgets.tiles import TileGrid
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync import history, report
from ntt_desktop.services.sync.history import Outbox
from ntt_desktop.services.sync.receive import receive

KINDS = "Excel (*.xlsx)"
_HISTORY = "history"


def workbooks(paths: list[Path]) -> list[Path]:
    """The workbooks among dropped files, those inside dropped folders included."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(child for child in path.iterdir() if child.suffix.lower() == ".xlsx")
        else:
            found.append(path)
    return found


class Receiver(Page):
    """What both pages that take files share: receiving in the background, cards of what was in them, details."""

    def __init__(self, session: Session, title: str) -> None:
        super().__init__(session, title)
        self.receipts = ReceiptList()
        self.receipts.trust.connect(self._trust)
        self.receipts.retry.connect(self._retry)
        self.receipts.details.connect(lambda found: modal(ReceiptDialog(self, found)))
        self.work = ProgressPanel()

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

    def _trust(self, file: str, fingerprint: str) -> None:
        self.take([Path(file)], trusted=(fingerprint,))

    def _retry(self, file: str, password: str) -> None:
        self.take([Path(file)], password=password)


class SyncPage(Receiver):
    """The officer's page of files."""

    concerns = frozenset({"worker", "slot", "verification", "heir", "child", "claim", "package", "programme", "block"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Send & Receive"))
        self._counts: dict[str, int] = {}
        self.send = SendCard(session)
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
            (history.MEND, tr("Needs mending")),
            (_HISTORY, tr("Files")),
        )
        self.tabs = ChipTabs(tabs, tr("Stages"))
        self.tabs.set_visible(history.MEND, False)
        self.tabs.chosen.connect(self._show_tab)
        regions = session.ctx.reference.regions
        self.people = WindowModel(
            travelling.people_columns(regions), session.tasks, travelling.fetch_people, Query(tab=history.UNPACKED)
        )
        self.files = ListModel(travelling.file_columns())
        self._lists = QStackedWidget()
        self._people_table = DataTable(self.people, name=tr("People on their way"))
        self._people_table.opened.connect(lambda found: session.open("worker", worker=found["id"]))
        self._files_table = DataTable(self.files, name=tr("Files made and taken in"))
        self._nobody = EmptyState("badge-check", tr("Everything is in a package"))
        self._people_list = Listing(self._people_table, self._nobody)
        nothing = EmptyState("package", tr("No files yet"), tr("Every package made or taken in is listed here."))
        self._files_list = Listing(self._files_table, nothing)
        self._lists.addWidget(self._people_list)
        self._lists.addWidget(self._files_list)
        self._lists.setMinimumHeight(300)
        cards = TileGrid(least=320, most=2)
        cards.add(self.send, self._zone)
        self._place = column(cards, self.work, self.receipts, self.tabs, self._lists, self._own, gap=tokens.S3)
        self._place.setStretch(4, 1)
        self.body.addLayout(self._place)

    def refresh(self) -> None:
        self.session.tasks.read(history.outbox, owner=self, key="outbox", done=self.show_outbox)
        self.session.tasks.read(history.files, owner=self, key="files", done=self._show_files)
        self.people.reload()

    def show_outbox(self, found: Outbox) -> None:
        """Show how far records have travelled."""
        self.send.show_outbox(found)
        sends = self.session.role == "petugas" or bool(found.parent)
        self.session.set_count("sync", found.unpacked if sends else 0)
        parts = [tr("To {parent}", parent=found.parent) if found.parent else tr("The parent is not known yet")]
        if found.acknowledged:
            parts.append(tr("{count} people acknowledged", count=number(found.acknowledged)))
        if found.incomplete:
            parts.append(tr("{count} without NIK stay here", count=number(found.incomplete)))
        self.header.set_subtitle(" · ".join(parts))
        self._counts = {
            history.UNPACKED: found.unpacked,
            history.SENT: found.sent,
            history.ACKNOWLEDGED: found.acknowledged,
            history.MEND: found.mend,
            _HISTORY: self.files.total(),
        }
        self.tabs.set_visible(history.ACKNOWLEDGED, bool(found.parent))
        self.tabs.set_visible(history.MEND, found.mend > 0)
        if self.tabs.current == history.MEND and not found.mend:
            self.tabs.choose(history.UNPACKED)
            self._show_tab(history.UNPACKED)
        self.tabs.set_counts(self._counts)

    def _show_files(self, rows: list[dict[str, Any]]) -> None:
        self.files.set_rows(rows)
        self._counts[_HISTORY] = len(rows)
        self.tabs.set_counts(self._counts)

    def _show_tab(self, key: str) -> None:
        if key == _HISTORY:
            self._lists.setCurrentWidget(self._files_list)
        else:
            words = {
                history.UNPACKED: tr("Everything is in a package"),
                history.SENT: tr("Nothing waits for a reply"),
                history.ACKNOWLEDGED: tr("Nothing is acknowledged yet"),
            }
            self._nobody.set_text(words.get(key, tr("Nothing is to be mended")))
            self._lists.setCurrentWidget(self._people_list)
            self.people.change(tab=key)
