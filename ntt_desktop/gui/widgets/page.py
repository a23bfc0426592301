"""The base of every page: header (title, subtitle, search, actions), banner, body that scrolls, foot that stays.

How to add a page:

1. Write ``gui/pages/<key>.py`` with a class that derives from `Page`. In ``__init__`` call
   ``super().__init__(session, tr("Title"), scroll=True)`` (``scroll=False`` when a table fills the page), add
   actions with ``self.header.add_action(button(...))``, put widgets into ``self.body`` and, if needed,
   buttons into ``self.foot(...)``.
2. Set ``concerns`` to the kinds of record it shows and write `refresh`, which starts reads with
   ``self.session.tasks.read(...)`` and returns at once. It is called when the page is shown and stale.
3. Add one `PageSpec` line to `ntt_desktop.gui.pages.PAGES`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import theme, tokens
from ntt_desktop.gui.widgets.banner import Banner
from ntt_desktop.gui.widgets.buttons import icon_button
from ntt_desktop.gui.widgets.layout import Item, column, row, scrolling
from ntt_desktop.gui.widgets.text import ElidedLabel


class SearchField(QLineEdit):
    """Search as one types; Esc empties it. ``searched`` follows every keystroke."""

    searched = Signal(str)

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(f"{placeholder}  Ctrl+F")
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._glass = self.addAction(icons.icon("search", "muted", 16), QLineEdit.ActionPosition.LeadingPosition)
        theme().changed.connect(self._recolour)
        self.setMinimumWidth(160)
        self.setMaximumWidth(320)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda text: self.searched.emit(text.strip()))
        QShortcut(QKeySequence.StandardKey.Find, self, self._focus)

    def _recolour(self) -> None:
        self._glass.setIcon(icons.icon("search", "muted", 16))

    def _focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(320 if self.window().width() >= tokens.NARROW else 172, super().sizeHint().height())


class PageHeader(QWidget):
    """Title and subtitle at the left, search and actions at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = ElidedLabel(title, "title", least=160)
        self._subtitle = ElidedLabel("", "muted")
        self._subtitle.hide()
        self._back: QWidget | None = None
        self._left: QHBoxLayout = row(column(self._title, self._subtitle, gap=0), gap=tokens.S2)
        self._actions: QHBoxLayout = row(gap=tokens.S2)
        self.search: SearchField | None = None
        outer = row(self._left, self._actions, gap=tokens.S4)
        outer.setStretch(0, 1)
        self.setLayout(outer)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(46)

    @property
    def title(self) -> str:
        """The page's title."""
        return self._title.text()

    @property
    def subtitle(self) -> str:
        """The line below the title."""
        return self._subtitle.text()

    def set_title(self, text: str) -> None:
        """Change the title."""
        self._title.setText(text)

    def set_subtitle(self, text: str) -> None:
        """The line below the title: counts, what is shown."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))

    def add_search(self, placeholder: str, on_search: Callable[[str], object]) -> SearchField:
        """A search field before the actions, reached by Ctrl+F."""
        self.search = SearchField(placeholder)
        self.search.searched.connect(on_search)
        self._actions.insertWidget(0, self.search)
        return self.search

    def add_action(self, widget: QWidget) -> QWidget:
        """A button at the right; the page's main action comes last."""
        self._actions.addWidget(widget)
        return widget

    def add_back(self, name: str, on_click: Callable[[], object]) -> None:
        """An arrow before the title (Esc) that leads back."""
        self._back = icon_button("arrow-left", name, on_click)
        self._left.insertWidget(0, self._back)


