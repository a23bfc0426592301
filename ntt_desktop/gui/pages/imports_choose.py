"""Step 1 of Impor: the file, the village's letter, the region that stands in, and earlier imports."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from ntt_desktop.gui import icons
from ntt_desktop.gui.models.import_rows import earlier_columns
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dropzone import DropZone
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import column, holder, row, scrolling
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.password import PasswordField
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.gui.widgets.tiles import TileGrid
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import ImportOptions, Letter

KINDS = "Excel, ODS, CSV (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt);;* (*)"


class ChooseStep(Card):
    """``files`` carries what was dropped or chosen; ``undo`` and ``look`` an earlier import's row."""

    files = Signal(list)
    undo = Signal(object)
    look = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.body.setContentsMargins(0, 0, 0, 0)
        node = session.ctx.store.node
        self._zone = DropZone(
            tr("Drop a village's list here"),
            tr("Excel, LibreOffice, WPS or CSV. Drop it anywhere in the window."),
            tr("Choose a file"),
            kinds=KINDS,
        )
        self._zone.files.connect(self.files)
        self._file_name = label("", "section", wrap=True)
        self._file_said = label("", "muted", wrap=True)
        other = button(tr("Another file"), self._zone.choose, icon="folder-open", shortcut="Ctrl+O")
        picture = QLabel()
        icons.set_icon(picture, "file-spreadsheet", "accent", 32)
        chosen = Card()
        line = row(picture, column(self._file_name, self._file_said, gap=0), other, gap=tokens.S3)
        line.setStretch(1, 1)
        chosen.add(line)
        self.password = PasswordField(tr("Password of the file"), show_strength=False)
        self._password_row = FieldRow(
            tr("Password of the file"), self.password, hint=tr("Ask the sender for it. It is not kept.")
        )
        self._password_row.hide()
        chosen.add(self._password_row)
        self._chosen = chosen
        self._chosen.hide()
        self.number = text_field(name=tr("Number of the letter"), limit=80)
        self.date = DateField(name=tr("Date of the letter"), today=session.ctx.today)
        self.from_whom = text_field(name=tr("Sender"), limit=120)
        self.region = RegionPicker.of_every_level(session.ctx.reference.regions, name=tr("Region"), area=node.region)
        self.region.set_code(node.region if node.region.count(".") else None)
        letter = Card(tr("The village's letter"), hint=tr("If the list came with one. It stays with every person."))
        number = FieldRow(tr("Number of the letter"), self.number)
        date = FieldRow(tr("Date of the letter"), self.date)
        first = row(number, date, gap=tokens.S3)
        first.setStretch(0, 3)
        first.setStretch(1, 2)
        letter.add(first)
        letter.add(FieldRow(tr("Sender"), self.from_whom))
        letter.add(
            FieldRow(
                tr("Region"), self.region, hint=tr("Stands in where the list itself names no kabupaten or village.")
            )
        )
        file_side = holder(column(self._zone, self._chosen, gap=tokens.S3))
        both = TileGrid(least=330, most=2)
        both.add(file_side, letter)
        self.model = ListModel(earlier_columns())
        self.table = DataTable(self.model, name=tr("Earlier imports"), compact=True)
        self.table.opened.connect(self.look)
        self.table.chosen.connect(lambda count: self._picked(count))
        self.look_button = button(tr("Show rows"), lambda: self._emit(self.look), icon="list-checks")
        self.undo_button = button(tr("Take back"), lambda: self._emit(self.undo), icon="undo-2")
        nothing = EmptyState(
            "file-spreadsheet", tr("No list was taken in yet"), tr("Every import stays listed here with its counts.")
        )
        heading = row(label(tr("Earlier imports"), "section"), None, self.look_button, self.undo_button)
        self.add(scrolling(column(both, 4, heading, Listing(self.table, nothing, height=196), gap=tokens.S3)))
        self._picked(0)

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        (self.number if self._chosen.isVisible() else self._zone.choose_button).setFocus()

    def show_file(self, path: Path | None, said: str = "") -> None:
        """Show the chosen file instead of the drop area."""
        self._zone.setVisible(path is None)
        self._chosen.setVisible(path is not None)
        if path is not None:
            self._file_name.setText(path.name)
            self._file_said.setText(said)

    def say(self, said: str) -> None:
        """What is known of the chosen file."""
        self._file_said.setText(said)

    def ask_password(self, asked: bool) -> None:
        """Show the field for the file's password."""
        self._password_row.setVisible(asked)
        if asked:
            self.password.edit.setFocus()
        else:
            self.password.clear()

    def show_earlier(self, rows: list[dict[str, Any]]) -> None:
        """The list of earlier imports."""
        self.model.set_rows(rows)
        self._picked(0)

    def options(self, mapping: dict[str, str]) -> ImportOptions:
        """What the officer said about the file."""
        letter = Letter(self.number.text().strip(), self.date.value(), self.from_whom.text().strip())
        return ImportOptions(
            region=self.region.key, mapping=mapping, password=self.password.text() or None, letter=letter
        )

    def clear(self) -> None:
        """Forget the file and its letter."""
        self.show_file(None)
        self.ask_password(False)
        for field in (self.number, self.from_whom, self.date):
            field.clear()

    def _picked(self, count: int) -> None:
        found = self.table.current_row() if count else None
        self.look_button.setEnabled(found is not None)
        self.undo_button.setEnabled(found is not None and not found.get("undone_on"))

    def _emit(self, signal: Any) -> None:
        found = self.table.current_row()
        if found is not None:
            signal.emit(found)
