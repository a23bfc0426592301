"""People by months as a window model: keys read once for a filter, rows read as they come into sight."""

from array import array
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal

from ntt_desktop.domain.dates import Month
from ntt_desktop.gui import words
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.rows import Index
from ntt_desktop.gui.models.windows import Query, Window, WindowModel
from ntt_desktop.gui.tasks import Tasks
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger
from ntt_desktop.services.money.ledger import Filter
from ntt_desktop.wording.ledger import name
from ntt_desktop.wording.months import SHORT, month_words

MONTH = "month"
"""The kind of a month's column."""


@dataclass(frozen=True, slots=True)
class MonthWindow(Window):
    """Some people, and the months that the filter spans."""

    months: tuple[Month, ...] = ()


def asked_of(query: Query) -> Filter:
    """The service's filter for what the page asks for."""
    first, last = query.filter("first"), query.filter("last")
    state = query.filter("shown")
    return Filter(
        programme=query.filter("programme") or "",
        payer=query.filter("payer") or "",
        area=query.filter("subdistrict") or query.filter("regency") or "",
        holder=query.filter("holder") or "",
        text=query.search,
        shown=(state,) if state else (),
        first=Month.parse(first) if first else None,
        last=Month.parse(last) if last else None,
    )


class MonthWindows:
    """Reads windows; keeps the keys of the newest filter, so that scrolling does not search again."""

    def __init__(self) -> None:
        self._kept: tuple[Query, array[int], tuple[Month, ...]] | None = None

    def __call__(self, ctx: Context, query: Query, offset: int, limit: int) -> MonthWindow:
        """People ``offset`` to ``offset + limit`` of ``query``."""
        kept, asked = self._kept, asked_of(query)
        if kept is None or kept[0] != query or offset == 0:
            kept = self._kept = (query, ledger.people(ctx, asked), ledger.months(ctx, asked))
        _query, keys, months = kept
        found = ledger.rows(ctx, asked, keys[offset : offset + limit])
        return MonthWindow(len(keys), [_row(one) for one in found], months)


def _row(one: ledger.Row) -> dict[str, Any]:
    """What a row paints, put together on the reader's thread."""
    total = one.total
    return {
        "id": one.worker,
        "full_name": one.name,
        "nik": one.nik,
        "village_code": one.village,
        "cells": tuple(cell.shown.value if cell else "" for cell in one.cells),
        "payers": tuple(cell.programme if cell else "" for cell in one.cells),
        "months": total.months,
        "rupiah": total.rupiah,
    }


class MonthGridModel(WindowModel):
    """A column a month of the filter; ``spanned`` follows when the months changed."""

    spanned = Signal()

    def __init__(self, ctx: Context, tasks: Tasks) -> None:
        super().__init__(_columns(ctx, ()), tasks, MonthWindows())
        self._ctx = ctx
        self.months: tuple[Month, ...] = ()
        self.first_month = len(self.columns) - 2

    def _start(self, generation: int, window: Window) -> None:
        assert isinstance(window, MonthWindow)
        if generation == self._generation and window.months != self.months:
            self.beginResetModel()
            self.months = window.months
            self.columns = _columns(self._ctx, window.months)
            self._total = 0
            self.endResetModel()
            self.spanned.emit()
        super()._start(generation, window)

    def month_at(self, column: int) -> Month | None:
        """The month of a column."""
        at = column - self.first_month
        return self.months[at] if 0 <= at < len(self.months) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        month = self.month_at(index.column())
        if month is None or role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return super().data(index, role)
        row = self.row_at(index.row())
        return said(row, index.column() - self.first_month, month) if row is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        month = self.month_at(section)
        if month is not None and orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignCenter)
            if role == Qt.ItemDataRole.ToolTipRole:
                return month_words(month)
        return super().headerData(section, orientation, role)


def said(row: Row, at: int, month: Month) -> str:
    """A month of a person in words, without asking the store: what it is, and which programme pays."""
    code = row["cells"][at]
    if not code:
        return tr("{month}: nobody pays", month=month_words(month))
    return tr("{month}: {state}, {programme}", month=month_words(month), state=name(code), programme=row["payers"][at])


def _columns(ctx: Context, months: tuple[Month, ...]) -> tuple[Column, ...]:
    years = len({month.year for month in months}) > 1

    def month(at: int, one: Month) -> Column:
        title = tr(SHORT[one.month - 1]) + (f"\n{one.year}" if years and (one.month == 1 or not at) else "")
        return Column(f"m{at}", title, 30, MONTH, sortable=False, value=lambda row: row["cells"][at])

    return (
        Column("full_name", tr("Name"), 150, "strong", stretch=True, sortable=False),
        Column("nik", tr("NIK"), 76, "nik", sortable=False, optional=2),
        Column(
            "village_code",
            tr("Village"),
            120,
            "muted",
            sortable=False,
            optional=3,
            value=lambda row: words.village_name(ctx, row["village_code"]),
            tip=lambda row: ctx.reference.regions.label(row["village_code"] or ""),
        ),
        *(month(at, one) for at, one in enumerate(months)),
        Column("months", tr("Months"), 76, "number", sortable=False),
        Column("rupiah", tr("Rupiah"), 142, "rupiah", sortable=False, optional=1),
    )
