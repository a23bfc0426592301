"""Perangkat: the machines that send here, trusting one by its spoken code, enrolment files, replacements, lost ones."""

from typing import Any, Protocol

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.dialogs.invite import InviteDialog
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import day, instant
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync import devices
from ntt_desktop.services.sync.devices import INVITED, RETIRED, Compared, Device


class Takes(Protocol):
    """The page behind: takes held files of a device that is trusted now, and makes replies."""

    def retry(self, which: tuple[str, ...], **given: Any) -> None:
        """Take held files in."""

    def make_replies(self, to: str = "", *, full: bool = False) -> None:
        """Make a reply file."""


def _state(found: Row) -> Badge:
    if found["state"] == RETIRED:
        return Badge("circle-x", tr("Given up on {day}", day=day(found["retired_on"])), "muted")
    if found["state"] == INVITED:
        return Badge("hourglass", tr("Invited"), "info")
    if found["relation"] == "parent":
        return Badge("shield-check", tr("Parent"), "accent")
    return Badge("shield-check", tr("Trusted"), "good")


class DevicesDialog(Dialog):
    """``page`` is the page behind it, which takes files in and makes replies."""

    def __init__(self, parent: QWidget | None, session: Session, page: Takes) -> None:
        super().__init__(parent, tr("Devices"), width=860)
        self._session, self._page = session, page
        regions = session.ctx.reference.regions

        def region(found: Row) -> str:
            known = regions.find(found["region"])
            return known.title if known else str(found["region"])

        columns = (
            Column("name", tr("Name"), 130, "strong", stretch=True),
            Column("region", tr("Region"), 130, value=region, stretch=True),
            Column("state", tr("State"), 170, "badge", value=_state),
            Column("code", tr("Device code"), 190, "nik_full"),
            Column("last_file", tr("Last file"), 130, value=lambda found: instant(found["last_file"]) or "–"),
            Column("trusted_by", tr("Trusted by"), 110, optional=1),
        )
        self.model = ListModel(columns)
        self.table = DataTable(self.model, name=tr("Devices"), compact=True)
        self.table.current.connect(lambda _row: self._enable())
        nobody = EmptyState(
            "laptop",
            tr("No sender is known yet"),
            tr("Make an enrolment file, or compare a first package."),
        )
        self.invite = button(tr("Enrolment file"), self.make_invitation, icon="key-round", shortcut="Ctrl+Shift+E")
        self.replace = button(tr("Replacement laptop"), self.make_replacement, icon="replace")
        self.lost = button(tr("Given up for lost"), self.give_up, icon="circle-x")
        self.spoken = text_field("XXXX-XXXX-XXXX-XXXX", name=tr("Code read out by the sender"), limit=40)
        self.check = button(tr("Compare"), self.compare, icon="check")
        self.spoken.returnPressed.connect(self.compare)
        self._field = FieldRow(tr("Code read out by the sender"), self.spoken)
        line = row(self._field, self.check)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(Listing(self.table, nobody, height=160), 1)
        aside = row(self.invite, self.replace, self.lost)
        self.buttons(tr("Close"), self.accept, cancel=False, kind="plain", aside=aside)
        self._enable()
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(900, 480)

    def fit(self) -> None:
        """Tall enough for list, buttons and the code."""
        self.resize(self.sizeHint())

    def refresh(self) -> None:
        """Read the devices anew."""
        self._session.tasks.read(devices.devices, owner=self, key="devices", done=self.show_devices)

    def show_devices(self, found: list[Device]) -> None:
        """Show these."""
        names = Device.__slots__
        self.model.set_rows([{**{name: getattr(one, name) for name in names}, "id": one.node} for one in found])
        self._enable()

    def compare(self) -> None:
        """Look up whose code was read out; a stranger's held files are taken in when it is confirmed."""
        self._session.tasks.read(
            devices.compare, self.spoken.text(), owner=self, key="compare", done=self.show_compared
        )

    def show_compared(self, found: Compared) -> None:
        """Say whose it is."""
        self._field.set_remarks(())
        if found.held:
            count = len(found.held)
            said = tr("{name} has this code. Its {count} held files can be taken in.", name=found.sender, count=count)
            take = (tr("Trust and take in"), lambda: self._trust(found))
            self.show_banner(said, tr("Only when you heard the code from the officer's own mouth."), "good", take)
        elif found.known is not None and found.known.state == RETIRED:
            since = day(found.known.retired_on)
            said = tr("{name} has this code; it was given up on {date}.", name=found.known.name, date=since)
            self._field.set_remarks([Remark(said, "warn")])
        elif found.known is not None:
            said = tr("{name} has this code, and is trusted.", name=found.known.name)
            self._field.set_remarks([Remark(said, "good")])
        else:
            hint = tr("Ask for its first package, or whether the code was read correctly.")
            self._field.set_remarks([Remark(tr("No device that sent something here has this code."), "warn", hint)])

    def make_invitation(self) -> None:
        """The file that enrols a new laptop."""
        self._then(InviteDialog(self, self._session))

    def make_replacement(self) -> None:
        """A laptop in the place of the chosen one: an enrolment file with everybody of its region."""
        found = self.table.current_row()
        if found is not None:
            self._then(InviteDialog(self, self._session, instead_of=found))

    def give_up(self) -> None:
        """Give the chosen machine up for lost."""
        from ntt_desktop.gui.dialogs.retire import RetireDialog

        found = self.table.current_row()
        if found is not None:
            machine = [(found["id"], found["name"])]
            self._then(RetireDialog(self._session, self, machine, lambda _done: self.refresh()))

    def _then(self, dialog: Any) -> None:
        dialog.finished.connect(lambda _code: self.refresh())
        modal(dialog)

    def _trust(self, found: Compared) -> None:
        self.accept()
        self._page.retry(found.held, trusted=(found.code,))

    def _enable(self) -> None:
        found = self.table.current_row()
        child = found is not None and found["relation"] == "child"
        self.replace.setEnabled(child)
        self.lost.setEnabled(child and found is not None and found["state"] != RETIRED)
