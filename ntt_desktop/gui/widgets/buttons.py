"""Buttons: verbs, with their shortcut shown, an icon that follows the theme, and an accessible name."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHideEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QToolButton

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import fonts, theme, tokens

_ICON_GAP = 7
_TEXT = {"plain": "text", "primary": "on_accent", "danger": "bad", "quiet": "accent"}


class Button(QPushButton):
    """A push button that shows its shortcut, paler, behind its text. Make it with `button`."""

    def __init__(self, text: str, kind: str = "plain", shortcut: str = "") -> None:
        super().__init__(text)
        self.kind = kind
        self._painting = False
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.keys = ""
        self._said_keys = ""
        self._bound: list[QShortcut] = []
        if shortcut:
            self.set_shortcut(shortcut)

    def set_shortcut(self, keys: str) -> None:
        """Press it by ``keys`` anywhere in its page, and say so on it."""
        self.keys = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        for bound in {keys, keys.replace("Return", "Enter")}:  # both Enter keys of a keyboard
            made = QShortcut(QKeySequence(bound), self)
            made.activated.connect(self._pressed_by_key)
            made.setEnabled(self.isVisible())
            self._bound.append(made)
        self.setAccessibleDescription(self.keys)
        self.updateGeometry()

    def show_keys(self, keys: str) -> "Button":
        """Show a shortcut that somebody else listens to (the window's own keys)."""
        self.keys = keys
        self.setAccessibleDescription(keys)
        self.updateGeometry()
        return self

    def set_compact(self, compact: bool) -> None:
        """Say the shortcut in the tooltip instead, where there is no room."""
        if compact and self.keys:
            self._said_keys, self.keys = self.keys, ""
            self.setToolTip(self._said_keys)
        elif not compact and self._said_keys:
            self._said_keys, self.keys = "", self._said_keys
            self.setToolTip("")
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._listen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._listen(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it like the space bar: Qt does so in dialogs only."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def _listen(self, on: bool) -> None:
        """A hidden button would take the key from the one in sight."""
        for bound in self._bound:
            bound.setEnabled(on)

    def _pressed_by_key(self) -> None:
        if self.isEnabled() and self.isVisible():
            self.click()

    def _keys_font(self) -> QFontMetrics:
        return fonts.metrics(fonts.body, tokens.CAPTION)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        extra = _ICON_GAP if not self.icon().isNull() else 0
        if self.keys:
            extra += self._keys_font().horizontalAdvance(self.keys) + tokens.S2 + 2
        hint.setWidth(hint.width() + extra)
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self._painting:  # the style draws the ground only; what it says is ours to place
            option.text, option.icon = "", QIcon()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painting = True
        super().paintEvent(event)
        self._painting = False
        painter = QPainter(self)
        text, icon = self.text(), self.icon()
        colors = theme().colors
        ink = QColor(getattr(colors, _TEXT[self.kind]) if self.isEnabled() else colors.named()["disabled_text"])
        width = self.fontMetrics().horizontalAdvance(text)
        keys = self._keys_font().horizontalAdvance(self.keys) + tokens.S2 if self.keys else 0
        picture = self.iconSize().width() + _ICON_GAP if not icon.isNull() else 0
        tail = 16 if self.menu() is not None else 0
        left = max(tokens.S2, (self.width() - picture - width - keys - tail) // 2)
        if picture:
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            edge = self.iconSize().height()
            icon.paint(painter, QRect(left, (self.height() - edge) // 2, edge, edge), mode=mode)
        painter.setPen(ink)
        painter.setFont(self.font())
        place = QRect(left + picture, 0, self.width() - left - picture - tail, self.height())
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        if self.keys:
            ink.setAlphaF(0.78)
            painter.setPen(ink)
            painter.setFont(fonts.body(tokens.CAPTION))
            place = QRect(left + picture + width + tokens.S2, 0, keys + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.keys)


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "plain",
    icon: str = "",
    shortcut: str = "",
    tip: str = "",
) -> Button:
    """A button. ``kind``: plain, primary (one a page), danger, quiet (looks like a link)."""
    made = Button(text, kind, shortcut)
    if icon:
        icons.set_icon(made, icon, _TEXT[kind])
    if tip:
        made.setToolTip(tip)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made


def icon_button(
    icon: str, name: str, on_click: Callable[[], object] | None = None, *, shortcut: str = ""
) -> QToolButton:
    """A small button that is only an icon; ``name`` is its tooltip and its accessible name."""
    made = QToolButton()
    icons.set_icon(made, icon, "muted")
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  {shortcut}".strip())
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setFixedSize(32, 32)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made
