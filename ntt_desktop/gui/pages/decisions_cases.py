"""One queue of cases: list at the left, the chosen case at the right, answered by key, in bulk, and taken back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ntt_desktop.gui import words
from ntt_desktop.gui.models.case_rows import case_columns, fetch_cases, filter_of
from ntt_desktop.gui.models.windows import Query, WindowModel
from ntt_desktop.gui.pages.decisions_panel import CasePanel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.filters import FilterBar
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import answering, history, queue, taking_back
from ntt_desktop.services.sync.answering import Answer
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, Filter
from ntt_desktop.services.sync.taking_back import Answered
from ntt_desktop.wording.errors import message

_TWO_ROWS = 2 * tokens.ROW + 38
_BULK_FROM = 100
"""From so many on the rows chosen may not be read yet: their codes are asked for."""


def read_choices(ctx: Context, asked: Filter) -> tuple[list[tuple[str, int]], list[tuple[str, str]]]:
    """The columns of a queue with their counts, and the senders (node, name)."""
    return queue.columns(ctx, asked), [(line.node, line.name) for line in history.senders(ctx)]


def say_refused(session: Session, made: Answered) -> None:
    """Name those that could not be answered so, and why, on the page."""
    kinds: dict[str, list[str]] = {}
    for name, error in made.refused:
        kinds.setdefault(" ".join(message(error)), []).append(name)
    if kinds:
        said = " ".join(f"{sentence} ({', '.join(names[:3])})" for sentence, names in list(kinds.items())[:2])
        session.messages.banner(tr("{count} cases stay open.", count=number(len(made.refused))), said, "warn")


class CasesView(QWidget):
    """The queue ``which``. ``answered`` follows every decision."""

    answered = Signal()

    def __init__(self, session: Session, which: str, hint: str, nothing: tuple[str, str]) -> None:
        super().__init__()
        self._session, self.which = session, which
        self.model = WindowModel(case_columns(which), session.tasks, fetch_cases, Query(tab=which))
        self.table = DataTable(self.model, name=tr("Open cases"), many=True)
        self.table.current.connect(lambda _row: self._show())
        self.table.chosen.connect(lambda _count: self._show())
        self.table.opened.connect(self._open_person)
        self.model.loaded.connect(self._loaded)
        self.model.dataChanged.connect(lambda *_: self._show())
        self.filters = FilterBar()
        self.filters.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if which in (EDITS, CONFLICTS):
            self.filters.add("field", tr("Column"), [])
        self.filters.add("node", tr("Sender"), [])
        self.filters.changed.connect(self._narrow)
        self.panel = CasePanel(session, which, self.answer)
        self._said = label(hint, "caption", wrap=True)
        self._nothing = nothing
        self._empty = EmptyState("circle-check", *nothing)
        self._list = Listing(self.table, self._empty)
        listing = column(self.filters, self._list, self._said, gap=tokens.S2)
        listing.setStretch(1, 1)
        self._both = row(listing, self.panel, gap=tokens.S3)
        self._share(11, 9)
        self.setLayout(self._both)
        self.panel.hide()
        self._at = 0

    def refresh(self) -> None:
        """Read the queue anew."""
        asked = Filter(self.which, node=filter_of(self.model.query).node)
        self._session.tasks.read(read_choices, asked, owner=self, key="choices", done=lambda found: self._offer(*found))
        self.model.reload()

    def narrow(self, node: str = "") -> None:
        """Show the cases of one sender, or of all."""
        self.model.change(filters=(("node", node),) if node else ())
        self.filters.set_values({"node": node or None})

    def take_focus(self) -> None:
        """Give the list the keyboard, also when its rows come later."""
        self._list.setFocus()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the case stands below the list."""
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._list.limit(_TWO_ROWS if narrow else 0)
        self._share(*((0, 1) if narrow else (11, 9)))
        self._both.setSpacing(tokens.S2 if narrow else tokens.S3)
        self._said.setVisible(not narrow)
        # A whole column is answered at once here too; elsewhere the room is worth more.
        self.filters.setVisible(not narrow or self.which == EDITS or bool(self.filters.values()))
        self.panel.set_narrow(narrow)

    def _share(self, listing: int, panel: int) -> None:
        """How the room is shared out between the list and the case."""
        self._both.setStretch(0, listing)
        self._both.setStretch(1, panel)

    def answer(self, given: Answer) -> None:
        """Give this answer to the chosen cases; the next one comes into sight."""
        at = sorted(set(self.table.selected_indexes()))
        if not at:
            return
        self._at = at[0]
        rows = [self.model.row_at(one) for one in at] if len(at) < _BULK_FROM else [None]
        known = [found["id"] for found in rows if found is not None]
        if len(known) == len(at):
            self._answer(known, given)
            return
        total = self.model.total()

        def chosen(codes: list[str]) -> None:
            if len(codes) != total:  # the queue moved while it was read: nobody means these rows
                self.refresh()
                return
            self._answer([codes[one] for one in at], given)

        self._session.tasks.read(queue.codes, filter_of(self.model.query), owner=self, key="codes", done=chosen)

    def _answer(self, codes: Sequence[str], given: Answer) -> None:
        self._session.tasks.write(
            answering.answer,
            dict.fromkeys(codes, given),
            owner=self,
            done=self._answered,
        )

    def _answered(self, made: Answered) -> None:
        if made.done:
            words = tr("{count} cases decided.", count=number(made.done))
            self._session.messages.toast(words, lambda: self._take_back(made))
        say_refused(self._session, made)
        self.table.setFocus()
        self.answered.emit()

    def _take_back(self, made: Answered) -> None:
        def done(_count: int) -> None:
            self._session.messages.toast(tr("Taken back. They wait here again."), tone="info")
            self.answered.emit()

        self._session.tasks.write(taking_back.take_back, made, owner=self, done=done)

    def _narrow(self, values: dict[str, object]) -> None:
        self._at = 0
        self.model.change(filters=tuple(sorted(values.items())))

    def _offer(self, columns: list[tuple[str, int]], senders: list[tuple[str, str]]) -> None:
        if self.which in (EDITS, CONFLICTS):
            named = [(name, f"{words.field_name(name)} ({number(count)})") for name, count in columns]
            self.filters.set_options("field", list(named))
        self.filters.set_options("node", list(senders))
        now = dict(self.model.query.filters)
        if now.get("field") and now["field"] not in dict(columns):  # the whole column was answered: the rest comes up
            del now["field"]
            self._narrow(now)
        self.filters.set_values(now)  # some were asked for before they could be chosen

    def _loaded(self, total: int) -> None:
        others = (tr("Nothing of this sender waits here"), tr("Clear the filter to see what others sent."))
        self._empty.set_text(*(others if filter_of(self.model.query).node else self._nothing))
        if total:
            self.table.selectRow(min(self._at, total - 1))
        else:
            self.panel.hide()
        self._show()

    def _show(self) -> None:
        at = sorted(set(self.table.selected_indexes()))
        if not at:
            self.panel.hide()
            return
        if len(at) > 1:
            few = at if len(at) < _BULK_FROM else []
            read = [found["case"] for one in few if (found := self.model.row_at(one)) is not None]
            self.panel.show_many(len(at), self._field(), read)
        elif found := self.model.row_at(at[0]):
            self.panel.show_case(found["case"])
        self.panel.show()

    def _field(self) -> str:
        """The one column that the list is narrowed to; "" for all."""
        return filter_of(self.model.query).field

    def _open_person(self, found: dict[str, Any]) -> None:
        worker = found["case"].worker
        if worker:
            self._session.open("worker", worker=worker)
