"""The list of people: filtered, sorted and searched as one types, over 100,000 people.

The order of a filter is asked of the store once and kept as a list of keys until something changes; typing only
asks the search index and picks from that order, and rows are read a window at a time.
"""

import threading
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.services.context import Context
from ntt_desktop.store import workers as queries
from ntt_desktop.store.workers import SORTS, WorkerQuery

__all__ = ["SORTS", "WorkerList", "WorkerQuery"]

_KEPT = 6


class WorkerList:
    """The people of a store as lists see them. May be asked from any thread."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._orders: dict[WorkerQuery, tuple[int, array[int]]] = {}
        self._lock = threading.Lock()

    def keys(self, query: WorkerQuery) -> "array[int]":
        """Keys of the people of a query, in its order. The number of people is its length."""
        query = self._dated(query)
        with self._ctx.store.read() as reader:
            order = self._order(reader, replace(query, text=""))
            if not queries.match_expression(query.text):
                return order
            found = queries.matching(reader, query.text)
            return array("q", [key for key in order if key in found])

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
        if query.in_slot is None or query.month:
            return query
        return replace(query, month=Month.of(self._ctx.today).index)

    def _order(self, reader: queries.Rows, query: WorkerQuery) -> "array[int]":
        newest = queries.newest_change(reader)
        with self._lock:
            known = self._orders.get(query)
        if known and known[0] == newest:
            return known[1]
        order = queries.ordered(reader, query)
        with self._lock:
            self._orders.pop(query, None)
            while len(self._orders) >= _KEPT:
                self._orders.pop(next(iter(self._orders)))
            self._orders[query] = (newest, order)
        return order
