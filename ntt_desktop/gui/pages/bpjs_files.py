"""Unggah: BPJS's upload files by the form in use, with a look at their first rows."""

from typing import Any

from PySide6.QtWidgets import QCheckBox

from ntt_desktop.domain.bpjs_profile import Profile
from ntt_desktop.domain.nik import mask
from ntt_desktop.gui.dialogs.bpjs_form import BpjsFormDialog
from ntt_desktop.gui.models import agency_rows
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.bpjs_pane import Pane, read_programmes
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import bpjs_upload
from ntt_desktop.services.agencies.bpjs_upload import Upload, UploadPreview
from ntt_desktop.services.context import Context

NIK_LENGTH = 16


def read_form(ctx: Context) -> dict[str, Any]:
    """Programmes and the form in use."""
    return {"programmes": read_programmes(ctx), "form": bpjs_upload.profile(ctx)}


class FilesPane(Pane):
    """Whom, the files, the first rows."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._form = Profile()
        self.programme = Choice(name=tr("Programme"), width=240)
        self.programme.picked.connect(lambda _value: self._look())
        self.decreed = QCheckBox(tr("Only people whom an SK names"))
        self.again = QCheckBox(tr("Also those whom BPJS refused"))
        for box in (self.decreed, self.again):
            box.toggled.connect(lambda _on: self._look())
        self.write = button(tr("Write the files"), self._write, kind="primary", icon="file-spreadsheet")
        self.form = button(tr("Form of the file"), self._edit_form, icon="settings")
        flow = FlowLayout(gap=tokens.S3)
        for one in (self.programme, self.decreed, self.again, self.write, self.form):
            flow.addWidget(one)
        self._said = label("", "strong", wrap=True)
        self._left = label("", "muted", wrap=True)
        card = Card(tr("Upload files for BPJS"), icon="file-spreadsheet")
        card.add(holder(flow), column(self._said, self._left, gap=2))
        self.body.addWidget(card)
        self.files = ListModel(agency_rows.upload_columns())
        table = DataTable(self.files, name=tr("Files"), compact=True)
        listed = Card(tr("Files"), hint=tr("By BPJS branch and kabupaten, at most so many rows each."), icon="list")
        listed.add(Listing(table, EmptyState("file-spreadsheet", tr("Nobody waits to be sent to BPJS")), height=120))
        self.body.addWidget(listed)
        self._rows = column()
        first = Card(
            tr("The first rows"), hint=tr("As BPJS will read them; NIKs are masked on the screen only."), icon="eye"
        )
        first.add(holder(self._rows))
        self.body.addWidget(first)
        self._first = first
        first.hide()

    def refresh(self) -> None:
        self.session.tasks.read(read_form, owner=self, key="form", done=self._show_form)

    def _show_form(self, found: dict[str, Any]) -> None:
        self._form = found["form"]
        self.programme.set_options(found["programmes"])
        self.programme.setEnabled(bool(found["programmes"]))
        self._look()

    def _look(self) -> None:
        if self.programme.value() is None:
            self.write.setEnabled(False)
            self._said.setText(tr("Make a programme and give slots first."))
            return
        self.session.tasks.read(
            bpjs_upload.preview,
            str(self.programme.value()),
            decreed_only=self.decreed.isChecked(),
            again=self.again.isChecked(),
            owner=self,
            key="preview",
            done=self.show_preview,
        )

    def show_preview(self, found: UploadPreview) -> None:
        """Show what would be written."""
        self.write.setEnabled(bool(found.rows))
        self._said.setText(
            tr("{count} people in {files} files", count=number(found.rows), files=number(len(found.files)))
        )
        self._left.setText(
            tr(
                "Not in them: {accepted} accepted already, {refused} refused, {not_decreed} without a decree.",
                accepted=number(found.accepted),
                refused=number(found.refused),
                not_decreed=number(found.not_decreed),
            )
        )
        self.files.set_rows(
            [
                {
                    "id": one.path.name,
                    "name": one.path.name,
                    "branch": one.branch,
                    "regency": one.regency,
                    "rows": one.rows,
                }
                for one in found.files
            ]
        )
        self._show_rows(found)

    def _show_rows(self, found: UploadPreview) -> None:
        """The first rows under the form's own headings; what does not fit is scrolled to."""
        empty(self._rows)
        self._first.setVisible(bool(found.first))
        if not found.first:
            return
        columns = [
            Column(str(at), heading, _width(heading, [row[at] for row in found.first]), sortable=False)
            for at, heading in enumerate(found.headings)
        ]
        model = ListModel(columns, [{str(at): _masked(text) for at, text in enumerate(row)} for row in found.first])
        table = DataTable(model, name=tr("The first rows"), compact=True)
        table.setFixedHeight(tokens.ROW_COMPACT * len(found.first) + tokens.ROW + 18)
        self._rows.addWidget(table)

    def _edit_form(self) -> None:
        modal(BpjsFormDialog(self.session, self.window(), self._form))

    def _write(self) -> None:
        folder = self.folder()
        if folder is None:
            return
        job = self.session.tasks.read(
            bpjs_upload.write,
            str(self.programme.value()),
            folder,
            decreed_only=self.decreed.isChecked(),
            again=self.again.isChecked(),
            overwrite=True,
            owner=self,
            done=self._written,
        )
        self.work.follow(job, tr("Writing the files"))

    def _written(self, made: Upload) -> None:
        self.say_written([one.path for one in made.files])


def _masked(text: str) -> str:
    """A NIK or KK number as lists show it."""
    return mask(text) if len(text) == NIK_LENGTH and text.isdigit() else text


def _width(heading: str, texts: list[str]) -> int:
    longest = max(len(heading) + 2, *(len(text) for text in texts))
    return min(40 + 8 * longest, 260)
