"""What the quick and the full form share: editors by key, labels, remarks, values in and out."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ntt_desktop.gui import words
from ntt_desktop.gui.forms import editors
from ntt_desktop.gui.forms.editors import Editor
from ntt_desktop.gui.widgets.fields import FieldRow, Remark
from ntt_desktop.services.context import Context


class Form(QWidget):
    """Fields of a worker. ``edited`` follows every change, ``left`` carries the key of a field that was left."""

    edited = Signal()
    left = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.editors: dict[str, Editor] = {}
        self.rows: dict[str, FieldRow] = {}

    def field(self, key: str, *, large: bool = False, hint: str = "") -> FieldRow:
        """Make the row of a worker's field and remember it."""
        editor = editors.make(self.ctx, key, large=large)
        editor.edited.connect(self.edited)
        editor.left.connect(lambda which=key: self.left.emit(which))
        self.editors[key] = editor
        self.rows[key] = FieldRow(words.field_name(key), editor.widget, hint=hint)
        return self.rows[key]

    def values(self) -> dict[str, Any]:
        """What is typed, by key; every field of this form, None when empty."""
        return {key: editor.get() for key, editor in self.editors.items()}

    def put(self, values: Mapping[str, Any]) -> None:
        """Show values; fields that are not named are emptied."""
        for key, editor in self.editors.items():
            editor.put(values.get(key))

    def say(self, remarks: Mapping[str, Iterable[Remark]]) -> None:
        """Show remarks under their fields and none under the others."""
        for key, row_of in self.rows.items():
            row_of.set_remarks(remarks.get(key, ()))

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        if key in self.editors:
            self.editors[key].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, key: str) -> None:
        """Bring a field into sight and put the cursor into it."""
        self.focus(key)

    def heirs(self) -> list[dict[str, Any]]:
        """Family contacts that are filled."""
        return []

    def put_heirs(self, heirs: list[dict[str, Any]]) -> None:
        """Show family contacts."""

    def children_of(self) -> list[dict[str, Any]]:
        """Children that are filled."""
        return []

    def put_children(self, children: list[dict[str, Any]]) -> None:
        """Show children."""
