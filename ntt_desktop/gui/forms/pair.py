"""The quick and the full form as one: what is typed in either is kept when one changes between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from ntt_desktop.gui.forms.form import Form
from ntt_desktop.gui.forms.full import FullForm
from ntt_desktop.gui.forms.quick import QuickForm
from ntt_desktop.gui.widgets.layout import column, scrolling
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context

Members = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A person as typed: values by key, family contacts, children."""

    values: dict[str, Any]
    heirs: Members = field(default_factory=list)
    children: Members = field(default_factory=list)


class FormPair(QStackedWidget):
    """Shows one of the two forms. ``edited`` follows every change, ``left`` a field that was left."""

    edited = Signal()
    left = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.quick = QuickForm(ctx)
        self._quick_area: QScrollArea = scrolling(column(self.quick))
        self.addWidget(self._quick_area)
        self._full: FullForm | None = None
        self._carried: dict[str, Any] = {}
        self._listen(self.quick)

    @property
    def full(self) -> FullForm:
        """The full form, made when first asked for: most people are registered by the quick one."""
        if self._full is None:
            self._full = FullForm(self._ctx)
            self.addWidget(self._full)
            self._listen(self._full)
        return self._full

    @property
    def is_full(self) -> bool:
        """Whether the full form is in sight."""
        return self.currentWidget() is not self._quick_area

    @property
    def form(self) -> QuickForm | FullForm:
        """The form in sight."""
        return self.full if self.is_full else self.quick

    def fill(self, typed: Typed, *, full: bool) -> None:
        """Show a person, and nothing of the one before."""
        self._show(full=full)
        for form in self._made():
            form.put(typed.values)
            form.put_heirs(typed.heirs)
            form.put_children(typed.children)
            form.say({})
            form.ktp_seen.setChecked(False)
        self._carried = {} if self._full is not None else dict(typed.values)
        self.set_said("")
        if full:
            self.full.show_ticks()

    def collect(self) -> Typed:
        """Everything typed, in either form; what the form in sight shows goes first."""
        form = self.form
        if self._full is None or form is self._full:
            return Typed({**self._carried, **form.values()}, form.heirs(), form.children_of())
        others = self._full.heirs()[1:]
        return Typed({**self._full.values(), **form.values()}, [*form.heirs(), *others], self._full.children_of())

    def switch(self) -> None:
        """Change to the other form; what is typed goes along."""
        typed, seen = self.collect(), self.form.ktp_seen.isChecked()
        full = not self.is_full
        self._show(full=full)
        form = self.form
        form.put(typed.values)
        form.put_heirs(typed.heirs)
        form.ktp_seen.setChecked(seen)
        if full:
            form.put_children(typed.children)
            self.full.show_ticks()
        self._carried = {}
        form.focus("full_name" if typed.values.get("nik") else "nik")

    def set_said(self, text: str) -> None:
        """What the NIK says, beside it."""
        for form in self._made():
            form.said.setText(text or tr("The NIK says who it is as soon as it is typed."))

    def values(self) -> Mapping[str, Any]:
        """What the form in sight shows."""
        return self.form.values()

    def _show(self, *, full: bool) -> None:
        self.setCurrentWidget(self.full if full else self._quick_area)

    def _made(self) -> list[QuickForm | FullForm]:
        return [self.quick] if self._full is None else [self.quick, self._full]

    def _listen(self, form: Form) -> None:
        form.edited.connect(self.edited)
        form.left.connect(self.left)
