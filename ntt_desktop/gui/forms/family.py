"""Family contacts and children in the full form: one card each, added and removed by a button."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ntt_desktop.gui import words
from ntt_desktop.gui.forms import editors
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button, icon_button
from ntt_desktop.gui.widgets.fields import FieldRow
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context


class Member(QFrame):
    """One contact or child."""

    edited = Signal()

    def __init__(self, ctx: Context, keys: tuple[str, ...], title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.record = ""
        self._editors = {key: editors.make(ctx, key) for key in keys}
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S3)
        grid.setVerticalSpacing(tokens.S2)
        for at, (key, editor) in enumerate(self._editors.items()):
            editor.edited.connect(self.edited)
            ticked = key in ("married", "working")
            grid.addWidget(editor.widget if ticked else FieldRow(words.field_name(key), editor.widget), at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.remove = icon_button("trash-2", tr("Remove {what}", what=title))
        self.setLayout(column(row(label(title, "strong"), None, self.remove), grid, gap=4, margins=(12, 6, 8, 10)))

    def values(self) -> dict[str, Any]:
        """What is typed, with ``id`` of a stored record or ""."""
        return {"id": self.record, **{key: editor.get() for key, editor in self._editors.items()}}

    def put(self, values: dict[str, Any]) -> None:
        """Show a stored or drafted one."""
        self.record = str(values.get("id") or "")
        for key, editor in self._editors.items():
            editor.put(values.get(key))

    def is_filled(self) -> bool:
        """Something is typed."""
        return any(value not in (None, "", False) for key, value in self.values().items() if key != "id")

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self._editors.values())).widget.setFocus()


class Members(QWidget):
    """A list of `Member` with *Add*."""

    edited = Signal()

    def __init__(self, ctx: Context, keys: tuple[str, ...], title: str, add: str) -> None:
        super().__init__()
        self._ctx, self._keys, self._title = ctx, keys, title
        self._members: list[Member] = []
        self._place = column(gap=tokens.S2)
        more = button(add, self._add_one, icon="plus")
        self.setLayout(column(self._place, row(more, None), gap=tokens.S2))

    def values(self) -> list[dict[str, Any]]:
        """Those that are filled."""
        return [member.values() for member in self._members if member.is_filled()]

    def put(self, rows: list[dict[str, Any]]) -> None:
        """Show these and no others."""
        for member in tuple(self._members):
            self._drop(member)
        for values in rows:
            self.add().put(values)

    def add(self) -> Member:
        """One more, empty."""
        member = Member(self._ctx, self._keys, f"{self._title} {len(self._members) + 1}")
        member.edited.connect(self.edited)
        member.remove.clicked.connect(lambda: self._removed(member))
        self._members.append(member)
        self._place.addWidget(member)
        return member

    def _add_one(self) -> None:
        self.add().focus_first()

    def _removed(self, member: Member) -> None:
        self._drop(member)
        self.edited.emit()

    def _drop(self, member: Member) -> None:
        self._members.remove(member)
        self._place.removeWidget(member)
        member.hide()
        member.deleteLater()
