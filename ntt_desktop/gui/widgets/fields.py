"""A form's rows: a label, the field, and what there is to say about it right below."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.text import label, set_tone

TONE_OF = {"reject": "bad", "evidence": "warn", "note": "info"}
ICON_OF = {"bad": "circle-x", "warn": "triangle-alert", "info": "info", "good": "circle-check"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence under a field. ``tone``: bad, warn, info or good."""

    text: str
    tone: str = "info"
    hint: str = ""


class RemarkLine(QWidget):
    """A remark as icon and words."""

    def __init__(self, remark: Remark) -> None:
        super().__init__()
        picture = QLabel()
        picture.setFixedSize(16, 18)
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        icons.set_icon(picture, ICON_OF[remark.tone], remark.tone, 15)
        words = label(f"{remark.text} {remark.hint}".strip(), tone=remark.tone, wrap=True)
        words.setStyleSheet(f"font-size: {tokens.CAPTION}px;")
        layout = row(picture, words, gap=5)
        layout.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        self.setLayout(layout)


class FieldRow(QWidget):
    """Label above, field, then hint and remarks below. The label's buddy and accessible name are set."""

    def __init__(self, text: str, editor: QWidget, *, hint: str = "", optional: str = "") -> None:
        super().__init__()
        self.editor = editor
        self.setProperty("align_top", True)  # beside a field with remarks it stays at the top (`layout.row`)
        self.name = label(text, "label")
        self.name.setBuddy(editor)
        heading = row(self.name, label(optional, "caption") if optional else 0, None, gap=6)
        self._hint = label(hint, "caption", wrap=True)
        if not hint:
            self._hint.hide()  # never show: what has no parent yet would be a window
        self._remarks = column(gap=2)
        self._shown: tuple[Remark, ...] = ()
        self.setLayout(column(heading, editor, self._hint, self._remarks, gap=4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if not editor.accessibleName():
            editor.setAccessibleName(text)
        if focus := editor.focusProxy():
            focus.setAccessibleName(text)

    def set_hint(self, hint: str) -> None:
        """The grey line below the field."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def set_remarks(self, remarks: Iterable[Remark]) -> None:
        """Show these below the field, worst first, and colour its frame after the worst."""
        order = {"bad": 0, "warn": 1, "info": 2, "good": 3}
        shown = tuple(sorted(remarks, key=lambda remark: order[remark.tone]))
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._remarks.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for remark in shown:
            line = RemarkLine(remark)
            self._remarks.addWidget(line)
            line.show()  # at once, so that a dialog can ask how much room it takes
        target = self.editor.focusProxy() or self.editor
        if isinstance(target, QLineEdit):
            set_tone(target, shown[0].tone if shown and shown[0].tone in ("bad", "warn") else "")
        target.setAccessibleDescription(" ".join(f"{remark.text} {remark.hint}".strip() for remark in shown))

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What stands below the field now."""
        return self._shown


def lacking(*asked: tuple[FieldRow, object, str]) -> FieldRow | None:
    """The first row that lacks what is asked of it, with the focus; None when none does.

    Each is (row, whether it is given, the sentence that the row says when it is not).
    """
    for row_of, is_given, sentence in asked:
        row_of.set_remarks(() if is_given else (Remark(sentence, "bad"),))
    found = next((row_of for row_of, is_given, _ in asked if not is_given), None)
    if found is not None:
        found.editor.setFocus()
    return found


def text_field(placeholder: str = "", *, name: str = "", limit: int = 200) -> QLineEdit:
    """A single-line field."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    made.setMaxLength(limit)
    if name:
        made.setAccessibleName(name)
    return made
