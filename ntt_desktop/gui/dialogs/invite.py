"""The enrolment file of a laptop that has sent nothing yet, and the code that is told apart from it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from ntt_desktop.errors import AppError
from ntt_desktop.gui.dialogs.carry import CarryDialog
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.files import EXCEL, desk_folder, open_folder
from ntt_desktop.gui.widgets.layout import holder, row
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.enrolment import Invited, accept, invite
from ntt_desktop.wording.errors import message


class InviteDialog(Dialog):
    """``instead_of``: the device (a row of the devices' table) whose place the new laptop takes."""

    def __init__(
        self, parent: QWidget | None, session: Session, *, instead_of: Mapping[str, Any] | None = None
    ) -> None:
        about = tr("It brings programmes, quota, keys and password. The laptop opens it with a code told by voice.")
        title = tr("Replacement laptop") if instead_of else tr("Enrolment file")
        super().__init__(parent, title, about, width=540)
        self._session = session
        self.folder = desk_folder("Pendaftaran")
        regions = session.ctx.reference.regions
        self.device = text_field("laptop-sumba-timur")
        self.region = RegionPicker.of_every_level(regions, name=tr("Region"), area=session.ctx.store.node.region)
        self.officer = text_field()
        self.role = Choice((("petugas", tr("Officer's laptop")), ("supervisor", tr("Supervisor of a kabupaten"))))
        self._instead_of = str(instead_of["node"]) if instead_of else ""
        self.full = QCheckBox(tr("With everybody of its region, in the place of a lost laptop"))
        if instead_of is not None:
            self.device.setText(f"{instead_of['name']}-2")
            self.region.set_code(instead_of["region"])
            self.officer.setText(instead_of["officer"])
            self.role.set_value(instead_of["role"])
            self.full.setChecked(True)
        self._device_row = FieldRow(tr("Name of the device"), self.device)
        self._region_row = FieldRow(tr("Region"), self.region)
        self._asked = (
            self._device_row,
            self._region_row,
            FieldRow(tr("Officer"), self.officer),
            FieldRow(tr("What it is"), self.role),
            self.full,
        )
        for field in self._asked:
            self.body.addWidget(field)
        close = button(tr("Close"), self.accept, shortcut="Esc")
        self.make_button = self.buttons(tr("Make the file"), self.make, cancel=False, aside=close)
        self.device.setFocus()

    def make(self) -> None:
        """Make it."""
        if not self.given(
            (self._device_row, self.device.text().strip(), tr("Give it a name by which it is known.")),
            (self._region_row, self.region.key, tr("Choose the region that it works for.")),
        ):
            return
        self.make_button.setEnabled(False)
        self._session.tasks.write(
            invite,
            self.folder,
            device=self.device.text().strip(),
            region=self.region.key or "",
            officer=self.officer.text().strip(),
            role=str(self.role.value()),
            full=self.full.isChecked(),
            instead_of=self._instead_of if self.full.isChecked() else "",
            owner=self,
            done=self.show_made,
            failed=self._failed,
        )

    def show_made(self, made: Invited) -> None:
        """The file, and the code in large letters."""
        self.banner.hide()
        for field in self._asked:
            field.hide()
        self.make_button.hide()
        card = Card(tr("The code"))
        code = label(made.code)
        code.setFont(fonts.mono(20, strong=True))
        code.setStyleSheet("font-size: 22px;")
        code.setAccessibleName(tr("Code {code}", code=made.code))
        said = tr("Tell it by telephone or on paper, never together with the file. It is shown only now.")
        card.add(code, label(said, "muted", wrap=True))
        self.body.addWidget(card)
        self.body.addWidget(label(made.path.name, "strong", wrap=True))
        steps = tr("On the laptop: Send & Receive, Enrolment file, choose the file, type the code.")
        self.body.addWidget(label(steps, wrap=True))
        self.body.addLayout(
            row(
                button(tr("Open folder"), lambda: open_folder(made.path), icon="folder-open"),
                button(
                    tr("Copy to USB"),
                    lambda: modal(CarryDialog(self, self._session, (made.path,))),
                    icon="hard-drive",
                ),
                None,
                gap=tokens.S2,
            )
        )
        self.code = made.code
        self.fit()

    def _failed(self, error: BaseException) -> object:
        self.make_button.setEnabled(True)
        if isinstance(error, AppError) and error.code == "name_taken":
            self.given((self._device_row, False, " ".join(message(error))))
            return None
        if isinstance(error, AppError):
            self.show_banner(*message(error), "bad")
            return None
        return False


class AcceptDialog(Dialog):
    """On the laptop: enrol with the parent's file and the code that was told. ``enrolled`` says what was in it."""

    enrolled = Signal(object)

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        about = tr("The parent made this file for this laptop, and tells its code by voice.")
        super().__init__(parent, tr("Enrol with a file"), about, width=520)
        self._session = session
        self.file = text_field(tr("File of the parent"), limit=400)
        browse = button(tr("Choose file"), self._choose, icon="folder-open")
        self.code = text_field("XXXX-XXXX-XXXX", limit=40)
        line = row(self.file, browse)
        line.setStretch(0, 1)
        place = holder(line)
        place.setFocusProxy(self.file)
        self._file_row = FieldRow(tr("File of the parent"), place)
        self._code_row = FieldRow(tr("Code"), self.code)
        self.body.addWidget(self._file_row)
        self.body.addWidget(self._code_row)
        self.go = self.buttons(tr("Enrol"), self.enrol)

    def enrol(self) -> None:
        """Enrol now."""
        if not self.given(
            (self._file_row, self.file.text().strip(), tr("Choose the file that the parent made for this laptop.")),
            (self._code_row, self.code.text().strip(), tr("Type the code that was told with it.")),
        ):
            return
        self.go.setEnabled(False)
        self._session.tasks.write(
            accept, Path(self.file.text().strip()), self.code.text(), owner=self, done=self._done, failed=self._failed
        )

    def _done(self, found: object) -> None:
        self.enrolled.emit(found)
        said = tr("This laptop is enrolled. Make the first package now: it tells the parent so.")
        self._session.messages.banner(said, "", "good")
        self.accept()

    def _failed(self, error: BaseException) -> object:
        self.go.setEnabled(True)
        if isinstance(error, AppError):
            self.show_banner(*message(error), "bad")
            if error.code == "enrolment_code_wrong":
                self.code.selectAll()
                self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return False

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("File of the parent"), "", EXCEL)
        if chosen:
            self.file.setText(chosen)
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
