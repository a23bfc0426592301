"""Mending a row on screen: what was dictated by telephone goes through the same rules, and the counts follow."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QWidget

from ntt_desktop.domain.findings import SEVERITY, Severity
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.fields import TONE_OF, FieldRow, Remark, text_field
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.gui.words import field_name
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import ImportRow
from ntt_desktop.wording import findings

_FIRST = ("nik", "full_name", "village_code")
_FIELD = {"village": "village_code", "subdistrict": "village_code", "regency": "village_code", "birth": "birth_date"}
"""Column of a sheet -> the field that is typed in its place."""


def said_in_form(field: str) -> str:
    """The field of the form under which a finding on ``field`` stands."""
    return _FIELD.get(field, field)


def concerned(found: ImportRow) -> list[str]:
    """The fields to be typed for a rejected row: NIK, name, and what a finding that bars it speaks of."""
    fields = ["nik", "full_name"]
    for finding in found.findings:
        name = said_in_form(finding.field)
        if SEVERITY[finding.code] is not Severity.NOTE and name and name not in fields:
            fields.append(name)
    return sorted(fields, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))


class MendForm(QWidget):
    """The fields concerned with what there is to say of each; ``on_save`` is called with field -> text."""

    def __init__(self, session: Session, found: ImportRow, on_save: Callable[[Mapping[str, str]], object]) -> None:
        super().__init__()
        self._on_save = on_save
        self._before: dict[str, str] = {}
        self.fields: dict[str, QLineEdit] = {}
        regions = session.ctx.reference.regions
        lines = column(label(tr("Mend this row"), "strong"), gap=tokens.S2)
        said = _remarks(found, regions.label)
        for name in concerned(found):
            text = found.typed.get(name, found.cells.get(name, ""))
            field: QLineEdit
            if name == "village_code":
                field = RegionPicker(regions, area=session.ctx.store.node.region)
                field.set_code(text or str(found.worker.get(name) or "") or None)
                text = field.key
            else:
                field = text_field(limit=200)
                field.setText(text)
                field.returnPressed.connect(self.save)
            self._before[name], self.fields[name] = text, field
            entry = FieldRow(field_name(name), field)
            entry.set_remarks(said.pop(name, ()))
            # In a narrow panel a remark takes more lines than its row asks for at first.
            entry.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            lines.addWidget(entry)
        self.save_button = button(tr("Save"), self.save, kind="primary", icon="check", shortcut="Ctrl+S")
        lines.addLayout(row(self.save_button, None))
        self.setLayout(lines)
        barring = [said_in_form(one.field) for one in found.findings if SEVERITY[one.code] is Severity.REJECT]
        self._first = next((name for name in barring if name in self.fields), next(iter(self.fields)))

    @property
    def stops(self) -> list[QWidget]:
        """What takes the focus, in reading order."""
        return [*self.fields.values(), self.save_button]

    def take_cursor(self) -> None:
        """Put the cursor on the field that bars the row, its text marked so that typing replaces it."""
        self.fields[self._first].setFocus()
        self.fields[self._first].selectAll()

    def typed(self) -> dict[str, str]:
        """What was changed: field -> text."""
        now = {
            name: field.key if isinstance(field, RegionPicker) else field.text().strip()
            for name, field in self.fields.items()
        }
        return {name: text for name, text in now.items() if text != self._before[name]}

    def save(self) -> None:
        """Hand on what was typed."""
        if typed := self.typed():
            self.save_button.setEnabled(False)
            self._on_save(typed)
        else:
            self.take_cursor()


class AskForm(QWidget):
    """Verified fields that a row would change: old -> new, each to be ticked."""

    def __init__(
        self, found: ImportRow, shown: Callable[[str, object], str], on_save: Callable[[list[str]], object]
    ) -> None:
        super().__init__()
        self.ticks: dict[str, QCheckBox] = {}
        lines = column(label(tr("Somebody verified this. Change it all the same?"), "strong", wrap=True), gap=6)
        for name, value in found.asks.items():
            tick = QCheckBox(field_name(name))
            old, new = shown(name, found.was.get(name)), shown(name, value)
            tick.setAccessibleName(f"{field_name(name)}: {old} → {new}")
            self.ticks[name] = tick
            lines.addWidget(tick)
            lines.addWidget(label(f"{old} → {new}", "caption", wrap=True))
        self.save_button = button(
            tr("Change what is ticked"),
            lambda: on_save([name for name, tick in self.ticks.items() if tick.isChecked()]),
            icon="check",
        )
        self.save_button.setEnabled(False)
        for tick in self.ticks.values():
            tick.toggled.connect(
                lambda _on: self.save_button.setEnabled(any(one.isChecked() for one in self.ticks.values()))
            )
        lines.addLayout(row(self.save_button, None))
        self.setLayout(lines)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the focus, in reading order."""
        return [*self.ticks.values(), self.save_button]


def _remarks(found: ImportRow, region_name: Callable[[str], str]) -> dict[str, list[Remark]]:
    said: dict[str, list[Remark]] = {}
    for finding in found.findings:
        sentence, hint = findings.words(finding, region_name)
        remark = Remark(sentence, TONE_OF[str(SEVERITY[finding.code])], hint)
        said.setdefault(said_in_form(finding.field), []).append(remark)
    return said
