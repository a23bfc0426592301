"""Papers for villages: who must bring what, the verval list to be ticked and signed, the empty list."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QWidget

from ntt_desktop.domain.region_index import VILLAGE_LEVELS
from ntt_desktop.formats.documents.parts import Paper
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.files import EXCEL, choose_target, desk_folder
from ntt_desktop.gui.widgets.layout import column, holder
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import mark, tr
from ntt_desktop.services.claims import family_card
from ntt_desktop.services.context import Cancelled, Context, Progress, Result, silent
from ntt_desktop.services.people.templates import write_template
from ntt_desktop.services.people.verval import write_verval_list
from ntt_desktop.services.people.village_lists import write_village_list

BRING, VERVAL, CARDS = "bring", "verval", "cards"


def write_cards(
    ctx: Context,
    village: str,
    target: Path,
    *,
    paper: Paper,
    everyone: bool,
    overwrite: bool,
    progress: Progress = silent,
) -> Result[tuple[Path, ...]]:
    """The family cards of a village; ``everyone`` does not matter, a card needs cover."""
    return family_card.write_card(ctx, target, village=village, paper=paper, overwrite=overwrite, progress=progress)


_WRITES: dict[str, Callable[..., Any]] = {BRING: write_village_list, VERVAL: write_verval_list, CARDS: write_cards}
_FILES = {BRING: mark("bring-list"), VERVAL: mark("verval-list"), CARDS: mark("family-cards")}
_SAID = {
    BRING: mark("One line a person: what is missing and which paper to bring, with room for a signature."),
    VERVAL: mark(
        "One line a person with boxes for KTP, lives here, really works, alive, and signatures. The workbook comes "
        "back by dropping it on the window."
    ),
    CARDS: mark(
        "One page for each person who is covered: what is covered under which condition, whom to call, what to do in "
        "the first 48 hours."
    ),
}
_EVERYONE = {
    BRING: mark("Everybody of the village, not only those with something open"),
    VERVAL: mark("Everybody of the village, not only those not verified yet"),
}


class VillageListDialog(Dialog):
    """Which list, the village, what kind of file, who is on it."""

    def __init__(self, session: Session, parent: QWidget, area: str = "") -> None:
        super().__init__(
            parent,
            tr("Village list"),
        )
        self.which = Choice(
            [(BRING, tr("Who must bring what")), (VERVAL, tr("Verval list")), (CARDS, tr("Cards for families"))]
        )
        self.which.picked.connect(lambda _value: self._say())
        self._said = label("", "caption", wrap=True)
        self._session = session
        node_region = session.ctx.store.node.region
        self.village = RegionPicker(session.ctx.reference.regions, area=area or node_region)
        self.village.set_code(area if len(area) > 8 else None)
        self._village_row = FieldRow(tr("Village"), self.village)
        self.kind = Choice([("pdf", tr("To print (PDF)")), ("xlsx", tr("Workbook (Excel)"))])
        self.paper = Choice([("A4", "A4"), ("F4", "F4")])
        self.everyone = QCheckBox("")
        self.body.addWidget(holder(column(FieldRow(tr("Which list"), self.which), self._said, gap=4)))
        self.body.addWidget(self._village_row)
        self._kind_row = FieldRow(tr("Kind of file"), self.kind)
        self.body.addWidget(self._kind_row)
        self.body.addWidget(FieldRow(tr("Paper"), self.paper))
        self.body.addWidget(self.everyone)
        self.progress = ProgressPanel()
        self.body.addWidget(self.progress)
        self._do = self.buttons(tr("Make the list"), self.ask_file)
        self._say()

    def _say(self) -> None:
        which = str(self.which.value())
        self._said.setText(tr(_SAID[which]))
        self.everyone.setText(tr(_EVERYONE[which]) if which in _EVERYONE else "")
        for widget in (self.everyone, self._kind_row):
            widget.setVisible(which in _EVERYONE)
        if which == CARDS:
            self.kind.set_value("pdf")

    def ask_file(self) -> None:
        """Ask where to, then write."""
        if not self.given((self._village_row, self.village.key, tr("Choose the village from the list."))):
            return
        name = f"{tr(_FILES[str(self.which.value())])} {self.village.text().split(',')[0]}.{self.kind.value()}"
        if target := choose_target(self, tr("Save the list"), desk_folder(tr("Lists")) / name):
            self.write(target)

    def write(self, target: Path) -> None:
        """Write the list to ``target``, which the file dialog has asked about."""
        self._do.setEnabled(False)
        job = self._session.tasks.read(
            _WRITES[str(self.which.value())],
            self.village.key,
            target,
            paper=self.paper.value(),
            everyone=self.everyone.isChecked(),
            overwrite=True,
            owner=self,
            done=lambda written: self._written(target),
            failed=self._failed,
        )
        if self.which.value() == CARDS:
            self.progress.follow(job, tr("Making the cards"))

    def _written(self, target: Path) -> None:
        self.accept()
        _say_written(self._session, target)

    def _failed(self, error: BaseException) -> None:
        self._do.setEnabled(True)
        if not isinstance(error, Cancelled):
            self._session.messages.error(error, self)


class EmptyListDialog(Dialog):
    """An empty list for villages to fill in, with the villages of a region to choose from."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            parent,
            tr("Empty list for villages"),
            tr(
                "A workbook with the columns, instructions, and dropdowns of the villages and occupations. Send it to "
                "the kecamatan; filled in, it comes back by dropping it on the window."
            ),
        )
        self._session = session
        region = session.ctx.store.node.region
        levels = (*VILLAGE_LEVELS, "kecamatan", "kabupaten", "kota")
        self.region = RegionPicker(
            session.ctx.reference.regions, name=tr("Kecamatan, village or kabupaten"), levels=levels, area=region
        )
        self.region.set_code(region if region.count(".") else None)
        self._row = FieldRow(tr("Kecamatan, village or kabupaten"), self.region)
        self.body.addWidget(self._row)
        self._do = self.buttons(tr("Make the list"), self.ask_file)
        self.region.setFocus()
        self.region.selectAll()  # what is typed takes the place of the whole kabupaten

    def ask_file(self) -> None:
        """Ask where to, then write."""
        if not self.given((self._row, self.region.key, tr("Choose a region from the list."))):
            return
        start = desk_folder(tr("Lists")) / f"{tr('empty-list')} {self.region.text().split(',')[0]}.xlsx"
        if target := choose_target(self, tr("Save the list"), start, EXCEL):
            self.write(target)

    def write(self, target: Path) -> None:
        """Write the empty list to ``target``, which the file dialog has asked about."""
        self._do.setEnabled(False)
        self._session.tasks.read(
            write_template,
            self.region.key,
            target,
            overwrite=True,
            owner=self,
            done=lambda _path: self._written(target),
            failed=self._failed,
        )

    def _written(self, target: Path) -> None:
        self.accept()
        _say_written(self._session, target)

    def _failed(self, error: BaseException) -> None:
        self._do.setEnabled(True)
        self._session.messages.error(error, self)


def _say_written(session: Session, target: Path) -> None:
    session.messages.banner(
        tr("The list is written: {file}", file=target.name),
        str(target.parent),
        "good",
        (tr("Open"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))),
    )


def ask_village_list(session: Session, parent: QWidget, area: str = "") -> None:
    """Open the dialog, on ``area`` if it is a village."""
    modal(VillageListDialog(session, parent.window(), area))


def ask_empty_list(session: Session, parent: QWidget) -> None:
    """Open the dialog of the empty list."""
    modal(EmptyListDialog(session, parent.window()))
