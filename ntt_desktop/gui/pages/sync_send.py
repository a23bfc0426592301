"""The half of Kirim & Terima that sends: one button, then the file with its number, sums and check code."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from ntt_desktop.errors import AppError
from ntt_desktop.gui.dialogs.carry import CarryDialog
from ntt_desktop.gui.dialogs.secrets import PackagePasswordDialog
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.files import choose_folder, copy_text, desk_folder, open_file, open_folder
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.text import ElidedLabel, label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.export import Exported, export
from ntt_desktop.services.sync.history import Outbox
from ntt_desktop.services.sync.transmittal import write_transmittal
from ntt_desktop.wording.errors import message

_FOLDER = "Kirim"


def message_of(session: Session, made: Exported) -> str:
    """What to write with the file: number, people, rupiah, check code; no names."""
    node, manifest = session.ctx.store.node, made.manifest
    return tr(
        "NTT package no. {number} of {device} ({region}): {people} people, {months} person-months, {rupiah}. "
        "Check code: {code}.",
        number=manifest.sequence,
        device=node.name,
        region=session.ctx.reference.regions.label(node.region),
        people=number(manifest.counts.get("workers", 0)),
        months=number(manifest.person_months),
        rupiah=rupiah(manifest.rupiah),
        code=manifest.check_code,
    )


class SendCard(Card):
    """``made`` follows a finished package."""

    made = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Send"), icon="send")
        self._session = session
        self.folder = desk_folder(_FOLDER)
        self._last: Exported | None = None
        self._said = label("", wrap=True)
        self._where = ElidedLabel(str(self.folder), "caption")
        self._full = QCheckBox(tr("Everything again, not only what is new"))
        self.make = button(tr("Make a package"), self.export, kind="primary", icon="package", shortcut="Ctrl+E")
        other = button(tr("Other folder"), self._choose, kind="quiet", icon="folder-open")
        folder = row(self._where, other, gap=tokens.S2)
        folder.setStretch(0, 1)
        self._ask = holder(column(self._said, self._full, folder, 0, row(self.make, None), gap=tokens.S2))
        self._name = label("", "section", wrap=True)
        self._sums = label("", wrap=True)
        self._code = label("")
        self._code.setFont(fonts.mono(20, strong=True))
        self._code.setStyleSheet("font-size: 20px;")
        self._there = button(tr("Open folder"), self._open, icon="folder-open")
        self._done = holder(
            column(
                self._name,
                self._sums,
                row(label(tr("Check code"), "muted"), self._code, None, gap=tokens.S2),
                row(
                    self._there,
                    button(tr("Copy to USB"), self.carry, icon="hard-drive", shortcut="Ctrl+U"),
                    None,
                ),
                row(
                    button(tr("Copy message"), self._copy, icon="clipboard"),
                    button(tr("Transmittal"), self.print_transmittal, icon="printer", shortcut="Ctrl+P"),
                    None,
                ),
                row(button(tr("Another package"), self._again, kind="quiet"), None),
                gap=tokens.S2,
            )
        )
        self._done.hide()
        self._work = ProgressPanel()
        self.add(self._ask, self._done, self._work)
        self.body.addStretch(1)

    def show_outbox(self, found: Outbox) -> None:
        """Say what a package would hold. One made before does not hold what changed since: it is not offered again."""
        if found.unpacked and self._work.isHidden():
            self._done.hide()
            self._ask.show()
        if not found.is_introduced:
            words = tr("The first package introduces this laptop. It may be empty.")
        elif found.unpacked or found.sent or found.other_unpacked:
            words = tr(
                "A package holds everything that was not acknowledged: {count} people.",
                count=number(found.unpacked + found.sent),
            )
        else:
            words = tr("Everything was acknowledged. A package now only confirms what was received.")
        self._said.setText(words)

    def export(self, *, overwrite: bool = False) -> None:
        """Make a package in the chosen folder."""
        self.make.setEnabled(False)
        job = self._session.tasks.write(
            export,
            self.folder,
            full=self._full.isChecked(),
            overwrite=overwrite,
            owner=self,
            done=self._made,
            failed=self._failed,
        )
        # The card has no room for both: its rows would be squeezed below their own height.
        self._ask.hide()
        job.finished.connect(self._worked)
        self._work.follow(job, tr("Making the package"))

    def _worked(self) -> None:
        """Ask again when no package came of it, by an error or by Cancel."""
        self.make.setEnabled(True)
        self._ask.setVisible(self._done.isHidden())

    def _made(self, made: Exported) -> None:
        self.make.setEnabled(True)
        self._last = made
        manifest = made.manifest
        self._name.setText(Path(made.path).name)
        self._sums.setText(
            tr(
                "No. {number} · {people} people · {months} person-months · {rupiah}",
                number=manifest.sequence,
                people=number(manifest.counts.get("workers", 0)),
                months=number(manifest.person_months),
                rupiah=rupiah(manifest.rupiah),
            )
        )
        self._code.setText(manifest.check_code)
        self._code.setAccessibleName(tr("Check code {code}", code=manifest.check_code))
        self._ask.hide()
        self._done.show()
        if self.isVisible():
            self._there.setFocus()
        self.made.emit(made)

    def _failed(self, error: BaseException) -> object:
        self.make.setEnabled(True)
        if isinstance(error, AppError) and error.code == "file_exists":
            replace = (tr("Replace it"), lambda: self.export(overwrite=True))
            self._session.messages.banner(*message(error), "warn", replace)
            return None
        if isinstance(error, AppError) and error.code == "sync_password_missing":
            ask = (tr("Change package password"), lambda: modal(PackagePasswordDialog(self._session, self.window())))
            self._session.messages.banner(*message(error), "warn", ask)
            return None
        return False

    def _again(self) -> None:
        self._done.hide()
        self._ask.show()
        self.make.setFocus()

    def _choose(self) -> None:
        chosen = choose_folder(self, tr("Where to put packages"), self.folder)
        if chosen is not None:
            self.folder = chosen
            self._where.setText(str(chosen))

    def _open(self) -> None:
        if self._last is not None:
            open_folder(Path(self._last.path))

    def carry(self) -> None:
        """Copy the package, and its transmittal where it was made, to a stick."""
        if self._last is not None:
            package = Path(self._last.path)
            page = package.with_name(f"{package.stem}-pengantar.pdf")
            files = (package, page) if page.exists() else (package,)
            modal(CarryDialog(self, self._session, files))

    def print_transmittal(self) -> None:
        """Make the page that goes with the package, and show it."""
        if self._last is None:
            return

        def done(page: Path) -> None:
            self._session.messages.toast(tr("The transmittal stands beside the package: {file}", file=page.name))
            open_file(page)

        self._session.tasks.read(write_transmittal, self._last.manifest, Path(self._last.path), owner=self, done=done)

    def _copy(self) -> None:
        if self._last is not None:
            copy_text(message_of(self._session, self._last))
            self._session.messages.toast(tr("Message copied. It holds no names."))
