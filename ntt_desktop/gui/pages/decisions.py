"""Perlu keputusan: people who may be one, conflicts, edits by hand and contested slots.

Nothing waits for it; everything is decided here, by keyboard, singly or in bulk, and can be taken back.
"""

from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget

from ntt_desktop.gui.dialogs import queue_file
from ntt_desktop.gui.models.case_rows import queue_words
from ntt_desktop.gui.pages.decisions_cases import CasesView
from ntt_desktop.gui.pages.decisions_pairs import PairsView
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync import queue
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, ENDS, SAME, SLOTS


class DecisionsPage(Page):
    """The queues as tabs. A queue is built when it is shown for the first time: five at once would be felt."""

    concerns = frozenset({"case", "worker", "slot", "package", "same_person"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("To decide"), scroll=False)
        self._asked = self._node = ""
        self._arrives = False
        self.counts: dict[str, int] = {}
        self.out = button(tr("To a workbook"), lambda: queue_file.ask_where(session, self), icon="file-spreadsheet")
        self.back = button(tr("From a workbook"), lambda: queue_file.ask_which(session, self), icon="file-down")
        for action in (self.out, self.back):
            self.header.add_action(action)
        self._pairs: PairsView | None = None
        self.cases: dict[str, CasesView] = {}
        """The queues of cases that were shown."""
        self.tabs = ChipTabs(queue_words(), tr("Queues"))
        self.tabs.chosen.connect(self._show_tab)
        self._stack = QStackedWidget()
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        # Answers are given by a digit wherever the cursor is, so everything is chosen from everywhere too.
        QShortcut(QKeySequence.StandardKey.SelectAll, self, self._choose_all)

    def _choose_all(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, CasesView | PairsView):
            shown.table.selectAll()
            shown.table.setFocus()

    def refresh(self) -> None:
        self.session.tasks.read(queue.counts, owner=self, key="counts", done=self.show_counts)
        for view in self._views():
            view.refresh()

    def focus_first(self) -> None:
        super().focus_first()
        self._arrives = True

    @property
    def pairs(self) -> PairsView:
        """The queue of people who may be one."""
        if self._pairs is None:
            self._pairs = PairsView(self.session)
            self._take(self._pairs)
        return self._pairs

    def arrive(self, tab: str = "", node: str = "", **_given: Any) -> None:
        """``tab``: a queue; ``node``: only what concerns this sender."""
        if tab:
            self._asked, self._node = tab, node
            for view in self._views():
                view.narrow(node)
            self.tabs.choose(tab)
            self._show_tab(tab)
            self._view(tab).table.setFocus()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how much waits, and the first queue in which something does unless one was asked for."""
        self.counts = counts
        total = sum(counts.values())
        self.tabs.set_counts(counts)
        self.session.set_count("decisions", total)
        self.header.set_subtitle(tr("{count} open cases", count=number(total)) if total else "")
        self.out.setEnabled(total > 0)
        if not self._asked or (not counts[self.tabs.current] and total):
            first = next((which for which, _ in queue_words() if counts[which]), SAME)
            self.tabs.choose(first)
        for which in counts:  # an empty queue takes no room beside others
            self.tabs.set_visible(which, counts[which] > 0 or not total or which == self.tabs.current)
        self._asked = self.tabs.current
        self._show_tab(self.tabs.current)
        if self._arrives and counts[self.tabs.current] and not self._stack.isAncestorOf(self.window().focusWidget()):
            self._view(self.tabs.current).take_focus()
        self._arrives = False

    def _show_tab(self, which: str) -> None:
        self._asked = which
        view, now = self._view(which), QApplication.focusWidget()
        moved = view is not self._stack.currentWidget() and now is not None and self._stack.isAncestorOf(now)
        self._stack.setCurrentWidget(view)
        if moved:  # the last case of a queue was answered by key: the next queue goes on
            view.table.setFocus()

    def _view(self, which: str) -> PairsView | CasesView:
        if which == SAME:
            return self.pairs
        if which not in self.cases:
            made = self.cases[which] = CasesView(self.session, which, _hint(which), _nothing(which))
            made.answered.connect(self.refresh)
            self._take(made)
        return self.cases[which]

    def _views(self) -> list[PairsView | CasesView]:
        return [*([self._pairs] if self._pairs else []), *self.cases.values()]

    def _take(self, view: PairsView | CasesView) -> None:
        self._stack.addWidget(view)
        view.set_narrow(self._is_narrow())
        if self._node:
            view.narrow(self._node)
        view.refresh()

    def _is_narrow(self) -> bool:
        return self.window().width() < tokens.NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for view in self._views():
            view.set_narrow(self._is_narrow())


def _hint(which: str) -> str:
    return {
        CONFLICTS: tr("1 ours, 2 theirs, or type another. Choose several with Shift or Ctrl+A."),
        EDITS: tr("1 accept, 2 ignore. A whole column: choose it above, then Ctrl+A."),
        SLOTS: tr("1 this slot, 2 the other, 3 nobody. Enter opens the person."),
        ENDS: tr("1 confirm, or type why the end stands and press Enter. Choose several with Ctrl+A."),
    }[which]


def _nothing(which: str) -> tuple[str, str]:
    return {
        CONFLICTS: (
            tr("No conflicting values"),
            tr("Two values of a person's NIK, name, birth date, mother or bank from two devices stand here."),
        ),
        EDITS: (
            tr("Nothing was edited by hand"),
            tr("Cells changed in a package with a spreadsheet program, and rows taken out or added, stand here."),
        ),
        SLOTS: (
            tr("No contested slots"),
            tr("When two payers pay for one person in one month, or two people hold one slot, it stands here."),
        ),
        ENDS: (
            tr("No end waits to be taken back"),
            tr("When an officer asks to take a wrong end back, it stands here until you confirm it."),
        ),
    }[which]
