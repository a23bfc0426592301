"""The four steps of setting up. Each checks itself, with remarks below its fields."""

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from ntt_desktop.domain.passphrase import SHORTEST
from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, lacking, text_field
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.password import PasswordField, SecretEdit
from ntt_desktop.gui.widgets.text import label, set_tone
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.formats.reference import Reference

_SUPERVISED = ("provinsi", "kabupaten", "kota")
_WORKED = ("kabupaten", "kota", "kecamatan", "desa", "kelurahan")


class Step(QWidget):
    """One step: a title, what it is for, and fields."""

    entered = Signal()
    """Enter was pressed in the last field."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self.body: QVBoxLayout = column(label(title, "section"), label(about, "muted", wrap=True), gap=tokens.S3)
        self.setLayout(self.body)

    def check(self) -> bool:
        """Whether one may go on; says below the fields why not."""
        return True

    def first(self) -> QWidget:
        """Where typing begins."""
        raise NotImplementedError

    def answers(self) -> dict[str, str]:
        """What `ntt_desktop.bootstrap.create_store` is given from here."""
        return {}


class RoleChoice(QFrame):
    """A role as a card with what it does."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.radio = QRadioButton(title)
        self.radio.setAccessibleDescription(about)
        self.radio.setFont(fonts.body(strong=True))
        words = label(about, "muted", wrap=True)
        words.setContentsMargins(30, 0, 0, 0)
        self.setLayout(column(self.radio, words, gap=2, margins=(10, 8, 12, 10)))
        self.radio.toggled.connect(lambda on: set_tone(self, "accent" if on else ""))

    def mouseReleaseEvent(self, _event: object) -> None:
        """The whole card can be clicked."""
        self.radio.setChecked(True)
        self.radio.setFocus()


