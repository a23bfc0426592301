"""The window: rail, pages, status bar; drops, toasts and closing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ntt_desktop.gui.bus import Bus
from ntt_desktop.gui.messages import Messages
from ntt_desktop.gui.pages import PageSpec, pages_for
from ntt_desktop.gui.rail import Rail
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.status import StatusBar
from ntt_desktop.gui.tasks import Tasks
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.banner import Toast
from ntt_desktop.gui.widgets.dropzone import files_of
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.services.context import Context

MINIMUM = (860, 480)
"""1366x768 at 150 % leaves 911x512, less the frame."""


class MainWindow(QMainWindow):
    """One unlocked store. Pages are made when first shown and kept."""

    def __init__(self, ctx: Context, on_lock: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setWindowTitle("NTT Desktop")
        self.setMinimumSize(*MINIMUM)
        self.setAcceptDrops(True)
        self.on_lock = on_lock
        bus, tasks = Bus(), Tasks(ctx)
        messages = Messages(self, self.current_page, self._say)
        self.session = Session(ctx, tasks, bus, messages, self.open, self.set_count)
        tasks.announced.connect(bus.announce)
        tasks.unhandled.connect(messages.error)
        bus.changed.connect(self._changed)
        node = ctx.store.node
        self._specs = {spec.key: spec for spec in pages_for(node.role)}
        self._pages: dict[str, Page] = {}
        rare = frozenset(key for key, spec in self._specs.items() if node.role in spec.rare)
        specs, place = tuple(self._specs.values()), ctx.reference.regions.label(node.region)
        self.rail = Rail(specs, place, self._report_event, rare)
        self.rail.chosen.connect(self.open)
        self._stack = QStackedWidget()
        self.status = StatusBar(self.session)
        middle = row(self.rail, self._stack, gap=0)
        middle.setStretch(1, 1)
        whole = column(middle, self.status, gap=0)
        whole.setStretch(0, 1)
        self.setCentralWidget(holder(whole, "backdrop"))
        self.toast = Toast(self)
        QShortcut(QKeySequence("Ctrl+N"), self, lambda: self.open("register"))
        self.resize(1366, 740)

    # -- pages ------------------------------------------------------------------------------------------------

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of this role's pages, those without a rail entry included."""
        return tuple(self._specs)

    def spec(self, key: str) -> PageSpec:
        """A page's declaration."""
        return self._specs[key]

    def current_page(self) -> Page | None:
        """The page in sight."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def page(self, key: str) -> Page:
        """A page, made now if it was not."""
        if key not in self._pages:
            page = self._specs[key].make(self.session)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def open(self, key: str, **given: Any) -> Page | None:
        """Show a page and call its ``arrive(**given)``; None when the page in sight does not want to be left."""
        current = self.current_page()
        spec = self._specs[key]
        if current is not None and current is not self._pages.get(key) and not current.leave():
            self.rail.mark(self._key_of(current))
            return None
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        self.rail.mark(spec.below or key)
        self.setWindowTitle(f"{page.header.title} – NTT Desktop")
        focused = QApplication.focusWidget()
        page.arrive(**given)
        if page is not current and QApplication.focusWidget() is focused:
            page.focus_first()
        return page

    def open_first(self) -> None:
        """Show the rail's first page, and say what the program's last end interrupted."""
        from ntt_desktop.gui.unfinished import say_unfinished

        self.open(next(key for key, spec in self._specs.items() if spec.rail))
        say_unfinished(self)

    def set_count(self, key: str, count: int, *, there: bool = False) -> None:
        """The count beside a page in the rail; ``there`` keeps a rare page there without one."""
        self.rail.set_count(key, count, there=there)

    def _key_of(self, page: QWidget) -> str:
        key = next(key for key, made in self._pages.items() if made is page)
        return self._specs[key].below or key

    def _changed(self, kinds: frozenset[str]) -> None:
        for page in self._pages.values():
            page.concern(kinds)
        self.status.concern(kinds)

    def _report_event(self) -> None:
        from ntt_desktop.gui.dialogs.end import report_event

        report_event(self.session, self)

    # -- messages, files, closing -----------------------------------------------------------------------------

    def _say(self, text: str, undo: Callable[[], object] | None, tone: str) -> None:
        self.toast.say(text, undo, tone)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files(files_of(event))

    def take_files(self, paths: list[Path]) -> None:
        """Hand files to the page they belong to by their content (`ntt_desktop.gui.dropped`)."""
        from ntt_desktop.gui.dropped import take_files

        take_files(self, paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < tokens.NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        current = self.current_page()
        if current is not None and not current.leave():
            event.ignore()
            return
        self.shut()
        super().closeEvent(event)

    def shut(self, *, keep_drafts: bool = False) -> None:
        """Stop background work and close the store; the window is of no use afterwards.

        ``keep_drafts``: pages keep what is half typed as a draft first (the window locks itself).
        """
        if keep_drafts:
            for page in self._pages.values():
                page.keep_draft()
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.session.tasks.close()
        self.session.ctx.store.close()
