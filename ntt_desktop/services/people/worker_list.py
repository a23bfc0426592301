"""The list of people: filtered, sorted and searched as one types, over 100,000 people.

The order of a filter is asked of the store once and kept as a list of keys until something changes; typing only
asks the search index and picks from that order, and rows are read a window at a time.
"""

import threading
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from operator import itemgetter
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.services.context import Context
from ntt_desktop.store import audit
from ntt_desktop.store.people import workers as queries
from ntt_desktop.store.people.workers import SORTS, WorkerQuery
from ntt_desktop.store.rows import Rows

__all__ = ["SORTS", "WorkerList", "WorkerQuery"]

_KEPT = 6


class _Order:
    """An order of keys and where each stands in it, so that a search picks without looking at everybody's key.

    One letter may find everybody: 100,000 keys are picked in 10 ms, where asking each whether it was found took 30.
    """

    def __init__(self, keys: "array[int]") -> None:
        self.keys = keys
        self._place = array("l", [-1]) * (max(keys, default=0) + 1)
        for at, key in enumerate(keys):
            self._place[key] = at

    def picked(self, found: list[int]) -> "array[int]":
        """The keys of ``found`` that the order holds, in the order."""
        known = len(self._place)
        if max(found, default=0) >= known:  # people who came after the order was made
            found = [key for key in found if key < known]
        places = itemgetter(0, 0, *found)(self._place)  # key 0 is nobody: two of it make a tuple of any number
        order = self.keys
        if len(places) < len(order) >> 5:
            return array("q", [order[at] for at in sorted(places) if at >= 0])
        marks = bytearray(len(order) + 1)  # the last is place -1: not in this order
        for at in places:
            marks[at] = 1
        marks[-1] = 0
        if marks.find(0) == len(order):  # everybody
            return order
        return array("q", compress(order, marks))


class WorkerList:
    """The people of a store as lists see them. May be asked from any thread."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._orders: dict[WorkerQuery, tuple[int, _Order]] = {}
        self._lock = threading.Lock()

    def keys(self, query: WorkerQuery) -> "array[int]":
        """Keys of the people of a query, in its order. The number of people is its length."""
        query = self._dated(query)
        with self._ctx.store.read() as reader:
            order = self._order(reader, replace(query, text=""))
            if not queries.match_expression(query.text):
                return order.keys
            return order.picked(queries.matching(reader, query.text))

    def rows(self, keys: Sequence[int]) -> list[dict[str, Any]]:
        """The list rows of these keys (`LIST_COLUMNS` of the store), in their order."""
        with self._ctx.store.read() as reader:
            return queries.window(reader, keys)

    def counts(self, area: str = "") -> dict[str, int]:
        """People by tab: all, without_slot, needs_evidence, incomplete, ended."""
        with self._ctx.store.read() as reader:
            return queries.counts(reader, area, Month.of(self._ctx.today).index)

    def in_use(self, area: str = "") -> dict[str, list[str]]:
        """Codes of kecamatan (``subdistricts``) and ``occupations`` to offer as filters."""
        with self._ctx.store.read() as reader:
            return queries.in_use(reader, area)

    def _dated(self, query: WorkerQuery) -> WorkerQuery:
        if query.need and not query.today:
            query = replace(query, today=self._ctx.today.isoformat())
        if query.in_slot is None or query.month:
            return query
        return replace(query, month=Month.of(self._ctx.today).index)

    def _order(self, reader: Rows, query: WorkerQuery) -> "_Order":
        newest = audit.newest_change(reader)
        with self._lock:
            known = self._orders.get(query)
        if known and known[0] == newest:
            return known[1]
        order = _Order(queries.ordered(reader, query))
        with self._lock:
            self._orders.pop(query, None)
            while len(self._orders) >= _KEPT:
                self._orders.pop(next(iter(self._orders)))
            self._orders[query] = (newest, order)
        return order
