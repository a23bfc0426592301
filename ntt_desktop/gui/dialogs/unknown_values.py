"""Values of a list that were not understood: each once with its count, chosen for all its rows, and remembered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ntt_desktop.gui import words
from ntt_desktop.gui.forms import editors
from ntt_desktop.gui.forms.editors import Editor
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.layout import column, holder
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.imports import ImportPlan, UnknownValue, ValueChoice

MOST = 60
"""Values shown at a time, those with most rows first."""
_KEYS = {"village": "village_code", "occupation": "occupation", "sex": "sex"}


class UnknownValuesDialog(Dialog):
    """``on_done`` is called with the plan and its new counts."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        import_id: str,
        values: Sequence[UnknownValue],
        on_done: Callable[[ImportPlan], object],
    ) -> None:
        about = tr("Choose once; it goes to all rows that say so, and is remembered for this sender.")
        super().__init__(parent, tr("Values not understood"), about, width=720)
        self._session, self._import_id, self._on_done = session, import_id, on_done
        self.values = tuple(values[:MOST])
        self.choosers: list[Editor] = []
        self._before: list[str] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S3)
        grid.setVerticalSpacing(tokens.S2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 3)
        for at, name in enumerate((tr("In the list"), tr("Rows"), tr("Means"))):
            grid.addWidget(label(name, "caption"), 0, at)
        for down, value in enumerate(self.values, start=1):
            self._add(grid, down, value)
        self.body.addWidget(holder(grid))
        if len(values) > MOST:
            rest = tr("{count} more come up when these are chosen.", count=number(len(values) - MOST))
            self.body.addWidget(label(rest, "caption"))
        self.accept_button = self.buttons(tr("Apply to all rows"), self._accept)
        if self.choosers:
            self.choosers[0].widget.setFocus()

    def choices(self) -> list[ValueChoice]:
        """What is chosen and was not before."""
        made = []
        for value, chooser in zip(self.values, self.choosers, strict=True):
            chosen = str(chooser.get() or "")
            if chosen != value.chosen:
                made.append(ValueChoice(value.field, value.text, chosen, value.area))
        return made

    def _add(self, grid: QGridLayout, down: int, value: UnknownValue) -> None:
        key = _KEYS[value.field]
        text = value.text or tr("(empty)")
        said = f"{words.field_name(key)}" + (f" · {value.area}" if value.area else "")
        grid.addWidget(
            holder(column(label(text, "strong", wrap=True), label(said, "caption", wrap=True), gap=0)), down, 0
        )
        grid.addWidget(label(number(value.count)), down, 1, Qt.AlignmentFlag.AlignVCenter)
        chooser = editors.make(self._session.ctx, key)
        chooser.widget.setAccessibleName(tr("What {value} means", value=text))
        chooser.put(self._known(value) or None)
        self.choosers.append(chooser)
        hints = []
        if value.offered and not value.chosen:
            hints.append(tr("used again from an earlier list"))
        elif value.candidates and not value.chosen:
            regions = self._session.ctx.reference.regions
            names = "; ".join(", ".join(regions.label(code).split(", ")[:2]) for code in value.candidates[:3])
            hints.append(tr("perhaps {names}", names=names))
        cell = column(chooser.widget, *(label(hint, "caption", wrap=True) for hint in hints), gap=2)
        grid.addWidget(holder(cell), down, 2)

    def _known(self, value: UnknownValue) -> str:
        """The choice shown at first: this plan's, else the one of an earlier list."""
        known = value.chosen or value.offered
        if value.field == "occupation" and known:
            return self._session.ctx.reference.occupations.match(known).id or known
        return known

    def _accept(self) -> None:
        made = self.choices()
        if not made:
            self.reject()
            return
        self.carry_out(self._session, imports.choose_values, self._import_id, made, done=self._done)

    def _done(self, plan: ImportPlan) -> None:
        self._on_done(plan)
        self.accept()
