"""Every file with people's data that was written here, and who stands in it: for the day one is lost."""

from dataclasses import asdict
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import instant, number
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import Person, WrittenFile
from ntt_desktop.wording.written_files import what


class WrittenFilesDialog(Dialog):
    """The list, newest first; a file is opened to see who stands in it, or picked from a stick to be recognised."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        about = tr(
            "Every paper, list and package written here, with who stands in it. If a stick is lost, it says what to "
            "report within 3 x 24 hours."
        )
        super().__init__(parent, tr("Files with people's data"), about, width=860)
        self._session = session
        columns = (
            Column("made_at", tr("When"), 136, value=lambda found: instant(found["made_at"])),
            Column("actor", tr("Who"), 120, optional=2),
            Column("what", tr("What"), 236, "strong", value=lambda found: what(found["what"])),
            Column("file", tr("File"), 170, stretch=True),
            Column("people", tr("People"), 76, "number"),
            Column("full_nik", tr("NIK"), 104, value=_nik, optional=1),
        )
        self.model = ListModel(columns, key=lambda found: str(found["pk"]))
        self.table = DataTable(self.model, name=tr("Files with people's data"), compact=True)
        self.table.current.connect(lambda _row: self._enable())
        self.table.opened.connect(lambda _row: self.who())
        nothing = EmptyState(
            "file-spreadsheet",
            tr("Nothing was written yet."),
            tr("As soon as a report, list or package is written, it stands here."),
        )
        self.body.addWidget(Listing(self.table, nothing, height=270))
        self.look = button(tr("Who is in it"), self.who, kind="primary", icon="users")
        self.recognise = button(tr("Which file is this?"), self.ask_file, icon="search")
        self.body.addLayout(row(self.recognise, None, self.look))
        self.buttons(tr("Close"), self.accept, cancel=False, kind="plain")
        self._enable()
        session.tasks.read(written_files.listing, owner=self, key="files", done=self._show)

    def _show(self, found: list[WrittenFile]) -> None:
        self.model.set_rows([asdict(file) for file in found])
        self._enable()

    def _enable(self) -> None:
        found = self.table.current_row()
        self.look.setEnabled(found is not None and found["people"] > 0)

    def who(self) -> None:
        """Show who stands in the chosen file."""
        found = self.table.current_row()
        if found is None:
            return
        if found["pk"] < 0:
            self.show_banner(tr("What a package holds stands under Send & Receive."), tone="info")
            return
        if found["what"] == written_files.BACKUP:
            self.show_banner(tr("A backup holds everybody who was registered here on that day."), tone="info")
            return
        self._session.tasks.read(
            written_files.people,
            found["pk"],
            owner=self,
            key="people",
            done=lambda people: modal(PeopleOfFileDialog(self._session, self, found, people)),
        )

    def ask_file(self) -> None:
        """Ask for a file that was found, and say which one it is."""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Which file is this?"))
        if chosen:
            self.identify(Path(chosen))

    def identify(self, path: Path) -> None:
        """Say when and by whom a file was written."""
        self._session.tasks.read(
            written_files.of_file,
            path,
            owner=self,
            key="identify",
            done=self._known,
            failed=lambda error: self._session.messages.error(error, self),
        )

    def _known(self, found: list[WrittenFile]) -> None:
        one = found[0]
        said = {"file": one.file, "when": instant(one.made_at), "name": one.actor, "count": number(one.people)}
        self.show_banner(tr("{file}: written {when} by {name}, {count} people", **said), tone="info")


class PeopleOfFileDialog(Dialog):
    """Who stands in a file."""

    def __init__(self, session: Session, parent: QWidget, found: Row, people: list[Person]) -> None:
        said = tr("{count} people in {file}", count=number(found["people"]), file=found["file"])
        super().__init__(parent, tr("Who is in it"), said, width=760)
        if others := found["people"] - len(people):
            more = tr("{count} more stand in it who are not registered here.", count=number(others))
            self.body.addWidget(label(more, "muted", wrap=True))
        regions = session.ctx.reference.regions
        columns = (
            Column("name", tr("Name"), 200, "strong", stretch=True),
            Column("nik", tr("NIK"), 90, "nik"),
            Column("village", tr("Village"), 220, value=lambda found: _village(regions, found), stretch=True),
            Column("phone", tr("Phone"), 120, optional=1),
        )
        model = ListModel(columns)
        model.set_rows([asdict(person) for person in people])
        self.table = DataTable(model, name=tr("Who is in it"), compact=True)
        self.body.addWidget(Listing(self.table, EmptyState("users", tr("Nobody")), height=300))
        self.buttons(tr("Close"), self.accept, cancel=False)


def _nik(found: Row) -> str:
    return tr("in full") if found["full_nik"] else tr("shortened")


def _village(regions: RegionTree, found: Row) -> str:
    return ", ".join(regions.label(found["village_code"]).split(", ")[:2])
