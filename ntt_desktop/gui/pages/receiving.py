"""Penerimaan: one line per sender, files taken in by drop, and a reply for every sender by one button."""

from pathlib import Path
from typing import Any

from ntt_desktop.errors import AppError
from ntt_desktop.gui.dropped import by_content
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.models.senders import as_row, sender_columns
from ntt_desktop.gui.pages.sync import KINDS, Receiver
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Facts
from ntt_desktop.gui.widgets.dropzone import DropZone
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.files import desk_folder, open_folder
from ntt_desktop.gui.widgets.layout import column
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.side_panel import SidePanel
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.history import SenderLine, senders
from ntt_desktop.services.sync.returns import Returned, make_returns
from ntt_desktop.wording.errors import message

_FOLDER = "Balasan"


class ReceivingPage(Receiver):
    """The supervisor's board of senders."""

    concerns = frozenset({"worker", "slot", "package", "node", "block", "programme"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Receiving"))
        self.folder = desk_folder(_FOLDER)
        self.reply_all = button(
            tr("Make all replies"), self.make_replies, kind="primary", icon="send", shortcut="Ctrl+B"
        )
        self.header.add_action(self.reply_all)
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
        self.model = ListModel(sender_columns(session.ctx.reference.regions))
        self.table = DataTable(self.model, name=tr("Senders"))
        self.table.opened.connect(self._show_sender)
        nobody = EmptyState(
            "inbox",
            tr("No sender is known yet"),
            tr("The first package of a laptop introduces it. Compare the code of its device by voice, then trust it."),
        )
        self._panel = SidePanel(width=320)
        self._panel.foot(
            button(tr("Make its reply"), self._reply_one, icon="send"),
            button(tr("Everything again"), self._reply_full, kind="quiet", tip=tr("For a replacement laptop")),
            None,
        )
        self._facts = Facts(name_width=112)
        self._panel.body.addWidget(self._facts)
        self._shown: dict[str, Any] = {}
        self.set_side(self._panel)
        self._panel.closed.connect(self.table.setFocus)
        heading = label(tr("Senders"), "section")
        place = column(
            self._zone, self.work, self.receipts, heading, Listing(self.table, nobody, height=300), gap=tokens.S3
        )
        self.body.addLayout(place)

    def take(self, paths: list[Path], **given: Any) -> None:
        self._panel.close_panel()
        super().take(paths, **given)

    def refresh(self) -> None:
        self.session.tasks.read(senders, owner=self, key="senders", done=self.show_senders)

    def show_senders(self, lines: list[SenderLine]) -> None:
        """Show the board."""
        now = self.session.ctx.clock()
        self.model.set_rows([as_row(line, now) for line in lines])
        gaps = sum(1 for line in lines if line.missing)
        parts = [tr("{count} senders", count=number(len(lines)))]
        parts.append(tr("{count} people", count=number(sum(line.people for line in lines))))
        if gaps:
            parts.append(tr("{count} with missing packages", count=number(gaps)))
        self.header.set_subtitle(" · ".join(parts))
        self.session.set_count("receiving", gaps)
        self.reply_all.setEnabled(bool(lines))

    def make_replies(self, to: str = "", *, full: bool = False, overwrite: bool = False) -> None:
        """Make the reply of every sender, or of one."""
        self._panel.close_panel()
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

    def _show_sender(self, found: dict[str, Any]) -> None:
        self._shown = found
        self._panel.set_title(found["name"])
        gaps = ", ".join(f"{after + 1}-{upto}" for after, upto in found["missing"])
        self._facts.set_rows(
            [
                (tr("Region"), self.session.ctx.reference.regions.label(found["region"])),
                (tr("Officer"), found["officer"]),
                (tr("Files taken in"), number(found["files"])),
                (tr("People"), number(found["people"])),
                (tr("Person-months"), number(found["person_months"])),
                (tr("Rupiah"), rupiah(found["rupiah"])),
                (tr("Missing numbers"), gaps or tr("none")),
            ]
        )
        self._panel.show()

    def _reply_one(self) -> None:
        self.make_replies(self._shown["node"])

    def _reply_full(self) -> None:
        self.make_replies(self._shown["node"], full=True)
