"""Printing the list of a village that says who must bring what."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow, Remark
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.i18n import tr
from ntt_desktop.services.village_lists import write_village_list


class VillageListDialog(Dialog):
    """Village, what kind of file, who is on it."""

    def __init__(self, session: Session, parent: QWidget, area: str = "") -> None:
        super().__init__(
            parent,
            tr("Village list"),
            tr("One line a person: what is missing and which paper to bring, with room for a signature."),
        )
        self._session = session
        node_region = session.ctx.store.node.region
        self.village = RegionPicker(session.ctx.reference.regions, area=area or node_region)
        self.village.set_code(area if len(area) > 8 else None)
        self._village_row = FieldRow(tr("Village"), self.village)
        self.kind = Choice([("pdf", tr("To print (PDF)")), ("xlsx", tr("Workbook (Excel)"))])
        self.paper = Choice([("A4", "A4"), ("F4", "F4")])
        self.everyone = QCheckBox(tr("Everybody of the village, not only those with something open"))
        self.body.addWidget(self._village_row)
        self.body.addWidget(FieldRow(tr("Kind of file"), self.kind))
        self.body.addWidget(FieldRow(tr("Paper"), self.paper))
        self.body.addWidget(self.everyone)
        self._do = self.buttons(tr("Make the list"), self.ask_file)

    def ask_file(self) -> None:
        """Ask where to, then write."""
        missing = not self.village.key
        remark = Remark(tr("Choose the village from the list."), "bad")
        self._village_row.set_remarks((remark,) if missing else ())
        if missing:
            self.village.setFocus()
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suffix = str(self.kind.value())
        name = tr("list {village}", village=self.village.text())
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save the list"), str(Path(folder) / f"{name}.{suffix}"), f"*.{suffix}"
        )
        if chosen:
            self.write(Path(chosen))

    def write(self, target: Path) -> None:
        """Write the list to ``target``, which the file dialog has asked about."""
        self._do.setEnabled(False)
        self._session.tasks.read(
            write_village_list,
            self.village.key,
            target,
            paper=self.paper.value(),
            everyone=self.everyone.isChecked(),
            overwrite=True,
            owner=self,
            done=lambda written: self._written(target),
            failed=self._failed,
        )

    def _written(self, target: Path) -> None:
        self.accept()
        self._session.messages.banner(
            tr("The list is written: {file}", file=target.name),
            str(target.parent),
            "good",
            (tr("Open"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))),
        )

    def _failed(self, error: BaseException) -> None:
        self._do.setEnabled(True)
        self._session.messages.error(error, self)


def ask_village_list(session: Session, parent: QWidget, area: str = "") -> None:
    """Open the dialog, on ``area`` if it is a village."""
    modal(VillageListDialog(session, parent.window(), area))
