"""Tabs over a list, each with its count: ``Semua 1.284 | Perlu verifikasi 37``."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.layout import FlowLayout
from ntt_desktop.gui.widgets.text import set_tone


class ChipTabs(QWidget):
    """One chosen among several; Left and Right move between them. ``chosen`` carries the key."""

    chosen = Signal(str)

    def __init__(self, tabs: tuple[tuple[str, str], ...], name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        self._group = QButtonGroup(self)
        self._texts = dict(tabs)
        self._buttons: dict[str, QPushButton] = {}
        for key, text in tabs:
            chip = QPushButton(text)
            chip.setObjectName("chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.clicked.connect(lambda _checked=False, which=key: self.chosen.emit(which))
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            self._buttons[key] = chip
        if tabs:
            self._buttons[tabs[0][0]].setChecked(True)

    @property
    def current(self) -> str:
        """The chosen key."""
        return next((key for key, chip in self._buttons.items() if chip.isChecked()), "")

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, in the order shown."""
        return tuple(self._buttons)

    def choose(self, key: str) -> None:
        """Choose without emitting."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def take_focus(self) -> None:
        """Put the cursor on the chosen one: what follows is reached with Tab."""
        if self.current:
            self._buttons[self.current].setFocus()

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show the count behind each name; a key that is missing shows none."""
        for key, chip in self._buttons.items():
            count = counts.get(key)
            chip.setText(self._texts[key] if count is None else f"{self._texts[key]}  {number(count)}")
        self._flow.invalidate()
        self.updateGeometry()

    def set_visible(self, key: str, visible: bool) -> None:
        """Show or hide one tab."""
        self._buttons[key].setVisible(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = "true" if self.window().width() < tokens.NARROW else "false"
        for chip in self._buttons.values():
            if chip.property("tight") != tight:
                set_tone(chip, tight, "tight")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        shown = [key for key, chip in self._buttons.items() if not chip.isHidden()]
        if step and self.current in shown:
            key = shown[(shown.index(self.current) + step) % len(shown)]
            self.choose(key)
            self._buttons[key].setFocus()
            self.chosen.emit(key)
            return
        super().keyPressEvent(event)
