"""The queue of people who may be one: list, comparison, answers by key, singly or in bulk, undone by one click."""

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ntt_desktop.gui.models.pair_rows import pair_columns, pair_row
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.pages.decisions_cases import say_refused
from ntt_desktop.gui.pages.decisions_compare import ComparePanel
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
from ntt_desktop.services.people.same_person import DIFFERENT, LATER, SAME, Pair
from ntt_desktop.services.sync import answering, history, taking_back
from ntt_desktop.services.sync.answering import Answer
from ntt_desktop.services.sync.history import SenderLine
from ntt_desktop.services.sync.pair_queue import Queue, read_queue
from ntt_desktop.services.sync.taking_back import Answered

_TWO_ROWS = 2 * tokens.ROW + 38
"""Heights of the list: two rows and the header, and as much as there is (Qt's own largest)."""


class PairsView(QWidget):
    """Left the pairs, right the two people of the current one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._node = ""
        self._narrow = False
        self.filters = FilterBar()
        self.filters.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.filters.add("node", tr("Sender"), [])
        self.filters.changed.connect(lambda values: self.narrow(str(values.get("node") or "")))
        self.filters.hide()
        self.model = ListModel(pair_columns())
        self.table = DataTable(self.model, name=tr("People who may be one"), many=True)
        self.table.current.connect(lambda _row: self._show())
        self.table.chosen.connect(lambda _count: self._show())
        self.compare = ComparePanel(session, self.answer)
        nothing = EmptyState(
            "circle-check",
            tr("Nobody is registered twice, as far as can be seen"),
            tr("People with another NIK, but alike in name, birth date and village, appear here."),
        )
        self._said = label("", "caption", wrap=True)
        self._list = Listing(self.table, nothing)
        listing = column(self.filters, self._list, self._said, gap=tokens.S2)
        listing.setStretch(1, 1)
        self._both = row(listing, self.compare, gap=tokens.S3)
        self._both.setStretch(0, 9)
        self._both.setStretch(1, 11)
        self.setLayout(self._both)
        self.compare.hide()

    def refresh(self) -> None:
        """Read the queue anew."""
        self._session.tasks.read(read_queue, self._node, owner=self, key="pairs", done=self.show_queue)
        self._session.tasks.read(history.senders, owner=self, key="senders", done=self._offer)

    def narrow(self, node: str = "") -> None:
        """Show the pairs of one sender, or of all."""
        self._node = node
        self.filters.set_values({"node": node or None})
        self.refresh()

    def _offer(self, senders: list[SenderLine]) -> None:
        self.filters.set_options("node", [(line.node, line.name) for line in senders])
        self.filters.set_values({"node": self._node or None})
        self._show_filters()

    def _show_filters(self) -> None:
        """There is nothing to choose among with one sender; a narrow window has room for what narrows only."""
        self.filters.setVisible(bool(self._node) or (not self._narrow and self.filters.choices("node") > 1))

    def show_queue(self, found: Queue) -> None:
        """Show these pairs; the pair where the cursor was stays the current one, else the one in its place."""
        at = max(self.table.currentIndex().row(), 0)
        current = self.model.row_at(at)
        kept = len(self.table.selected_indexes()) > 1
        rows = [pair_row(self._session.ctx, pair, found.one_nik.get(pair.id)) for pair in found.pairs]
        if not (kept and {row["id"] for row in rows} == {row["id"] for row in self.model.rows}):
            self.model.set_rows(rows)
            if rows:
                again = (index for index, found in enumerate(rows) if current and found["id"] == current["id"])
                self.table.selectRow(next(again, min(at, len(rows) - 1)))
        more = found.total - len(rows)
        keys = tr("1 same, 2 two people, 3 later. Choose several with Shift or Ctrl+A.") if rows else ""
        rest = tr("{count} more come up when these are decided.", count=number(more)) if more > 0 else ""
        self._said.setText(f"{keys} {rest}".strip())
        self._show()

    @property
    def chosen(self) -> list[Pair]:
        """The pairs an answer goes to."""
        return [found["pair"] for found in self.table.selected()]

    def answer(self, answer: str, note: str = "") -> None:
        """Answer the chosen pairs; the next one comes into sight."""
        pairs = self.chosen
        if not pairs:
            return
        self._session.tasks.write(
            answering.answer,
            {pair.id: Answer(answer, self.compare.domicile if len(pairs) == 1 else "", note) for pair in pairs},
            owner=self,
            done=lambda made: self._answered(answer, pairs, made),
        )

    def take_focus(self) -> None:
        """Give the list the keyboard, also when its rows come later."""
        self._list.setFocus()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the two people stand below the list."""
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._list.limit(_TWO_ROWS if narrow else 0)
        self._both.setSpacing(tokens.S2 if narrow else tokens.S3)
        self._said.setVisible(not narrow)
        self._narrow = narrow
        self._show_filters()
        self.compare.set_narrow(narrow)

    def _answered(self, answer: str, pairs: list[Pair], made: Answered) -> None:
        self.compare.note.clear()
        say_refused(self._session, made)
        if not made.done:
            return
        gone = {pair.id for pair in pairs}
        chosen = [found for found in self.model.rows if found["id"] in gone]
        at = min((index for index in self.table.selected_indexes()), default=0)
        stays = answer == LATER or (answer == DIFFERENT and all(found["one_nik"] is not None for found in chosen))
        left = [found for found in self.model.rows if found["id"] not in gone or stays]
        self.model.set_rows(left)
        if left:
            self.table.selectRow(min(at + stays, len(left) - 1))
        self.table.setFocus()
        words = {
            SAME: tr("{count} pairs joined to one person each.", count=number(made.done)),
            DIFFERENT: tr("{count} pairs are two people each.", count=number(made.done)),
            LATER: tr("{count} pairs put off.", count=number(made.done)),
        }
        if len(pairs) == 1:
            one, other = (side.worker["full_name"] or "" for side in (pairs[0].one, pairs[0].other))
            words[SAME] = tr("{one} and {other} are one person now.", one=one, other=other)
            words[DIFFERENT] = tr("{one} and {other} are two people.", one=one, other=other)
            words[LATER] = tr("Put off: {one} and {other}.", one=one, other=other)
        if any(found["one_nik"] is not None for found in chosen):
            words[DIFFERENT] = tr("Two people with one NIK: open the wrong one and correct the NIK from the KTP.")
        self._session.messages.toast(words[answer], lambda: self._undo(made))

    def _undo(self, made: Answered) -> None:
        self._session.tasks.write(
            taking_back.take_back,
            made,
            owner=self,
            done=lambda _count: self._session.messages.toast(tr("Taken back. They wait here again."), tone="info"),
        )

    def _show(self) -> None:
        pairs = self.chosen
        self.compare.setVisible(bool(pairs))
        if len(pairs) > 1:
            self.compare.show_many(len(pairs))
        elif pairs:
            self.compare.show_pair(pairs[0], self.table.selected()[0]["one_nik"])

    def arrive(self, **_given: Any) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()