class Page(QWidget):
    """One page of the window; see the module for how to make one."""

    concerns: frozenset[str] = frozenset()
    """Kinds of record whose change makes this page stale."""

    def __init__(self, session: Session, title: str, *, scroll: bool = True) -> None:
        super().__init__()
        self.session = session
        self.stale = True
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.header = PageHeader(title)
        self.banner = Banner()
        self.body: QVBoxLayout = column(gap=tokens.S3)
        self._scroll: QScrollArea | None = None
        self._side: QWidget | None = None
        inner: Item = self.body
        if scroll:
            self._scroll = scrolling(self.body)
            inner = self._scroll
        self._top = column(self.header, self.banner, gap=tokens.S3)
        self._frame = column(self._top, inner, gap=tokens.S3)
        self._frame.setStretch(1, 1)
        self._sides = row(self._frame, gap=0)
        self._sides.setStretch(0, 1)
        self._outer = column(self._sides, gap=0)
        self._outer.setStretch(0, 1)
        self.setLayout(self._outer)
        self._air(wide=True)

    def refresh(self) -> None:
        """Read anew what the page shows; must return at once (use ``session.tasks.read``)."""

    def arrive(self, **given: Any) -> None:
        """Called by ``session.open(key, **given)`` after the page is shown."""

    def focus_first(self) -> None:
        """Take the keyboard when the page was opened: what had it last, else Tab goes on with the first part."""
        if not self.isAncestorOf(self.window().focusWidget()):
            self.setFocus()

    def leave(self) -> bool:
        """Asked before another page is shown; False stays here."""
        return True

    def keep_draft(self) -> None:
        """The window is about to lock: keep what is half typed (``ctx.store.drafts``)."""

    def take_files(self, paths: list[Path]) -> bool:
        """Files dropped on the window; True when they were taken."""
        return False

    def foot(self, *items: Item) -> QFrame:
        """A bar at the lower edge that stays in sight; None pushes apart."""
        bar = QFrame()
        bar.setObjectName("foot")
        bar.setLayout(row(*items, gap=tokens.S2, margins=(tokens.S5, tokens.S2, tokens.S5, tokens.S2)))
        self._outer.addWidget(bar)
        return bar

    def fill(self) -> None:
        """Let the body of a page that scrolls reach the lower edge: what stretches in it takes the room left."""
        flow = self._scroll.widget().layout() if self._scroll is not None else None
        if isinstance(flow, QVBoxLayout):
            flow.setStretch(0, 1)
            flow.setStretch(1, 0)

    def set_side(self, panel: QWidget) -> None:
        """A panel at the right (`ntt_desktop.gui.widgets.side_panel`): beside the page, over it when it is narrow."""
        self._side = panel
        self._place_side(wide=self.window().width() >= tokens.NARROW)

    def show_banner(
        self, text: str, hint: str = "", tone: str = "info", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a message on this page."""
        self.banner.say(text, hint, tone, action)

    def concern(self, kinds: frozenset[str]) -> None:
        """Hear what changed: refresh now if in sight, else when shown."""
        if kinds & self.concerns:
            if self.isVisible():
                self._refresh_now()
            else:
                self.stale = True

    def reveal(self, widget: QWidget) -> None:
        """Scroll until ``widget`` is in sight."""
        if self._scroll is not None:
            self._scroll.ensureWidgetVisible(widget, 0, tokens.S5)

    def _place_side(self, *, wide: bool) -> None:
        panel = self._side
        if panel is None:
            return
        if wide:
            if self._sides.indexOf(panel) < 0:
                self._sides.addWidget(panel)
            return
        if self._sides.indexOf(panel) >= 0 or panel.parentWidget() is not self:
            hidden = panel.isHidden()
            self._sides.removeWidget(panel)
            panel.setParent(self)
            panel.setVisible(not hidden)
        panel.setGeometry(self.width() - panel.width(), 0, panel.width(), self.height())
        panel.raise_()

    def _refresh_now(self) -> None:
        self.stale = False
        self.refresh()

    def _air(self, *, wide: bool) -> None:
        side, top = (tokens.S5, tokens.S4) if wide else (tokens.S4, tokens.S2)
        self._frame.setContentsMargins(side, top, side, top)
        self._frame.setSpacing(tokens.S3 if wide else tokens.S2)
        if self.header.search is not None:
            self.header.search.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.stale:
            self._refresh_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.window().width() >= tokens.NARROW
        self._air(wide=wide)
        self._place_side(wide=wide)
