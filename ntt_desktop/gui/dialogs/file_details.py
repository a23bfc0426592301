"""One file of the history: everything that is known of it, and making it again."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.dialogs.carry import CarryDialog
from ntt_desktop.gui.models.travelling import direction_badge
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import instant, number, rupiah
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Facts
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.files import desk_folder, open_folder
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.outgoing import MadeFile, make_again


class FileDialog(Dialog):
    """``found`` is a row of `ntt_desktop.services.sync.filelist`."""

    def __init__(self, parent: QWidget | None, session: Session, found: dict[str, Any]) -> None:
        super().__init__(parent, Path(found["file"]).name, width=600)
        self._session, self._found = session, found
        made_here = found["direction"] == "out"
        self.folder = desk_folder("Kirim" if found["kind"] == "package" else "Balasan")
        self.body.addLayout(row(StateBadge(direction_badge(found)), None))
        counts = found["counts"]
        names = (
            ("workers", tr("people")),
            ("heirs", tr("family contacts")),
            ("children", tr("children")),
            ("slots", tr("slots")),
            ("claims", tr("claims")),
            ("ended", tr("ended")),
        )
        said = ", ".join(f"{number(counts[key])} {words}" for key, words in names if counts.get(key))
        facts = [
            (tr("Partner"), found["partner"] or tr("(not known yet)")),
            (tr("Number"), number(found["sequence"])),
            (tr("Made on"), instant(found["made_at"])),
            (tr("Taken in on") if not made_here else tr("Recorded on"), instant(found["stored_at"])),
            (tr("Officer"), found["actor"]),
            (tr("Holds"), said or tr("nothing new, it only confirms")),
            (tr("Person-months"), number(found["person_months"])),
            (tr("Rupiah"), rupiah(found["rupiah"])),
            (tr("Check code"), found["check_code"]),
            (tr("Numbers"), f"{found['first'] + 1}-{found['last']}" if found["last"] > found["first"] else "–"),
            (tr("Password"), tr("none") if found["unprotected"] else tr("yes")),
            (tr("Digest (SHA-256)"), " ".join(found["digest"][at : at + 16] for at in range(0, 64, 16))),
        ]
        self.body.addWidget(Facts(facts, name_width=140))
        self.again = button(tr("Make it again"), self.make, icon="refresh-cw")
        self._again: Path | None = None
        self.carry = button(tr("Copy to USB"), self._copy, icon="hard-drive", shortcut="Ctrl+U")
        self.carry.hide()
        if not found["again"]:
            self.again.hide()  # never show: what has no parent yet would be a window
        if made_here and not found["again"]:
            hint = tr("Made before files were kept here. Make a new package: it holds everything not acknowledged.")
            self.body.addWidget(label(hint, "caption", wrap=True))
        self.buttons(tr("Close"), self.accept, cancel=False, kind="plain", aside=row(self.again, self.carry))

    def make(self) -> None:
        """Make the same file again in its folder."""
        self._session.tasks.write(make_again, self._found["id"], self.folder, owner=self, done=self._made)

    def _made(self, made: MadeFile) -> None:
        said = tr("Made again, with the same content and check code: {file}", file=made.path.name)
        self.show_banner(said, "", "good", (tr("Open folder"), lambda: open_folder(made.path)))
        self._again = made.path
        self.again.hide()
        self.carry.show()
        self.carry.setFocus()

    def _copy(self) -> None:
        if self._again is not None:
            modal(CarryDialog(self, self._session, (self._again,)))
