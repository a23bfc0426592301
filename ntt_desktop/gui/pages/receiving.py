"""Penerimaan: one line per sender, files taken in by drop, held files, and a reply for every sender by one button."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex

from ntt_desktop.errors import AppError
from ntt_desktop.gui.dialogs.sender_people import SenderPeopleDialog
from ntt_desktop.gui.dropped import by_content
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.models.senders import QUEUE_COLUMNS, as_row, sender_columns
from ntt_desktop.gui.pages.receiving_panel import SenderPanel
from ntt_desktop.gui.pages.sync import KINDS, Receiver
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.dropzone import DropZone
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder, open_folder
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.sync.board import BoardLine, board
from ntt_desktop.services.sync.returns import Returned, make_returns
from ntt_desktop.wording.errors import message

_FOLDER, _RESULTS = "Balasan", "Hasil"


class ReceivingPage(Receiver):
    """The supervisor's board of senders."""

    concerns = frozenset({"worker", "slot", "package", "node", "block", "programme", "case", "import", "same_person"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Receiving"))
        self.folder = desk_folder(_FOLDER)
        self.devices = button(tr("Devices"), self.show_devices, icon="laptop", shortcut="Ctrl+D")
        self.reply_all = button(
            tr("Make all replies"), self.make_replies, kind="primary", icon="send", shortcut="Ctrl+B"
        )
        for action in (self.devices, self.reply_all):
            self.header.add_action(action)
        self._zone = DropZone(
            tr("Take files in"),
            tr("Drop packages or a whole folder here, or anywhere in the window. The order does not matter."),
            tr("Choose files"),
            kinds=KINDS,
            many=True,
            kind="plain",
            slim=True,
        )
        self._zone.files.connect(lambda paths: by_content(self, paths))
        self.whole_folder = button(tr("A whole folder"), self._choose_folder, kind="quiet", icon="folder-open")
        self.model = ListModel(sender_columns(session.ctx.reference.regions))
        self.table = DataTable(self.model, name=tr("Senders"))
        self.table.opened.connect(self._show_sender)
        self.table.clicked.connect(self._clicked)
        nobody = EmptyState(
            "inbox",
            tr("No sender is known yet"),
            tr("The first package of a laptop introduces it. Compare the code of its device by voice, then trust it."),
        )
        self.panel = SenderPanel(session)
        self.panel.reply.connect(lambda node, full: self.make_replies(node, full=full))
        self.panel.people.connect(lambda key, name, slots: self.show_people(key, name, with_slots=slots))
        self.panel.result.connect(self.make_result)
        self.set_side(self.panel)
        self.panel.closed.connect(self.table.setFocus)
        self._hint = hint = label(tr("A figure opens its list. Enter shows the sender."), "caption")
        self._lines: list[BoardLine] = []
        self._missing_only = False
        self.all_senders = button(tr("Show all senders"), lambda: self.arrive(), kind="quiet", icon="x")
        self.all_senders.hide()
        title = label(tr("Senders"), "section")
        heading = row(title, hint, None, self.all_senders, self.whole_folder, gap=tokens.S3)
        senders = Listing(self.table, nobody, height=300)
        place = column(self._zone, self.work, self.held, self.receipts, heading, senders, gap=tokens.S3)
        place.setStretchFactor(senders, 1)
        self.body.addLayout(place, 1)
        self.fill()

    def take(self, paths: list[Path], **given: Any) -> None:
        self.panel.close_panel()
        super().take(paths, **given)

    def refresh(self) -> None:
        super().refresh()
        self.session.tasks.read(board, owner=self, key="senders", done=self.show_senders)

    def arrive(self, *, missing: bool = False, **_given: Any) -> None:
        """``missing``: only the senders of whom packages are missing."""
        self._missing_only = missing
        self._show_lines()

    def _show_lines(self) -> None:
        now = self.session.ctx.clock()
        shown = [line for line in self._lines if line.missing or not self._missing_only]
        self.model.set_rows([as_row(line, now) for line in shown])
        self.all_senders.setVisible(self._missing_only)
        self._hint.setVisible(not self._missing_only)  # a narrow window has no room for both

    def show_senders(self, lines: list[BoardLine]) -> None:
        """Show the board."""
        self._lines = lines
        self._missing_only = self._missing_only and any(line.missing for line in lines)
        self._show_lines()
        gaps = sum(1 for line in lines if line.missing)
        parts = [tr("{count} senders", count=number(len(lines)))]
        if gaps:
            parts.append(tr("{count} with missing packages", count=number(gaps)))
        waiting = sum(1 for line in lines if line.waits_for_reply)
        if waiting:
            parts.append(tr("{count} wait for a reply", count=number(waiting)))
        self.header.set_subtitle(" · ".join(parts))
        self.session.set_count("receiving", gaps)
        self.reply_all.setEnabled(any(not line.is_plain for line in lines))

    def show_people(self, key: str, name: str, *, with_slots: bool = False) -> None:
        """The people of one sender, or those of them who have a slot."""
        modal(SenderPeopleDialog(self, self.session, key, name, with_slots=with_slots))

    def show_devices(self) -> None:
        """The devices that send here, and those that may."""
        from ntt_desktop.gui.dialogs.devices import DevicesDialog

        modal(DevicesDialog(self, self.session, self))

    def make_replies(self, to: str = "", *, full: bool = False, overwrite: bool = False) -> None:
        """Make the reply of every sender, or of one."""
        self.panel.close_panel()
        self.banner.hide()
        job = self.session.tasks.write(
            make_returns,
            self.folder,
            to=to,
            full=full,
            overwrite=overwrite,
            owner=self,
            done=self._made,
            failed=lambda error: self._failed(error, to, full),
        )
        self.work.follow(job, tr("Making replies"))

    def make_result(self, key: str) -> None:
        """The result workbooks of a sender without the program, one a list."""
        line = next((found["line"] for found in self.model.rows if found["id"] == key), None)
        if line is None:
            return
        folder = desk_folder(_RESULTS)

        def done(made: list[Path]) -> None:
            self.banner.say(
                tr("{count} result workbooks are ready.", count=number(len(made))),
                ", ".join(path.name for path in made[:3]),
                "good",
                (tr("Open folder"), lambda: open_folder(folder)),
            )

        job = self.session.tasks.write(imports.write_results_of, line.imports, folder, line.name, owner=self, done=done)
        self.work.follow(job, tr("Making result workbooks"))

    def _made(self, made: list[Returned]) -> None:
        names = ", ".join(Path(one.path).name for one in made[:3]) + (" …" if len(made) > 3 else "")
        self.banner.say(
            tr("{count} reply files are ready.", count=number(len(made))),
            names,
            "good",
            (tr("Open folder"), lambda: open_folder(self.folder)),
        )

    def _failed(self, error: BaseException, to: str, full: bool) -> object:
        if isinstance(error, AppError) and error.code == "file_exists":
            replace = (tr("Replace it"), lambda: self.make_replies(to, full=full, overwrite=True))
            self.session.messages.banner(*message(error), "warn", replace)
            return None
        return False

    def _choose_folder(self) -> None:
        chosen = choose_folder(self, tr("A whole folder"), desk_folder(_FOLDER).parent)
        if chosen is not None:
            by_content(self, [chosen])

    def _clicked(self, index: QModelIndex) -> None:
        """A figure opens its list; anything else the sender."""
        found = self.model.row_at(index.row())
        key = self.model.columns[index.column()].key
        if found is None:
            return
        if key in QUEUE_COLUMNS and found[key]:
            self.session.open("decisions", tab=QUEUE_COLUMNS[key], node=found["id"])
        elif key == "people" and found["people"]:
            self.show_people(found["id"], found["name"])
        elif key in ("slots", "rupiah") and found["slots"]:
            self.show_people(found["id"], found["name"], with_slots=True)
        elif key == "sequence" and found["files"]:
            self.session.open("sync", tab="history", node=found["id"])
        else:
            self._show_sender(found)

    def _show_sender(self, found: Any) -> None:
        self.panel.show_sender(found)
        self.panel.order_tabs(self.table)
