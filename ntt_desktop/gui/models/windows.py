"""A table model over any number of rows, read lazily in windows on the reader pool.

The model is given ``fetch(ctx, query, offset, limit) -> Window``. It asks for the count together with the first
window; a cell whose window is not there yet shows nothing and asks for it. Old rows stay until new ones come, so a
list does not flicker while one types.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal

from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.rows import ColumnModel, id_of
from ntt_desktop.gui.tasks import Job, Tasks

WINDOW = 100
"""Rows in a window."""
_KEPT = 60
_WAITING = 6
"""Windows asked for at a time: who drags through a long list leaves those behind that nobody looks at any more."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows: words searched, the chosen tab, filters, and the order."""

    search: str = ""
    tab: str = ""
    filters: tuple[tuple[str, object], ...] = ()
    sort: str = ""
    descending: bool = False

    def filter(self, key: str) -> Any:
        """The filter's value, or None."""
        return dict(self.filters).get(key)


@dataclass(frozen=True, slots=True)
class Window:
    """Some rows of a list, and how many rows the whole list has."""

    total: int
    rows: Sequence[Row]


Fetch = Callable[[Any, Query, int, int], Window]


class WindowModel(ColumnModel):
    """Rows read when they come into sight. ``loaded`` carries the total after a query is answered."""

    loaded = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        tasks: Tasks,
        fetch: Fetch,
        query: Query = Query(),
    ) -> None:
        super().__init__(columns, id_of)
        self._tasks = tasks
        self._fetch = fetch
        self.query = query
        self._total = 0
        self._generation = 0
        self._windows: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: OrderedDict[int, Job] = OrderedDict()

    def total(self) -> int:
        return self._total

    def row_at(self, at: int) -> Row | None:
        which, place = divmod(at, WINDOW)
        rows = self._windows.get(which)
        if rows is None:
            self._ask(which)
            return None
        self._windows.move_to_end(which)
        return rows[place] if place < len(rows) else None

    def show(self, query: Query) -> None:
        """Show what ``query`` finds."""
        if query != self.query:
            self.query = query
            self.reload()

    def change(self, **parts: Any) -> None:
        """Show the query with some parts changed: ``change(search="oesao")``."""
        self.show(replace(self.query, **parts))

    def reload(self) -> None:
        """Read the list anew; of several calls in a row only the last is answered."""
        self._generation += 1
        generation = self._generation
        self._tasks.read(
            self._fetch,
            self.query,
            0,
            WINDOW,
            key="reload",
            owner=self,
            done=lambda window: self._start(generation, window),
        )

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.change(sort=self.columns[column].key, descending=order == Qt.SortOrder.DescendingOrder)

    def _start(self, generation: int, window: Window) -> None:
        if generation != self._generation:
            return
        self.beginResetModel()
        self._total = window.total
        self._windows = OrderedDict({0: window.rows})
        self._asked = OrderedDict()
        self.endResetModel()
        self.loaded.emit(window.total)

    def _ask(self, which: int) -> None:
        if which in self._asked:
            return
        generation = self._generation
        self._asked[which] = self._tasks.read(
            self._fetch,
            self.query,
            which * WINDOW,
            WINDOW,
            owner=self,
            done=lambda window: self._add(generation, which, window),
        )
        while len(self._asked) > _WAITING:
            _old, job = self._asked.popitem(last=False)
            job.dropped = True

    def _add(self, generation: int, which: int, window: Window) -> None:
        if generation != self._generation:
            return
        self._asked.pop(which, None)
        self._windows[which] = window.rows
        while len(self._windows) > _KEPT:
            self._windows.popitem(last=False)
        first, last = which * WINDOW, min((which + 1) * WINDOW, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
