"""One editor a field, all alike to a form: ``get``, ``put``, and ``edited`` when a person changed it.

Values are what the services take: text as typed, ISO dates, region codes, occupation ids; empty is None.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from ntt_desktop.domain.intake.values import read_rupiah
from ntt_desktop.domain.money import rupiah
from ntt_desktop.domain.text import fold
from ntt_desktop.gui import words
from ntt_desktop.gui.forms.nik_edit import NikEdit
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.fields import text_field
from ntt_desktop.gui.widgets.picker import Option, SearchPicker
from ntt_desktop.gui.widgets.region_picker import RegionPicker
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context

_DATES = ("birth_date", "notice_given_on", "statement_signed_on", "withdrawn_on", "registered_on", "bpjs_status_date")
_OFFERED = 40


class Editor(QObject):
    """A field's widget with its two directions."""

    edited = Signal()
    left = Signal()
    """The field was left, or a value picked: it may be judged now."""

    def __init__(
        self, widget: QWidget, get: Callable[[], Any], put: Callable[[Any], object], signals: tuple[Any, ...]
    ) -> None:
        super().__init__(widget)
        self.widget = widget
        self._get, self._put = get, put
        for signal in signals:
            signal.connect(lambda *_: self.edited.emit())
        if isinstance(widget, QLineEdit):
            widget.editingFinished.connect(self.left)
        if isinstance(widget, SearchPicker):
            widget.picked.connect(lambda _key: self.left.emit())

    def get(self) -> Any:
        """The value; None when empty."""
        value = self._get()
        return None if value == "" else value

    def put(self, value: Any) -> None:
        """Show a value without ``edited``."""
        self._put(value)


def _text(key: str) -> Editor:
    field = text_field(limit=200)
    return Editor(field, lambda: field.text().strip(), lambda v: field.setText(str(v or "")), (field.textEdited,))


def _nik(large: bool) -> Editor:
    field = NikEdit(large=large)
    return Editor(field, field.value, field.put, (field.textEdited,))


def _date() -> Editor:
    field = DateField()

    def get() -> str:
        return field.value() or field.text().strip()

    return Editor(field, get, field.set_value, (field.edited,))


def _village(ctx: Context) -> Editor:
    field = RegionPicker(ctx.reference.regions, area=ctx.store.node.region)

    def get() -> str:
        return field.key or field.text().strip()

    return Editor(field, get, field.set_code, (field.picked,))


def _occupation(ctx: Context) -> Editor:
    labels = ctx.reference.occupations.labels()
    folded = {code: fold(label) for code, label in labels.items()}

    def find(text: str) -> list[Option]:
        wanted = fold(text)
        hits = [code for code, label in folded.items() if all(word in label for word in wanted.split())]
        hits.sort(key=lambda code: (not folded[code].startswith(wanted), folded[code]))
        matched = ctx.reference.occupations.match(text).id
        if matched and matched not in hits:
            hits.insert(0, matched)
        return [Option(code, labels[code]) for code in hits[:_OFFERED]]

    field = SearchPicker(find, placeholder=tr("Type part of the name"), free=True)

    def put(value: Any) -> None:
        text = str(value or "")
        field.set_option(Option(text, labels[text]) if text in labels else Option("", text) if text else None)

    def tidy() -> None:
        """A way to write a known occupation becomes its name in the list."""
        if not field.key and (matched := ctx.reference.occupations.match(field.text()).id):
            field.set_option(Option(matched, labels[matched]))

    field.editingFinished.connect(tidy)
    return Editor(field, lambda: field.key or field.text().strip(), put, (field.picked,))


def _choice(options: list[tuple[object, str]], *, free: bool = False) -> Editor:
    field = Choice([(None, tr("Not said")), *options])

    def put(value: Any) -> None:
        if free and value and field.findData(value) < 0:
            field.addItem(str(value), value)
        field.set_value(value)

    return Editor(field, field.value, put, (field.picked,))


def _rupiah() -> Editor:
    field = text_field("Rp", limit=30)

    def get() -> str:
        amount = read_rupiah(field.text().strip())
        return field.text().strip() if amount is None else str(amount)

    def tidy() -> None:
        if get().isdecimal():
            put(get())

    def put(value: Any) -> None:
        field.setText("" if value is None else rupiah(int(value)))

    field.editingFinished.connect(tidy)
    return Editor(field, get, put, (field.textEdited,))


def _notes() -> Editor:
    field = QPlainTextEdit()
    field.setFixedHeight(64)
    field.setTabChangesFocus(True)
    return Editor(
        field, lambda: field.toPlainText().strip(), lambda v: field.setPlainText(str(v or "")), (field.textChanged,)
    )


def _tick(key: str) -> Editor:
    field = QCheckBox(words.field_name(key))
    return Editor(field, field.isChecked, lambda v: field.setChecked(bool(v)), (field.toggled,))


def make(ctx: Context, key: str, *, large: bool = False) -> Editor:
    """The editor of a field, with its accessible name."""
    editor = _make(ctx, key, large)
    editor.widget.setAccessibleName(words.field_name(key))
    editor.widget.setProperty("field", key)
    return editor


def _make(ctx: Context, key: str, large: bool) -> Editor:
    if key in ("nik", "no_kk"):
        return _nik(large)
    if key in _DATES:
        return _date()
    if key == "village_code":
        return _village(ctx)
    if key in ("occupation", "occupation2"):
        return _occupation(ctx)
    if key == "sex":
        return _choice([(code, tr(word)) for code, word in words.SEXES])
    if key == "decile":
        return _choice([(number, str(number)) for number in range(1, 11)])
    if key in words.CHOICES:
        return _choice([(tr(word), tr(word)) for word in words.CHOICES[key]], free=True)
    if key == "monthly_income":
        return _rupiah()
    if key == "notes":
        return _notes()
    if key in ("married", "working"):
        return _tick(key)
    return _text(key)
