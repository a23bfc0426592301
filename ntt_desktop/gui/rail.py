"""The rail at the left: product and region, the pages, and *Report an event*."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.pages import PageSpec
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import theme, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.layout import column
from ntt_desktop.gui.widgets.text import ElidedLabel
from ntt_desktop.i18n import tr

_BEFORE = 38
"""What icon and margins take before the words."""
_AIR = 8
_MANY = "99+"


class RailButton(QToolButton):
    """One page in the rail, with a count at its right when there is something to do."""

    def __init__(self, spec: PageSpec, at: int) -> None:
        super().__init__()
        self.spec = spec
        self._count = QLabel(self)
        self._count.setObjectName("count")
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._count.hide()
        self._title, self._short = tr(spec.title), tr(spec.short or spec.title)
        self._waiting = 0
        self.setAccessibleName(tr(spec.title))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self._keys = f"Ctrl+{(at + 1) % 10}" if at < 10 else ""
        if self._keys:
            self.setToolTip(f"{tr(spec.title)}  {self._keys}")
        self.toggled.connect(lambda _on: self.draw())
        self.draw()

    def draw(self) -> None:
        """Draw the icon in the colour of its state."""
        self.setIcon(icons.icon(self.spec.icon, "accent" if self.isChecked() else "muted"))

    def set_count(self, count: int) -> None:
        """Show a count; 0 shows none."""
        self._waiting = count
        self._count.setVisible(count > 0)
        self.setAccessibleName(f"{tr(self.spec.title)} {count or ''}".strip())
        self._place()

    def _place(self) -> None:
        """Put the count at the right; shorter words, then a rounder count, where both would not fit."""
        whole = number(self._waiting)
        for words, count in ((self._title, whole), (self._short, whole), (self._short, _MANY)):
            self._count.setText(count if self._waiting > 99 else whole)
            self._count.adjustSize()
            taken = self._count.width() + _AIR if not self._count.isHidden() else 0
            room = max(self.width() - _BEFORE - taken - _AIR, 0)
            if self.fontMetrics().horizontalAdvance(words) <= room:
                break
        words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setText(f" {words.replace('&', '&&')}")
        self.setShortcut(self._keys)  # a new text takes the shortcut away
        self._count.move(self.width() - self._count.width() - 8, (self.height() - self._count.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class Rail(QFrame):
    """``chosen`` carries the key of the page clicked; ``on_event`` is what the button at the foot does; pages of
    ``rare`` are there only while they have a count, or something to show."""

    chosen = Signal(str)

    def __init__(
        self,
        specs: tuple[PageSpec, ...],
        region: str,
        on_event: Callable[[], object] | None = None,
        rare: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._rare = rare
        self.setObjectName("rail")
        self.setAccessibleName(tr("Pages"))
        product = QLabel("NTT Desktop")
        product.setObjectName("product")
        self._region = ElidedLabel(region, "caption")
        head = column(product, self._region, gap=0, margins=(tokens.S4, tokens.S4, tokens.S3, tokens.S3))
        self._buttons: dict[str, RailButton] = {}
        entries: QVBoxLayout = column(gap=0, margins=(tokens.S2, 0, tokens.S2, 0))
        for at, spec in enumerate(spec for spec in specs if spec.rail):
            entry = RailButton(spec, at)
            entry.clicked.connect(lambda _checked=False, key=spec.key: self.chosen.emit(key))
            entries.addWidget(entry)
            self._buttons[spec.key] = entry
            if spec.key in rare:
                entry.hide()
        inside = QWidget()
        inside.setObjectName("flow")
        inside.setLayout(column(entries, None, gap=0))
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        layout = column(head, area, gap=0)
        layout.setStretch(1, 1)
        if on_event is not None:
            report = button(tr("Report an event"), on_event, icon="megaphone", tip=tr("Death, moved away, withdrew, …"))
            layout.addLayout(column(report, margins=(tokens.S3, tokens.S2, tokens.S3, tokens.S3)))
        self.setLayout(layout)
        theme().changed.connect(self._draw)
        self.set_narrow(False)

    def _draw(self) -> None:
        for entry in self._buttons.values():
            entry.draw()

    def mark(self, key: str) -> None:
        """Mark the page in sight; the first one for a page that this role reaches only from there."""
        entry = self._buttons.get(key) or next(iter(self._buttons.values()), None)
        if entry is not None:
            entry.setChecked(True)
            self._area.ensureWidgetVisible(entry, 0, tokens.S1)

    def set_count(self, key: str, count: int, *, there: bool = False) -> None:
        """The count beside a page; ``there`` keeps a rare one in the rail without a count."""
        if key in self._buttons:
            self._buttons[key].set_count(count)
            kept = count or there or self._buttons[key].isChecked()
            self._buttons[key].setHidden(key in self._rare and not kept)

    def set_narrow(self, narrow: bool) -> None:
        """Take less width in a narrow window."""
        self.setFixedWidth(tokens.RAIL_NARROW if narrow else tokens.RAIL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        entries = [entry for entry in self._buttons.values() if not entry.isHidden()]
        focused = next((at for at, entry in enumerate(entries) if entry.hasFocus()), None)
        if step and focused is not None:
            entry = entries[(focused + step) % len(entries)]
            entry.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(entry, 0, tokens.S1)
            return
        super().keyPressEvent(event)