class RoleStep(Step):
    """Role and region."""

    def __init__(self) -> None:
        super().__init__(tr("What is this laptop for?"), tr("This is asked once and stays with this laptop's data."))
        self.officer = RoleChoice(
            tr("Field officer"), tr("Registers workers, takes in the villages' lists and sends packages.")
        )
        self.supervisor = RoleChoice(
            tr("Supervisor of a kabupaten or of the province"),
            tr("Receives packages, decides, allots quota and sends answers back."),
        )
        self._group = QButtonGroup(self)
        for choice in (self.officer, self.supervisor):
            self._group.addButton(choice.radio)
            self.body.addWidget(choice)
        self.officer.radio.setChecked(True)
        self.officer.radio.toggled.connect(lambda _on: self._role_changed())
        self._place = column(gap=0)
        self.body.addLayout(self._place)
        self._reference: Reference | None = None
        self.region: QLineEdit | None = None

    @property
    def role(self) -> str:
        """``petugas`` or ``supervisor``."""
        return "petugas" if self.officer.radio.isChecked() else "supervisor"

    def set_reference(self, reference: "Reference") -> None:
        """The regions are loaded: show the picker."""
        self._reference = reference
        self._role_changed()

    def _role_changed(self) -> None:
        from ntt_desktop.gui.widgets.region_picker import RegionPicker

        if self._reference is None:
            return
        kept = self.region.key if isinstance(self.region, RegionPicker) else ""
        while (item := self._place.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        levels = _WORKED if self.role == "petugas" else _SUPERVISED
        picker = RegionPicker(self._reference.regions, levels=levels)
        found = self._reference.regions.find(kept)
        if found is not None and found.level in levels:
            picker.set_code(kept)
        hint = tr("For example: sumba timur, or kupang timur.") if self.role == "petugas" else ""
        self.region = picker
        self.region_row = FieldRow(tr("Region"), picker, hint=hint)
        picker.returnPressed.connect(self.entered)
        self._place.addWidget(self.region_row)

    def first(self) -> QWidget:
        return self.officer.radio

    def check(self) -> bool:
        if self.region is None:
            return False
        return lacking((self.region_row, self.answers()["region"], tr("Choose the region from the list."))) is None

    def answers(self) -> dict[str, str]:
        return {"role": self.role, "region": getattr(self.region, "key", "")}


class PeopleStep(Step):
    """Device and officer."""

    def __init__(self) -> None:
        super().__init__(tr("Who works here?"), tr("Both names stand on packages and in the history of every change."))
        self.officer = text_field(tr("Full name"), limit=80)
        self.device = text_field(limit=60)
        self.device.setText(platform.node()[:60])
        self._officer_row = FieldRow(tr("Officer"), self.officer)
        self._device_row = FieldRow(
            tr("Name of this laptop"),
            self.device,
            hint=tr("So that it can be told from others, such as Laptop Umalulu 1."),
        )
        self.body.addWidget(self._officer_row)
        self.body.addWidget(self._device_row)
        self.officer.returnPressed.connect(self.device.setFocus)
        self.device.returnPressed.connect(self.entered)

    def first(self) -> QWidget:
        return self.officer

    def check(self) -> bool:
        rows = ((self._officer_row, self.officer), (self._device_row, self.device))
        return lacking(*((row_of, field.text().strip(), tr("Fill this in.")) for row_of, field in rows)) is None

    def answers(self) -> dict[str, str]:
        return {"officer": self.officer.text().strip(), "device": self.device.text().strip()}


class SecretsStep(Step):
    """Passphrase and package password."""

    def __init__(self) -> None:
        super().__init__(
            tr("Two secrets"),
            tr("The passphrase opens this laptop's data; the package password protects files you send."),
        )
        self.passphrase = PasswordField(tr("Passphrase"))
        self.again = SecretEdit(tr("The passphrase once more"))
        self.package = SecretEdit(tr("Package password"))
        self._first_row = FieldRow(
            tr("Passphrase"), self.passphrase, hint=tr("Three or four words that only you connect are strong and easy.")
        )
        self._again_row = FieldRow(tr("The passphrase once more"), self.again)
        self._package_row = FieldRow(
            tr("Package password"),
            self.package,
            optional=tr("can wait"),
            hint=tr("The same on both sides: ask your kabupaten or the province for it."),
        )
        for widget in (self._first_row, self._again_row, self._package_row):
            self.body.addWidget(widget)
        self.passphrase.edit.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.package.setFocus)
        self.package.returnPressed.connect(self.entered)

    def first(self) -> QWidget:
        return self.passphrase.edit

    def check(self) -> bool:
        short = len(self.passphrase.text()) < SHORTEST
        differ = self.passphrase.text() != self.again.text()
        too_short = Remark(tr("At least {count} characters.", count=SHORTEST), "bad")
        self._first_row.set_remarks((too_short,) if short else ())
        self._again_row.set_remarks((Remark(tr("The two are not the same."), "bad"),) if differ and not short else ())
        if short:
            self.passphrase.edit.setFocus()
        elif differ:
            self.again.setFocus()
        return not short and not differ

    def answers(self) -> dict[str, str]:
        return {"passphrase": self.passphrase.text(), "sync_password": self.package.text()}

    def forget(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        self.again.clear()
        self.package.clear()


class RecoveryStep(Step):
    """The recovery key: shown, written down, hidden, typed back."""

    def __init__(self) -> None:
        super().__init__(
            tr("Write the recovery key on paper"),
            tr("If the passphrase is forgotten only this key opens the data. It is shown now and never again."),
        )
        self._key = ""
        self._groups = label("", "")
        self._groups.setFont(fonts.mono(20, strong=True))
        self._groups.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._groups.setAccessibleName(tr("Recovery key"))
        self._shown = QFrame()
        self._shown.setObjectName("card")
        self._shown.setLayout(column(self._groups, margins=(16, 16, 16, 16)))
        self._written = button(tr("I have written it down"), self.ask, kind="primary", icon="check")
        self._look = button(tr("Show it again"), self.show_key, kind="quiet", icon="eye")
        self.typed = QLineEdit()
        self.typed.setFont(fonts.mono(15))
        self.typed.returnPressed.connect(self.entered)
        self._typed_row = FieldRow(
            tr("Type it back from the paper"), self.typed, hint=tr("Capital or small letters, with or without dashes.")
        )
        for widget in (self._shown, self._written, self._typed_row):
            self.body.addWidget(widget)
        self.body.addLayout(row(self._look, None))

    def set_key(self, key: str) -> None:
        """Show this key."""
        self._key = key
        groups = key.split("-")
        self._groups.setText("\n".join("  ".join(groups[at : at + 3]) for at in range(0, len(groups), 3)))
        self.show_key()

    def show_key(self) -> None:
        """Show it (again); what was typed is forgotten."""
        self.typed.clear()
        self._shown.show()
        self._written.show()
        self._typed_row.hide()
        self._look.hide()
        self._written.setFocus()

    def ask(self) -> None:
        """Hide the key and ask for it."""
        self._shown.hide()
        self._written.hide()
        self._typed_row.show()
        self._look.show()
        self.typed.setFocus()

    def first(self) -> QWidget:
        return self._written

    def check(self) -> bool:
        if not self._typed_row.isVisible():
            self.ask()
            return False
        typed = "".join(letter for letter in self.typed.text().upper() if letter.isalnum())
        right = typed == self._key.replace("-", "")
        wrong = Remark(tr("This is not the key that was shown."), "bad", tr("Compare it letter by letter."))
        self._typed_row.set_remarks(() if right else (wrong,))
        return right
